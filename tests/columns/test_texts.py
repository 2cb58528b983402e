"""Ids that are texts are found by what is made of them; whatever is not plain is left to the careful way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gaf_rules as gaf
from gaf_rules.auditing import log

if TYPE_CHECKING:
    from collections.abc import Callable

_COLUMNS: dict[str, Callable[[list[str | None]], Any]] = {
    "polars": lambda values: pl.Series("id", values, pl.String),
    "arrow": lambda values: pa.chunked_array([values[:2], values[2:]], pa.string()),
    "large": lambda values: pa.array(values, pa.large_string()),
    "pandas": lambda values: pd.Series(values, dtype="str"),
}
_IDS = st.lists(st.text("aé案\x00 ", max_size=20), min_size=1, max_size=20, unique=True)


@pytest.mark.parametrize("library", _COLUMNS)
@given(listed=_IDS, data=st.data())
def test_each_text_is_found_where_it_is_listed(
    library: str, listed: list[str], data: st.DataObject
) -> None:
    make = _COLUMNS[library]
    texts: list[Any] = data.draw(st.lists(st.sampled_from(listed), max_size=30))
    found = log._by_text(make(texts), make([*listed]))
    assert found is not None
    assert found.tolist() == [listed.index(text) for text in texts]
    for strange in ("nobody's", None):
        assert log._by_text(make([*texts, strange]), make([*listed])) is None
    assert log._by_text(make(texts), make([*listed, listed[-1]])) is None


def test_a_text_with_the_hash_of_another_is_not_taken_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def by_length(column: Any) -> Any:
        return np.array([len(text) for text in column], np.int64)

    monkeypatch.setattr(log, "hashes_of", by_length)
    make = _COLUMNS["polars"]
    assert log._by_text(make(["b", "aa"]), make(["aa", "b"])) is not None
    assert log._by_text(make(["c", "aa"]), make(["aa", "b"])) is None
    assert log._by_text(make(["b"]), make(["a", "b"])) is None


def test_numbers_and_texts_are_never_the_same_id() -> None:
    cases = pl.DataFrame({
        "case_id": ["1"], "app_kind": ["app"], "runs_on_mobile": [True], "purpose": ["internal"],
        "sponsor_kind": ["administrative_organ"], "tier": ["municipal"],
    })  # fmt: skip
    events = pl.DataFrame({"case_id": [1], "type": ["app_launched"], "on": ["2026-03-09"]})
    with pytest.raises(gaf.CaseError, match="case_id"):
        gaf.audit(events, cases, as_of=gaf.CHINA.coverage.final_through)
