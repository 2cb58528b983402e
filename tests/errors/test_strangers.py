"""What a stranger gives by mistake: whether the message says where it stands, what was meant, what to do."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl
import pytest

import gaf_rules as gaf
from gaf_rules import bulk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ANY: Any = gaf
"""The library for those who do not read types."""
_DAY = date(2026, 6, 1)
_APP = {"kind": "app", "runs_on_mobile": True, "purpose": "internal", "grassroots_facing": False}
_SPONSOR = {"kind": "administrative_organ", "tier": "municipal"}
_EVENT = {"type": "app_launched", "on": "2026-03-09"}
_CASE: dict[str, Any] = {
    "schema": "gaf-case/1",
    "id": "C",
    "app": _APP,
    "sponsor": _SPONSOR,
    "events": [_EVENT],
}


def _of(**parts: Any) -> Callable[[], object]:
    return lambda: gaf.Case.from_dict({**_CASE, **parts})


def _event(**fields: Any) -> Callable[[], object]:
    return _of(events=[{**_EVENT, **fields}])


_DOCUMENTS: dict[str, tuple[Callable[[], object], str, str, str]] = {
    "a day with strokes": (
        _event(on="2026/3/9"),
        "$.events[0].on",
        "是否想写 2026-03-09",
        "did you mean 2026-03-09?",
    ),
    "a day in Chinese": (
        _event(on="2026年3月9日"),
        "$.events[0].on",
        "是否想写 2026-03-09",
        "did you mean 2026-03-09?",
    ),
    "a day of eight digits": (
        _event(on="20260309"),
        "$.events[0].on",
        "是否想写 2026-03-09",
        "did you mean 2026-03-09?",
    ),
    "an event by its Chinese name": (
        _event(type="提交申请"),
        "$.events[0].type",
        "是否想写 application_submitted",
        "did you mean application_submitted?",
    ),
    "an event by its English name": (
        _event(type="Supplement submitted"),
        "$.events[0].type",
        "是否想写 supplement_submitted",
        "did you mean supplement_submitted?",
    ),
    "a tier by its name": (
        _of(sponsor={**_SPONSOR, "tier": "市县单位"}),
        "$.sponsor.tier",
        "是否想写 municipal",
        "did you mean municipal?",
    ),
    "a word in capitals": (
        _of(app={**_APP, "kind": "APP"}),
        "$.app.kind",
        "是否想写 app",
        "did you mean app?",
    ),
    "yes for true": (
        _of(app={**_APP, "runs_on_mobile": "是"}),
        "$.app.runs_on_mobile",
        "true、false，不加引号",
        "true, false, without quotes",
    ),
    "a place as a number": (
        _of(sponsor={**_SPONSOR, "place": 460100}),
        "$.sponsor.place",
        '是文字，如 "460100"',
        'as a text: "460100"',
    ),
    "an id as a number": (_of(id=12), "$.id", "数须加引号", "a number stands in quotes"),
    "events as an object": (
        _of(events={"0": _EVENT}),
        "$.events",
        "应为列表（[…]）",
        "a list ([…]) is wanted",
    ),
    "a sponsor as a text": (
        _of(sponsor="某局"),
        "$.sponsor",
        "应为对象（{…}）",
        "an object ({…}) is wanted",
    ),
    "a list of cases": (
        lambda: _ANY.Case.from_dict([_CASE]),
        "$",
        "应为对象（{…}）",
        "an object ({…}) is wanted",
    ),
    "a reading mistyped": (
        lambda: gaf.Readings.from_dict({"launch_gate": "application_submited"}),
        "$.readings.launch_gate",
        "是否想写 application_submitted",
        "did you mean application_submitted?",
    ),
    "a reading that is none": (
        lambda: gaf.Readings.from_dict({"triger_day": "include"}),
        "$.readings.triger_day",
        "是否想写 trigger_day",
        "did you mean trigger_day?",
    ),
    "a mapping with a number for a text": (
        lambda: gaf.Mapping.from_dict({"schema": "gaf-mapping/1", "serial_numbers": 1900}),
        "$.serial_numbers",
        '是否想写文字 "1900"',
        'did you mean "1900", a text?',
    ),
    "a mapping with a text for a list": (
        lambda: gaf.Mapping.from_dict({"schema": "gaf-mapping/1", "missing": "无"}),
        "$.missing",
        "应为列表（[…]）",
        "a list ([…]) is wanted",
    ),
    "a clause without its letter": (
        lambda: gaf.deadline("2.4.4", _DAY),
        "$clause",
        "是否想写 2.4.4c",
        "did you mean 2.4.4c?",
    ),
    "a clause as it is cited": (
        lambda: gaf.deadline("第2.4.4c条", _DAY),
        "$clause",
        "是否想写 2.4.4c",
        "did you mean 2.4.4c?",
    ),
    "a day before the calendar": (
        lambda: gaf.deadline("2.4.4c", date(2003, 3, 9)),
        "$trigger",
        "请给出不早于此的日期",
        "give a day from there on",
    ),
    "the code of a name": (
        lambda: gaf.label("应用上线"),
        "$code",
        "最接近的是 app_launched",
        "the nearest is app_launched",
    ),
    "a language that is none": (
        lambda: _ANY.label("app_launched", "cn"),
        "$lang",
        "可取：zh、en",
        "allowed: zh, en",
    ),
    "a text for a day": (
        lambda: _ANY.assess(gaf.Case.from_dict(_CASE), as_of="2026-06-01"),
        "$as_of",
        "（datetime.date）",
        "(datetime.date)",
    ),
    "a role by its name": (
        lambda: gaf.inbox([], "国家网信办", as_of=_DAY),
        "$role",
        "是否想写 national_cac",
        "did you mean national_cac?",
    ),
    "no text of a notice": (
        lambda: gaf.parse_notice(" ", year=2027),
        "text",
        "放假通知的文字",
        "the text of a holiday notice",
    ),
}


@pytest.mark.parametrize("kind", _DOCUMENTS)
def test_a_wrong_value_is_told_with_its_place_and_what_was_meant(kind: str) -> None:
    call, path, zh, en = _DOCUMENTS[kind]
    with pytest.raises(gaf.GafRulesError) as caught:
        call()
    [problem] = caught.value.problems_told()
    assert problem.path == path
    assert zh in problem.zh
    assert en in problem.en


_CASES = {"case_id": ["A"], "app_kind": ["app"], "runs_on_mobile": [True], "purpose": ["internal"],
          "sponsor_kind": ["administrative_organ"], "tier": ["municipal"]}  # fmt: skip
_EVENTS: dict[str, list[Any]] = {
    "case_id": ["A"],
    "type": ["app_launched"],
    "on": [date(2026, 3, 9)],
}


def _audit(events: dict[str, list[Any]], **more: Any) -> Callable[[], object]:
    return lambda: gaf.audit(
        pl.DataFrame({**_EVENTS, **events}), pl.DataFrame(_CASES), as_of=_DAY, **more
    )


_FRAMES: dict[str, tuple[Callable[[], object], str, str, str]] = {
    "serial numbers": (_audit({"on": [46090]}), "$events.on", "serial_numbers", "serial_numbers"),
    "broken numbers": (
        lambda: gaf.audit(
            pd.DataFrame({**_EVENTS, "on": [46090.5]}), pd.DataFrame(_CASES), as_of=_DAY
        ),
        "$events.on",
        "数不是日期",
        "a number is no day",
    ),
    "moments": (
        _audit({"on": [datetime(2026, 3, 9, 10)]}),
        "$events.on",
        "zone='Asia/Shanghai'",
        "zone='Asia/Shanghai'",
    ),
    "tables exchanged": (
        lambda: gaf.audit(pl.DataFrame(_CASES), pl.DataFrame(_EVENTS), as_of=_DAY),
        "$events",
        "两张表多半给反了",
        "were they exchanged?",
    ),
    "a column to keep mistyped": (
        _audit({}, keep=["tire"]),
        "$keep",
        "是否想写 tier",
        "did you mean tier?",
    ),
    "text for days": (
        lambda: bulk.is_working_day(["2026/3/9"]),
        "$dates[0]",
        "只收整日的列",
        "only a column of whole days",
    ),
    "a day before the calendar": (
        lambda: bulk.is_working_day([date(1990, 3, 9)]),
        "$dates[0]",
        "超出日历范围",
        "leaves the calendar",
    ),
}


@pytest.mark.parametrize("kind", _FRAMES)
def test_a_wrong_table_is_told_with_its_place_and_what_to_do(kind: str) -> None:
    call, path, zh, en = _FRAMES[kind]
    with pytest.raises(gaf.GafRulesError) as caught:
        call()
    problem = caught.value.problems_told()[0]
    assert problem.path == path
    assert zh in problem.zh
    assert en in problem.en
    assert "naive moments" not in problem.zh


_HEAD = "案件编号,事件,日期\n"
_SHEETS = {
    "no day yet": (_HEAD + "A,应用上线,待定\n", "missing = ['待定']", "missing = ['待定']"),
    "a day of eight digits": (
        _HEAD + "A,应用上线,20260309\n",
        "是否想写 2026-03-09",
        "did you mean 2026-03-09?",
    ),
    "a serial number": (_HEAD + "A,应用上线,46090\n", "1900: 2026-03-09", "1900: 2026-03-09"),
    "a cell too many": (
        _HEAD + "A,应用上线,2026/3/9,多余\n",
        "得到 '多余'：这个单元格没有表头",
        "got '多余': this cell has no header",
    ),
    "two rows that contradict": (
        "案件编号,单位层级,事件,日期\nA,市县单位,应用上线,2026/3/9\nA,省直部门,完成自查,2026/3/1\n",
        "得到 省直部门（provincial_department），同一案件的另一行是 市县单位（municipal）；请改为一致",
        "let them agree",
    ),
    "one near word": (
        _HEAD + "A,下了线,2026/3/9\n",
        "最接近的是 下线（",
        "the nearest is 下线 (",
    ),
}


@pytest.mark.parametrize("kind", _SHEETS)
def test_a_wrong_cell_is_told_with_its_row_and_what_to_do(kind: str, tmp_path: Path) -> None:
    text, zh, en = _SHEETS[kind]
    path = tmp_path / "log.csv"
    path.write_text(text, "utf-8")
    report = gaf.read_log(path).report
    assert zh in report.text("zh")
    assert en in report.text("en")
    assert "log.csv!" in report.text("zh")


_FILES = {
    "columns told apart by a bar": (
        "log.csv",
        "案件编号|事件|日期\nA|应用上线|2026/3/9\n",
        "以逗号、制表符或分号分隔",
        "a semicolon",
    ),
    "other names of columns": (
        "log.csv",
        "编号,事项,时间\nA,应用上线,2026/3/9\n",
        '"编号" = "case_id", "时间" = "on"',
        '"时间" = "on"',
    ),
    "two columns of days": (
        "log.csv",
        "案件编号,事件,日期,日期\nA,应用上线,2026/3/9,\n",
        "日期、日期",
        "日期, 日期",
    ),
    "no workbook": ("log.xlsx", "案件编号,事件,日期\n", "只是改了后缀", "only its name ends so"),
    "no Parquet": ("log.parquet", "x", "不是有效的 Parquet", "no valid Parquet"),
    "a case in a file of its own": (
        "case.json",
        "{}",
        "单个案件请用 gaf-rules assess",
        "for one case use gaf-rules assess",
    ),
    "an array for lines": (
        "log.jsonl",
        "[{}]",
        "log.jsonl:1：得到 [{}]；应为对象（{…}）",
        "log.jsonl:1: got [{}]",
    ),
    "events that are no list": (
        "log.jsonl",
        '{"id": "A", "events": {}}',
        "log.jsonl:1.events：得到 {}；应为列表",
        "log.jsonl:1.events",
    ),
}


@pytest.mark.parametrize("kind", _FILES)
def test_a_wrong_file_is_told_with_its_name_and_what_to_do(kind: str, tmp_path: Path) -> None:
    name, text, zh, en = _FILES[kind]
    path = tmp_path / name
    path.write_text(text, "utf-8")
    with pytest.raises(gaf.GafRulesError) as caught:
        gaf.read_log(path)
    assert zh in caught.value.zh
    assert en in caught.value.en
    assert name in caught.value.zh


def test_all_lines_that_are_wrong_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"case_id": "A",}\n[]\n{"case_id": "B", "type": "app_launched"}\n3\n', "utf-8")
    with pytest.raises(gaf.CaseError) as caught:
        gaf.read_log(path)
    told = [(each.code, each.path) for each in caught.value.problems]
    assert told == [
        ("not_json", "log.jsonl:1"), ("wrong_type", "log.jsonl:2"), ("wrong_type", "log.jsonl:4"),
    ]  # fmt: skip


def test_what_is_wrong_in_the_file_of_a_mapping_is_told_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "office.toml"
    path.write_text('schema = "gaf-mapping/1"\n[columns]\n"编号" = "caseid"\n', "utf-8")
    with pytest.raises(gaf.CaseError) as caught:
        gaf.read_log(pl.DataFrame({"编号": ["A"]}), mapping=path)
    assert [each.path for each in caught.value.problems] == ["office.toml: $.columns.编号"]
