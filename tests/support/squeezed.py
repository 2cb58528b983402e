"""Logs of which several steps fall on one day: legal in some order, or, one of the steps lost, in none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

if TYPE_CHECKING:
    import random
    from datetime import date

    from walks import Walk

    import gaf_rules as gaf

__all__ = ["squeezed"]

_MOST = 6
"""Events of a day of which every order can still be tried."""


def squeezed(found: Walk, dice: random.Random) -> gaf.Case:
    """The walk with up to six steps from somewhere on brought to one day; now and then one of them lost."""
    events = list(found.case.events)
    if len(events) < 2:
        return found.case
    first = dice.randrange(len(events) - 1)
    count = dice.randrange(2, _MOST + 1)
    day = events[first].on
    some = [
        evolve(event, on=day, **_earlier(event, day)) for event in events[first : first + count]
    ]
    if dice.random() < 0.25:
        del some[dice.randrange(len(some))]
    rest = events[:first] + some
    dice.shuffle(rest)
    return evolve(found.case, events=tuple(rest))


def _earlier(event: gaf.Event, day: date) -> dict[str, Any]:
    """The dates of an event that is moved to an earlier day, moved as far."""
    moved = day - event.on
    names = ("posted_on", "expected_on", "change_on")
    return {name: old + moved for name in names if (old := getattr(event, name)) is not None}
