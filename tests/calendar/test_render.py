"""The picture of a year: aligned in a terminal, escaped in a notebook, complete in both."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import pytest
from attrs import evolve
from pinned import CHINA

from gaf_rules.calendar import Overlay, WorkingCalendar
from gaf_rules.calendar.render import calendar_html, year_html, year_text
from gaf_rules.messages import LABELS, label
from gaf_rules.values.errors import CalendarHorizonError, CaseError

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

ANSI = re.compile(r"\x1b\[[0-9;]*m")
MARKS = {"public_holiday": "*", "make_up_working_day": "+"}


def width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def columns_of(text: str, column: int) -> str:
    """The text cut at terminal columns, a Chinese character taking two."""
    cut, at = "", 0
    for char in text:
        if column <= at < column + 28:
            cut += char
        at += width(char)
    return cut


def days_shown(text: str, columns: int) -> list[str]:
    """The cells of the year in order, read back from the picture."""
    grid = text.split("\n\n")[1 : 1 + -(-12 // columns)]
    months = []
    for row in grid:
        lines = row.splitlines()[2:]
        for index in range(columns):
            cells = "".join(columns_of(line, index * 30).ljust(28) for line in lines)
            months.append(re.findall(r"(\d{1,2})([ *+?#x]?[~^]?)", cells))
    return [f"{day}{mark.strip()}" for month in months for day, mark in month]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [1, 2, 3, 4])
@pytest.mark.parametrize("year", [2005, 2020, 2026])
def test_every_day_stands_once_with_its_mark(lang: Lang, columns: int, year: int) -> None:
    text = year_text(CHINA, year, lang, columns=columns)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    expected = []
    for info in map(CHINA.day, map(date.fromordinal, range(first, last + 1))):
        certainty = "~" if info.certainty == "provisional" else ""
        expected.append(f"{info.on.day}{MARKS.get(info.kind, '')}{certainty}")
    assert days_shown(text, columns) == expected


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_weekdays_stand_above_their_days(lang: Lang) -> None:
    text = year_text(CHINA, 2026, lang, columns=1)
    february = text.split("\n\n")[2].splitlines()
    assert width(february[1].rstrip()) <= 28
    sunday = "日" if lang == "zh" else "Su"
    assert width(february[1][: february[1].index(sunday)]) == february[2].index(" 1")


def test_head_legend_and_sources() -> None:
    text = year_text(CHINA, 2026, "zh")
    assert text.startswith("2026年工作日历 · 工作日 248 天\n")
    assert "* 节假日   + 调休上班   ~ 暂定" in text
    assert (
        "国办发明电〔2025〕7号 《国务院办公厅关于2026年部分节假日安排的通知》 2025-11-04 印发"
        in text
    )
    assert "  春节：2026-02-15..2026-02-23 放假，共9天" in text
    assert "2026-02-14（周六）" in text
    assert "国办发明电〔2024〕12号" not in text
    assert max(map(width, text.split("\n\n* ")[0].splitlines())) <= 88


def test_english_and_a_cancellation() -> None:
    text = year_text(CHINA, 2020, "en")
    assert "cancelled: 2020-02-01 (Sa)" in text
    assert "Spring Festival: 2020-01-24..2020-02-02 off, 10 d" in text
    assert "provisional" not in text


def test_colour_adds_nothing_but_colour() -> None:
    plain, coloured = (year_text(CHINA, 2026, "zh", colour=on) for on in (False, True))
    assert "\x1b[31m 1*" in coloured
    stripped = [line.rstrip() for line in ANSI.sub("", coloured).splitlines()]
    assert stripped == plain.splitlines()
    assert "\x1b" not in plain


def test_the_days_of_a_place() -> None:
    text = year_text(CHINA.for_place("460200"), 2014, "zh")
    assert " 2#" in text
    assert "# 地方节日放假" in text


def test_a_year_past_the_last_notice_is_projected() -> None:
    text = year_text(CHINA, 2027, "en")
    assert "(projected: no notice has been published yet)" in text.splitlines()[0]
    assert "undetermined" in text.splitlines()[0]
    assert " 1* " in text
    assert "? not yet published" in text
    assert "^" not in text  # all of it is projected: a mark on every day would hide the open ones


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("year", [2014, 2020, 2026, 2027])
def test_kinds_of_days_have_the_words_of_the_table(year: int, lang: Lang) -> None:
    text = year_text(CHINA.for_place("460200"), year, lang)
    legend = next(line for line in text.splitlines() if line.startswith("* "))
    known = {label("day_kind", kind, lang) for kind in LABELS["day_kind"]}
    certain = {label("certainty", certainty, lang) for certainty in LABELS["certainty"]}
    for entry in legend.split("   "):
        words = entry[2:]
        assert words in known or any(words.startswith(word) for word in certain), entry
    assert "补班" not in text


def test_refusals() -> None:
    with pytest.raises(CalendarHorizonError):
        year_text(CHINA, 2003)
    with pytest.raises(CaseError, match="zh, en"):
        year_html(CHINA, 2026, "de")  # type: ignore[arg-type]  # no such language
    wrong: Any
    for wrong in ("2026", 0, 10000, True, None):
        with pytest.raises(CaseError, match=r"\$year"):
            year_text(CHINA, wrong)


class Reader(HTMLParser):
    """Collects the tags and the cells, and sees that every tag is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.cells: list[str] = []
        self.tips: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        values = dict(attrs)
        if tag == "td" and "title" in values:
            self.cells.append("")
            self.tips.append(values["title"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"td", "sup"}:
            self.cells[-1] += data


class TestHtml:
    """The same picture for a notebook."""

    def read(self, html: str) -> Reader:
        reader = Reader()
        reader.feed(html)
        assert reader.open == []
        return reader

    def test_every_day_stands_once(self) -> None:
        reader = self.read(CHINA.to_html(2026))
        assert len(reader.cells) == 365
        assert reader.cells.count("31~") == 1
        assert sum("*" in cell for cell in reader.cells) == 33
        assert sum("+" in cell for cell in reader.cells) == 6
        assert "节假日 · 元旦 · 国办发明电〔2025〕7号" in reader.tips

    def test_english(self) -> None:
        reader = self.read(CHINA.to_html(2026, lang="en"))
        assert "public holiday · New Year · 国办发明电〔2025〕7号" in reader.tips

    def test_no_scripts_and_nothing_from_outside(self) -> None:
        html = CHINA.to_html(2026)
        assert "script" not in self.read(html).tags
        assert "src=" not in html
        assert "http" not in html

    def test_what_a_notice_says_is_escaped(self) -> None:
        evil = '<script>alert("x")</script>'
        last = CHINA.notices[-1]
        off = evolve(last.off[0], festival=evil)
        cal = CHINA.with_notice(evolve(last, title=evil, off=[off, *last.off[1:]]))
        overlay = Overlay(place="460100", kind="closure", off=[date(2026, 3, 9)], source=evil)
        html = cal.with_overlay(overlay).for_place("460100").to_html(2026)
        assert "script" not in self.read(html).tags
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_notebook_shows_the_last_year_and_what_is_covered(lang: Lang) -> None:
    cal = CHINA.as_known_on(date(2026, 3, 1))
    shown = calendar_html(cal, lang)
    assert year_html(cal, 2026, lang) in shown
    assert all(str(day) in shown for day in (cal.coverage.first, cal.coverage.published_through))
    assert str(cal.known_on) in shown
    ET.fromstring(shown.replace("&nbsp;", " "))  # noqa: S314 - our own text
    assert cal._repr_html_() == calendar_html(cal)


def test_a_calendar_that_holds_no_notice_can_be_shown() -> None:
    empty = WorkingCalendar(notices=(), origin=2004)
    assert "2004" in calendar_html(empty, "en")
