"""Days counted for the second engine: from what the rules chose to the day that comes out.

Which start counts and what a mark does is concluded by rules; here working days are counted, nothing more.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.language.periods import UNKNOWN, Due, count_due, days_left

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.periods import Period
    from gaf_rules.language.rows import ClockRow, DutyRow, Start

__all__ = [
    "DAY",
    "DutySpan",
    "Left",
    "after_mark",
    "calendar_for",
    "counted",
    "first_day",
    "left_over",
]

DAY = timedelta(days=1)


@frozen
class DutySpan:
    """A duty's trigger and its last day.

    Attributes:
        started: whether anything has started the duty.
        event, on: what did, and when.
        asks: the question for a receipt that is missing, where what stands in for it started the duty;
            ``back``: so many rounds before this one.
        due: the last day; None for a duty without a number of days.
        run: the day from which days run since the clock last moved, and how many; None: the row's number.
        left: working days left when the clock last stopped, and what was asked for then.
        extended_late_on: the day of the first notice of extension that came after the last day;
            ``firm_late_on``: the same if every day that stands in for a receipt is taken for it.
        named_on: the day on which an office last named the end.
    """

    started: bool = False
    event: str = ""
    on: date | None = None
    asks: str | None = None
    back: int = 0
    due: Due | None = None
    run: tuple[date, int | None] | None = None
    left: tuple[int, str | None] | None = None
    extended_late_on: date | None = None
    firm_late_on: date | None = None
    named_on: date | None = None

    @property
    def estimated(self) -> bool:
        """Whether the day that started it only stands in for a receipt."""
        return self.asks is not None

    @property
    def soft(self) -> bool:
        """Whether the last day rests on such a day."""
        return self.estimated and not (self.due is not None and self.due.named)


@frozen
class Left:
    """Days that the round before left over, and the receipt that is missing for them to be certain."""

    days: int
    asks: str | None
    back: int


def calendar_for(
    calendar: WorkingCalendar,
    row: DutyRow,
    is_local: bool,  # noqa: FBT001 - whether the bearer is of the sponsor's place
    place: str | None,
    options: dict[str, str],
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
    regional = place is not None and is_local and row.period is not None
    return calendar.for_place(place, kinds) if regional and kinds else calendar


def counted(
    row: DutyRow,
    start: Start,
    on: date,
    options: dict[str, str],
    calendar: WorkingCalendar,
    left: Left | None,
) -> DutySpan:
    """The span that a start begins, before any mark."""
    days = None if left is None else left.days
    due = None if row.period is None else count_due(row.period, on, options, calendar, days=days)
    asks, back = start.asks, 0
    if asks is None and left is not None and left.asks is not None:
        asks, back = left.asks, left.back + 1
    return DutySpan(True, start.event, on, asks, back, due, (on, days))  # noqa: FBT003 - it has started


def left_over(
    span: DutySpan,
    period: Period,
    stopped: date | None,
    options: dict[str, str],
    calendar: WorkingCalendar,
) -> int | None:
    """Working days of a span that are left on a day; None where that cannot be said."""
    if span.due is None or span.run is None or stopped is None:
        return None
    since, days = span.run
    return days_left(period, since, span.due, stopped, options, calendar, days=days)


def after_mark(
    span: DutySpan,
    period: Period,
    clock: ClockRow,
    mark: tuple[date, date | None],
    options: dict[str, str],
    calendar: WorkingCalendar,
) -> DutySpan:
    """The span after one mark: the day it was made, and the expected day if it names one."""
    on, expected = mark
    held = span.due or UNKNOWN
    if clock.does in {"stop", "unknown"} and span.named_on == on:
        return span
    if clock.does == "restart":
        due = count_due(period, on, options, calendar)
        event = clock.event or span.event
        return evolve(span, event=event, on=on, asks=clock.asks, back=0, due=due, run=(on, None))
    if clock.does == "resume":
        if span.left is None:
            return span
        days, asks = span.left
        due = count_due(period, on, options, calendar, days=days)
        return evolve(span, asks=asks or clock.asks, due=due, run=(on, days))
    if clock.does == "stop":
        left = span.left
        if held.latest is not None:
            days_now = left_over(span, period, on, options, calendar)
            left = None if days_now is None else (days_now, span.asks)
        return evolve(span, due=UNKNOWN, left=left)
    over = on if held.latest is not None and on > held.latest else None
    firm_late_on = first_day((span.firm_late_on, over))
    late_on = first_day((span.extended_late_on, None if span.soft else over))
    named = (
        UNKNOWN
        if expected is None
        else Due(on=expected, earliest=expected, latest=expected, named=True)
    )
    named_on = span.named_on if expected is None else on
    return evolve(
        span,
        due=named,
        left=None,
        extended_late_on=late_on,
        firm_late_on=firm_late_on,
        named_on=named_on,
    )


def first_day(days: Iterable[date | None]) -> date | None:
    """The first day that is known."""
    return next((day for day in days if day is not None), None)
