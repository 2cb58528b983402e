"""One year as a picture: for a terminal and for a notebook, in Chinese or English."""

from __future__ import annotations

import calendar as almanac
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple
from unicodedata import east_asian_width

from gaf_rules.messages import label
from gaf_rules.values.days import FIRST_DAY, LAST_DAY, from_ordinal, the_day
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.given import is_one_of
from gaf_rules.values.nearest import short
from gaf_rules.values.texts import counted
from gaf_rules.values.theme import both, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.calendar.day import DayInfo
    from gaf_rules.calendar.notice import Notice
    from gaf_rules.calendar.working import WorkingCalendar
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

__all__ = ["calendar_html", "festival_name", "year_html", "year_text"]

_CELL: Final = 4
_MONTH: Final = 7 * _CELL
_GAP: Final = "  "
_MOST_WEEKS: Final = 6
_CELL_CSS: Final = "position:relative;height:1.9em;padding:0;border:0;text-align:center"


class _Look(NamedTuple):
    """How a kind of day is drawn."""

    mark: str
    ansi: str
    css: str


def _paper(paper: str, ink: str) -> str:
    """Paper and ink, always both: what the host of the page has must not show through."""
    return f"background:{both(paper)};color:{both(ink)}"


# The mark carries the meaning; colour only repeats it, so that plain output loses nothing.
_LOOKS: Final = {
    "working": _Look(" ", "", ""),
    "weekend": _Look(" ", "2", f"color:{both('#6b6b6b')}"),
    "public_holiday": _Look("*", "31", _paper("#fbd5d5", "#8c0000")),
    "make_up_working_day": _Look("+", "1;36", _paper("#cfe8ff", "#0b3a5c") + ";font-weight:bold"),
    "local_holiday": _Look("#", "35", _paper("#ead5fb", "#3f1a5e")),
    "closure": _Look("x", "35", _paper("#d9d9d9", "#222")),
    "undetermined": _Look("?", "33", _paper("#fff3bf", "#4d3d00")),
}


class _Surety(NamedTuple):
    """How it is drawn that a day may still change, and why it may."""

    mark: str
    css: str
    why_zh: str
    why_en: str


