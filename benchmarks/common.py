"""What the questions share: the day range, the number asked for, and libraries that may be missing."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module, metadata
from typing import TYPE_CHECKING, Any

import gaf_rules as gaf

if TYPE_CHECKING:
    from measure import Agreement

__all__ = ["CLAUSE", "DAYS", "FIRST", "LAST", "N", "Peers", "named", "off_days", "years_text"]

CLAUSE = "2.4.4c"
# The number of working days stands in the guideline and is taken from there.
N = gaf.HAINAN.periods[CLAUSE].days
FIRST, LAST = date(2009, 1, 1), date(2026, 12, 31)


def _askable() -> tuple[date, ...]:
    """Every day of the years whose answer the published notices settle."""
    found, day = [], FIRST
    while day <= LAST:
        try:
            gaf.CHINA.nth_working_day_after(day, N)
        except gaf.CalendarHorizonError:
            break
        found.append(day)
        day += timedelta(days=1)
    return tuple(found)


DAYS = _askable()


def off_days() -> list[date]:
    """Every day off that the calendar knows.

    With a week of seven working days, the only way in which most libraries can be told of make-up days.
    """
    cover = gaf.CHINA.coverage
    span = range(cover.first.toordinal(), cover.published_through.toordinal() + 1)
    every = map(date.fromordinal, span)
    return [day for day in every if not gaf.CHINA.is_working_day(day)]


class Peers:
    """Imports libraries, and keeps why one is not there."""

    def __init__(self) -> None:
        self._missing: dict[str, str] = {}

    @property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Library → why."""
        return tuple(self._missing.items())

    def get(self, module: str, package: str | None = None) -> Any:
        """The module, or None."""
        try:
            return import_module(module)
        except Exception as error:  # noqa: BLE001 - a library that does not start is a library less
            self._missing[package or module] = f"{type(error).__name__}: {error}"
            return None

    def lose(self, name: str, why: str) -> None:
        """Say that something is left out."""
        self._missing[name] = why


def named(package: str, what: str = "") -> str:
    """A library with its version, and what is used of it."""
    version = metadata.version(package)
    return f"{package} {version}" + (f" `{what}`" if what else "")


def years_text(found: Agreement) -> str:
    """Years in which answers differ, runs drawn together: 2010-2013, 2020."""
    years = sorted({int(year) for year in found.where})
    parts: list[list[int]] = []
    for year in years:
        if parts and parts[-1][-1] == year - 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    return ", ".join(f"{p[0]}-{p[-1]}" if len(p) > 1 else str(p[0]) for p in parts)
