"""One deadline: the working day so many places after a day, asked of every day of eighteen years."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from common import DAYS, FIRST, LAST, N, Peers, named, off_days, years_text
from measure import Both, Question, Way, agreement

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["question"]

# Timed on years that every library knows; compared on all.
_TIMED = tuple(day for day in DAYS if day.year in {2021, 2022})[::7]
_LISTED = Both(
    "调休上班只有把一周七天都设为工作日、再逐日列出休息日才能表达，休息日由本库提供",
    "told our days off one by one, in a week of seven working days: it has no other way to say make-up days",
)


def _ours(day: Any) -> date:
    return gaf.CHINA.nth_working_day_after(day, N)


def _year(day: Any) -> str:
    return str(day.year)


def _way(
    name: str,
    answer: Callable[[Any], Any],
    *,
    take: Callable[[date], Any] = lambda day: day,
    read: Callable[[Any], date] = lambda found: found,
    remark: Both | None = None,
    limit: bool = False,
) -> Way:
    """A way to answer for a day; making its own kind of day is done before, and not timed."""
    days = tuple(take(day) for day in _TIMED)

    def call() -> None:
        for day in days:
            answer(day)

    found = agreement(DAYS, _ours, lambda day: read(answer(take(day))), _year)
    if found.other:
        years = years_text(found)
        told = found.example
        differs = Both(
            f"起算年份 {years} 有不同（例：{told}）", f"differs for starts in {years} (as {told})"
        )
        remark = (
            differs
            if remark is None
            else Both(f"{remark.zh}；{differs.zh}", f"{remark.en}; {differs.en}")
        )
    return Way(name=name, call=call, size=len(days), agreement=found, remark=remark, limit=limit)


def _walk(is_working: Callable[[date], bool], day: date) -> date:
    left, one = N, timedelta(days=1)
    while left:
        day += one
        left -= is_working(day)
    return day


def _peers(peers: Peers) -> Iterator[Way]:
    off = off_days()
    yield from _plain_python(peers)
    if np := peers.get("numpy"):
        known = np.busdaycalendar(weekmask="1111111", holidays=off)
        yield _way(
            named("numpy", "busday_offset"),
            lambda day: np.busday_offset(day, N, roll="preceding", busdaycal=known),
            take=np.datetime64,
            read=lambda found: found.item(),
            remark=_LISTED,
        )
    if pd := peers.get("pandas"):
        step = N * pd.offsets.CustomBusinessDay(weekmask="1111111", holidays=off)
        yield _way(
            named("pandas", "CustomBusinessDay"),
            lambda day: day + step,
            take=pd.Timestamp,
            read=lambda found: found.date(),
            remark=_LISTED,
        )
    if ql := peers.get("QuantLib"):
        yield from _quantlib(ql)
    if lexdays := peers.get("lexdays"):
        yield _lexdays(lexdays, off)


def _plain_python(peers: Peers) -> Iterator[Way]:
    if holidays := peers.get("holidays"):
        china = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))
        yield _way(
            named("holidays", "get_nth_working_day"),
            lambda day: china.get_nth_working_day(day, N),
        )
    if workalendar := peers.get("workalendar.asia", "workalendar"):
        calendar = workalendar.China()
        yield _way(
            named("workalendar", "add_working_days"),
            lambda day: calendar.add_working_days(day, N),
        )
    if chinese := peers.get("chinese_calendar", "chinesecalendar"):
        yield _way(
            named("chinesecalendar", "is_workday"),
            lambda day: _walk(chinese.is_workday, day),
            remark=Both("逐日走", "walked day by day"),
        )


def _quantlib(ql: Any) -> Iterator[Way]:
    for name, market in (("SSE", ql.China.SSE), ("IB", ql.China.IB)):
        calendar = ql.China(market)
        yield _way(
            named("QuantLib", f"China.{name}.advance"),
            lambda day, calendar=calendar: calendar.advance(day, N, ql.Days),
            take=lambda day: ql.Date(day.day, day.month, day.year),
            read=lambda found: found.to_date(),
            remark=Both(
                "交易所日历，不含调休上班", "the calendar of an exchange, without make-up days"
            )
            if name == "SSE"
            else Both("银行间市场日历，含调休", "the interbank calendar, with make-up days"),
        )


def _lexdays(lexdays: Any, off: Sequence[date]) -> Way:
    listed = {
        "id": "listed",
        "name": {"en": "listed"},
        "kind": "public",
        "rule": {"type": "dates", "dates": [day.isoformat() for day in off]},
    }
    spec = {
        "id": "listed",
        "weekend": [],
        "coverage": {"from": off[0].year, "to": LAST.year},
        "holidays": [listed],
    }
    calendar = lexdays.Calendar(spec)
    return _way(
        named("lexdays", "add_business_days"),
        lambda day: calendar.add_business_days(day, N),
        remark=_LISTED,
    )


def question() -> Question:
    """The question with every way that can be had."""
    off, peers = set(off_days()), Peers()
    worked = [
        day
        for day in map(date.fromordinal, range(FIRST.toordinal(), LAST.toordinal() + 1))
        if day not in off
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # holidays and workalendar warn of years they do not know
        ways = (
            _way("gaf_rules `CHINA.nth_working_day_after`", _ours),
            _way(
                "Python `bisect`",
                lambda day: worked[bisect_right(worked, day) + N - 1],
                remark=Both("同样的工作日排成一列", "over the same working days in a list"),
                limit=True,
            ),
            *_peers(peers),
        )
    return Question(
        key="one_deadline",
        title=Both(
            f"一个期限：某日之后第 {N} 个工作日", f"One deadline: the {N}th working day after a day"
        ),
        about=Both(
            f"天数取自规则表第 {gaf.HAINAN.periods['2.4.4c'].clause} 条。逐日比较 {FIRST} 至 {DAYS[-1]} 的"
            f" {len(DAYS):,} 个起算日；用时取 2021、2022 年中的 {len(_TIMED)} 天，各库都认得这两年。",
            "The number is the one of clause 2.4.4c in the table of rules. Answers are compared for all "
            f"{len(DAYS):,} days from {FIRST} to {DAYS[-1]}; timed are {len(_TIMED)} days of 2021 and "
            "2022, which every library knows.",
        ),
        unit=Both("每个期限", "a deadline"),
        ways=ways,
        left_out=peers.left_out,
    )
