"""Replay: the log taken through the transition table, day by day, into facts.

The order of the list never matters: events are taken by date; those of one day in an order in which every
one of them is legal, the smallest such order by the contract's table of event types. What time alone ends
(2.4.4d) is checked before each day. An event that fits nowhere is refused, never skipped.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.drafts import Shown, maker
from gaf_rules.entries import Entry, in_table_order
from gaf_rules.errors import IllegalEventError
from gaf_rules.fold import Fold, Record, Taken

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.program import Program

__all__ = ["Replay", "replay"]

_SEARCH_LIMIT = 20_000
"""States looked at before a day's events are held to have no legal order."""


@frozen(eq=False, repr=False, weakref_slot=False)
class Replay(Shown):
    """What the log amounts to by a day.

    Attributes:
        state: procedure → state of the transition table.
        contexts: procedure → the facts as they stand, record by record.
        records: every record that was opened, in order.
        begun: the procedures of which an event is in the log; filing always.
        taken: the steps, in the order in which they were taken.
        refused: the error that stopped the reading, where it was asked for instead of raised.
        order: the events in the order in which they were taken, roles supplied.
    """

    state: dict[str, str]
    contexts: dict[str, dict[str, Any]]
    records: tuple[Record, ...]
    begun: frozenset[str]
    taken: tuple[Taken, ...] = ()
    refused: IllegalEventError | None = None
    order: tuple[Entry, ...] = ()


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
    tier = case.sponsor.tier
    entries = [
        Entry(event, index, tier) for index, event in enumerate(case.events) if event.on <= as_of
    ]
    entries.sort(key=attrgetter("on"))
    fold = Fold(case, machine, readings, calendar)
    search = _Search()
    start, end = 0, len(entries)
    while start < end:
        day = entries[start].on
        stop = start + 1
        while stop < end and entries[stop].on == day:
            stop += 1
        if fold.here.lapsing:
            fold.pass_time(day)
        if stop - start > 1:
            entries[start:stop] = in_table_order(entries[start:stop])
        for place in range(start, stop):
            entry = entries[place]
            found = fold.find(entry)
            if found is None:
                break
            fold.apply(found[0], found[1], entry)
        else:
            start = stop
            continue
        # Not every event is legal in the order of the table: the rest of the day in another order.
        group = entries[start:stop]
        order, stuck = _take_day(fold, entries[place:stop])
        order = entries[start:place] + order
        if stuck:
            fold, order, refused = search.day(fold, entries[:start], group, stuck)
            if refused is not None:
                if not lenient:
                    raise refused
                return _result(fold, refused, entries[:start])
        entries[start:stop] = order
        start = stop
    fold.pass_time(as_of)
    return _result(fold, None, entries)


def _result(fold: Fold, refused: IllegalEventError | None, done: list[Entry]) -> Replay:
    for procedure, context in fold.contexts.items():
        context["event"] = {}
        if context["feedback"]:
            context["feedback"]["state"] = fold.state[procedure]
    return _replay(
        fold.state,
        fold.contexts,
        tuple(fold.records),
        frozenset(fold.begun),
        tuple(fold.taken),
        refused,
        tuple(done),
    )


def _take_day(fold: Fold, group: list[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Take the events of a day, always the smallest that is legal; also what was left when none was."""
    left = group
    order = []
    while left:
        for position, entry in enumerate(left):
            found = fold.find(entry)
            if found is not None:
                fold.apply(*found, entry)
                order.append(entry)
                left = left[:position] + left[position + 1 :]
                break
        else:
            return order, left
    return order, left


class _Search:
    """Looks for the legal order of a day on which taking the smallest event each time ran aground.

    The fold goes back to where the last such day ended, so that a log is not read from its beginning for
    each of them.

    Attributes:
        place: how many entries had been taken there.
        back: takes the fold there; None before the first such day.
    """

    __slots__ = ("back", "place")

    def __init__(self) -> None:
        self.place = 0
        self.back: Callable[[], None] | None = None

    def day(
        self, fold: Fold, done: list[Entry], group: list[Entry], stuck: list[Entry]
    ) -> tuple[Fold, list[Entry], IllegalEventError | None]:
        """The smallest legal order of a day's events, and the fold after it; the refusal if there is none.

        Arguments:
            fold: as it ran aground.
            done: the log before the day, in the order in which it was taken.
            group: the events of the day, smallest first.
            stuck: those that were left.
        """
        if len(group) == 1:
            return fold, [], fold.refusal(stuck[0])
        fold = self._morning(fold, done, group[0].on)
        placed: set[int] = set()
        order = _smallest(fold, group, placed)
        if order is None:
            fold = self._morning(fold, done, group[0].on)
            _take_day(fold, group)
            never = [entry for entry in group if entry.index not in placed]
            return fold, [], fold.refusal(never[0] if never else stuck[0])
        self.place, self.back = len(done) + len(order), fold.mark()
        return fold, order, None

    def _morning(self, fold: Fold, done: list[Entry], day: date) -> Fold:
        """The fold as the day begins; all that was done before is known to be legal."""
        if self.back is None:
            fold = Fold(fold.case, fold.machine, fold.readings, fold.calendar)
        else:
            self.back()
        for entry in done[self.place :]:
            fold.pass_time(entry.on)
            found = fold.find(entry)
            assert found is not None
            fold.apply(*found, entry)
        fold.pass_time(day)
        return fold


def _smallest(fold: Fold, group: list[Entry], placed: set[int]) -> list[Entry] | None:
    """The smallest legal order, taken; None if there is none. ``placed`` gathers what was legal at all.

    Depth first over orders, smallest first, so that the first full order found is the smallest. Sets of
    events already tried in the same states are not tried again.
    """
    tried: set[Any] = set()
    budget = _SEARCH_LIMIT
    day = group[0].on

    def search(order: list[Entry]) -> list[Entry] | None:
        nonlocal budget
        if len(order) == len(group):
            return order
        mark = (frozenset(e.index for e in order), repr(sorted(fold.state.items())))
        budget -= 1
        if mark in tried or budget < 0:
            return None
        tried.add(mark)
        back = fold.mark()
        for entry in group:
            if any(entry is taken for taken in order):
                continue
            found = fold.find(entry)
            if found is None:
                continue
            placed.add(entry.index)
            fold.apply(*found, entry)
            fold.pass_time(day)
            full = search([*order, entry])
            if full is not None:
                return full
            back()
        return None

    return search([])
