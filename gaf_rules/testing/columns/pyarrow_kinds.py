"""Columns of Arrow that say the same: every kind of type, dictionaries of every make."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from gaf_rules.testing.columns.common import as_text, away, lists, whole_numbers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["KINDS", "cut", "kept", "table_of", "together"]


def _of(kind: Any) -> Any:
    return lambda values: pa.array(values, kind)


def _encoded(kind: Any) -> Any:
    return lambda values: pa.array(values, kind).dictionary_encode()


def _repeated(kind: Any) -> Any:
    """A dictionary that has every entry twice, null among them, and entries that do not occur."""

    def make(values: Sequence[Any]) -> Any:
        known = [*dict.fromkeys(values), None]
        places = [known.index(value) + (row % 2) * len(known) for row, value in enumerate(values)]
        return pa.DictionaryArray.from_arrays(
            pa.array(places, pa.int32()), pa.array([*known, *known], kind)
        )

    return make


def _own_dictionaries(kind: Any) -> Any:
    """Chunks each of which has a dictionary of its own."""

    def make(values: Sequence[Any]) -> Any:
        half = len(values) // 2
        parts = [values[:half], values[half:][:1], values[half:][1:]]
        encoded = [pa.array(part, kind).dictionary_encode() for part in parts]
        return pa.chunked_array(encoded, pa.dictionary(pa.int32(), kind))

    return make


def _run_ends(values: Sequence[Any]) -> Any:
    import pyarrow.compute as pc  # noqa: PLC0415 - slow to load, and only this kind needs it

    return pc.run_end_encode(pa.array(values, pa.string()))


_DAYS: dict[str, Any] = {
    "date32": _of(pa.date32()),
    "date64": _of(pa.date64()),
    **{
        f"timestamp({unit})": lambda values, unit=unit: pa.array(values, pa.date32()).cast(
            pa.timestamp(unit)
        )
        for unit in ("s", "ms", "us", "ns")
    },
    "dictionary": _encoded(pa.date32()),
    "repeated dictionary": _repeated(pa.date32()),
    "dictionaries": _own_dictionaries(pa.date32()),
}
_WORDS: dict[str, Any] = {
    "string": _of(pa.string()),
    "large_string": _of(pa.large_string()),
    "string_view": _of(pa.string_view()),
    "dictionary": _encoded(pa.string()),
    "dictionary, filtered": lambda values: away(values, _encoded(pa.string())),
    "repeated dictionary": _repeated(pa.string()),
    "dictionaries": _own_dictionaries(pa.string()),
    "run ends": _run_ends,
}
_IDS: dict[str, Any] = {
    **_WORDS,
    "int64": whole_numbers(_of(pa.int64())),
    "uint64": whole_numbers(lambda values: pa.array([v + 2**63 for v in values], pa.uint64())),
    "decimal128": whole_numbers(_of(pa.decimal128(38))),
}
_LISTS: dict[str, Any] = {
    **{
        str(kind): lambda values, kind=kind: pa.array(lists(values), kind)
        for kind in (
            pa.list_(pa.string()),
            pa.large_list(pa.large_string()),
            pa.list_view(pa.string()),
            pa.list_(pa.string_view()),
        )
    },
    **{f"{name} as text": as_text(make) for name, make in _WORDS.items()},
}
KINDS: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {"day": _DAYS, "word": _WORDS, "id": _IDS, "list": _LISTS, "flag": {"bool": _of(pa.bool_())}}
)
"""What a column holds → kind of column → values (None where one is missing) to a column."""


def table_of(columns: dict[str, Any]) -> Any:
    """Columns as a table."""
    return pa.table(columns)


def cut(table: Any, start: int, end: int) -> Any:
    """Some of the rows."""
    return table.slice(start, end - start)


def together(tables: list[Any]) -> Any:
    """The rows of one table after those of the other."""
    return pa.concat_tables(tables)


def kept(table: Any, keep: list[bool]) -> Any:
    """The rows that are kept."""
    return table.filter(pa.array(keep, pa.bool_()))
