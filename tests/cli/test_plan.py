"""`gaf-rules plan`."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import gaf_rules as gaf
from gaf_rules.cli import main


@pytest.fixture
def file(tmp_path: Path) -> str:
    case = gaf.Case(
        id="new",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    )
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case.to_dict()), "utf-8")
    return str(path)


def test_the_command_says_what_the_library_says(
    file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["plan", file, "--launch-on", "2026-06-01", "--as-of", "2026-03-02"]
    case = gaf.Case.from_dict(json.loads(Path(file).read_text("utf-8")))
    made = gaf.plan(case, launch_on=date(2026, 6, 1), as_of=date(2026, 3, 2))
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == made.to_dict()
    for lang in ("zh", "en"):
        assert main([*arguments, "--lang", lang]) == 0
        assert capsys.readouterr().out == f"{made.text(lang)}\n"


def test_exactly_one_wish(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", file]) == 2
    assert main(["plan", file, "--launch-on", "2026-06-01", "--offline-on", "2026-06-01"]) == 2
    assert main(["plan", file, "--launch-on", "2026-6-1"]) == 2
    assert "--launch-on" in capsys.readouterr().err


def test_a_plan_can_be_taken_along(file: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["plan", file, "--launch-on", "2026-06-01", "--as-of", "2026-03-02", "--lang", "en"]
    case = gaf.Case.from_dict(json.loads(Path(file).read_text("utf-8")))
    made = gaf.plan(case, launch_on=date(2026, 6, 1), as_of=date(2026, 3, 2))
    assert main([*arguments, "--export", "timeline"]) == 0
    assert capsys.readouterr().out.strip() == gaf.timeline(made, lang="en").svg
    assert main([*arguments, "--export", "ics", "--sequence", "3"]) == 0
    assert capsys.readouterr().out.count("SEQUENCE:3") == len(made.steps)
    assert main(["plan", file, "--launch-on", "2026-06-01", "--export", "ics"]) == 0
    undated = gaf.to_ics(gaf.plan(case, launch_on=date(2026, 6, 1)))
    assert capsys.readouterr().out.split() == undated.decode().split()
