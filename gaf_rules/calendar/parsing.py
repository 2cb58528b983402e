"""A notice of the State Council, read from its own wording."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gaf_rules.calendar.notice import DaysOff, DayWorked, Notice, shipped_notices
from gaf_rules.calendar.wording.amending import (
    Draft,
    InForce,
    cut_amendment,
    read_amendment,
)
from gaf_rules.calendar.wording.checks import check_headings, check_section, check_set
from gaf_rules.calendar.wording.festivals import require_year
from gaf_rules.calendar.wording.identity import Identity, identify
from gaf_rules.calendar.wording.page import Page, cut
from gaf_rules.calendar.wording.phrases import COMBINED, normalised, refuse
from gaf_rules.calendar.wording.prose import check_prose
from gaf_rules.calendar.wording.sentences import Section, read_section
from gaf_rules.values.days import plain_day
from gaf_rules.values.errors import NoticeError
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["parse_notice"]


def parse_notice(
    text: str,
    *,
    year: int,
    number: str | None = None,
    issued: date | None = None,
    amends: Sequence[Notice] = (),
) -> Notice:
    """The notice that a text of the State Council is, checked against itself and the Regulation.

    The text may be the numbered sections alone or the whole page, with title, number, preamble,
    closing words and signature, headlines above and links below. What stands around the sections
    is prose and decrees nothing; it must only not contradict them. Every word of a section must be
    understood. Weekdays, lunar days and counts must fit their dates; every festival of the
    Regulation must be there once, with its statutory days off; and for each, the weekdays off less
    the weekend days worked must be its statutory days. A text that breaks any of this is refused,
    not repaired.

    Arguments:
        text: Chinese text; full or half width, any line breaks, page furniture around it; or the page as
            it was saved, in HTML.
        year: the year it arranges (2000 to 2199).
        number: its document number, where the text does not give it, or not legibly.
        issued: its day of issue, likewise.
        amends: for an adjustment or extension, the notices of that year issued before it; by
            default those shipped with the library.

    Returns:
        a Notice of evidence grade B (a copy of the text), without an address; ``kind`` is
        ``amendment`` for an adjustment or extension.

    Raises:
        NoticeError: it shows the sentence: words not understood, a wrong weekday or count, a festival
            missing, days that do not add up, ``year``, ``number`` or ``issued`` against the text; a
            number or a day of issue that is there but cannot be read names the argument to give.
            A notice that decrees a holiday of its own (``extra``) is refused: write its file by hand.

    >>> from gaf_rules.values.errors import NoticeError
    >>> notice = parse_notice(
    ...     "延长2024年国庆节假期至10月8日（星期二），10月9日（周三）起正常上班。", year=2024)
    >>> notice.kind, str(notice.off[0].start), str(notice.off[0].end)
    ('amendment', '2024-10-01', '2024-10-08')
    >>> try:
    ...     parse_notice("延长2024年国庆节假期至10月8日（周一），10月9日起上班。", year=2024)
    ... except NoticeError as error:
    ...     print(error.text("zh"))
    2024-10-08 是星期二，不是周一；原句：延长2024年国庆节假期至10月8日（周一），10月9日起上班。
    """
    year = require_year(year)
    _check_arguments(text, number, issued)
    issued = plain_day(issued)
    plain = normalised(text)
    pages = cut(plain, year)
    # An adjustment may carry the heading of the one festival it changes.
    drafts = cut_amendment(plain) if len(pages[0].sections) <= 1 else ()
    if drafts:
        found = _amended(drafts, year, number, issued, tuple(amends))
    else:
        found = [_Read(page, _annual(page, year, number, issued)) for page in pages]
    return _the_one(found, year)


class _Read(NamedTuple):
    """A notice read at one place of a text, the page cut there, and what was in force before."""

    page: Page
    notice: Notice
    before: tuple[Notice, ...] = ()


def _the_one(found: Sequence[_Read], year: int) -> Notice:
    """The notice that a text is, however often it stands there."""
    last = found[-1]
    for other in found:
        if _days(other.notice) != _days(last.notice):
            refuse(
                "文中两次写明安排，前后不一；请只留下一份通知",
                "the text gives the arrangement twice, and not alike; leave one notice in it",
                key="off",
            )
    check_prose(last.page, InForce.after([*last.before, last.notice]), year)
    return last.notice


def _days(notice: Notice) -> tuple[object, ...]:
    return notice.off, notice.work, notice.cancels


def _check_arguments(text: object, number: object, issued: object) -> None:
    if type(text) is not str or not text.strip():
        refuse(
            f"得到 {short(text)}；text 应为放假通知的文字：国务院办公厅通知的全文或其各条",
            f"got {short(text)}; text is the text of a holiday notice: the whole page or its sections",
            key="text",
        )
    if not (number is None or (type(number) is str and number.strip())):
        refuse(
            f"number 应为文号或 None，得到 {short(number)}",
            f"number is a document number or None, got {short(number)}",
            key="number",
            value=number,
        )
    if issued is not None and plain_day(issued) is None:
        refuse(
            f"issued 应为日期或 None，得到 {short(issued)}",
            f"issued is a date or None, got {short(issued)}",
            key="issued",
            value=issued,
        )


def _annual(page: Page, year: int, number: str | None, issued: date | None) -> Notice:
    known = identify(page, year=year, number=number, issued=issued)
    if not page.sections:
        refuse(
            "文中没有找到“节日：日期”的各节；请给出通知各条的原文（如“一、元旦：1月1日放假。”）；"
            "纪念日等单独决定的假期请手写通知文件",
            "no section 'festival: days' was found in the text; give the sections as the notice has them "
            "(一、元旦：1月1日放假。); for a holiday by a decision of its own, write the notice file by hand",
            sentence=page.head.strip()[:60],
        )
    check_headings([heading for heading, _ in page.sections], year)
    sections: list[Section] = []
    for heading, body in page.sections:
        section = read_section(body, festivals=heading.festivals, head=heading.text, year=year)
        check_section(section)
        sections.append(section)
    check_set(sections, year)
    return Notice(
        year=year,
        title=known.title or f"国务院办公厅关于{year}年部分节假日安排的通知",
        number=known.number,
        issued=known.issued,
        off=[
            DaysOff(festival=_name(section), start=run.start, end=run.end)
            for section in sections
            for run in section.runs
        ],
        work=[
            DayWorked(festival=_name(section), on=day)
            for section in sections
            for day in section.worked
        ],
    )


def _name(section: Section) -> str:
    # Notices write the two in either order; notice files in one.
    return COMBINED if len(section.festivals) > 1 else section.name


def _amended(
    drafts: Sequence[Draft],
    year: int,
    number: str | None,
    issued: date | None,
    amends: tuple[Notice, ...],
) -> list[_Read]:
    """The amendment, wherever a page that may be cut in several ways can be read as one.

    Raises:
        NoticeError: it can be read nowhere: that of the last place, which is the decree.
    """
    found: list[_Read] = []
    for draft in drafts:
        try:
            found.append(_amendment(draft, year, number, issued, amends))
        except NoticeError:
            if draft is drafts[-1] and not found:
                raise
    return found


def _amendment(
    draft: Draft, year: int, number: str | None, issued: date | None, amends: tuple[Notice, ...]
) -> _Read:
    known = identify(draft.page, year=year, number=number, issued=issued)
    before = _earlier(year, known, amends)
    change = read_amendment(draft, year=year, earlier=InForce.after(before))
    ending = "假期的通知" if change.verb == "延长" else "假期安排的通知"
    notice = Notice(
        year=year,
        title=known.title or f"国务院办公厅关于{change.verb}{year}年{change.festival}{ending}",
        kind="amendment",
        number=known.number,
        issued=known.issued,
        off=change.off,
        work=change.work,
        cancels=change.cancels,
    )
    return _Read(draft.page, notice, before)


def _earlier(year: int, known: Identity, amends: tuple[Notice, ...]) -> tuple[Notice, ...]:
    """The notices an amendment changes: an amendment must not be taken to change itself.

    Without a day of issue, of those shipped that is the annual notice alone.
    """
    found = []
    for notice in amends or shipped_notices():
        before = notice.known_from < known.issued if known.issued else bool(amends)
        itself = known.number is not None and notice.number == known.number
        if notice.year == year and not itself and (before or notice.kind == "annual"):
            found.append(notice)
    return tuple(found)
