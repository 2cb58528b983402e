"""`gaf-rules export`."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest

import gaf_rules as gaf
from gaf_rules.adapters.bpmn import to_bpmn
from gaf_rules.adapters.dmn import to_dmn
from gaf_rules.adapters.xes import read_xes
from gaf_rules.cli import main

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_CASE = "examples/feedback-in-spring-festival.json"


@pytest.fixture
def arguments(root: Path) -> list[str]:
    return [str(root / _CASE), "--as-of", "2026-02-20"]


def test_a_diary(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "ics", *arguments, "--lang", "en", "--sequence", "2"]) == 0
    read = icalendar.Calendar.from_ical(capsys.readouterr().out)
    entries = list(read.walk("VEVENT"))
    assert entries
    assert all(entry["SEQUENCE"] == 2 for entry in entries)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_picture(lang: Lang, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "timeline", *arguments, "--lang", lang]) == 0
    root = ET.fromstring(capsys.readouterr().out)  # noqa: S314 - our own text
    assert root.get("lang") == lang


def test_one_diagram_a_file(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    made = {}
    for more in ([], ["--procedure", "filing"], ["--procedure", "deregistration"]):
        assert main(["export", "mermaid", *arguments, *more]) == 0
        made[tuple(more)] = out = capsys.readouterr().out
        assert out.startswith("stateDiagram-v2")
        assert out.count("stateDiagram-v2") == 1
    assert made[()] == made["--procedure", "filing"] != made["--procedure", "deregistration"]


def test_rules_for_other_engines_need_no_case(
    arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    made = {
        ("dmn",): to_dmn(),
        ("dmn", "--decision", "route"): to_dmn(decision="route"),
        ("bpmn",): to_bpmn("filing"),
        ("bpmn", "--procedure", "change"): to_bpmn("change"),
    }
    for words, file in made.items():
        assert main(["export", *words]) == 0
        assert capfdbinary.readouterr().out == file
    assert main(["export", "dmn", "--decision", "findings", "--lang", "en"]) == 2
    assert b"scope_grounds" in capfdbinary.readouterr().err
    assert main(["export", "bpmn", arguments[0], "--lang", "en"]) == 2
    assert b"the same for every case" in capfdbinary.readouterr().err


_OPTIONS = {
    "--as-of": ["2026-02-20"],
    "--sequence": ["0"],
    "--include-met": [],
    "--mail": ["x@example.org"],
    "--procedure": ["change"],
    "--decision": ["route"],
    "--pyodide": ["package"],
    "--readings": ["trigger_day=include"],
    "--notices": ["folder"],
    "--overlay": ["file"],
    "--known-on": ["2026-02-20"],
}
_OF_A_DAY = {"--as-of", "--readings", "--notices", "--overlay", "--known-on"}
_HEEDED = {
    "ics": {*_OF_A_DAY, "--sequence", "--include-met", "--mail"},
    "timeline": _OF_A_DAY,
    "mermaid": {*_OF_A_DAY, "--procedure"},
    "xes": set[str](),
    "dmn": {"--decision"},
    "bpmn": {"--procedure"},
    "page": {"--pyodide"},
}


@pytest.mark.parametrize("form", _HEEDED)
def test_an_option_that_a_form_does_not_heed_is_refused_by_name(
    form: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    case = [] if form in {"dmn", "bpmn"} else arguments[:1]
    for option in _OPTIONS.keys() - _HEEDED[form]:
        assert main(["export", form, *case, option, *_OPTIONS[option], "--lang", "en"]) == 2
        captured = capsys.readouterr()
        assert option in captured.err
        assert f"{form} does not heed it" in captured.err
        assert not captured.out


def test_a_log_needs_a_case_and_no_day(
    arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    case = gaf.Case.from_dict(json.loads(Path(arguments[0]).read_text("utf-8")))
    assert main(["export", "xes", arguments[0]]) == 0
    assert read_xes(capfdbinary.readouterr().out) == (case,)
    assert main(["export", "xes", "--lang", "en"]) == 2
    assert b"CASE.json" in capfdbinary.readouterr().err


def test_what_cannot_be_exported_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "pdf", *arguments]) == 2
    assert main(["export", "ics", *arguments, "--sequence", "-1", "--lang", "en"]) == 2
    assert "sequence" in capsys.readouterr().err


def test_a_diary_in_a_pipe_is_the_file_byte_for_byte(
    arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    case = gaf.Case.from_dict(json.loads(Path(arguments[0]).read_text("utf-8")))
    assert main(["export", "ics", *arguments]) == 0
    written = capfdbinary.readouterr().out
    assert written == gaf.to_ics(gaf.assess(case, as_of=date(2026, 2, 20)))
    assert written.count(b"\r\n") == written.count(b"\n")


def test_a_diary_that_has_the_case_already_is_brought_up_to_date(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "ics", *arguments, "--include-met"]) == 0
    read = icalendar.Calendar.from_ical(capsys.readouterr().out)
    assert {str(entry["STATUS"]) for entry in read.walk("VEVENT")} == {"CONFIRMED", "CANCELLED"}


@pytest.mark.parametrize("form", ["dmn", "bpmn"])
def test_a_language_that_changes_nothing_is_told(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", form]) == 0
    plain = capsys.readouterr()
    assert not plain.err
    assert main(["export", form, "--lang", "en"]) == 0
    told = capsys.readouterr()
    assert told.out == plain.out
    assert told.err == (
        f"gaf-rules: note: {form} holds both languages; --lang is for messages alone "
        "[SAME_IN_BOTH_LANGUAGES]\n"
    )
    assert main(["export", form, "--lang=zh"]) == 0
    assert "兼有中英文" in capsys.readouterr().err
