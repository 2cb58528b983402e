"""The page of a notice: head, numbered sections, closing words, signature and furniture."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.calendar.wording.phrases import (
    FESTIVAL_LIST,
    FULL_DATE,
    canonical_number,
    festivals_in,
    numbers_in,
    numeral,
    refuse,
    year_numeral,
)
from gaf_rules.days import the_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Heading",
    "Identity",
    "Page",
    "cut",
    "identify",
    "require_prose",
    "split_closing",
]

_ORDINAL: Final = (
    r"(?:\(?(?P<zh>[一二三四五六七八九十]{1,2})(?:\)、?|、)|\(?(?P<digits>[0-9]{1,2})[.、)]、?)"
)
_HEADING: Final = re.compile(
    rf"(?:^|(?<=[\n。;:]))(?:{_ORDINAL})?(?P<names>{FESTIVAL_LIST})(?:放假)?:\n?"
)
# What may follow the last section on the same line as its last sentence.
_CLOSING: Final = re.compile(
    r"(?:^|(?<=[\n。]))(?=节假日期间|节日期间|假日期间|假期期间|各地区|各地[、,]|各单位|国务院办公厅|国务院\n"
    r"|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\n*$|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\n"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|\(此件|\(本文|【|\[|责任编辑|编辑:|来源|发布|成文)"
)
# The date behind the name of the office, or alone on its line.
_SIGNED: Final = re.compile(
    rf"(?:国务院办公厅|国务院)\n*{FULL_DATE.pattern}|(?:^|(?<=\n))\(?{FULL_DATE.pattern}\)?(?=\n|$)"
)
_OF_THE_PAGE: Final = re.compile(rf"(?:国务院办公厅|国务院|日期:?)\n*{FULL_DATE.pattern}")
_DRAWN_UP: Final = re.compile(rf"成文日期:?\n?{FULL_DATE.pattern}")
# A decree: a date, and in the same sentence what becomes of it.
_DECREE: Final = re.compile(
    r"[0-9一二三四五六七八九十]日[^。:\n]{0,30}(?:放假|上班|补休|调休|公休|连休)|上班"
)
_COUNTED: Final = re.compile(
    r"[0-9]|星期|周[一二三四五六日天末]|上班|共[两一二三四五六七八九十]+天|[一二三四五六七八九十]月|补休[,。;]?$"
)
_NAMES_DAYS: Final = re.compile(
    r"[0-9]月|共[0-9两一二三四五六七八九十]+天|(?:星期|周)[一二三四五六日天]"
)
_TITLE: Final = re.compile(
    r"国务院(?:办公厅)?关于(?:(?!国务院|的通知|通知)[^。;:《》]){2,60}?的?通知"
)
_SERIES: Final = re.compile(r"〔([0-9]{4})〕")
_ANNOUNCED: Final = re.compile(
    rf"(?P<year>[0-9]{{4}})年(?P<names>{FESTIVAL_LIST})(?:等)?(?:节?假日)?(?:放假|休息)"
)
_ARRANGES: Final = re.compile(
    r"(?<![0-9])([0-9]{4})年(?=[^0-9。;《》]{0,30}(?:放假|假期|节假日|休息|安排))"
)


@frozen(kw_only=True)
class Heading:
    """The heading of a section: its ordinal (None where it has none), festivals, and its text."""

    ordinal: int | None
    festivals: tuple[str, ...]
    text: str


@frozen(kw_only=True)
class Page:
    """A page cut up: what stands before the sections, the sections, what stands behind them."""

    head: str
    sections: tuple[tuple[Heading, str], ...]
    tail: str


@frozen(kw_only=True)
class Identity:
    """What a page says of itself; None where it does not."""

    title: str | None
    number: str | None
    issued: date | None


def cut(text: str) -> Page:
    """Cut normalised text at the headings of its sections; without any, all of it is head."""
    marks = list(_HEADING.finditer(text))
    if not marks:
        return Page(head=text, sections=(), tail="")
    sections = []
    tail = ""
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        body = text[mark.end() : after.start() if after else len(text)]
        if after is None:
            body, tail = split_closing(body)
        names = festivals_in(mark["names"])
        heading = Heading(ordinal=_ordinal(mark), festivals=names, text=mark.group().strip("\n"))
        sections.append((heading, body.replace("\n", "")))
    return Page(head=text[: marks[0].start()], sections=tuple(sections), tail=tail)


def _ordinal(mark: re.Match[str]) -> int | None:
    word = mark["zh"] or mark["digits"]
    return numeral(word) if word else None


def split_closing(body: str) -> tuple[str, str]:
    """The last section, and the closing words that stand behind it.

    Closing words begin where a known one does, or on a new line that names no day and no count.
    """
    known = _CLOSING.search(body)
    end = known.start() if known else len(body)
    at = 0
    for line in body[:end].splitlines(keepends=True):
        fresh = at > 0 and body[:at].rstrip("\n").endswith("。")
        if fresh and line.strip() and _COUNTED.search(line.strip()) is None:
            return body[:at], body[at:]
        at += len(line)
    return body[:end], body[end:]


def require_prose(page: Page) -> None:
    """Refuse a page whose head or tail decrees something that no section holds.

    Errors:
        NoticeError shows the sentence.
    """
    for part in (page.head, page.tail):
        for sentence in _sentences(part):
            if _DECREE.search(_OF_THE_PAGE.sub("", sentence)):
                refuse(
                    "这句话像是放假安排，却不在任何一节之内",
                    "this looks like a decree, but stands in no section",
                    sentence=sentence,
                )
    signed = _SIGNED.search(page.tail)
    closing = page.tail[: signed.start()] if signed else page.tail
    for sentence in _sentences(closing):
        if _NAMES_DAYS.search(FULL_DATE.sub("", sentence)):
            refuse(
                "正文末尾的这句话没有读懂",
                "this sentence behind the sections was not understood",
                sentence=sentence,
            )


def _sentences(text: str) -> Iterator[str]:
    """The sentences of normalised text; a line ends a sentence only behind a full stop."""
    yield from (part for part in re.split(r"(?<=[。;])\n*|\n{2,}", text) if part.strip())


def identify(page: Page, *, year: int, number: str | None, issued: date | None) -> Identity:
    """What the page says of itself, checked against what the caller says.

    Arguments:
        page: the page.
        year: the year the notice is said to arrange.
        number: the number the caller knows; None where the page is to say it.
        issued: the day of issue the caller knows; None where the page is to say it.
    Errors:
        NoticeError where two statements contradict each other.
    """
    signed = _SIGNED.search(page.tail)
    tail = page.tail[: signed.end()] if signed else page.tail
    title = _title(page.head, year)
    _check_announced(page, year)
    known = Identity(
        title=title,
        number=_number(page.head + "\n" + tail, number),
        issued=_issued(page.head, signed, issued),
    )
    _check_series(known)
    return known


def _check_series(known: Identity) -> None:
    """Documents are numbered by the year in which they are issued."""
    if known.issued is None or known.number is None:
        return
    series = _SERIES.search(known.number)
    if series is not None and int(series.group(1)) != known.issued.year:
        refuse(
            f"文号 {known.number} 与成文日期 {known.issued} 不是同一年",
            f"the number {known.number} and the day of issue {known.issued} differ in the year",
            sentence=known.number,
            key="issued",
            value=known.issued,
        )


def _title(head: str, year: int) -> str | None:
    flat = head.replace("\n", "")
    titles = tuple(dict.fromkeys(m.group() for m in _TITLE.finditer(flat)))
    for found in _ARRANGES.finditer(flat):
        if int(found.group(1)) != year:
            refuse(
                f"通知安排的是 {found.group(1)} 年，不是 {year} 年",
                f"the notice arranges {found.group(1)}, not {year}",
                sentence=titles[0]
                if titles
                else flat[max(found.start() - 20, 0) : found.end() + 30],
                key="year",
                value=int(found.group(1)),
            )
    if len(titles) > 1:
        refuse(
            "文中有不止一个通知标题，请只留下一份通知",
            "the text holds more than one title; leave one notice in it",
            sentence="；".join(titles),
            key="title",
            value=titles,
        )
    return titles[0] if titles else None


def _check_announced(page: Page, year: int) -> None:
    """The preamble lists the festivals that the sections then arrange."""
    held = sorted(name for heading, _ in page.sections for name in heading.festivals)
    for match in _ANNOUNCED.finditer(page.head.replace("\n", "")):
        names = festivals_in(match["names"])
        if int(match["year"]) == year and len(names) > 1 and held and sorted(names) != held:
            refuse(
                f"前文列出{'、'.join(names)}，各节写的却是{'、'.join(held)}",
                f"the preamble announces {', '.join(names)}; the sections hold {', '.join(held)}",
                sentence=match.group(),
                key="festival",
                value=names,
            )


def _number(text: str, given: str | None) -> str | None:
    found = numbers_in(text)
    wanted = None if given is None else canonical_number(given) or given
    if wanted is not None and found and wanted not in found:
        refuse(
            f"文号有出入：给出的是 {wanted}，文中是 {'、'.join(found)}",
            f"the number given is {wanted}, the text has {', '.join(found)}",
            key="number",
            value=wanted,
        )
    if wanted is None and len(found) > 1:
        refuse(
            f"文中有不止一个文号：{'、'.join(found)}；请用 number= 指明",
            f"the text holds more than one number ({', '.join(found)}); name it with number=",
            key="number",
            value=found,
        )
    return wanted or (found[0] if found else None)


def _issued(head: str, signed: re.Match[str] | None, given: date | None) -> date | None:
    dates: dict[date, str] = {}
    for match in (signed, _DRAWN_UP.search(head), _SIGNED.search(head)):
        if match is not None:
            dates[_full_date(match)] = match.group()
    if given is not None:
        dates[given] = f"issued={given}"
    if len(dates) > 1:
        listed: Iterable[str] = (str(day) for day in sorted(dates))
        spelled = ", ".join(listed)
        refuse(
            f"成文日期有出入：{spelled}",
            f"the day of issue is given in more than one way: {spelled}",
            sentence="；".join(dates.values()),
            key="issued",
            value=tuple(sorted(dates)),
        )
    return next(iter(dates), None)


def _full_date(match: re.Match[str]) -> date:
    year, month, day = (part for part in match.groups() if part is not None)
    try:
        return the_day(year_numeral(year), numeral(month) or 0, numeral(day) or 0)
    except ValueError:
        refuse(
            "没有这一天",
            "there is no such day",
            sentence=match.group(),
            key="issued",
            value=match.group(),
        )
