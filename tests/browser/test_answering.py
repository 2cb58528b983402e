"""What the page is answered, without a browser: by the very functions that answer in one."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import random
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import icalendar
import openpyxl
import polars as pl
import pytest
from office_sheets import tables
from page_forms import ask, sent
from worked_cases import worked_cases
from worlds import world

import gaf_rules as gaf
from gaf_rules.browser.case_form import case_form, from_form
from gaf_rules.browser.words import NO_WORDS
from gaf_rules.log.events import FIELDS
from gaf_rules.messages import LABELS
from gaf_rules.service.operations import OPERATIONS
from gaf_rules.sheets import workbooks
from gaf_rules.sheets.documents import case_documents

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "feedback-in-spring-festival.json"
_WORKED = [case for case in worked_cases() if case.error is None]


def _pressed(text: str, **fields: str) -> list[tuple[str, str]]:
    return [("source", "json"), ("case", text), ("as_of", "2026-02-20"), *fields.items()]


def _file(html: str, ending: str) -> bytes:
    """The file behind the link whose name ends so."""
    (held,) = re.findall(rf'download="[^"]*{re.escape(ending)}" href="data:[^,]*,([^"]*)"', html)
    return base64.b64decode(held)


def test_an_operation_answers_as_the_library_does() -> None:
    for case in _WORKED[::16]:
        fields = [("overlays", json.dumps(case.overlays))] * bool(case.overlays)
        known_on = case.known_on or date(2026, 10, 1)
        fields.append(("known_on", str(known_on)))
        words = [("as_of", str(case.as_of))]
        words += [("readings", f"{name}={option}") for name, option in case.readings.items()]
        body = json.dumps(case.document)
        found = ask("operation", fields, operation="assess", words=words, body=body)
        assert found == case.assess().to_dict(), case.name


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_every_operation_of_the_service_can_be_asked(operation: Any) -> None:
    path, _, query = operation.example.partition("?")
    words = [tuple(word.split("=", 1)) for word in query.split("&") if word]
    wanted = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", operation.path), path)
    assert wanted is not None
    words += [*wanted.groupdict().items()]
    case = _EXAMPLE.read_text("utf-8")
    body = {"inbox": f"[{case}]"}.get(operation.name, case)
    found = ask("operation", [], operation=operation.name, words=words, body=body)
    assert "refused" not in found, found
    assert found.get("schema") == operation.answer


def _in_order(document: dict[str, Any]) -> dict[str, Any]:
    """The case with its lists of words sorted: boxes that are ticked have the order of the boxes."""
    held = gaf.Case.from_dict(document).to_dict()
    for event in held["events"]:
        event |= {name: sorted(each) for name, each in event.items() if isinstance(each, list)}
    return held


@pytest.mark.parametrize(("lang", "first"), [("zh", 0), ("en", 3)])
def test_a_case_goes_through_the_form_unchanged(lang: Lang, first: int) -> None:
    for case in _WORKED[first :: 1 if "GAF_LONG" in os.environ else 6]:
        html = case_form(case.document, lang)
        controls = sent(html)
        assert not controls.unlabelled
        back = from_form(controls.fields, json.dumps(case.document))
        assert _in_order(back) == _in_order(gaf.Case.from_dict(case.document).to_dict()), case.name


def test_every_field_of_every_event_has_a_control_in_words() -> None:
    for kind, fields in FIELDS.items():
        html = case_form({"events": [{"type": kind}]}, "zh")
        for name in ("type", "on", *fields):
            assert f'name="event.0.{name}"' in html, (kind, name)
            assert LABELS["field"][name][0] in html


def test_the_form_and_the_text_follow_each_other() -> None:
    shown = ask("assess", _pressed(_EXAMPLE.read_text("utf-8")))
    controls = sent(shown["html"]["form"]).fields
    kept = [("case", shown["values"]["case"]), ("source", "form"), ("as_of", "2026-02-20")]
    assert ask("assess", kept + controls) == shown
    assert json.loads(shown["values"]["case"])["title"]["zh"]  # for which the form has no field
    longer = ask("add", kept + controls)
    assert longer["focus"] == "event.12.type"
    more = sent(longer["html"]["form"]).fields
    assert ("event.12.type", "") in more
    shorter = ask("remove.12", kept + more)
    assert shorter["values"]["case"] == shown["values"]["case"]
    assert 'lang="en"' in ask("explain", kept + controls, lang="en")["html"]["explain"]


def test_what_the_form_would_lose_is_not_taken_over() -> None:
    spoilt = json.loads(_EXAMPLE.read_text("utf-8"))
    spoilt["events"][0]["surprise"] = 1
    for what in ("form", "assess"):
        found = ask(what, [*_pressed(json.dumps(spoilt)), ("id", "")])
        assert [each["path"] for each in found["refused"]["problems"]] == ["$.events[0].surprise"]
        # Nor does what was found before stay below it.
        emptied = {"assess", "explain", "files"} if what == "assess" else set()
        assert {name for name, html in found["html"].items() if html} == {"trouble"}
        assert set(found["html"]) == {"trouble", *emptied}
        assert "surprise" in found["html"]["trouble"]


def test_a_file_is_opened_or_refused() -> None:
    def opened(data: bytes) -> dict[str, Any]:
        held = base64.b64encode(data).decode()
        return ask("load", [("load", "x.json"), ("load.data", f"data:;base64,{held}")])

    found = opened(_EXAMPLE.read_bytes())
    assert gaf.Case.from_dict(json.loads(found["values"]["case"])).id == _EXAMPLE.stem
    assert "UTF-8" in opened("案".encode("gb18030"))["html"]["trouble"]
    spoilt = opened(b'{"schema": "gaf-case/1"}')
    assert spoilt["values"]["source"] == "json"
    assert "form" not in spoilt["html"]
    assert ask("load", [])["refused"]
    example = ask("example", [])
    assert json.loads(example["values"]["case"]) == json.loads(_EXAMPLE.read_text("utf-8"))


def test_the_files_are_those_of_the_library() -> None:
    fields = _pressed(_EXAMPLE.read_text("utf-8"), wish="launch", wish_on="2026-08-03")
    case = gaf.Case.from_dict(json.loads(_EXAMPLE.read_text("utf-8")))
    found = gaf.assess(case, as_of=date(2026, 2, 20))
    html = ask("files", fields)["html"]["files"]
    assert _file(html, ".ics") == gaf.to_ics(found)
    assert json.loads(_file(html, ".assessment.json")) == found.to_dict()
    assert json.loads(_file(html, ".explanation.json")) == gaf.explain(found, "zh").to_dict()
    assert _file(html, ".svg").decode() == gaf.timeline(found).to_svg(theme="light")
    made = gaf.plan(case, launch_on=date(2026, 8, 3), as_of=date(2026, 2, 20))
    plan = ask("plan", fields)["html"]["plan"]
    assert json.loads(_file(plan, ".plan.json")) == made.to_dict()
    assert icalendar.Calendar.from_ical(_file(plan, ".plan.ics").decode()).walk("VEVENT")


def test_a_notice_and_regional_days_of_the_form_count() -> None:
    closed = {
        "place": "469023",
        "kind": "closure",
        "off": ["2026-03-02"],
        "work": [],
        "source": "a typhoon",
    }
    words = [("readings", "closures=exclude")]
    text = _EXAMPLE.read_text("utf-8")
    plain = ask("files", _pressed(text) + words)
    moved = ask("files", [*_pressed(text, overlays=json.dumps(closed)), *words])
    days = []
    for each in plain, moved:
        found = json.loads(_file(each["html"]["files"], ".assessment.json"))
        days += [duty["due"]["on"] for duty in found["duties"] if duty["clause"] == "2.4.4c"]
    assert days == ["2026-03-06", "2026-03-09"]
    refused = ask("assess", _pressed(text, notice="一、元旦"))
    assert refused["refused"]["problems"][0]["path"] == "?notice_year"
    assert ask("assess", _pressed(text, notice="一、元旦", notice_year="2027"))["refused"]
    assert ask("assess", _pressed(text, known_on="2026-02-30"))["refused"]


def test_what_a_case_says_comes_out_as_text() -> None:
    hostile = '"><script>steal()</script><img src=x onerror=steal()>&lt;'
    spoilt = json.loads(_EXAMPLE.read_text("utf-8"))
    spoilt["id"] = spoilt["app"]["name"] = spoilt["sponsor"]["name"] = spoilt["title"] = hostile
    fields = _pressed(json.dumps(spoilt), wish="launch", wish_on="2026-08-03")
    seen = 0
    for what in ("assess", "explain", "files", "plan", "form"):
        for html in ask(what, [*fields, ("id", "")]).get("html", {}).values():
            controls = sent(html)
            assert not controls.handlers
            assert not {"script", "img", "iframe", "object"} & controls.tags
            seen += "steal()" in html
    assert seen >= 4
    spoilt["events"][0]["type"] = hostile
    refusal = ask("assess", _pressed(json.dumps(spoilt)))["html"]["trouble"]
    assert "steal()" in refusal
    assert "script" not in sent(refusal).tags


def _sheets(seed: int) -> list[tuple[str, str]]:
    dice = random.Random(seed)  # noqa: S311 - test logs are no secrets
    made = (world(dice.randrange(2**32), dice.randrange(1, 34)).case for _ in range(10))
    cases = [case for case in made if case.events]
    fields = [("as_of", "2026-06-01")]
    for name, (header, rows) in zip(
        ("sheet", "sheet_cases"), tables(cases, dice, as_text=True), strict=True
    ):
        text = io.StringIO()
        csv.writer(text).writerows([header, *rows])
        held = base64.b64encode(text.getvalue().encode("gb18030")).decode()
        fields += [(name, "表.csv"), (f"{name}.data", f"data:text/csv;base64,{held}")]
    return fields


def test_a_sheet_is_judged_as_an_audit_judges_it(tmp_path: Path) -> None:
    fields = _sheets(0)
    held = dict(fields)
    paths = []
    for name in ("sheet", "sheet_cases"):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(base64.b64decode(held[f"{name}.data"].partition(",")[2]))
        paths.append(path)
    log, rows = (gaf.read_log(*paths, frame=kind) for kind in ("polars", "rows"))
    assert log.report == rows.report
    for case_id, document in case_documents(rows).items():
        assert gaf.Case.from_dict(document) == gaf.case_from(log.events, log.cases, case_id)
    audit = gaf.audit(log.events, log.cases, as_of=date(2026, 6, 1), lang="zh")
    html = ask("sheet", fields)["html"]["sheet"]
    for table, frame in (("认定", audit.findings), ("义务", audit.duties), ("案件", audit.cases)):
        data = _file(html, f".{table}.csv").decode("utf-8-sig")
        found = [*csv.DictReader(io.StringIO(data))]
        assert len(found) == len(frame) > 0, table
        for column in ("case_id", "since", "due_on", "clause", "round", "met_on"):
            if (
                column in frame.columns
                and (title := LABELS["result_column"][column][0]) in found[0]
            ):
                wanted = frame[column].cast(pl.String).fill_null("").to_list()
                assert sorted(row[title] for row in found) == sorted(wanted), (table, column)


def test_a_workbook_goes_in_and_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a browser, where the reader of Rust cannot be."""
    monkeypatch.setattr(workbooks, "find_spec", lambda module: module == "openpyxl" or None)
    book = openpyxl.Workbook()
    book.active.append(["台账"])
    book.active.append(["案件编号", "应用形态", "事件", "日期"])
    book.active.append(["A", "公众号", "应用上线", date(2026, 3, 9)])
    made = io.BytesIO()
    book.save(made)
    held = base64.b64encode(made.getvalue()).decode()
    fields = [("sheet", "表.xlsx"), ("sheet.data", f"data:;base64,{held}"), ("as_of", "2026-06-01")]
    html = ask("sheet", fields)["html"]["sheet"]
    found = openpyxl.load_workbook(io.BytesIO(_file(html, ".结果.xlsx")))
    assert found.sheetnames == ["认定", "案件", "义务"]
    header, row = ([cell.value for cell in each] for each in found["案件"].iter_rows())
    told = dict(zip(header, row, strict=True))["不能评估的原因"]
    assert "第 Sheet!3 行“单位层级”" in told
    csv_of = _file(html, ".案件.csv").decode("utf-8-sig")
    assert told in csv_of


