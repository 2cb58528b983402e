"""Columns of words as numbers: whatever the kind of column, the numbers stand for its values."""

from __future__ import annotations

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaf_rules.columns import words_of

_KINDS: dict[str, Any] = {
    "polars text": lambda values: pl.Series(values, dtype=pl.String),
    "polars categories": lambda values: pl.Series(values, dtype=pl.String).cast(pl.Categorical),
    "arrow text": lambda values: pa.chunked_array([pa.array(values, pa.string())]),
    "arrow dictionary": lambda values: pa.chunked_array(
        [pa.array(values, pa.string()).dictionary_encode()]
    ),
    "pandas objects": lambda values: pd.Series(values, dtype=object),
    "pandas categories": lambda values: pd.Series(values, dtype=object).astype("category"),
}
# Few different values, and more than fit a byte.
_COLUMNS = st.one_of(
    st.lists(st.one_of(st.none(), st.sampled_from("abc")), max_size=40),
    st.lists(st.integers(0, 400).map(str), min_size=300, max_size=400),
    st.lists(st.one_of(st.none(), st.integers(0, 90).map(str)), max_size=200),
)


def _read(native: Any, kind: str) -> list[Any]:
    words = words_of(native, kind)
    assert len(set(words.values)) == len(words.values)
    return [words.value(int(code)) for code in words.codes]


@pytest.mark.parametrize("kind", _KINDS)
@given(values=_COLUMNS)
def test_numbers_stand_for_the_values(kind: str, values: list[str | None]) -> None:
    assert _read(_KINDS[kind](values), "word") == values


@given(values=_COLUMNS, data=st.data())
def test_categories_that_do_not_occur_do_not_count(
    values: list[str | None], data: st.DataObject
) -> None:
    """Some rows of a column: the categories of the others are still there, and stand for nothing."""
    whole = pl.Series(values, dtype=pl.String).cast(pl.Categorical)
    rows = data.draw(
        st.lists(st.integers(0, len(values) - 1), max_size=30) if values else st.just([])
    )
    words = words_of(whole.gather(rows), "word")
    some = [values[row] for row in rows]
    assert [words.value(int(code)) for code in words.codes] == some
    assert set(words.values) == set(some) - {None}


@given(values=st.lists(st.sampled_from([True, False, None]), max_size=20))
def test_flags_stand_for_themselves(values: list[bool | None]) -> None:
    for native in (
        pl.Series(values, dtype=pl.Boolean),
        pa.chunked_array([pa.array(values, pa.bool_())]),
        pd.Series(pd.array(values, dtype="boolean")),
    ):
        assert _read(native, "flag") == values
