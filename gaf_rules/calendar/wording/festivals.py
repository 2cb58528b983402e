"""The days the Regulation on holidays fixes, and lunar days, for checking what a notice says."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from gaf_rules.calendar.regulation import (
    FIRST_YEAR,
    LAST_YEAR,
    lunar_days,
    possible_festivals,
    statutory_festivals,
)
from gaf_rules.calendar.wording.phrases import refuse
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

__all__ = ["lunar_eve", "require_year", "statutory_days"]


def require_year(year: object) -> int:
    """``year`` itself, once it is one whose festivals are known.

    Raises:
        NoticeError: what is read does not add up.
    """
    if type(year) is not int or not FIRST_YEAR <= year <= LAST_YEAR:
        _refuse_year(
            year,
            f"year 应为 {FIRST_YEAR} 至 {LAST_YEAR} 的整数，得到 {short(year)}；此外的年份无从核对",
            f"year is a whole number from {FIRST_YEAR} to {LAST_YEAR}, got {short(year)}; nothing can "
            "be checked for other years",
        )
    if len(possible_festivals(year)) > 1:
        _refuse_year(
            year,
            f"{year} 年有节日的日期尚不能确定，通知无从核对；请手写通知文件",
            f"the day of a festival of {year} is not certain yet, and nothing can be checked; "
            "write the file of the notice by hand",
        )
    return year


def _refuse_year(year: object, zh: str, en: str) -> NoReturn:
    refuse(zh, en, key="year", value=year)


def statutory_days(year: int) -> Mapping[str, tuple[date, ...]]:
    """The statutory days of ``year`` by festival."""
    return MappingProxyType({each.name: each.days for each in statutory_festivals(year)})


def lunar_eve(year: int) -> date:
    """The eve of the lunar new year that begins in ``year``."""
    return lunar_days(year, 1, 1)[0] - timedelta(1)
