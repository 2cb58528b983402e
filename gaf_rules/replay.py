"""Replay: the log taken through the transition table, day by day, into facts.

The order of the list never matters: events are taken by date; those of one day in an order in which every
one of them is legal, the smallest such order by the contract's table of event types. What time alone ends
(2.4.4d) is checked before each day. An event that fits nowhere is refused, never skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.errors import IllegalEventError
from gaf_rules.fold import Entry, Fold, Record, in_table_order

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.program import Program

__all__ = ["Replay", "replay"]

_SEARCH_LIMIT = 20_000
"""States looked at before a day's events are held to have no legal order."""


@frozen(eq=False)
class Replay:
    """What the log amounts to by a day.

    Attributes:
        state: procedure → state of the transition table.
        contexts: procedure → the facts as they stand, record by record.
        records: every record that was opened, in order.
        begun: the procedures of which an event is in the log; filing always.
        refused: the error that stopped the reading, where it was asked for instead of raised.
        order: the events in the order in which they were taken, roles supplied.
    """

    state: dict[str, str]
    contexts: dict[str, dict[str, Any]]
    records: tuple[Record, ...]
    begun: frozenset[str]
    refused: IllegalEventError | None = None
    order: tuple[Entry, ...] = ()


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
    tier = case.sponsor.tier
    entries = [
        Entry(event, index, tier) for index, event in enumerate(case.events) if event.on <= as_of
    ]
    entries.sort(key=_day_of)
    fold = Fold(case, machine, readings, calendar)
    refused = None
    done: list[Entry] = []
    start = 0
    while start < len(entries):
        day = entries[start].on
        end = start + 1
        while end < len(entries) and entries[end].on == day:
            end += 1
        group = entries[start:end]
        fold.pass_time(day)
        if len(group) > 1:
            group = in_table_order(group)
        order, stuck = _take_day(fold, group)
        if stuck is not None:
            fold, order, refused = _search_day(fold, done, group, stuck)
            if refused is not None:
                if not lenient:
                    raise refused
                return _result(fold, refused, done)
        done += order
        start = end
    fold.pass_time(as_of)
    return _result(fold, None, done)


def _day_of(entry: Entry) -> date:
    return entry.on


def _result(fold: Fold, refused: IllegalEventError | None, done: list[Entry]) -> Replay:
    for procedure, context in fold.contexts.items():
        context["event"] = {}
        if context["feedback"]:
            context["feedback"]["state"] = fold.state[procedure]
    return Replay(
        fold.state,
        fold.contexts,
        tuple(fold.records),
        frozenset(fold.begun),
        refused,
        tuple(done),
    )


def _take_day(fold: Fold, group: list[Entry]) -> tuple[list[Entry], list[Entry] | None]:
    """Take the events of a day, always the smallest that is legal; also what was left when none was."""
    left = list(group)
    order = []
    while left:
        for position, entry in enumerate(left):
            found = fold.find(entry)
            if found is not None:
                fold.apply(*found, entry)
                order.append(left.pop(position))
                break
        else:
            return order, left
    return order, None


def _refold(fold: Fold, entries: list[Entry], day: date) -> Fold:
    """A fresh fold that has taken these entries in this order; all of them are known to be legal."""
    fresh = Fold(fold.case, fold.machine, fold.readings, fold.calendar)
    for entry in entries:
        fresh.pass_time(entry.on)
        found = fresh.find(entry)
        assert found is not None
        fresh.apply(*found, entry)
    fresh.pass_time(day)
    return fresh


def _search_day(
    fold: Fold, done: list[Entry], group: list[Entry], stuck: list[Entry]
) -> tuple[Fold, list[Entry], IllegalEventError | None]:
    """The smallest legal order of a day's events where taking the smallest each time ran aground.

    Depth first over orders, smallest first, so that the first full order found is the smallest. Sets of
    events already tried in the same states are not tried again.
    """
    day = group[0].on
    if len(group) == 1:
        return fold, [], fold.refusal(stuck[0])
    tried: set[Any] = set()
    placed: set[int] = set()
    budget = _SEARCH_LIMIT

    def search(order: list[Entry]) -> list[Entry] | None:
        nonlocal budget
        if len(order) == len(group):
            return order
        here = _refold(fold, [*done, *order], day)
        mark = (frozenset(e.index for e in order), repr(sorted(here.state.items())))
        budget -= 1
        if mark in tried or budget < 0:
            return None
        tried.add(mark)
        for entry in group:
            if any(entry is taken for taken in order) or here.find(entry) is None:
                continue
            placed.add(entry.index)
            full = search([*order, entry])
            if full is not None:
                return full
        return None

    order = search([])
    if order is not None:
        return _refold(fold, [*done, *order], day), order, None
    never = [entry for entry in group if entry.index not in placed]
    return fold, [], fold.refusal(never[0] if never else stuck[0])
