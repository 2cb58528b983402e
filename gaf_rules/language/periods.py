"""Periods: how many working days, days, weeks or months, from or before what, and the deadline that follows.

A :class:`Period` is a row of the guideline; a :class:`Deadline` is the value it takes for one trigger,
one calendar and one set of readings. Dates are compared, never counts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, get_args

from attrs import frozen

from gaf_rules.language.by_the_calendar import received, unrolled
from gaf_rules.language.vocabulary import Certainty, Unit
from gaf_rules.values.drafts import Value, maker
from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.calendar import WorkingCalendar

__all__ = [
    "UNITS",
    "UNKNOWN",
    "Due",
    "ManyDays",
    "Period",
    "Trigger",
    "count_due",
    "counted_days",
    "days_left",
    "earliest_day",
    "elapsed",
]

_DAY = timedelta(days=1)
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
"""What a period may count."""


@frozen(kw_only=True, eq=False, repr=False)
class Period(Value):
    """A number of working days, days, weeks or months in the text: one of them, and the only place for it.

    Attributes:
        clause: where the number stands; in a row there must be one.
        working_days, calendar_days, weeks, months: the number; the other three are None. A month ends on the
            day that corresponds to its start, and where there is none on its last (Civil Code, article 202).
        rolls: whether a last day that is a day off moves on to the next working day (article 203). A period
            of working days never ends on a day off, and one counted backward is not lengthened.
        backward: counted back from the day named (2.5.1b) instead of forward.
        from_receipt: starts with a receipt, so that a receipt on a day off may be read two ways.
        like: the clause whose number is taken over by analogy, where the clause itself has none.
    """

    clause: str = ""
    working_days: int | None = None
    calendar_days: int | None = None
    weeks: int | None = None
    months: int | None = None
    rolls: bool = True
    backward: bool = False
    from_receipt: bool = False
    like: str | None = None

    @property
    def unit(self) -> Unit:
        """What is counted.

        >>> Period(clause="2.4.4c", working_days=10).unit, Period(clause="7", months=6).number
        ('working_days', 6)
        """
        return next((unit for unit in UNITS if getattr(self, unit) is not None), UNITS[0])

    @property
    def number(self) -> int:
        """How many of them; 0 where none is given."""
        return getattr(self, self.unit) or 0

    @property
    def days(self) -> int:
        """The number, under the name from when only working days could be counted."""
        return self.number

    @property
    def counts_working_days(self) -> bool:
        """Whether working days are counted, and no others."""
        return self.working_days is not None


@frozen(eq=False, repr=False, weakref_slot=False)
class Trigger(Value):
    """What started a duty: event and day.

    Attributes:
        asks: the last day rests on a day that only stands in for a missing receipt: key of its question.
        rounds_back: how many rounds before this one the receipt is missing.
    """

    event: str
    on: date
    asks: str | None = None
    rounds_back: int = 0

    @property
    def estimated(self) -> bool:
        """Whether nothing can be held against anybody on this day, the true one not being known."""
        return self.asks is not None


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Due(Value):
    """The last day on which an act is in time, as far as the calendar tells.

    Attributes:
        on: that day; None where the calendar is not published that far or the new date is unknown.
        earliest, latest: the bounds over everything a later notice may do; None where unknown.
        certainty: final, provisional or projected.
        named: an office has named the day; it rests on no count, and so on no receipt.
    """

    on: date | None
    earliest: date | None
    latest: date | None
    certainty: Certainty = "final"
    named: bool = False


_due = maker(Due)
UNKNOWN = Due(on=None, earliest=None, latest=None)
"""A period whose end nobody knows yet: extended without a date, or stopped."""


class ManyDays:
    """A calendar whose days stand for those of many cases at once (see :mod:`gaf_rules.auditing`).

    The questions of this module are put to it whole, since it answers them by table.
    """

    __slots__ = ()

    def count_due(self, period: Period, day: Any, readings: dict[str, str], days: Any) -> Due:
        """As :func:`count_due`."""
        raise NotImplementedError

    def elapsed(self, after: Any, through: Any) -> Any:
        """As :func:`elapsed`, of two days that are known."""
        raise NotImplementedError

    def unspent(self) -> int | None:
        """As :func:`days_left` where the last day is not known."""
        raise NotImplementedError

    def earliest(self, days: Iterable[Any]) -> Any:
        """As :func:`earliest_day`."""
        raise NotImplementedError


def earliest_day(days: Iterable[date | None], calendar: WorkingCalendar | ManyDays) -> date | None:
    """The earliest of the days that are known; None where none is."""
    if isinstance(calendar, ManyDays):
        found: date | None = calendar.earliest(days)
        return found
    return min((day for day in days if day is not None), default=None)


def _forward(calendar: WorkingCalendar, start: date, days: int) -> Due:
    coverage = calendar.coverage
    if start > coverage.published_through:
        return _projected(calendar, start, days, backward=False)
    try:
        on = calendar.nth_working_day_after(start, days)
    except CalendarHorizonError:
        return _projected(calendar, start, days, backward=False)
    if on <= coverage.final_through:
        return _due(on, on, on, "final", False)  # noqa: FBT003 - counted, not named
    bounds = calendar.bounds_after(start, days)
    return Due(on=on, earliest=bounds.earliest, latest=bounds.latest, certainty=bounds.certainty)


def _backward(calendar: WorkingCalendar, day: date, days: int) -> Due:
    if day <= calendar.coverage.final_through:
        on = calendar.nth_working_day_before(day, days)
        return Due(on=on, earliest=on, latest=on)
    if day > calendar.coverage.published_through:
        return _projected(calendar, day, days, backward=True)
    try:
        on = calendar.nth_working_day_before(day, days)
    except CalendarHorizonError:
        return _projected(calendar, day, days, backward=True)
    bounds = calendar.bounds_before(day, days)
    return Due(on=on, earliest=bounds.earliest, latest=bounds.latest, certainty=bounds.certainty)


def _too_early(calendar: WorkingCalendar, day: date) -> CalendarHorizonError:
    first = calendar.coverage.first
    return CalendarHorizonError(
        day=day,
        first=first,
        published_through=calendar.coverage.published_through,
        missing_year=day.year,
        zh=f"{day} 早于日历的第一天 {first}；请给出不早于此的日期",
        en=f"{day} is before the first day of the calendar, {first}; give a day from there on",
        path="$trigger",
    )


def _projected(calendar: WorkingCalendar, day: date, days: int, *, backward: bool) -> Due:
    if day < calendar.coverage.first:
        raise _too_early(calendar, day)
    try:
        bounds = (calendar.bounds_before if backward else calendar.bounds_after)(day, days)
    except CalendarHorizonError:
        # Beyond even the reach of the projection: nothing can be said, and nothing is.
        return Due(on=None, earliest=None, latest=None, certainty="projected")
    on = bounds.earliest if bounds.certainty == "final" else None
    return Due(on=on, earliest=bounds.earliest, latest=bounds.latest, certainty=bounds.certainty)


def _from_first(calendar: WorkingCalendar, start: date, days: int) -> Due:
    """The first day of the calendar counted itself: there is no day before it to start from."""
    left = days - 1 if calendar.is_working_day(start) else days
    return (
        Due(on=start, earliest=start, latest=start)
        if left == 0
        else _forward(calendar, start, left)
    )


def count_due(
    period: Period,
    day: date,
    readings: dict[str, str],
    calendar: WorkingCalendar | ManyDays,
    *,
    days: int | None = None,
) -> Due:
    """The deadline of a period for one day, one set of readings and one calendar.

    Arguments:
        period: the row.
        day: the trigger; for a backward period the day named (the change day).
        readings: field → option.
        calendar: the national calendar, or one with the regional days that apply.
        days: days left, where a stopped clock runs on: working days of a period that counts these, else
            days of the calendar; the row's number by default.

    Raises:
        CalendarHorizonError: the day lies before the first day of the calendar.
    """
    if isinstance(calendar, ManyDays):
        return calendar.count_due(period, day, readings, days)
    if period.working_days is None:
        return _by_the_calendar(period, day, readings, calendar, days)
    left = period.working_days if days is None else days
    if period.backward:
        # "clear days" wants all of them between the act and the day named.
        extra = 1 if readings["before_window"] == "clear_days" else 0
        return _backward(calendar, day, left + extra)
    if left <= 0:
        return Due(on=day, earliest=day, latest=day)
    start = day
    if period.from_receipt and readings["receipt_on_day_off"] == "next_working_day":
        start = received(calendar, day, readings)
    if readings["trigger_day"] == "include":
        if start == calendar.coverage.first:
            return _from_first(calendar, start, left)
        start -= _DAY
    return _forward(calendar, start, left)


def counted_days(
    period: Period, day: date, ends: tuple[date, date], readings: dict[str, str]
) -> tuple[date, date]:
    """The days that a period may count: strictly after the first one given, through the second.

    Arguments:
        period: the row.
        day: the trigger, which counts itself where the readings let it, or move it off a day that is not
            worked; for a backward period the day named, which does not.
        ends: the last day, without and with what may be on the days between.
        readings: field → option.

    >>> from datetime import date
    >>> row, usual = Period(clause="2.6.1b", working_days=10), {"trigger_day": "exclude"}
    >>> [str(d) for d in counted_days(row, date(2026, 9, 1), (date(2026, 9, 15),) * 2, usual)]
    ['2026-09-01', '2026-09-15']
    """
    if period.backward:
        return min(ends), day - _DAY
    moves = period.from_receipt and readings["receipt_on_day_off"] == "next_working_day"
    return (day - _DAY if moves or readings["trigger_day"] == "include" else day), max(ends)


# -- days, weeks and months of the calendar ----------------------------------------------------------------
def _by_the_calendar(
    period: Period,
    day: date,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    days: int | None,
) -> Due:
    if day < calendar.coverage.first:
        raise _too_early(calendar, day)
    last = day if days == 0 else unrolled(period, day, readings, calendar, days)
    if period.backward or not period.rolls:
        return Due(on=last, earliest=last, latest=last)
    # The first working day from the last day on: the first one after the day before it.
    return _forward(calendar, last - _DAY, 1)


def _left_by_the_calendar(
    period: Period,
    day: date,
    due: Due,
    stopped: date | None,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    days: int | None,
) -> int | None:
    if stopped is None or due.latest is None:
        return None
    counted = _by_the_calendar(period, day, readings, calendar, days)
    # What has been put in its place is itself the last day; what was counted had not rolled yet.
    last = unrolled(period, day, readings, calendar, days) if due == counted else due.latest
    return max(0, (last - stopped).days)


def elapsed(
    calendar: WorkingCalendar | ManyDays, after: date | None, through: date | None
) -> int | None:
    """Working days strictly after one day through another; None where the calendar does not reach."""
    if after is None or through is None:
        return None
    if isinstance(calendar, ManyDays):
        counted: int | None = calendar.elapsed(after, through)
        return counted
    if through <= after:
        return 0
    coverage = calendar.coverage
    if after < coverage.first or through > coverage.published_through:
        return None
    return calendar.count_working_days(after=after, through=through)


def days_left(
    period: Period,
    day: date,
    due: Due,
    stopped: date | None,
    readings: dict[str, str],
    calendar: WorkingCalendar | ManyDays,
    *,
    days: int | None = None,
) -> int | None:
    """Days of a period that are left on a day, of the kind that it counts; None where that cannot be said.

    Arguments:
        period: the row.
        day: the trigger.
        due: the last day counted from it, or put in its place.
        stopped: the day on which the count stops.
        readings: field → option.
        calendar: the calendar counted by.
        days: how many there were; the row's number by default.
    """
    if not period.counts_working_days and not isinstance(calendar, ManyDays):
        return _left_by_the_calendar(period, day, due, stopped, readings, calendar, days)
    if due.on is not None or due.latest is None or stopped is None:
        return elapsed(calendar, stopped, due.on)
    # The last day lies past the last notice; what is spent by now may not.
    if isinstance(calendar, ManyDays):
        return calendar.unspent()
    if stopped >= due.latest:
        return 0
    first = count_due(period, day, readings, calendar, days=1).on
    if first is None:
        return None
    spent = 0 if stopped < first else elapsed(calendar, first, stopped)
    whole = period.number if days is None else days
    return None if spent is None else max(0, whole - spent - (stopped >= first))
