"""Dates as a notice writes them, each checked against the weekday and the lunar day behind it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from attrs import frozen

from gaf_rules.calendar.regulation import lunar_days
from gaf_rules.calendar.wording.festivals import lunar_eve, statutory_days
from gaf_rules.calendar.wording.phrases import Cursor, numeral
from gaf_rules.values.days import the_day

__all__ = ["DateReader", "Run"]

_DATE: Final = re.compile(
    r"(?:(?P<year>[0-9]{4})年)?(?:(?P<month>[0-9]{1,2})月)?(?P<day>[0-9]{1,2})日"
)
_THROUGH: Final = re.compile(r"[至到]|[~\-—–―─〜−]+")
# No comma: in the older style a comma ends the list of targets, and the next list begins.
_AND: Final = re.compile(r"、|以?及|和|与(?!周末)")
_NOTE: Final = re.compile(r"\(([^()]{1,40})\)")
_NOTE_PARTS: Final = re.compile(r"[、,]")
_WEEKDAY: Final = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_LUNAR: Final = re.compile(
    r"即?(?P<lunar>农历)?(?P<month>正月|大年|腊月|五月|八月)?(?P<day>初?[一二三四五六七八九十]{1,3})"
)
_NAMED: Final = re.compile(
    r"即?(?:农历)?(?P<name>除夕|春节|清明|端午|中秋|新年|元旦|五一国际劳动节|国际劳动节|劳动节|国庆)"
    r"(?:节)?(?:当日|当天)?"
)
_LUNAR_MONTHS: Final = {"正月": 1, "大年": 1, "五月": 5, "八月": 8, "腊月": 12}
_WEEKDAYS: Final = "一二三四五六日"
_FESTIVAL_OF: Final = {
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
    "新年": "元旦",
    "元旦": "元旦",
    "五一国际劳动节": "劳动节",
    "国际劳动节": "劳动节",
    "劳动节": "劳动节",
    "国庆": "国庆节",
}
_DECEMBER: Final = 12


@frozen(kw_only=True)
class Run:
    """Days from ``start`` through ``end``."""

    start: date
    end: date

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the run."""
        return tuple(self.start + timedelta(i) for i in range((self.end - self.start).days + 1))


class DateReader:
    """Reads dates of one section; a date without month or year takes it from the one before.

    Arguments:
        cursor: the text.
        year: the year the notice arranges.
        new_year: whether the section is that of New Year's Day, whose December is the year before.
    """

    def __init__(self, cursor: Cursor, *, year: int, new_year: bool) -> None:
        self.cursor = cursor
        self.year = year
        self.new_year = new_year
        self.last: date | None = None

    def run(self) -> Run | None:
        """A day or a range right here, with the brackets behind it; None where there is none."""
        start = self.day()
        if start is None:
            return None
        if self.cursor.take(_THROUGH) is None:
            return Run(start=start, end=start)
        end = self.day(after=start)
        if end is None:
            self.cursor.lost()
        if end <= start:
            self.cursor.refuse(
                f"区间倒置：{start} 至 {end}", f"the range runs backwards: {start} to {end}"
            )
        return Run(start=start, end=end)

    def day(self, *, after: date | None = None) -> date | None:
        """One date right here; None where there is none.

        Arguments:
            after: the first day of the range that this date closes.
        """
        match = self.cursor.take(_DATE)
        if match is None:
            return None
        day = self._resolve(match)
        while (note := self.cursor.take(_NOTE)) is not None:
            self._check_note(note.group(1), day, after)
        self.last = day
        return day

    def runs(self) -> tuple[Run, ...]:
        """A list of days and ranges right here, at least one."""
        found: list[Run] = []
        while (run := self.run()) is not None:
            found.append(run)
            here = self.cursor.pos
            if self.cursor.take(_AND) is None:
                break
            if _DATE.match(self.cursor.text, self.cursor.pos) is None:
                self.cursor.pos = here
                break
        if not found:
            self.cursor.lost()
        return tuple(found)

    def _resolve(self, match: re.Match[str]) -> date:
        if match["month"]:
            month = int(match["month"])
        else:
            if self.last is None:
                self.cursor.refuse(
                    f"“{match.group()}”没有写明月份", f"{match.group()} names no month"
                )
            month = self.last.month
        year = self.year - 1 if self.new_year and month == _DECEMBER else self.year
        if match["year"] and int(match["year"]) != year:
            self.cursor.refuse(
                f"“{match.group()}”的年份与 {self.year} 年的通知不符（应为 {year}）",
                f"the year of {match.group()} does not fit a notice for {self.year}: "
                f"{year} is expected",
                value=int(match["year"]),
            )
        try:
            return the_day(year, month, int(match["day"]))
        except ValueError:
            self.cursor.refuse(
                f"没有 {year}年{month}月{match['day']}日 这一天",
                f"there is no day {year}-{month}-{match['day']}",
                value=match.group(),
            )

    def _check_note(self, note: str, day: date, after: date | None) -> None:
        for part in _NOTE_PARTS.split(note):
            first, *rest = _THROUGH.split(part)
            if len(rest) == 1 and after is not None:
                # "the first to the seventh of the first lunar month" behind a whole range
                self._check_part(first, after, bare=True)
                self._check_part(rest[0], day, bare=True)
            else:
                self._check_part(part, day)

    def _check_part(self, part: str, day: date, *, bare: bool = False) -> None:
        weekday = _WEEKDAY.fullmatch(part)
        if weekday is not None:
            named = _WEEKDAYS.index(weekday.group(1).replace("天", "日"))
            if named != day.weekday():
                right = _WEEKDAYS[day.weekday()]
                self.cursor.refuse(
                    f"{day} 是星期{right}，不是{part}",
                    f"{day} is a {day:%A}, not {part}",
                    value=part,
                )
            return
        meant = self._meant(part, bare=bare)
        if meant is None:
            self.cursor.refuse(
                f"括号里的文字没有读懂：{part!r}",
                f"the words in brackets were not understood: {part!r}",
                value=part,
            )
        if day not in meant:
            self.cursor.refuse(
                f"{day} 不是{part}", f"{day} is not what the brackets say: {part}", value=part
            )

    def _meant(self, part: str, *, bare: bool) -> tuple[date, ...] | None:
        """The days that a named or a lunar day can be; None where ``part`` is neither.

        Arguments:
            part: what stands in the brackets.
            bare: whether "the seventh" alone is a lunar day, as it is in a lunar range.
        """
        named = _NAMED.fullmatch(part)
        if named is not None:
            name = named["name"]
            if name == "除夕":
                return (lunar_eve(self.year),)
            if name == "春节":
                return lunar_days(self.year, 1, 1)
            return statutory_days(self.year).get(_FESTIVAL_OF[name], ())
        lunar = _LUNAR.fullmatch(part)
        if lunar is None or not (bare or lunar["lunar"] or lunar["month"]):
            return None
        number = numeral(lunar["day"].removeprefix("初"))
        month = _LUNAR_MONTHS[lunar["month"] or "正月"]
        if number is None:
            return None
        return lunar_days(self.year - (month == _DECEMBER), month, number)
