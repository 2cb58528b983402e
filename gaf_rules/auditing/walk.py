"""The logs of many cases taken through the transition table, one event of each at a time.

All cases whose procedures stand alike and whose next event looks alike take the same step of the table,
whatever lies behind them. Steps, conditions and actions are the guideline's own rows; here they are
carried out on columns of facts. Of the cases of one kind (see :mod:`gaf_rules.auditing.part`) one goes for
all; where a day or a party decides, all are asked, and a kind whose cases answer differently is *parted*: it
is left out, to be taken again as two kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.facts import split
from gaf_rules.auditing.masks import PARTIES, Column, is_apart, mask
from gaf_rules.auditing.writing import Event, Writer
from gaf_rules.evaluate.fold import _tables, left_of
from gaf_rules.language.conditions import ALWAYS
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.ledger import Ledger
    from gaf_rules.auditing.order import Orders
    from gaf_rules.auditing.part import Part
    from gaf_rules.auditing.signs import Signs
    from gaf_rules.language.conditions import Condition
    from gaf_rules.program.program import CompiledDuty, Program, Step

    Lapsed = Callable[[str, CompiledDuty, Ints], Iterator[tuple[Ints, Ints, Ints, Ints]]]
    Read = Callable[[str], Any]

__all__ = ["Course", "States", "Walk"]


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
        part: the cases; of each kind its model.

    Attributes:
        first, next, ends: of each case where its events begin, the one to be taken next, where they end.
        place: for each event its place in the log.
        signs: its sign.
        dawns: whether it is the first of its day, in the model.
    """

    def __init__(self, part: Part) -> None:
        log, cases = part.ground.log, part.models
        counts = log.counts[cases]
        self.ends = np.cumsum(counts)
        self.first = self.ends - counts
        self.next = self.first.copy()
        self.starts = log.starts[cases]
        place = np.repeat(self.starts - self.first, counts) + np.arange(int(counts.sum()))
        self.place = place.astype(np.int32 if len(log.days) < 1 << 31 else np.int64)
        whose = np.repeat(part.judged["tier"][1][part.begins], counts)
        self.signs = part.ground.signs.of(whose, log.shapes[place])
        days = log.days[place]
        self.dawns = np.ones(len(place), np.bool_)
        self.dawns[1:] = days[1:] != days[:-1]
        self.dawns[self.first[counts > 0]] = True
        self.begins = np.flatnonzero(self.dawns)

    def places(self, cases: Ints, at: Ints) -> Ints:
        """The places of events within their cases, which they have in all cases of a kind."""
        found: Ints = self.place[at] - self.starts[cases]
        return found

    def day(self, at: Ints) -> tuple[Ints, Ints]:
        """Where the days of these events begin, and where they end."""
        which = np.searchsorted(self.begins, at, side="right")
        return self.begins[which - 1], np.append(self.begins, len(self.place))[which]

    def put(self, cases: Ints, offset: int, order: tuple[int, ...]) -> None:
        """Take the events of a day of these cases in another order.

        Arguments:
            cases: the cases.
            offset: the place of the day's first event among the events of each.
            order: for each event of the day its place by the table.
        """
        begins = self.first[cases][:, None] + offset
        for column in (self.place, self.signs):
            column[begins + np.arange(len(order))] = column[begins + np.array(order)]


