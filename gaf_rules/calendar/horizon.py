"""The error for a day outside coverage: which notice is missing, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.calendar.counting import Counting

__all__ = ["horizon_error"]


def horizon_error(cal: Counting, d: date | None, *, past: bool) -> CalendarHorizonError:
    """The error to raise for a day, or for a count, that leaves the coverage.

    Arguments:
        cal: the calendar asked.
        d: the day that is not covered, or None where a count runs out.
        past: whether coverage is left at its beginning.
    """
    first, last = cal.coverage.first, cal.coverage.published_through
    year = first.year - 1 if past else max(last.year, first.year - 1) + 1
    if d is not None:
        year = min(year, d.year) if past else year
    what_zh = "所数的工作日" if d is None else d.isoformat()
    what_en = "the count" if d is None else d.isoformat()
    held_zh = f"{first} 至 {last}" if last >= first else "无"
    held_en = f"{first} to {last}" if last >= first else "nothing"
    if cal.foreign is not None:
        zh = (
            f"{what_zh} 超出日历范围（{held_zh}，取自 workalendar 的 {cal.foreign}）：别的年份无从推断。"
            f"请把 {year} 年列入 WorkingCalendar.from_workalendar 的 years，再造一次日历"
        )
        en = (
            f"{what_en} leaves the calendar ({held_en}, taken from workalendar's {cal.foreign}): "
            f"nothing is known of other years. Make it again with {year} among the years of "
            "WorkingCalendar.from_workalendar"
        )
    else:
        zh, en = _of_china(cal, year, what=(what_zh, what_en), held=(held_zh, held_en))
        if not past:
            zh += "；未公布之前可用 bounds_after / bounds_before 取得确定的区间"
            en += (
                "; until it is published, bounds_after / bounds_before give the certified interval"
            )
    return CalendarHorizonError(
        day=d, first=first, published_through=last, missing_year=year, zh=zh, en=en
    )


def _of_china(
    cal: Counting, year: int, *, what: tuple[str, str], held: tuple[str, str]
) -> tuple[str, str]:
    known_zh = known_en = ""
    if cal.known_on is not None:
        known_zh = f"（截至 {cal.known_on} 已印发的通知）"
        known_en = f" (the notices issued by {cal.known_on})"
    zh = (
        f"{what[0]} 超出日历范围（{held[0]}{known_zh}）：缺国务院办公厅关于{year}年部分节假日安排的通知。"
        f"可用 gaf-rules calendar import NOTICE.txt --year {year} 导入该通知，"
        "或以 calendar.with_notice(通知) 加入"
    )
    en = (
        f"{what[1]} leaves the calendar ({held[1]}{known_en}): the State Council's holiday notice for "
        f"{year} is missing. Import it with: gaf-rules calendar import NOTICE.txt --year {year}, "
        "or add it with calendar.with_notice(notice)"
    )
    return zh, en
