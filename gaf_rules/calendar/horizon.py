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
    # Coverage has no gap: the year beside it comes first, whatever year was asked about.
    year = first.year - 1 if past else max(last.year, first.year - 1) + 1
    asked = year if d is None else d.year
    years = range(min(year, asked), max(year, asked) + 1)
    what = ("所数的工作日", "the count") if d is None else (d.isoformat(),) * 2
    held = (f"{first} 至 {last}", f"{first} to {last}") if last >= first else ("无", "nothing")
    tell = _of_china if cal.foreign is None else _of_another
    zh, en = tell(cal, year, _spelled(years), what=what, held=held)
    if cal.foreign is None and not past:
        zh += "；未公布之前可用 bounds_after / bounds_before 取得确定的区间"
        en += "; until it is published, bounds_after / bounds_before give the certified interval"
    return CalendarHorizonError(
        day=d, first=first, published_through=last, missing_year=year, zh=zh, en=en
    )


def _spelled(years: range) -> tuple[str, str]:
    if len(years) == 1:
        return f"{years[0]} 年", f"{years[0]}"
    return f"{years[0]} 年至 {years[-1]} 年", f"{years[0]} to {years[-1]}"


def _of_another(
    cal: Counting, _: int, years: tuple[str, str], *, what: tuple[str, str], held: tuple[str, str]
) -> tuple[str, str]:
    zh = (
        f"{what[0]} 超出日历范围（{held[0]}，取自 workalendar 的 {cal.foreign}）：别的年份无从推断。"
        f"请把 {years[0]}列入 WorkingCalendar.from_workalendar 的 years，再造一次日历"
    )
    en = (
        f"{what[1]} leaves the calendar ({held[1]}, taken from workalendar's {cal.foreign}): "
        f"nothing is known of other years. Make it again with {years[1]} among the years of "
        "WorkingCalendar.from_workalendar"
    )
    return zh, en


def _of_china(
    cal: Counting,
    year: int,
    years: tuple[str, str],
    *,
    what: tuple[str, str],
    held: tuple[str, str],
) -> tuple[str, str]:
    known_zh = known_en = ""
    if cal.known_on is not None:
        known_zh = f"（截至 {cal.known_on} 已印发的通知）"
        known_en = f" (the notices issued by {cal.known_on})"
    one = years[1] == str(year)
    zh = (
        f"{what[0]} 超出日历范围（{held[0]}{known_zh}）：缺国务院办公厅关于 {years[0]}部分节假日安排的通知。"
        f"{'可' if one else f'请从 {year} 年起逐年'}用 gaf-rules calendar import NOTICE.txt --year {year} "
        "导入该通知，或以 calendar.with_notice(通知) 加入"
    )
    en = (
        f"{what[1]} leaves the calendar ({held[1]}{known_en}): the State Council's holiday "
        f"{'notice' if one else 'notices'} for {years[1]} {'is' if one else 'are'} missing. "
        f"{'Import it' if one else f'Beginning with {year}, import one after the other'} with: "
        f"gaf-rules calendar import NOTICE.txt --year {year}, "
        "or add it with calendar.with_notice(notice)"
    )
    return zh, en
