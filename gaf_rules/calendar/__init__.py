"""Working days: what the notices say, how certain it is, and what was known when.

Everything is loaded on first use, so that importing this package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from gaf_rules.calendar.day import Coverage, DateBounds, DayInfo
    from gaf_rules.calendar.notice import (
        DaysCancelled,
        DaysOff,
        DayWorked,
        Notice,
        load_notices,
    )
    from gaf_rules.calendar.overlay import Overlay
    from gaf_rules.calendar.parsing import parse_notice
    from gaf_rules.calendar.working import WorkingCalendar

    CHINA: WorkingCalendar

__all__ = [
    "CHINA",
    "Coverage",
    "DateBounds",
    "DayInfo",
    "DayWorked",
    "DaysCancelled",
    "DaysOff",
    "Notice",
    "Overlay",
    "WorkingCalendar",
    "load_notices",
    "parse_notice",
]

_HOME: Final = {
    "Coverage": "day",
    "DateBounds": "day",
    "DayInfo": "day",
    "DayWorked": "notice",
    "DaysCancelled": "notice",
    "DaysOff": "notice",
    "Notice": "notice",
    "Overlay": "overlay",
    "WorkingCalendar": "working",
    "load_notices": "notice",
    "parse_notice": "parsing",
}


def __getattr__(name: str) -> Any:
    if name == "CHINA":
        return import_module("gaf_rules.calendar.working").china()
    if name in _HOME:
        return getattr(import_module(f"gaf_rules.calendar.{_HOME[name]}"), name)
    missing = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(missing)


def __dir__() -> list[str]:
    return sorted(__all__)
