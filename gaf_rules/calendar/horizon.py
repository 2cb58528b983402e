"""The error for a day outside coverage: which notice is missing, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.errors import CalendarHorizonError

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.calendar.day import Coverage

__all__ = ["horizon_error"]


def horizon_error(
    coverage: Coverage, d: date | None, *, past: bool, known_on: date | None
) -> CalendarHorizonError:
    """The error to raise for a day, or for a count, that leaves the coverage.

    Arguments:
        coverage: the coverage of the calendar asked.
        d: the day that is not covered, or None where a count runs out.
        past: whether coverage is left at its beginning.
        known_on: the knowledge date of the calendar, if it has one.
    """
    first, last = coverage.first, coverage.published_through
    year = first.year - 1 if past else max(last.year, first.year - 1) + 1
    if d is not None:
        year = min(year, d.year) if past else year
    what_zh = "所数的工作日" if d is None else d.isoformat()
    what_en = "the count" if d is None else d.isoformat()
    held_zh = f"{first} 至 {last}" if last >= first else "无"
    held_en = f"{first} to {last}" if last >= first else "nothing"
    if known_on is not None:
        held_zh += f"（截至 {known_on} 已印发的通知）"
        held_en += f" (the notices issued by {known_on})"
    zh = (
        f"{what_zh} 超出日历范围（{held_zh}）：缺国务院办公厅关于{year}年部分节假日安排的通知。"
        f"可用 gaf-rules calendar import NOTICE.txt --year {year} 导入该通知，"
        "或以 calendar.with_notice(通知) 加入"
    )
    en = (
        f"{what_en} leaves the calendar ({held_en}): the State Council's holiday notice for "
        f"{year} is missing. Import it with: gaf-rules calendar import NOTICE.txt --year {year}, "
        "or add it with calendar.with_notice(notice)"
    )
    if not past:
        zh += "；未公布之前可用 bounds_after / bounds_before 取得确定的区间"
        en += "; until it is published, bounds_after / bounds_before give the certified interval"
    return CalendarHorizonError(
        day=d, first=first, published_through=last, missing_year=year, zh=zh, en=en
    )