class Walk:
    """Takes the events of some cases, kind by kind.

    Arguments:
        part: the cases.
        ledger: where the facts go.
        lapsed: what says when the last day of a duty has passed.
        orders: the days that are not taken in the order of the contract's table.

    Attributes:
        state, dawned: for each kind the number of the combination of states that it is in, and of that in
            which its last day began.
        begun: for each kind the procedures begun, a bit each.
        stuck: the kinds whose log could not be read.
        apart: the kinds of which their days or parties have decided something.
        parted: the kinds whose cases part; ``answers`` says of each member which way it goes.
    """

    def __init__(self, part: Part, ledger: Ledger, lapsed: Lapsed, orders: Orders) -> None:
        self.part = part
        self.ledger = ledger
        self.states = part.ground.states
        self.lapsed = lapsed
        self.course = Course(part)
        orders.apply(self.course)
        count = len(part.models)
        self.state = np.full(count, self.states.start, np.int16)
        self.dawned = self.state.copy()
        self.begun = np.ones(count, np.uint8)
        self.stuck = np.zeros(count, np.bool_)
        self.apart = np.zeros(count, np.bool_)
        self.parted = np.zeros(count, np.bool_)
        self.answers = np.zeros(len(part.members), np.bool_)
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
        waiting = self.states.lapsing[self.state] & ~self.stuck & ~self.parted
        if waiting.any():
            self.pass_time(np.flatnonzero(waiting), None)
        self.ledger.end(self.states.columns(self.state))

    def _step(self, cases: Ints) -> Ints:
        """Take the next event of cases that stand alike; those that have one more."""
        course = self.course
        if self.states.lapsing[self.state[cases[0]]]:
            self.pass_time(cases, course.next[cases])
            cases = cases[~self.parted[cases]]
            if not cases.size:
                return cases
        if self.part.tied:
            dawn = cases[course.dawns[course.next[cases]]]
            self.dawned[dawn] = self.state[dawn]
        self.stuck[self._take(cases, course.next[cases])] = True
        cases = cases[~(self.stuck[cases] | self.parted[cases])]
        course.next[cases] += 1
        more: Ints = cases[course.next[cases] < course.ends[cases]]
        return more

    def pass_time(self, cases: Ints, at: Ints | None) -> None:
        """Enter the states that time alone brings about before the day of an event begins.

        Arguments:
            cases: the cases.
            at: an event of each; None for the day of assessment.
        """
        for number, (row, _) in enumerate(self.part.ground.machine.lapses):
            place = PROCEDURES.index(row.procedure)
            stands = np.array([states[place] == row.state for states in self.states.values])
            some = np.flatnonzero(stands[self.state[cases]])
            if some.size:
                self._lapse(number, cases[some], None if at is None else at[some])

    def _lapse(self, number: int, cases: Ints, at: Ints | None) -> None:
        part = self.part
        row, duty = part.ground.machine.lapses[number]
        gone = np.zeros(len(part.members), np.bool_)
        due, since = (np.zeros(len(part.members), np.int32) for _ in range(2))
        for which, members, on, latest in self.lapsed(row.procedure, duty, cases):
            gone[members] = latest < self._day(cases, which, members, at)
            due[members], since[members] = on, latest + 1
        ended = self._agree(cases, gone)
        # What no event states is kept under a number: the second abandonment of a case has others.
        for times in np.flatnonzero(np.bincount(self.lapses[ended])).tolist():
            same = ended[self.lapses[ended] == times]
            _, members = part.spread(same)
            first = part.give(2 * times, members, due[members])
            then = part.give(2 * times + 1, members, since[members])
            for fact, mark in ((row.due, first), (row.since, then), (row.ended, then)):
                self.writer.put(fact, row.procedure, same, mark)
        self.lapses[ended] += 1
        self.apart[ended] = True
        self.enter(row.procedure, row.to, ended)

    def _day(self, cases: Ints, which: Ints, members: Ints, at: Ints | None) -> Any:
        """The day before which time has to pass: that of an event of each member, or of assessment."""
        part, course = self.part, self.course
        if at is None:
            return part.ground.today
        place = (at - course.first[cases])[which]
        return part.ground.log.days[part.starts[members] + place]

    def _agree(self, cases: Ints, answers: Any) -> Ints:
        """Of these cases those whose members all say yes; those whose members part are left out."""
        which, members = self.part.spread(cases)
        yes = np.bincount(which, answers[members], len(cases))
        every = yes == self.part.sizes[cases]
        torn = (yes > 0) & ~every
        if torn.any():
            self.parted[cases[torn]] = True
            some = torn[which]
            self.answers[members[some]] = answers[members[some]]
        agreed: Ints = cases[every]
        return agreed

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
                left = left.only(~self.parted[left.cases])
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
            read = event.reader(procedure)
            met = self._asked(when, read, event) if is_apart(when) else mask(when, read)
            fits = np.logical_and(fits, met)
        if step.within is not None and np.any(fits):
            asked = event if fits is True or not np.ndim(fits) else event.only(fits)
            late = np.isin(event.cases, self._late(procedure, step.within, asked))
            fits = np.logical_and(fits, ~late)
        if fits is True or np.ndim(fits):
            return True if fits is True or fits.all() else fits
        return True if fits else np.zeros(len(event.cases), np.bool_)

    def _late(self, procedure: str, duty: CompiledDuty, event: Event) -> Ints:
        """The kinds in which the last day of a duty had passed before the day of the event."""
        cases = event.cases
        self.apart[cases] = True
        gone = np.zeros(len(self.part.members), np.bool_)
        for which, members, _, latest in self.lapsed(procedure, duty, cases):
            gone[members] = latest < self._day(cases, which, members, event.at)
        return self._agree(cases, gone)

    def _asked(self, when: Condition, read: Read, event: Event) -> Any:
        """Which kinds meet a condition that their cases may answer differently: asked of every case."""
        part, cases = self.part, event.cases
        self.apart[cases] = True
        which, members = part.spread(cases)

        def read_each(fact: str) -> Any:
            value = read(fact)
            if not isinstance(value, Column):
                return value
            if value.vocabulary is None:
                return Column(part.days(value.values[which], members))
            if split(fact)[0] in PARTIES:
                parties = value.vocabulary.of_combinations(part.parties[members])
                return Column(parties, value.vocabulary)
            return Column(value.values[which], value.vocabulary)

        answers = np.zeros(len(part.members), np.bool_)
        answers[members] = mask(when, read_each)
        met = np.zeros(len(part.models), np.bool_)
        met[self._agree(cases, answers)] = True
        return met[cases]
