"""Calendars made from a calendar: of an earlier knowledge, with another notice, of one place."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import evolve

from gaf_rules.calendar.day import require_date
from gaf_rules.calendar.notice import Notice
from gaf_rules.values.days import from_ordinal
from gaf_rules.values.errors import NoticeError
from gaf_rules.values.given import require

if TYPE_CHECKING:
    from gaf_rules.calendar.working import WorkingCalendar

__all__ = ["as_known_on", "merged", "overlay_days", "with_notice"]


def as_known_on(cal: WorkingCalendar, d: date) -> WorkingCalendar:
    """The calendar from only the notices that ``cal`` knew by ``d``."""
    d = require_date(d)
    known_on = min(d, cal.known_on or d)
    known = [n for n in cal.notices if n.known_from <= known_on or _is_computed(cal, n)]
    return evolve(cal, notices=known, known_on=known_on, origin=cal.coverage.first.year)


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
