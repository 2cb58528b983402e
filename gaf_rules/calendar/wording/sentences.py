"""The sentences of one festival's section, of the modern style and of the older, narrative one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from gaf_rules.calendar.wording.dates import DateReader, Run
from gaf_rules.calendar.wording.festivals import lunar_eve, statutory_days
from gaf_rules.calendar.wording.phrases import Cursor, numeral
from gaf_rules.values.texts import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Section", "read_section"]

_STOP: Final = re.compile(r"[,。;]+")
_AMONG: Final = re.compile(r"其中[,:]?")
_OFF: Final = re.compile(
    r"(?:全国)?(?P<style>放假调休|调休放假|放假公休|放假)(?:(?P<count>[0-9]+|[一二三四五六七八九十]+)天)?"
)
_COUNT: Final = re.compile(r"共计?([0-9]+|[一二三四五六七八九十]+)天")
_JOINED: Final = re.compile(r"与周末连休")
_NO_SWAP: Final = re.compile(r"不调休")
_WORKED: Final = re.compile(r"(?:正常|照常)?上班")
_REST: Final = re.compile(r"补休")
_STATUTORY: Final = re.compile(r"为(?:国庆节|中秋节|春节|劳动节|端午节|清明节|元旦)?法定节?假日")
_WEEKEND: Final = re.compile(r"为公休日|照常公休")
_MOVE: Final = re.compile(r"将")
_REST_DAYS: Final = re.compile(r"(?:(?P<count>[0-9]+|[两二三四五])个)?公休日")
_MOVED: Final = re.compile(r"(?:分别)?调至")
_ALSO_MOVED: Final = re.compile(r"(?:[、,及和])(中秋节|国庆节|端午节|清明节|元旦)")
# Advice of 2024 to employers: it names a day, and decrees nothing.
_ADVICE: Final = re.compile(r"鼓励[^。;()0-9]{2,40}在除夕\(")
_ADVICE_END: Final = re.compile(r"\)休息")
_ONE: Final = timedelta(1)


@frozen(kw_only=True)
class Section:
    """What one section of a notice says about its festival.

    Attributes:
        festivals: the festival, or the two of them; ``name`` joins them.
        text: the section, for errors.
        off: the ranges off; ``rest``: the single days off in lieu.
        work: the days worked.
        styles: the words for being off, such as ``放假调休``.
        counts: the lengths the section gives.
        joined, no_swap: whether it says that a weekend follows, that nothing is swapped.
        statutory, weekend, moved_from, moved_to: the account an older notice gives of its days;
            ``narrative`` says whether there is one.
    """

    festivals: tuple[str, ...]
    text: str
    off: tuple[Run, ...] = ()
    rest: tuple[date, ...] = ()
    work: tuple[date, ...] = ()
    styles: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()
    joined: bool = False
    no_swap: bool = False
    narrative: bool = False
    statutory: tuple[date, ...] = ()
    weekend: tuple[date, ...] = ()
    moved_from: tuple[date, ...] = ()
    moved_to: tuple[date, ...] = ()

    @property
    def name(self) -> str:
        """The festival as a notice file writes it."""
        return "、".join(self.festivals)

    @property
    def days_off(self) -> tuple[date, ...]:
        """Every day off, in order."""
        return tuple(sorted([*self.rest, *(day for run in self.off for day in run.days)]))

    @property
    def runs(self) -> tuple[Run, ...]:
        """The days off as runs without a gap."""
        runs: list[Run] = []
        for day in self.days_off:
            if runs and day - runs[-1].end == _ONE:
                runs[-1] = Run(start=runs[-1].start, end=day)
            else:
                runs.append(Run(start=day, end=day))
        return tuple(runs)

    @property
    def worked(self) -> tuple[date, ...]:
        """The days worked: those it says, or, in the older style, those it moves away."""
        if self.narrative and not self.work:
            return tuple(sorted(set(self.moved_from) - set(self.days_off)))
        return self.work


def read_section(text: str, *, festivals: Iterable[str], head: str, year: int) -> Section:
    """What a section says; every word of it is understood, or it is refused.

    Arguments:
        text: the section behind its heading, normalised, on one line.
        festivals: the festivals of the heading.
        head: the heading, for errors.
        year: the year the notice arranges.

    Raises:
        NoticeError: it shows the sentence.
    """
    return _SectionReader(text, tuple(festivals), head, year).read()


@frozen(kw_only=True)
class _Heap:
    """What has been read so far."""

    off: list[Run] = field(factory=list)
    rest: list[date] = field(factory=list)
    work: list[date] = field(factory=list)
    styles: list[str] = field(factory=list)
    counts: list[int] = field(factory=list)
    statutory: list[date] = field(factory=list)
    weekend: list[date] = field(factory=list)
    moved_from: list[date] = field(factory=list)
    moved_to: list[date] = field(factory=list)


class _SectionReader:
    def __init__(self, text: str, festivals: tuple[str, ...], head: str, year: int) -> None:
        self.cursor = Cursor(text, head=head)
        self.dates = DateReader(self.cursor, year=year, new_year="元旦" in festivals)
        self.festivals = festivals
        self.year = year
        self.heap = _Heap()
        self.flags: set[str] = set()

    def read(self) -> Section:
        cursor, heap = self.cursor, self.heap
        while not cursor.at_end():
            if cursor.take(_STOP) is None:
                self._statement()
                if not cursor.at_end() and _STOP.match(cursor.text, cursor.pos) is None:
                    cursor.lost()
        if not heap.off:
            cursor.refuse("这一节没有写明放假日期", "this section names no day off")
        return Section(
            festivals=self.festivals,
            text=cursor.head + cursor.text,
            off=tuple(heap.off),
            rest=tuple(heap.rest),
            work=tuple(heap.work),
            styles=tuple(heap.styles),
            counts=tuple(heap.counts),
            joined="joined" in self.flags,
            no_swap="no_swap" in self.flags,
            narrative="narrative" in self.flags,
            statutory=tuple(heap.statutory),
            weekend=tuple(heap.weekend),
            moved_from=tuple(heap.moved_from),
            moved_to=tuple(heap.moved_to),
        )

    def _statement(self) -> None:
        cursor = self.cursor
        if cursor.take(_AMONG) is not None:
            self._flag("narrative")
            # The account of the days begins anew at the first day of the range.
            self.dates.last = self.heap.off[-1].start
        if cursor.take(_JOINED) is not None:
            self._flag("joined")
        elif cursor.take(_NO_SWAP) is not None:
            self._flag("no_swap")
        elif (count := cursor.take(_COUNT)) is not None:
            self._need_off()
            self._count(count.group(1))
        elif cursor.take(_ADVICE) is not None:
            self._advice()
        else:
            self._days()

    def _flag(self, name: str) -> None:
        self._need_off()
        self.flags.add(name)

    def _need_off(self) -> None:
        if not self.heap.off:
            self.cursor.refuse("此前没有写明放假日期", "no day has been said to be off before this")

    def _count(self, word: str) -> None:
        value = numeral(word)
        if value is None:
            self.cursor.lost()
        self.heap.counts.append(value)

    def _advice(self) -> None:
        eve = lunar_eve(self.year)
        if "春节" not in self.festivals or self.dates.day() != eve:
            self.cursor.refuse(f"除夕是 {eve}", f"the lunar new year's eve is {eve}")
        if self.cursor.take(_ADVICE_END) is None:
            self.cursor.lost()

    def _days(self) -> None:
        """A list of days and what is said of them."""
        cursor, heap = self.cursor, self.heap
        if cursor.take(_MOVE) is not None:
            self._moved(self.dates.runs())
            return
        runs = self.dates.runs()
        if (off := cursor.take(_OFF)) is not None:
            heap.off.extend(runs)
            heap.styles.append(off["style"])
            if off["count"]:
                self._count(off["count"])
        elif cursor.take(_WORKED) is not None:
            heap.work.extend(_days_of(runs))
        elif cursor.take(_REST) is not None:
            self._need_off()
            heap.rest.extend(_days_of(runs))
        elif cursor.take(_STATUTORY) is not None:
            heap.statutory.extend(_days_of(runs))
        elif cursor.take(_WEEKEND) is not None:
            heap.weekend.extend(_days_of(runs))
        else:
            self._moved(runs)

    def _moved(self, runs: tuple[Run, ...]) -> None:
        """Weekend days that an older notice moves, and the days they become days off on."""
        cursor, heap = self.cursor, self.heap
        days = _days_of(runs)
        moved = len(days)
        rest = cursor.take(_REST_DAYS)
        if rest is None:
            cursor.lost()
        if rest["count"] and numeral(rest["count"]) != len(days):
            cursor.refuse(
                f"写的是{rest['count']}个公休日，列出的是 {len(days)} 个",
                f"{rest['count']} weekend days are said to be moved, {len(days)} are listed",
                value=rest["count"],
            )
        while (also := cursor.take(_ALSO_MOVED)) is not None:
            # A festival that falls on a statutory day of the other is moved like a day of rest.
            if also.group(1) not in self.festivals:
                cursor.lost()
            moved += len(statutory_days(self.year)[also.group(1)])
        if cursor.take(_MOVED) is None:
            cursor.lost()
        targets = _days_of(self.dates.runs())
        if len(targets) != moved:
            cursor.refuse(
                f"{moved} 个公休日调至 {len(targets)} 天，数目不符",
                f"{counted(moved, 'weekend day is', 'weekend days are')} moved to "
                f"{counted(len(targets), 'day')}",
                value=len(targets),
            )
        heap.moved_from.extend(days)
        heap.moved_to.extend(targets)


def _days_of(runs: tuple[Run, ...]) -> tuple[date, ...]:
    return tuple(day for run in runs for day in run.days)
