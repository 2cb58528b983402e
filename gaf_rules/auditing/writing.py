"""What a step of the table writes down, for all cases that take it together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.facts import join, split
from gaf_rules.auditing.ledger import NONE
from gaf_rules.auditing.masks import Column
from gaf_rules.auditing.reading import DATE_FIELDS
from gaf_rules.auditing.stamps import stamp
from gaf_rules.auditing.view import View
from gaf_rules.language.rows import Clear, Copy, Gather, Mark, Open, Put
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.walk import Walk
    from gaf_rules.language.rows import Transition

__all__ = ["Event", "Writer"]

_WIDTH = 62
"""Steps that count once, to a column of bits."""


class Event:
    """One event each of some cases (of each kind its model) that stand alike, the events alike.

    Attributes:
        state, sign: the numbers of what they have alike.
        cases: the cases.
        at: where their events are in the course.
    """

    __slots__ = ("at", "cases", "sign", "state", "walk")

    def __init__(self, walk: Walk, state: int, sign: int, cases: Ints, at: Ints) -> None:
        self.walk = walk
        self.state = state
        self.sign = sign
        self.cases = cases
        self.at = at

    def only(self, kept: Any) -> Event:
        """The same for some of the cases."""
        return Event(self.walk, self.state, self.sign, self.cases[kept], self.at[kept])

    @property
    def days(self) -> Ints:
        """The days of the events, as stamps."""
        return stamp("on", self.walk.course.places(self.cases, self.at))

    def field(self, name: str) -> Any:
        """A field of the events: a column, or what all have alike."""
        if name == "on":
            return Column(self.days)
        if name in DATE_FIELDS:
            return self._dated(name)
        walk = self.walk
        model = walk.states.signs.models[self.sign]
        if name in {"by", "to"}:
            return getattr(walk.states.signs.values[self.sign], name)
        if name in model:
            return model[name]
        ground = walk.part.ground
        fact = f"event.{name}"
        if fact not in ground.words:
            return None
        codes = ground.log.codes[walk.course.place[self.at]]
        return Column(ground.words[fact][codes], ground.learnt.lexicon.of(fact))

    def _dated(self, name: str) -> Column | None:
        log = self.walk.part.ground.log
        if name not in log.dates:
            return None
        course = self.walk.course
        known = log.field(name, course.place[self.at]) != MISSING
        stamps = stamp(name, course.places(self.cases, self.at))
        return Column(np.where(known, stamps, np.int32(MISSING)))

    def reader(self, procedure: str) -> Callable[[str], Any]:
        """Facts by their full name, as conditions on an event see them."""
        view = View.now(self.walk.part, self.walk.ledger, procedure, self.cases)

        def read(fact: str) -> Any:
            record, name = split(fact)
            if record == "event":
                return self.field(name)
            if record == "reading":
                return self.walk.part.ground.learnt.readings[name]
            if record == "state":
                return self.walk.states.values[self.state][PROCEDURES.index(name)]
            return view.fact(fact)

        return read


class Writer:
    """Writes down what steps say.

    Arguments:
        walk: whose ledger is written.
    """

    def __init__(self, walk: Walk) -> None:
        # Without counting as a holder, so that a walk and its columns go as soon as nobody needs them.
        self._walk = ref(walk)
        self.ledger = walk.ledger

    @property
    def walk(self) -> Walk:
        """The walk."""
        walk: Any = self._walk()
        return walk  # type: ignore[no-any-return]  # it writes only while its walk lasts

    # -- steps -----------------------------------------------------------------------------------------
    def take(self, procedure: str, row: Transition, event: Event) -> None:
        """Take a step: write what it says, then enter its state."""
        walk = self.walk
        if row.once is not None:
            self._note(procedure, row.once, event)
        self._first("case.first_on", procedure, event)
        if row.event != "determination":
            walk.begun[event.cases] |= 1 << PROCEDURES.index(procedure)
        for action in row.actions:
            self._act(action, procedure, event)
        if row.to is not None:
            walk.state[event.cases] = walk.states.after(event.state, procedure, row.to)

    def _act(self, action: Any, procedure: str, event: Event) -> None:
        match action:
            case Open(record):
                self.ledger.begin(record, procedure, event.cases)
            case Put(fact, Copy(source), value=None):
                view = View.now(self.walk.part, self.ledger, procedure, event.cases)
                self.put(fact, procedure, event.cases, view.fact(source))
            case Put(fact, str(), value=None, first=True):
                self._first(fact, procedure, event)
            case Put(fact, str() as field, value=None):
                self.put(fact, procedure, event.cases, event.field(field))
            case Put(fact, value=value):
                self.put(fact, procedure, event.cases, value)
            case Gather(fact, field):
                self._gather(fact, procedure, event.cases, event.field(field))
            case Mark(fact, kind, expected):
                self._mark(
                    fact, kind, procedure, event, event.field(expected) if expected else None
                )
            case Clear(fact):
                self.put(fact, procedure, event.cases, None)

    # -- facts -----------------------------------------------------------------------------------------
    def put(self, fact: str, procedure: str, cases: Ints, value: Any) -> None:
        """Write a fact: a column, an array of days, or what is the same for all."""
        record, name = split(fact)
        rows = self._rows(record, procedure, cases)
        column = self.ledger.table(record, procedure).column(name)
        values = self._values(fact, value)
        if (rows == NONE).any():  # nothing to write to: such a case is assessed by itself
            there = rows != NONE
            self.walk.stuck[cases[~there]] = True
            rows, values = rows[there], values[there] if np.ndim(values) else values
        column[rows] = values

    def _values(self, fact: str, value: Any) -> Any:
        """What is written of a value: days as they are, words by the vocabulary of the fact."""
        if fact in self.ledger.makeup.days:
            if isinstance(value, Column):
                return value.values
            return MISSING if value is None else value
        lexicon = self.ledger.lexicon
        if isinstance(value, Column):
            words: Any = value.vocabulary
            own = words is lexicon.of(fact)
            return value.values if own else lexicon.turned(fact, words)[value.values]
        return lexicon.of(fact).place(value)

    def _rows(self, record: str, procedure: str, cases: Ints) -> Ints:
        return self.ledger.open_row(record, procedure)[cases]

    def _first(self, fact: str, procedure: str, event: Event) -> None:
        """Write the day of the event unless one is there."""
        record, name = split(fact)
        column = self.ledger.table(record, procedure).column(name)
        without = column[self._rows(record, procedure, event.cases)] == MISSING
        if without.any():
            some = event.only(without)
            self.put(fact, procedure, some.cases, some.days)

    def _gather(self, fact: str, procedure: str, cases: Ints, more: Any) -> None:
        """Add the members of a list; every pair of lists that occurs is joined once."""
        record, name = split(fact)
        own = self.ledger.lexicon.of(fact)
        kept = self.ledger.table(record, procedure).column(name)[
            self._rows(record, procedure, cases)
        ]
        words: Any = own
        if isinstance(more, Column):
            words, added = more.vocabulary, more.values
        else:
            added = np.full(len(cases), own.place(more))
        pairs, which = np.unique(kept.astype(np.int64) << 32 | added, return_inverse=True)
        joined = [
            own.place(join(own.values[pair >> 32], words.values[pair & 0xFFFFFFFF]))
            for pair in pairs.tolist()
        ]
        self.put(fact, procedure, cases, Column(np.array(joined, np.int32)[which.reshape(-1)], own))

    def _mark(self, fact: str, kind: str, procedure: str, event: Event, until: Any) -> None:
        record, name = split(fact)
        table = self.ledger.table(record, procedure)
        rows = self._rows(record, procedure, event.cases)
        lost = rows == NONE
        self.walk.stuck[event.cases[lost]] = True
        rows, some = rows[~lost], event.only(~lost)
        number = table.column(f"{name}#")[rows]
        table.column(f"{name}#")[rows] = number + 1
        code = self.ledger.lexicon.of(fact).place(kind)
        days = None if until is None else until.values[~lost]
        for place in np.unique(number).tolist():
            here = number == place
            mark = f"{name}#{place}"
            table.marks[name] = max(table.marks.get(name, 0), place + 1)
            table.column(mark)[rows[here]] = code
            table.column(f"{mark}.on")[rows[here]] = some.days[here]
            if days is not None:
                table.column(f"{mark}.until")[rows[here]] = days[here]

    # -- what counts once ------------------------------------------------------------------------------
    def seen(self, procedure: str, record: str, event: Event) -> Any:
        """In which cases the same step has been taken within the open record."""
        name, bit = self._bit(event)
        rows = self._rows(record, procedure, event.cases)
        found = self.ledger.table(record, procedure).wide(name)[rows]
        return (found >> bit) & 1 == 1

    def _note(self, procedure: str, record: str, event: Event) -> None:
        name, bit = self._bit(event)
        rows = self._rows(record, procedure, event.cases)
        self.walk.stuck[event.cases[rows == NONE]] = True
        self.ledger.table(record, procedure).wide(name)[rows[rows != NONE]] |= 1 << bit

    def _bit(self, event: Event) -> tuple[str, int]:
        steps = self.walk.part.ground.learnt.steps
        mark = self.walk.states.signs.values[event.sign].mark
        column, bit = divmod(steps.setdefault(mark, len(steps)), _WIDTH)
        return f"seen{column}", bit
