"""Days counted for the second engine: from what the rules chose to the day that comes out.

Which start counts and what a mark does is concluded by rules; here working days are counted, nothing more.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.periods import UNKNOWN, Due, count_due, elapsed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.periods import Period
    from gaf_rules.rows import ClockRow, DutyRow, Start

__all__ = ["DAY", "Span", "calendar_for", "counted", "first_day", "moved"]

DAY = timedelta(days=1)
_REGIONAL = ("sponsor", "municipal_cac")


@frozen
class Span:
    """A duty's trigger and its last day.

    Attributes:
        started: number of the start row that counts; -1 after a mark has moved the trigger; None: none.
        event, on, estimated, soft, asks: as the start row says.
        due: the last day; None for a duty without a number of days.
        left: working days left when the clock last stopped.
        extended_late_on: the day of the first notice of extension that came after the last day.
    """

    started: int | None = None
    event: str = ""
    on: date | None = None
    estimated: bool = False
    soft: bool = False
    asks: str | None = None
    due: Due | None = None
    left: int | None = None
    extended_late_on: date | None = None


def calendar_for(
    calendar: WorkingCalendar, row: DutyRow, bearer: str, place: str | None, options: dict[str, str]
) -> WorkingCalendar:
    """The national calendar, or with the regional days that the readings apply to this bearer."""
    kinds = tuple(
        kind
        for name, option, kind in (
            ("local_holidays", "apply", "local_holiday"),
            ("closures", "exclude", "closure"),
        )
        if options[name] == option
    )
    regional = place is not None and bearer in _REGIONAL and row.period is not None
    return calendar.for_place(place, kinds) if regional and kinds else calendar


def counted(
    row: DutyRow,
    start: Start,
    number: int,
    on: date,
    options: dict[str, str],
    calendar: WorkingCalendar,
    days: int | None,
) -> Span:
    """The span that a start begins, before any mark."""
    due = None if row.period is None else count_due(row.period, on, options, calendar, days=days)
    return Span(number, start.event, on, start.estimated, start.soft, start.asks, due)


def moved(
    span: Span,
    period: Period,
    clock: ClockRow,
    mark: tuple[date, date | None],
    options: dict[str, str],
    calendar: WorkingCalendar,
) -> Span:
    """The span after one mark: the day it was made, and the expected day if it names one."""
    on, expected = mark
    held = span.due or UNKNOWN
    if clock.does == "restart":
        due = count_due(period, on, options, calendar)
        event = clock.event or span.event
        return evolve(
            span,
            started=-1,
            event=event,
            on=on,
            estimated=clock.estimated,
            soft=False,
            asks=None,
            due=due,
        )
    if clock.does == "resume":
        if span.left is None:
            return span
        return evolve(span, due=count_due(period, on, options, calendar, days=span.left))
    late_on = span.extended_late_on
    over = held.latest is not None and on > held.latest
    if clock.does != "stop" and late_on is None and over and not span.estimated:
        late_on = on
    left = span.left if held.on is None else elapsed(calendar, on, held.on)
    due = UNKNOWN if expected is None else Due(on=expected, earliest=expected, latest=expected)
    return evolve(span, due=due, left=left, extended_late_on=late_on)


def first_day(days: Iterable[date | None]) -> date | None:
    """The first day that is known."""
    return next((day for day in days if day is not None), None)
