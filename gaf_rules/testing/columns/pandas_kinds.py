"""Columns of pandas that say the same: every kind of type, every marker for what is missing."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gaf_rules.testing.columns.common import as_text, away, lists, marked, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["KINDS", "cut", "kept", "table_of", "together"]


def _objects(values: Sequence[Any]) -> Any:
    array = np.empty(len(values), object)
    array[:] = [*values]
    return pd.Series(array, dtype=object)


def _moments(unit: str, values: Sequence[Any]) -> Any:
    return np.array(values, "M8[D]").astype(f"M8[{unit}]")


def _arrow(values: Sequence[Any], name: str) -> Any:
    """A column kept by Arrow, of a type that pandas has no name for in text."""
    import pyarrow as pa  # noqa: PLC0415 - only these kinds need it

    types = {
        "date32": pa.date32(),
        "date64": pa.date64(),
        "string": pa.string(),
        "list": pa.list_(pa.string()),
        "dictionary": pa.dictionary(pa.int32(), pa.string()),
    }
    if name == "timestamp":
        made = pa.array(values, pa.date32()).cast(pa.timestamp("us"))
    elif name == "dictionary":
        made = pa.array(values, pa.string()).dictionary_encode()
    else:
        made = pa.array(values, types[name])
    return pd.Series(pd.arrays.ArrowExtensionArray(made))


def _typed(name: str) -> Any:
    """A maker of columns of a type that pandas has a name for."""
    return lambda values: pd.Series(values, dtype=name)


def _timestamps(values: Sequence[Any]) -> Any:
    return _objects([v if v is None or v is pd.NaT else pd.Timestamp(v) for v in values])


_MARKERS = {"None": None, "NaT": pd.NaT, "NaN": float("nan"), "NA": pd.NA}
_DAYS: dict[str, Any] = {
    **{f"objects, {name}": partial(marked, marker, _objects) for name, marker in _MARKERS.items()},
    "objects, NaT of numpy": partial(marked, np.datetime64("NaT", "D"), _objects),
    "Timestamps as objects": _timestamps,
    **{
        f"datetime64[{unit}]": lambda values, unit=unit: pd.Series(_moments(unit, values))
        for unit in ("s", "ms", "us", "ns")
    },
    **{
        f"{name}[pyarrow]": lambda values, name=name: _arrow(values, name)
        for name in ("date32", "date64", "timestamp")
    },
    "category of dates": lambda values: _objects(values).astype("category"),
    "category of moments": lambda values: pd.Series(_moments("ns", values)).astype("category"),
    ".dt.date": lambda values: pd.Series(_moments("ns", values)).dt.date,
}
_WORDS: dict[str, Any] = {
    "objects": _objects,
    "objects, NaN": partial(marked, float("nan"), _objects),
    "objects, NA": partial(marked, pd.NA, _objects),
    "str": lambda values: pd.Series(values, dtype="str"),
    "string": lambda values: pd.Series(values, dtype="string"),
    "string[pyarrow]": lambda values: _arrow(values, "string"),
    "category": lambda values: pd.Series(values, dtype="category"),
    "category, filtered": lambda values: away(
        values, lambda more: pd.Series(more, dtype="category")
    ),
    "dictionary[pyarrow]": lambda values: _arrow(values, "dictionary"),
}
_IDS: dict[str, Any] = {
    **_WORDS,
    **{
        name: whole_numbers(_typed(name))
        for name in ("int64", "uint64", "Int64", "int64[pyarrow]", "float64")
    },
    "128 bits": whole_numbers(lambda values: _objects([v + 2**100 for v in values])),
}
_LISTS: dict[str, Any] = {
    "lists": lambda values: _objects(lists(values)),
    "tuples": _objects,
    "arrays": lambda values: _objects(
        [None if value is None else np.array(value, object) for value in values]
    ),
    "list[pyarrow]": lambda values: _arrow(lists(values), "list"),
    **{f"{name} as text": as_text(make) for name, make in _WORDS.items()},
}
KINDS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {"day": _DAYS, "word": _WORDS, "id": _IDS, "list": _LISTS, "flag": {"objects": _objects}}
)
"""What a column holds → kind of column → values (None where one is missing) to a column."""


def table_of(columns: dict[str, Any]) -> Any:
    """Columns as a table."""
    return pd.DataFrame({name: column.array for name, column in columns.items()})


def cut(table: Any, start: int, end: int) -> Any:
    """Some of the rows."""
    return table.iloc[start:end]


def together(tables: list[Any]) -> Any:
    """The rows of one table after those of the other."""
    return pd.concat(tables)


def kept(table: Any, keep: list[bool]) -> Any:
    """The rows that are kept."""
    return table[np.array(keep, bool)]
