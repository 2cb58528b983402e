"""Every kind of column × every marker for what is missing × what people do with tables: one answer."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames, jittered
from hypothesis import given
from hypothesis import strategies as st
from worlds import worlds

import gaf_rules as gaf
from gaf_rules import bulk
from gaf_rules.columns import MISSING_DAY, as_days, day_numbers, days, words_of
from gaf_rules.testing.columns import CUTS, LIBRARIES, kinds_of
from gaf_rules.testing.tables import tables_of

_EPOCH = date(1970, 1, 1)
_DAYS = st.lists(st.none() | st.dates(date(2004, 1, 1), date(2027, 12, 31)), max_size=12)
_TEXTS = st.lists(st.none() | st.sampled_from(["a", "b", "c;d", "", "é"]), max_size=12)
_MEMBERS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3).map(tuple)
_LISTS = st.lists(st.none() | _MEMBERS, max_size=12)


_UNFILTERED = ("run_end", "run ends", "view")
"""Types that pyarrow itself cannot filter."""


def _kinds(what: str) -> list[tuple[str, str]]:
    return [(library, kind) for library in LIBRARIES for kind in kinds_of(library, what)]


def _columns(library: str, make: Any, values: list[Any]) -> list[Any]:
    """The column after each of the things that people do with tables."""
    made = make(values)
    if library == "polars":  # an Object can be neither sliced nor put together there
        made = made.alias("x")
        cuts = {"whole": CUTS["whole"]} if made.dtype == pl.Object else CUTS
        return [cut(made.to_frame())["x"] for cut in cuts.values()]
    if library == "pyarrow":
        table = pa.table({"x": made})
        whole = [made] if isinstance(made, pa.Array) else []
        return whole + [cut(table)["x"] for cut in _cuts(made.type).values()]
    return [cut(pd.DataFrame({"x": made}))["x"] for cut in CUTS.values()]


def _cuts(kind: Any) -> dict[str, Any]:
    """What pyarrow can do with a type."""
    can_filter = not any(name in str(kind) for name in _UNFILTERED)
    return {name: cut for name, cut in CUTS.items() if can_filter or name != "filtered"}


@pytest.mark.no_cover
@pytest.mark.parametrize(("library", "kind"), _kinds("day"))
@given(values=_DAYS)
def test_days_are_the_days_of_the_list(library: str, kind: str, values: list[Any]) -> None:
    numbers = [MISSING_DAY if day is None else (day - _EPOCH).days for day in values]
    for column in _columns(library, kinds_of(library, "day")[kind], values):
        assert day_numbers(column, "$x", None).tolist() == numbers
        assert day_numbers(column, "$x", ZoneInfo("Asia/Shanghai")).tolist() == numbers
        assert as_days(column).tolist() == values


def _read(column: Any, kind: str = "text") -> list[Any]:
    words = words_of(column, kind)
    assert set(words.codes.tolist()) - {0} == set(range(1, len(words.values) + 1))
    assert len(set(words.values)) == len(words.values)
    return [words.value(code) for code in words.codes.tolist()]


@pytest.mark.parametrize(("library", "kind"), _kinds("word"))
@given(values=_TEXTS)
def test_words_are_those_of_the_list_and_all_occur(
    library: str, kind: str, values: list[Any]
) -> None:
    for column in _columns(library, kinds_of(library, "word")[kind], values):
        assert _read(column) == values


@pytest.mark.parametrize(("library", "kind"), _kinds("list"))
@given(values=_LISTS)
def test_lists_are_those_of_the_list(library: str, kind: str, values: list[Any]) -> None:
    for column in _columns(library, kinds_of(library, "list")[kind], values):
        assert _read(column, "words") == values


@pytest.mark.parametrize("library", LIBRARIES)
def test_members_that_hold_the_separator_are_not_taken_apart(library: str) -> None:
    values: list[Any] = [("a;b",), ("a", "b"), (), ("",), ("a", None), None]
    for kind in [name for name in kinds_of(library, "list") if "text" not in name]:
        if "categories" in kind and library == "polars":
            continue
        column = kinds_of(library, "list")[kind](values)
        assert _read(column, "words") == values, kind


# -- bulk ------------------------------------------------------------------------------------------------
def _listed(column: Any) -> list[Any]:
    values = column.to_pylist() if hasattr(column, "to_pylist") else list(column)
    return [
        None if value is None or value is pd.NaT or value is pd.NA
        else value.date() if hasattr(value, "date") else value
        for value in values
    ]  # fmt: skip


@pytest.mark.parametrize(("library", "kind"), _kinds("day"))
def test_bulk_equals_the_scalar_functions_and_gives_the_kind_back(library: str, kind: str) -> None:
    dice = Random(kind)  # noqa: S311 - test cases, no secrets
    drawn = [date(2025, 1, 1) + timedelta(dice.randrange(600)) for _ in range(30)]
    values: list[Any] = [None if dice.random() < 0.2 else day for day in drawn]
    cal = gaf.CHINA
    after = [day and cal.nth_working_day_after(day, 10) for day in values]
    before = [day and cal.nth_working_day_before(day, 10) for day in values]
    worked = [bool(day) and cal.is_working_day(day) for day in values]
    counts = [
        cal.count_working_days(after=day, through=last) if day and last else -1
        for day, last in zip(values, after, strict=True)
    ]
    for column in _columns(library, kinds_of(library, "day")[kind], values):
        due = bulk.nth_working_day_after(column, 10)
        assert _listed(due) == after
        assert _listed(bulk.nth_working_day_before(column, [10] * len(column))) == before
        assert _listed(bulk.is_working_day(column)) == worked
        assert _listed(bulk.count_working_days(column, due)) == counts
        _same_kind(due, column)


def _same_kind(result: Any, column: Any) -> None:
    if isinstance(column, pa.Array):
        assert isinstance(result, pa.Array)
    else:
        assert type(result) is type(column)
    if isinstance(column, pd.Series):
        assert result.index.equals(column.index)
        assert result.name == column.name
        if column.dtype != "category":
            assert result.dtype == column.dtype
    elif isinstance(column, pl.Series):
        assert result.name == column.name
        assert result.dtype == (pl.Date if column.dtype == pl.Object else column.dtype)
    elif not pa.types.is_dictionary(column.type):
        assert result.type == column.type


# -- audit -----------------------------------------------------------------------------------------------
_AS_OF = date(2026, 3, 20)


@lru_cache
def _cases() -> tuple[gaf.Case, ...]:
    dice = Random(17)  # noqa: S311 - test cases, no secrets
    return tuple(jittered(world.case, dice) for world in worlds(24, first=91_000))


@lru_cache
def _plainly_audited() -> Any:
    return gaf.audit(*frames(_cases()), as_of=_AS_OF)


def test_the_plain_table_says_what_assess_says() -> None:
    for case, got in zip(_cases(), found_by(_plainly_audited()), strict=True):
        assert got == expected(case, as_of=_AS_OF), case.id


def _all_kinds(library: str) -> list[dict[str, str]]:
    """Kinds of columns for a table, so that each kind comes up."""
    tables = {what: kinds_of(library, what) for what in ("day", "word", "list", "id")}
    rows = zip_longest(*(list(table) for table in tables.values()))
    firsts = [next(iter(table)) for table in tables.values()]
    return [
        dict(zip(tables, [name or first for name, first in zip(row, firsts, strict=True)], strict=True))
        for row in rows
    ]  # fmt: skip


def _rows(table: Any, ids: list[Any]) -> list[list[Any]]:
    """The rows of a table with cases by their place, and what is missing as None."""
    places = {str(key): place for place, key in enumerate(ids)}
    native = table.to_pylist() if isinstance(table, pa.Table) else None
    rows = native or (table.to_dicts() if isinstance(table, pl.DataFrame) else None)
    rows = rows if rows is not None else table.to_dict("records") if hasattr(table, "iloc") else []
    return [
        [places[str(value)] if name == "case_id" else _plain(value) for name, value in row.items()]
        for row in rows
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return list(value)
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # noqa: PLR0124 - NaN
        return None
    return value.date() if hasattr(value, "date") else value


@pytest.mark.no_cover
@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize(
    ("library", "kinds"), [(library, kinds) for library in LIBRARIES for kinds in _all_kinds(library)]
)  # fmt: skip
def test_audit_says_of_every_kind_of_table_what_it_says_of_the_plain_one(
    library: str, kinds: dict[str, str], cut: str
) -> None:
    said = str(kinds)
    if cut != "whole" and "Object" in said:
        pytest.skip("Polars can neither cut an Object nor put it together")
    if cut == "filtered" and any(name in said for name in _UNFILTERED):
        pytest.skip("pyarrow cannot filter these types")
    plain = _plainly_audited()
    made = tables_of(_cases(), library, kinds, cut)
    found = gaf.audit(made.events, made.cases, as_of=_AS_OF)
    ids = [row[0] for row in _id_rows(found.cases)]
    for name in ("cases", "duties", "findings"):
        assert type(getattr(found, name)) is type(made.cases)
        before = _rows(getattr(plain, name), list(range(len(_cases()))))
        assert _rows(getattr(found, name), ids) == before, name


@pytest.mark.parametrize("library", LIBRARIES)
def test_bulk_takes_the_days_that_audit_gives(library: str) -> None:
    kinds = _all_kinds(library)[0]
    made = tables_of(_cases(), library, kinds)
    duties = gaf.audit(made.events, made.cases, as_of=_AS_OF).duties
    for name in ("trigger_on", "due_on", "safe_on", "earliest", "latest", "met_on"):
        column = duties[name]
        after = bulk.nth_working_day_after(column, 1, outside="mask")
        assert type(after) is type(column)
        days, found = _listed(column), _listed(after)
        assert any(days)
        for day, next_one in zip(days, found, strict=True):
            last = gaf.CHINA.coverage.published_through
            known = day is not None and day < last
            assert next_one == (gaf.CHINA.nth_working_day_after(day, 1) if known else None)


@pytest.mark.parametrize(("library", "kind"), _kinds("day"))
def test_a_day_that_is_read_as_the_next_is_seen_in_every_kind(
    library: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault stands where a reader of columns hands on what it has read."""
    read = days._READERS[library]

    def a_day_late(column: Any, wanted: Any) -> Any:
        held = read(column, wanted)
        return evolve(held, numbers=held.numbers + 1)

    monkeypatch.setitem(days._READERS, library, a_day_late)
    with pytest.raises(AssertionError):
        test_days_are_the_days_of_the_list(library, kind)


