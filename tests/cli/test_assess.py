"""`gaf-rules assess`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pinned import KNOWN_ON
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf
from gaf_rules.cli import main
from gaf_rules.report import report_text

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

_CASES = {worked.name: worked for worked in worked_cases()}
_LATE = "examples/supplement-one-day-late.json"


def _options(worked: WorkedCase, folder: Path) -> list[str]:
    """The arguments that a worked case stands for."""
    case = folder / f"{worked.name}.json"
    case.write_text(json.dumps(worked.document, ensure_ascii=False), "utf-8")
    options = [str(case), "--as-of", str(worked.as_of)]
    if worked.readings:
        options += ["--readings", *(f"{name}={value}" for name, value in worked.readings.items())]
    options += ["--known-on", str(min(worked.known_on or KNOWN_ON, KNOWN_ON))]
    if worked.overlays:
        overlay = folder / "overlays.json"
        overlay.write_text(json.dumps(worked.overlays), "utf-8")
        options += ["--overlay", str(overlay)]
    return options


_VARIED = sorted(
    {name for name, w in _CASES.items() if w.overlays or w.known_on or w.readings}
    | {"C01", "C05", "C22", "C64", "C45", "H094"}
)


@pytest.mark.parametrize("name", _VARIED)
def test_json_is_the_assessment(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worked = _CASES[name]
    assert main(["assess", *_options(worked, tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == worked.assess().to_dict()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_is_the_report(lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    worked = _CASES["C22"]
    assert main(["assess", *_options(worked, tmp_path), "--lang", lang]) == 0
    case = gaf.Case.from_dict(worked.document)
    assert capsys.readouterr().out == report_text(worked.assess(), lang, case=case)


def test_chinese_unless_asked_otherwise(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", str(root / _LATE), "--as-of", "2026-03-11"]) == 0
    assert "备案：视为放弃" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "status"),
    [("C22", 1), ("C64", 1), ("C45", 0), ("C55a", 0), ("C01", 0)],
    ids=["consequence", "breach", "defect", "notice", "nothing"],
)
def test_strict_tells_breaches_and_consequences(
    name: str, status: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = _options(_CASES[name], tmp_path)
    assert main(["assess", *options]) == 0
    assert main(["assess", *options, "--strict"]) == status
    assert main(["assess", *options, "--strict", "--json"]) == status
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "worked",
    [worked for worked in _CASES.values() if worked.error is not None],
    ids=lambda worked: worked.name,
)
def test_what_the_library_refuses_is_one_line_and_status_2(
    worked: WorkedCase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = _options(worked, tmp_path)
    for lang in ("zh", "en"):
        assert main(["assess", *options, "--lang", lang]) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1
        assert err.startswith(f"gaf-rules: {options[0]}")
        assert "$." in err
        assert ("：" in err) == (lang == "zh")


def _malformed() -> list[Any]:
    twice = '{"schema": "gaf-case/1", "id": "x", "app": {}, "id": "y"}'
    return [
        pytest.param(b"", "$: there is nothing in it; JSON is wanted", id="empty"),
        pytest.param(b'{"id": ', "valid JSON: 1:8", id="cut off"),
        pytest.param(b"{} {}", "valid JSON", id="two values"),
        pytest.param(b"[]", "$: got []", id="a list"),
        pytest.param(b"\xff\xfe{}", "UTF-8", id="not UTF-8"),
        pytest.param(twice.encode(), "$.id: stands twice", id="a key twice"),
        pytest.param(b'{"events": [{"on": NaN}]}', "$.events[0].on: got NaN", id="NaN"),
        pytest.param(b'{"events": [-Infinity]}', "$.events[0]: got -Infinity", id="Infinity"),
        pytest.param(b"[" * 100_000, "JSON", id="lists without end"),
        pytest.param(b"9" * 5000, "JSON", id="a number without end"),
        pytest.param(b'{"id": "\\ud800"}', "$.schema", id="a lone surrogate"),
    ]


@pytest.mark.parametrize(("content", "said"), _malformed())
def test_a_malformed_file_is_refused_in_one_line(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(content)
    assert main(["assess", str(file), "--as-of", "2026-03-09", "--lang", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith(f"gaf-rules: {file}: ")
    assert said in err


def test_a_byte_order_mark_is_no_fault(tmp_path: Path, root: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b"\xef\xbb\xbf" + (root / _LATE).read_bytes())
    assert main(["assess", str(file), "--as-of", "2026-03-11", "--json"]) == 0


@pytest.mark.parametrize("name", ["no-such-file.json", ".", "a\0b"])
def test_a_file_that_cannot_be_read(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    for lang, said in (("zh", "文件"), ("en", "file")):
        assert main(["assess", str(path), "--as-of", "2026-03-09", "--lang", lang]) == 2
        err = capsys.readouterr().err
        assert err.startswith("gaf-rules: ")
        assert err.count("\n") == 1
        assert said in err or "null byte" in err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--as-of", "2026-3-9"], ["--as-of", "'2026-3-9'", "YYYY-MM-DD"]),
        (["--as-of", "20260309"], ["--as-of", "'20260309'", "YYYY-MM-DD"]),
        (["--as-of", "2026-02-30"], ["--as-of", "'2026-02-30'"]),
        (["--as-of", "today"], ["--as-of", "'today'"]),
        (["--as-of", "1999-01-01"], []),
        (["--as-of", "2026-03-09", "--known-on", "soon"], ["--known-on", "'soon'"]),
        ([], ["required", "--as-of"]),
        (["--as-of", "2026-03-09", "--readings", "trigger"], ["'trigger'", "FIELD=OPTION"]),
        (
            ["--as-of", "2026-03-09", "--readings", "trigger_day=often"],
            ["$.readings.trigger_day", "'often'", "exclude, include"],
        ),
        (["--as-of", "2026-03-09", "--readings", "day=include"], ["trigger_day"]),
        (
            ["--as-of", "2026-03-09", "--readings", "closures=count", "closures=exclude"],
            ["closures=exclude", "twice"],
        ),
        (["--as-of", "2026-03-09", "--overlay", "no-such.json"], ["no-such.json"]),
        (["--as-of", "2026-03-09", "--notices", "no-such-folder"], ["no-such-folder"]),
        (["--as-of", "2026-03-09", "--colour"], ["--colour"]),
    ],
)
def test_bad_options_are_one_line_and_status_2(
    options: list[str], said: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["assess", str(root / _LATE), "--lang", "en", *options])
    out, err = capsys.readouterr()
    if not said:  # before the first event everything is yet to come: that is told, and no fault
        assert status == 0
        assert "13 events after 1999-01-01" in err
        assert err.count("\n") == 1
        return
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert all(part in err for part in said)


def test_an_overlay_that_does_not_add_up_names_its_file(
    tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "overlay.json"
    file.write_text('{"place": "4604", "kind": "closure", "off": [], "work": [], "source": "x"}')
    options = [str(root / _LATE), "--as-of", "2026-03-11", "--overlay", str(file)]
    assert main(["assess", *options]) == 2
    err = capsys.readouterr().err
    assert str(file) in err
    assert "place" in err


def test_own_notices_count(tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shipped = next(n for n in gaf.CHINA.notices if n.year == 2026)
    (tmp_path / "2026.toml").write_text(shipped.to_toml(), "utf-8")
    options = ["assess", str(root / _LATE), "--as-of", "2026-03-11", "--json"]
    assert main(options) == 0
    plain = capsys.readouterr().out
    assert main([*options, "--notices", str(tmp_path)]) == 0
    assert json.loads(capsys.readouterr().out)["duties"] == json.loads(plain)["duties"]
