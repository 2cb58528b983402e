"""Replay: the log taken through the transition table, day by day, into facts.

The order of the list never matters: events are taken by date; those of one day in an order in which every
one of them is legal, the smallest such order by the contract's table (:mod:`gaf_rules.evaluate.ordering`).
What time alone ends (2.4.4d) has ended before any event of a day. An event that fits nowhere is refused,
never skipped.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.evaluate.fold import Fold, Record, Taken
from gaf_rules.log.entries import Entry, in_table_order
from gaf_rules.values.drafts import Shown, maker
from gaf_rules.values.errors import IllegalEventError

if TYPE_CHECKING:
    from collections.abc import Callable
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
    mornings = _Mornings()
    start, end = 0, len(entries)
    while start < end:
        day = entries[start].on
        stop = start + 1
        while stop < end and entries[stop].on == day:
            stop += 1
        if stop - start > 1:
            entries[start:stop] = in_table_order(entries[start:stop])
        for place in range(start, stop):
            if fold.here.lapsing:
                fold.pass_time(day)
            if not fold.take(entries[place]):
                break
        else:
            start = stop
            continue
        # Not every event is legal in the order of the table. Whoever always takes the smallest that is legal
        # and comes to the end has the smallest legal order; the day is begun anew only where that fails.
        group = entries[start:stop]
        rest = _smallest_first(fold, entries[place:stop]) if len(group) > 1 else None
        if rest is not None:
            entries[place:stop] = rest
            start = stop
            continue
        fold, order, refused = mornings.day(fold, entries[:start], group)
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


class _Mornings:
    """Goes back to the morning of a day whose events are not legal in the order of the table.

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
        self, fold: Fold, done: list[Entry], group: list[Entry]
    ) -> tuple[Fold, list[Entry], IllegalEventError | None]:
        """The smallest legal order of a day's events, and the fold after it; the refusal if there is none.

        Arguments:
            fold: as it ran aground.
            done: the log before the day, in the order in which it was taken.
            group: the events of the day, in the order of the table.
        """
        if len(group) == 1:
            return fold, [], fold.refusal(group[0])
        from gaf_rules.evaluate.ordering import BoundReached, Day  # noqa: PLC0415 - few logs need it

        fold = self._morning(fold, done, group[0].on)
        day = Day(fold, group)
        try:
            order = day.order()
        except BoundReached:
            left = _take_smallest(fold, group)
            return fold, [], fold.refusal(left[0], among=group)
        if order is None:
            placed = day.placed()
            never = [entry for place, entry in enumerate(group) if place not in placed]
            left = _take_smallest(fold, group)
            return fold, [], fold.refusal((never or left)[0])
        _take_all(fold, order)
        self.place, self.back = len(done) + len(order), fold.mark()
        return fold, order, None

    def _morning(self, fold: Fold, done: list[Entry], day: date) -> Fold:
        """The fold as the day begins; all that was done before is known to be legal."""
        if self.back is None:
            fold = Fold(fold.case, fold.machine, fold.readings, fold.calendar)
        else:
            self.back()
        _take_all(fold, done[self.place :])
        fold.pass_time(day)
        return fold


_GREEDY = 16
"""Tries for each event of a day before the search is asked, which has a bound of its own."""


def _smallest_first(fold: Fold, left: list[Entry]) -> list[Entry] | None:
    """The rest of a day, each time the smallest event that is legal; None where none is, or it takes long."""
    order: list[Entry] = []
    left = [*left]
    day, tries = left[0].on, _GREEDY * len(left)
    while left:
        fold.pass_time(day)
        for place, entry in enumerate(left):
            tries -= 1
            if fold.take(entry):
                order.append(entry)
                del left[place]
                break
        else:
            return None
        if tries < 0:
            return None
    return order


def _take_all(fold: Fold, entries: list[Entry]) -> None:
    """Take events that are known to be legal in this order."""
    for entry in entries:
        fold.pass_time(entry.on)
        legal = fold.take(entry)
        assert legal


def _take_smallest(fold: Fold, group: list[Entry]) -> list[Entry]:
    """Take the events of a day, always the smallest that is legal; those that were left when none was."""
    left = group
    while True:
        fold.pass_time(group[0].on)
        taken = next((entry for entry in left if fold.take(entry)), None)
        if taken is None:
            return left
        left = [entry for entry in left if entry is not taken]
