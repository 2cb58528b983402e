"""Any column as numbers, and numbers as a column again: the one place that knows the kinds of columns.

A column is one of numpy, pandas, Polars or Arrow, or a list. It is read as *words* (each distinct value
once, and for each row a small number) or as *days* (whole numbers since 1970). What counts as missing, what
is a whole day and what is not taken is decided here for all of them, so that no kind of column answers
otherwise than another.
"""

from __future__ import annotations

from gaf_rules.columns.back import like, rows_of
from gaf_rules.columns.days import DAY, MISSING_DAY, STRANGE_DAY, as_days, day_numbers
from gaf_rules.columns.kinds import refusal
from gaf_rules.columns.words import SEPARATOR, Words, words_of
from gaf_rules.columns.zones import require_zone

__all__ = [
    "DAY",
    "MISSING_DAY",
    "SEPARATOR",
    "STRANGE_DAY",
    "Words",
    "as_days",
    "day_numbers",
    "like",
    "refusal",
    "require_zone",
    "rows_of",
    "words_of",
]
