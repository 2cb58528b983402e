"""Replay: the log taken through the transition table, day by day, into facts.

The order of the list never matters: events are taken by date; those of one day in an order in which every
one of them is legal, the smallest such order by the contract's table (:mod:`gaf_rules.evaluate.ordering`).
What time alone ends (2.4.4d) has ended before any event of a day. An event that fits nowhere is refused,
never skipped.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.evaluate.fold import Asked, Fold, Record, Taken
from gaf_rules.evaluate.ordering import BoundReached, Day
from gaf_rules.evaluate.refusing import RefusedEvent
from gaf_rules.log.entries import Entry, in_table_order
from gaf_rules.program.situations import smallest_order
from gaf_rules.values.drafts import Shown, maker

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.log.case import Case
    from gaf_rules.program.program import Program

__all__ = ["Replay", "replay"]


@frozen(eq=False, repr=False, weakref_slot=False)
class Replay(Shown):
    """What the log amounts to by a day.

    Attributes:
        state: procedure → state of the transition table.
        contexts: procedure → the facts as they stand, record by record.
        records: every record that was opened, in order.
        begun: the procedures of which an event is in the log; filing always.
        taken: the steps, in the order in which they were taken.
        refused: where the reading stopped, if that was asked for instead of the error.
        order: the events in the order in which they were taken, roles supplied.
        asked: which last days were asked for, and whether they had passed.
        is_plain: each day's events are legal in the order of the table.
    """

    state: dict[str, str]
    contexts: dict[str, dict[str, Any]]
    records: tuple[Record, ...]
    begun: frozenset[str]
    taken: tuple[Taken, ...] = ()
    refused: RefusedEvent | None = None
    order: tuple[Entry, ...] = ()
    asked: tuple[Asked, ...] = ()
    is_plain: bool = True


_replay = maker(Replay)


def replay(
    case: Case,
    as_of: date,
    machine: Program,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    *,
    lenient: bool = False,
) -> Replay:
    """The facts of a case on a day.

    Arguments:
        case: the case; events after ``as_of`` are left out of account.
        as_of: the day of assessment.
        machine: the compiled guideline.
        readings: field → option.
        calendar: the national calendar.
        lenient: stop at the first illegal event and say so in ``refused`` instead of raising; used
            where the same log is looked at under another reading.

    Raises:
        IllegalEventError: an event that the procedure does not allow at that point.
    """
    fold = Fold(case, machine, readings, calendar)
    done: list[Entry] = []
    is_plain = True
    for day, some in groupby(_entries(fold, as_of), _ON):
        if fold.here.may_lapse:
            fold.pass_time(day)
        group = [*some]
        refused: RefusedEvent | None = None
        if len(group) == 1:
            if not fold.take(group[0]):
                refused = RefusedEvent(fold, group[0])
        else:
            table = in_table_order(group)
            group, refused = _ordered(fold, table)
            is_plain = is_plain and group == table
            # What time alone may end is asked for again: a day's own events may have let it begin.
            for entry in group:
                if fold.here.may_lapse:
                    fold.pass_time(day)
                legal = fold.take(entry)
                assert legal
        if refused is not None:
            if lenient:
                return _result(fold, refused, done, is_plain=is_plain)
            raise refused.error()
        done += group
    fold.pass_time(as_of)
    return _result(fold, None, done, is_plain=is_plain)


_ON = attrgetter("on")


def _entries(fold: Fold, as_of: date) -> list[Entry]:
    """The events through a day in the order of their days, each with what it is to the automaton."""
    tier, symbols = fold.tier, fold.automaton.by_kind(fold.tier)
    entries = []
    for index, event in enumerate(fold.case.events):
        if event.on <= as_of:
            # An event that has travelled has left its kind at home; other kinds are met for the first time.
            try:
                entries.append(Entry(event, index, tier, symbols[event.kind]))
            except (AttributeError, KeyError):
                entries.append(Entry(event, index, tier))
                fold.symbol(entries[-1])
    entries.sort(key=_ON)
    return entries


def _ordered(fold: Fold, group: list[Entry]) -> tuple[list[Entry], RefusedEvent | None]:
    """The smallest legal order of the events of a day; where it breaks off if there is none.

    Arguments:
        fold: as the day begins; left alone, unless it is refused.
        group: the events of the day, in the order of the table.
    """
    places = smallest_order(fold.here, [entry.symbol for entry in group])
    if places is not None:
        return [group[place] for place in places], None
    day = Day(fold, group)
    try:
        order = day.order()
    except BoundReached:
        left = _take_smallest(fold, group)
        return [], RefusedEvent(fold, left[0], among=group)
    if order is not None:
        return order, None
    placed = day.placed()
    never = [entry for place, entry in enumerate(group) if place not in placed]
    left = _take_smallest(fold, group)
    return [], RefusedEvent(fold, (never or left)[0])


def _result(
    fold: Fold, refused: RefusedEvent | None, done: list[Entry], *, is_plain: bool
) -> Replay:
    for procedure, context in fold.contexts.items():
        if context["feedback"]:
            context["feedback"]["state"] = fold.state[procedure]
    if done:
        fold.contexts["filing"]["case"]["first_on"] = done[0].on
    return _replay(
        fold.state,
        fold.contexts,
        tuple(fold.records),
        frozenset(fold.begun),
        tuple(fold.taken),
        refused,
        tuple(done),
        tuple(fold.asked),
        is_plain,
    )


def _take_smallest(fold: Fold, group: list[Entry]) -> list[Entry]:
    """Take the events of a day, always the smallest that is legal; those that were left when none was."""
    left = group
    while True:
        fold.pass_time(group[0].on)
        taken = next((entry for entry in left if fold.take(entry)), None)
        if taken is None:
            return left
        left = [entry for entry in left if entry is not taken]
