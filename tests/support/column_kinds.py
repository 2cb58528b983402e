"""The same values in every kind of column: with every marker for what is missing, in slices and chunks."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["CUTS", "DAY_KINDS", "ID_KINDS", "LIBRARIES", "LIST_KINDS", "WORD_KINDS", "table_of"]


_ROWS_AWAY = ("a name that was filtered away", "another")


# -- days ------------------------------------------------------------------------------------------------
def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime(day.year, day.month, day.day)


def _marked(marker: Any, make: Callable[[list[Any]], Any], values: Sequence[Any]) -> Any:
    return make([marker if value is None else value for value in values])


def _objects(values: Sequence[Any]) -> np.ndarray[Any, Any]:
    array = np.empty(len(values), object)
    array[:] = [*values]
    return array


def _object_series(values: Sequence[Any]) -> pd.Series[Any]:
    return pd.Series(_objects(values), dtype=object)


def _moments(unit: str, values: Sequence[Any]) -> np.ndarray[Any, Any]:
    return np.array(values, "M8[D]").astype(f"M8[{unit}]")


def _timestamps(values: Sequence[Any]) -> pd.Series[Any]:
    return _object_series([v if v is None or v is pd.NaT else pd.Timestamp(v) for v in values])


def _repeated(values: Sequence[Any], kind: Any) -> pa.DictionaryArray:
    """A dictionary that has every entry twice, null among them, and entries that do not occur."""
    known = [*dict.fromkeys(values), None]
    places = [known.index(value) + (row % 2) * len(known) for row, value in enumerate(values)]
    return pa.DictionaryArray.from_arrays(
        pa.array(places, pa.int32()), pa.array([*known, *known], kind)
    )


def _own_dictionaries(values: Sequence[Any], kind: Any) -> pa.ChunkedArray:
    """Chunks each of which has a dictionary of its own."""
    cut = len(values) // 2
    parts = [values[:cut], values[cut:][:1], values[cut:][1:]]
    encoded = [pa.array(part, kind).dictionary_encode() for part in parts]
    return pa.chunked_array(encoded, pa.dictionary(pa.int32(), kind))


_MARKERS = {"None": None, "NaT": pd.NaT, "NaN": float("nan"), "NA": pd.NA}

_PANDAS_DAYS: dict[str, Any] = {
    **{f"objects, {name}": partial(_marked, marker, _object_series) for name, marker in _MARKERS.items()},
    "objects, NaT of numpy": partial(_marked, np.datetime64("NaT"), _object_series),
    "Timestamps as objects": _timestamps,
    **{
        f"datetime64[{unit}]": lambda values, unit=unit: pd.Series(_moments(unit, values))
        for unit in ("s", "ms", "us", "ns")
    },
    "date32[pyarrow]": lambda values: pd.Series(values, dtype=pd.ArrowDtype(pa.date32())),
    "date64[pyarrow]": lambda values: pd.Series(
        pd.arrays.ArrowExtensionArray(pa.array(values, pa.date64()))
    ),
    "timestamp[pyarrow]": lambda values: pd.Series(
        pd.arrays.ArrowExtensionArray(pa.array(values, pa.date32()).cast(pa.timestamp("us")))
    ),
    "category of dates": lambda values: _object_series(values).astype("category"),
    "category of moments": lambda values: pd.Series(_moments("ns", values)).astype("category"),
    ".dt.date": lambda values: pd.Series(_moments("ns", values)).dt.date,
}  # fmt: skip
_POLARS_DAYS: dict[str, Any] = {
    "Date": lambda values: pl.Series(values, dtype=pl.Date),
    **{
        f"Datetime({unit})": lambda values, unit=unit: pl.Series(values, dtype=pl.Date).cast(
            pl.Datetime(unit)
        )
        for unit in ("ms", "us", "ns")
    },
    "Object": lambda values: pl.Series(values, dtype=pl.Object),
}
_ARROW_DAYS: dict[str, Any] = {
    "date32": lambda values: pa.array(values, pa.date32()),
    "date64": lambda values: pa.array(values, pa.date64()),
    **{
        f"timestamp({unit})": lambda values, unit=unit: pa.array(values, pa.date32()).cast(
            pa.timestamp(unit)
        )
        for unit in ("s", "ms", "us", "ns")
    },
    "dictionary": lambda values: pa.array(values, pa.date32()).dictionary_encode(),
    "repeated dictionary": lambda values: _repeated(values, pa.date32()),
    "dictionaries": lambda values: _own_dictionaries(values, pa.date32()),
}


def _iso(values: Sequence[Any]) -> list[str | None]:
    return [None if value is None else value.isoformat() for value in values]


DAY_KINDS: dict[str, dict[str, Any]] = {
    "pandas": _PANDAS_DAYS,
    "polars": _POLARS_DAYS,
    "pyarrow": _ARROW_DAYS,
}
"""Library → kind of column → days (None where one is missing) to a column."""


# -- words -----------------------------------------------------------------------------------------------
def _away(values: Sequence[Any], make: Callable[[list[Any]], Any]) -> Any:
    """A column some of whose rows have been filtered away; their categories are still declared."""
    return make([*_ROWS_AWAY, *values, *_ROWS_AWAY])


def _run_ends(values: Sequence[Any]) -> Any:
    import pyarrow.compute as pc

    return pc.run_end_encode(pa.array(values, pa.string()))


WORD_KINDS: dict[str, dict[str, Any]] = {
    "pandas": {
        "objects": _object_series,
        "objects, NaN": partial(_marked, float("nan"), _object_series),
        "objects, NA": partial(_marked, pd.NA, _object_series),
        "str": lambda values: pd.Series(values, dtype="str"),
        "string": lambda values: pd.Series(values, dtype="string"),
        "string[pyarrow]": lambda values: pd.Series(values, dtype=pd.ArrowDtype(pa.string())),
        "category": lambda values: pd.Series(values, dtype="category"),
        "category, filtered": lambda values: _away(
            values, lambda more: pd.Series(more, dtype="category")
        ).iloc[2:-2],
        "dictionary[pyarrow]": lambda values: pd.Series(
            pd.arrays.ArrowExtensionArray(pa.array(values, pa.string()).dictionary_encode())
        ),
    },
    "polars": {
        "String": lambda values: pl.Series(values, dtype=pl.String),
        "Categorical": lambda values: pl.Series(values, dtype=pl.Categorical),
        "Categorical, filtered": lambda values: _away(
            values, lambda more: pl.Series(more, dtype=pl.Categorical)
        )[2:-2],
        "Enum": lambda values: pl.Series(
            values, dtype=pl.Enum([*_ROWS_AWAY, *dict.fromkeys(v for v in values if v is not None)])
        ),
        "Object": lambda values: pl.Series(values, dtype=pl.Object),
    },
    "pyarrow": {
        "string": lambda values: pa.array(values, pa.string()),
        "large_string": lambda values: pa.array(values, pa.large_string()),
        "string_view": lambda values: pa.array(values, pa.string_view()),
        "dictionary": lambda values: pa.array(values, pa.string()).dictionary_encode(),
        "dictionary, filtered": lambda values: _away(
            values, lambda more: pa.array(more, pa.string()).dictionary_encode()
        )[2:-2],
        "repeated dictionary": lambda values: _repeated(values, pa.string()),
        "dictionaries": lambda values: _own_dictionaries(values, pa.string()),
        "run ends": _run_ends,
    },
}
"""Library → kind of column → text (None where it is missing) to a column."""


def _whole_numbers(kind: Any) -> Any:
    return lambda values: kind([int(value) for value in values])


ID_KINDS: dict[str, dict[str, Any]] = {
    "pandas": {
        **WORD_KINDS["pandas"],
        "int64": _whole_numbers(lambda values: pd.Series(values, dtype="int64")),
        "uint64": _whole_numbers(lambda values: pd.Series(values, dtype="uint64")),
        "Int64": _whole_numbers(lambda values: pd.Series(values, dtype="Int64")),
        "int64[pyarrow]": _whole_numbers(lambda values: pd.Series(values, dtype="int64[pyarrow]")),
        "float64": _whole_numbers(lambda values: pd.Series(values, dtype="float64")),
        "128 bits": _whole_numbers(lambda values: _object_series([v + 2**100 for v in values])),
    },
    "polars": {
        **WORD_KINDS["polars"],
        "Int8": _whole_numbers(lambda values: pl.Series(values, dtype=pl.Int8)),
        "UInt64": _whole_numbers(lambda values: pl.Series([v + 2**63 for v in values], dtype=pl.UInt64)),
        "Int128": _whole_numbers(lambda values: pl.Series([v + 2**100 for v in values], dtype=pl.Int128)),
    },
    "pyarrow": {
        **WORD_KINDS["pyarrow"],
        "int64": _whole_numbers(lambda values: pa.array(values, pa.int64())),
        "uint64": _whole_numbers(lambda values: pa.array([v + 2**63 for v in values], pa.uint64())),
        "decimal128": _whole_numbers(lambda values: pa.array(values, pa.decimal128(38))),
    },
}  # fmt: skip
"""The same of text that is a whole number, as ids are kept."""


def _lists(values: Sequence[Any]) -> list[list[str] | None]:
    return [None if value is None else list(value) for value in values]


def _joined(values: Sequence[Any]) -> list[str | None]:
    return [None if value is None else ";".join(value) for value in values]


def _as_text(make: Any) -> Any:
    return lambda values: make(_joined(values))


def _listed(kind: Any) -> Any:
    return lambda values: pa.array(_lists(values), kind)


LIST_KINDS: dict[str, dict[str, Any]] = {
    "pandas": {
        "lists": lambda values: _object_series(_lists(values)),
        "tuples": _object_series,
        "arrays": lambda values: _object_series(
            [None if value is None else np.array(value, object) for value in values]
        ),
        "list[pyarrow]": lambda values: pd.Series(
            pd.arrays.ArrowExtensionArray(pa.array(_lists(values), pa.list_(pa.string())))
        ),
        **{f"{name} as text": _as_text(make) for name, make in WORD_KINDS["pandas"].items()},
    },
    "polars": {
        "List": lambda values: pl.Series(_lists(values), dtype=pl.List(pl.String)),
        "List of categories": lambda values: pl.Series(
            _lists(values), dtype=pl.List(pl.Categorical)
        ),
        **{f"{name} as text": _as_text(make) for name, make in WORD_KINDS["polars"].items()},
    },
    "pyarrow": {
        **{str(kind): _listed(kind) for kind in (
            pa.list_(pa.string()), pa.large_list(pa.large_string()), pa.list_view(pa.string()),
            pa.list_(pa.string_view()),
        )},
        **{f"{name} as text": _as_text(make) for name, make in WORD_KINDS["pyarrow"].items()},
    },
}  # fmt: skip
"""Library → kind of column → tuples of text (None where it is missing) to a column."""


# -- tables ----------------------------------------------------------------------------------------------
LIBRARIES = ("pandas", "polars", "pyarrow")


def table_of(library: str, columns: dict[str, Any]) -> Any:
    """Columns of one library as a table."""
    if library == "pandas":
        return pd.DataFrame({name: column.array for name, column in columns.items()})
    return pl.DataFrame(columns) if library == "polars" else pa.table(columns)


def _cut(table: Any, start: int, end: int) -> Any:
    if isinstance(table, pd.DataFrame):
        return table.iloc[start:end]
    return table[start:end] if isinstance(table, pl.DataFrame) else table.slice(start, end - start)


def _sliced(table: Any) -> Any:
    """The table out of the middle of one that has it twice."""
    return _cut(_together([table, table]), len(table) // 2, len(table) // 2 + len(table))


def _rolled(table: Any) -> Any:
    """The rows of ``_sliced`` in their old order again."""
    half = len(table) - len(table) // 2
    return _together([_cut(table, half, len(table)), _cut(table, 0, half)])


def _together(tables: list[Any]) -> Any:
    if isinstance(tables[0], pd.DataFrame):
        return pd.concat(tables)
    if isinstance(tables[0], pl.DataFrame):
        return pl.concat(tables, rechunk=False)
    return pa.concat_tables(tables)


def _filtered(table: Any) -> Any:
    """The table filtered out of one that has each row twice."""
    twice = _together([table, table])
    keep = [True] * len(table) + [False] * len(table)
    if isinstance(twice, pd.DataFrame):
        return twice[np.array(keep, bool)]
    return twice.filter(
        pl.Series(keep, dtype=pl.Boolean)
        if isinstance(twice, pl.DataFrame)
        else pa.array(keep, pa.bool_())
    )


def _chunked(table: Any) -> Any:
    """The table in pieces, empty ones among them."""
    third = len(table) // 3
    cuts = [0, third, third, 2 * third, len(table), len(table)]
    return _together([_cut(table, a, b) for a, b in pairwise(cuts)])


CUTS: dict[str, Any] = {
    "whole": lambda table: table,
    "sliced": lambda table: _rolled(_sliced(table)),
    "filtered": _filtered,
    "chunked": _chunked,
    "concatenated": lambda table: _together(
        [_cut(table, 0, len(table) // 2), _cut(table, len(table) // 2, len(table))]
    ),
}
"""What people do with tables; the rows are the same, in the same order."""
