"""The order in which the events of a sequence are taken: by day, those of one day as they are legal."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

from gaf_rules.audit.walk import Happened, Skeleton, Walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.audit.traced import Day, Trace
    from gaf_rules.program import Program

    Context = dict[str, dict[str, Any]]

__all__ = ["Stuck", "walk"]

_SEARCH_LIMIT = 2_000
"""States looked at before the order of a day is looked for case by case."""


class Stuck(Exception):  # noqa: N818 - no error: the order of a day is then looked for case by case
    """An event that is not legal where it stands: the case is refused, or another order is."""


def walk(
    trace: Trace,
    machine: Program,
    calendar: Any,
    readings: dict[str, str],
    parties: Context,
    events: list[Happened],
    as_of: Day,
) -> Skeleton:
    """Take events through the transition table.

    Arguments:
        trace: where guards are written down.
        machine: the guideline, compiled.
        calendar: as traced days want it.
        readings: field → option.
        parties: the facts of app and sponsor.
        events: in order.
        as_of: the day of assessment.

    Raises:
        Stuck: an event is not legal where it stands.
    """

    def fresh() -> Walk:
        return Walk(trace, machine, calendar, readings, parties["sponsor"].get("place"), parties)

    taken, done, left = fresh(), list[Happened](), list(events)
    while left:
        day = [left[0]]
        if not _alone(taken, left):
            today = _of_the_day(reversed(done), left[0])[::-1]
            day = _of_the_day(left, left[0])
            if not taken.take_day(day, begun=bool(today)):
                done = done[: len(done) - len(today)]
                left = left[len(day) :]
                day = _searched(fresh, done, [*today, *day])
                taken = _refolded(fresh, [*done, *day], day[0].on)
                done += day
                continue
        done += day
        left = left[len(day) :]
    taken.pass_time(as_of)
    return taken.skeleton()


def _of_the_day(events: Iterable[Happened], first: Happened) -> list[Happened]:
    """The events up to the first that is of another day."""
    return list(takewhile(lambda event: event is first or event.on == first.on, events))


def _alone(taken: Walk, left: list[Happened]) -> bool:
    """Take the first event as if nothing else were of its day, which comes to the same if it is legal.

    Not where time ends a state: then it counts which events are of the day that it ends on.
    """
    event = left[0]
    if len(left) > 1 and any(
        taken.state[row.procedure] == row.state for row, _ in taken.machine.lapses
    ):
        return False
    taken.pass_time(event.on)
    return taken.taken(event)


def _refolded(fresh: Any, events: list[Happened], day: Day) -> Walk:
    """A walk that has taken these events in this order; all of them are known to be legal."""
    taken: Walk = fresh()
    for event in events:
        taken.pass_time(event.on)
        if not taken.taken(event):
            raise Stuck
    taken.pass_time(day)
    return taken


def _searched(fresh: Any, done: list[Happened], group: list[Happened]) -> list[Happened]:
    """The first order of a day's events in which every one of them is legal.

    Raises:
        Stuck: there is none.
    """
    tried: set[Any] = set()

    def search(order: list[Happened], here: Walk) -> list[Happened] | None:
        if len(order) == len(group):
            return order
        mark = (frozenset(map(id, order)), repr(sorted(here.state.items())))
        if mark in tried or len(tried) > _SEARCH_LIMIT:
            return None
        tried.add(mark)
        for event in group:
            if any(event is one for one in order) or not here.legal(event):
                continue
            after = here.copy()
            after.taken(event)
            after.pass_time(event.on)
            full = search([*order, event], after)
            if full is not None:
                return full
        return None

    found = search([], _refolded(fresh, done, group[0].on))
    if found is None:
        raise Stuck
    return found
