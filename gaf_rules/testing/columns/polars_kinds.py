"""Columns of Polars that say the same: every kind of type."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import polars as pl

from gaf_rules.testing.columns.common import as_text, away, lists, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KINDS", "cut", "kept", "table_of", "together"]


def _of(kind: Any) -> Any:
    return lambda values: pl.Series(values, dtype=kind)


def _moments(unit: Any) -> Any:
    return lambda values: pl.Series(values, dtype=pl.Date).cast(pl.Datetime(unit))


def _enum(values: Any) -> Any:
    known = dict.fromkeys(value for value in values if value is not None)
    return pl.Series(values, dtype=pl.Enum([*known, "a word that does not occur"]))


_DAYS: dict[str, Any] = {
    "Date": _of(pl.Date),
    **{f"Datetime({unit})": _moments(unit) for unit in ("ms", "us", "ns")},
    "Object": _of(pl.Object),
}
_WORDS: dict[str, Any] = {
    "String": _of(pl.String),
    "Categorical": _of(pl.Categorical),
    "Categorical, filtered": lambda values: away(values, _of(pl.Categorical)),
    "Enum": _enum,
    "Object": _of(pl.Object),
}
_IDS: dict[str, Any] = {
    **_WORDS,
    "Int8": whole_numbers(_of(pl.Int8)),
    "UInt64": whole_numbers(lambda values: pl.Series([v + 2**63 for v in values], dtype=pl.UInt64)),
    "Int128": whole_numbers(
        lambda values: pl.Series([v + 2**100 for v in values], dtype=pl.Int128)
    ),
}
_LISTS: dict[str, Any] = {
    "List": lambda values: pl.Series(lists(values), dtype=pl.List(pl.String)),
    "List of categories": lambda values: pl.Series(lists(values), dtype=pl.List(pl.Categorical)),
    **{f"{name} as text": as_text(make) for name, make in _WORDS.items()},
}
KINDS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {"day": _DAYS, "word": _WORDS, "id": _IDS, "list": _LISTS, "flag": {"Boolean": _of(pl.Boolean)}}
)
"""What a column holds → kind of column → values (None where one is missing) to a column."""


def table_of(columns: dict[str, Any]) -> Any:
    """Columns as a table."""
    return pl.DataFrame(columns)


def cut(table: Any, start: int, end: int) -> Any:
    """Some of the rows."""
    return table[start:end]


def together(tables: list[Any]) -> Any:
    """The rows of one table after those of the other."""
    return pl.concat(tables, rechunk=False)


def kept(table: Any, keep: list[bool]) -> Any:
    """The rows that are kept."""
    return table.filter(pl.Series(keep, dtype=pl.Boolean))
