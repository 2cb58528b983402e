"""The days of a period: day 1 to day n, and the days off between them with what made them so."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from gaf_rules.ask.explanation.tree import CountedDay
from gaf_rules.calendar.render import festival_name
from gaf_rules.values.errors import CalendarHorizonError

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
    known = _known(calendar, words)
    try:
        days = [known.of(first + _DAY * n) for n in range((last - first).days + 1)]
    except CalendarHorizonError:
        return ()
    total = sum(day.is_working for day in days)
    return tuple(_numbered(days, total, backward=backward, words=words))


class _WordedDay(NamedTuple):
    """What is said of one day, whatever period it lies in.

    Attributes:
        alike: kind, festival and notice; days off that are alike form a run.
        named: the festival in the language of the explanation.
        text: the day with its day of the week.
        why: for a working day what makes it one where that is not its day of the week, else nothing.
    """

    on: date
    is_working: bool
    alike: tuple[str, str | None, str | None]
    named: str | None
    text: str
    why: str


class _CountedDays:
    """The days of one calendar in one language: asked for again and again, and the same for every case."""

    def __init__(self, calendar: WorkingCalendar, words: Words) -> None:
        self._calendar = calendar
        self._words = words
        self._worded: dict[date, _WordedDay] = {}

    def of(self, day: date) -> _WordedDay:
        """What is said of a day, looked up once."""
        found = self._worded.get(day)
        if found is None:
            found = self._worded[day] = _worded(self._calendar.day(day), self._words)
        return found


@lru_cache(maxsize=8)
def _known(calendar: WorkingCalendar, words: Words) -> _CountedDays:
    return _CountedDays(calendar, words)


def _worded(info: DayInfo, words: Words) -> _WordedDay:
    notice = None if info.kind in _ORDINARY else info.notice
    kind = words.of("day_kind", info.kind)
    return _WordedDay(
        on=info.on,
        is_working=info.is_working is True,
        alike=(info.kind, info.festival, notice),
        named=festival_name(info.festival, words.lang) if info.festival else None,
        text=words.day(info.on),
        why="" if notice is None else words.say(f"（{kind}，{notice}）", f" ({kind}, {notice})"),
    )


def _numbered(
    worded: list[_WordedDay], total: int, *, backward: bool, words: Words
) -> Iterator[CountedDay]:
    done = 0
    for (kind, _, notice), run in groupby(worded, key=_alike):
        days = list(run)
        if days[0].is_working:
            for day in days:
                done += 1
                number = total + 1 - done if backward else done
                yield _counted(day, number, words)
        else:
            yield _skipped(days, kind, notice, words)


_alike = attrgetter("alike")


def _counted(day: _WordedDay, number: int, words: Words) -> CountedDay:
    kind, _, notice = day.alike
    text = words.say(f"第 {number} 日 {day.text}", f"day {number}: {day.text}")
    return CountedDay(
        number=number,
        on=day.on,
        through=day.on,
        kind=kind,
        festival=day.named,
        notice=notice,
        text=text + day.why,
    )


def _skipped(days: list[_WordedDay], kind: str, notice: str | None, words: Words) -> CountedDay:
    first, last = days[0], days[-1]
    span = first.text
    if first is not last:
        span = words.say(f"{span} 至 {last.text}", f"{span} to {last.text}")
    why = words.join([part for part in (words.of("day_kind", kind), first.named, notice) if part])
    return CountedDay(
        number=None,
        on=first.on,
        through=last.on,
        kind=kind,
        festival=first.named,
        notice=notice,
        text=words.say(f"不计 {span}（{why}）", f"not counted: {span} ({why})"),
    )
