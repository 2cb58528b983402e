"""Calendars made from a calendar: of an earlier knowledge, with another notice, of one place."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.calendar.day import require_date
from gaf_rules.calendar.notice import DaysOff, DayWorked, Notice
from gaf_rules.calendar.ranks import WEEKEND, weekday_code
from gaf_rules.values.days import from_ordinal, the_day
from gaf_rules.values.errors import NoticeError
from gaf_rules.values.given import every, refused, require

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.calendar.working import WorkingCalendar

__all__ = ["as_known_on", "merged", "notices_from", "overlay_days", "with_notice"]


def as_known_on(cal: WorkingCalendar, d: date) -> WorkingCalendar:
    """The calendar from only the notices and regional decisions that ``cal`` knew by ``d``."""
    d = require_date(d)
    known_on = min(d, cal.known_on or d)
    known = [n for n in cal.notices if n.known_from <= known_on or _is_computed(cal, n)]
    overlays, applied = (
        [o for o in some if o.issued is None or o.issued <= known_on]
        for some in (cal.overlays, cal.applied)
    )
    return evolve(
        cal,
        notices=known,
        overlays=overlays,
        known_on=known_on,
        applied=applied,
        origin=cal.coverage.first.year,
    )


def _is_computed(cal: WorkingCalendar, notice: Notice) -> bool:
    """Whether a notice only holds the days of a foreign calendar: nobody had to issue it."""
    return cal.foreign is not None and notice.issued is None


def with_notice(cal: WorkingCalendar, notice: Notice) -> WorkingCalendar:
    """The calendar with one more notice, in the place of one of the same identity."""
    require("notice", notice, Notice, "通知（Notice）", "a Notice")
    first = cal.coverage.first.year
    if notice.kind == "annual" and notice.year < first - 1:
        # It would become the first year, and coverage would end at the gap that follows it.
        raise NoticeError(
            zh=f"{notice.name} 安排{notice.year}年，但缺{notice.year + 1}年至{first - 1}年的通知；"
            "请由近及远逐年加入",
            en=f"{notice.name} arranges {notice.year}, but the notices of {notice.year + 1} to "
            f"{first - 1} are missing; add those first, the latest year first",
            source=notice.name,
            key="year",
            value=notice.year,
        )
    kept = [held for held in cal.notices if held.identity != notice.identity]
    # A notice from after the day of knowledge is a "what if" that moves that day.
    known_on = cal.known_on and max(cal.known_on, notice.known_from)
    return evolve(cal, notices=[*kept, notice], known_on=known_on)


@lru_cache(maxsize=256)
def merged(cal: WorkingCalendar, place: str, kinds: tuple[str, ...]) -> WorkingCalendar:
    """The calendar with its overlays of these kinds that bear on a place merged in."""
    bearing = [o for o in cal.overlays if o.kind in kinds and o.bears_on(place)]
    return evolve(cal, applied=(*cal.applied, *bearing)) if bearing else cal


def overlay_days(
    cal: WorkingCalendar, local: WorkingCalendar, *, after: date, through: date
) -> tuple[date, ...]:
    """The days in a window on which a calendar of a place differs from the national one."""
    start = max(require_date(after, "$after"), cal.coverage.first - date.resolution)
    end = require_date(through, "$through")
    days = (from_ordinal(ordinal) for ordinal in sorted(local.laid))
    return tuple(
        d for d in days if start < d <= end and _is_worked(cal, d) is not local.day(d).is_working
    )


def _is_worked(cal: WorkingCalendar, d: date) -> bool | None:
    """Whether a day is worked nationally; None where that is open, or nothing is known of it."""
    if cal.foreign is not None and d > cal.coverage.published_through:
        return None
    return cal.day(d).is_working


# -- notices made from the days of a workalendar calendar, so that it can serve as a base --------------
def notices_from(cal: Any, years: Iterable[int]) -> tuple[Notice, ...]:
    """One annual notice for each year, with the days off and worked of a workalendar calendar.

    Arguments:
        cal: the workalendar calendar (an instance).
        years: without a gap, in any order.

    Returns:
        notices without a day of issue. A weekend other than Saturday and Sunday comes out as
        days off named ``weekend`` and days worked named ``weekday``, which the calendar takes
        for what they are; a weekend day that is worked all the same is named ``shift``.

    Raises:
        NoticeError: a year is missing between others, or workalendar refuses one.
    """
    if isinstance(cal, type) or not hasattr(cal, "get_weekend_days"):
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
            zh=f"workalendar 的 {name} 不覆盖 {year} 年",
            en=f"workalendar's {name} does not cover {year}",
            source=name,
            key="years",
            value=year,
        ) from error
    return Notice(year=year, title=f"workalendar {name} {year}", evidence="C", off=off, work=work)