def test_a_table_that_no_workbook_holds_is_in_its_own_file_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gaf_rules.sheets.writing.MOST_ROWS", 1)
    text = "案件编号,事件类型,日期\nA,完成自查,2026-03-02\nB,完成自查,2026-03-02\n"
    held = base64.b64encode(text.encode()).decode()
    fields = [("sheet", "x.csv"), ("sheet.data", f"data:;base64,{held}"), ("as_of", "2026-06-01")]
    for lang, said in (("zh", "工作簿未生成：案件有 2 行"), ("en", "cases has 2 rows")):
        found = ask("sheet", fields, lang=lang)["html"]["sheet"]
        assert said in found
        assert ".xlsx" not in found
        assert found.count(".csv") >= 3


def test_a_sheet_tells_what_it_could_not_read() -> None:
    text = "案件编号,事件类型,日期\nA,完成自查,2026-02-30\nB,完成自查,2026-03-02\n=B,完成自查,2026-03-02\n"
    held = base64.b64encode(text.encode()).decode()
    fields = [("sheet", "x.csv"), ("sheet.data", held and f"data:;base64,{held}")]
    assert ask("sheet", fields)["refused"]["problems"][0]["path"] == "?as_of"
    found = ask("sheet", [*fields, ("as_of", "2026-06-01")], lang="en")["html"]["sheet"]
    assert b"2026-02-30" in _file(found, ".refused.csv")
    cases = [*csv.DictReader(io.StringIO(_file(found, ".cases.csv").decode("utf-8-sig")))]
    assert [row["case"] for row in cases] == ["B", "'=B"]
    # Where the path would be $.app.kind, a person is told the row; there is no such column.
    rows = [row["why it cannot be assessed"].partition(",")[0] for row in cases]
    assert rows == ["row x.csv!3", "row x.csv!4"]
    assert ask("sheet", [("sheet", "x.xlsx"), ("sheet.data", ","), ("as_of", "2026-06-01")])[
        "refused"
    ]


