"""Tables as strangers bring them: nothing in them stops the reading with a foreign error or vanishes."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
import xlsxwriter
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st
from small_cases import small_case

import gaf_rules as gaf
from gaf_rules.cli import main
from gaf_rules.sheets import read_log
from gaf_rules.sheets.columns import COLUMNS
from gaf_rules.sheets.frames import KINDS, frame_of
from gaf_rules.sheets.writing import write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

_DAY = date(2026, 3, 9)
_LAUNCHED = {"type": "app_launched", "on": "2026-03-09"}
_CELLS = st.one_of(
    st.none(), st.text(max_size=5), st.floats(), st.integers(), st.booleans(), st.dates(),
    st.datetimes(timezones=st.sampled_from([None, UTC])), st.timedeltas(),
    st.sampled_from([time(1), pd.NaT, pd.NA, np.array([1, 2]), [1], {"a": 1}, 10**30, "\ud800", b"x"]),
)  # fmt: skip


def _log(rows: list[dict[str, Any]], frame: str = "polars", **given_: Any) -> Any:
    return read_log(pd.DataFrame(rows, dtype=object), frame=frame, **given_)


@given(
    st.sampled_from([*COLUMNS]), st.lists(_CELLS, min_size=1, max_size=3), st.sampled_from(KINDS)
)
def test_any_cell_is_read_or_refused_into_every_kind_of_frame(
    column: str, cells: list[Any], frame: str
) -> None:
    rows = [{"case_id": f"c{n}", **_LAUNCHED, column: cell} for n, cell in enumerate(cells)]
    log = _log(rows, frame)
    assert len(log.events) + log.report.refused == len(cells)
    assert len(log.refused) == log.report.refused


@pytest.mark.parametrize("frame", KINDS)
def test_a_column_of_a_case_that_is_called_like_one_of_an_event_holds_what_it_holds(
    frame: str,
) -> None:
    held = {"on": "in spring", "major": "perhaps", "materials": "12"}
    log = _log([{"case_id": "a", "app_kind": "app", "tier": "municipal", **held}], frame)
    back = log.cases.to_pylist() if frame == "pyarrow" else pl.DataFrame(log.cases).rows(named=True)
    assert [{name: str(row[name]) for name in held} for row in back] == [held]


def test_ids_longer_than_a_whole_number_can_be() -> None:
    ids = ["20260000000000000001", "20260000000000000002"]
    for frame in KINDS:
        log = _log([{"case_id": each, **_LAUNCHED} for each in ids], frame)
        assert (
            [str(each) for each in log.cases["case_id"].to_pylist()] == ids
            if (frame == "pyarrow")
            else list(log.cases["case_id"]) == ids
        )


def test_a_number_that_a_spreadsheet_has_rounded_is_no_id(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate(
            [["case_id", "type", "on"], [202600000000000001, *_LAUNCHED.values()]]
        ):
            sheet.write_row(n, 0, row)
    log = read_log(path, frame="polars")
    assert (log.report.cases, log.report.troubles[0].code) == (0, "not_text")


def test_cells_merged_down_stand_in_each_row_and_in_each_row_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "2026年台账")
        for n, name in enumerate(["案件编号", "事件类型", "日期", "地区代码"]):
            sheet.merge_range(1, n, 2, n, name)
        sheet.merge_range("A4:A5", "A")
        sheet.write_row(3, 1, ["应用上线", "2026-03-09", 460100])
        sheet.write_row(4, 1, ["应用下线", "2026-03-10", 460100])
    log = read_log(path, frame="polars")
    assert log.report.refused == 0
    assert log.events.select("case_id", "type").rows() == [
        ("A", "app_launched"), ("A", "app_taken_offline"),
    ]  # fmt: skip


def test_a_refused_row_keeps_its_cells_beside_the_reason_whatever_their_headers() -> None:
    rows = [
        {
            "case_id": "a",
            "type": "app_launched",
            "on": "x",
            "row": "r",
            "sheet": None,
            "reason": "s",
        }
    ]
    refused = _log(rows).refused
    assert refused.select("row", "row_", "reason", "reason_", "on").rows() == [
        (0, "r", "not_a_day", "s", "x")
    ]


def test_a_column_that_has_no_place_in_the_sheet_is_kept_not_dropped() -> None:
    wide = _log([{"案件编号": "a", "应用名称": "x", "日期": "未定", "应用上线": "2026-03-09"}])
    assert wide.cases["日期"].to_list() == ["未定"]
    assert wide.events["on"].to_list() == [_DAY]
    cases = _log([{"案件编号": "a", "应用名称": "x", "问题": "无"}])
    assert cases.cases["问题"].to_list() == ["无"]


def test_two_columns_of_one_unknown_name_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("案件编号,应用名称,备注,备注\na,x,1,2\n", "utf-8")
    cases = read_log(path, frame="polars").cases
    assert cases.select("备注", "备注 (2)").rows() == [("1", "2")]


def test_of_two_values_kept_beside_a_case_the_first_stays_and_the_other_is_told() -> None:
    log = _log([
        {"案件编号": "a", "应用名称": "x", "区域": "海口"},
        {"案件编号": "a", "应用名称": "x", "区域": "三亚"},
        {"案件编号": "a", "应用名称": "x", "区域": None},
    ])  # fmt: skip
    assert log.cases["区域"].to_list() == ["海口"]
    (told,) = (t for t in log.report.troubles if t.code == "kept_the_first")
    assert "'三亚' 与 '海口'" in told.zh


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ({"words": {"type": {"x": "app_launchd"}}}, "$.words.type.x"),
        ({"words": {"type": {"x": {"type": "app_launched", "by": "no"}}}}, "$.words.type.x.by"),
        ({"words": {"runs_on_mobile": {"跑": "是"}}}, "$.words.runs_on_mobile.跑"),
        ({"words": {"runs_on_mobile": {"跑": ["true"]}}}, "$.words.runs_on_mobile.跑"),
        ({"words": {"materials": {"全": ["functions", "no"]}}}, "$.words.materials.全"),
        ({"words": {"type": {1: "app_launched"}}}, "$.words.type.1"),
        ({"columns": {1: "case_id"}}, "$.columns.1"),
        ({"events": [{"column": "x", "type": "no"}]}, "$.events[0].type"),
        (
            {"events": [{"column": "x", "type": "app_launched", "on": "2026-01-01"}]},
            "$.events[0].on",
        ),
        ({"events": [{"column": "x", "type": "app_launched", "by": "sponsor"}]}, "$.events[0].by"),
    ],
)
def test_a_mapping_that_names_what_there_is_not(data: Any, path: str) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        gaf.read_log(pd.DataFrame(), mapping={"schema": "gaf-mapping/1", **data})
    assert path in [problem.path for problem in caught.value.problems]


def test_words_for_days_and_codes_are_heard() -> None:
    mapping = {
        "schema": "gaf-mapping/1",
        "words": {"on": {"春分前": "2026-03-09"}, "place": {"海口": "460100"}},
    }
    log = _log(
        [{"case_id": "a", "type": "app_launched", "on": "春分前", "place": "海口"}], mapping=mapping
    )
    assert (log.events["on"][0], log.cases["place"][0]) == (_DAY, "460100")


@pytest.mark.parametrize("cell", [pd.NA, np.array([1, 2]), pd.NaT], ids=["NA", "array", "NaT"])
def test_what_has_no_truth_below_the_header_of_the_ids_is_no_id(cell: Any) -> None:
    rows = [{"case_id": each, **_LAUNCHED} for each in (cell, "A")]
    log = read_log(pd.DataFrame(rows, dtype=object), frame="rows")
    assert [event["case_id"] for event in log.events] == ["A"]
    assert [row["row"] for row in log.refused] == [0]


def test_whole_cases_of_a_later_version_are_not_read_as_those_of_this_one(tmp_path: Path) -> None:
    case = small_case({"type": "app_launched", "on": "2026-03-09"})
    later = case | {"schema": "gaf-case/2", "id": "D"}
    file = tmp_path / "cases.jsonl"
    file.write_text(f"{json.dumps(case)}\n{json.dumps(later)}\n", "utf-8")
    with pytest.raises(gaf.CaseError) as caught:
        gaf.read_log(file)
    (problem,) = caught.value.problems
    assert (problem.code, problem.path) == ("wrong_schema", "cases.jsonl:2.schema")
    assert "later version" in problem.en


@pytest.mark.parametrize(
    "line",
    [{"events": 5}, {"events": [5]}, {"events": [], "app": "x"}, {"events": [], "sponsor": 1}],
)
def test_a_line_that_is_no_case(line: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text(json.dumps({"id": 1, **line}), "utf-8")
    with pytest.raises(gaf.GafRulesError, match=r"log\.jsonl:1\."):
        read_log(path)


def test_what_a_line_says_beside_its_case_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    line = {"id": "a\u2028b", "region": "海口", "app": {"name": "x", "owner": "y"}, "events": []}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    cases = read_log(path, frame="polars").cases
    assert cases.select("case_id", "region", "app.owner").rows() == [("a\u2028b", "海口", "y")]


def test_a_path_that_no_file_can_have() -> None:
    with pytest.raises(gaf.GafRulesError):
        read_log("x\0.csv")


def test_a_workbook_makes_its_folder_and_refuses_what_it_cannot_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = {"refused": pl.DataFrame({"row": [1, 2], "x": ["=1+1", "y" * 40_000]})}
    path = tmp_path / "new" / "out.xlsx"
    write_tables(tables, str(path), form=None, lang="en")
    cells = read_cells(path)
    assert (cells[1][1], len(cells[2][1]), cells[2][1][-1]) == ("=1+1", 32_767, "…")
    monkeypatch.setattr("gaf_rules.sheets.writing.MOST_ROWS", 1)
    with pytest.raises(gaf.GafRulesError, match="cannot hold"):
        write_tables(tables, str(tmp_path / "out.xlsx"), form=None, lang="en")


def read_cells(path: Path) -> list[list[Any]]:
    calamine = pytest.importorskip("python_calamine")
    return list(calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


@pytest.mark.parametrize(
    "text",
    [
        "案件编号,事件类型,日期\nA\x1b[31m,应用上线,2026-03-09\n",  # a case that cannot be assessed
        "案件编号,案号,\x1b[31m日期\nA,B,C\n",
        "\x1b[31mx,y\n1,2\n",
        "案件编号,事件类型,日期\nA,\x1b[31m,\x1b[31m\n",
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_escape_code_of_a_table_reaches_the_terminal(
    text: str, lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a\x1b[1m.csv"
    path.write_text(text, "utf-8")
    main(["audit", str(path), "--as-of", "2026-06-01", "--lang", lang])
    main(["audit", str(path), "--as-of", "2026-06-01", "--mapping", "\x1b[31m", "--lang", lang])
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err


def test_days_go_into_a_frame_where_a_test_has_put_its_own_for_date() -> None:
    with freeze_time("2020-01-01"):
        log = read_log(
            pl.DataFrame({"case_id": ["a"], "type": ["app_launched"], "on": ["2026-3-9"]})
        )
    assert log.events["on"].to_list() == [_DAY]


def test_moments_and_spans_under_a_day_are_refused() -> None:
    rows = [
        {"case_id": "a", "type": "app_launched", "on": each} for each in (time(1), timedelta(1))
    ]
    assert _log(rows).report.refused == len(rows)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_frame_that_is_not_installed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, kind, None)
    with pytest.raises(gaf.GafRulesError, match=f"pip install {kind}"):
        frame_of(kind, [], ("case_id",))


@pytest.mark.parametrize("sign", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_title_above_the_header_hides_no_delimiter(
    sign: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    rows = [["2026年台账"], [], ["案件编号", "事件类型", "日期"], ["a", "应用上线", "2026-03-09"]]
    path.write_bytes("\r\n".join(sign.join(row) for row in rows).encode(encoding))
    assert read_log(path, frame="polars").events.rows() == [("a", "app_launched", _DAY)]


def test_rows_of_two_tables_are_told_apart() -> None:
    events = pl.DataFrame(
        {"case_id": ["a", "b"], **{name: [value] * 2 for name, value in _LAUNCHED.items()}}
    )
    cases = pl.DataFrame({"case_id": ["b", "b"], "app_kind": ["app", "other"]})
    log = read_log(events, cases)
    assert log.refused.select("sheet", "row", "reason").rows() == [
        ("", 1, "another_row_refused"),
        ("(cases)", 0, "another_row_refused"),
        ("(cases)", 1, "contradiction"),
    ]


@pytest.mark.parametrize(
    ("target", "form"),
    [("out.csv", None), ("out.jsonl", "jsonl"), ("out.xlsx", "csv"), ("out.parquet", "csv")],
)
def test_a_target_that_cannot_be_what_it_is_called(
    target: str, form: str | None, tmp_path: Path
) -> None:
    with pytest.raises(gaf.GafRulesError):
        write_tables(
            {"findings": pl.DataFrame({"x": [1]})}, str(tmp_path / target), form=form, lang="zh"
        )
    assert list(tmp_path.iterdir()) == []
