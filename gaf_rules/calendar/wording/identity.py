"""What a page says of itself: its title, its number, its day of issue.

What cannot be read of them is asked for. A number or a day that silently came out as unknown would
be taken for one that the page does not have.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.calendar.wording.page import BROKEN, SIGNED
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
from gaf_rules.values.days import the_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.calendar.wording.page import Page

__all__ = ["Identity", "identify"]

_DRAWN_UP: Final = re.compile(rf"成文日期:?\n?{FULL_DATE.pattern}")
_TITLE: Final = re.compile(
    r"国务院(?:办公厅)?关于(?:(?!国务院|的通知|通知)[^。;:《》]){2,60}?的?通知"
)
_SERIES: Final = re.compile(r"〔([0-9]{4})〕")
_ANNOUNCED: Final = re.compile(
    rf"现[将就把](?P<year>[0-9]{{4}})年(?P<names>{FESTIVAL_LIST})(?:等)?(?:节?假日)?(?:放假|休息)"
)
_ARRANGES: Final = re.compile(
    r"(?P<own>现[将就把]|延长|调整)?(?<![0-9])(?P<year>[0-9]{4})年"
    r"(?=(?:(?!修订|修改|颁布|公布|印发|发布)[^0-9。;《》]){0,30}(?:放假|假期|节假日|休息|安排))"
)
# What is meant as a number or as a day, whatever became of its digits: letters for them, another
# zero, a line broken inside.
_AS_NUMBER: Final = re.compile(
    r"国(?:办)?发(?:明电)?(?:[〔〖\[({【第][^。;,、]{0,16}?|[0-9A-Za-z〇○零][^。;,、]{0,12}?)号"
)
_SIGN: Final = r"[0-9A-Za-z〇○◯零一二三四五六七八九十\n]"
_AS_DAY: Final = re.compile(
    rf"(?:(?:国务院办公厅|国务院)\n*|成文日期:?\n?|(?:^|(?<=\n))\(?)"
    rf"{_SIGN}{{3,12}}年{_SIGN}{{1,6}}月{_SIGN}{{1,6}}日"
    rf"|成文日期:?\n?{_SIGN}[^\n]{{5,}}"
)


@frozen(kw_only=True)
class Identity:
    """What a page says of itself; None where it does not."""

    title: str | None
    number: str | None
    issued: date | None


def identify(page: Page, *, year: int, number: str | None, issued: date | None) -> Identity:
    """What the page says of itself, checked against what the caller says.

    Arguments:
        page: the page.
        year: the year the notice is said to arrange.
        number: the number the caller knows; None where the page is to say it.
        issued: the day of issue the caller knows; None where the page is to say it.

    Raises:
        NoticeError: two statements contradict each other, and where the page has a number or
            a day of issue that cannot be read: it names the argument to give.
    """
    title = _title(page.head, year)
    _check_announced(page, year)
    known = Identity(
        title=title,
        number=_number(page.head + "\n" + page.own, number),
        issued=_issued(page, issued),
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
    found = list(_TITLE.finditer(flat))
    titles = tuple(dict.fromkeys(m.group() for m in found))
    wrong = _other_year(flat, found, year)
    if wrong is not None:
        refuse(
            f"通知安排的是 {wrong['year']} 年，不是 {year} 年",
            f"the notice arranges {wrong['year']}, not {year}",
            sentence=titles[0] if titles else flat[max(wrong.start() - 20, 0) : wrong.end() + 30],
            key="year",
            value=int(wrong["year"]),
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


def _other_year(flat: str, titles: list[re.Match[str]], year: int) -> re.Match[str] | None:
    """Where the head says that another year is arranged.

    Title and preamble speak of the notice itself; a line that links to last year's does not, as
    long as the right year is named too.
    """
    named = list(_ARRANGES.finditer(flat))
    others = [match for match in named if int(match["year"]) != year]
    spans = [title.span() for title in titles]
    for match in others:
        at = match.start("year")
        if match["own"] or any(start <= at < end for start, end in spans):
            return match
    return others[0] if others and len(others) == len(named) else None


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
    unread = _AS_NUMBER.search(text.replace("\n", ""))
    if wanted is None and not found and unread is not None:
        refuse(
            f"文号 {unread.group()} 读不出（数字有误，或断行）；请用 number= 给出",
            f"the number {unread.group()} cannot be read (a letter for a digit, or a line broken in "
            "it); give it with number=",
            sentence=unread.group(),
            key="number",
            value=unread.group(),
        )
    return wanted or (found[0] if found else None)


def _issued(page: Page, given: date | None) -> date | None:
    dates: dict[date, str] = {}
    for match in (page.signed, _DRAWN_UP.search(page.head)):
        if match is not None:
            dates[_full_date(match)] = match.group()
    # A date alone in a line above the notice may also be the day on which the page was put up.
    above = SIGNED.search(page.head)
    if not dates and above is not None:
        dates[_full_date(above)] = above.group()
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
    if not dates:
        _ask_for_day(page)
    return next(iter(dates), None)


def _ask_for_day(page: Page) -> None:
    unread = [m.group() for part in (page.tail, page.head) for m in _AS_DAY.finditer(part)]
    # A day that can be read as it stands is of something else; one behind an office that is not is asked for.
    unread = [each for each in unread if FULL_DATE.search(each) is None]
    signed = SIGNED.search(BROKEN.sub("", page.tail))
    for each in (*unread, *([signed.group()] if signed else ())):
        shown = each.replace("\n", "")
        refuse(
            f"成文日期 {shown} 读不出（数字有误，或断行）；请用 issued= 给出",
            f"the day of issue {shown} cannot be read (a letter for a digit, or a line broken in "
            "it); give it with issued=",
            sentence=each,
            key="issued",
            value=shown,
        )


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