def test_what_is_wrong_is_told_by_the_names_of_the_form_beside_its_button() -> None:
    fields = [("id", ""), ("event.0.type", ""), ("source", "form"), ("as_of", "2026-06-01")]
    found = ask("assess", fields)
    html = found["html"]["trouble"]
    assert "<li>案件编号：缺少，必须填写</li>" in html
    assert "<li>应用形态：缺少，必须填写</li>" in html
    assert "<li>事件 1 · 事件：缺少，必须填写</li>" in html
    assert "$." not in html
    assert found["focus"] == "id"
    # What was found of another case does not stay below.
    assert [found["html"][name] for name in ("assess", "explain", "files")] == ["", "", ""]
    for what in ("plan", "sheet"):
        html = ask(what, fields)["html"]
        assert html[what] == ""
        assert html[f"trouble-{what}"]
    whole = [*_pressed(_EXAMPLE.read_text("utf-8")), ("as_of", "2026-03-09"), ("wish", "launch")]
    assert "<li>预定日期：" in ask("plan", whole)["html"]["trouble-plan"]


def test_a_mapping_is_opened_heeded_and_given_back() -> None:
    toml = f'{NO_WORDS}\n[words.type]\n"开通" = "app_launched"\n'
    opened = [
        ("mapping_file", "m.toml"),
        ("mapping_file.data", f"data:;base64,{base64.b64encode(toml.encode()).decode()}"),
    ]
    assert ask("mapping", opened)["values"] == {"mapping": toml}
    held = base64.b64encode("案件编号,事件,日期\nA,开通,2026-03-09\n".encode()).decode()
    fields = [("sheet", "x.csv"), ("sheet.data", f"data:;base64,{held}"), ("as_of", "2026-06-01")]
    plain = ask("sheet", [*fields, ("mapping", NO_WORDS)])["html"]["sheet"]
    assert "不认得这个词" in plain
    assert "mapping.toml" not in plain
    found = ask("sheet", [*fields, ("mapping", toml)])["html"]["sheet"]
    assert "1 件案件，1 个事件；未能读入 0 行" in found
    assert _file(found, "mapping.toml").decode() == toml
    assert "不是有效的 TOML" in ask("sheet", [*fields, ("mapping", "x")])["html"]["trouble-sheet"]
