"""`gaf-rules law`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.cli import law, main
from gaf_rules.law import coverage, drift

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang


@pytest.mark.parametrize(("lang", "said"), [("zh", "遗漏 0"), ("en", "0 uncovered")])
def test_coverage(lang: Lang, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "coverage", "--lang", lang, "--strict"]) == 0
    out = capsys.readouterr().out
    assert said in out.splitlines()[-1]
    assert any(line.startswith("2.4.4d") for line in out.splitlines())
    assert "lapse filing" in out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_coverage_by_the_tests_of_a_folder(
    lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clause = "2.4." + "4c"
    (tmp_path / "test_one.py").write_text(f'def test_it():\n    assert "{clause}"\n')
    assert main(["law", "coverage", "--tests", str(tmp_path), "--lang", lang]) == 0
    lines = capsys.readouterr().out.splitlines()
    (row,) = (line for line in lines if line.startswith(clause))
    assert ("测试 1" if lang == "zh" else "1 tests") in row
    assert clause not in lines[-1]
    assert "2.4.4d" in lines[-1]
    assert main(["law", "coverage", "--tests", str(tmp_path / "none")]) == 2
    assert "none" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_no_row_decides_is_named(
    lang: Lang, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tuple(row for row in gaf.HAINAN.lapses if row.clauses == ())
    less = unlinked(gaf.HAINAN, lapses=kept, out_of_scope={"9.9": "nowhere"})
    monkeypatch.setattr(law, "HAINAN", less)
    assert main(["law", "coverage", "--strict", "--lang", lang]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any("1.2b" in line and line.startswith(("遗漏", "uncovered")) for line in lines)
    assert any("9.9" in line and line.startswith(("没有", "no such")) for line in lines)


def test_coverage_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "coverage", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == coverage(gaf.HAINAN).to_dict()


_OTHER = "一份完全不同的文件。\n第二句话。\n"


@pytest.mark.parametrize(("lang", "said"), [("zh", "有改动"), ("en", "changed")])
def test_another_text_is_drift(
    lang: Lang, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "text.txt"
    text.write_text(_OTHER, "utf-8")
    assert main(["law", "drift", str(text), "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert said in out
    assert "一份完全不同的文件。" in out
    assert main(["law", "drift", str(text), "--strict", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == drift(gaf.HAINAN, _OTHER).to_dict()


def test_the_text_itself_has_not_drifted(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    original = shared / "law" / "guideline.txt"
    assert main(["law", "drift", str(original), "--strict", "--lang", "en"]) == 0
    assert capsys.readouterr().out.count("\n") == 1
    longer = tmp_path / "longer.txt"
    longer.write_text(original.read_text("utf-8") + "\n附件八：另一张表。\n", "utf-8")
    assert main(["law", "drift", str(longer), "--strict", "--lang", "en"]) == 1
    assert "new (after" in capsys.readouterr().out


def test_a_text_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "drift", "no-such.txt"]) == 2
    assert "no-such.txt" in capsys.readouterr().err
