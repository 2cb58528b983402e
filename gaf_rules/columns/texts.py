"""Texts of one column looked up in another that lists each once, without making a value of each.

What is told here is told only where it is plain; whoever asks has a careful way for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.columns.kinds import library_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[Any]

__all__ = ["are_the_rows", "hashes_of", "rows_in_arrow"]

_TEXT = {"string", "large_string"}


def hashes_of(column: Any) -> Ints | None:
    """A whole number, not negative, for each text of a column of Polars, the same for the same text.

    None for any other column, and where a text is missing.
    """
    if library_of(column) != "polars" or str(column.dtype) != "String" or column.null_count():
        return None
    hashes: Ints = column.hash().to_numpy() >> np.uint64(1)
    return hashes.astype(np.int64)


def are_the_rows(texts: Any, listed: Any, rows: Ints) -> bool:
    """Whether these texts of a column of Polars are those in these rows of another."""
    return bool((listed.gather(rows) == texts).all())


def rows_in_arrow(texts: Any, listed: Any) -> Ints | None:
    """The row of each text in a column that lists each once, both of Arrow or of pandas over Arrow.

    None for any other columns, where a text is missing or not listed, and where one is listed twice.
    """
    texts, listed = _arrow(texts), _arrow(listed)
    if texts is None or listed is None or texts.type != listed.type:
        return None
    import pyarrow.compute as pc  # noqa: PLC0415 - a column of it is at hand

    listed = listed.combine_chunks() if hasattr(listed, "chunks") else listed
    own, rows = (pc.index_in(column, value_set=listed) for column in (listed, texts))
    if rows.null_count or not np.array_equal(own, np.arange(len(listed))):
        return None
    found: Ints = rows.to_numpy().astype(np.int64)
    return found


def _arrow(column: Any) -> Any:
    """A column of text as Arrow has it; None for any other, or where a text is missing."""
    if getattr(getattr(column, "dtype", None), "storage", None) == "pyarrow":
        column = column.array.__arrow_array__()
    is_text = library_of(column) == "pyarrow" and str(column.type) in _TEXT
    return column if is_text and not column.null_count else None