_CERTAINTY: Final = {
    "final": _Surety(" ", "", "", ""),
    "provisional": _Surety(
        "~",
        "text-decoration:underline dotted",
        "下一年通知可能改动",
        "the next notice may change it",
    ),
    "projected": _Surety(
        "^", "font-style:italic", "通知尚未公布", "no notice has been published yet"
    ),
}
# Not strftime: the name would follow the locale of the machine.
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WEEKDAYS: Final = {"zh": "一二三四五六日", "en": ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")}
_FESTIVALS: Final = {
    "元旦": "New Year",
    "春节": "Spring Festival",
    "清明节": "Qingming",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat",
    "中秋节": "Mid-Autumn",
    "国庆节": "National Day",
    "抗战胜利70周年纪念日": "70th Victory Day",
}


def _require(lang: Lang, year: int) -> None:
    problems = []
    if not is_one_of(lang, ("zh", "en")):
        zh, en = f"得到 {short(lang)}；允许：zh, en", f"got {short(lang)}; allowed: zh, en"
        problems.append(
            Problem(code="unknown_word", path="$lang", got=lang, allowed=("zh", "en"), zh=zh, en=en)
        )
    if type(year) is not int or not FIRST_DAY.year <= year <= LAST_DAY.year:
        zh, en = (
            f"得到 {short(year)}；此处应为年份（整数）",
            f"got {short(year)}; a year is expected (int)",
        )
        problems.append(
            Problem(code="wrong_argument", path="$year", got=year, allowed=("int",), zh=zh, en=en)
        )
    if problems:
        raise CaseError(tuple(problems))


def festival_name(festival: str, lang: Lang) -> str:
    """The name of a festival in ``lang``; one without an English name keeps its own.

    >>> festival_name("国庆节、中秋节", "en")
    'National Day, Mid-Autumn'
    """
    if lang == "zh":
        return festival
    return ", ".join(_FESTIVALS.get(part, part) for part in festival.split("、"))


class _Year(NamedTuple):
    """The days of one year and the words for them."""

    year: int
    lang: Lang
    days: tuple[DayInfo, ...]
    notices: tuple[Notice, ...]
    projected: bool  # all of it
    foreign: bool  # its notices only hold the days of another country

    def word(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def months(self) -> Iterator[tuple[str, list[list[DayInfo | None]]]]:
        """The title and the weeks (Monday first) of each month."""
        by_date = {info.on: info for info in self.days}
        for month in range(1, 13):
            weeks = almanac.Calendar().monthdayscalendar(self.year, month)
            title = self.word(f"{month}月", _MONTHS[month - 1])
            rows = [
                [by_date[the_day(self.year, month, d)] if d else None for d in w] for w in weeks
            ]
            yield title, rows

    def title(self) -> str:
        title = self.word(f"{self.year}年工作日历", f"Working days {self.year}")
        if self.projected:
            why = self.why("projected")
            title += self.word(f"（{why}）", f" ({why})")
        return title

    def kind(self, kind: str) -> str:
        """The words for a kind of day."""
        return label("day_kind", kind, self.lang)

    def certainty(self, info: DayInfo) -> str:
        """How certain a day is shown to be."""
        # A mark on every single day would hide the days that are undetermined.
        return "final" if self.projected else info.certainty

    def why(self, certainty: str) -> str:
        """The words for how certain a day is, and why it is no more; none for one that is final."""
        surety = _CERTAINTY[certainty]
        if not surety.why_en:
            return ""
        name = label("certainty", certainty, self.lang)
        return self.word(f"{name}，{surety.why_zh}", f"{name}: {surety.why_en}")

    def counts(self) -> str:
        worked = sum(info.is_working is True for info in self.days)
        open_days = sum(info.is_working is None for info in self.days)
        text = self.word(f"工作日 {worked} 天", f"{worked} working days")
        if open_days:
            text += self.word(f"，未定 {open_days} 天", f", {open_days} undetermined")
        return text

    def legend(self) -> list[tuple[str, str, str]]:
        """Mark, meaning and style of what occurs in the year."""
        kinds = {info.kind for info in self.days} - {"working", "weekend"}
        rows = [
            (look.mark, self.kind(kind), look.css) for kind, look in _LOOKS.items() if kind in kinds
        ]
        certainties = {self.certainty(info) for info in self.days} - {"final"}
        rows += [
            (surety.mark, self.why(certainty), surety.css)
            for certainty, surety in _CERTAINTY.items()
            if certainty in certainties
        ]
        return rows

    def sources(self) -> Iterator[str]:
        """The notices that decide days of the year, each followed by what it says."""
        for notice in self.notices:
            if self.foreign:
                yield notice.name
                continue
            issued = notice.issued or self.word("日期不详", "date unknown")
            yield self.word(
                f"{notice.name} 《{notice.title}》 {issued} 印发，证据 {notice.evidence}",
                f"{notice.name} ({notice.title}), issued {issued}, evidence {notice.evidence}",
            )
            yield from (f"  {line}" for line in self._decrees(notice))

    def _decrees(self, notice: Notice) -> Iterator[str]:
        for off in notice.off:
            count = (off.end - off.start).days + 1
            span = str(off.start) if count == 1 else f"{off.start}..{off.end}"
            yield self.word(
                f"{off.festival}：{span} 放假，共{count}天",
                f"{festival_name(off.festival, self.lang)}: {span} off, {count} d",
            )
        if notice.work:
            days = self.word("、", ", ").join(self._weekday(work.on) for work in notice.work)
            worked = self.kind("make_up_working_day")
            yield self.word(f"{worked}：{days}", f"{worked}s: {days}")
        for cancel in notice.cancels:
            days = ", ".join(self._weekday(day) for day in (*cancel.off, *cancel.work))
            yield self.word(f"取消：{days}", f"cancelled: {days}")

    def _weekday(self, day: date) -> str:
        name = _WEEKDAYS[self.lang][day.weekday()]
        return self.word(f"{day}（周{name}）", f"{day} ({name})")


def _year(cal: WorkingCalendar, year: int, lang: Lang) -> _Year:
    _require(lang, year)
    first, last = the_day(year, 1, 1), the_day(year, 12, 31)
    days = tuple(
        cal.day(from_ordinal(ordinal)) for ordinal in range(first.toordinal(), last.toordinal() + 1)
    )
    deciding = {info.notice for info in days}
    notices = tuple(notice for notice in cal.notices if notice.name in deciding)
    projected = all(info.certainty == "projected" for info in days)
    return _Year(
        year=year,
        lang=lang,
        days=days,
        notices=notices,
        projected=projected,
        foreign=cal.foreign is not None,
    )


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    # str.ljust counts characters; a terminal gives a Chinese one two columns.
    return text + " " * (width - _width(text))


def year_text(
    cal: WorkingCalendar, year: int, lang: Lang = "zh", *, colour: bool = False, columns: int = 3
) -> str:
    """One year for a terminal: twelve months, what the marks mean, and the notices used.

    Arguments:
        cal: the calendar; one of `WorkingCalendar.for_place` shows the days of that place.
        year: the year; one past coverage is shown as far as the projection knows it.
        lang: ``zh`` or ``en``.
        colour: add ANSI colours; the marks carry the meaning without them.
        columns: months side by side; three take 88 columns, two 58.

    Raises:
        CalendarHorizonError: a year before coverage.
        CaseError: another language.

    >>> from gaf_rules.calendar.working import china
    >>> print(year_text(china(), 2025, "en").splitlines()[0])
    Working days 2025 · 248 working days
    """
    page = _year(cal, year, lang)
    blocks = [_month_lines(page, title, weeks, colour=colour) for title, weeks in page.months()]
    lines = [f"{page.title()} · {page.counts()}", ""]
    for start in range(0, len(blocks), max(1, columns)):
        row = zip_longest(*blocks[start : start + max(1, columns)], fillvalue=" " * _MONTH)
        lines += [_GAP.join(parts).rstrip() for parts in row]
        lines.append("")
    lines.append("   ".join(f"{mark} {meaning}" for mark, meaning, _ in page.legend()))
    lines += ["", *page.sources()]
    return "\n".join(lines) + "\n"


def _month_lines(
    page: _Year, title: str, weeks: list[list[DayInfo | None]], *, colour: bool
) -> list[str]:
    head = "".join(_pad(name, _CELL) for name in _WEEKDAYS[page.lang])
    lines = [_pad(title, _MONTH), head]
    return lines + ["".join(_cell(page, info, colour=colour) for info in week) for week in weeks]


def _cell(page: _Year, info: DayInfo | None, *, colour: bool) -> str:
    if info is None:
        return " " * _CELL
    look = _LOOKS[info.kind]
    marks = f"{look.mark}{_CERTAINTY[page.certainty(info)].mark}".strip()
    text = f"{info.on.day:2}{marks:2}"
    return f"\x1b[{look.ansi}m{text}\x1b[0m" if colour and look.ansi else text


def year_html(cal: WorkingCalendar, year: int, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
    """One year as a self-contained piece of HTML without scripts.

    Arguments:
        cal: as of `year_text`.
        year: likewise.
        lang: likewise.
        theme: ``auto``, ``light`` or ``dark``; another is a CaseError. Other errors are those of `year_text`.

    >>> from gaf_rules.calendar.working import china
    >>> year_html(china(), 2026).startswith("<div")
    True
    """
    page = _year(cal, year, lang)
    months = "".join(_month_html(page, title, weeks) for title, weeks in page.months())
    legend = " ".join(
        f'<span style="white-space:nowrap"><span style="{css};padding:0 4px">{escape(mark)}</span>'
        f"&nbsp;{escape(meaning)}</span>"
        for mark, meaning, css in page.legend()
    )
    sources = escape("\n".join(page.sources()))
    body = (
        f"<p><b>{escape(page.title())}</b> · {escape(page.counts())}</p>"
        f'<div style="display:grid;grid-template-columns:repeat(auto-fill,minmax(244px,1fr));'
        f'gap:16px;max-width:1100px">{months}</div><p>{legend}</p>'
        f'<pre style="font-family:inherit;white-space:pre-wrap;margin:0">{sources}</pre>'
    )
    return sheet(body, lang=page.lang, theme=theme)


def calendar_html(cal: WorkingCalendar, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
    """What a calendar covers, and the last year whose notice it holds, as `year_html` shows it.

    Arguments and errors are those of `year_html`.

    >>> from datetime import date
    >>> from gaf_rules.calendar.working import china
    >>> calendar_html(china().as_known_on(date(2026, 3, 1)), "en").count("<table")
    12
    """
    covered = cal.coverage
    # One that holds no notice yet ends before it begins; its first year is shown as projected.
    year = max(covered.published_through, covered.first).year
    _require(lang, year)
    shown = year_html(cal, year, lang, theme=theme)
    first, last, notices = covered.first, covered.published_through, len(cal.notices)
    head = (
        f"{first} 至 {last}，通知 {notices} 份；{covered.final_through} 之后暂定"
        if lang == "zh"
        else f"{first} to {last}, {counted(notices, 'notice')}; provisional after {covered.final_through}"
    )
    if cal.foreign is not None:
        head = f"{first} – {last}: workalendar {cal.foreign}"
    if cal.known_on is not None:
        head += f"；截至 {cal.known_on}" if lang == "zh" else f"; as known on {cal.known_on}"
    return sheet(f"<p>{escape(head)}</p>{shown}", lang=lang, theme=theme)


def _month_html(page: _Year, title: str, weeks: list[list[DayInfo | None]]) -> str:
    head = "".join(f'<th scope="col">{name}</th>' for name in _WEEKDAYS[page.lang])
    # Six weeks each, so that all months are of one size.
    empty: list[DayInfo | None] = [None] * 7
    weeks = weeks + [empty] * (_MOST_WEEKS - len(weeks))
    rows = "".join(
        "<tr>" + "".join(_cell_html(page, info) for info in week) + "</tr>" for week in weeks
    )
    return (
        '<table style="border-collapse:collapse;table-layout:fixed;width:100%;text-align:center;'
        f'font-variant-numeric:tabular-nums"><caption>{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cell_html(page: _Year, info: DayInfo | None) -> str:
    if info is None:
        return f'<td style="{_CELL_CSS}"></td>'
    look = _LOOKS[info.kind]
    certainty = page.certainty(info)
    mark, css = _CERTAINTY[certainty].mark, _CERTAINTY[certainty].css
    style = ";".join(part for part in (_CELL_CSS, look.css, css) if part)
    festival = festival_name(info.festival, page.lang) if info.festival else ""
    told = (page.kind(info.kind), festival, page.why(certainty), info.notice or "")
    tip = escape(" · ".join(part for part in told if part))
    marks = escape((look.mark + mark).strip())
    # Beside the number and out of its way: digits stand below digits.
    beside = f'<sup style="position:absolute;font-size:.75em">{marks}</sup>' if marks else ""
    return f'<td style="{style}" title="{tip}">{info.on.day}{beside}</td>'
