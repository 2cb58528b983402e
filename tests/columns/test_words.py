"""Columns of words as numbers: whatever the kind of column, the numbers stand for its values."""

from __future__ import annotations

from typing import Any

import numpy as np
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


# -- every size at which another way is taken, whatever Hypothesis draws -------------------------------------
_SIZES = (0, 1, 2, 63, 64, 65, 66, 253, 254, 255, 256, 257, 300)


def _with_gaps(size: int) -> list[list[str | None]]:
    """So many different values: alone, with nothing before, between and after them, each twice."""
    values: list[str | None] = [f"v{number}" for number in range(size)]
    return [values, [None, *values], [*values, None], [*values, None, *values[::-1], None]]


@pytest.mark.parametrize("size", _SIZES)
@pytest.mark.parametrize("kind", _KINDS)
def test_as_many_values_as_there_are(kind: str, size: int) -> None:
    for values in _with_gaps(size):
        for meant in ("word", "text"):
            assert _read(_KINDS[kind](values), meant) == values


@pytest.mark.parametrize("kind", _KINDS)
def test_a_value_that_stands_far_down(kind: str) -> None:
    values = [*["a"] * 40_000, "b", None, "c"]
    words = words_of(_KINDS[kind](values), "word")
    assert [words.value(int(code)) for code in words.codes[-4:]] == ["a", "b", None, "c"]
    # Polars numbers categories as the process has met them, so that the order of the codes is not ours.
    first = {words.value(code): words.first_row(code) for code in range(1, 4)}
    assert first == {"a": 0, "b": 40_000, "c": 40_002}


@pytest.mark.parametrize("meant", ["word", "text"])
def test_a_dictionary_that_has_an_entry_twice(meant: str) -> None:
    entries = pa.array(["a", "b", "a", "unused"])
    chunk = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None]), entries)
    other = pa.DictionaryArray.from_arrays(pa.array([1, 0, None]), pa.array(["c", "a"]))
    for column, values in (
        (chunk, ["a", "b", "a", None]),
        (pa.chunked_array([chunk, other]), ["a", "b", "a", None, "a", "c", None]),
    ):
        assert _read(column, meant) == values


@pytest.mark.parametrize("meant", ["word", "flag", "code"])
def test_of_short_values_the_empty_text_is_nothing(meant: str) -> None:
    column = pl.Series(["", None, ""])
    assert [*words_of(column, meant).codes] == [0, 0, 0]
    assert [*words_of(column, "text").codes] == [1, 0, 1]


_MEMBERS: list[list[Any] | None] = [["a"], ["a", "b"], [], None, ["b"], ["a", "b"], [""], ["a;b"]]


@pytest.mark.parametrize("rows", [range(0), range(4), range(6), range(8), range(3, 4), range(6, 8)])
def test_lists_are_told_from_what_they_would_be_as_text(rows: range) -> None:
    values = [_MEMBERS[row] for row in rows]
    wanted = [None if each is None else tuple(each) for each in values]
    for native in (
        pl.Series(values, dtype=pl.List(pl.String)),
        pa.array(values, pa.list_(pa.string())),
        pa.chunked_array([pa.array(values, pa.large_list(pa.large_string()))]),
        pd.Series(values, dtype=object),
    ):
        words = words_of(native, "words")
        assert [words.value(int(code)) for code in words.codes] == wanted
        assert not words.is_text or not any(wanted)


def test_yes_is_not_one_whoever_says_it() -> None:
    values = [np.True_, 1, True, 0, np.False_, None]
    words = words_of(np.array(values, dtype=object), "flag")
    read = [words.value(int(code)) for code in words.codes]
    assert read == [True, 1, True, 0, False, None]
    assert [type(each) for each in read] == [bool, int, bool, int, bool, type(None)]