def _id_rows(table: Any) -> list[tuple[Any]]:
    column = table["case_id"]
    return [(value,) for value in (column.to_pylist() if hasattr(column, "to_pylist") else column)]


# -- moments, and what is no day -------------------------------------------------------------------------
@pytest.mark.parametrize("value", [0, 20260309, True, 1.5, "2026-03-09"])
def test_what_is_no_day_is_refused_in_bulk_wherever_it_stands(value: Any) -> None:
    for column in (
        [date(2026, 3, 9), value], pd.Series([value]), pl.Series([value]), pa.array([value]),
        np.array([value]), pd.Series([None, value], dtype=object), pa.array([value]).dictionary_encode(),
    ):  # fmt: skip
        with pytest.raises(gaf.CaseError, match="whole days"):
            bulk.nth_working_day_after(column, 1)


def test_masked_entries_are_missing() -> None:
    days = np.ma.array(np.array(["2026-03-09", "2026-03-10"], "M8[D]"), mask=[False, True])
    assert bulk.nth_working_day_after(days, 1).tolist() == [date(2026, 3, 10), None]
    objects: Any = np.ma.array(
        [date(2026, 3, 9), date(2026, 3, 10)], mask=[True, False], dtype=object
    )
    assert as_days(objects).tolist() == [None, date(2026, 3, 10)]
    assert as_days([np.ma.masked, date(2026, 3, 9), float("nan")]).tolist() == [
        None, date(2026, 3, 9), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([np.nan, np.nan]), pd.Series([pd.NA, None], dtype="Int64"), pl.Series([None, None]),
        pd.Series([None, None], dtype="boolean"), pa.nulls(2), pl.Series([None, None], dtype=pl.String),
        pl.Series([float("nan"), None]), pa.array([float("nan"), None]), np.array([np.nan, np.nan]),
        pd.Series([None, None], dtype="str"), pa.array([None, None], pa.string()),
        pd.Series([pd.NaT, pd.NaT]).dt.tz_localize("Asia/Shanghai").dt.tz_localize(None),
    ],
)  # fmt: skip
def test_a_column_of_nothing_has_no_days_whatever_its_type(column: Any) -> None:
    assert as_days(column).tolist() == [None, None]


def test_days_of_numpy_among_objects() -> None:
    day = np.datetime64("2026-03-09")
    for value in (day, day.astype("M8[s]"), day.astype("M8[ns]")):
        assert as_days([value, None]).tolist() == [date(2026, 3, 9), None]
    for value in (day.astype("M8[M]"), np.datetime64("2026-03-09T16"), np.timedelta64(1, "D")):
        with pytest.raises(gaf.CaseError, match="whole days"):
            as_days([value, None])


def test_a_single_day_of_any_kind() -> None:
    assert bulk.nth_working_day_after(pd.Timestamp("2026-03-09"), 1) == np.datetime64("2026-03-10")
    assert bulk.nth_working_day_after(pa.scalar(date(2026, 3, 9)), 1) == np.datetime64("2026-03-10")
    for nothing in (None, pd.NaT, pd.NA, np.datetime64("NaT", "D"), float("nan")):
        assert np.isnat(bulk.nth_working_day_after(nothing, 1))
    with pytest.raises(gaf.CaseError, match="whole days"):
        bulk.nth_working_day_after(pd.Timestamp("2026-03-09 00:00:00.000000001"), 1)
