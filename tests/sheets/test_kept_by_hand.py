"""Sheets as offices keep them by hand: headers in two rows, totals below, ids in wide signs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import polars as pl
import pytest

import gaf_rules as gaf
from gaf_rules.sheets import workbooks

if TYPE_CHECKING:
    from pathlib import Path

_WIDE = {ord("0") + n: chr(0xFF10 + n) for n in range(10)}
_APP = {
    "应用类型": "小程序", "在移动智能终端上运行": "是", "服务对象": "面向社会公众", "单位性质": "行政机关",
    "单位层级": "市县单位",
}  # fmt: skip
_UPPER = [
    "序号",
    "案件编号",
    "应用情况",
    None,
    None,
    None,
    None,
    "市县网信办",
    None,
    "省委网信办",
    "上线日期",
]
_LOWER = ["序号", "案件编号", *_APP, "收到申请日期", "上报日期", "收到申请日期", "上线日期"]
_DOWN = ("A", "B", "K")
_ACROSS = ("C3:G3", "H3:I3")
_DAYS = ["2026年3月9日", 46092, date(2026, 3, 13), "2026/3/20".translate(_WIDE)]


def _book(path: Path, *, is_merged: bool) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "三亚"
    sheet.append(["三亚市备案台账"])
    sheet.append(["填报单位：三亚市委网信办", *[None] * 8, "填报日期：2026年6月30日"])
    sheet.append(_UPPER)
    sheet.append([None if name in _UPPER else name for name in _LOWER])
    sheet.append([1, "SY-1", *_APP.values(), *_DAYS])
    sheet.append([2, "SY-2", *_APP.values(), _DAYS[0], *[None] * 3])
    sheet.append(["合计", "2件"])
    sheet.append(["制表人：王某"])
    if is_merged:
        sheet.merge_cells("A1:K1")
        for span in (*_ACROSS, *(f"{letter}3:{letter}4" for letter in _DOWN)):
            sheet.merge_cells(span)
    book.save(path)
    return path


@pytest.mark.parametrize("is_merged", [True, False])
@pytest.mark.parametrize("reader", ["python_calamine", "openpyxl"])
def test_a_header_in_two_rows_has_the_group_before_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: str, *, is_merged: bool
) -> None:
    monkeypatch.setattr(workbooks, "find_spec", lambda module: module == reader or None)
    path = _book(tmp_path / "台账.xlsx", is_merged=is_merged)
    mapping = {
        "schema": "gaf-mapping/1",
        "serial_numbers": "1900",
        "events": [
            {"column": "市县网信办上报日期", "type": "application_forwarded", "by": "municipal_cac"}
        ],
    }
    log = gaf.read_log(path, mapping=mapping, frame="rows")
    assert [(row["type"], row["by"], row["on"]) for row in log.events[:4]] == [
        ("application_received", "municipal_cac", date(2026, 3, 9)),
        ("application_forwarded", "municipal_cac", date(2026, 3, 11)),
        ("application_received", "provincial_cac", date(2026, 3, 13)),
        ("app_launched", None, date(2026, 3, 20)),
    ]
    assert [(row["case_id"], row["purpose"]) for row in log.cases] == [
        ("SY-1", "public"), ("SY-2", "public"),
    ]  # fmt: skip
    # Neither the sum nor the signature is a case, and neither makes the reading incomplete.
    assert log.report.is_complete
    aside = next(each for each in log.report.troubles if each.code == "no_case")
    assert aside.places == (("三亚", 7), ("三亚", 8))


def test_a_title_is_no_group_and_a_row_of_events_is_no_header() -> None:
    rows = {
        "a": ["三亚市台账", "案件编号", "A"],
        "b": ["（2026年）", "事件", "应用上线"],
        "c": ["", "日期", "2026-03-09"],
    }
    log = gaf.read_log(pl.DataFrame(rows), frame="rows")
    assert log.report.sheets == (("", "events", 1),)
    assert log.events[0]["on"] == date(2026, 3, 9)


def _wide(**columns: list[Any]) -> gaf.Log:
    return gaf.read_log(pl.DataFrame({"案件编号": ["A", "B"], **columns}), frame="rows")


def test_days_under_a_header_that_is_not_known_are_told_as_events_that_may_be_missing() -> None:
    log = _wide(
        应用上线=["2026/3/9", "2026/3/10"],
        市县网信办收到日期=["2026/3/2", ""],
        交件日期=["46090", "46091"],
        预算=["46090", "46091"],
    )
    told = {each.column: each for each in log.report.troubles}
    assert told["市县网信办收到日期"].code == told["交件日期"].code == "days_not_read"
    assert told["预算"].code == "column_not_read"
    received = told["市县网信办收到日期"].text("en")
    assert '[[events]] column = "市县网信办收到日期", type = "…"' in received
    assert 'type = "application_received", by = "municipal_cac"' in received
    assert told["交件日期"].count == 2


def test_one_cause_is_told_once_whatever_the_numbers() -> None:
    log = _wide(应用上线=["46090", "46091"])
    (told,) = (each for each in log.report.troubles if each.is_refusal)
    assert (told.code, told.count, len(told.places)) == ("serial_number", 2, 2)


def test_an_id_in_wide_signs_is_the_same_case_and_that_is_said() -> None:
    rows = {
        "案件编号": ["A-1", "A-1".translate(_WIDE)],
        "事件": ["完成自查", "应用上线"],
        "日期": ["2026-03-02", "2026-03-09"],
    }
    log = gaf.read_log(pl.DataFrame(rows), frame="rows")
    assert [row["case_id"] for row in log.events] == ["A-1", "A-1"]
    (told,) = log.report.troubles
    assert (told.code, told.got, told.is_refusal) == (
        "alike_ids",
        repr("A-1".translate(_WIDE)),
        False,
    )


def test_a_role_in_the_header_holds_and_another_in_the_row_is_told() -> None:
    log = _wide(市县网信办收到申请=["2026/3/9", "2026/3/10"], 行为人=["省委网信办", "市县网信办"])
    assert {row["by"] for row in log.events} == {"municipal_cac"}
    (told,) = log.report.troubles
    assert (told.code, told.column, told.count) == ("header_holds", "行为人", 1)
    assert "市县网信办收到申请" in told.text()


def test_an_event_among_the_columns_of_a_mapping_is_told_where_it_belongs() -> None:
    with pytest.raises(gaf.CaseError, match=r"\[\[events\]\] column = \"1\.上线\", type") as caught:
        gaf.Mapping.from_dict({"schema": "gaf-mapping/1", "columns": {"1.上线": "app_launched"}})
    assert caught.value.problems[0].path == "$.columns.1.上线"
