"""Words and marks of offices, where the header is, and places in a sheet as a person sees them."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

import gaf_rules as gaf
from gaf_rules.sheets import Mapping, read_log
from gaf_rules.sheets.cells import Cells, Refusal
from gaf_rules.sheets.words import SheetLexicon

if TYPE_CHECKING:
    from pathlib import Path

_DAY = date(2026, 3, 9)


def _cells(mapping: Mapping | None = None) -> Cells:
    mapping = mapping or Mapping()
    return Cells(mapping, SheetLexicon(mapping))


def _log(rows: list[tuple[Any, ...]], header: tuple[str, ...]) -> Any:
    return read_log(pd.DataFrame(rows, columns=list(header), dtype=object), frame="polars")


# -- words of offices --------------------------------------------------------------------------------------
def test_marks_and_words_that_mean_one_thing_are_read() -> None:
    cells = _cells()
    for mark in ("√", "✓", "✔", "☑", "Y", "是"):
        assert cells.read("runs_on_mobile", mark) == {"runs_on_mobile": True}
    for mark in ("×", "✗", "✘", "N", "否"):
        assert cells.read("runs_on_mobile", mark) == {"runs_on_mobile": False}
    for word in ("公众号", "微信公众号", "公众账号"):
        assert cells.read("app_kind", word) == {"app_kind": "official_account"}
    assert cells.read("problems", "无") == {"problems": ""}


@pytest.mark.parametrize(
    ("column", "word", "code"),
    [
        ("runs_on_mobile", "x", "unknown_word"), ("runs_on_mobile", "☒", "unknown_word"),
        ("runs_on_mobile", "□", "unknown_word"), ("runs_on_mobile", "○", "unknown_word"),
        ("sponsor_kind", "机关", "ambiguous_word"), ("sponsor_kind", "事业单位", "ambiguous_word"),
        ("tier", "省直", "ambiguous_word"), ("by", "网信办", "ambiguous_word"),
        ("tier", "市县", "unknown_word"), ("problems", "无、打卡签到", "unknown_word"),
        ("app_kind", "", "unknown_word"),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_is_told_and_not_guessed(
    column: str, word: str, code: str
) -> None:
    got = _cells().read(column, word)
    assert isinstance(got, Refusal)
    assert got.code == code
    if code == "ambiguous_word":
        told = got.zh.partition("可能指 ")[2].partition(" 中的一个")[0]
        named = re.sub("（[^）]*）", "", told).split("、")
        meant = [_cells().read(column, each) for each in named]
        assert all(
            isinstance(each, dict) and word in name for each, name in zip(meant, named, strict=True)
        )
        assert len({str(each) for each in meant}) == len(named) > 1


@pytest.mark.parametrize(
    ("column", "word"),
    [("tier", "市县"), ("sponsor_kind", "机关"), ("purpose", "内部的"), ("type", "市网信办上报")],
)
def test_what_is_told_of_a_word_can_be_written_into_a_mapping(column: str, word: str) -> None:
    got = _cells().read(column, word)
    assert isinstance(got, Refusal)
    told = re.findall('（(["{][^）]*)）', got.zh)
    assert told
    for line in told:
        assert f"({line})" in got.en
        text = f'schema = "gaf-mapping/1"\n[words.{column}]\n"{word}" = {line}\n'
        cells = _cells(Mapping.from_toml(text))
        assert column in cells.read(column, word)


def test_a_header_of_offices_gives_way_to_the_name_itself() -> None:
    lexicon = SheetLexicon(Mapping())
    assert lexicon.columns(["主办单位", "是否面向基层", "层级"]) == {
        0: "sponsor_name", 1: "grassroots_facing", 2: "tier",
    }  # fmt: skip
    assert lexicon.columns(["单位层级", "层级"]) == {0: "tier"}
    log = _log([("A", _DAY, "应用上线", "x")], ("案件编号", "日期", "事件", "层级"))
    assert log.report.troubles[0].code == "unknown_word"


# -- where the header is -----------------------------------------------------------------------------------
def test_events_without_their_days_are_not_read_as_if_nothing_had_happened(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("台账,,\n案件编号,应用名称,事件,办理日期\nA,x,应用上线,2026/3/9\n", "utf-8")
    with pytest.raises(gaf.GafRulesError) as caught:
        read_log(path)
    for lang in ("zh", "en"):
        assert re.search(r'2\b.*"办理日期" = "on"', caught.value.text(lang))
    told = {"schema": "gaf-mapping/1", "columns": {"办理日期": "on"}}
    assert read_log(path, mapping=told, frame="polars").events["on"].to_list() == [_DAY]


def test_where_no_header_is_known_the_row_that_looks_like_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "某市备案台账（2026年）,,,\n填报单位：某市,,,填报日期：2026年6月1日\n案号码,事项名,办结时间,备注\nA,应用上线,2026/3/9,\n",
        "utf-8",
    )
    with pytest.raises(gaf.GafRulesError) as caught:
        read_log(path)
    assert (
        "最像的是“log.csv”第 3 行的表头：['案号码', '事项名', '办结时间', '备注']"
        in caught.value.zh
    )
    assert "What looks most like one is the header in row 3 of log.csv" in caught.value.en
    # What is told there, done.
    columns = {"案号码": "case_id", "事项名": "type", "办结时间": "on"}
    told = {"schema": "gaf-mapping/1", "columns": columns}
    assert read_log(path, mapping=told, frame="polars").events.rows() == [
        ("A", "app_launched", _DAY)
    ]


def test_cases_that_stand_in_several_rows_may_be_events_and_it_is_told() -> None:
    header = ("案件编号", "应用名称", "事项", "办理日期")
    rows: list[tuple[Any, ...]] = [("A", "x", "应用上线", _DAY), ("B", "y", "应用上线", _DAY)]
    codes = [each.code for each in _log(rows, header).report.troubles]
    assert "read_as_cases" not in codes
    report = _log([*rows, ("A", "x", "应用下线", _DAY)], header).report
    (told,) = (each for each in report.troubles if each.code == "read_as_cases")
    assert (told.count, told.places, told.is_refusal) == (1, (("", 2),), False)
    assert '"办理日期" = "on"' in told.en


# -- places ------------------------------------------------------------------------------------------------
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["A", "B", "C"]),
            st.sampled_from(["应用上线", "完成自查", "应用下线"]),
            st.booleans(),
        ),
        min_size=1,
        max_size=12,
    ),
    st.booleans(),
)
def test_an_event_is_told_by_the_row_where_it_stands(
    rows: list[tuple[str, str, bool]], is_wide: bool
) -> None:
    """The n-th event of a case in the events is the one in the row that is told."""
    if is_wide:
        header: tuple[str, ...] = ("案件编号", "应用名称", "应用上线", "完成自查日期")
        table = [(each, None, *((_DAY, None) if gone else (_DAY, _DAY))) for each, _, gone in rows]
        log = _log(table, header)
        expected = [
            (case_id, at, name)
            for at, (case_id, _, *days) in enumerate(table)
            for name, day in zip(header[2:], days, strict=True)
            if day
        ]
    else:
        header = ("案件编号", "事件", "日期")
        table = [("", None, None) if gone else (each, kind, _DAY) for each, kind, gone in rows]
        log = _log(table, header)
        expected = [(each[0], at, "日期") for at, each in enumerate(table) if each[0]]
    counted: dict[str, int] = {}
    for case_id, at, name in sorted(expected, key=lambda each: each[0]):
        number = counted[case_id] = counted.get(case_id, -1) + 1
        told = log.report.placed(case_id, f"$.events[{number}].on: no", "en")
        assert told == f'row {at}, "{name}": no'
    for case_id, number in counted.items():
        past = f"$.events[{number + 1}]"
        assert log.report.placed(case_id, past, "zh") == past


def test_what_is_lacking_in_a_workbook_is_told_as_a_person_sees_it(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("台账")
        sheet.merge_range("A1:E1", "2026年台账")
        sheet.write_row(2, 0, ["案件编号", "应用形态", "事件", "日期", "理由"])
        sheet.write_row(3, 0, ["A", "公众号", "应用上线", "2026-03-09"])
        sheet.write_row(4, 0, ["A", "", "审核延期", "2026-03-10", ""])
    log = read_log(path, frame="polars")
    (error,) = gaf.audit(log.events, log.cases, as_of=date(2026, 6, 1), lang="zh").cases["error"]
    told = log.report.placed("A", error)
    assert "$.events" in error
    assert "$" not in told
    assert "第 台账!5 行“理由”" in told
    assert "第 台账!4 行“单位层级”（表中没有这一列，可在映射中写明字段 tier）" in told
    assert log.report.placed("B", error) == error
    with pytest.raises(gaf.GafRulesError):
        log.report.placed("A", error, "fr")  # type: ignore[arg-type]  # no such language


@pytest.mark.parametrize(
    ("column", "word", "code"),
    [
        ("type", "提交备案申请", "application_submitted"),
        ("type", "报送省委网信办", "application_forwarded"),
        ("type", "发放编号", "filing_number_issued"),
        ("type", "加挂备案编号", "filing_number_displayed"),
        ("type", "上线", "app_launched"),
        ("type", "下线", "app_taken_offline"),
        ("grounds", "未通过技术检测", "technical_test_failed"),
        ("purpose", "内部", "internal"),
    ],
)
def test_the_words_of_the_guideline_itself_are_known(column: str, word: str, code: str) -> None:
    assert _cells().read(column, word) == {column: code}


def test_what_may_be_a_check_alone_or_with_its_rectification_is_not_guessed() -> None:
    assert isinstance(_cells().read("type", "自查自纠"), Refusal)


def test_a_header_of_the_guideline_is_known_with_and_without_whether() -> None:
    lexicon = SheetLexicon(Mapping())
    heads = ["需要补充的材料", "是否重大功能变更", "是否提示加挂", "提示加挂", "移动端"]
    assert [lexicon.column(head) for head in heads] == [
        "missing", "major", "prompted", "prompted", "runs_on_mobile",
    ]  # fmt: skip
