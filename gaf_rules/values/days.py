"""Days: what is taken for one, and how one is made, whatever stands in the place of ``datetime.date``.

Libraries that freeze time for tests put a class of their own wherever a module has the name ``date``, and
take it away again. A day that they made must not stay behind in a table that is kept. So days are made here
only, by methods bound to the class under all that stands in for it, and every day that comes from outside
is taken over as a plain one.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "PLAIN",
    "day_meant",
    "from_iso",
    "from_ordinal",
    "plain_day",
    "the_day",
]


_OWN: Final = ("datetime", "_pydatetime")
"""Where the classes of the standard library say that they are from, in C or in Python."""


def _true(stand_in: type) -> Any:
    """The class of the standard library that this is, or that this stands in for."""
    return next(cls for cls in stand_in.__mro__ if cls.__module__ in _OWN)


# In tuples they are out of reach of what looks for the names.
PLAIN: Final[tuple[type[date]]] = (_true(date),)
"""The class of a plain date, as a tuple of one, for ``type(day) in PLAIN``."""
_MOMENT: Final = (_true(datetime),)

from_ordinal: Final = PLAIN[0].fromordinal
"""The day of a proleptic Gregorian ordinal."""
from_iso: Final = PLAIN[0].fromisoformat
"""The day that a text names."""
_ordinal: Final = PLAIN[0].toordinal
FIRST_DAY: Final = PLAIN[0].min
LAST_DAY: Final = PLAIN[0].max


def the_day(year: int, month: int, day: int) -> date:
    """A day by its numbers.

    Raises:
        ValueError: there is no such day.
    """
    return PLAIN[0](year, month, day)


def plain_day(value: Any) -> date | None:
    """A day from outside as a plain date; None for all that is no day, a moment included.

    A date of a subclass (frozen time, pendulum) is one day like any other; a ``datetime`` is a moment,
    which has no day until somebody says in which zone.

    >>> plain_day(date(2026, 3, 9)), plain_day(datetime(2026, 3, 9)), plain_day("2026-03-09")
    (datetime.date(2026, 3, 9), None, None)
    """
    if type(value) in PLAIN:
        same: date = value
        return same
    if isinstance(value, PLAIN) and not isinstance(value, _MOMENT):
        return from_ordinal(_ordinal(value))
    return None


_WRITTEN: Final = re.compile(
    r"\s*(\d{4})(?:(\d{2})(\d{2})|\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?)\s*", re.ASCII
)


def day_meant(got: object) -> tuple[str, str]:
    """The end of a sentence, in both languages, with a day that was written in another form; else empty.

    >>> day_meant("2026/3/9")[1], day_meant("20260309") == day_meant("2026年3月9日")
    ('; did you mean 2026-03-09?', True)
    >>> day_meant("2026-02-30"), day_meant("9.3.2026")
    (('', ''), ('', ''))
    """
    found = _WRITTEN.fullmatch(got) if isinstance(got, str) else None
    if found is None:
        return "", ""
    try:
        day = the_day(*(int(number) for number in found.groups() if number is not None))
    except ValueError:
        return "", ""
    return f"；是否想写 {day}", f"; did you mean {day}?"
