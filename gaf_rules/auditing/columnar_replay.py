"""What the logs of many cases amount to: the records that their steps open, and what these say, as columns.

Which steps a case takes has been found by :mod:`gaf_rules.auditing.sorting`; the cases here stand for a kind
each. A step is a row of the transition table, whose actions are carried out on columns of facts for all cases
that take it at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.case_batch import PLACES, SOURCES, stamp
from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.facts import join, less, split
from gaf_rules.auditing.numbers import alike
from gaf_rules.auditing.reading import DATE_FIELDS
from gaf_rules.auditing.record_store import NONE
from gaf_rules.auditing.record_view import RecordView
from gaf_rules.language.rows import Clear, Copy, Drop, Enter, Gather, LapseRow, Mark, Open, Put
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.case_batch import CaseBatch
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.record_store import RecordStore
    from gaf_rules.auditing.sorting import Courses
    from gaf_rules.auditing.step_registry import Firing

__all__ = ["ColumnarReplay"]

_NEXT = np.int32(1 << PLACES)


class _Events(NamedTuple):
    """One event each of some cases that take the same row by it: the cases, its places within them."""

    firing: Firing
    cases: Ints
    places: Ints

    def only(self, kept: Any) -> _Events:
        """The same for some of the cases."""
        return _Events(self.firing, self.cases[kept], self.places[kept])


class ColumnarReplay:
    """The steps of some cases, taken.

    Arguments:
        batch: the cases.
        store: where the facts go.
        courses: the steps of each.

    Attributes:
        state: for each case the number of the combination of states that it has come to.
        begun: for each the procedures begun, a bit each.
        stuck: the cases of which a step writes to a record that is not there.
    """

    def __init__(self, batch: CaseBatch, store: RecordStore, courses: Courses) -> None:
        self.batch = batch
        self.store = store
        self.steps = batch.encoded.learnt.situations.steps
        self.words = batch.encoded.learnt.words
        count = len(batch.members)
        self.state = np.zeros(count, np.int32)
        self.begun = np.ones(count, np.uint8)
        self.stuck = np.zeros(count, np.bool_)
        self._lapses = np.zeros(count, np.int32)
        self._next = np.zeros(count, np.int32)
        self._run(courses)
        self.states = self._columns()
        store.end(self.states)

    def _run(self, courses: Courses) -> None:
        """Take all steps.

        Cases wait for one another: those that stand earliest go first, so that cases on the same way, however
        many rounds one of them has behind it, come to take the same steps together.
        """
        firings, before, after = self.steps.columns()
        at, ends = courses.first.copy(), courses.first + courses.sizes
        live = np.flatnonzero(at < ends)
        while live.size:
            steps = courses.steps.take(at.take(live))
            here = before.take(steps)
            first = here == here.min()
            moving, steps = live[first], steps[first]
            for number, some in alike(firings.take(steps)):
                self._take(self.steps.firings[number], moving[some])
            self.state[moving] = after.take(steps)
            at[moving] += 1
            live = np.concatenate([live[~first], moving[at[moving] < ends[moving]]])

    def _columns(self) -> dict[str, Ints]:
        """For each procedure the state of each case, as a word."""
        found: dict[str, Ints] = {}
        for at, procedure in enumerate(PROCEDURES):
            words = [self.words.of(states[at]) for states in self.steps.standings.values]
            found[procedure] = np.array(words, np.int32)[self.state]
        return found

    # -- steps -----------------------------------------------------------------------------------------
    def _take(self, firing: Firing, cases: Ints) -> None:
        """Write down what a step says."""
        row = firing.row
        if isinstance(row, LapseRow):
            # What no event states is kept under a number: the second abandonment of a case has others.
            first = (len(SOURCES) + 2 * self._lapses[cases]) << PLACES
            days = ((row.due, first), (row.since, first + _NEXT), (row.ended, first + _NEXT))
            for fact, stamps in days:
                self._put(fact, row.procedure, cases, stamps)
            self._lapses[cases] += 1
            return
        procedure, events = row.procedure, _Events(firing, cases, self._next[cases])
        self._next[cases] += 1
        self._first("case.first_on", procedure, events)
        if row.event != "determination":
            self.begun[cases] |= 1 << PROCEDURES.index(procedure)
        for action in row.actions:
            if isinstance(action, Enter):
                self._act(Put(action.fact), action.procedure, events)
            else:
                self._act(action, procedure, events)

    def _act(self, action: Any, procedure: str, events: _Events) -> None:
        cases = events.cases
        match action:
            case Open(record):
                self.store.begin(record, procedure, cases)
            case Put(fact, Copy(source), value=None):
                found = RecordView.now(self.batch, self.store, procedure, cases).fact(source)
                self._put(fact, procedure, cases, self._number(fact) if found is None else found)
            case Put(fact, str(), value=None, first=True):
                self._first(fact, procedure, events)
            case Put(fact, str() as field, value=None):
                self._put(fact, procedure, cases, self._field(events, field))
            case Put(fact, value=value):
                self._put(fact, procedure, cases, self._number(fact, value))
            case Gather(fact, field):
                self._merge(join, fact, procedure, cases, self._field(events, field))
            case Drop(fact, field):
                self._merge(less, fact, procedure, cases, self._field(events, field))
            case Mark(fact, kind, expected):
                until = self._field(events, expected) if expected else MISSING
                self._mark(fact, kind, procedure, events, until)
            case Clear(fact):
                self._put(fact, procedure, cases, self._number(fact))

    def _number(self, fact: str, value: Any = None) -> int:
        """What stands for a value that all cases have alike; of a day for none."""
        return MISSING if fact in self.store.fact_types.days else self.words.of(value)

    def _field(self, events: _Events, name: str) -> Any:
        """A field of events: stamps of days or numbers of words; one where all have it alike."""
        encoded = self.batch.encoded
        log, at = encoded.log, self.batch.starts[events.cases] + events.places
        if name == "on":
            return stamp("on", events.places)
        if name in DATE_FIELDS:
            if name not in log.dates:
                return MISSING
            known = log.field(name, at) != MISSING
            return np.where(known, stamp(name, events.places), np.int32(MISSING))
        if name in {"by", "to"}:
            return self.words.of(getattr(events.firing, name))
        fact = f"event.{name}"
        return encoded.words[fact][log.codes[at]] if fact in encoded.words else 0

    # -- facts -----------------------------------------------------------------------------------------
    def _put(self, fact: str, procedure: str, cases: Ints, value: Any) -> None:
        """Write a fact: a number for each, or one for all."""
        record, name = split(fact)
        rows = self._rows(record, procedure, cases)
        column = self.store.table(record, procedure).column(name)
        if (rows == NONE).any():  # nothing to write to: such a case is assessed by itself
            there = rows != NONE
            self.stuck[cases[~there]] = True
            rows, value = rows[there], value[there] if np.ndim(value) else value
        column[rows] = value

    def _rows(self, record: str, procedure: str, cases: Ints) -> Ints:
        return self.store.open_row(record, procedure)[cases]

    def _first(self, fact: str, procedure: str, events: _Events) -> None:
        """Write the day of the event unless one is there."""
        record, name = split(fact)
        column = self.store.table(record, procedure).column(name)
        without = column[self._rows(record, procedure, events.cases)] == MISSING
        if without.any():
            some = events.only(without)
            self._put(fact, procedure, some.cases, stamp("on", some.places))

    def _merge(
        self, merged: Callable[..., Any], fact: str, procedure: str, cases: Ints, more: Any
    ) -> None:
        """Add the members of a list, or take them out; every pair of lists that occurs is merged once."""
        record, name = split(fact)
        column = self.store.table(record, procedure).column(name)
        kept = column[self._rows(record, procedure, cases)].astype(np.int64)
        pairs, which = np.unique(kept << 32 | more, return_inverse=True)
        values = self.words.values
        made = [
            self.words.of(merged(values[pair >> 32], values[pair & 0xFFFFFFFF]))
            for pair in pairs.tolist()
        ]
        self._put(fact, procedure, cases, np.array(made, np.int32)[which.reshape(-1)])

    def _mark(self, fact: str, kind: str, procedure: str, events: _Events, until: Any) -> None:
        record, name = split(fact)
        table = self.store.table(record, procedure)
        rows = self._rows(record, procedure, events.cases)
        lost = rows == NONE
        self.stuck[events.cases[lost]] = True
        rows, places = rows[~lost], events.places[~lost]
        number = table.column(f"{name}#")[rows]
        table.column(f"{name}#")[rows] = number + 1
        code, days = self.words.of(kind), np.broadcast_to(until, len(lost))[~lost]
        for place in np.unique(number).tolist():
            here = number == place
            mark = f"{name}#{place}"
            table.column(mark)[rows[here]] = code
            table.column(f"{mark}.on")[rows[here]] = stamp("on", places[here])
            table.column(f"{mark}.until")[rows[here]] = days[here]
