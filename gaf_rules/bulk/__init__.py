"""Working days by the million: numpy arrays of days in, arrays out.

The scalar functions of the calendar, for columns. Days are ``datetime64[D]`` and nothing finer: a
timestamp has no day until somebody says in which time zone, and is refused.
"""

from __future__ import annotations

from gaf_rules.bulk.columns import as_days
from gaf_rules.bulk.counting import (
    count_working_days,
    is_working_day,
    nth_working_day_after,
    nth_working_day_before,
)

__all__ = [
    "as_days",
    "count_working_days",
    "is_working_day",
    "nth_working_day_after",
    "nth_working_day_before",
]
