"""The same events in the same order on other days: one course with many different days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields

from gaf_rules.kinds import DATED

if TYPE_CHECKING:
    import random

    import gaf_rules as gaf

__all__ = ["STARTS", "moved", "plain"]

_GAPS = (1, 1, 2, 3, 4, 6, 8, 9, 10, 11, 14, 15, 16, 19, 20, 22, 27, 33, 45)
STARTS = (
    date(2019, 12, 2), date(2020, 1, 6), date(2024, 12, 20), date(2025, 8, 25), date(2026, 1, 2),
    date(2026, 2, 2), date(2026, 8, 31), date(2026, 11, 20), date(2026, 12, 24),
)  # fmt: skip
"""Days near which a log may begin: before holidays, at the turn of a year, at the end of the calendar."""


def moved(
    case: gaf.Case, as_of: date, dice: random.Random, starts: tuple[date, ...] = STARTS
) -> tuple[gaf.Case, date]:
    """The log on other days: what was one day stays one day, what came first still does.

    Arguments:
        case: the case; its events through ``as_of`` are moved, the rest is dropped.
        as_of: the day of assessment; it is moved too.
        dice: says where to.
        starts: near which days the log may begin.
    """
    events = [event for event in case.events if event.on <= as_of]
    day = dice.choice(starts) + timedelta(days=dice.randrange(30))
    near = dice.choice((None, None, _GAPS[:5], _GAPS[7:15]))
    to: dict[date, date] = {}
    for old in sorted({event.on for event in events} | {as_of}):
        to[old] = day
        day += timedelta(days=dice.choice(near or _GAPS))
    days = []
    for event in events:
        there = [name for name in DATED if getattr(event, name) is not None]
        others: dict[str, Any] = {
            name: to[event.on]
            + timedelta(days=(getattr(event, name) - event.on).days + dice.randrange(-9, 10))
            for name in there
        }
        days.append(evolve(event, on=to[event.on], **others))
    return evolve(case, events=tuple(days)), to[as_of]


def plain(value: Any) -> Any:
    """All that an assessment holds, but for what is worked out only when it is asked for."""
    if isinstance(value, tuple):
        return tuple([plain(part) for part in value])
    if not hasattr(value, "__attrs_attrs__"):
        return type(value), value
    names = [part.name for part in fields(type(value))]
    left = {"safe", "disputes", "basis"}
    return type(value), [(name, plain(getattr(value, name))) for name in names if name not in left]
