"""Rank tables: how many working days lie before a day, and which day is the n-th.

The rank is a prefix sum over the days covered; its inverse is the list of the working days
themselves. With both, counting and finding the n-th working day are a look-up each: nothing walks
over days.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate, compress, repeat
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.calendar.day import DayKind

from gaf_rules.values.days import from_ordinal
from gaf_rules.values.drafts import Value

__all__ = [
    "CLOSURE",
    "KIND_OF",
    "LOCAL_HOLIDAY",
    "MAKE_UP",
    "PUBLIC_HOLIDAY",
    "WEEKEND",
    "WORKING",
    "RankTable",
    "weekday_code",
    "weekday_codes",
]

WORKING: Final = 0
WEEKEND: Final = 1
PUBLIC_HOLIDAY: Final = 2
MAKE_UP: Final = 3
LOCAL_HOLIDAY: Final = 4
CLOSURE: Final = 5
KIND_OF: Final[tuple[DayKind, ...]] = (
    "working",
    "weekend",
    "public_holiday",
    "make_up_working_day",
    "local_holiday",
    "closure",
)

# One byte a code: 1 where the kind is worked. Written as a table so that bytes.translate does
# all the days of a calendar at once.
_IS_WORKED: Final = bytes(1 if code in (WORKING, MAKE_UP) else 0 for code in range(256))
_WEEK: Final = bytes((WEEKEND, *(WORKING,) * 5, WEEKEND))


def weekday_code(ordinal: int) -> int:
    """What the weekday alone makes of a day: WORKING or WEEKEND.

    >>> weekday_code(date(2026, 3, 8).toordinal()) == WEEKEND
    True
    """
    # Ordinal 0 would be a Sunday, hence the order of _WEEK.
    return _WEEK[ordinal % 7]


def weekday_codes(first: int, days: int) -> bytearray:
    """`weekday_code` for ``days`` consecutive days from the ordinal ``first``."""
    shift = first % 7
    return bytearray((_WEEK * (days // 7 + 2))[shift : shift + days])


@frozen(kw_only=True, eq=False, repr=False)
class RankTable(Value):
    """The tables of one run of days.

    Attributes:
        base: ordinal of the first day.
        codes: one kind code a day.
        worked: one byte a day, 1 where it is worked.
        before: ``before[i]`` working days lie before day ``i``; one entry more than days.
        days: the working days in order; ``days[before[i]]`` is the first from day ``i`` on.
    """

    base: int
    codes: bytes
    worked: bytes
    before: tuple[int, ...]
    days: tuple[date, ...]

    @classmethod
    def build(cls, base: int, codes: bytes) -> RankTable:
        """The tables for days with these kind codes, the first at the ordinal ``base``.

        >>> table = RankTable.build(date(2026, 3, 6).toordinal(), bytes(weekday_codes(
        ...     date(2026, 3, 6).toordinal(), 4)))
        >>> table.before, [d.day for d in table.days]
        ((0, 1, 1, 1, 2), [6, 9])
        """
        worked = codes.translate(_IS_WORKED)
        # Adding a day to the day before takes half as long as making each out of its ordinal.
        following: Iterator[Any] = repeat(timedelta(1), len(codes) - 1)
        every: Iterator[date] = accumulate(following, initial=from_ordinal(base))
        return cls(
            base=base,
            codes=codes,
            worked=worked,
            before=tuple(accumulate(worked, initial=0)),
            days=tuple(compress(every, worked)),
        )
