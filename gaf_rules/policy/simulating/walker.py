"""Many cases on their way through the automaton, an event of each at a time, each with days of its own.

The situations and the moves are those of :mod:`gaf_rules.program.automaton`; a situation has a small number
here, and of a pair of situation and symbol only what is new is asked of the rows. The days that questions ask
for are kept beside, one column for each register. What happens is said by whoever walks: what a simulation
has drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.counted import MISSING, Span, Tables
from gaf_rules.evaluate.duties import regional_calendar
from gaf_rules.program.asked import EVENT, Over
from gaf_rules.program.automaton import automaton_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.program.asked import Question
    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.effects import Write
    from gaf_rules.program.program import Program
    from gaf_rules.program.situations import Lapse, Move, Situation, Symbol

    Field = Callable[[str, Ints], Ints]

__all__ = ["CaseWalker", "Lapsed"]

_NEW, _ASKS, _NOT_LEGAL = -3, -2, -1
_FAR = np.iinfo(np.int32).max


class Lapsed(NamedTuple):
    """What time alone has ended: cases, the first day of what follows, the situations before and after."""

    cases: Ints
    since: Ints
    before: int
    after: int


class CaseWalker:
    """Cases on their way.

    Arguments:
        machine: the guideline, compiled.
        readings: field → option.
        calendar: the calendar.
        span: the first and the last day on which a period may begin, as numbers.
        symbols: what may happen.
        places: the places with regional days of their own, None among them.
        place: of each case which of them.

    Attributes:
        situations: by number.
        situation: of each case the number of its situation.
        registers: a row for each register of the automaton, a day for each case; MISSING where there is none.
        stuck: the cases of which days alone cannot tell how they go on.
    """

    def __init__(
        self,
        machine: Program,
        readings: dict[str, str],
        calendar: WorkingCalendar,
        span: tuple[int, int],
        *,
        symbols: Sequence[Symbol],
        places: Sequence[str | None],
        place: Ints,
    ) -> None:
        self.automaton = automaton_of(machine)
        self.readings = readings
        self.calendar = calendar
        self.symbols = symbols
        self.tables = Tables(calendar, *span)
        self._places, self._place = places, place
        self._rows = {cell: row for row, cell in enumerate(self.automaton.registers)}
        self._lapses = len(machine.lapses)
        self.situations: list[Situation] = []
        self._numbers: dict[int, int] = {}
        self._after = np.full((16, len(symbols)), _NEW, np.int32)
        self._moves: dict[tuple[int, int], tuple[Move, ...]] = {}
        self.lapsing = np.zeros(0, np.bool_)
        self.situation = np.zeros(len(place), np.int32)
        self.registers = np.full((len(self._rows), len(place)), MISSING, np.int32)
        self.stuck = np.zeros(len(place), np.bool_)

    def number(self, situation: Situation) -> int:
        """The number of a situation."""
        found = self._numbers.get(id(situation))
        if found is None:
            found = self._numbers[id(situation)] = len(self.situations)
            self.situations.append(situation)
            self.lapsing = np.append(self.lapsing, bool(situation.lapses))
            if found == len(self._after):
                self._after = np.concatenate([self._after, np.full_like(self._after, _NEW)])
        return found

    # -- time ------------------------------------------------------------------------------------------
    def pass_time(self, cases: Ints, days: Ints) -> Iterator[Lapsed]:
        """Enter what time alone brings about before these days begin.

        Arguments:
            cases: the cases.
            days: of each the day.
        """
        for place in range(self._lapses):
            here = self.situation[cases]
            for number in np.unique(here[self.lapsing[here]]).tolist():
                for lapse in self.situations[number].lapses:
                    if lapse.place == place:
                        at = np.flatnonzero(here == number)
                        yield from self._lapse(lapse, number, cases[at], days[at])

    def _lapse(self, lapse: Lapse, before: int, cases: Ints, days: Ints) -> Iterator[Lapsed]:
        ends = self._last_days(lapse.over, cases, "latest")
        over = ends < days
        if not over.any():
            return
        cases, since = cases[over], ends[over] + 1
        on = self._last_days(lapse.over, cases, "on")
        due = np.where(on == _FAR, since - 1, on)
        after = self.number(lapse.to)
        self.situation[cases] = after
        for write in lapse.writes:
            self.registers[self._rows[write.register], cases] = (
                due if write.source == "due" else since
            )
        yield Lapsed(cases, since, before, after)

    def ends(self, cases: Ints) -> Ints:
        """The day after which time alone brings something about, if no act comes; far ahead where none is."""
        found = np.full(len(cases), _FAR, np.int32)
        here = self.situation[cases]
        for number in np.unique(here).tolist():
            at = np.flatnonzero(here == number)
            for lapse in self.situations[number].lapses:
                ends = self._last_days(lapse.over, cases[at], "latest")
                found[at] = np.minimum(found[at], ends)
        return found

    def _last_days(self, over: Over, cases: Ints, part: str) -> Ints:
        """The last day of a duty in each case; far ahead where nothing is held to be over."""
        found = np.full(len(cases), _FAR, np.int32)
        if over.trigger is None or over.duty.row.period is None:
            self.stuck[cases] = True
            return found
        began, which = self.registers[self._rows[over.trigger], cases], self._place[cases]
        for number in np.unique(which).tolist():
            at = np.flatnonzero((which == number) & (began != MISSING))
            calendar = regional_calendar(
                self.calendar, over.duty, over.duty.row.bearer, self._places[number], self.readings
            )
            table = self.tables.due(over.duty.row.period, self.readings, calendar, None)
            index = Span(began[at] - table.first)
            table.fill(index)
            found[at] = table.columns[part].take(index.values, mode="clip")
        found[found == MISSING] = _FAR
        return found

    # -- events ----------------------------------------------------------------------------------------
    def after(self, situations: Ints, symbols: Ints) -> Ints:
        """The situations that follow; below zero where days decide, or where an event is not legal."""
        found: Ints = self._after[situations, symbols]
        new = np.flatnonzero(found == _NEW)
        if new.size:
            width = len(self.symbols)
            for pair in np.unique(situations[new].astype(np.int64) * width + symbols[new]).tolist():
                self._learn(*divmod(pair, width))
            found = self._after[situations, symbols]
        return found

    def is_open(self, situation: int, symbol: int) -> bool:
        """Whether an event may be legal in a situation, if the days are right."""
        where = np.array([situation]), np.array([symbol])
        return bool(self.after(*where)[0] != _NOT_LEGAL)

    def _learn(self, situation: int, symbol: int) -> None:
        moves = self.situations[situation].moves(self.symbols[symbol])
        if not moves:
            to = _NOT_LEGAL
        elif moves[0].needs or moves[0].writes:
            to, self._moves[situation, symbol] = _ASKS, moves
        else:
            to = self.number(moves[0].to)
        self._after[situation, symbol] = to

    def take(self, cases: Ints, symbols: Ints, days: Ints, field: Field) -> Any:
        """Take an event of each case.

        Arguments:
            cases: the cases, each once.
            symbols: the number of what happens.
            days: the day.
            field: gives the days that events state, by the name of the field and their places among these.

        Returns:
            for each whether it is legal; a case where it is not stays where it is.
        """
        here = self.situation[cases]
        after = self.after(here, symbols)
        asks = np.flatnonzero(after == _ASKS)
        if asks.size:
            width = len(self.symbols)
            pairs = here[asks].astype(np.int64) * width + symbols[asks]
            for pair in np.unique(pairs).tolist():
                at = asks[pairs == pair]
                after[at] = self._ask(self._moves[divmod(pair, width)], cases, at, days, field)
        legal = after >= 0
        self.situation[cases] = np.where(legal, after, here)
        return legal

    def _ask(self, moves: Sequence[Move], cases: Ints, at: Ints, days: Ints, field: Field) -> Ints:
        found, left = np.full(len(at), _NOT_LEGAL, np.int32), np.arange(len(at))
        for move in moves:
            some = at[left]
            met = np.ones(len(left), np.bool_)
            for question, wanted in move.needs:
                met &= self._answer(question, cases[some], some, days, field) == wanted
            found[left[met]] = self.number(move.to)
            for write in move.writes:
                self._write(write, cases[some[met]], some[met], days, field)
            left = left[~met]
            if not left.size:
                break
        return found

    def _answer(self, question: Question, cases: Ints, at: Ints, days: Ints, field: Field) -> Any:
        if isinstance(question, Over):
            return self._last_days(question, cases, "latest") < days[at]
        first, second = (self._day(cell, cases, at, days, field) for cell in question[:2])
        return first < second if question.strict else first <= second

    def _day(self, cell: Cell, cases: Ints, at: Ints, days: Ints, field: Field) -> Ints:
        if cell[1] != EVENT:
            kept: Ints = self.registers[self._rows[cell], cases]
            return kept
        found: Ints = days[at] if cell[2] == "on" else field(cell[2], at)
        return found

    def _write(self, write: Write, cases: Ints, at: Ints, days: Ints, field: Field) -> None:
        row = self.registers[self._rows[write.register]]
        if write.first:
            free = row[cases] == MISSING
            cases, at = cases[free], at[free]
        if write.source is None:
            row[cases] = MISSING
        elif isinstance(write.source, tuple):
            row[cases] = self._day(write.source, cases, at, days, field)
        else:
            row[cases] = days[at] if write.source == "on" else field(write.source, at)
