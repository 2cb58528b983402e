"""The fold: the state while a log is being read, and what one event does to it.

Transitions are looked up in the table and written down as data; nothing here knows a clause.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from gaf_rules.evaluate.duties import deadline_of, regional_calendar
from gaf_rules.language.periods import count_due
from gaf_rules.language.rows import CHILDREN, SHARED
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES
from gaf_rules.log.case import APP_FIELDS, APP_VALUES, SPONSOR_FIELDS, SPONSOR_VALUES
from gaf_rules.log.entries import Entry
from gaf_rules.program.asked import EVENT, Over
from gaf_rules.program.automaton import automaton_of
from gaf_rules.program.compiled_steps import Record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.periods import Due
    from gaf_rules.language.rows import LapseRow, Transition
    from gaf_rules.log.case import Case
    from gaf_rules.program.asked import Question
    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.positions import Positions
    from gaf_rules.program.program import CompiledDuty, Program
    from gaf_rules.program.situations import Lapse, Move, Situation, Symbol

__all__ = ["Asked", "Entry", "Fold", "Record", "Taken", "last_day_over"]

_DAY = timedelta(days=1)


Taken = tuple["date", "Transition | LapseRow", "Situation", "Entry | None"]
"""A step taken: its day, the row, the situation before, and the event (None: time alone)."""


Asked = tuple["Over", "date | None", "date", "Due | None"]
"""A question asked of a log: what, the day that starts the period if it is known, when, and the answer."""


def last_day_over(
    duty: CompiledDuty,
    facts: dict[str, Any],
    readings: dict[str, str],
    calendar: WorkingCalendar,
    began: date | None,
    day: date,
) -> Due | None:
    """The last day of a duty if it has passed before a day; None where nothing is held to be over.

    Arguments:
        duty: the duty.
        facts: its record and those above it.
        readings: field → option.
        calendar: the national calendar.
        began: the day that starts its period; None: the facts tell.
        day: the day.
    """
    bearer, place = duty.row.bearer, facts["sponsor"]["place"]
    view = regional_calendar(calendar, duty, bearer, place, readings)
    if began is not None and duty.row.period is not None:
        due: Due | None = count_due(duty.row.period, began, readings, view)
    else:
        window = deadline_of(duty, facts, readings, view)
        estimated = window.trigger is not None and window.trigger.estimated
        due = None if estimated else window.due
    return due if due is not None and due.latest is not None and due.latest < day else None


class Fold:
    """The state while the log is being read."""

    def __init__(
        self, case: Case, machine: Program, readings: dict[str, str], calendar: WorkingCalendar
    ) -> None:
        self.case = case
        self.machine = machine
        self.readings = readings
        self.calendar = calendar
        self.tier = case.sponsor.tier
        self.automaton = automaton_of(machine)
        self.state: dict[str, str] = dict.fromkeys(PROCEDURES, NOT_STARTED)
        self.records: list[Record] = []
        self.counts: dict[tuple[str, str], int] = {}
        filing: dict[str, Any] = {
            "app": dict(zip(APP_FIELDS, APP_VALUES(case.app), strict=True)),
            "sponsor": dict(zip(SPONSOR_FIELDS, SPONSOR_VALUES(case.sponsor), strict=True)),
            "reading": readings,
            "state": self.state,
            "event": {},
            **{kind: {} for kind in (*SHARED, *CHILDREN)},
        }
        self.here = self.automaton.start(filing)
        change, deregistration = filing.copy(), filing.copy()
        change["change"], deregistration["change"] = {}, {}
        self.contexts: dict[str, dict[str, Any]] = {
            "filing": filing,
            "change": change,
            "deregistration": deregistration,
        }
        self.begun: set[str] = {"filing"}
        self.taken: list[Taken] = []
        self.asked: list[Asked] = []

    @property
    def positions(self) -> Positions:
        """Where each role stands on the route of this sponsor."""
        return self.machine.tiers[self.tier].places

    # -- reading -------------------------------------------------------------------------------------
    def symbol(self, entry: Entry) -> Symbol:
        """What an event is to the automaton."""
        symbol: Symbol | None = entry.symbol
        if symbol is None:
            symbol = entry.symbol = self.automaton.symbol(entry, self.tier)
        return symbol

    def moves(self, entry: Entry) -> tuple[Move, ...]:
        """The moves that are open to an event here, whatever the days say."""
        return self.here.moves(self.symbol(entry))

    def has_room(self, entry: Entry) -> bool:
        """Whether a row stands in the present states for an event, whatever has been seen of it."""
        return self.automaton.has_room(self.here, self.symbol(entry))

    def find(self, entry: Entry) -> Move | None:
        """The move by which an event is legal now; None where there is none."""
        for move in self.moves(entry):
            if not move.needs or self._is_met(move.needs, entry):
                return move
        return None

    def take(self, entry: Entry) -> bool:
        """Take the move by which an event is legal now; False where there is none."""
        here = self.here
        moves = here.known.get(entry.symbol)
        # Where it has not been seen before, or days decide, or it is not legal, it is looked for.
        move = moves[0] if moves and not moves[0].needs else self.find(entry)
        if move is None:
            return False
        step, self.here = move.step, move.to
        self.taken.append((entry.on, step.row, here, entry))
        step.take(self, self.contexts[step.procedure], entry)
        return True

    # -- going back ----------------------------------------------------------------------------------
    def mark(self) -> Callable[[], None]:
        """The place reached; calling what is returned goes back there, as often as need be.

        Only the records that are open can change, so that this costs the same however long the log is.
        """
        here, begun, counts = self.here, self.begun.copy(), self.counts.copy()
        dicts: dict[int, dict[str, Any]] = {
            id(facts): facts
            for context in self.contexts.values()
            for facts in (context, *context.values())
            # The options of readings are the same for all cases: nobody writes to them.
            if type(facts) is dict and facts is not self.readings
        }
        kept = [(facts, facts.copy()) for facts in dicts.values()]
        # The lists of what was written down only grow.
        lengths = [(held, len(held)) for held in (self.records, self.taken, self.asked)]

        def back() -> None:
            for facts, was in kept:
                facts.clear()
                facts.update(was)
            for held, length in lengths:
                del held[length:]
            self.here, self.begun, self.counts = here, begun.copy(), counts.copy()

        return back

    # -- days ----------------------------------------------------------------------------------------
    def _is_met(self, needs: tuple[tuple[Question, bool], ...], entry: Entry) -> bool:
        """Whether all questions have the answers that they must have."""
        for question, wanted in needs:
            if isinstance(question, Over):
                answer = self.over(question, entry.on) is not None
            else:
                first, second = (self._day(cell, entry) for cell in question[:2])
                answer = first < second if question.strict else first <= second
            if answer is not wanted:
                return False
        return True

    def _day(self, cell: Cell, entry: Entry) -> date:
        procedure, record, name = cell
        day: date = (
            entry.get(name)
            if record == EVENT
            else self.contexts[procedure or "filing"][record][name]
        )
        return day

    def pass_time(self, day: date) -> None:
        """Enter the states that time alone brings about before this day begins."""
        last, lapses = -1, [*self.here.lapses]
        while lapses:
            lapse, *lapses = lapses
            if lapse.place <= last:
                continue
            last, due = lapse.place, self.over(lapse.over, day)
            if due is not None and due.latest is not None:
                self._lapse(lapse, due, due.latest + _DAY)
                lapses = [*self.here.lapses]

    def _lapse(self, lapse: Lapse, due: Due, since: date) -> None:
        row = lapse.row
        self.taken.append((since, row, self.here, None))
        self.state[row.procedure] = row.to
        self.here = lapse.to
        context = self.contexts[row.procedure]
        for fact, value in (
            (row.due, due.on or due.latest),
            (row.since, since),
            (row.ended, since),
        ):
            record, _, name = fact.partition(".")
            context[record][name] = value

    def over(self, question: Over, day: date) -> Due | None:
        """The last day of a duty if it has passed before this day; None where nothing is held to be over."""
        context = self.contexts[question.procedure]
        start = question.trigger
        began = None if start is None else context[start[1]][start[2]]
        due = last_day_over(question.duty, context, self.readings, self.calendar, began, day)
        self.asked.append((question, began, day, due))
        return due
