"""Columns of days as whole numbers, whatever their kind.

A day is a whole day. Columns of days are read as they are; a column of moments without a zone, all of them
midnight, is the way in which pandas writes days, and is one, too. Any other moment has a day only once
somebody says in which time zone: casting it silently picks one (Polars and pandas the UTC day, Arrow the
local one), which moves a deadline; so none is cast here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from gaf_rules.columns.kinds import is_missing, library_of, refusal
from gaf_rules.columns.words import words_of
from gaf_rules.documents.fields import short
from gaf_rules.values.days import from_iso, the_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.values.errors import CaseError

    Days = NDArray[np.datetime64]
    Ints = NDArray[Any]

__all__ = ["DAY", "MISSING_DAY", "STRANGE_DAY", "as_days", "day_numbers"]

DAY = np.dtype("datetime64[D]")
MISSING_DAY = int(np.iinfo(np.int32).min)
"""Stands in a column of numbers where a day is missing."""
STRANGE_DAY = MISSING_DAY + 1
"""Stands there where something else than a day is."""

_LATEST = int(np.iinfo(np.int32).max)
_NAT = int(np.iinfo(np.int64).min)
_EPOCH = the_day(1970, 1, 1).toordinal()
_ISO = r"\d{4}-\d{2}-\d{2}"
_A_DAY = {
    "h": 24, "m": 1440, "s": 86_400, "ms": 86_400_000, "us": 86_400_000_000,
    "ns": 86_400_000_000_000,
}  # fmt: skip
_NUMBER = re.compile(r"\b(u?int|float|double|decimal)", re.IGNORECASE)
"""How the libraries call columns of numbers."""
_KINDS = (
    "datetime64[D]",
    "date32",
    "date64",
    "Polars Date",
    "datetime.date",
    "naive moments that are all midnight",
)


@frozen(eq=False)
class _Held:
    """Days as whole numbers.

    Attributes:
        numbers: of days since 1970.
        missing: where there is none; None: there is one everywhere.
        strange: where something stands that is no day; None: nowhere.
    """

    numbers: Ints
    missing: NDArray[np.bool_] | None = None
    strange: NDArray[np.bool_] | None = None


@frozen
class _Wanted:
    """How a column is to be read: its path, the zone in which moments have a day, whether text may be one."""

    path: str
    zone: ZoneInfo | None = None
    texts: bool = False


def as_days(column: Any, path: str = "$dates") -> Days:
    """A column of days as a ``datetime64[D]`` array; missing days become NaT.

    Arguments:
        column: a column of days of numpy, pandas, Polars or Arrow; a list or an object array of
            ``datetime.date``; naive moments that are all midnight; a single day. A day is missing where
            None, NaT, NaN or ``pd.NA`` stands, or where an entry is masked.
        path: the name of the argument, for the error.

    Raises:
        CaseError: a moment, a text, a number: anything that is not a whole day.

    >>> from datetime import date
    >>> as_days([date(2026, 3, 9), None])
    array(['2026-03-09',        'NaT'], dtype='datetime64[D]')
    """
    if isinstance(column, np.ndarray | np.generic) and not np.ma.isMaskedArray(column):
        array = np.asarray(column)
        if array.dtype.newbyteorder("=") == DAY:
            return array.astype(DAY, copy=False)
    wanted = _Wanted(path)
    if library_of(column) not in _READERS or _is_single(column):
        return _from_values(column, wanted)
    # A table, say, or a class.
    if isinstance(column, type) or not (hasattr(column, "dtype") or hasattr(column, "type")):
        raise _wrong_kind(kind=type(column).__name__, path=path)
    held = _READERS[library_of(column)](column, wanted)
    days = held.numbers.astype(np.int64).view(DAY)
    if held.missing is not None:
        days[held.missing] = np.datetime64("NaT", "D")
    return days.reshape(getattr(column, "shape", days.shape))


def day_numbers(column: Any, path: str, zone: ZoneInfo | None) -> NDArray[np.int32]:
    """A column of a table as numbers of days since 1970; ``YYYY-MM-DD`` in text is a day, too.

    Arguments:
        column: as in :func:`as_days`, or of text.
        path: the name of the column, for the error.
        zone: the time zone in which moments have their day.

    Returns:
        numbers, which may be a view of the column: ``MISSING_DAY`` where a day is missing, and
        ``STRANGE_DAY`` where a cell among others is none.

    Raises:
        CaseError: moments without a zone, or a column of another type.
    """
    wanted = _Wanted(path, zone, texts=True)
    held = _READERS[library_of(column)](column, wanted)
    numbers = held.numbers
    if numbers.dtype != np.int32 or numbers.min(initial=0) <= STRANGE_DAY:
        numbers = np.clip(numbers, STRANGE_DAY + 1, _LATEST).astype(np.int32)
    for where, what in ((held.missing, MISSING_DAY), (held.strange, STRANGE_DAY)):
        if where is not None:
            numbers = np.where(where, np.int32(what), numbers)
    return numbers


def _wrong_kind(*, kind: object, path: str) -> CaseError:
    taken_zh = "、".join((*_KINDS[:-1], "全为零点的无时区时刻"))
    zh = f"得到 {kind}：只收整日的列（{taken_zh}）；"
    en = f"got {kind}: only a column of whole days is taken ({', '.join(_KINDS)}); "
    if _NUMBER.search(str(kind)):
        zh += "数不是日期：若为 Excel 的日期序号，请以 read_log 及映射的 serial_numbers 读入，或先换算"
        en += (
            "a number is no day: serial numbers of Excel are read by read_log with serial_numbers in the "
            "mapping, or turn them into days first"
        )
    else:
        zh += "时刻没有日期，须由使用者先定时区（哪个时区？下班前还是下班后？）再取日"
        en += (
            "a moment is not a day (which time zone? before or after the close of business?), so settle the "
            "zone and take the day first"
        )
    return refusal(path=path, got=str(kind), zh=zh, en=en, allowed=_KINDS)


def _a_moment(wanted: _Wanted, *, kind: object) -> CaseError:
    """The refusal of moments; where a zone can be named, with that hint."""
    if not wanted.texts:
        return _wrong_kind(kind=kind, path=wanted.path)
    return refusal(
        path=wanted.path,
        got=str(kind),
        zh=f"{kind} 是时刻，不是日期：请以 zone=（如 zone='Asia/Shanghai'）说明按哪个时区取日",
        en=f"{kind} is a moment, not a day: name the zone in which the day is to be taken, such as "
        "zone='Asia/Shanghai'",
        allowed=("date",),
    )


# -- moments ---------------------------------------------------------------------------------------------
def _from_moments(
    ticks: Ints, unit: str, wanted: _Wanted, kind: object, *, aware: bool = False
) -> _Held:
    """The days of moments, ``ticks`` of a unit since 1970; the least number where one is missing."""
    missing = ticks == _NAT
    if not missing.any():
        missing = None
    if aware:
        if wanted.zone is None:
            raise _a_moment(wanted, kind=kind)
        return _Held(_local_days(ticks // (_A_DAY[unit] // 86_400), wanted.zone), missing)
    days, rest = np.divmod(ticks, _A_DAY[unit])
    if wanted.zone is None:
        rest = rest != 0 if missing is None else (rest != 0) & ~missing
        if rest.any():
            row = int(np.argmax(rest))
            moment = ticks[row : row + 1].view(f"M8[{unit}]")[0]
            raise _a_moment(wanted, kind=f"{kind} (row {row}: {moment})")
    return _Held(days, missing)


_QUARTER = 900
"""Seconds: the offset of a zone changes on a quarter of an hour, if at all."""


def _local_days(seconds: Ints, zone: ZoneInfo) -> Ints:
    """The days that moments have in a zone."""
    quarters, which = np.unique(seconds // _QUARTER, return_inverse=True)
    offsets = np.array([_offset(quarter, zone) for quarter in quarters.tolist()], np.int64)
    return (seconds + offsets[which.reshape(-1)]) // _A_DAY["s"]


def _offset(quarter: int, zone: ZoneInfo) -> int:
    try:
        moment = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(0, quarter * _QUARTER)).astimezone(
            zone
        )
    except OverflowError:  # no year that Python knows, nor one of the calendar
        return 0
    return int((moment.utcoffset() or timedelta(0)).total_seconds())


# -- value by value --------------------------------------------------------------------------------------
def _day_of(value: Any, wanted: _Wanted) -> int | None:
    """The number of the day that a value is; None where it is none.

    Raises:
        CaseError: a moment, and no zone in which it has a day.
    """
    if isinstance(value, np.datetime64):
        unit = np.datetime_data(value.dtype)[0]
        if unit == "D" or unit in _A_DAY:
            return int(_from_numpy(np.array([value]), wanted).numbers[0])
    elif isinstance(value, datetime):
        return _day_of_moment(value, wanted)
    elif isinstance(value, date):
        return value.toordinal() - _EPOCH
    elif isinstance(value, str) and wanted.texts and re.fullmatch(_ISO, value, re.ASCII):
        try:
            return from_iso(value).toordinal() - _EPOCH
        except ValueError:  # 2026-02-30
            return None
    return None


def _day_of_moment(moment: datetime, wanted: _Wanted) -> int:
    if moment.tzinfo is not None and wanted.zone is not None:
        offset = (moment.utcoffset() or timedelta(0)).total_seconds()
        wall = (moment.toordinal() - _EPOCH) * _A_DAY["s"] + moment.hour * 3600
        seconds = wall + moment.minute * 60 + moment.second - int(offset)
        return int(_local_days(np.array([seconds]), wanted.zone)[0])
    midnight = moment.time() == time() and not getattr(moment, "nanosecond", 0)
    if moment.tzinfo is not None or not (midnight or wanted.zone is not None):
        raise _a_moment(wanted, kind=f"{type(moment).__name__} {moment}")
    return moment.toordinal() - _EPOCH


def _from_words(column: Any, wanted: _Wanted) -> _Held:
    """A column whose values are looked at one by one, each distinct value once."""
    words = words_of(column)
    numbers, strange = [0], [False]
    for value in words.values:
        empty = wanted.texts and value == ""
        number = _STANDS_FOR_NONE if empty else _day_of(value, wanted)
        numbers.append(_STANDS_FOR_NONE if number is None else number)
        strange.append(number is None)
    if any(strange) and not wanted.texts:
        row = min(words.first_row(code) for code, wrong in enumerate(strange) if wrong)
        value = words.value(int(words.codes[row]))
        kind = f"{type(value).__name__} {short(value)}"
        raise _wrong_kind(kind=kind, path=f"{wanted.path}[{row}]")
    table = np.array(numbers, np.int64)
    missing = table == _STANDS_FOR_NONE
    missing[0] = True
    held = _Held(table[words.codes], missing[words.codes])
    return evolve(held, strange=np.array(strange)[words.codes]) if any(strange) else held


_STANDS_FOR_NONE = _NAT


def _is_single(column: Any) -> bool:
    """Whether it is one day and no column."""
    return isinstance(column, date) or hasattr(column, "as_py") or is_missing(column)


def _from_values(column: Any, wanted: _Wanted) -> Days:
    """A list, or a single day as an array without dimensions."""
    path = wanted.path
    if _is_single(column):
        value = column.as_py() if hasattr(column, "as_py") else column
        # One moment is an argument like others, and pandas alone has no other way to write a day.
        if isinstance(value, datetime) and library_of(value) == "datetime":
            raise _wrong_kind(kind=f"datetime {value}", path=path)
        return as_days(_as_objects([value]), path).reshape(())
    kinds = str, bytes, Mapping, set, frozenset, type
    if isinstance(column, kinds) or not hasattr(column, "__len__"):
        raise _wrong_kind(kind=type(column).__name__, path=path)
    return as_days(_as_objects(column), path)


def _as_objects(values: Any) -> NDArray[np.object_]:
    return np.fromiter(values, object, len(values))


# -- by library ------------------------------------------------------------------------------------------
def _from_numpy(column: Any, wanted: _Wanted) -> _Held:
    array = np.asarray(column).reshape(-1)
    masked = np.ma.getmaskarray(column).reshape(-1) if np.ma.isMaskedArray(column) else None
    if array.dtype.kind == "M":
        unit, _ = np.datetime_data(array.dtype)
        if unit != "D" and unit not in _A_DAY:
            raise _wrong_kind(kind=array.dtype, path=wanted.path)
        ticks = array.astype(f"M8[{unit}]").view(np.int64)
        if masked is not None:
            ticks = np.where(masked, _NAT, ticks)
        if unit == "D":
            missing = ticks == _NAT
            return _Held(ticks, missing if missing.any() else None)
        return _from_moments(ticks, unit, wanted, f"datetime64[{unit}]")
    if array.dtype.kind == "O":
        return _from_words(array if masked is None else np.ma.array(array, mask=masked), wanted)
    empty = np.isnan(array) if array.dtype.kind == "f" else np.zeros(len(array), np.bool_)
    return _none_at_all(empty if masked is None else empty | masked, array.dtype, wanted)


def _none_at_all(missing: NDArray[np.bool_], kind: object, wanted: _Wanted) -> _Held:
    """A column of another type holds no days, unless it holds nothing: then its type says nothing."""
    if not missing.all():
        raise _wrong_kind(kind=kind, path=wanted.path)
    return _Held(np.zeros(len(missing), np.int64), missing)


def _from_polars(column: Any, wanted: _Wanted) -> _Held:
    name = str(column.dtype).partition("(")[0]
    if name == "Date":
        numbers = column.to_physical()
        if not column.null_count():
            return _Held(numbers.to_numpy())
        return _Held(numbers.fill_null(0).to_numpy(), column.is_null().to_numpy())
    kind = f"Polars {column.dtype}"
    if name == "Datetime":
        unit, zone = column.dtype.time_unit, column.dtype.time_zone
        ticks = column.to_physical().fill_null(_NAT).to_numpy()
        return _from_moments(ticks, unit, wanted, kind, aware=zone is not None)
    if name == "Object" or (name in {"String", "Categorical", "Enum"} and wanted.texts):
        return _from_words(column, wanted)
    missing = column.is_null()
    return _none_at_all(
        (missing | column.is_nan() if name.startswith("Float") else missing).to_numpy(),
        kind,
        wanted,
    )


def _from_arrow(column: Any, wanted: _Wanted) -> _Held:
    kind = str(column.type)
    if kind == "date32[day]":
        numbers = column.cast("int32")
        if not column.null_count:
            return _Held(numbers.to_numpy(zero_copy_only=False))
        missing = column.is_null().to_numpy(zero_copy_only=False)
        return _Held(numbers.fill_null(0).to_numpy(zero_copy_only=False), missing)
    if kind.startswith(("timestamp", "date64")):
        unit = getattr(column.type, "unit", "ms")
        ticks = column.cast("int64").fill_null(_NAT).to_numpy(zero_copy_only=False)
        aware = getattr(column.type, "tz", None) is not None
        return _from_moments(ticks, unit, wanted, f"Arrow {kind}", aware=aware)
    if kind.startswith(("dictionary", "run_end_encoded")) or (
        kind in {"string", "large_string", "string_view"} and wanted.texts
    ):
        return _from_words(column, wanted)
    missing = column.is_null(**({"nan_is_null": True} if kind in _ARROW_FLOATS else {}))
    return _none_at_all(missing.to_numpy(zero_copy_only=False), f"Arrow {kind}", wanted)


_ARROW_FLOATS = {"halffloat", "float", "double"}


def _from_pandas(column: Any, wanted: _Wanted) -> _Held:
    kind = str(column.dtype)
    array = getattr(column, "array", column)
    if hasattr(column.dtype, "pyarrow_dtype"):
        return _from_arrow(array.__arrow_array__(), wanted)
    if kind.startswith("datetime64"):
        aware = getattr(column.dtype, "tz", None) is not None
        moments = array.tz_convert("UTC").tz_localize(None) if aware else array
        plain = moments.to_numpy()
        unit, _ = np.datetime_data(plain.dtype)
        ticks = plain.view(np.int64)
        return _from_moments(ticks, unit, wanted, f"pandas {kind}", aware=aware)
    if kind in {"object", "category"} or (column.dtype == "string" and wanted.texts):
        return _from_words(column, wanted)
    return _none_at_all(np.asarray(column.isna()), f"pandas {kind}", wanted)


_READERS: dict[str, Callable[[Any, _Wanted], _Held]] = {
    "numpy": _from_numpy,
    "pandas": _from_pandas,
    "polars": _from_polars,
    "pyarrow": _from_arrow,
}
