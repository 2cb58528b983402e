"""The lunar calendar and the day of Qingming: which civil days they are, out of a table.

The table is made by ``scripts/lunar_table.py``. Where a new moon or the term comes too close to
midnight to say today on which side of it, both days are there.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from gaf_rules.calendar import data as calendar_data
from gaf_rules.values.days import from_iso

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["lunar_days", "qingming_days"]


class _Row(NamedTuple):
    """A lunar year: its leap month or 0, and the first days of its months and of the next year."""

    leap: int
    firsts: tuple[tuple[date, ...], ...]
    qingming: tuple[date, ...]


@lru_cache(maxsize=1)
def _table() -> Mapping[int, _Row]:
    rows = {
        row["year"]: _Row(row["leap"], tuple(map(_days, row["months"])), _days(row["qingming"]))
        for row in calendar_data.lunar_years()
    }
    return MappingProxyType(rows)


def _days(text: str) -> tuple[date, ...]:
    return tuple(from_iso(day) for day in text.split("/"))


def lunar_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """The civil days that a day of a lunar month, not of a leap month, can be: one, seldom two.

    Arguments:
        year: the lunar year, by the civil year in which it begins: 1999 to 2199.
        month: 1 to 12.
        day: 1 or more.
    Results:
        the likelier one first; empty where the month has no such day.
    Errors:
        KeyError for a year that the table does not hold.

    >>> lunar_days(2026, 1, 1), lunar_days(2026, 1, 31)
    ((datetime.date(2026, 2, 17),), ())
    >>> [str(day) for day in lunar_days(2089, 8, 15)]
    ['2089-09-18', '2089-09-19']
    """
    row = _table()[year]
    at = month - 1 + (0 < row.leap < month)
    end = max(row.firsts[at + 1])
    days = (first + timedelta(day - 1) for first in row.firsts[at])
    return tuple(found for found in days if found < end)


def qingming_days(year: int) -> tuple[date, ...]:
    """The days that Qingming, the sun at 15 degrees, can fall on in a year; as `lunar_days`.

    >>> qingming_days(2026)
    (datetime.date(2026, 4, 5),)
    """
    return _table()[year].qingming
