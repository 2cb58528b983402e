"""Working days as one finds them on the notices, and last days by walking from one day to the next.

Nothing of the library is used: the notices are read from their files by Python's own reader, the walk is
a loop. What it is held against is in ``tests/exhaustive``.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FIRST", "LAST", "last_day", "status", "walk", "worked_days"]

FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
_DAY = timedelta(days=1)
_SATURDAY = 5
_NOTICES = Path(__file__).resolve().parents[2] / "calendars" / "state_council"


def _span(off: dict[str, date]) -> set[date]:
    return {off["start"] + _DAY * n for n in range((off["end"] - off["start"]).days + 1)}


def worked_days() -> frozenset[date]:
    """Every day from FIRST through LAST that is worked, by the notices in the order in which they came."""
    off: set[date] = set()
    made_up: set[date] = set()
    notices = [tomllib.loads(path.read_text("utf-8")) for path in _NOTICES.glob("*.toml")]
    for notice in sorted(notices, key=lambda each: each["issued"]):
        for cancelled in notice["cancels"]:
            off -= {day for each in cancelled["off"] for day in _span(each)}
            made_up -= {*cancelled["work"]}
        off |= {day for each in notice["off"] for day in _span(each)}
        made_up |= {each["date"] for each in notice["work"]}
    days = (FIRST + _DAY * n for n in range((LAST - FIRST).days + 1))
    return frozenset(d for d in days if d in made_up or (d.weekday() < _SATURDAY and d not in off))


def walk(worked: frozenset[date], day: date, step: int = 1) -> Iterator[date]:
    """The working days after a day one after the other, or with ``step=-1`` those before it."""
    while FIRST <= (day := day + _DAY * step) <= LAST:
        if day in worked:
            yield day


def last_day(worked: frozenset[date], day: date, number: int, step: int = 1) -> date | None:
    """The working day so many places on; None past the notices, the day itself for no days at all."""
    return day if number == 0 else next(islice(walk(worked, day, step), number - 1, None), None)


def status(last: date, done_on: date | None, as_of: date, *, forfeits: bool) -> str:
    """What becomes of a duty: in time is on the last day at the latest."""
    if (done_on or as_of) <= last:
        return "open" if done_on is None else "met"
    return "lapsed" if forfeits else "overdue" if done_on is None else "met_late"
