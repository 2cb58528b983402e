"""The calendar as a table, for those who count working days without this library: one row a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.calendar.day import Certainty, DayKind, require_date
from gaf_rules.values.drafts import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.calendar.working import WorkingCalendar

__all__ = ["CalendarRow", "calendar_rows"]


@frozen(kw_only=True, eq=False, repr=False)
class CalendarRow(Value):
    """One day of the table.

    The two counts are prefix sums. With them the n-th working day is a join of the table with itself: the
    worked row ``w`` with ``w.worked_through = d.worked_through + n`` is the n-th strictly after ``d``, the
    one with ``w.worked_through = d.worked_before - n + 1`` the n-th strictly before; where there is no
    such row, the table does not reach so far. ``b.worked_through - a.worked_through`` working days lie after
    ``a``, up to and including ``b``.

    Attributes:
        day: the day.
        kind: its kind, as in `DayInfo`.
        is_working: whether it is worked.
        festival: the festival it belongs to, in Chinese as the notice writes it, or None.
        notice: what decided it: the number of the notice, or the source of the overlay.
        certainty: final, or provisional (a notice still to come may change it).
        worked_before: the working days of the table strictly before it.
        worked_through: the same, up to and including it.
    """

    day: date
    kind: DayKind
    is_working: bool
    festival: str | None
    notice: str | None
    certainty: Certainty
    worked_before: int
    worked_through: int


def calendar_rows(
    calendar: WorkingCalendar, *, first: date | None = None, last: date | None = None
) -> Iterator[CalendarRow]:
    """Every day of a calendar from one day to another, in order.

    Arguments:
        calendar: the calendar; ``calendar.for_place(place)`` for one with the days of a place.
        first: the first day of the table; the first of the coverage by default.
        last: its last day, included; the last of the coverage by default.

    Raises:
        CalendarHorizonError: a day lies outside coverage.
        CaseError: what is no date.

    >>> from gaf_rules.calendar import CHINA
    >>> for row in calendar_rows(CHINA, first=date(2026, 2, 14), last=date(2026, 2, 15)):
    ...     print(row.day, row.kind, row.worked_before, row.worked_through)
    2026-02-14 make_up_working_day 0 1
    2026-02-15 public_holiday 1 1
    """
    day = calendar.coverage.first if first is None else require_date(first, "$first")
    end = calendar.coverage.published_through if last is None else require_date(last, "$last")
    for edge in (day, end):
        calendar.is_working_day(edge)
    worked = 0
    while day <= end:
        info, before = calendar.day(day), worked
        is_working = bool(info.is_working)
        worked += is_working
        yield CalendarRow(
            day=day,
            kind=info.kind,
            is_working=is_working,
            festival=info.festival,
            notice=info.notice,
            certainty=info.certainty,
            worked_before=before,
            worked_through=worked,
        )
        day += timedelta(days=1)
