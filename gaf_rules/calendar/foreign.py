"""Notices made from the days of a workalendar calendar, so that it can serve as a base."""

from __future__ import annotations

import sys
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gaf_rules.calendar.notice import DaysOff, DayWorked, Notice
from gaf_rules.calendar.ranks import WEEKEND, weekday_code
from gaf_rules.values.days import the_day
from gaf_rules.values.errors import NoticeError
from gaf_rules.values.given import every, refused

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["notices_from"]


def notices_from(cal: Any, years: Iterable[int]) -> tuple[Notice, ...]:
    """One annual notice for each year, with the days off and worked of a workalendar calendar.

    Arguments:
        cal: the workalendar calendar (an instance).
        years: without a gap, in any order.
    Results:
        notices without a day of issue. A weekend other than Saturday and Sunday comes out as
        days off named ``weekend`` and days worked named ``weekday``, which the calendar takes
        for what they are; a weekend day that is worked all the same is named ``shift``.
    Errors:
        NoticeError where a year is missing between others, or workalendar refuses one.
    """
    if not hasattr(cal, "get_weekend_days"):
        name = "cal"
        raise refused(
            name, cal, "workalendar 的日历（实例）", "a calendar of workalendar (an instance)"
        )
    wanted = sorted({*every("years", years, int, "年份（整数）", "a year (int)")})
    for year, following in pairwise(wanted):
        if following != year + 1:
            raise NoticeError(
                zh=f"年份须连续：{year} 之后缺 {year + 1}",
                en=f"the years must follow one another: {year + 1} is missing after {year}",
                source=type(cal).__name__,
                key="years",
                value=tuple(wanted),
            )
    return tuple(_notice(cal, year) for year in wanted)


def _notice(cal: Any, year: int) -> Notice:
    name = type(cal).__name__
    # Whoever has one of their calendars has loaded their library; nobody else needs it.
    refusal = getattr(sys.modules.get("workalendar.exceptions"), "CalendarError", ())
    off: list[DaysOff] = []
    work: list[DayWorked] = []
    try:
        resting = cal.get_weekend_days()
        labels = {day: str(label) for day, label in cal.holidays(year)}
        for offset in range((the_day(year, 12, 31) - the_day(year, 1, 1)).days + 1):
            day = the_day(year, 1, 1) + timedelta(offset)
            weekend = weekday_code(day.toordinal()) == WEEKEND
            if cal.is_working_day(day):
                if weekend:
                    shifted = labels.get(day, "shift") if day.weekday() in resting else "weekday"
                    work.append(DayWorked(festival=shifted, on=day))
            elif day in labels or not weekend:
                off.append(DaysOff(festival=labels.get(day, "weekend"), start=day, end=day))
    except refusal as error:
        raise NoticeError(
            zh=f"workalendar 的 {name} 不覆盖 {year} 年：{error}",
            en=f"workalendar's {name} does not cover {year}: {error}",
            source=name,
            key="years",
            value=year,
        ) from error
    return Notice(year=year, title=f"workalendar {name} {year}", evidence="C", off=off, work=work)
