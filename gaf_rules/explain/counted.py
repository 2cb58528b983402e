"""The days of a period: day 1 to day n, and the days off between them with what made them so."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from gaf_rules.calendar.render import festival_name
from gaf_rules.errors import CalendarHorizonError
from gaf_rules.explain.tree import CountedDay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.calendar import DayInfo, WorkingCalendar
    from gaf_rules.report.words import Words

__all__ = ["counted_days"]

_DAY = timedelta(days=1)
_ORDINARY = frozenset({"working", "weekend"})


def counted_days(
    calendar: WorkingCalendar, first: date, last: date, *, backward: bool, words: Words
) -> tuple[CountedDay, ...]:
    """The days from one to another, both included: working days numbered, days off in runs.

    Arguments:
        calendar: the one that counts for the bearer.
        first: the first day of the period.
        last: the last one.
        backward: number the days from the last to the first.
        words: the language.

    Returns:
        the days by date; none where the calendar does not reach.
    """
    try:
        infos = [calendar.day(first + _DAY * n) for n in range((last - first).days + 1)]
    except CalendarHorizonError:
        return ()
    total = sum(info.is_working is True for info in infos)
    return tuple(_numbered(infos, total, backward=backward, words=words))


def _numbered(
    infos: list[DayInfo], total: int, *, backward: bool, words: Words
) -> Iterator[CountedDay]:
    done = 0
    for (kind, festival, notice), run in groupby(infos, key=_same):
        days = list(run)
        named = festival_name(festival, words.lang) if festival else None
        if days[0].is_working:
            for info in days:
                done += 1
                number = total + 1 - done if backward else done
                yield _counted(info, number, named, words)
        else:
            yield _skipped(days[0].on, days[-1].on, kind, named, notice, words)


def _same(info: DayInfo) -> tuple[str, str | None, str | None]:
    notice = None if info.kind in _ORDINARY else info.notice
    return info.kind, info.festival, notice


def _counted(info: DayInfo, number: int, festival: str | None, words: Words) -> CountedDay:
    notice = None if info.kind in _ORDINARY else info.notice
    text = words.say(f"第 {number} 日 {words.day(info.on)}", f"day {number}: {words.day(info.on)}")
    if notice is not None:
        kind = words.of("day_kind", info.kind)
        text += words.say(f"（{kind}，{notice}）", f" ({kind}, {notice})")
    return CountedDay(
        number=number,
        on=info.on,
        through=info.on,
        kind=info.kind,
        festival=festival,
        notice=notice,
        text=text,
    )


def _skipped(
    first: date, last: date, kind: str, festival: str | None, notice: str | None, words: Words
) -> CountedDay:
    span = words.day(first)
    if first != last:
        span = words.say(f"{span} 至 {words.day(last)}", f"{span} to {words.day(last)}")
    why = words.join([part for part in (words.of("day_kind", kind), festival, notice) if part])
    text = words.say(f"不计 {span}（{why}）", f"not counted: {span} ({why})")
    return CountedDay(
        number=None, on=first, through=last, kind=kind, festival=festival, notice=notice, text=text
    )
