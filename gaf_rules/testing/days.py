"""Days on which something is otherwise than usual: festivals, make-up days, year ends, the horizon."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from gaf_rules.calendar import CHINA
from gaf_rules.evaluate.arguments import expect

if TYPE_CHECKING:
    from gaf_rules.calendar import WorkingCalendar

__all__ = ["days"]

_DAY = timedelta(days=1)


@lru_cache(maxsize=16)
def _turns(calendar: WorkingCalendar) -> tuple[date, ...]:
    """The days of a calendar beside which a count may go wrong, the latest first."""
    first, last = calendar.coverage.first, calendar.coverage.published_through
    every = [first + n * _DAY for n in range((last - first).days + 1)]
    usual = [calendar.is_working_day(day) == (day.weekday() < 5) for day in every]  # noqa: PLR2004 - Monday to Friday
    found = {day for day, as_usual in zip(every, usual, strict=True) if not as_usual}
    found |= {notice.known_from for notice in calendar.notices}
    found |= {date(year, month, day) for year in range(first.year, last.year + 2)
              for month, day in ((1, 1), (2, 28), (12, 31))}  # fmt: skip
    # One further on either side, and all those at which a notice changed its mind.
    beside = {day + n * _DAY for day in found for n in (-1, 0, 1)}
    return tuple(
        sorted({day for day in beside | {last, last + _DAY} if day >= first}, reverse=True)
    )


def days(calendar: WorkingCalendar | None = None) -> st.SearchStrategy[date]:
    """Days that a calendar covers and some after it, those on which it is otherwise than usual more often.

    That is every day off in the week, every weekend day worked, the days of the notices themselves, the ends
    of years and of February, the horizon; each with the day before and after.

    Arguments:
        calendar: the calendar; the one of the State Council by default.

    >>> from datetime import date
    >>> from hypothesis import find
    >>> from gaf_rules import CHINA
    >>> known = days().filter(lambda day: day.year < 2027)
    >>> day = find(known, lambda day: day.weekday() == 6 and CHINA.is_working_day(day))
    >>> CHINA.day(day).kind
    'make_up_working_day'
    """
    expect(calendar=calendar)
    given = CHINA if calendar is None else calendar
    turns = _turns(given)
    last = min(given.coverage.published_through + 800 * _DAY, date.max)
    return st.sampled_from(turns) | st.dates(given.coverage.first, last)
