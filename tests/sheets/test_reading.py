"""Words, forms and refusals: what a sheet may look like, and that nothing is guessed or dropped."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest
from few_rows import few_rows, read_cells
from hypothesis import given
from hypothesis import strategies as st

import gaf_rules as gaf
from gaf_rules.sheets import Mapping, read_log
from gaf_rules.sheets.columns import COLUMNS
from gaf_rules.sheets.words import SheetLexicon

if TYPE_CHECKING:
    from pathlib import Path

_DAY = date(2026, 3, 9)


# -- words and columns -------------------------------------------------------------------------------------
def test_a_word_may_say_the_event_and_who_did_it() -> None:
    rows = [("A", "县委网信办收到申请", _DAY), ("A", "网信办收件", _DAY)]
    words = {"type": {"网信办收件": {"type": "application_received", "by": "provincial_cac"}}}
    log = few_rows(
        rows, ("案件", "事件", "日期"), mapping={"schema": "gaf-mapping/1", "words": words}
    )
    assert log.events.select("type", "by").rows() == [
        ("application_received", "municipal_cac"),
        ("application_received", "provincial_cac"),
    ]


def test_a_word_with_its_role_and_the_cell_beside_it_must_not_say_two_things() -> None:
    headers = ("案件", "事件", "行为人", "日期")
    rows = [
        ("A", "市县网信办收到申请", "市县网信办", _DAY),
        ("B", "市县网信办收到申请", "省委网信办", _DAY),
        ("C", "市县网信办收到申请", "", _DAY),
    ]
    for order in (headers, ("案件", "行为人", "事件", "日期")):
        log = few_rows(
            [tuple(dict(zip(headers, row, strict=True))[name] for name in order) for row in rows],
            order,
        )
        assert log.events.select("case_id", "by").rows() == [
            ("A", "municipal_cac"),
            ("C", "municipal_cac"),
        ]
        (trouble,) = log.report.troubles
        assert trouble.code == "contradiction"
        assert "provincial_cac" in trouble.zh
        assert "municipal_cac" in trouble.zh


def test_a_table_without_ids_of_cases_is_told_so_and_not_that_no_header_is_known() -> None:
    for name, line in {"案 号码": '"案 号码" = "case_id"', "x": '"…" = "case_id"'}.items():
        with pytest.raises(gaf.GafRulesError) as caught:
            few_rows([("A", "应用上线", _DAY)], (name, "事件", "日期"))
        assert "没有“案件编号”" in caught.value.zh
        assert caught.value.zh.endswith(line)
        assert caught.value.en.endswith(line)


def test_every_label_of_a_value_is_read_as_that_value() -> None:
    from gaf_rules.messages import LABELS
    from gaf_rules.sheets.columns import KIND_OF_LABEL

    cells = read_cells()
    for column, kind in KIND_OF_LABEL.items():
        for value, words in LABELS[kind].items():
            for word in (value, *words):
                assert cells.read(column, word) == {column: value}, (column, word)


def test_a_list_is_read_in_whatever_way_its_members_are_parted() -> None:
    cells = read_cells()
    wanted = {"materials": "acceptance;functions"}
    for text in (
        "验收情况、功能设置情况",
        "acceptance;functions",
        "验收情况\n功能设置情况",
        "验收情况，functions；",
    ):
        assert cells.read("materials", text) == wanted
    assert cells.read("materials", ["验收情况", "functions"]) == wanted


def test_an_empty_cell_under_a_list_is_the_empty_list_and_no_column_is_none() -> None:
    with_column = few_rows([("A", "完成自查", _DAY, None)], ("case_id", "type", "on", "problems"))
    without = few_rows([("A", "完成自查", _DAY)], ("case_id", "type", "on"))
    assert with_column.events["problems"].to_list() == [""]
    assert "problems" not in without.events.columns


def test_a_title_above_the_header_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("备案台账,,\n,,\n案件编号,事件类型,日期\n\nA,应用上线,2026/3/9\n,,\n", "utf-8")
    log = read_log(path, frame="polars")
    assert log.events.rows() == [("A", "app_launched", _DAY)]
    assert log.report.is_complete


def test_numbers_as_ids_stay_numbers_and_those_with_zeros_in_front_stay_text() -> None:
    header = ("case_id", "type", "on")
    assert few_rows([(1.0, "app_launched", _DAY)], header).events["case_id"].to_list() == [1]
    assert few_rows([("001", "app_launched", _DAY)], header).events["case_id"].to_list() == ["001"]


def test_a_constant_is_for_the_events_that_have_the_field(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("案件编号,事件,日期\nA,完成自查,2026-03-02\nA,提交申请,2026-03-03\n", "utf-8")
    constants = {
        "app_kind": "app",
        "runs_on_mobile": True,
        "purpose": "public",
        "tier": "municipal",
        "sponsor_kind": "administrative_organ",
        "problems": ["check_in"],
        "materials": ["functions"],
    }
    mapping = {"schema": "gaf-mapping/1", "constants": constants}
    log = read_log(path, mapping=mapping, frame="polars")
    case = gaf.case_from(log.events, log.cases, "A")
    check, application = (event.to_dict() for event in case.events)
    assert (check["problems"], application["materials"]) == (["check_in"], ["functions"])
    assert "materials" not in check
    assert "problems" not in application
    # A column speaks for each of its rows, also where it does not fit.
    text = path.read_text("utf-8").replace("日期", "日期,材料").replace("-02", "-02,functions")
    path.write_text(text.replace("-03\n", "-03,functions\n"), "utf-8")
    log = read_log(path, mapping=mapping, frame="polars")
    with pytest.raises(gaf.CaseError, match="materials"):
        gaf.case_from(log.events, log.cases, "A")


def test_a_wide_table(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(
        "案件编号,应用形态,单位层级,地区,完成自查,交网信办,应用上线日期\n"
        "A,小程序,市县单位,琼海,2026/3/2,2026/3/3,\n"
        "B,移动客户端（APP）,省直部门,海口,,,2026年3月4日\n",
        "utf-8",
    )
    mapping = {
        "schema": "gaf-mapping/1",
        "constants": {"problems": []},
        "events": [
            {
                "column": "交网信办",
                "type": "application_submitted",
                "by": "sponsor",
                "to": "市县网信办",
                "materials": ["验收情况", "functions"],
            }
        ],
    }
    log = read_log(path, mapping=mapping, frame="polars")
    assert log.events.select("case_id", "type", "on", "to", "materials", "problems").rows() == [
        ("A", "self_check_completed", date(2026, 3, 2), None, None, ""),
        (
            "A",
            "application_submitted",
            date(2026, 3, 3),
            "municipal_cac",
            "acceptance;functions",
            None,
        ),
        ("B", "app_launched", date(2026, 3, 4), None, None, None),
    ]
    assert log.cases.select("case_id", "app_kind", "tier", "地区").rows() == [
        ("A", "mini_program", "municipal", "琼海"),
        ("B", "app", "provincial_department", "海口"),
    ]
    assert [(t.code, t.column) for t in log.report.troubles] == [("column_not_read", "地区")]


# -- refusals ------------------------------------------------------------------------------------------------
def test_a_case_with_one_row_that_is_not_understood_is_refused_whole() -> None:
    rows = [
        ("A", "应用上线", "2026/3/9"),
        ("A", "提交申情", "2026/3/2"),
        ("B", "应用上线", "2026/3/9"),
        (None, "应用上线", "2026/3/9"),
        ("C", None, "2026/3/9"),
        ("D", "应用上线", None),
    ]
    log = few_rows(rows, ("案件编号", "事件类型", "日期"))
    assert log.events["case_id"].to_list() == ["B"]
    assert log.refused.select("row", "reason").rows() == [
        (0, "another_row_refused"), (1, "unknown_word"), (3, "no_case_id"), (4, "no_type"), (5, "no_on"),
    ]  # fmt: skip
    assert log.refused["事件类型"].to_list() == [
        "应用上线",
        "提交申情",
        "应用上线",
        None,
        "应用上线",
    ]
    said = {trouble.code: trouble for trouble in log.report.troubles}
    assert "提交申请" in said["unknown_word"].zh
    assert "[words.type]" in said["unknown_word"].en


def test_the_same_trouble_is_told_once_with_its_count_and_first_places() -> None:
    rows = [(str(n), "没有这种事件", _DAY) for n in range(1000)]
    log = few_rows(rows, ("案件编号", "事件类型", "日期"))
    (trouble,) = log.report.troubles
    assert (trouble.count, len(trouble.places)) == (1000, 5)
    assert len(log.report.text("zh").splitlines()) == 2


def test_two_rows_that_say_two_things_of_one_case() -> None:
    rows = [("A", "应用上线", _DAY, "小程序"), ("A", "应用下线", _DAY, "快应用")]
    log = few_rows(rows, ("案件编号", "事件类型", "日期", "应用形态"))
    assert [trouble.code for trouble in log.report.troubles] == ["contradiction"]
    assert len(log.refused) == 2


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C", None, float("nan"), 7]),
            st.sampled_from(["应用上线", "完成自查", "说不清", None, 3, "app_launched"]),
            st.sampled_from([_DAY, "2026/3/9", "昨天", None, pd.NaT, 46090]),
            st.sampled_from(["", "打卡签到", "其他", None]),
        ),
        max_size=12,
    )
)
def test_every_row_comes_out_as_an_event_or_as_a_refusal(rows: list[tuple[Any, ...]]) -> None:
    log = few_rows(rows, ("案件编号", "事件类型", "日期", "问题"))
    empty = sum(all(pd.isna(cell) or cell == "" for cell in row) for row in rows)
    assert len(log.events) + len(log.refused) + empty == len(rows)
    assert log.report.events == len(log.events)
    aside = log.refused["案件编号"].to_list() if "案件编号" in log.refused.columns else []
    assert not set(log.events["case_id"].to_list()) & set(aside)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], "$"), ({}, "$.schema"), ({"schema": "gaf-mapping/1", "colums": {}}, "$.colums"),
        ({"schema": "gaf-mapping/1", "columns": {"案号": "caseid"}}, "$.columns.案号"),
        ({"schema": "gaf-mapping/1", "words": {"typ": {}}}, "$.words.typ"),
        ({"schema": "gaf-mapping/1", "words": {"type": {"收件": {"typ": "x"}}}}, "$.words.type.收件.typ"),
        # A return lists something; a self-check may have found nothing.
        ({"schema": "gaf-mapping/1", "words": {"type": {"退": {"missing": []}}}},
         "$.words.type.退.missing"),
        ({"schema": "gaf-mapping/1", "constants": {"app_kind": 3}}, "$.constants.app_kind"),
        ({"schema": "gaf-mapping/1", "events": [{"column": "收件"}]}, "$.events[0].type"),
        ({"schema": "gaf-mapping/1", "serial_numbers": 1900}, "$.serial_numbers"),
        ({"schema": "gaf-mapping/1", "zone": "Asia/Beijing"}, "$.zone"),
        ({"schema": "gaf-mapping/1", "missing": "-"}, "$.missing"),
    ],
)  # fmt: skip
def test_a_mapping_that_does_not_fit_is_refused_by_path(data: Any, path: str) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        Mapping.from_dict(data)
    assert path in [problem.path for problem in caught.value.problems]


def test_a_mapping_may_stand_second(tmp_path: Path) -> None:
    data = {"schema": "gaf-mapping/1", "columns": {"案号": "case_id"}}
    path = tmp_path / "names.TOML"
    path.write_text('schema = "gaf-mapping/1"\n[columns]\n"案号" = "case_id"\n', "utf-8")
    table = pd.DataFrame({"案号": ["a"], "事件类型": ["应用上线"], "日期": ["2026-03-09"]})
    for second in (data, Mapping.from_dict(data), path, str(path)):
        assert read_log(table, second, frame="polars").events["case_id"].to_list() == ["a"]
    with pytest.raises(gaf.CaseError):
        read_log(table, data, mapping=data)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b"\xff\xfe\x00",
        b'"case_id',
        "编号,名称\n1,甲\n".encode("gb18030"),
        b"\x80\x81",
    ],
)
def test_a_file_without_a_known_header_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with pytest.raises(gaf.GafRulesError):
        read_log(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("log.docx", b"x"), ("log.xlsx", b"no workbook"), ("log.parquet", b"no table"), ("log.jsonl", b"{"),
        ("log.jsonl", b"[1]"), ("missing.csv", None),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(tmp_path: Path, name: str, content: bytes | None) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(gaf.GafRulesError):
        read_log(path)


@pytest.mark.parametrize("source", [None, 3, [1, 2], {"case_id": [1]}])
def test_what_is_neither_file_nor_frame(source: Any) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        read_log(source)
    assert caught.value.problems[0].path == "$source"


def test_two_columns_of_one_meaning_are_refused() -> None:
    with pytest.raises(gaf.GafRulesError, match="case_id"):
        few_rows([("A", "A", "应用上线", _DAY)], ("案件编号", "case_id", "事件类型", "日期"))


def test_a_doubled_column_is_refused() -> None:
    table = pd.DataFrame([["A", "A", _DAY]], columns=["案件编号", "案件编号", "日期"])
    with pytest.raises(gaf.GafRulesError):
        read_log(table)


def test_the_kind_that_came_in_goes_out() -> None:
    table = pl.DataFrame({"case_id": ["A"], "type": ["app_launched"], "on": [_DAY]})
    assert isinstance(read_log(table).events, pl.DataFrame)
    assert isinstance(read_log(table.lazy()).events, pl.DataFrame)
    assert isinstance(read_log(table.to_pandas()).events, pd.DataFrame)
    assert type(read_log(table.to_arrow()).events).__module__.startswith("pyarrow")
    assert isinstance(read_log(table, frame="pandas").events, pd.DataFrame)


@pytest.mark.parametrize("page", ["docs/guide/read-a-log.md", "docs/zh/guide/read-a-log.md"])
def test_the_page_names_every_header_that_is_known(page: str, root: Path) -> None:
    lexicon = SheetLexicon(Mapping.from_dict({"schema": "gaf-mapping/1"}))
    rows = re.findall(
        r"^\| (.+) \| (.+) \| `(\w+)` \|$", (root / page).read_text("utf-8"), re.MULTILINE
    )
    assert [column for *_, column in rows] == [*COLUMNS]
    for zh, en, column in rows:
        for header in (*zh.split("、"), *en.split(", "), column):
            assert lexicon.column(header) == column, header


def test_a_word_may_mean_an_empty_list() -> None:
    passed = {"type": "self_check_completed", "problems": []}
    mapping = {"schema": "gaf-mapping/1", "words": {"type": {"自查通过": passed}}}
    header = ("case_id", "type", "on")
    log = few_rows([("a", "自查通过", _DAY)], header, mapping=mapping)
    assert log.report.is_complete
    assert log.events.select("type", "problems").rows() == [("self_check_completed", "")]
