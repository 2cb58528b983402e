"""Working days by the million: columns of days in, columns of the same kind out.

The scalar functions of the calendar, for arrays of numpy and columns of pandas, Polars and Arrow. Days are
whole days: a moment has none until somebody says in which time zone, and is refused.
"""

from __future__ import annotations

from gaf_rules.values.lacking import missing_extra

try:
    from gaf_rules.bulk.counting import (
        count_working_days,
        is_working_day,
        nth_working_day_after,
        nth_working_day_before,
    )
    from gaf_rules.columns import as_days
except ModuleNotFoundError as error:
    raise missing_extra(__name__, error) from error

__all__ = [
    "as_days",
    "count_working_days",
    "is_working_day",
    "nth_working_day_after",
    "nth_working_day_before",
]
