"""Results as a column of the kind that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.columns.kinds import library_of, refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

__all__ = ["like", "rows_of"]


def like(given: tuple[Any, ...], result: NDArray[Any]) -> Any:
    """An array as the first column of pandas, Polars or Arrow among the arguments is one.

    A Series of pandas keeps its index, its name and the way in which it writes days; one of Polars or
    Arrow its name and type. Where there is no such column, or the result has another shape, it stays an
    array of numpy.

    Arguments:
        given: the arguments.
        result: days or numbers or flags, one for each row.

    Raises:
        CaseError: two Series of pandas whose rows have other labels.
    """
    columns = [one for one in given if library_of(one) in _MAKERS and hasattr(one, "__len__")]
    _require_one_index(columns)
    if not columns or result.shape != (len(columns[0]),):
        return result
    return _MAKERS[library_of(columns[0])](columns[0], result)


def _require_one_index(columns: list[Any]) -> None:
    """Rows are taken one after the other, where pandas would look for those of the same label."""
    indexes = [one.index for one in columns if library_of(one) == "pandas" and hasattr(one, "iloc")]
    if any(not index.equals(indexes[0]) for index in indexes[1:]):
        raise refusal(
            path="$dates",
            got="pandas.Series",
            zh="两个 Series 的 index 不同：按行逐一对应，请先对齐（如 align、reindex）",
            en="two Series with different indexes: rows are taken one by one, so align them first "
            "(align, reindex)",
            allowed=(),
        )


def _is_days(result: NDArray[Any]) -> bool:
    return result.dtype.kind == "M"


def _to_pandas(column: Any, result: NDArray[Any]) -> Any:
    import pandas as pd  # noqa: PLC0415 - a column of it is at hand

    values: Any = result
    if _is_days(result):
        kind = column.dtype
        if hasattr(kind, "pyarrow_dtype"):
            values = pd.array(result.tolist(), pd.ArrowDtype(_arrow_days(kind.pyarrow_dtype)))
        elif str(kind) == "object":
            values = np.array([*result.tolist(), None], object)[:-1]
        else:
            plain = str(kind).startswith("datetime64") and getattr(kind, "tz", None) is None
            values = result.astype(str(kind) if plain else "datetime64[s]")
    if isinstance(column, pd.Series):
        return pd.Series(values, index=column.index, name=column.name)
    if isinstance(column, pd.Index):
        return pd.Index(values, name=column.name)
    return pd.array(values)


def _to_polars(column: Any, result: NDArray[Any]) -> Any:
    import polars as pl  # noqa: PLC0415 - a column of it is at hand

    found = pl.Series(column.name, result)
    moments = _is_days(result) and isinstance(column.dtype, pl.Datetime)
    return found.cast(column.dtype) if moments else found


def _arrow_days(kind: Any) -> Any:
    """The type of Arrow in which a column writes its days."""
    import pyarrow as pa  # noqa: PLC0415 - a column of it is at hand

    return kind if str(kind).startswith(("date", "timestamp")) else pa.date32()


def _to_arrow(column: Any, result: NDArray[Any]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - a column of it is at hand

    found = pa.array(result)
    if _is_days(result):
        found = found.cast(_arrow_days(column.type))
    return pa.chunked_array([found]) if isinstance(column, pa.ChunkedArray) else found


_MAKERS: dict[str, Callable[[Any, NDArray[Any]], Any]] = {
    "pandas": _to_pandas,
    "polars": _to_polars,
    "pyarrow": _to_arrow,
}


def rows_of(column: Any, rows: NDArray[Any]) -> Any:
    """Some rows of a column of pandas, Polars or Arrow, by their places."""
    if library_of(column) == "pandas":
        return column.take(rows)
    if library_of(column) == "polars":
        return column.gather(rows)
    kind = str(column.type)
    if kind.startswith("run_end_encoded"):
        import pyarrow.compute as pc  # noqa: PLC0415 - a column of it is at hand

        column = pc.run_end_decode(column)
    # Rows cannot be taken out of views of text, though these can be cast.
    return (
        column.cast("large_string").take(rows).cast(kind) if "view" in kind else column.take(rows)
    )
