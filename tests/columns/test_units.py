"""Columns that few have: moments of every unit, lists of what is no text, lists in lists."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import gaf_rules as gaf
from gaf_rules.bulk import as_days, count_working_days, nth_working_day_after
from gaf_rules.columns import MISSING_DAY, day_numbers
from gaf_rules.columns.days import STRANGE_DAY

_UNITS = ("h", "m", "s", "ms", "us", "ns")
_DAYS = ["2026-03-09", "NaT", "1969-12-31", "1970-01-01", "2004-02-29"]


@pytest.mark.parametrize("unit", _UNITS)
def test_a_moment_at_midnight_is_its_day_whatever_the_unit(unit: str) -> None:
    found = as_days(np.array(_DAYS, f"datetime64[{unit}]"))
    assert np.array_equal(found, np.array(_DAYS, "datetime64[D]"), equal_nan=True)


@pytest.mark.parametrize("unit", _UNITS)
@pytest.mark.parametrize("ticks", [1, -1])
def test_a_tick_off_midnight_is_no_day(unit: str, ticks: int) -> None:
    moments = np.array(["2026-03-09"], f"datetime64[{unit}]") + np.array(
        [ticks], f"timedelta64[{unit}]"
    )
    with pytest.raises(gaf.CaseError):
        as_days(moments)


def _events(materials: Any) -> dict[str, Any]:
    return {
        "case_id": ["1"],
        "type": ["application_submitted"],
        "on": [date(2026, 3, 9)],
        "materials": materials,
    }


_CASES = {
    "case_id": ["1"], "app_kind": ["app"], "runs_on_mobile": [True], "purpose": ["internal"],
    "sponsor_kind": ["administrative_organ"], "tier": ["municipal"],
}  # fmt: skip


@pytest.mark.parametrize(
    "materials",
    [
        pa.array([[1, 2]]),
        pa.array([[1, 2]], pa.large_list(pa.int64())),
        pa.array([[True]]),
        pa.array([[["functions"]]]),
        [[["functions"]]],
        [[{"functions": 1}]],
    ],
    ids=["numbers", "large list", "flags", "lists in arrow", "lists", "mappings"],
)
def test_a_list_of_what_is_no_text_is_told_and_nothing_else_comes_out(materials: Any) -> None:
    if isinstance(materials, pa.Array):
        given = pa.table(_events(materials)), pa.table(_CASES)
    else:
        given = pd.DataFrame(_events(materials)), pd.DataFrame(_CASES)
    found = gaf.audit(*given, as_of=date(2026, 3, 10)).cases
    row = found.to_pylist()[0] if isinstance(found, pa.Table) else found.to_dict("records")[0]
    assert "materials" in str(row["error"])


@pytest.mark.parametrize(
    "column",
    [
        np.array(["2026-03-02", "NaT"], "datetime64[D]"),
        np.array([2**40, -(2**40)], "datetime64[D]"),
        pa.array([date(2026, 3, 2), None]),
        pa.array([date(2026, 3, 2)], pa.date64()),
        pl.Series([date(2026, 3, 2), None]),
        pd.Series([date(2026, 3, 2), None]),
    ],
    ids=lambda column: type(column).__module__,
)
def test_days_are_numbers_of_four_bytes_whatever_they_were(column: Any) -> None:
    numbers = day_numbers(column, "$x", None)
    assert numbers.dtype == np.int32
    assert len(numbers) == len(column)


def test_days_that_are_too_far_stay_far() -> None:
    """And are not taken for what is missing, or for a day within reach."""
    far, long_ago = day_numbers(np.array([2**40, -(2**40)], "datetime64[D]"), "$x", None).tolist()
    assert far > date.max.toordinal()
    assert long_ago < -date.max.toordinal()
    assert long_ago not in {MISSING_DAY, STRANGE_DAY}


def test_a_day_that_is_missing_is_told_from_one_out_of_reach() -> None:
    days = np.array(["NaT", "2026-03-09"], "M8[D]")
    plain, masked = day_numbers(days, "$x", None), np.ma.array(days, mask=[False, True])
    assert (plain == MISSING_DAY).tolist() == [True, False]
    assert (day_numbers(masked, "$x", None) == MISSING_DAY).tolist() == [True, True]


def test_numbers_that_are_all_missing_are_missing_days() -> None:
    """By a mask, or as no number: whichever of the two says so."""
    both = np.ma.array([np.nan, 3.0], mask=[False, True])
    assert np.isnat(as_days(both)).all()
    for wrong in (np.ma.array([np.nan, 3.0], mask=[True, False]), np.array([np.nan, 3.0])):
        with pytest.raises(gaf.CaseError):
            as_days(wrong)


@pytest.mark.parametrize("kind", [pl.Series, pd.Series, pa.ChunkedArray, pl.DataFrame])
def test_a_class_is_no_column(kind: type) -> None:
    with pytest.raises(gaf.CaseError):
        as_days(kind)


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())],
    ids=str,
)
def test_texts_of_arrow_are_days_of_a_log(kind: Any) -> None:
    column = pa.array(["2026-03-02", None]).cast(kind)
    day, missing = day_numbers(column, "$x", None).tolist()
    assert (day, missing) == ((date(2026, 3, 2) - date(1970, 1, 1)).days, MISSING_DAY)


def test_what_is_neither_day_nor_text_is_refused_as_a_column() -> None:
    """Not cell by cell: a column of numbers is a slip of its own."""
    for column in (np.array([20_000, 20_001]), np.array([1.5, np.nan]), pa.array([1, 2])):
        with pytest.raises(gaf.CaseError) as refused:
            day_numbers(column, "$x", None)
        assert len(refused.value.problems) == 1
    for text in (np.array(["2026-03-02"]), pa.array(["2026-03-02"]), pl.Series(["2026-03-02"])):
        with pytest.raises(gaf.CaseError) as refused:
            as_days(text)
        assert [problem.path for problem in refused.value.problems] == ["$dates"]


def test_one_day_of_pandas_beside_a_column_gives_a_column_back() -> None:
    days = pd.Series(pd.to_datetime(["2026-03-02", "2026-03-03"]), index=[7, 8])
    found = count_working_days(pd.Timestamp("2026-02-25"), days)
    assert isinstance(found, pd.Series)
    # Thursday, Friday and the Saturday that made up for the holiday; then Monday, Tuesday.
    assert found.to_dict() == {7: 4, 8: 5}


@pytest.mark.parametrize("make", [np.array, pd.Series], ids=lambda make: make.__module__)
def test_a_cell_that_is_no_day_is_told_from_one_that_is_missing(make: Any) -> None:
    column = make(["2026-03-02", "yesterday", None, ""], dtype=object)
    numbers = day_numbers(column, "$x", None).tolist()
    assert numbers[1:] == [STRANGE_DAY, MISSING_DAY, MISSING_DAY]


def test_an_answer_of_another_shape_than_the_column_is_an_array() -> None:
    days = pd.Series(pd.to_datetime(["2026-03-02", "2026-03-03"]))
    found = nth_working_day_after(days, np.array([[1], [2]]))
    assert isinstance(found, np.ndarray)
    wanted = [["2026-03-03", "2026-03-04"], ["2026-03-04", "2026-03-05"]]
    assert found.tolist() == np.array(wanted, "datetime64[D]").tolist()
