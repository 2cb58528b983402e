"""Names, titles, files and keys with signs that a terminal obeys come out as text; CSV holds no formula."""

from __future__ import annotations

import csv
import json
import unicodedata
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

import gaf_rules as gaf
from gaf_rules.cli import main
from gaf_rules.sheets.writing import write_tables

if TYPE_CHECKING:
    from pathlib import Path

_EVIL = "甲\x1b[2J\x9b1m\u202e\u2066\x07\x00\x7f\u2028乙"
_CASE: dict[str, Any] = {
    "schema": "gaf-case/1",
    "id": f"id{_EVIL}",
    "title": _EVIL,
    "app": {"name": _EVIL, "kind": "app", "runs_on_mobile": True, "purpose": "internal",
            "grassroots_facing": None},
    "sponsor": {"name": _EVIL, "kind": "administrative_organ", "tier": "municipal"},
    "events": [{"type": "application_withdrawn", "on": "2026-03-09", "reason": _EVIL}],
}  # fmt: skip


def _steers(text: str) -> list[str]:
    return [
        sign
        for sign in text
        if sign != "\n" and unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "words",
    [
        ["assess", "{file}", "--as-of", "2026-03-09"],
        ["assess", "{file}", "--as-of", "2026-03-09", "--json"],
        ["explain", "{file}", "--as-of", "2026-03-09"],
        ["inbox", "sponsor", "{file}", "--as-of", "2026-03-09"],
        ["explain", "{file}", "--as-of", "2026-03-09", "--json"],
        ["plan", "{file}", "--launch-on", "2026-09-09", "--as-of", "2026-03-09", "--json"],
        ["assess", _EVIL.replace("\0", ""), "--as-of", "2026-03-09"],
        ["assess", "{file}", "--as-of", _EVIL],
        ["assess", "{file}", f"--{_EVIL}"],
        ["calendar", "--year", "2026", "--notices", "{notices}"],
        ["deadline", _EVIL, "2026-03-09"],
        [_EVIL],
    ],
    ids=lambda words: words[0] if words[0].isascii() else "nonsense",
)
def test_nothing_that_is_read_steers_the_terminal(
    words: list[str], lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    legal = {**_CASE, "events": []}
    case = tmp_path / "case.json"
    case.write_text(json.dumps(legal if "plan" in words else _CASE), "utf-8")
    notices = tmp_path / "notices"
    notices.mkdir()
    key = _EVIL.replace("\0", "").replace("\x07", "")
    (notices / "a.toml").write_text(f"{json.dumps(key)} = 1\n", "utf-8")
    given = [word.format(file=case, notices=notices) if "{" in word else word for word in words]
    main([*given, "--lang", lang])
    told = capsys.readouterr()
    assert told.out + told.err
    assert not _steers(told.out)
    assert not _steers(told.err)


def test_json_says_the_same_although_it_steers_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.json"
    case.write_text(json.dumps({**_CASE, "events": []}), "utf-8")
    assert main(["assess", str(case), "--as-of", "2026-03-09", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["case"] == _CASE["id"]


def test_an_unknown_option_is_told_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["deadline", "2.4.4c", "2026-03-09", "--json", "--lang", "fr"]) == 2
    assert "没有 'fr'；可取" in capsys.readouterr().err
    assert main(["schema", "nonsense", "--lang", "en"]) == 2
    assert "invalid choice: 'nonsense'" in capsys.readouterr().err
    assert main(["assess", "--lang", "zh"]) == 2
    assert "缺少参数" in capsys.readouterr().err


_FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'quoted", "plain", ""]


def test_a_csv_holds_no_formula_and_is_read_back_as_it_was(tmp_path: Path) -> None:
    table = pl.DataFrame({"case_id": _FORMULAS, "=header": _FORMULAS, "number": range(-4, 4)})
    write_tables({"cases": table}, str(tmp_path / "out"), form="csv", lang="en")
    text = (tmp_path / "out" / "cases.csv").read_text("utf-8-sig")
    head, *rows = csv.reader(text.splitlines())
    assert head == ["case_id", "'=header", "number"]
    assert not [cell for row in rows for cell in row[:2] if cell.startswith(tuple("=+-@\t\r"))]
    assert [row[2] for row in rows] == [str(number) for number in range(-4, 4)]


def test_what_was_made_harmless_is_read_back(tmp_path: Path) -> None:
    cases = tmp_path / "cases.csv"
    cases.write_text(
        "case_id,app_kind,runs_on_mobile,purpose,sponsor_kind,tier\n"
        "'=1,app,true,internal,administrative_organ,municipal\n",
        "utf-8",
    )
    events = tmp_path / "events.csv"
    events.write_text("case_id,type,on\n'=1,app_launched,2026-03-09\n", "utf-8")
    log = gaf.read_log(str(events), str(cases))
    assert log.cases["case_id"].to_list() == ["=1"]
