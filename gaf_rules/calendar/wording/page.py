"""The page of a notice: head, numbered sections, closing words, signature and furniture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.calendar.wording.festivals import statutory_days
from gaf_rules.calendar.wording.phrases import FESTIVAL_LIST, FULL_DATE, festivals_in, numeral

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BROKEN", "SIGNED", "Heading", "Page", "cut", "split_closing"]

_ORDINAL: Final = (
    r"(?:\(?(?P<zh>[一二三四五六七八九十]{1,2})(?:\)、?|、)|\(?(?P<digits>[0-9]{1,2})[.、)]、?)"
)
_HEADING: Final = re.compile(
    rf"(?:^|(?<=[\n。;:]))(?:{_ORDINAL})?(?P<names>{FESTIVAL_LIST})(?:放假)?:\n?"
)
# What stands around a notice on a page, and nowhere in one: it opens a line, or follows a sentence.
_FURNITURE: Final = re.compile(
    r"(?:^|(?<=[\n。)]))(?:\((?:此件|本文|完|责编|编辑|来源)|【|\[|相关|延伸|链接|原文|原标题|来源|稿源|责任?编"
    r"|编辑:|编校|校对|审核|监制|记者|新华社|中国政府网|版权|Copyright|©|\(c\)|扫一扫|打印|分享|上一篇|下一篇"
    r"|更多|附件|附:|图解|一图|解读|推荐|热点|声明|返回|网站|主办|备案|http|www|发布|成文|主题词|抄送)",
    re.IGNORECASE,
)
# What may follow the last section on the same line as its last sentence.
_CLOSING: Final = re.compile(
    r"(?:^|(?<=[\n。]))(?=节假日期间|节日期间|假日期间|假期期间|各地区|各地[、,]|各单位|国务院办公厅|国务院\n"
    r"|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\n*$|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\n"
    r"|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    rf"|{_FURNITURE.pattern})",
    re.IGNORECASE,
)
# The date behind the name of the office, or alone on its line.
SIGNED: Final = re.compile(
    rf"(?:国务院办公厅|国务院)\n*{FULL_DATE.pattern}|(?:^|(?<=\n))\(?{FULL_DATE.pattern}\)?(?=\n|$)"
)
# The end of a line that does not end what it says: of a text that is broken at a width.
BROKEN: Final = re.compile(r"(?<=[^\n。;:)])\n+")
_OFFICE: Final = re.compile(r"(?:^|(?<=[\n。]))国务院(?:办公厅)?(?=\n|$)")
# How a statement of a section begins, and, where that is a date, what must follow for it to be one.
_STATEMENT: Final = re.compile(
    r"其中|将|与周末|不调休|共[0-9一二三四五六七八九十]|鼓励|全国放假|放假"
)
_DATED: Final = re.compile(r"(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日")
_VERB: Final = re.compile(r"放假|上班|补休|公休|调休|假日")


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

    @property
    def signed(self) -> re.Match[str] | None:
        """The signature with its day, in the tail."""
        return SIGNED.search(self.tail)

    @property
    def closing(self) -> str:
        """The words of the notice itself behind its sections: up to signature and furniture."""
        marks = (self.signed, _OFFICE.search(self.tail), _FURNITURE.search(self.tail))
        return self.tail[: min([m.start() for m in marks if m] or [len(self.tail)])]

    @property
    def own(self) -> str:
        """The tail as far as it is the notice's: with its signature, without the furniture."""
        signed = self.signed
        return self.tail[: signed.end()] if signed else self.closing


def cut(text: str, year: int) -> tuple[Page, ...]:
    """Cut normalised text at the headings of its sections.

    Arguments:
        text: the text of a page.
        year: the year the notice arranges.

    Returns:
        the page; where a headline or a summary repeats the sections, one for each time that they
        stand there in full. Lines count for what they are only as long as the sections are found so:
        a text that is broken at a width is put together again. Without any heading all of it is head.
    """
    for lines in (text, BROKEN.sub("", text)):
        marks = list(_HEADING.finditer(lines))
        runs = [run for run in _numbered(marks) if _is_full(run, year)]
        if runs:
            return tuple(_cut(lines, run) for run in runs)
    return (_cut(text, list(_HEADING.finditer(text))),)


def _numbered(marks: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """The runs of headings numbered from 1 on without a gap."""
    runs: list[list[re.Match[str]]] = []
    for mark in marks:
        ordinal = _ordinal(mark)
        if ordinal == 1:
            runs.append([mark])
        elif runs and ordinal == len(runs[-1]) + 1:
            runs[-1].append(mark)
    return runs


def _is_full(run: Sequence[re.Match[str]], year: int) -> bool:
    held = [name for mark in run for name in festivals_in(mark["names"])]
    return sorted(held) == sorted(statutory_days(year))


def _cut(text: str, marks: Sequence[re.Match[str]]) -> Page:
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

    Closing words begin where a known one does, or on a new line that opens as no statement does.
    """
    known = _CLOSING.search(body)
    end = known.start() if known else len(body)
    at = 0
    for line in body[:end].splitlines(keepends=True):
        fresh = at > 0 and body[:at].rstrip("\n").endswith("。")
        if fresh and line.strip() and not _is_statement(body[at:end].replace("\n", "")):
            return body[:at], body[at:]
        at += len(line)
    return body[:end], body[end:]


def _is_statement(text: str) -> bool:
    if _DATED.match(text) is None:
        return _STATEMENT.match(text) is not None
    return _VERB.search(text.partition("。")[0]) is not None
