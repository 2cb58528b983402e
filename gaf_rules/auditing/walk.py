"""The logs of many cases taken through the transition table, one event of each at a time.

All cases whose procedures stand alike and whose next event looks alike take the same step of the table,
whatever lies behind them. Steps, conditions and actions are the guideline's own rows; here they are
carried out on columns of facts. The cases are those that stand for a kind each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.masks import Column, is_ordered, mask
from gaf_rules.auditing.stamps import PLACES, SOURCES
from gaf_rules.auditing.writing import Event, Writer
from gaf_rules.evaluate.fold import _tables, left_of
from gaf_rules.language.conditions import ALWAYS
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.ledger import Ledger
    from gaf_rules.auditing.part import Part
    from gaf_rules.auditing.signs import Signs
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.rows import LapseRow
    from gaf_rules.program.program import CompiledDuty, Program, Step

    Lapsed = Callable[[str, CompiledDuty, Ints], Ints]
    Read = Callable[[str], Any]

__all__ = ["Course", "States", "Walk"]

_NEXT = np.int32(1 << PLACES)


class States:
    """Where the procedures of a case may stand, each combination as a number, and what is open there.

    Arguments:
        machine: the guideline, compiled.
        signs: of the log.
        names: the vocabulary of states.
    """

    def __init__(self, machine: Program, signs: Signs, names: Any) -> None:
        self.machine = machine
        self.signs = signs
        self.names = names
        self.values: list[tuple[str, ...]] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        self._steps: dict[tuple[int, int], tuple[Any, ...]] = {}
        self._after: dict[tuple[int, str, str], int] = {}
        self.lapsing = np.zeros(0, np.bool_)
        self.start = self.number(("not_started",) * len(PROCEDURES))

    def number(self, states: tuple[str, ...]) -> int:
        """The number of a combination."""
        found = self._numbers.get(states)
        if found is None:
            found = self._numbers[states] = len(self.values)
            self.values.append(states)
            lapses = not self.machine.lapsing.isdisjoint(zip(PROCEDURES, states, strict=True))
            self.lapsing = np.append(self.lapsing, lapses)
        return found

    def after(self, state: int, procedure: str, to: str) -> int:
        """The number of the combination once one procedure has entered another state."""
        key = state, procedure, to
        found = self._after.get(key)
        if found is None:
            there = zip(PROCEDURES, self.values[state], strict=True)
            states = tuple(to if name == procedure else was for name, was in there)
            found = self._after[key] = self.number(states)
        return found

    def steps(self, state: int, sign: int) -> tuple[Any, ...]:
        """The steps open to an event: procedure, step, and what is left to be asked of the facts."""
        key = state, sign
        found = self._steps.get(key)
        if found is None:
            tier, known = self.signs.tiers[sign], self.signs.values[sign]
            here = _tables(self.machine, tier)[self.values[state]]
            found = self._steps[key] = tuple(
                (procedure, step, left_of(step.row.when, here.state, tier, known))
                for (procedure, step), _, _, _ in here[known]
            )
        return found

    def columns(self, states: Ints) -> dict[str, Ints]:
        """For each procedure the state of each case, as a word."""
        found: dict[str, Ints] = {}
        for at, procedure in enumerate(PROCEDURES):
            table = np.array([self.names.place(states[at]) for states in self.values], np.int32)
            found[procedure] = table[states]
        return found


class Course:
    """The events of some cases in the order in which they are taken, one case after the other.

    Arguments:
        part: the cases.

    Attributes:
        first, next, ends: of each case where its events begin, the one to be taken next, where they end.
        place: for each event its place in the log.
        signs: its sign.
    """

    def __init__(self, part: Part) -> None:
        log = part.ground.log
        counts = log.counts[part.members]
        self.ends = np.cumsum(counts)
        self.first = self.ends - counts
        self.next = self.first.copy()
        self.starts = part.starts
        self.place = np.repeat(self.starts - self.first, counts) + np.arange(int(counts.sum()))
        classes = part.ground.classes[log.codes[self.place]]
        self.signs = part.ground.learnt.signs.of(np.repeat(part.judged["tier"], counts), classes)

    def places(self, cases: Ints, at: Ints) -> Ints:
        """The places of events within their cases, which they have in all cases of a kind."""
        found: Ints = self.place[at] - self.starts[cases]
        return found


class Walk:
    """Takes the events of some cases.

    Arguments:
        part: the cases.
        ledger: where the facts go.
        lapsed: says after which day the last day of a duty has passed.

    Attributes:
        state: for each case the number of the combination of states that it is in.
        begun: for each the procedures begun, a bit each.
        stuck: the cases whose log could not be read.
    """

    def __init__(self, part: Part, ledger: Ledger, lapsed: Lapsed) -> None:
        self.part = part
        self.ledger = ledger
        self.states = part.ground.learnt.states
        self.lapsed = lapsed
        self.course = Course(part)
        count = len(part.members)
        self.state = np.full(count, self.states.start, np.int16)
        self.begun = np.ones(count, np.uint8)
        self.stuck = np.zeros(count, np.bool_)
        self.lapses = np.zeros(count, np.int16)
        self.writer = Writer(self)

    def run(self) -> None:
        """Take all events, and the time until the day of assessment.

        Cases wait for one another: those that stand earliest go first, so that cases on the same way, however
        many rounds one of them has behind it, come to take the same steps together.
        """
        course = self.course
        live = np.flatnonzero(course.next < course.ends)
        while live.size:
            here = self.state[live]
            first = here == here.min()
            live = np.concatenate([live[~first], self._step(live[first])])
        waiting = self.states.lapsing[self.state] & ~self.stuck
        if waiting.any():
            self.pass_time(np.flatnonzero(waiting), None)
        self.ledger.end(self.states.columns(self.state))

    def _step(self, cases: Ints) -> Ints:
        """Take the next event of cases that stand alike; those that have one more."""
        course = self.course
        if self.states.lapsing[self.state[cases[0]]]:
            self.pass_time(cases, course.next[cases])
        self.stuck[self._take(cases, course.next[cases])] = True
        cases = cases[~self.stuck[cases]]
        course.next[cases] += 1
        more: Ints = cases[course.next[cases] < course.ends[cases]]
        return more

    def pass_time(self, cases: Ints, at: Ints | None) -> None:
        """Enter the states that time alone brings about before the day of an event begins.

        Arguments:
            cases: the cases.
            at: an event of each; None for the day of assessment.
        """
        for row, duty in self.states.machine.lapses:
            place = PROCEDURES.index(row.procedure)
            stands = np.array([states[place] == row.state for states in self.states.values])
            some = np.flatnonzero(stands[self.state[cases]])
            if some.size:
                self._lapse(row, duty, cases[some], None if at is None else at[some])

    def _lapse(self, row: LapseRow, duty: CompiledDuty, cases: Ints, at: Ints | None) -> None:
        ended = cases[self.lapsed(row.procedure, duty, cases) < self._day(at)]
        # What no event states is kept under a number: the second abandonment of a case has others.
        first = (len(SOURCES) + 2 * self.lapses[ended].astype(np.int32)) << PLACES
        for fact, stamps in (
            (row.due, first),
            (row.since, first + _NEXT),
            (row.ended, first + _NEXT),
        ):
            self.writer.put(fact, row.procedure, ended, Column(stamps))
        self.lapses[ended] += 1
        self.enter(row.procedure, row.to, ended)

    def _day(self, at: Ints | None) -> Any:
        """The day before which time has to pass: that of an event of each case, or of assessment."""
        ground = self.part.ground
        return ground.today if at is None else ground.log.days[self.course.place[at]]

    def enter(self, procedure: str, to: str, cases: Ints) -> None:
        """Enter a state of a procedure, from wherever these cases are."""
        here = self.state[cases]
        for state in np.flatnonzero(np.bincount(here)).tolist():
            self.state[cases[here == state]] = self.states.after(state, procedure, to)

    # -- events ----------------------------------------------------------------------------------------
    def _take(self, cases: Ints, at: Ints) -> Ints:
        """Take an event of each case; the cases where it is not legal."""
        refused = []
        for event in self._alike(cases, at):
            left = event
            for procedure, step, when in self.states.steps(event.state, event.sign):
                fits = self._fits(procedure, step, when, left)
                taken = left if fits is True else left.only(fits)
                if len(taken.cases):
                    self.writer.take(procedure, step.row, taken)
                left = left.only(np.zeros(0, np.int64) if fits is True else ~fits)
                if not len(left.cases):
                    break
            if len(left.cases):
                refused.append(left.cases)
        return np.concatenate(refused) if refused else cases[:0]

    def _alike(self, cases: Ints, at: Ints) -> Iterator[Event]:
        """The events by where the procedures stand and by their sign; those without one get stuck."""
        signs = self.course.signs[at]
        kinds = len(self.states.signs.values)
        key = self.state[cases].astype(np.int32) * kinds + signs
        key[signs < 0] = -1
        order = np.argsort(
            key.astype(np.int16) if key.max(initial=0) < 1 << 15 else key, kind="stable"
        )
        key = key[order]
        edges = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1], [True]]))
        for first, last in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            some = order[first:last]
            if key[first] < 0:
                self.stuck[cases[some]] = True
                continue
            state, sign = divmod(int(key[first]), kinds)
            yield Event(self, state, sign, cases[some], at[some])

    def _fits(self, procedure: str, step: Step, when: Condition, event: Event) -> Any:
        """Which of the cases may take a step: True for all, or one answer a case."""
        fits: Any = True
        if step.row.once is not None:
            fits = ~self.writer.seen(procedure, step.row.once, event)
        if when != ALWAYS:
            fits = np.logical_and(fits, mask(when, self._reader(procedure, when, event)))
        if step.within is not None and np.any(fits):
            late = self.lapsed(procedure, step.within, event.cases) < self._day(event.at)
            fits = np.logical_and(fits, ~late)
        if fits is True or np.ndim(fits):
            return True if fits is True or fits.all() else fits
        return True if fits else np.zeros(len(event.cases), np.bool_)

    def _reader(self, procedure: str, when: Condition, event: Event) -> Read:
        """Facts as a condition sees them: with days in the place of stamps where it compares them."""
        read = event.reader(procedure)
        if not is_ordered(when):
            return read

        def read_days(fact: str) -> Any:
            value = read(fact)
            if isinstance(value, Column) and value.vocabulary is None:
                return Column(self.part.days(value.values, event.cases))
            return value

        return read_days
