"""`gaf-rules audit`: from the tables of an office to what holds of its cases, in one command."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import polars as pl
import pytest
from large_logs import TABLES, log_with_slips
from large_logs import written as in_parquet
from office_sheets import FILES, rolled, written
from worlds import world

import gaf_rules as gaf
from gaf_rules.cli import main
from gaf_rules.messages import label

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

_AS_OF = "2026-06-01"


def _cases(count: int = 25) -> list[gaf.Case]:
    made = (world(seed, 14).case for seed in range(count))
    return [case for case in made if case.events]


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_findings(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = _cases()
    events, parties = written(tmp_path, name, cases, rolled(name))
    given = [str(events)] if parties is None else [str(events), str(parties)]
    assert main(["audit", *given, "--as-of", _AS_OF, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["refused"] == 0
    counted: dict[str, int] = {}
    errors = 0
    for case in cases:
        try:
            found = gaf.assess(case, as_of=date.fromisoformat(_AS_OF))
        except gaf.GafRulesError:
            errors += 1
            continue
        for finding in found.findings:
            counted[finding.code] = counted.get(finding.code, 0) + 1
    assert {each["code"]: each["count"] for each in told["findings"]} == counted
    assert (told["cases"], told["errors"]) == (len(cases), errors)


def _small(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text(
        "案件编号,应用形态,在移动智能终端上运行,服务对象,单位性质,单位层级,地区,事件类型,日期\n"
        "A,小程序,是,供内部工作人员使用,行政机关,市县单位,琼海,应用上线,2026/3/4\n"
        "B,小程序,是,供内部工作人员使用,行政机关,市县单位,三亚,上了线,2026/3/4\n"
        "C,小程序,是,供内部工作人员使用,行政机关,市县单位,=1+1,收到备案编号,2026/3/4\n",
        "utf-8",
    )
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_has_words_and_what_was_not_read(
    lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "认定.xlsx"
    words = ["audit", str(_small(tmp_path)), "--as-of", _AS_OF, "--out", str(out), "--lang", lang]
    assert main(words) == 0
    assert "[words.type]" in capsys.readouterr().out
    book = openpyxl.load_workbook(out)
    names = ("findings", "cases", "duties", "refused")
    assert book.sheetnames == [label("table", name, lang) for name in names]
    rows = list(book[label("table", "findings", lang)].values)
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row[label("result_column", "code", lang)] == label(
        "finding", "LAUNCHED_BEFORE_FILING", lang
    )
    assert row[label("result_column", "severity", lang)] == label("severity", "breach", lang)
    for table in names[:3]:
        heads = next(book[label("table", table, lang)].values)
        assert heads[1:3] == tuple(
            label("result_column", f"{who}_name", lang) for who in ("app", "sponsor")
        )
    done = list(book[label("table", "duties", lang)].values)
    acts = {
        dict(zip(done[0], each, strict=True))[label("result_column", "act", lang)]
        for each in done[1:]
    }
    assert label("act", "self_check_completed", lang) in acts
    parties = list(book[label("table", "cases", lang)].values)
    errors = [dict(zip(parties[0], each, strict=True)) for each in parties[1:]]
    assert errors[1][label("result_column", "error", lang)]
    (refused,) = list(book[label("table", "refused", lang)].values)[1:]
    assert "上了线" in refused


def test_a_workbook_names_the_app_in_each_table(tmp_path: Path) -> None:
    path, out = tmp_path / "台账.csv", tmp_path / "认定.xlsx"
    path.write_text(
        "案件编号,应用名称,应用形态,在移动智能终端上运行,服务对象,单位性质,单位层级,应用上线\n"
        "2,随手拍,小程序,是,面向社会公众,行政机关,市县单位,2026/3/4\n"
        "1,掌上办,小程序,是,面向社会公众,行政机关,市县单位,2026/3/4\n",
        "utf-8",
    )
    assert main(["audit", str(path), "--as-of", _AS_OF, "--out", str(out)]) == 0
    for sheet in openpyxl.load_workbook(out).worksheets[:3]:
        head, *rows = sheet.values
        assert head[:2] == ("案件编号", "应用名称")
        assert {row[:2] for row in rows} == {(2, "随手拍"), (1, "掌上办")}
        assert rows[0][0] == 2


def test_a_folder_of_tables_keeps_the_codes(tmp_path: Path) -> None:
    for form, read in (
        ("csv", pl.read_csv),
        ("parquet", pl.read_parquet),
        ("jsonl", pl.read_ndjson),
    ):
        out = tmp_path / form
        words = [
            "audit",
            str(_small(tmp_path)),
            "--as-of",
            _AS_OF,
            "--out",
            str(out),
            "--format",
            form,
        ]
        assert main(words) == 0
        assert read(out / f"findings.{form}")["code"].to_list() == ["LAUNCHED_BEFORE_FILING"]
        assert len(read(out / f"refused.{form}")) == 1
        assert main(words) == 2  # not overwritten


@pytest.mark.parametrize("name", ["found.docx", "found.xls", "found.csv", "2026.11"])
def test_what_ends_like_a_file_is_no_folder(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / name
    words = ["audit", str(_small(tmp_path)), "--as-of", _AS_OF, "--lang", "en", "--out", str(out)]
    if name == "2026.11":
        assert main(words) == 0
        return
    assert main(words) == 2
    assert not out.exists()
    assert f"one file {out.suffix} cannot hold several tables" in capsys.readouterr().err


def test_strict_tells_by_its_status(tmp_path: Path) -> None:
    words = ["audit", str(_small(tmp_path)), "--as-of", _AS_OF]
    assert main(words) == 0
    assert main([*words, "--strict"]) == 1


def test_a_terminal_is_told_what_is_being_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    words = ["audit", str(_small(tmp_path)), "--as-of", _AS_OF, "--lang", "en"]
    assert main(words) == 0
    quiet = capsys.readouterr()
    assert quiet.err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert main(words) == 0
    told = capsys.readouterr()
    assert "assessing" in told.err
    assert told.out == quiet.out


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "nowhere.csv", "--as-of", _AS_OF, "--lang", "en"]) == 2
    assert capsys.readouterr().err == "gaf-rules: there is no file nowhere.csv\n"


def test_batches_of_files_give_the_summary_of_one_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    events, cases, as_of = log_with_slips(60, 2, slips=4)
    cases = cases.with_columns(tier=pl.lit("municipal"))  # every word is known
    sources = [str(path) for path in in_parquet(tmp_path, events, cases, 2)]
    one = [f"{tmp_path}/events.parquet", f"{tmp_path}/cases.parquet"]
    # In the order of the files, by which errors name an event.
    for path, table in zip(one, sources, strict=True):
        pl.read_parquet(f"{table}/*.parquet").write_parquet(path)
    words = ["--as-of", str(as_of), "--lang", "en", "--json"]
    assert main(["audit", *one, *words]) == 0
    whole = json.loads(capsys.readouterr().out)
    batches = [*words, "--in-batches", "--out", str(tmp_path / "out")]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for time in range(2):  # a run that is done goes on with nothing
        assert main(["audit", *sources, *batches]) == 0
        told = capsys.readouterr()
        assert ("spreading" in told.err) == (time == 0)
        found = json.loads(told.out)
        assert found["files"] == [f"{tmp_path}/out/{name}" for name in TABLES]
        assert found["report"]["cases"] == 60
        assert found["report"]["events"] == len(events)
        assert found["errors"] > 4
        for name in ("cases", "stages", "findings", "errors", "refused", "as_of"):
            assert found[name] == whole[name]
        known = pl.read_parquet(tmp_path / "out" / "cases" / "*.parquet")
        told_of = {row["case_id"]: row["error"] for row in known.iter_rows(named=True)}
        firsts = found["first_errors"]
        assert all(told_of[each["case_id"]] == each["error"] for each in firsts)
        kinds = [re.sub(r"\d+", "", each["error"]) for each in firsts]
        every = Counter(re.sub(r"\d+", "", error) for error in told_of.values() if error)
        assert [each["count"] for each in firsts] == [every[kind] for kind in kinds]
        assert [every[kind] for kind in kinds] == [count for _, count in every.most_common(5)]
    assert main(["audit", *sources, *batches, "--strict"]) == 1


def test_a_workbook_is_no_folder_for_batches(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["audit", "events", "cases", "--as-of", _AS_OF, "--lang", "en", "--in-batches"]
    assert main([*words, "--out", "found.xlsx"]) == 2
    assert "are a folder; got --out found.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("left", ["--out", "CASES", "--mapping", "--format"])
def test_batches_say_what_they_need(
    left: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["audit", "events", "--as-of", _AS_OF, "--lang", "en", "--in-batches"]
    words[2:2] = [] if left == "CASES" else ["cases"]
    words += [] if left == "--out" else ["--out", str(tmp_path / "out")]
    more = {"--mapping": ["--mapping", "m.toml"], "--format": ["--format", "csv"]}
    assert main([*words, *more.get(left, [])]) == 2
    assert "--in-batches needs CASES and --out DIR" in capsys.readouterr().err
