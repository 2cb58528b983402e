"""Adjustments and extensions: notices that change a notice issued before."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from gaf_rules.calendar.notice import DaysCancelled, DaysOff, DayWorked
from gaf_rules.calendar.wording.checks import check_section, check_set
from gaf_rules.calendar.wording.dates import DateReader
from gaf_rules.calendar.wording.page import Page, split_closing
from gaf_rules.calendar.wording.phrases import FESTIVAL_LIST, Cursor, festivals_in, refuse
from gaf_rules.calendar.wording.sentences import read_section

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.calendar.notice import Notice

__all__ = ["Decree", "Draft", "InForce", "cut_amendment", "read_amendment"]

_EXTENDED: Final = re.compile(
    rf"延长(?:[0-9]{{4}}年)?(?P<names>{FESTIVAL_LIST})(?:假期|假日|放假)(?:时间)?至"
)
# The same as a headline has it, in either order of the words.
_HEADLINE: Final = re.compile(
    r"(?:(?:假期|假日|放假)[^,。;:\n]{0,6}延长|延长[^,。;:\n]{0,12}(?:假期|假日|放假))"
    r"[^,。;:\n]{0,4}[至到](?:[0-9]{4}年)?(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})日"
)
_ADJUSTED: Final = re.compile(
    rf"调整(?:[0-9]{{4}}年)?(?P<names>{FESTIVAL_LIST})(?:假期|假日|节假日|放假)(?:的)?安排"
)
# The festival may be named again, as each line of an annual notice names its own.
_AS_FOLLOWS: Final = re.compile(
    rf"如下[。:,]?(?:\(?一[、)]、?|1[.、])?(?:(?P<again>{FESTIVAL_LIST}):)?"
)
_NEXT: Final = re.compile(
    r"(?:(?<=\n)|(?<=。))(?:\(?[二三四五六七八九]\)?、?|[2-9][.、])(?=[^0-9月])"
)
_STOP: Final = re.compile(r"[,;]")
_RESUMED: Final = re.compile(r"起?(?:正常|恢复|照常)*上班")
_END: Final = re.compile(r"[。;]*")
_SATURDAY: Final = 5
_ONE: Final = timedelta(1)


@frozen(kw_only=True)
class InForce:
    """What earlier notices of the year say, as far as it has not been changed since.

    Attributes:
        off, work: festival by day.
    """

    off: dict[date, str] = field(factory=dict)
    work: dict[date, str] = field(factory=dict)

    @classmethod
    def after(cls, notices: Iterable[Notice]) -> InForce:
        """What holds after ``notices``, taken by day of issue."""
        state = cls()
        for notice in sorted(notices, key=lambda each: each.order):
            for cancel in notice.cancels:
                for day in (*cancel.off, *cancel.work):
                    state.off.pop(day, None)
                    state.work.pop(day, None)
            for run in notice.off:
                for day in run.days():
                    state.work.pop(day, None)
                    state.off[day] = run.festival
            for worked in notice.work:
                state.off.pop(worked.on, None)
                state.work[worked.on] = worked.festival
        return state

    def of(self, festival: str) -> tuple[str, tuple[date, ...], tuple[date, ...]]:
        """The name under which a festival is arranged, its days off and its days worked.

        Two festivals are found only where they are arranged together.
        """
        wanted = {*festival.split("、")}
        off = tuple(sorted(day for day, name in self.off.items() if wanted <= {*name.split("、")}))
        work = tuple(sorted(d for d, name in self.work.items() if wanted <= {*name.split("、")}))
        return (self.off[off[0]] if off else festival), off, work

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is worked."""
        return day in self.work or (day.weekday() < _SATURDAY and day not in self.off)


@frozen(kw_only=True)
class Draft:
    """One way of cutting the page of an amendment: the page, its decree, and the festival."""

    page: Page
    decree: str
    festival: str


@frozen(kw_only=True)
class Decree:
    """What an amendment decrees.

    Attributes:
        verb: ``延长`` or ``调整``.
        festival: the festival it changes.
        off, work, cancels: as in `Notice`.
    """

    verb: str
    festival: str
    off: tuple[DaysOff, ...]
    work: tuple[DayWorked, ...]
    cancels: tuple[DaysCancelled, ...]


def cut_amendment(text: str) -> tuple[Draft, ...]:
    """The places of a page at which the decree of an amendment can begin; none where it is none.

    A headline may say in brief what the decree then says: which of them can be read is for
    `read_amendment` to find.

    Arguments:
        text: normalised text.
    """
    # A pasted preamble may be broken anywhere; only behind it are lines worth something.
    flat = text.replace("\n", "")
    starts = [(m.start(), m["names"]) for m in _EXTENDED.finditer(flat)]
    adjusted = _ADJUSTED.search(flat)
    if not starts and adjusted is not None:
        follows = _AS_FOLLOWS.finditer(flat, adjusted.end())
        names = adjusted["names"]
        named = festivals_in(names)
        starts = [
            # Where it is another one, it is left to be read, and refused.
            (m.end() if festivals_in(m["again"] or "") in {(), named} else m.start("again"), names)
            for m in follows
        ]
        if not starts:
            refuse(
                "这是一份调整通知，但找不到“通知如下”之后的安排",
                "this notice adjusts another, but what it decrees was not found",
                sentence=adjusted.group(),
            )
    places = [at for at, sign in enumerate([*text, ""]) if sign != "\n"]
    return tuple(_draft(text, places[start], names) for start, names in starts)


