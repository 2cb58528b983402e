"""What is to be seen on a timeline: lanes, marks and stretches of days, with their words, not yet drawn."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.calendar.render import festival_name
from gaf_rules.values.days import LAST_DAY, from_ordinal
from gaf_rules.values.errors import CalendarHorizonError
from gaf_rules.values.texts import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.calendar import WorkingCalendar

__all__ = ["Block", "DayMark", "Flag", "Lane", "Scene", "Stretch", "span", "stretches"]

_FEWEST_DAYS: Final = 28
"""A picture of three days would be three broad stripes."""
_SHADES: Final = {
    "weekend": "weekend",
    "public_holiday": "holiday",
    "local_holiday": "regional",
    "closure": "regional",
    "make_up_working_day": "made_up",
    "undetermined": "undetermined",
}


@frozen(kw_only=True)
class Lane:
    """One duty.

    Attributes:
        bearer: who must act.
        clause: the clause.
        title: what must be done, with its clause.
        detail: the dates and how it stands.
        start: the day that started it; for a backward period the day that it counts back from.
        due, safe: the last day, and the one that is in time under every reading.
        earliest, latest: the days between which the last day lies.
        until: how far it has run: the day of the act, or the day of assessment.
        done: the day of the act.
        look: open, met, late or unknown.
        backward: whether it counts back from ``start``.
        dead: whether the clause has put an end to it.
        counted: the working days of the period in the order in which they are counted, to be numbered.
    """

    bearer: str
    clause: str
    title: str
    detail: str
    start: date
    due: date | None
    safe: date | None
    earliest: date | None
    latest: date | None
    until: date
    done: date | None
    look: str
    backward: bool
    dead: bool
    counted: tuple[date, ...] = ()

    def days(self) -> Iterator[date]:
        """The days that must be in the picture."""
        days = (self.start, self.due, self.safe, self.earliest, self.latest, self.until)
        return (day for day in days if day is not None)


@frozen(kw_only=True)
class Flag:
    """Something that went wrong.

    Attributes:
        bearer: whose affair it is.
        clause: the clause.
        title: what it is, with its clause.
        detail: how grave it is, and since when.
        severity: breach or consequence.
        since: the first day on which it holds.
        until: the day through which it is known to hold: that of assessment.
    """

    bearer: str
    clause: str
    title: str
    detail: str
    severity: str
    since: date
    until: date

    def days(self) -> Iterator[date]:
        """The days that must be in the picture."""
        return iter((self.since, self.until))


@frozen(kw_only=True)
class Block:
    """What stands under one heading: what went wrong, then the duties."""

    name: str
    flags: tuple[Flag, ...] = ()
    lanes: tuple[Lane, ...]

    def rows(self) -> tuple[Flag | Lane, ...]:
        """All of them, from the top."""
        return *self.flags, *self.lanes


@frozen(kw_only=True)
class DayMark:
    """The events of one day: a number in the picture and the words for it."""

    number: int
    on: date
    text: str


@frozen(kw_only=True)
class Stretch:
    """Days of one shade, one after the other: weekend, holiday, regional, made_up or undetermined."""

    first: date
    last: date
    shade: str
    name: str = ""


@frozen(kw_only=True)
class Scene:
    """Everything that a picture shows, in the order in which it is shown.

    Attributes:
        lang: the language of the words.
        name: the name of the app, as the case gives it; empty where there is none.
        title: what the picture is of, but for that name.
        description: the same in sentences, for those who do not see it.
        notes: what has to be said first, where the picture does not show it.
        first: the day at the left edge.
        last: the day at the right edge, included.
        as_of: the day of assessment; None where there is none.
        blocks: the rows under their headings: by bearer, those of a plan by the order of its steps.
        marks: one a day with events, by date.
        stretches: the days that are not plain working days.
        is_plan: whether it shows what is to come by when, not how things stand.
    """

    lang: Lang
    name: str = ""
    title: str
    description: str
    notes: tuple[str, ...] = ()
    first: date
    last: date
    as_of: date | None
    blocks: tuple[Block, ...]
    marks: tuple[DayMark, ...]
    stretches: tuple[Stretch, ...]
    is_plan: bool = False

    @property
    def headline(self) -> str:
        """The title with the name of the app before it."""
        return f"{self.name} · {self.title}" if self.name else self.title

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes of all blocks."""
        return tuple(lane for block in self.blocks for lane in block.lanes)

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What went wrong, of all blocks."""
        return tuple(flag for block in self.blocks for flag in block.flags)


def span(
    days: Iterable[date], rows: Iterable[Lane | Flag], marks: tuple[DayMark, ...]
) -> tuple[date, date]:
    """The days from the edge of a picture to the other, with a little room on both sides."""
    all_days = [*days, *(mark.on for mark in marks), *(day for row in rows for day in row.days())]
    first, last = min(all_days).toordinal(), max(all_days).toordinal()
    room = max(1, (last - first) // 60)
    last = max(last + room, first + _FEWEST_DAYS)
    return from_ordinal(max(1, first - room)), from_ordinal(min(last, LAST_DAY.toordinal()))


def stretches(calendar: WorkingCalendar, first: date, last: date, lang: Lang) -> Iterator[Stretch]:
    """The days that are not plain working days, joined; what no calendar knows is left plain."""

    def look(ordinal: int) -> tuple[str, str]:
        day = from_ordinal(ordinal)
        try:
            info = calendar.day(day)
        except CalendarHorizonError:
            return "", ""
        shade = _SHADES.get(info.kind, "")
        named = info.festival if shade == "holiday" and info.festival else ""
        return shade, named and festival_name(named, lang)

    days = range(first.toordinal(), last.toordinal() + 1)
    for (shade, name), run in groupby(((look(day), day) for day in days), key=lambda pair: pair[0]):
        ordinals = [day for _, day in run]
        if shade:
            begin, end = from_ordinal(ordinals[0]), from_ordinal(ordinals[-1])
            yield Stretch(first=begin, last=end, shade=shade, name=name)
