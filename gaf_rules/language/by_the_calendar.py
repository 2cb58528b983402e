"""Days, weeks and months of the calendar: where a period ends, before a day off moves it on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.periods import Period

__all__ = ["months_from", "received", "unrolled"]

_DAY: Final = timedelta(days=1)
_WEEK: Final = 7
_MONTHS: Final = 12


def received(calendar: WorkingCalendar, day: date, readings: dict[str, str]) -> date:
    """The day of a receipt; on a day off the next working day, under the second reading (A-07)."""
    if readings["receipt_on_day_off"] != "next_working_day":
        return day
    try:
        if calendar.is_working_day(day):
            return day
        return calendar.nth_working_day_after(day, 1)
    except CalendarHorizonError:
        return day


# Of its own rather than by dateutil: one rule of a few lines, in the core, which needs attrs alone and has to
# be installable without a network. A test holds it against dateutil's.
def months_from(day: date, months: int) -> date:
    """The corresponding day so many months on, or back; the last of the month where it has no such day.

    >>> from datetime import date
    >>> months_from(date(2026, 8, 31), 6), months_from(date(2026, 3, 31), -1)
    (datetime.date(2027, 2, 28), datetime.date(2026, 2, 28))
    """
    from calendar import monthrange  # noqa: PLC0415 - few guidelines count months

    years, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return day.replace(
        year=years, month=month + 1, day=min(day.day, monthrange(years, month + 1)[1])
    )


def unrolled(
    period: Period,
    day: date,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    days: int | None,
) -> date:
    """The last day by the calendar alone: the day itself is not counted (article 201)."""
    way = -1 if period.backward else 1
    if not period.backward and period.from_receipt:
        day = received(calendar, day, readings)
    if days is None and period.months is not None:
        last = months_from(day, way * period.months)
    else:
        number = period.number * (_WEEK if period.weeks is not None else 1)
        last = day + way * timedelta(days=number if days is None else days)
    # The day counted itself, and clear days between the act and the day named: a day sooner, each of them.
    sooner = readings["before_window"] == "clear_days"
    if not period.backward:
        sooner = readings["trigger_day"] == "include"
    return last - _DAY if sooner else last
