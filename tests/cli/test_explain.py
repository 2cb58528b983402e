"""`gaf-rules explain`."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

import gaf_rules as gaf
from gaf_rules.ask.explanation import replayed
from gaf_rules.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

_LATE = "examples/supplement-one-day-late.json"
_DAY = date(2026, 3, 11)


@pytest.mark.parametrize(("lang", "head"), [("zh", "一、结论"), ("en", "1. Conclusion")])
def test_the_text_is_the_explanation(
    root: Path, capsys: pytest.CaptureFixture[str], lang: Lang, head: str
) -> None:
    assert main(["explain", str(root / _LATE), "--as-of", "2026-03-11", "--lang", lang]) == 0
    assert capsys.readouterr().out.splitlines()[2] == head


def test_the_json_can_be_replayed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(root / _LATE), "--as-of", "2026-03-11", "--readings", "trigger_day=include"]
    assert main(["explain", *arguments, "--json"]) == 0
    again = replayed(json.loads(capsys.readouterr().out))
    assert main(["assess", *arguments, "--json"]) == 0
    assert again.to_dict() == json.loads(capsys.readouterr().out)


def test_html(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(root / _LATE), "--as-of", "2026-03-11", "--html"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("<!DOCTYPE html>")
    # Opened from a file, a browser must not guess the characters, nor a phone the width.
    assert '<meta charset="utf-8">' in shown
    assert 'content="width=device-width,initial-scale=1"' in shown
    assert '<html lang="zh-CN">' in shown


def test_the_original_is_quoted(
    root: Path, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = str(shared / "law" / "guideline.txt")
    arguments = ["explain", str(root / _LATE), "--as-of", "2026-03-11"]
    assert main([*arguments, "--source", source]) == 0
    assert "原文：“" in capsys.readouterr().out


def test_another_text_is_no_source(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("something else", "utf-8")
    arguments = ["explain", str(root / _LATE), "--as-of", "2026-03-11", "--source", str(other)]
    assert main([*arguments, "--lang", "en"]) == 2
    error = capsys.readouterr().err
    assert "other.txt" in error
    assert "not the edition of hainan-1" in error
    assert error.count("\n") == 1


def test_the_command_says_what_the_library_says(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = gaf.Case.from_dict(json.loads((root / _LATE).read_text("utf-8")))
    told = gaf.explain(gaf.assess(case, as_of=_DAY), "en")
    assert main(["explain", str(root / _LATE), "--as-of", str(_DAY), "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"{told}\n"
