"""gaf_rules.bulk against the scalar calendar, day by day, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pinned import CHINA

import gaf_rules as gaf
from gaf_rules import bulk
from gaf_rules.bulk import pieces
from gaf_rules.bulk.ranks import ranks_of, table_after

_CAL = CHINA
_COVERED = _CAL.coverage
_ALL = np.arange(
    str(_COVERED.first), str(_COVERED.published_through + timedelta(days=1)), dtype="M8[D]"
)
_DAYS = [day.item() for day in _ALL]


def _scalar(function: Any, *arguments: Any) -> date | None:
    try:
        found: date = function(*arguments)
    except gaf.CalendarHorizonError:
        return None
    return found


@pytest.mark.parametrize("name", ["nth_working_day_after", "nth_working_day_before"])
@pytest.mark.parametrize("n", [1, 10, 20, 4000])
def test_every_day_of_the_calendar_is_answered_as_by_the_calendar(name: str, n: int) -> None:
    expected = [_scalar(getattr(_CAL, name), day, n) for day in _DAYS]
    assert getattr(bulk, name)(_ALL, n, calendar=_CAL, outside="mask").tolist() == expected
    many = np.full(len(_ALL), n)
    found = getattr(bulk, name)(_ALL, many, calendar=_CAL, outside="mask")
    assert found.tolist() == expected


def test_a_wrong_table_would_be_seen() -> None:
    expected = [_scalar(_CAL.nth_working_day_after, day, 10) for day in _DAYS]
    assert bulk.nth_working_day_after(_ALL, 11, calendar=_CAL, outside="mask").tolist() != expected


def test_every_day_is_worked_or_not_as_the_calendar_says() -> None:
    assert bulk.is_working_day(_ALL, calendar=_CAL).tolist() == [
        _CAL.is_working_day(day) for day in _DAYS
    ]


_day = st.dates(date(2003, 6, 1), date(2027, 6, 30))
_known = st.dates(date(2010, 1, 1), date(2026, 11, 23))


@given(
    st.lists(st.tuples(_day, st.integers(1, 6000)), max_size=40),
    st.sampled_from(
        [_CAL, _CAL.as_known_on(date(2020, 1, 20)), _CAL.as_known_on(date(2024, 6, 1))]
    ),
    st.sampled_from([None, "460200"]),
)
def test_random_days_and_numbers_agree_with_the_calendar(
    pairs: list[tuple[date, int]], calendar: gaf.WorkingCalendar, place: str | None
) -> None:
    dates, n = [day for day, _ in pairs], np.array([n for _, n in pairs], dtype=int)
    for name in ("nth_working_day_after", "nth_working_day_before"):
        got = getattr(bulk, name)(dates, n, calendar=calendar, place=place, outside="mask")
        scalar = getattr(calendar.for_place(place), name)
        assert got.tolist() == [_scalar(scalar, day, number) for day, number in pairs]


@given(st.lists(st.tuples(_known, _known), max_size=40))
def test_counts_agree_with_the_calendar(pairs: list[tuple[date, date]]) -> None:
    after, through = [a for a, _ in pairs], [b for _, b in pairs]
    expected = [_CAL.count_working_days(after=a, through=b) for a, b in pairs]
    assert bulk.count_working_days(after, through, calendar=_CAL).tolist() == expected


def test_missing_days_stay_missing() -> None:
    some = np.array(["NaT", "2026-03-09", "NaT"], "M8[D]")
    assert bulk.nth_working_day_after(some, 1).tolist() == [None, date(2026, 3, 10), None]
    assert bulk.nth_working_day_before(some, [1, 2, 3]).tolist() == [None, date(2026, 3, 5), None]
    assert bulk.count_working_days(some, some[1]).tolist() == [-1, 0, -1]
    assert bulk.count_working_days(some[1], some, missing=7).tolist() == [7, 0, 7]
    assert bulk.is_working_day(some).tolist() == [False, True, False]
    assert bulk.is_working_day(some, missing=True).tolist() == [True, True, True]


@pytest.mark.parametrize(
    "bad", ["2003-12-31", "2027-01-01", "1969-12-31", "0001-01-01", "9999-12-31"]
)
@pytest.mark.parametrize("n", [1, [1, 1, 1, 1]])
def test_a_day_outside_is_named_and_never_taken_from_the_other_end(bad: str, n: Any) -> None:
    some = np.array(["2026-03-09", "NaT", bad, "2000-01-01"], "M8[D]")
    for function in (bulk.nth_working_day_after, bulk.nth_working_day_before):
        with pytest.raises(gaf.CalendarHorizonError) as caught:
            function(some, n, calendar=_CAL)
        assert caught.value.day == date.fromisoformat(bad)
        for text in (caught.value.zh, caught.value.en):
            assert f"$dates[2] = {bad}" in text
        assert np.isnat(function(some, n, calendar=_CAL, outside="mask")[1:]).all()
    with pytest.raises(gaf.CalendarHorizonError, match=rf"\$dates\[2\] = {bad}"):
        bulk.is_working_day(some, calendar=_CAL)
    with pytest.raises(gaf.CalendarHorizonError, match=rf"\$dates\[2\] = {bad}"):
        bulk.count_working_days(some[0], some, calendar=_CAL)
    worked = bulk.is_working_day(some, calendar=_CAL, outside="mask")
    assert worked.tolist() == [True, False, False, False]
    counted = bulk.count_working_days(some, some[0], calendar=_CAL, outside="mask")
    assert counted.tolist() == [0, -1, -1, -1]


def test_a_day_beyond_the_years_of_python_is_refused_too() -> None:
    for number in (10**7, -(10**7)):
        some = np.array([number]).view("M8[D]")
        with pytest.raises(gaf.CalendarHorizonError, match="leaves the calendar"):
            bulk.nth_working_day_after(some, 1)


def test_a_count_that_runs_out_is_an_error_even_if_it_is_huge() -> None:
    day = np.array(["2026-03-09"], "M8[D]")
    for n in (10**6, np.array([np.iinfo(np.int64).max])):
        with pytest.raises(gaf.CalendarHorizonError, match=r"2026-03-09"):
            bulk.nth_working_day_after(day, n)
        with pytest.raises(gaf.CalendarHorizonError, match=r"2026-03-09"):
            bulk.nth_working_day_before(day, n)


def test_the_place_of_an_error_counts_over_all_pieces() -> None:
    some = np.full(3 * pieces.PIECE, np.datetime64("2026-03-09"))
    some[-1] = np.datetime64("2030-01-01")
    with pytest.raises(gaf.CalendarHorizonError, match=rf"\$dates\[{len(some) - 1}\]"):
        bulk.nth_working_day_after(some, 1)


_MOMENT = datetime(2026, 3, 9, tzinfo=UTC)
_STAMPS: list[Any] = [
    np.array(["2026-03-09T16"], "M8[h]"),
    np.array(["2026-03-09T16:30", "2026-03-09"], "M8[ns]"),
    np.array(["2026-03"], "M8[M]"),
    [_MOMENT],
    [datetime(2026, 3, 9, 16)],
    np.array([datetime(2026, 3, 9, 16)], dtype=object),
    datetime(2026, 3, 9),
    ["2026-03-09"],
    "2026-03-09",
    pd.Timestamp("2026-03-09 16:30"),
    pd.Series(pd.to_datetime(["2026-03-09 16:30"])),
    pd.Series([_MOMENT]),
    pd.Series(["2026-03-09"]),
    pd.Index(pd.to_datetime(["2026-03-09 16:30"])),
    pl.Series([_MOMENT]),
    pl.Series([datetime(2026, 3, 9, 16)]),
    pl.Series(["2026-03-09"]),
    pa.array([_MOMENT]),
    pd.DataFrame({"on": [date(2026, 3, 9)]}),
    pl.DataFrame({"on": [date(2026, 3, 9)]}),
    pa.table({"on": [date(2026, 3, 9)]}),
    {date(2026, 3, 9): 1},
    {date(2026, 3, 9)},
    [[date(2026, 3, 9)], [date(2026, 3, 9)]],
    pd.Series,
    pd.Series([pd.Timedelta(1)]),
    np.array([(1, 2)], "i4,i4"),
    np.array([1], "m8[D]"),
]
_NUMBERS: list[Any] = [
    np.array([20260309]),
    np.array([1.5]),
    pa.chunked_array([pa.array([1])]),
    7,
]


@pytest.mark.parametrize(
    ("dates", "en", "zh"),
    [
        *((each, "time zone", "时区") for each in _STAMPS),
        *((each, "a number is no day", "数不是日期") for each in _NUMBERS),
    ],
    ids=lambda v: f"{type(v).__module__}-{type(v).__name__}",
)
def test_what_is_no_column_of_days_is_refused_with_the_reason(dates: Any, en: str, zh: str) -> None:
    for function in (bulk.nth_working_day_after, bulk.nth_working_day_before):
        with pytest.raises(gaf.CaseError, match=en) as caught:
            function(dates, 1)
        assert zh in caught.value.zh
    with pytest.raises(gaf.CaseError):
        bulk.is_working_day(dates)
    with pytest.raises(gaf.CaseError):
        bulk.count_working_days(dates, dates)


@pytest.mark.parametrize(
    "n",
    [
        0,
        -1,
        True,
        1.0,
        "1",
        None,
        [1, 0],
        [1.5],
        np.array([True]),
        [[1], [1, 2]],
        pd.NA,
        {},
        pd.Series([1, None]),
        np.ma.array([1, 2], mask=[False, True]),
        pl.Series([1, 2], dtype=pl.Int128),
    ],
)
def test_a_number_of_days_is_whole_and_positive(n: Any) -> None:
    with pytest.raises(gaf.CaseError, match="whole number"):
        bulk.nth_working_day_after(_ALL[:2], n)


_SOME = [date(2026, 2, 18), None, date(2026, 3, 9)]
_COLUMNS: dict[str, Any] = {
    "list": _SOME,
    "tuple": tuple(_SOME),
    "object array": np.array(_SOME, dtype=object),
    "numpy": np.array(_SOME, "M8[D]"),
    "big-endian": np.array(_SOME, ">M8[D]"),
    "strided": np.repeat(np.array(_SOME, "M8[D]"), 2)[::2],
    "polars": pl.Series(_SOME),
    "arrow": pa.array(_SOME),
    "arrow slice": pa.array([None, *_SOME])[1:],
    "arrow chunks": pa.chunked_array(
        [pa.array(_SOME[:1]), pa.array(_SOME[1:]), pa.array([], pa.date32())]
    ),
    "pandas date32": pd.Series(_SOME, dtype=pd.ArrowDtype(pa.date32())),
    "pandas objects": pd.Series(_SOME, dtype=object),
}


@pytest.mark.parametrize("name", _COLUMNS)
def test_every_kind_of_column_of_days_gives_the_same(name: str) -> None:
    got = bulk.nth_working_day_after(_COLUMNS[name], 10)
    assert bulk.as_days(got).tolist() == [date(2026, 3, 6), None, date(2026, 3, 23)]
    if "numpy" in name or "array" in name or name in {"list", "tuple"}:
        assert isinstance(got, np.ndarray)
        assert got.dtype == np.dtype("M8[D]")
    else:
        assert isinstance(got, pa.Array) or type(got) is type(_COLUMNS[name])


def test_midnights_are_days_and_come_back_as_they_were() -> None:
    midnight = datetime(2026, 2, 18)
    for column in ([midnight], np.array([midnight], object), np.array([midnight], "M8[us]")):
        assert bulk.nth_working_day_after(column, 10).tolist() == [date(2026, 3, 6)]
    index = pd.DatetimeIndex([midnight], name="on")
    due = bulk.nth_working_day_after(index, 10)
    assert (due[0], due.name, type(due)) == (pd.Timestamp("2026-03-06"), "on", pd.DatetimeIndex)
    assert bulk.nth_working_day_after(pd.Timestamp(midnight), 10) == np.datetime64("2026-03-06")


def test_a_series_keeps_its_index_and_name_and_is_not_taken_for_another() -> None:
    received = pd.Series(pd.to_datetime(["2026-02-18", None]), index=["b", "a"], name="received")
    due = bulk.nth_working_day_after(received, 10)
    assert due.to_dict() == {"b": pd.Timestamp("2026-03-06"), "a": pd.NaT}
    assert (due.name, due.dtype) == ("received", received.dtype)
    assert bulk.count_working_days(received, due).to_dict() == {"b": 10, "a": -1}
    assert bulk.is_working_day(due).to_dict() == {"b": True, "a": False}
    with pytest.raises(gaf.CaseError, match="different indexes"):
        bulk.count_working_days(received, due.sort_index())
    with pytest.raises(gaf.CaseError, match="different indexes"):
        bulk.nth_working_day_after(received, pd.Series([1, 2]))


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(gaf.CaseError, match="do not go together"):
        bulk.count_working_days(_ALL[:2], _ALL[:3])
    with pytest.raises(gaf.CaseError, match="do not go together"):
        bulk.nth_working_day_after(_ALL[:2], [1, 2, 3])


def test_columns_without_a_gap_are_read_the_same_way() -> None:
    whole = [date(2026, 2, 18), date(2026, 3, 9)]
    for column in (pl.Series(whole), pa.array(whole), pl.Series([], dtype=pl.Date)):
        assert bulk.as_days(column).tolist() == list(
            column.to_pylist() if isinstance(column, pa.Array) else column
        )


def test_out_is_written_to_and_may_be_the_dates_themselves() -> None:
    dates = _ALL[:1000].copy()
    expected = bulk.nth_working_day_after(dates, 3)
    out = np.empty_like(dates)
    assert bulk.nth_working_day_after(dates, 3, out=out) is out
    assert (out == expected).all()
    wide = np.empty((1000, 2), "M8[D]")
    bulk.nth_working_day_after(dates, 3, out=wide[:, 1])
    assert (wide[:, 1] == expected).all()
    shifted = np.concatenate([dates, dates[:1]])
    bulk.nth_working_day_after(shifted[:-1], 3, out=shifted[1:])
    assert (shifted[1:] == expected).all()
    bulk.nth_working_day_after(dates, 3, out=dates)
    assert (dates == expected).all()
    counts = np.empty(1000, int)
    assert bulk.count_working_days(_ALL[:1000], _ALL[:1000], out=counts) is counts
    flags = np.empty(1000, bool)
    assert bulk.is_working_day(_ALL[:1000], out=flags) is flags


@pytest.mark.parametrize(
    "out",
    [
        np.empty(2, "M8[s]"),
        np.empty(2, np.int64),
        np.empty(3, "M8[D]"),
        np.empty((2, 1), "M8[D]"),
        [0, 0],
        np.broadcast_to(np.datetime64("2026-03-02"), 2),
    ],
)
def test_an_out_that_does_not_fit_is_refused(out: Any) -> None:
    with pytest.raises(gaf.CaseError, match="out must be an array"):
        bulk.nth_working_day_after(_ALL[:2], 1, out=out)


def test_a_number_past_every_calendar_is_one_whatever_its_size() -> None:
    for n in (10**4, 2**62, 2**63, 10**30):
        for ask in (bulk.nth_working_day_after, bulk.nth_working_day_before):
            with pytest.raises(gaf.CalendarHorizonError, match=r"\$dates\[0\]"):
                ask(_ALL[:2], n)
            assert np.isnat(ask(_ALL[:2], n, outside="mask")).all()


def test_a_whole_number_of_numpy_counts_one_day_as_it_counts_many() -> None:
    day = date(2026, 2, 18)
    numbers: list[Any] = [np.int64(10), np.uint8(10), np.array(10)]
    for n in numbers:
        assert gaf.CHINA.nth_working_day_after(day, n) == date(2026, 3, 6)
        assert gaf.CHINA.nth_working_day_before(day, n) == date(2026, 2, 3)
        assert gaf.CHINA.bounds_after(day, n).latest == date(2026, 3, 6)
        assert gaf.CHINA.bounds_before(date(2027, 3, 1), n) == gaf.CHINA.bounds_before(
            date(2027, 3, 1), 10
        )
    others: list[Any] = [np.int64(0), np.int8(-1), np.True_, np.float64(10), np.array([10])]
    for wrong in others:
        with pytest.raises(gaf.CaseError, match="1 or more"):
            gaf.CHINA.nth_working_day_after(day, wrong)


def test_shapes_are_kept_and_broadcast() -> None:
    assert bulk.nth_working_day_after(_ALL[:6].reshape(2, 3), 1).shape == (2, 3)
    assert bulk.nth_working_day_after(_ALL[:0], 1).shape == (0,)
    assert bulk.nth_working_day_after(np.empty((0, 4), "M8[D]"), [1, 2, 3, 4]).shape == (0, 4)
    single = bulk.nth_working_day_after(date(2026, 2, 18), 10)
    assert single == np.datetime64("2026-03-06")
    assert single.dtype == np.dtype("M8[D]")
    assert bulk.nth_working_day_after(np.array("2026-02-18", "M8[D]"), 10) == single
    assert bulk.nth_working_day_after(date(2026, 2, 18), [9, 10])[1] == single
    assert bulk.nth_working_day_after(None, 10).tolist() is None
    table = bulk.nth_working_day_after(_ALL[:3, None], np.array([[1, 2]]))
    assert table.tolist() == [
        [_CAL.nth_working_day_after(day, n) for n in (1, 2)] for day in _DAYS[:3]
    ]


def test_a_word_for_outside_is_checked() -> None:
    with pytest.raises(gaf.CaseError, match="raise, mask"):
        bulk.is_working_day(_ALL, outside="ignore")  # type: ignore[arg-type]  # a word that is none


def test_a_calendar_that_knows_nothing_answers_nothing() -> None:
    empty = _CAL.as_known_on(date(2003, 1, 1))
    for function in (bulk.nth_working_day_after, bulk.nth_working_day_before):
        assert np.isnat(function(_ALL[:3], 1, calendar=empty, outside="mask")).all()
        assert np.isnat(function(_ALL[:3], [1, 2, 3], calendar=empty, outside="mask")).all()
    with pytest.raises(gaf.CalendarHorizonError):
        bulk.is_working_day(_ALL[:3], calendar=empty)


def test_tables_are_made_once_for_equal_calendars() -> None:
    first, again = (
        gaf.WorkingCalendar(notices=_CAL.notices, overlays=_CAL.overlays) for _ in range(2)
    )
    assert table_after(first, 10) is table_after(again, 10)
    assert ranks_of(first) is ranks_of(again)
