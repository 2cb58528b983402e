"""Columns of words as small numbers: each distinct value once, and for each row its number.

Dictionaries, categories and enumerations are taken as they are, text is given to the library's own
factorizer, and only what is left is looked at value by value. Whatever the way, only what occurs in a row
counts, once: not the categories of rows that were filtered away, not an entry that a dictionary has twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from gaf_rules.columns.kinds import is_missing, library_of
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from typing import Self

__all__ = ["SEPARATOR", "Words", "words_of"]

SEPARATOR = ";"
"""Between the members of a list that is written as text."""

Ints = NDArray[Any]


@frozen(eq=False)
class Words:
    """A column as numbers.

    Attributes:
        codes: for each row 0 where nothing stands, else one more than the place of the value.
        values: the distinct values, all of which occur.
        is_text: whether lists, if there are any, are written as text, where nothing and the empty list
            look alike.
    """

    codes: Ints
    values: tuple[Any, ...]
    is_text: bool = True

    def value(self, code: int) -> Any:
        """The value with a code; None for 0."""
        return None if code == 0 else self.values[code - 1]

    def first_row(self, code: int) -> int:
        """The first row in which a value stands."""
        return int(np.argmax(self.codes == code))


@frozen(eq=False)
class _Places:
    """A column as a library has it: for each row a number, ``nothing`` (the highest) where none stands."""

    places: Ints
    nothing: int
    values: Callable[[Ints], Sequence[Any]]
    """The values of some rows."""

    @classmethod
    def among(cls, places: Ints, nothing: int, values: Sequence[Any]) -> Self:
        """Rows that say which of these values they have."""
        return cls(places, nothing, lambda rows: [values[place] for place in places[rows].tolist()])


_SHORT = {"word", "flag", "code"}
"""Kinds of values none of which is the empty text: that is what a text file has where nothing stands."""


def words_of(column: Any, kind: str = "text") -> Words:
    """A column as numbers.

    Arguments:
        column: of numpy, pandas, Polars or Arrow; a list.
        kind: the kind of its values: ``words`` are lists; of ``word``, ``flag`` and ``code`` the empty text
            is missing; any other as it is.
    """
    reader = _READERS.get(library_of(column), _from_list)
    return _settled(reader(column), kind, listed=_holds_lists(column))


def _holds_lists(column: Any) -> bool:
    """Whether the type of a column is one of lists, whatever stands in it."""
    kind = str(getattr(column, "dtype", getattr(column, "type", ""))).lower()
    return kind.startswith(("list", "large_list", "fixed_size_list", "array"))


def _settled(found: _Places, kind: str, *, listed: bool) -> Words:
    """Numbers from 1 for the values that occur, each once; 0 for what is missing."""
    rows = _first_rows(found.places, found.nothing)
    used = np.flatnonzero(rows >= 0)
    raw = found.values(rows[used]) if len(used) else ()
    plain = kind not in {"words", *_SHORT} and set(map(type, raw)) <= {str}
    if plain and len(set(raw)) == len(raw):  # as most columns of ids are
        values, numbers = [*raw], list(range(1, len(raw) + 1))
    else:
        values, numbers = _each_once(raw, kind)
        listed |= any(map(_is_list, raw))
    codes = _numbered(found.places, found.nothing, used, numbers)
    return Words(codes, tuple(values), is_text=not listed)


def _each_once(raw: Sequence[Any], kind: str) -> tuple[list[Any], list[int]]:
    """The distinct values among these, and for each the number of its own; 0 for what is missing."""
    known: dict[Hashable, int] = {}
    values: list[Any] = []
    numbers = []
    for cell in raw:
        if is_missing(cell) or (kind in _SHORT and isinstance(cell, str) and not cell):
            numbers.append(0)
            continue
        value = _plain(cell, kind)
        # True and 1 are equal, but not the same answer.
        number = known.setdefault((type(value) is bool, value), len(known) + 1)
        if number > len(values):
            values.append(value)
        numbers.append(number)
    return values, numbers


def _numbered(places: Ints, nothing: int, used: Ints, numbers: list[int]) -> Ints:
    small = np.uint8 if len(numbers) < 255 else np.int32  # noqa: PLR2004 - of a byte
    if numbers == list(range(1, nothing + 1)):
        codes: Ints = np.multiply(places.astype(small) + 1, places != nothing, dtype=small)
        return codes
    table = np.zeros(nothing + 1, small)
    table[used] = numbers
    found: Ints = table[places]
    return found


_FEW = 64
"""Values for which it is quicker to look for each than to look at each row."""
_GLANCE = 1 << 14


def _first_rows(places: Ints, nothing: int) -> Ints:
    """For each place a row that has it; −1 where none has."""
    if nothing <= _FEW:
        return np.array([_row_of(places, place) for place in range(nothing)], np.int64)
    rows = np.full(nothing + 1, -1, np.int64)
    rows[places[::-1]] = np.arange(len(places) - 1, -1, -1)
    return rows[:nothing]


def _row_of(places: Ints, place: int) -> int:
    """The first row with a place, most are found at a glance; −1 where none has it."""
    for start in range(0, len(places), _GLANCE):
        here = places[start : start + _GLANCE] == place
        at = int(here.argmax())
        if here[at]:
            return start + at
    return -1


# -- values ----------------------------------------------------------------------------------------------
def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple | np.ndarray)


def _plain(value: Any, kind: str) -> Any:
    """A value as the classes of a case hold it; what cannot be told from others by its hash as a text."""
    if isinstance(value, np.generic) and not isinstance(value, np.datetime64):
        value = value.item()
    if kind == "words" and isinstance(value, str):
        return tuple(value.split(SEPARATOR)) if value else ()
    if _is_list(value):
        value = tuple(value.tolist() if isinstance(value, np.ndarray) else value)
    try:
        hash(value)
    except TypeError:
        return _told(value)
    return value


def _told(value: Any) -> str:
    try:
        return repr(value)
    except RecursionError:  # lists in lists without end, which no word is
        return short(value)


def _one_by_one(values: Iterable[Any]) -> _Places:
    known: dict[Hashable, int] = {}
    kept: list[Any] = []
    places = []
    for value in values:
        if type(value) is str:
            key: Hashable = value
        elif is_missing(value):
            places.append(-1)
            continue
        else:
            plain = _plain(value, "")
            key = type(value) is bool or type(value) is np.bool_, plain
        place = known.setdefault(key, len(known))
        if place == len(kept):
            kept.append(value)
        places.append(place)
    numbers = np.array(places, np.int64)
    numbers[numbers < 0] = len(kept)
    return _Places.among(numbers, len(kept), kept)


# -- by library ------------------------------------------------------------------------------------------
def _from_list(column: Any) -> _Places:
    return _one_by_one(column)


def _from_numpy(column: Any) -> _Places:
    if np.ma.isMaskedArray(column):
        masked = np.ma.getmaskarray(column)
        column = np.array(np.ma.getdata(column), dtype=object)
        column[masked] = None
    return _one_by_one(column.ravel().tolist() if column.dtype.kind not in "mM" else column.ravel())


def _from_polars(column: Any) -> _Places:
    kind = str(column.dtype)
    name = kind.partition("(")[0]
    if kind == "List(String)":
        joined = _from_polars(column.list.join(SEPARATOR, ignore_nulls=False))
        lengths = column.list.len().fill_null(0).to_numpy()
        return joined if _is_joined(joined, lengths) else _one_by_one(column.to_list())
    if name == "Boolean":
        physical: Any = _cast_polars(column, "UInt8")
    elif name == "String":
        physical = _cast_polars(column, "Categorical").to_physical()
    elif name in {"Categorical", "Enum"}:
        physical = column.to_physical()
    else:
        return _one_by_one(column.to_list())
    missing = physical.null_count()
    nothing = 0 if missing == len(physical) else int(physical.max()) + 1
    if missing:
        fits = nothing <= np.iinfo(np.uint8).max
        physical = (physical if fits else _cast_polars(physical, "UInt64")).fill_null(nothing)
    return _Places(physical.to_numpy(), nothing, lambda rows: column.gather(rows).to_list())


def _cast_polars(column: Any, kind: str) -> Any:
    import polars as pl  # noqa: PLC0415 - a column of it is at hand

    return column.cast(getattr(pl, kind))


def _is_joined(joined: _Places, lengths: Ints) -> bool:
    """Whether lists that have been joined to texts can be told from these again."""
    rows = _first_rows(joined.places, joined.nothing)
    used = np.flatnonzero(rows >= 0)
    members = np.zeros(joined.nothing + 1, np.int64)
    for place, text in zip(used, joined.values(rows[used]) if len(used) else (), strict=True):
        members[place] = text.count(SEPARATOR) + 1 if text else 0
    return bool(np.array_equal(members[joined.places], lengths))


_ARROW_TEXT = {"string", "large_string", "string_view"}


def _from_arrow(column: Any) -> _Places:
    kind = str(column.type)
    # Views of lists are left out: cast to lists, the last one loses its members.
    if kind.startswith(("list<", "large_list<")) and str(column.type.value_type) in _ARROW_TEXT:
        joined, lengths = _joined_in_arrow(column)
        return joined if _is_joined(joined, lengths) else _one_by_one(column.to_pylist())
    if kind in _ARROW_TEXT:
        return _from_dictionaries(column.dictionary_encode())
    if kind.startswith("dictionary"):
        return _from_dictionaries(column)
    if kind == "bool":
        flags = column.cast("uint8").fill_null(2).to_numpy(zero_copy_only=False)
        return _Places.among(flags, 2, (False, True))
    return _one_by_one(column.to_pylist())


def _joined_in_arrow(column: Any) -> tuple[_Places, Ints]:
    import pyarrow as pa  # noqa: PLC0415 - a column of it is at hand
    import pyarrow.compute as pc  # noqa: PLC0415 - likewise

    # Of the types of lists of text only two can be joined.
    lists = column.cast(pa.large_list(pa.string()))
    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    return _from_arrow(pc.binary_join(lists, SEPARATOR)), lengths.to_numpy(zero_copy_only=False)


def _from_dictionaries(column: Any) -> _Places:
    """Chunks with dictionaries of their own: their entries one after the other, some perhaps twice."""
    values: list[Any] = []
    last, base, pieces = None, 0, []
    for chunk in column.chunks if hasattr(column, "chunks") else [column]:
        if last is None or not chunk.dictionary.equals(last):
            last, base = chunk.dictionary, len(values)
            values += last.to_pylist()
        end = len(values)
        small = chunk.indices.cast("uint8" if end - base < 255 else "int64")  # noqa: PLR2004 - of a byte
        if base:
            small = small.cast("int64")
        places = small.fill_null(end - base).to_numpy(zero_copy_only=False)
        pieces.append((places, base, end))
    if len(pieces) == 1:
        return _Places.among(pieces[0][0], len(values), values)
    nothing = len(values)
    numbers = [
        np.where(places == end - base, nothing, places.astype(np.int64) + base)
        for places, base, end in pieces
    ]
    return _Places.among(np.concatenate([np.zeros(0, np.int64), *numbers]), nothing, values)


def _from_pandas(column: Any) -> _Places:
    if hasattr(column.dtype, "pyarrow_dtype"):
        series = column.array if hasattr(column, "array") else column
        return _from_arrow(series.__arrow_array__())
    if str(column.dtype) == "category":
        held = getattr(column, "array", column)
        values = held.categories.tolist()
        places = held.codes.astype(np.int64 if len(values) > np.iinfo(np.int16).max else np.int16)
        places[places < 0] = len(values)
        return _Places.among(places, len(values), values)
    if column.dtype == object:
        cells = column.tolist()
        if len({kind for kind in map(type, cells) if kind is not str} - {type(None)}) > 1:
            return _one_by_one(cells)  # True and 1 are one to a factorizer
    try:
        places, distinct = column.factorize()
    except TypeError:  # lists cannot be hashed
        return _one_by_one(column.tolist())
    nothing = len(distinct)
    return _Places.among(np.where(places < 0, nothing, places), nothing, distinct.tolist())


_READERS: dict[str, Callable[[Any], _Places]] = {
    "numpy": _from_numpy,
    "pandas": _from_pandas,
    "polars": _from_polars,
    "pyarrow": _from_arrow,
}
