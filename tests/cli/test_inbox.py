"""`gaf-rules inbox`."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

import gaf_rules as gaf
from gaf_rules.cli import main

if TYPE_CHECKING:
    from pathlib import Path

_DAY = "2026-02-20"
_NAMES = ("feedback-in-spring-festival", "supplement-one-day-late")


def _files(root: Path) -> list[Path]:
    return [root / "examples" / f"{name}.json" for name in _NAMES]


def _desk(root: Path, role: str, **given: Any) -> gaf.Inbox:
    cases = [gaf.Case.from_dict(json.loads(path.read_text("utf-8"))) for path in _files(root)]
    return gaf.inbox(cases, role, as_of=date.fromisoformat(_DAY), **given)


@pytest.mark.parametrize("role", ["sponsor", "national_cac"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_desk_is_that_of_the_function(
    root: Path, capsys: pytest.CaptureFixture[str], role: str, lang: Any
) -> None:
    words = ["inbox", role, *map(str, _files(root)), "--as-of", _DAY, "--lang", lang]
    desk = _desk(root, role, lang=lang)
    assert main(words) == 0
    assert capsys.readouterr().out == f"{desk}\n"
    assert main([*words, "--json"]) == 0
    assert gaf.Inbox.from_dict(json.loads(capsys.readouterr().out)) == desk
    assert main([*words, "--html"]) == 0
    assert desk.html() in capsys.readouterr().out


@pytest.mark.parametrize("forms", [("--ics", "--json"), ("--html", "--json"), ("--html", "--ics")])
def test_two_forms_at_once_are_refused(
    root: Path, capsys: pytest.CaptureFixture[str], forms: tuple[str, str]
) -> None:
    words = ["inbox", "sponsor", *map(str, _files(root)), "--as-of", _DAY, "--lang", "en"]
    assert main([*words, *forms]) == 2
    captured = capsys.readouterr()
    assert all(form in captured.err for form in forms)
    assert not captured.out


def test_a_case_given_twice_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(_files(root)[0])
    assert main(["inbox", "sponsor", path, path, "--as-of", _DAY, "--lang", "en"]) == 2
    assert "$cases[1].id" in capsys.readouterr().err


def test_cases_come_a_line_each_and_a_bad_line_is_named(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [json.dumps(json.loads(path.read_text("utf-8"))) for path in _files(root)]

    def told(*more: str) -> int:
        data = "\n".join([*lines, *more]).encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return main(["inbox", "sponsor", "-", "--as-of", _DAY, "--json"])

    assert told() == 0
    assert json.loads(capsys.readouterr().out) == _desk(root, "sponsor").to_dict()
    assert told("{}") == 2
    assert f"- ({len(lines) + 1})" in capsys.readouterr().err


def test_narrowed_to_one_sponsor(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = json.loads(_files(root)[0].read_text("utf-8"))["sponsor"]["name"]
    words = ["inbox", "sponsor", *map(str, _files(root)), "--as-of", _DAY, "--sponsor", name]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == _desk(root, "sponsor", sponsor=name).to_dict()
    assert main([*words, "--place", "999999"]) == 2
    assert "--place" in capsys.readouterr().err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_diary_of_a_desk(
    root: Path, capfdbinary: pytest.CaptureFixture[bytes], lang: Any
) -> None:
    words = ["inbox", "sponsor", *map(str, _files(root)), "--as-of", _DAY, "--lang", lang, "--ics"]
    assert main(words) == 0
    assert capfdbinary.readouterr().out == gaf.to_ics(_desk(root, "sponsor"), lang=lang)


@pytest.mark.parametrize(
    ("words", "known"),
    [
        (("--place", "460200"), "469023"),
        (("--sponsor", "某局"), "某县政务服务机关"),
        (("--place", "469000"), None),
        (("--sponsor", "某县政务服务机关"), None),
    ],
)
def test_a_desk_of_nobody_says_whom_there_is(
    root: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str], known: str | None
) -> None:
    path = str(_files(root)[0])
    assert main(["inbox", "sponsor", path, "--as-of", _DAY, "--lang", "en", *words]) == 0
    told = capsys.readouterr().err
    assert told == (
        f"gaf-rules: note: no case has {' '.join(words)}; those of the cases: {known} [NOBODY_HERE]\n"
        if known
        else ""
    )


def test_a_role_may_be_given_by_its_name_and_today_is_said(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [str(_files(root)[0]), "--as-of", "2026-03-06"]
    assert main(["inbox", "主办单位", *words]) == 0
    said = capsys.readouterr().out
    assert "2026-03-06 周五，今天到期" in said
    assert main(["inbox", "sponsor", *words]) == 0
    assert capsys.readouterr().out == said
