"""The days the Regulation on holidays fixes, and lunar days, for checking what a notice says."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from gaf_rules.calendar.regulation import FIRST_YEAR, LAST_YEAR, HolidayRule, statutory_festivals
from gaf_rules.calendar.wording.phrases import refuse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["lunar_day", "lunar_eve", "require_year", "statutory_days"]


def require_year(year: object) -> int:
    """``year`` itself, once it is one whose festivals are known.

    Errors:
        NoticeError.
    """
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        _refuse_year(year)
    return year


def _refuse_year(year: object) -> NoReturn:
    refuse(
        f"year 应为 {FIRST_YEAR} 至 {LAST_YEAR} 的整数，得到 {year!r}；此外的年份无从核对",
        f"year is a whole number from {FIRST_YEAR} to {LAST_YEAR}, got {year!r}; nothing can be "
        "checked for other years",
        key="year",
        value=year,
    )


def statutory_days(year: int) -> Mapping[str, tuple[date, ...]]:
    """The statutory days of ``year`` by festival."""
    return MappingProxyType({each.name: each.days for each in statutory_festivals(year)})


def lunar_day(year: int, month: int, day: int) -> date | None:
    """The day ``day`` of lunar month ``month`` of the lunar year that begins in ``year``.

    None where that month has no such day.
    """
    rule = HolidayRule(festival="", article="", days=1, basis="lunar", month=month, day=day)
    try:
        return rule.in_year(year)[0]
    except ValueError:
        return None


def lunar_eve(year: int) -> date:
    """The eve of the lunar new year that begins in ``year``."""
    rule = HolidayRule(festival="", article="", days=1, basis="lunar", month=1, day=1, starts=-1)
    return rule.in_year(year)[0]
