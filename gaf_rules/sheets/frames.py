"""Rows as a frame of pandas, Polars or Arrow, or as they are where there is none of these."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.sheets.columns import COLUMNS
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.given import one_of
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from datetime import date

__all__ = ["KINDS", "frame_of", "kind_of_frame"]

KINDS: Final = ("pandas", "polars", "pyarrow")
_ROWS: Final = "rows"


def kind_of_frame(wanted: str | None, came: str | None) -> str:
    """The kind of frame to give: the one wanted, else the one that came in, else the first installed."""
    if wanted is not None:
        one_of("frame", wanted, (*KINDS, _ROWS))
        return wanted
    if came in KINDS:
        return came
    for kind in KINDS:
        if find_spec(kind):
            return kind
    raise GafRulesError(
        zh="需要 pandas、Polars 或 PyArrow 之一。请运行 pip install polars",
        en="one of pandas, Polars and PyArrow is needed. Run: pip install polars",
    )


_EPOCH: Final = 719_163
"""1 January 1970, from which Arrow and Polars count, as an ordinal."""
_LARGEST: Final = 2**63 - 1
"""The largest whole number of a column; a longer one, as ids of twenty digits are, stays text."""


def _type(name: str, values: list[Any]) -> str:
    if name in COLUMNS and name != "case_id":
        return {"date": "date", "flag": "flag"}.get(COLUMNS[name].kind, "text")
    held = [value for value in values if value is not None]
    if all(type(value) is int and abs(value) <= _LARGEST for value in held) and name != "sheet":
        return "number"
    return "text"


def _as_text(value: Any) -> str:
    """Half of a pair of UTF-16, which no frame can hold, is written as its escape."""
    return str(value).encode("utf-8", "backslashreplace").decode("utf-8")


def frame_of(
    kind: str,
    rows: list[dict[str, Any]],
    always: tuple[str, ...],
    columns: tuple[str, ...] = (),
    *,
    own: tuple[str, ...] = (),
    as_they_stood: bool = False,
) -> Any:
    """A frame of these rows.

    Arguments:
        kind: one of `KINDS`; ``"rows"``: a tuple of mappings, for which no library is needed.
        rows: one mapping a row; what is not in it is missing.
        always: the columns that are there in any case, first.
        columns: the order of others; one without a value in any row is left out. Those that are in rows
            alone come last.
        own: the sheet's own, after those: whatever they are called, they hold what they hold.
        as_they_stood: cells that were not read: under whatever header they stand, they are text.
    """
    held = dict.fromkeys([*always, *columns, *own, *(name for row in rows for name in row)])
    table = {name: [row.get(name) for row in rows] for name in held}
    table = {
        name: values
        for name, values in table.items()
        if name in always or any(value is not None for value in values)
    }
    types = {
        name: "text"
        if as_they_stood and name not in always
        else _type("" if name in own else name, values)
        for name, values in table.items()
    }
    table = {
        name: [None if v is None else _as_text(v) for v in values]
        if types[name] == "text"
        else values
        for name, values in table.items()
    }
    made = {"pandas": _pandas, "polars": _polars, "pyarrow": _pyarrow, _ROWS: _rows}
    return made[kind](table, types)


def _library(kind: str) -> Any:
    try:
        return import_module(kind)
    except ImportError as error:
        raise GafRulesError(
            zh=f"需要 {kind}，但没有安装。请运行 pip install {kind}",
            en=f"{kind} is needed ({error}). Run: pip install {kind}",
        ) from error


def _polars(table: dict[str, list[Any]], types: dict[str, str]) -> Any:
    polars = _library("polars")
    known = {
        "date": polars.Date, "flag": polars.Boolean, "number": polars.Int64, "text": polars.String,
    }  # fmt: skip
    # A date goes over as its number: Polars takes no real date where a test has put its own for `date`.
    made = {
        name: polars.Series(name, [_number(v) for v in values], polars.Int32).cast(polars.Date)
        if types[name] == "date"
        else polars.Series(name, values, known[types[name]])
        for name, values in table.items()
    }
    return polars.DataFrame(made)


def _number(day: date | None) -> int | None:
    return None if day is None else day.toordinal() - _EPOCH


def _rows(table: dict[str, list[Any]], _: dict[str, str]) -> tuple[FrozenMap[str, Any], ...]:
    return tuple(
        FrozenMap(dict(zip(table, row, strict=True))) for row in zip(*table.values(), strict=True)
    )


def _pyarrow(table: dict[str, list[Any]], types: dict[str, str]) -> Any:
    arrow = _library("pyarrow")
    known = {
        "date": arrow.date32(), "flag": arrow.bool_(), "number": arrow.int64(), "text": arrow.string(),
    }  # fmt: skip
    return arrow.table(
        {name: arrow.array(values, known[types[name]]) for name, values in table.items()}
    )


def _pandas(table: dict[str, list[Any]], types: dict[str, str]) -> Any:
    pandas = _library("pandas")
    known = {"date": "datetime64[s]", "flag": "boolean", "number": "Int64", "text": "str"}
    return pandas.DataFrame(
        {name: pandas.Series(values, dtype=known[types[name]]) for name, values in table.items()}
    )
