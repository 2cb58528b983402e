"""Any table as one that is read here: pandas, Polars or Arrow, whatever kind of frame was given.

Frames are told by what they can do: narwhals knows many by name, and whatever offers Arrow's stream (the
PyCapsule interface, ``__arrow_c_stream__``) is Arrow.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Final

import narwhals as nw
from narwhals.exceptions import DuplicateError

from gaf_rules.columns.kinds import refusal

__all__ = ["KINDS", "eager_frame"]

KINDS: Final = ("pandas", "polars", "pyarrow")
"""The kinds of tables that are read as they are, and given back."""


def eager_frame(table: Any, name: str) -> Any:
    """The table as a frame of narwhals of one of `KINDS`, every column once.

    A query that has not been run (a LazyFrame of Polars, a relation of DuckDB, an expression of Ibis) is run;
    a frame of another library (Modin) is taken over into pandas; what offers a stream of Arrow (a
    RecordBatch, a reader) becomes a table of Arrow.

    Arguments:
        table: what was given.
        name: what it is, for the error.

    Raises:
        CaseError: no table; one that cannot be taken over, with what its library says; a column that is
            there twice.
    """
    try:
        found = nw.from_native(table, pass_through=True)
        if not isinstance(found, nw.DataFrame | nw.LazyFrame) and hasattr(
            table, "__arrow_c_stream__"
        ):
            found = nw.from_native(_of_stream(table))
        if isinstance(found, nw.LazyFrame):
            found = _collected(found)
        if isinstance(found, nw.DataFrame) and found.implementation.value not in KINDS:
            found = nw.from_native(found.to_pandas(), eager_only=True)
    except DuplicateError:
        raise _twice(table, name) from None
    except Exception as error:  # whatever a library of others raises while it hands over its rows
        raise _not_taken(table, name, error) from error
    if not isinstance(found, nw.DataFrame):
        raise _no_table(table, name)
    names = found.columns
    if len({*names}) < len(names):
        raise _twice(table, name)
    return found


def _installed(*kinds: str) -> str:
    """The first of these libraries that is there."""
    return next((kind for kind in kinds if find_spec(kind)), kinds[0])


def _of_stream(table: Any) -> Any:
    """What offers a stream of Arrow, as a table."""
    if _installed("pyarrow", "polars") == "pyarrow":
        import pyarrow as pa  # noqa: PLC0415 - only where such a thing is given

        return pa.table(table)
    import polars as pl  # noqa: PLC0415 - as above

    return pl.DataFrame(table)


def _collected(query: Any) -> Any:
    """The rows of a query; Polars gives its own, others are asked for Arrow."""
    if query.implementation.is_polars():
        return query.collect()
    return query.collect(_installed("pyarrow", "polars", "pandas"))


def _twice(table: Any, name: str) -> Exception:
    names = [str(column) for column in getattr(table, "column_names", None) or table.columns]
    twice = next((column for column in names if names.count(column) > 1), "?")
    return refusal(
        path=f"${name}.{twice}",
        got=twice,
        zh=f"列 {twice} 出现不止一次；请改名或去掉其一",
        en=f"the column {twice} occurs more than once; rename or drop one of them",
        allowed=(),
    )


def _no_table(table: Any, name: str) -> Exception:
    kind = type(table).__name__
    return refusal(
        path=f"${name}",
        got=kind,
        zh=f"得到 {kind}；应为 pandas、Polars 或 Arrow 的表",
        en=f"got {kind}; a table of pandas, Polars or Arrow is wanted",
        allowed=KINDS,
    )


def _not_taken(table: Any, name: str, error: Exception) -> Exception:
    kind = type(table).__name__
    said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return refusal(
        path=f"${name}",
        got=kind,
        zh=f"得到 {kind}，但取不出其中的行（{said}）；请先自行转成 pandas、Polars 或 Arrow 的表",
        en=f"got {kind}, whose rows cannot be had ({said}); make it a table of pandas, Polars or Arrow first",
        allowed=KINDS,
    )
