"""Columns of days as numpy arrays: the fast way for each kind of column, and a refusal for timestamps.

Only kinds that hold whole days are taken. Casting a timestamp to a day silently picks a time zone
(Polars and pandas the UTC day, Arrow the local one), which moves a deadline; so none is cast here.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.days import PLAIN, plain_day
from gaf_rules.errors import CaseError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]

__all__ = ["DAY", "as_days", "as_numbers", "refusal"]

DAY = np.dtype("datetime64[D]")
_KINDS = (
    "numpy datetime64[D]",
    "Arrow date32",
    "Polars Date",
    "pandas date32[pyarrow]",
    "datetime.date or None",
)


def refusal(*, path: str, got: object, zh: str, en: str, allowed: tuple[str, ...]) -> CaseError:
    """The error for an argument that cannot be taken: where, what was got, what is allowed."""
    return CaseError((Problem(path=path, got=got, allowed=allowed, zh=zh, en=en),))


def _wrong_kind(*, kind: object, path: str) -> CaseError:
    return refusal(
        path=path,
        got=str(kind),
        zh=f"得到 {kind}：只收整日的列（{'、'.join(_KINDS)}）；时刻没有日期，须由使用者先定时区"
        "（哪个时区？下班前还是下班后？）再取日",
        en=f"got {kind}: only a column of whole days is taken ({', '.join(_KINDS)}); a moment is not a "
        "day (which time zone? before or after the close of business?), so settle the zone and take "
        "the day first",
        allowed=_KINDS,
    )


def as_days(column: Any, path: str = "$dates") -> Days:
    """A column of days as a ``datetime64[D]`` array; missing days become NaT.

    Arguments:
        column: a numpy array ``datetime64[D]`` (taken as it is), a ``date32`` column of Arrow or of
            pandas, a Polars ``Date`` column (each read without going through Python objects), or an
            object array, a list or a single value of ``datetime.date`` and None (checked one by one).
        path: the name of the argument, for the error.

    Raises:
        CaseError: a timestamp, a text, a number: anything that is not a whole day.

    >>> from datetime import date
    >>> as_days([date(2026, 3, 9), None])
    array(['2026-03-09',        'NaT'], dtype='datetime64[D]')
    """
    if isinstance(column, np.ndarray | np.generic):
        return _from_numpy(np.asarray(column), path)
    reader = _READERS.get(type(column).__module__.partition(".")[0])
    if reader is not None:
        numbers, missing = reader(column, path)
        days = numbers.astype(np.int64).view(DAY)
        if missing is not None:
            days[missing] = np.datetime64("NaT")
        return days
    if column is None or isinstance(column, date):
        return _from_objects([column], path).reshape(())
    if isinstance(column, str | bytes) or not hasattr(column, "__len__"):
        raise _wrong_kind(kind=type(column).__name__, path=path)
    return _from_objects(column, path)


def as_numbers(column: Any, path: str, nothing: int) -> NDArray[np.int32]:
    """The same as numbers of days since 1970 in 32 bits; ``nothing``, the least, where a day is missing.

    The array may be a view of the column and is not to be written to.
    """
    reader = _READERS.get(type(column).__module__.partition(".")[0])
    if reader is None:
        # What is missing is the least number of 64 bits.
        days = as_days(column, path).view(np.int64)
        return np.maximum(days, nothing).astype(np.int32)
    numbers, missing = reader(column, path)
    if missing is None:
        return numbers.astype(np.int32, copy=False)
    return np.where(missing, np.int32(nothing), numbers).astype(np.int32, copy=False)


def _from_numpy(array: NDArray[Any], path: str) -> Days:
    if array.dtype.newbyteorder("=") == DAY:
        return array.astype(DAY, copy=False)
    if array.dtype == object:
        return _from_objects(array.ravel().tolist(), path).reshape(array.shape)
    raise _wrong_kind(kind=array.dtype, path=path)


def _from_objects(values: Sequence[Any], path: str) -> Days:
    kinds = set(map(type, values))
    if kinds <= {*PLAIN, type(None)}:
        return np.array(values, dtype=DAY)
    for index, value in enumerate(values):
        if value is not None and plain_day(value) is None:
            raise _wrong_kind(kind=f"{type(value).__name__} {value!r}", path=f"{path}[{index}]")
    return np.array([value and plain_day(value) for value in values], dtype=DAY)


_Held = tuple["NDArray[Any]", "NDArray[np.bool_] | None"]
"""Days as whole numbers, and where there is none; None where there is one everywhere."""


def _from_polars(column: Any, path: str) -> _Held:
    if str(column.dtype) != "Date":
        raise _wrong_kind(kind=f"Polars {column.dtype}", path=path)
    if column.null_count():
        return column.to_physical().fill_null(0).to_numpy(), column.is_null().to_numpy()
    return column.to_physical().to_numpy(), None


def _from_arrow(column: Any, path: str) -> _Held:
    if str(column.type) != "date32[day]":
        raise _wrong_kind(kind=f"Arrow {column.type}", path=path)
    chunks = column.chunks if hasattr(column, "chunks") else [column]
    pieces = [_held_by(chunk) for chunk in chunks if len(chunk)]
    numbers = pieces[0] if len(pieces) == 1 else np.concatenate([np.zeros(0, np.int32), *pieces])
    if not column.null_count:
        return numbers, None
    missing = [chunk.is_null().to_numpy(zero_copy_only=False) for chunk in chunks]
    return numbers, np.concatenate(missing)


def _held_by(chunk: Any) -> NDArray[np.int32]:
    held = np.frombuffer(chunk.buffers()[1], dtype=np.int32)
    return held[chunk.offset : chunk.offset + len(chunk)]


def _from_pandas(column: Any, path: str) -> _Held:
    dtype = str(column.dtype)
    if dtype == "date32[day][pyarrow]":
        return _from_arrow(column.array.__arrow_array__(), path)
    if dtype == "object":
        days = _from_objects(column.to_numpy().tolist(), path)
        return days.view(np.int64), np.isnat(days)
    raise _wrong_kind(kind=f"pandas {dtype}", path=path)


_READERS: dict[str, Callable[[Any, str], _Held]] = {
    "polars": _from_polars,
    "pyarrow": _from_arrow,
    "pandas": _from_pandas,
}
