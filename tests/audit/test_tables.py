"""Tables as they come: one bad case among good ones, ids of any size, columns of one's own, files of text."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pytest
from office_tables import (
    DAY,
    GOOD,
    audited,
    case_of,
    cells_of,
    in_pandas,
    in_polars,
    parties,
)

import gaf_rules as gaf

# -- one bad case ----------------------------------------------------------------------------------------
_BAD: dict[str, tuple[dict[str, Any], str]] = {
    "the first day of Unix": ({"on": date(1970, 1, 1)}, "before the first day"),
    "the last day of Python": ({"on": date(9999, 12, 31)}, "after 2199-12-31"),
    "never, as a date field": ({"type": "supplement_submitted", "posted_on": date(9999, 12, 31),
                                "statement": True, "rectification_plan": True}, "9999-12-31"),
    "no day at all": ({"on": None}, "missing"),
    "text that is no day": ({"on": "2026-02-30"}, "2026-02-30"),
    "text of another form": ({"on": "9 March 2026"}, "9 March 2026"),
    "a number among days": ({"on": 46090}, "46090"),
    "a truth among days": ({"on": True}, "True"),
    "a type that nobody knows": ({"type": "app_lanched"}, "did you mean app_launched"),
    "a number for a type": ({"type": 5}, "got 5"),
    "a list for a type": ({"type": ["app_launched"]}, "app_launched"),
    "a mapping for a type": ({"type": {"a": [1]}}, "allowed"),
    "1 for true": ({"type": "filing_number_relayed", "prompted": 1}, "got 1; allowed: true, false"),
    "an unknown role": ({"by": "nobody"}, "has no field by"),
    "text for a list": ({"type": "self_check_completed", "problems": 7}, "a list is wanted"),
}  # fmt: skip


@pytest.mark.parametrize("name", _BAD)
def test_a_bad_case_has_its_error_and_takes_no_other_down(name: str) -> None:
    change, words = _BAD[name]
    rows = [
        {"case_id": "good", **GOOD, "prompted": None, "problems": None},
        {
            "case_id": "true",
            "type": "filing_number_relayed",
            "on": DAY,
            "prompted": True,
            "by": "provincial_cac",
            "to": "municipal_cac",
        },
        {"case_id": "bad", **GOOD, **change},
        {"case_id": "empty", "type": "self_check_completed", "on": DAY, "problems": ["check_in"]},
    ]
    ids = ["good", "true", "bad", "empty"]
    found = audited(in_pandas(rows), in_pandas(parties(ids))).cases.set_index("case_id")
    assert words in found["error"]["bad"]
    assert found["error"].isna()[["good", "empty"]].all()
    assert "not legal" in found["error"]["true"]
    alone = audited(in_pandas(rows[:1]), in_pandas(parties(ids[:1]))).cases.set_index("case_id")
    assert found["findings"]["good"] == alone["findings"]["good"]


_FAR = [-(10**6), -719_163, 2_932_897, 2**31 - 1, -(2**31), -(2**31) + 1, -(2**31) + 2]


@pytest.mark.parametrize("field", ["on", "change_on"])
@pytest.mark.parametrize("number", _FAR)
def test_a_day_outside_the_years_of_python_is_that_cases_error(number: int, field: str) -> None:
    numbers = np.array([20514, number], np.int32)
    moments = numbers.astype("M8[D]").astype("M8[s]")
    fine = {"case_id": [0, 1], "type": ["change_planned"] * 2, "major": [True] * 2}
    other = "change_on" if field == "on" else "on"
    tables: list[Any] = [
        pa.table({**fine, other: [DAY] * 2, field: column})
        for column in (
            pa.array(numbers).cast(pa.date32()), pa.array(moments),
            pa.array(moments).cast(pa.timestamp("s", "UTC")),
        )
    ]  # fmt: skip
    tables.append(pd.DataFrame({**fine, other: [DAY] * 2, field: moments}))
    tables.append(pl.DataFrame({**fine, other: [DAY] * 2, field: pl.Series(numbers).cast(pl.Date)}))
    for table in tables:
        people = parties([0, 1])
        cases = in_pandas(people) if isinstance(table, pd.DataFrame) else (
            in_polars(people) if isinstance(table, pl.DataFrame) else pa.Table.from_pylist(people)
        )  # fmt: skip
        errors = cells_of(audited(table, cases, zone="Asia/Shanghai").cases["error"])
        assert pd.isna(errors[0]) or "not legal" in errors[0]
        assert f"$.events[0].{field}: " in errors[1]


@pytest.mark.parametrize("kinds", ["one", "many"])
def test_a_message_tells_twenty_problems_and_counts_the_others(kinds: str) -> None:
    size = 3000
    types = ["nothing" if kinds == "one" else f"nothing {n}" for n in range(size)]
    events = in_polars(
        [{"case_id": 0, "type": kind, "on": DAY} for kind in types] + [{"case_id": 1, **GOOD}]
    )
    for lang, words in (
        ("en", f"and {size - 20} more problems"),
        ("zh", f"另有 {size - 20} 处问题未列出"),
    ):
        error = audited(events, in_polars(parties([0, 1])), lang=lang).cases["error"].to_list()
        assert error[0].endswith(words)
        assert len(error[0]) < 20_000
        assert error[1] is None
    with pytest.raises(gaf.CaseError) as caught:
        gaf.Case.from_dict(
            {
                **case_of().to_dict(),
                "events": [{"type": kind, "on": "2026-03-02"} for kind in types],
            }
        )
    assert str(caught.value) == audited(events, in_polars(parties([0, 1]))).cases["error"][0]
    assert len(caught.value.problems) == size


# -- ids -------------------------------------------------------------------------------------------------
_IDS: dict[str, list[Any]] = {
    "numbers of 128 bits": [2**100 + 1, 2**100, -(2**100), 1],
    "past the signed numbers of 64 bits": [2**64 - 1, 2**63, 2**63 - 1, 0],
    "both ends": [-(2**63), 2**63 - 1, 0, -1],
    "truths and numbers": [True, 1, False, 0],
    "text and numbers": ["1", 1, "1.0", 2.5],
    "days": [date(2026, 1, 1), date(2026, 1, 2), "2026-01-01", "x"],
    "pairs": [("a", 1), ("a", 2), "a", ("b", 1)],
}


@pytest.mark.parametrize("name", _IDS)
def test_ids_of_any_kind_change_no_answer(name: str) -> None:
    ids = _IDS[name]
    kinds = ["app_launched", "filing_number_received", "nothing", "app_taken_offline"]
    plain = in_pandas([{"case_id": n, "type": k, "on": DAY} for n, k in enumerate(kinds)])
    events = plain.assign(case_id=pd.Series(_objects(ids), dtype=object))
    before = audited(plain, in_pandas(parties([0, 1, 2, 3])))
    for order in ([0, 1, 2, 3], [3, 1, 0, 2]):
        rows = [parties(ids)[place] for place in order]
        found = audited(events.iloc[::-1], in_pandas(rows))
        assert [(type(key), key) for key in found.cases["case_id"]] == [
            (type(ids[place]), ids[place]) for place in order
        ]
        for place, where in enumerate(order):
            errors = found.cases["error"][place], before.cases["error"][where]
            assert errors[0] == errors[1] or (pd.isna(errors[0]) and pd.isna(errors[1]))
            assert found.cases["findings"][place] == before.cases["findings"][where]


def _objects(values: list[Any]) -> np.ndarray[Any, Any]:
    array = np.empty(len(values), object)
    array[:] = values
    return array


@pytest.mark.parametrize(
    "ids", [[-(2**63), 2**63 - 1, 0, -1], [7, 10**12, -3, 10**6], [3, 0, 2, 1]]
)
def test_whole_numbers_are_found_near_and_far(ids: list[int]) -> None:
    kinds = ["app_launched", "filing_number_received", "nothing", "app_taken_offline"]
    rows = [{"case_id": key, "type": kind, "on": DAY} for key, kind in zip(ids, kinds, strict=True)]
    errors = audited(in_polars(rows[::-1]), in_polars(parties(ids))).cases["error"].to_list()
    assert errors[0] is None
    assert "filing_number_received" in errors[1]
    assert "nothing" in errors[2]
    with pytest.raises(gaf.CaseError, match="cases does not list"):
        audited(in_polars([*rows, {"case_id": 5, **GOOD}]), in_polars(parties(ids)))
    with pytest.raises(gaf.CaseError, match="cases does not list"):
        audited(in_polars(rows), in_polars(parties(ids))[:0])


@pytest.mark.parametrize("ids", [[2**64 - 1, 1], [2**63, 2**63 + 1]])
def test_unsigned_ids_are_not_taken_for_negative_ones(ids: list[int]) -> None:
    events = pl.DataFrame({"case_id": pl.Series([ids[0] - 2**64], dtype=pl.Int64), "type": ["app_launched"],
                           "on": [DAY]})  # fmt: skip
    people = in_polars(parties([0, 1])).with_columns(case_id=pl.Series(ids, dtype=pl.UInt64))
    with pytest.raises(gaf.CaseError, match="cases does not list"):
        audited(events, people)


@pytest.mark.parametrize("marker", [None, float("nan"), pd.NA, pd.NaT])
@pytest.mark.parametrize("table", ["events", "cases"])
def test_an_id_that_is_missing_is_refused_however_it_is_marked(marker: Any, table: str) -> None:
    events = in_pandas(
        [{"case_id": "a", **GOOD}, {"case_id": marker if table == "events" else "a", **GOOD}]
    )
    cases = in_pandas(parties(["a", marker if table == "cases" else "b"]))
    with pytest.raises(gaf.CaseError, match=rf"\${table}\[1\].case_id: .*row without a value"):
        audited(events, cases)


@pytest.mark.parametrize("keys", [["a", "a"], [1, 1.0], [True, True], [2**100, 2**100]])
def test_a_case_that_is_listed_twice_is_refused(keys: list[Any]) -> None:
    with pytest.raises(gaf.CaseError, match="is that of row 0 already"):
        audited(in_pandas([{"case_id": keys[0], **GOOD}]), in_pandas(parties(keys)))


# -- tables that are none --------------------------------------------------------------------------------
def _doubled(table: pd.DataFrame, column: str) -> list[Any]:
    both = pd.concat([table, table[[column]]], axis=1)
    arrow = pa.table(
        [pa.array(both.iloc[:, at].tolist()) for at in range(both.shape[1])],
        names=list(both.columns),
    )
    return [both, arrow]


@pytest.mark.parametrize("which", ["events", "cases"])
def test_a_column_that_is_there_twice_is_refused(which: str) -> None:
    events, cases = in_pandas([{"case_id": 1, **GOOD}]), in_pandas(parties([1]))
    column = "on" if which == "events" else "tier"
    for wrong in _doubled(events if which == "events" else cases, column):
        with pytest.raises(
            gaf.CaseError, match=f"the column {column} occurs more than once"
        ) as caught:
            audited(*((wrong, cases) if which == "events" else (events, wrong)))
        assert caught.value.problems[0].path == f"${which}.{column}"


@pytest.mark.parametrize(
    "wrong",
    [
        None, [], {}, "events.csv", 7, [{"case_id": 1}], {"case_id": [1]}, np.zeros(3),
        pd.Series([1], name="case_id"), pa.array([1]),
        pd.DataFrame({("a", "b"): [1]}), pd.DataFrame({0: [1]}), pd.DataFrame(),
        pd.DataFrame({"case_id": [1], "type": ["a"], "on": [pd.Timedelta(1)]}),
        pd.DataFrame({"case_id": [1], "type": ["a"], "on": [1.5]}),
        pd.DataFrame({"case_id": [1], "type": ["a"], "on": [1 + 2j]}),
        pl.DataFrame({"case_id": [1], "type": ["a"], "on": [[1]]}),
        pl.DataFrame({"case_id": [1], "type": ["a"], "on": [{"a": 1}]}),
        pa.table({"case_id": [1], "type": ["a"], "on": [b"2026"]}),
    ],
    ids=lambda wrong: type(wrong).__name__,
)  # fmt: skip
def test_what_is_no_table_is_refused_with_a_sentence(wrong: Any) -> None:
    for events, cases in (
        (wrong, in_pandas(parties([1]))),
        (in_pandas([{"case_id": 1, **GOOD}]), wrong),
    ):
        with pytest.raises(gaf.CaseError) as caught:
            audited(events, cases)
        assert caught.value.problems[0].path.startswith(("$events", "$cases"))


# -- columns of one's own --------------------------------------------------------------------------------
@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_columns_of_ones_own_come_back_beside_the_result(library: str) -> None:
    rows = [{**row, "office": name, "budget": n} for n, (row, name) in enumerate(
        zip(parties([1, 2]), ("数据局", "教育厅"), strict=True))]  # fmt: skip
    make: Any = {"pandas": in_pandas, "polars": in_polars, "pyarrow": pa.Table.from_pylist}[library]
    events, cases = make([{"case_id": 2, **GOOD}]), make(rows)
    with pytest.raises(gaf.CaseError, match=r"keep=True or keep=\['office'\]"):
        audited(events, cases)
    with pytest.raises(gaf.CaseError, match="no column budget"):
        audited(events, cases, keep=["office"])
    every = audited(events, cases, keep=True).cases
    assert list(_names(every))[-2:] == ["office", "budget"]
    assert list(map(str, cells_of(every["office"]))) == ["数据局", "教育厅"]
    some = audited(events, cases, keep=["budget", "office", "tier"]).cases
    assert list(_names(some))[-3:] == ["budget", "office", "tier"]
    assert cells_of(some["budget"]) == [0, 1]


def _names(table: Any) -> Any:
    return table.column_names if isinstance(table, pa.Table) else table.columns


def test_kept_columns_keep_their_rows_whatever_the_index() -> None:
    cases = in_pandas([{**row, "office": row["case_id"]} for row in parties(["a", "b", "c"])])
    found = audited(in_pandas([{"case_id": "c", **GOOD}]), cases.iloc[[2, 0]], keep=True).cases
    assert found["office"].to_list() == found["case_id"].to_list() == ["c", "a"]


@pytest.mark.parametrize(
    ("keep", "words"),
    [("office", "a list of names"), (1, "a list of names"), ([1], "a list of names"),
     (["nobody"], "no column nobody"), (["error"], "rename your own")],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(keep: Any, words: str) -> None:
    cases = in_pandas([{**row, "error": "mine"} for row in parties([1])])
    with pytest.raises(gaf.CaseError, match=words):
        audited(in_pandas([{"case_id": 1, **GOOD}]), cases, keep=keep)


def test_events_have_no_columns_of_ones_own() -> None:
    with pytest.raises(gaf.CaseError, match="no column office") as caught:
        audited(
            in_pandas([{"case_id": 1, **GOOD, "office": "x"}]), in_pandas(parties([1])), keep=True
        )
    assert "keep=" not in str(caught.value)


# -- anything in any column ------------------------------------------------------------------------------
_ODD: dict[str, list[Any]] = {
    "pandas": [
        pd.Series([1, 2]), pd.Series([True, None], dtype=object), pd.Series([1.5, None]),
        pd.Series([b"a", b"b"]), pd.Series([{"a": 1}, [1, [2]]]), pd.Series([{1, 2}, {1: 2}]),
        pd.Series([1, None], dtype="Int64"), pd.Series([pd.Timedelta(1), None]),
        pd.Series([pd.Interval(0, 1), pd.Interval(1, 2)]), pd.Series(pd.period_range("2026", periods=2)),
        pd.Series([pd.Timestamp("2026-03-02", tz="UTC"), None]), pd.Series([1 + 2j, 0]),
        pd.Series(pd.arrays.SparseArray([0, 1])), pd.Series([object(), object]),
        pd.Series(["a", 1], dtype="category"), pd.Series([np.array([1]), np.array([[1]])]),
        pd.Series([float("inf"), float("-inf")]), pd.Series(["\\ud800", "\\x00"]), pd.Series([(), ((),)]),
    ],
    "polars": [
        pl.Series([1, 2]), pl.Series([1.5, None]), pl.Series([b"a", None]), pl.Series([[1], None]),
        pl.Series([{"a": 1}, None]), pl.Series([timedelta(1), None]), pl.Series([[["a"]], [[]]]),
        pl.Series([1, 2], dtype=pl.Decimal(10, 2)), pl.Series([["a"], ["b"]], dtype=pl.Array(pl.String, 1)),
        pl.Series([object(), {1}], dtype=pl.Object), pl.Series([time(1), None]), pl.Series([None, None]),
        pl.Series([datetime(2026, 3, 2, tzinfo=UTC), None]), pl.Series([2**100, 1], dtype=pl.Int128),
    ],
    "pyarrow": [
        pa.array([1, 2]), pa.array([1.5, None]), pa.array([b"a", None]), pa.array([{"a": 1}, None]),
        pa.array([[("a", 1)], None], pa.map_(pa.string(), pa.int8())), pa.array([timedelta(1), None]),
        pa.array([[1], [2]], pa.list_(pa.int8(), 1)), pa.nulls(2), pa.array([1, 2], pa.decimal128(5)),
        pa.array([time(1), None]), pa.array([datetime(2026, 3, 2, tzinfo=UTC), None]),
        pa.UnionArray.from_sparse(pa.array([0, 1], pa.int8()), [pa.array([1, 2]), pa.array(["a", "b"])]),
        pa.array([[], None]),
    ],
}  # fmt: skip


@pytest.mark.no_cover
@pytest.mark.parametrize("library", list(_ODD))
def test_whatever_stands_in_a_column_the_answer_is_an_error_of_ours(library: str) -> None:
    make: Any = {"pandas": in_pandas, "polars": in_polars, "pyarrow": pa.Table.from_pylist}[library]
    events = make([{"case_id": n, **GOOD} for n in (1, 2)])
    cases = make(parties([1, 2], place="460100", app_name="一"))
    for column in _ODD[library]:
        for name in ("case_id", "type", "on", "posted_on", "materials", "prompted", "reason", "by"):
            _answered(_with(events, name, column), cases)
        for name in ("case_id", "tier", "runs_on_mobile", "place", "app_name"):
            _answered(events, _with(cases, name, column))


def _with(table: Any, name: str, column: Any) -> Any:
    if isinstance(table, pd.DataFrame):
        return table.assign(**{name: column})
    if isinstance(table, pl.DataFrame):
        return table.with_columns(column.alias(name))
    left = table.drop_columns([name]) if name in table.column_names else table
    return left.append_column(name, column)


def _answered(events: Any, cases: Any) -> None:
    """A table for both cases, or a refusal by path."""
    try:
        audited(events, cases)
    except gaf.CaseError as error:
        path = error.problems[0].path
    else:
        path = "$events."
    assert path.startswith(("$events.", "$cases.", "$events[", "$cases["))


def test_all_columns_that_nobody_knows_are_told_at_once() -> None:
    cases = pl.DataFrame({"case_id": [1], "tire": ["municipal"], "remark": ["x"]})
    events = pl.DataFrame({"case_id": [1], "typ": ["app_launched"], "on": [DAY]})
    with pytest.raises(gaf.CaseError) as caught:
        gaf.audit(events, cases, as_of=DAY)
    paths = [each.path for each in caught.value.problems]
    assert paths == ["$events.typ", "$events.type", "$cases.tire", "$cases.remark"]
    assert "the nearest is tier" in caught.value.en


@pytest.mark.parametrize("ids", [[7, 8, 9, 8], ["a", "b", "c", "b"], [True, 1.5, "c", 1.5]])
def test_a_case_listed_twice_is_told_with_its_rows(ids: list[Any]) -> None:
    cases = pd.DataFrame({"case_id": pd.Series(ids, dtype=object if True in ids else None)})
    events = pd.DataFrame({"case_id": cases["case_id"][:1], "type": ["app_launched"], "on": [DAY]})
    with pytest.raises(gaf.CaseError) as caught:
        gaf.audit(events, cases, as_of=DAY)
    [problem] = caught.value.problems
    assert problem.path == "$cases[3].case_id"
    assert problem.got == ids[3]
    assert "row 1 already" in problem.en
    assert "第 1 行" in problem.zh
