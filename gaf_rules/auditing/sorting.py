"""Cases by kind: those of one kind are taken through the table alike, whatever their days.

All cases of a chunk go through the automaton of :mod:`gaf_rules.auditing.situations` together, a day of each
at a time. What they have gone through is a path: the situation they began in, their events in the order in
which they are legal, and what days decided on the way. Equal paths are one kind, exactly.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.day_effects import ASKS, NEW, NOT_LEGAL, NOWHERE, DayEffect, DaySource
from gaf_rules.auditing.numbers import IntegerInterner, alike
from gaf_rules.auditing.values import Values

if TYPE_CHECKING:
    from gaf_rules.auditing.case_batch import EncodedCases
    from gaf_rules.auditing.counted import Ints

__all__ = ["Courses", "Kinds", "chained"]

_TOGETHER = 30
"""Bits for the symbols of a sequence that are looked at together."""
_STEPS, _WAYS = 20, 10
"""Bits for the number of a day of a case, and of the ways that days may decide on it."""


def chained(
    numbers: IntegerInterner, roots: Ints, width: int, starts: Ints, counts: Ints, symbols: Ints
) -> Ints:
    """A number for the sequence of symbols of each case, the same for the same root and sequence.

    Arguments:
        numbers: number the sequences; kept by whoever wants the same numbers again.
        roots: whole numbers below ``width``, one a case.
        width: more than any symbol.
        starts: where the symbols of each case begin.
        counts: how many each has.
        symbols: of all cases.
    """
    order = _longest_first(counts)
    ended = -counts.take(order)
    node = roots.take(order).astype(np.int64)
    at = starts.take(order)
    bits = width.bit_length()
    together = max(_TOGETHER // bits, 1)  # symbols, as many as fit a number
    for length in range(0, -int(ended[0]) if len(ended) else 0, together):
        live = int(np.searchsorted(ended, -length))
        key = node[:live].copy()
        for more in range(length, length + together):
            key <<= bits
            some = int(np.searchsorted(ended, -more))
            key[:some] |= symbols.take(at[:some]).astype(np.int64) + 1
            at[:some] += 1
        node[:live] = numbers.of(key)
        node[:live] += width
    found = np.empty(len(node), np.int64)
    found[order] = node
    return found


def _longest_first(counts: Ints) -> Ints:
    most = int(counts.max(initial=0))
    if most < 1 << 8:
        return np.argsort((most - counts).astype(np.uint8), kind="stable")
    return np.argsort(-counts, kind="stable")


class Courses(NamedTuple):
    """Steps of cases, those of one together.

    Attributes:
        steps: numbers of steps.
        first, sizes: of each case where its steps begin, and how many it has.
    """

    steps: Ints
    first: Ints
    sizes: Ints


class Kinds:
    """Sorts cases into kinds, chunk by chunk; several threads may do so.

    Arguments:
        encoded: the cases; events legal in another order only are put into that order.
        strict: of each case whether it is left out from the beginning.

    Attributes:
        kind: of each case; −1 where its log cannot be taken in this way.
        given: days that no event states, of each case, by number.
        courses: the steps of each kind, once all cases are sorted.
    """

    courses: Courses

    def __init__(self, encoded: EncodedCases, strict: Ints) -> None:
        self.encoded = encoded
        self.log = log = encoded.log
        self.situations = encoded.learnt.situations
        self.today = encoded.today
        cases = len(log.starts)
        self.strict = strict
        self.kind = np.full(cases, -1, np.int32)
        self.given: list[Ints] = []
        self._words, self._ways, self._ends = (
            IntegerInterner(),
            IntegerInterner(),
            IntegerInterner(),
        )
        self._lock = Lock()
        self._met: list[tuple[Ints, Ints, Ints, Ints]] = []
        self._known = np.zeros(0, np.bool_)

    def models(self) -> Ints:
        """Of each kind one case, whose steps become those of the kind."""
        kinds, models, counts, days = (
            np.concatenate(pieces)
            for pieces in zip((np.zeros(0, np.int32),) * 4, *self._met, strict=True)
        )
        courses = self.situations.steps.together.values
        sizes = np.array([len(course) for course in courses])
        every = np.array([step for course in courses for step in course], np.int32)
        lengths = sizes.take(days)
        ends = np.append(0, np.cumsum(lengths))
        begins = (np.cumsum(sizes) - sizes).take(days)
        at = np.repeat(begins - ends[:-1], lengths) + np.arange(ends[-1])
        edges = np.append(0, np.cumsum(counts, dtype=np.int64))
        first, last = ends[edges[:-1]], ends[edges[1:]]
        order = np.argsort(kinds)
        self.courses = Courses(every.take(at), first[order], (last - first)[order])
        return models[order]

    def sort(self, low: int, high: int) -> None:
        """Sort the cases from one place to another."""
        chunk = _Chunk(self, low, high)
        chunk.walk()
        legal = np.flatnonzero(~chunk.lost)
        encoded = self.encoded
        width = max(len(encoded.classes), int(encoded.starts.max(initial=0)) + 1) + 1
        starts, counts = chunk.starts, chunk.counts
        path = chained(
            self._words, chunk.roots.take(legal), width, starts.take(legal), counts.take(legal),
            chunk.codes,
        )  # fmt: skip
        path <<= 28
        path |= chunk.way.take(legal)
        kind = self._ends.of(path)
        self.kind[low + legal] = kind
        first = np.full(int(kind.max(initial=-1)) + 1, -1)
        first[kind[::-1]] = legal[::-1]
        self._keep(chunk, np.flatnonzero(first >= 0), first[first >= 0])

    def _keep(self, chunk: _Chunk, kinds: Ints, models: Ints) -> None:
        """Keep what the first cases of kinds have been through, of those that are new."""
        with self._lock:
            more = int(kinds.max(initial=-1)) + 1 - len(self._known)
            self._known = np.append(self._known, np.zeros(max(more, 0), np.bool_))
            new = ~self._known.take(kinds)
            self._known[kinds] = True
        if new.any():
            taken = chunk.taken(models[new])
            with self._lock:
                self._met.append((kinds[new], chunk.low + models[new], *taken))

    def give(self, number: int, cases: Ints, days: Ints) -> None:
        """Keep days that no event states."""
        while len(self.given) <= number:
            self.given.append(np.full(len(self.kind), MISSING, np.int32))
        self.given[number][cases] = days

    def parted(self, ways: Ints, step: int, way: Ints) -> Ints:
        """The ways that cases have gone, once days have decided on one of their days."""
        key = ((ways.astype(np.int64) << _STEPS) | step) << _WAYS | way
        return self._ways.of(key) + 1


class _Turn(NamedTuple):
    """The next day of some cases, or the time before it.

    Attributes:
        step: its number.
        cases: the cases, as they are ordered.
        places: of each the place of its day among all days; None: its days are over.
        column, into: where the numbers of the steps taken go.
    """

    step: int
    cases: Ints
    places: Any
    column: Ints
    into: Ints

    def only(self, kept: Ints) -> _Turn:
        """The same for some of the cases."""
        places = None if self.places is None else self.places[kept]
        return _Turn(self.step, self.cases[kept], places, self.column, self.into[kept])


class _Chunk:
    """Some cases on their way through the automaton."""

    def __init__(self, kinds: Kinds, low: int, high: int) -> None:
        self.kinds = kinds
        self.low = low
        log = kinds.log
        self.counts = log.counts[low:high]
        first = int(log.starts[low]) if high > low else 0
        last = int(log.starts[high - 1] + log.totals[high - 1]) if high > low else 0
        self.first = first
        self.starts = log.starts[low:high] - first
        self.days, self.codes = log.days[first:last], log.codes[first:last]
        self.roots = kinds.encoded.starts.take(kinds.encoded.codes[low:high])
        self.lost = (self.roots < 0) | kinds.strict[low:high]
        self.way = np.zeros(high - low, np.int64)
        self.lapses = np.zeros(high - low, np.int16)

    def walk(self) -> None:
        """Take all events, and the time until the day of assessment."""
        situations = self.kinds.situations
        self.begins, self.sizes, self.signs, numbers = self._by_day()
        self.at = at = np.cumsum(numbers) - numbers
        self.numbers = numbers = np.where(self.lost, 0, numbers)
        self.day = self.days.take(self.begins)
        self.steps, self.early = (np.zeros(len(self.day), np.int32) for _ in range(2))
        self.late = np.zeros(len(numbers), np.int32)
        self.order = order = _longest_first(numbers)
        self.state = np.where(self.lost, NOWHERE, self.roots).take(order)
        self.registers = [np.zeros(len(order), np.int32) for _ in range(situations.registers)]
        ended, at, every = -numbers.take(order), at.take(order), np.arange(len(order))
        most = -int(ended[0]) if len(ended) else 0
        for step in range(most):
            live = int(np.searchsorted(ended, -step))
            cases, places = every[:live], at[:live]
            self._pass_time(_Turn(2 * step + 1, cases, places, self.early, places))
            self._take(_Turn(2 * step, cases, places, self.steps, places))
            places += 1
        self._pass_time(_Turn(2 * most + 1, every, None, self.late, order))

    def taken(self, cases: Ints) -> tuple[Ints, Ints]:
        """What these cases have been through: of each how many numbers of steps, then these numbers."""
        numbers = self.numbers.take(cases)
        counts = 2 * numbers + 1
        ends = np.cumsum(counts)
        found = np.empty(int(counts.sum()), np.int32)
        found[ends - 1] = self.late.take(cases)
        rank = np.arange(int(numbers.sum())) - np.repeat(np.cumsum(numbers) - numbers, numbers)
        days = np.repeat(self.at.take(cases), numbers) + rank
        into = np.repeat(ends - counts, numbers) + 2 * rank
        found[into], found[into + 1] = self.early.take(days), self.steps.take(days)
        return counts, found

    def _by_day(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Where days begin, how many events each has, its sign, and how many days each case has."""
        situations, size = self.kinds.situations, len(self.days)
        new_day = np.empty(size, np.bool_)
        new_day[:1] = True
        np.not_equal(self.days[1:], self.days[:-1], out=new_day[1:])
        there = self.kinds.log.totals[self.low : self.low + len(self.counts)] > 0
        new_day[self.starts[there]] = True
        ahead = self.days > self.kinds.today
        some_ahead = bool(ahead.any())
        begins = np.flatnonzero(new_day & ~ahead if some_ahead else new_day)
        before = np.zeros(size + 1, np.int32)
        np.cumsum(new_day & ~ahead if some_ahead else new_day, out=before[1:])
        numbers = before.take(self.starts + self.counts) - before.take(self.starts)
        edges = np.flatnonzero(new_day) if some_ahead else begins
        sizes = np.diff(np.append(edges, size))
        if some_ahead:
            sizes = sizes[~ahead[edges]]
        classes = self.kinds.encoded.classes.take(self.codes)
        signs = situations.single(classes.take(begins))
        more, place = np.flatnonzero(sizes > 1), 1
        while more.size:
            signs[more] = situations.joined(signs[more], classes.take(begins[more] + place))
            place += 1
            more = more[sizes[more] > place]
        return begins, sizes, signs, numbers

    # -- a day of each case ------------------------------------------------------------------------------
    def _pass_time(self, turn: _Turn) -> None:
        """Let the time before the next day pass, for those of whom it may end a state."""
        waiting = np.flatnonzero(self.kinds.situations.lapsing.take(self.state[: len(turn.cases)]))
        if waiting.size:
            self._take(turn.only(waiting), time_alone=True)

    def _take(self, turn: _Turn, *, time_alone: bool = False) -> None:
        """Take the next day of some cases, or the time before it, and write down the steps of each."""
        situations = self.kinds.situations
        state = self.state[: len(turn.cases)] if not time_alone else self.state.take(turn.cases)
        signs = np.zeros(len(state), np.int32) if time_alone else self.signs.take(turn.places)
        pairs = situations.pair(state, signs)
        after = situations.after.take(pairs)
        asks = gone = pairs[:0]
        if after.size and int(after.min()) < 0:
            new = np.flatnonzero(after == NEW)
            if new.size:
                situations.learn(pairs[new], self._source(turn, new))
                after = situations.after.take(pairs)
            asks, gone = np.flatnonzero(after == ASKS), np.flatnonzero(after == NOT_LEGAL)
        turn.column[turn.into] = situations.course.take(pairs)
        if asks.size:
            self._ask(turn, asks, pairs, after)
        if gone.size:
            self.lost[self.order[turn.cases[gone]]] = True
            after[gone] = NOWHERE
        self._write(turn, situations.plan.take(pairs))
        if time_alone:
            self.state[turn.cases] = after
        else:
            state[:] = after

    def _source(self, turn: _Turn, at: Ints) -> DaySource:
        """Some of the cases of a turn, as it begins."""
        cases = turn.cases[at]
        if turn.places is None:
            days = np.full(len(at), self.kinds.today, np.int32)
            return DaySource(self.kinds.log, self.registers, days, at, cases, at)
        places = turn.places[at]
        begins = self.begins.take(places) + self.first
        return DaySource(self.kinds.log, self.registers, self.day.take(places), begins, cases, at)

    def _write(self, turn: _Turn, plans: Ints) -> None:
        """What plain pairs say besides the situation after them: orders and registers."""
        some = np.flatnonzero(plans)
        for plan, of_plan in alike(plans.take(some)):
            effect, at = self.kinds.situations.plans[plan], some.take(of_plan)
            if effect.order:
                self._put(turn, at, effect.order)
            if effect.writes:
                self._register(effect, self._source(turn, at), None)

    def _register(self, effect: DayEffect, source: DaySource, values: Values | None) -> None:
        found = []
        for register, day in effect.writes:
            if isinstance(day, tuple):
                operation, *about = day
                found.append((register, getattr(source, operation)(*about)))
            elif values is not None:
                found.append((register, values.of(day.node)))
            else:
                found.append((register, Values(day.trace, source).of(day.node)))
        for register, value in found:  # all of them read before the first is written
            self.registers[register][source.cases] = value

    def _put(self, turn: _Turn, at: Ints, order: tuple[int, ...]) -> None:
        """Put the events of the days of some cases into an order."""
        log, places = self.kinds.log, turn.places[at]
        begins = (self.begins.take(places) + self.first)[:, None]
        into, out = begins + np.arange(len(order)), begins + np.array(order)
        for column in (log.codes, log.order):
            column[into] = column[out]

    def _ask(self, turn: _Turn, asks: Ints, pairs: Ints, after: Ints) -> None:
        """Where days decide, each case goes its own way."""
        source = self._source(turn, asks)
        for effect, ends, values in self.kinds.situations.trees.decide(pairs, source):
            here, whose = values.source.at, self.order[values.source.cases]
            if not isinstance(effect, DayEffect) or effect.after == NOT_LEGAL:
                self.lost[whose] = True
                after[here] = NOWHERE
                continue
            after[here], numbers, turn.column[turn.into[here]] = ends
            # The first of a pair need not be written down to be told from the others.
            parted = np.flatnonzero(numbers)
            some = whose[parted]
            self.way[some] = self.kinds.parted(self.way[some], turn.step, numbers[parted])
            if effect.order:
                self._put(turn, here, effect.order)
            for due, since in effect.lapses:
                self._lapse(values, whose, due, since)
            if effect.writes:
                self._register(effect, values.source, values)

    def _lapse(self, values: Values, cases: Ints, due: Any, since: Any) -> None:
        """Keep the last day of a duty that time has ended, and the day from which it has."""
        times = self.lapses[cases]
        for time in np.unique(times).tolist():
            same = times == time
            for number, day in enumerate((due, since), 2 * time):
                days = np.broadcast_to(values.of(day.node), len(cases))
                self.kinds.give(number, self.low + cases[same], days[same])
        self.lapses[cases] += 1
