"""What comes in: the columns of the two tables, their names checked, their values as numbers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

import difflib
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
from attrs import frozen

from gaf_rules.audit.counted import MISSING, Ints
from gaf_rules.audit.numbers import Numbers
from gaf_rules.audit.words import Words, words_of
from gaf_rules.bulk.columns import as_numbers, refusal
from gaf_rules.case import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.events import EVENT_FIELDS, FIELDS, Field
from gaf_rules.texts import says_something

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = [
    "CASE_COLUMNS",
    "DATE_FIELDS",
    "EVENT_COLUMNS",
    "FREE_FIELDS",
    "NOT_A_DAY",
    "Coded",
    "checked_frame",
    "coded_cases",
    "coded_events",
    "days_of",
]

NOT_A_DAY = MISSING
"""What stands in a column of days of the log where a day is missing."""

CASE_COLUMNS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "app_name": ("app", "name"),
        "app_kind": ("app", "kind"),
        "runs_on_mobile": ("app", "runs_on_mobile"),
        "purpose": ("app", "purpose"),
        "grassroots_facing": ("app", "grassroots_facing"),
        "sponsor_name": ("sponsor", "name"),
        "sponsor_kind": ("sponsor", "kind"),
        "tier": ("sponsor", "tier"),
        "place": ("sponsor", "place"),
    }
)
"""Column of ``cases`` → the part of the case and its field."""

EVENT_COLUMNS = ("type", "on", *EVENT_FIELDS)
DATE_FIELDS = ("posted_on", "expected_on", "change_on")
_SPECS: dict[str, Field] = {
    name: spec for fields in FIELDS.values() for name, spec in fields.items()
}
_SHAPE = ("type", "procedure", "by", "to", *DATE_FIELDS, "question", "answer")
"""What may follow on an event depends on these columns; of the others only facts remain."""
FREE_FIELDS = ("reason", "number")
"""Free text that no row reads: only whether it is there, and not blank, counts."""


@frozen(eq=False)
class Coded:
    """The words of a table: a small number for each combination that occurs, and what it stands for.

    Attributes:
        names: the columns that hold anything at all.
        columns: their values, and for each combination which of them it has; of a date field only whether
            it is there, of free text what it is like.
        codes: for each row the number of its combination.
        dates: the date fields that hold anything.
        kinds: for each combination a mixed-radix number of its words.
        shape_of: for each combination the number of its shape: the words that say what may follow.
        shapes: for each shape its words.
    """

    names: tuple[str, ...]
    columns: tuple[Words, ...]
    codes: Ints
    dates: dict[str, Ints]
    kinds: tuple[int, ...]
    shape_of: Ints
    shapes: tuple[dict[str, Any], ...]

    def parts(self, code: int) -> dict[str, Any]:
        """What a combination stands for: column → value; a date field is True where it is there."""
        return _parts(self.kinds[code], dict(zip(self.names, self.columns, strict=True)))

    def words(self, name: str) -> Words | None:
        """One column; None where it holds nothing."""
        return self.columns[self.names.index(name)] if name in self.names else None


def _parts(kind: int, columns: dict[str, Words]) -> dict[str, Any]:
    found = {}
    for name, column in columns.items():
        kind, digit = divmod(kind, len(column.values) + 1)
        found[name] = column.value(digit)
    return found


def checked_frame(table: Any, name: str, required: Sequence[str], known: Sequence[str]) -> Any:
    """The table as a frame of narwhals, its column names looked at.

    Raises:
        CaseError: no table, a column that is missing, or one that nobody knows; it names the nearest.
    """
    try:
        frame = nw.from_native(table, eager_only=True)
    except TypeError:
        raise refusal(
            path=f"${name}",
            got=type(table).__name__,
            zh=f"得到 {type(table).__name__}；应为 pandas、Polars 或 Arrow 的表",
            en=f"got {type(table).__name__}; a table of pandas, Polars or Arrow is wanted",
            allowed=("pandas", "polars", "pyarrow"),
        ) from None
    for column in frame.columns:
        if column not in known:
            near = difflib.get_close_matches(str(column), known, n=1, cutoff=0.0)[0]
            raise refusal(
                path=f"${name}.{column}",
                got=column,
                zh=f"没有列 {column}；最接近的是 {near}；可用：{'、'.join(known)}",
                en=f"no column {column}; the nearest is {near}; known: {', '.join(known)}",
                allowed=tuple(known),
            )
    for column in required:
        if column not in frame.columns:
            raise refusal(
                path=f"${name}.{column}",
                got=None,
                zh=f"缺少列 {column}",
                en=f"the column {column} is missing",
                allowed=(column,),
            )
    return frame


def days_of(column: Any, name: str, zone: str | None) -> Ints:
    """A column of days as numbers; a column of moments only if the caller names the zone.

    Raises:
        CaseError: a column of moments without a zone, or one that holds no days.
    """
    if column.dtype == nw.Datetime:
        if zone is None:
            raise refusal(
                path=f"$events.{name}",
                got=str(column.dtype),
                zh=f"列 {name} 是时刻（{column.dtype}），不是日期：请以 zone=（如 zone='Asia/Shanghai'）"
                "说明按哪个时区取日",
                en=f"the column {name} holds moments ({column.dtype}), not days: name the zone in which "
                "the day is to be taken, such as zone='Asia/Shanghai'",
                allowed=("date",),
            )
        if column.dtype.time_zone is not None:
            column = column.dt.convert_time_zone(zone).dt.replace_time_zone(None)
        moments: NDArray[Any] = column.to_numpy()
        return as_numbers(moments.astype("datetime64[D]"), f"$events.{name}", NOT_A_DAY)
    if column.null_count() == len(column):
        return np.full(len(column), NOT_A_DAY, np.int32)
    return as_numbers(column.to_native(), f"$events.{name}", NOT_A_DAY)


def _liking(column: Any) -> Words:
    """Free text: nothing, text (``"-"``), or what is no text that may stand there (``""``)."""
    words = words_of(column, "text")
    good = [says_something(value) for value in words.values]
    if all(good):
        return Words(np.minimum(words.codes, 1).astype(np.uint8, copy=False), ("-", ""))
    table = np.array([0, *(1 if fine else 2 for fine in good)], np.uint8)
    return Words(table[words.codes], ("-", ""))


def _there(days: Ints) -> Words:
    return Words((days != NOT_A_DAY).astype(np.uint8), (True,))


def coded_events(frame: Any, zone: str | None) -> tuple[Ints, Coded]:
    """The days and the words of the events."""
    days = days_of(frame.get_column("on"), "on", zone)
    dates: dict[str, Ints] = {}
    columns: dict[str, Words] = {"type": words_of(frame.get_column("type"), "word")}
    for name in EVENT_FIELDS:
        if name not in frame.columns:
            continue
        column = frame.get_column(name)
        if column.null_count() == len(column):
            continue
        if name in DATE_FIELDS:
            dates[name] = days_of(column, name, zone)
            columns[name] = _there(dates[name])
        elif name in FREE_FIELDS:
            columns[name] = _liking(column)
        else:
            columns[name] = words_of(column, _SPECS[name].kind)
    return days, _coded(columns, len(days), dates)


def coded_cases(frame: Any) -> Coded:
    """The words of the cases."""
    columns: dict[str, Words] = {}
    for name, (part, field) in CASE_COLUMNS.items():
        if name not in frame.columns:
            continue
        column = frame.get_column(name)
        if column.null_count() == len(column):
            continue
        if field == "name":
            columns[name] = _liking(column)
        else:
            specs = APP_FIELDS if part == "app" else SPONSOR_FIELDS
            columns[name] = words_of(column, specs[field].kind)
    return _coded(columns, len(frame), {})


def _coded(columns: dict[str, Words], rows: int, dates: dict[str, Ints]) -> Coded:
    codes, kinds = _combined(columns, rows)
    shapes: dict[tuple[Any, ...], int] = {}
    names = [name for name in columns if name in _SHAPE]
    shape_of = []
    for kind in kinds:
        parts = _parts(kind, columns)
        shape_of.append(shapes.setdefault(tuple(parts[name] for name in names), len(shapes)))
    return Coded(
        tuple(columns),
        tuple(_by_combination(columns, kinds)),
        codes,
        dates,
        kinds,
        np.array(shape_of, np.uint16 if len(shapes) < _MANY else np.int64),
        tuple(dict(zip(names, shape, strict=True)) for shape in shapes),
    )


def _by_combination(columns: dict[str, Words], kinds: tuple[int, ...]) -> Iterator[Words]:
    """The columns with a number for each combination in the place of one for each row."""
    left = list(kinds)
    for column in columns.values():
        parted = [divmod(kind, len(column.values) + 1) for kind in left]
        left = [rest for rest, _ in parted]
        yield Words(np.array([digit for _, digit in parted], np.int64), column.values)


_PIECE = 1 << 15
_MANY = 1 << 16
_MOST = 1 << 61


def _combined(columns: dict[str, Words], rows: int) -> tuple[Ints, tuple[int, ...]]:
    """A small number for each combination of words, in the order in which they occur."""
    scales, scale = [], 1
    for column in columns.values():
        scales.append(scale)
        scale *= len(column.values) + 1
    if scale > _MOST:
        raise refusal(
            path="$events",
            got=scale,
            zh="各列不同取值的组合过多；请检查是否有自由文字被放进了有固定取值的列",
            en="too many combinations of values; look for free text in a column that has a vocabulary",
            allowed=(),
        )
    numbers = Numbers()
    codes = np.empty(rows, np.int32)
    kinds, scratch = np.empty(_PIECE, np.int64), np.empty(_PIECE, np.int64)
    for start in range(0, rows, _PIECE):
        size = min(_PIECE, rows - start)
        piece, digits = kinds[:size], scratch[:size]
        piece[:] = 0
        for column, factor in zip(columns.values(), scales, strict=True):
            np.multiply(column.codes[start : start + size], factor, out=digits, dtype=np.int64)
            piece += digits
        codes[start : start + size] = numbers.of(piece)
    small = np.uint16 if len(numbers.values) < _MANY else np.int32
    return codes.astype(small, copy=False), tuple(numbers.values)