def _draft(text: str, start: int, names: str) -> Draft:
    body, tail = split_closing(text[start:])
    following = _NEXT.search(body)
    if following is not None:
        body, tail = body[: following.start()], body[following.start() :] + tail
    page = Page(head=text[:start], sections=(), tail=tail)
    festival = "、".join(festivals_in(names))
    return Draft(page=page, decree=body.replace("\n", ""), festival=festival)


def read_amendment(draft: Draft, *, year: int, earlier: InForce) -> Decree:
    """What the decree of an amendment changes.

    Arguments:
        draft: the page, cut.
        year: the year.
        earlier: what holds before it.

    Raises:
        NoticeError: it shows the sentence.
    """
    decree = draft.decree
    name, off, _ = earlier.of(draft.festival)
    if not off:
        refuse(
            f"没有找到 {year} 年{draft.festival}原来的安排：请给出原通知（amends=，命令行用 --notices）",
            f"the notice that arranges {draft.festival} of {year} is not known: "
            "give it (amends=, on the command line --notices)",
            sentence=decree,
            key="amends",
        )
    if _EXTENDED.match(decree):
        change = _Extension(decree, year, earlier).read(name, off)
        _check_headlines(draft.page, change.off[-1].end)
        return change
    return _adjustment(decree, name, year, earlier)


def _check_headlines(page: Page, until: date) -> None:
    """What a headline says of an extension is what the decree says."""
    for part in (page.head, page.tail):
        for told in _HEADLINE.finditer(part):
            if (int(told["month"]), int(told["day"])) != (until.month, until.day):
                refuse(
                    f"标题或导语说的不是延长至 {until}",
                    f"a headline says of the extension something else than through {until}",
                    sentence=told.group(),
                    value=until,
                )


class _Extension:
    def __init__(self, decree: str, year: int, earlier: InForce) -> None:
        self.cursor = Cursor(decree)
        self.dates = DateReader(self.cursor, year=year, new_year=False)
        self.year = year
        self.earlier = earlier

    def read(self, name: str, off: tuple[date, ...]) -> Decree:
        cursor = self.cursor
        opening = cursor.take(_EXTENDED)
        if opening is not None and "年" in opening.group():
            self._check_year(opening.group())
        until = self.dates.day()
        if until is None or cursor.take(_STOP) is None:
            cursor.lost()
        resumed = self.dates.day()
        if resumed is None or cursor.take(_RESUMED) is None:
            cursor.lost()
        cursor.take(_END)
        if not cursor.at_end():
            cursor.lost()
        last = off[-1]
        if until <= last:
            cursor.pos = 0
            cursor.refuse(
                f"假期原到 {last}，到 {until} 不是延长",
                f"the holiday ran through {last} already; {until} extends nothing",
                value=until,
            )
        start = last
        while start - _ONE in off:
            start -= _ONE
        undone: dict[str, list[date]] = {}
        for day in sorted(self.earlier.work):
            if last < day <= until:
                undone.setdefault(self.earlier.work[day], []).append(day)
        self._check_resumed(until, resumed)
        return Decree(
            verb="延长",
            festival=name,
            off=(DaysOff(festival=name, start=start, end=until),),
            work=(),
            cancels=tuple(DaysCancelled(festival=f, work=days) for f, days in undone.items()),
        )

    def _check_year(self, opening: str) -> None:
        if f"{self.year}年" not in opening:
            self.cursor.pos = 0
            self.cursor.refuse(
                f"这句话说的不是 {self.year} 年", f"this sentence is not about {self.year}"
            )

    def _check_resumed(self, until: date, resumed: date) -> None:
        day = until + _ONE
        while day < resumed and not self.earlier.is_working(day):
            day += _ONE
        if day != resumed or not self.earlier.is_working(day):
            self.cursor.pos = 0
            self.cursor.refuse(
                f"假期到 {until} 为止，上班应从 {day} 起，不是 {resumed}",
                f"off through {until}, work resumes on {day}, not on {resumed}",
                value=resumed,
            )


def _adjustment(decree: str, name: str, year: int, earlier: InForce) -> Decree:
    section = read_section(decree, festivals=name.split("、"), head="", year=year)
    _, off, work = earlier.of(section.festivals[0])
    check_section(section)
    mine = {*off, *work}
    others = InForce(
        off={day: held for day, held in earlier.off.items() if day not in mine},
        work={day: held for day, held in earlier.work.items() if day not in mine},
    )
    check_set((section,), year, off=others.off, work=others.work)
    days, worked = section.days_off, section.work
    if set(days) == set(off) and set(worked) == set(work):
        refuse(
            "与原来的安排相同，没有调整任何一天",
            "this is what the earlier notice says already; nothing is changed",
            sentence=decree,
            key=name,
        )
    gone_off = tuple(day for day in off if day not in days)
    gone_work = tuple(day for day in work if day not in worked)
    gone = DaysCancelled(festival=name, off=gone_off, work=gone_work)
    return Decree(
        verb="调整",
        festival=name,
        off=tuple(DaysOff(festival=name, start=r.start, end=r.end) for r in section.runs),
        work=tuple(DayWorked(festival=name, on=day) for day in worked),
        cancels=(gone,) if gone_off or gone_work else (),
    )
