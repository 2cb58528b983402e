"""The rank tables of a calendar as numpy arrays, made once for each calendar.

``before[i]`` is how many working days lie before day ``i``; ``days`` are the working days themselves. For
a fixed number of days both are composed into one table, so that a date costs one look-up.

Tables are indexed by numpy's own number of a day (days since 1970), so that nothing has to be subtracted
first; what lies before the first day covered is padding that is never looked at.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from gaf_rules.columns import DAY
from gaf_rules.values.days import from_ordinal, the_day

if TYPE_CHECKING:
    from gaf_rules.calendar import WorkingCalendar

Ints = NDArray[np.int64]

__all__ = ["Ranks", "RanksByDay", "as_date", "ranks_of", "table_after", "table_before"]

_EPOCH = the_day(1970, 1, 1).toordinal()
_NAT = np.iinfo(np.int64).min


@frozen(eq=False)
class Ranks:
    """The days covered, ``first`` up to but not including ``end``.

    Attributes:
        first, end: numbers of days.
        worked: by day, whether it is worked.
        before: by day, how many working days lie before it; one entry more than days.
        days: the working days in order.
    """

    first: int
    end: int
    worked: NDArray[np.bool_]
    before: Ints
    days: Ints


@frozen(eq=False)
class RanksByDay:
    """An answer for each day from ``first`` up to but not including ``end``; none for any other."""

    first: int
    end: int
    values: Ints


@lru_cache(maxsize=32)
def ranks_of(calendar: WorkingCalendar) -> Ranks:
    """The tables of a calendar; asked day by day, so that they hold whatever the calendar says."""
    covered = calendar.coverage
    ordinals = range(covered.first.toordinal(), covered.published_through.toordinal() + 1)
    worked = np.fromiter(
        (calendar.is_working_day(from_ordinal(o)) for o in ordinals),
        dtype=np.bool_,
        count=len(ordinals),
    )
    first = covered.first.toordinal() - _EPOCH
    pad = np.zeros(first, np.bool_)
    before = np.concatenate([np.zeros(first + 1, np.int64), np.cumsum(worked, dtype=np.int64)])
    days = np.flatnonzero(worked).astype(np.int64) + first
    return Ranks(first, first + len(worked), np.concatenate([pad, worked]), before, days)


@lru_cache(maxsize=64)
def table_after(calendar: WorkingCalendar, n: int) -> RanksByDay:
    """The ``n``-th working day strictly after each day that has one."""
    ranks = ranks_of(calendar)
    place = ranks.before[1:] + (n - 1)
    return _table(ranks, place, ranks.first, int(np.searchsorted(place, len(ranks.days))))


@lru_cache(maxsize=64)
def table_before(calendar: WorkingCalendar, n: int) -> RanksByDay:
    """The ``n``-th working day strictly before each day that has one."""
    ranks = ranks_of(calendar)
    place = ranks.before[:-1] - n
    return _table(ranks, place, max(ranks.first, int(np.searchsorted(place, 0))), ranks.end)


def _table(ranks: Ranks, place: Ints, first: int, end: int) -> RanksByDay:
    # Of so many days that no day has an answer the table has none: its first day is not before its end.
    values = np.full(end, _NAT)
    values[first:] = ranks.days[place[first:end]]
    return RanksByDay(first, end, values)


def as_date(number: int) -> date | None:
    """The day with this number; None outside the years that ``datetime.date`` knows."""
    days = np.datetime64(number, "D").astype(DAY).item()
    return days if isinstance(days, date) else None
