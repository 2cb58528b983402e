"""Columns of words as small numbers: each distinct value once, and for each row its number.

The fast way for each kind of column: dictionaries, categories and enumerations are taken as they are, text
is given to the frame's own factorizer, and only what is left is looked at value by value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Words", "words_of"]

SEPARATOR = ";"
"""Between the members of a list that is written as text."""


@frozen(eq=False)
class Words:
    """A column as numbers.

    Attributes:
        codes: for each row 0 where nothing stands, else one more than the place of the value.
        values: the distinct values.
    """

    codes: NDArray[Any]
    values: tuple[Any, ...]

    def value(self, code: int) -> Any:
        """The value with a code; None for 0."""
        return None if code == 0 else self.values[code - 1]


def words_of(column: Any, kind: str) -> Words:
    """A column (of a frame of narwhals) as numbers.

    Arguments:
        column: a series of narwhals.
        kind: the kind of its values: ``words`` are lists, ``flag`` true or false, any other as it is.
    """
    native = column.to_native()
    reader = _READERS.get(type(native).__module__.partition(".")[0], _from_any)
    found: Words = reader(native)
    plain = tuple(_plain(value, kind) for value in found.values)
    if len(set(plain)) == len(plain):
        return Words(found.codes, plain)
    # Two ways to write one value, such as "a;b" and ["a", "b"].
    distinct = tuple(dict.fromkeys(plain))
    places = {value: place for place, value in enumerate(distinct, 1)}
    table = np.array([0, *(places[value] for value in plain)])
    return Words(table[found.codes], distinct)


def _plain(value: Any, kind: str) -> Any:
    """A value as the classes of a case hold it."""
    if kind == "words":
        if isinstance(value, str):
            return tuple(value.split(SEPARATOR)) if value else ()
        return tuple(value) if hasattr(value, "__iter__") else value
    if kind == "flag" and type(value) is not bool and isinstance(value, np.bool_):
        return bool(value)
    return value


def _small(codes: NDArray[Any], distinct: int) -> NDArray[Any]:
    return codes.astype(np.uint8 if distinct < 255 else np.int64, copy=False)  # noqa: PLR2004 - of a byte


# -- by kind of frame -----------------------------------------------------------------------------------
def _from_any(native: Any) -> Words:
    values = native.to_list() if hasattr(native, "to_list") else list(native)
    return _one_by_one(values)


def _one_by_one(values: Iterable[Any]) -> Words:
    places: dict[Any, int] = {}
    codes = []
    for value in values:
        missing = value is None or value != value  # noqa: PLR0124 - NaN is not itself
        if missing is True or (not hasattr(value, "__len__") and missing):
            codes.append(0)
            continue
        key = value if isinstance(value, str | bool) else _hashable(value)
        codes.append(places.setdefault(key, len(places) + 1))
    return Words(_small(np.array(codes, np.int64), len(places)), tuple(places))


def _hashable(value: Any) -> Any:
    return tuple(value) if hasattr(value, "__iter__") and not isinstance(value, str) else value


def _from_polars(native: Any) -> Words:
    kind = str(native.dtype).partition("(")[0]
    if kind == "Boolean":
        codes = _through(native, nw.UInt8).fill_null(2).to_numpy()
        return Words(_one_more(codes, 2), (False, True))
    if kind == "List":
        native = _through(native, nw.List(nw.String)).list.join(SEPARATOR)
        kind = "String"
    if kind == "String":
        native = _through(native, nw.Categorical)
    elif kind not in {"Categorical", "Enum"}:
        return _from_any(native)
    # The categories of a column are numbered together with those of others: only those that occur count.
    physical = native.to_physical()
    nothing = -1 if physical.null_count() == len(physical) else int(physical.max()) + 1
    if nothing < 0:
        return Words(np.zeros(len(physical), np.uint8), ())
    if physical.null_count():
        fits = nothing <= np.iinfo(np.uint8).max
        physical = (physical if fits else physical.cast(int)).fill_null(nothing)
    return _renumbered(physical.to_numpy(), nothing, native)


def _through(native: Any, kind: Any) -> Any:
    return nw.from_native(native, series_only=True).cast(kind).to_native()


def _renumbered(places: NDArray[Any], nothing: int, native: Any) -> Words:
    """Small numbers for the places that occur, each with the value of some row that has it.

    Arguments:
        places: for each row a number below ``nothing``, or that where there is no value.
        nothing: the first number that is none.
        native: the column itself.
    """
    if nothing <= _FEW:
        rows = np.array([_row_of(places, place) for place in range(nothing)], np.int64)
    else:
        rows = np.full(nothing + 1, -1, np.int64)
        rows[places] = np.arange(len(places))
        rows = rows[:nothing]
    there = rows >= 0
    used = rows[there]
    values = tuple(native.gather(used).to_list())
    if len(used) == nothing:
        return Words(_one_more(places, nothing), values)
    table = np.append(np.cumsum(there) * there, 0)
    return Words(_small(table, len(used))[places], values)


_FEW = 64
"""Values for which it is quicker to look for each than to look at each row."""
_GLANCE = 1 << 14


def _row_of(places: NDArray[Any], place: int) -> int:
    """The first row with a place, most are found at a glance; -1 where none has it."""
    for start in range(0, len(places), _GLANCE):
        here = places[start : start + _GLANCE] == place
        at = int(here.argmax())
        if here[at]:
            return start + at
    return -1


def _one_more(places: NDArray[Any], nothing: int) -> NDArray[Any]:
    """Numbers from 1 for places from 0, and 0 for that where there is no value."""
    small = places.astype(np.uint8 if nothing < 255 else np.int64, copy=False)  # noqa: PLR2004 - of a byte
    codes: NDArray[Any] = (small + 1) * (small != nothing)
    return codes


def _from_arrow(native: Any) -> Words:
    column = native.combine_chunks() if hasattr(native, "chunks") else native
    if hasattr(column, "chunks"):  # too big for one chunk, or none at all
        column = column.chunk(0) if column.num_chunks == 1 else column
    kind = str(column.type)
    if kind.startswith(("string", "large_string", "string_view")):
        column = column.dictionary_encode()
        column = column.combine_chunks() if hasattr(column, "chunks") else column
        kind = "dictionary"
    if kind == "bool":
        codes = column.cast("uint8").fill_null(2).to_numpy(zero_copy_only=False)
        return Words(_one_more(codes, 2), (False, True))
    if kind.startswith("dictionary"):
        values = column.dictionary.to_pylist()
        nothing = len(values)
        small = column.indices.cast("uint8" if nothing < 255 else "int64")  # noqa: PLR2004 - of a byte
        places = small.fill_null(nothing).to_numpy(zero_copy_only=False)
        return Words(_one_more(places, nothing), tuple(values))
    if kind.startswith(("list", "large_list")):
        return _from_arrow_lists(column)
    return _one_by_one(column.to_pylist())


_LONGEST = 12
"""Members of a list that still fit one number, in a vocabulary of at most thirty."""


def _from_arrow_lists(column: Any) -> Words:
    members = _from_arrow(column.flatten())
    lengths = np.asarray(column.value_lengths().fill_null(-1).to_numpy(zero_copy_only=False))
    base = len(members.values) + 1
    if lengths.max(initial=0) > _LONGEST or base > 30:  # noqa: PLR2004 - 31 ** 12 is still an int64
        return _one_by_one(column.to_pylist())
    filled = np.maximum(lengths, 0)
    starts = np.cumsum(filled) - filled
    # A list as the digits of one number; where nothing stands, not even an empty list.
    key = np.where(lengths < 0, -1, 0)
    for place in range(int(filled.max(initial=0))):
        rows = np.flatnonzero(filled > place)
        key[rows] = key[rows] * base + members.codes[starts[rows] + place]
    distinct, first, codes = np.unique(key, return_index=True, return_inverse=True)
    values = [
        tuple(
            members.value(int(code))
            for code in members.codes[starts[row] : starts[row] + filled[row]]
        )
        for row in first.tolist()
    ]
    if distinct.size and distinct[0] == -1:
        return Words(_small(codes, len(values)), tuple(values[1:]))
    return Words(_small(codes + 1, len(values)), tuple(values))


def _from_pandas(native: Any) -> Words:
    kind = str(native.dtype)
    if kind.endswith("[pyarrow]") and kind != "string[pyarrow]":
        return _from_arrow(native.array.__arrow_array__())
    if kind == "category":
        values = native.cat.categories.tolist()
        codes = native.cat.codes.to_numpy()
        wide = codes.astype(np.int16 if codes.itemsize == 1 else codes.dtype, copy=False)
        return Words(_small(wide + 1, len(values)), tuple(values))
    try:
        codes, distinct = native.factorize()
    except TypeError:  # lists cannot be hashed
        return _one_by_one(native.tolist())
    values = distinct.tolist()
    if any(isinstance(value, bool) for value in values) and not all(
        isinstance(value, bool) for value in values
    ):
        return _one_by_one(native.tolist())  # True and 1 are one to a factorizer
    return Words(_small(codes + 1, len(values)), tuple(values))


_READERS: dict[str, Callable[[Any], Words]] = {
    "polars": _from_polars,
    "pyarrow": _from_arrow,
    "pandas": _from_pandas,
}
