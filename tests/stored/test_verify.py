"""A stored assessment is held against its case: the same, changed with what it stands on, or altered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.values.texts import Lang

_WORKED = next(case for case in worked_cases() if case.document["id"] == "C22")
_FOUND = _WORKED.assess()
_CASE = _FOUND.basis.case


def _stored() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(_FOUND.to_dict()))
    return document


def test_what_nobody_touched_is_the_same() -> None:
    told = gaf.verify(_stored(), _CASE)
    assert told.is_same
    assert not told.is_tampered
    assert told.made_with == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("stages", "filing"), "filed"),
        (("findings", 0, "since"), "2026-01-01"),
        (("duties", 0, "status"), "open"),
        (("route",), None),
        (("next_actions",), []),
        (("findings",), []),
    ],
)
def test_an_altered_file_is_found_with_its_place(path: tuple[Any, ...], value: Any) -> None:
    document = _stored()
    held: Any = document
    for step in path[:-1]:
        held = held[step]
    held[path[-1]] = value
    told = gaf.verify(document, _CASE)
    assert told.is_tampered
    first = "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    assert all(each.path.startswith(first) for each in told.differences)


def test_another_calendar_is_the_reason_that_is_told() -> None:
    calendar = gaf.CHINA.as_known_on(_FOUND.as_of).with_overlay(
        gaf.Overlay.from_dict(
            {
                "place": "460100",
                "kind": "closure",
                "off": ["2026-02-26"],
                "work": [],
                "source": "test",
            }
        )
    )
    told = gaf.verify(_stored(), _CASE, calendar=calendar)
    assert "calendar_sha256" in told.made_with
    assert not told.is_tampered


def test_another_version_is_told_and_is_no_difference_by_itself() -> None:
    document = _stored()
    document["provenance"]["version"] = "0.0.1"
    told = gaf.verify(document, _CASE)
    assert told.is_same
    assert told.made_with == ("version",)


def test_an_assessment_of_another_case_is_refused() -> None:
    with pytest.raises(gaf.CaseError):
        gaf.verify(_stored(), evolve(_CASE, id="another"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command(lang: Lang, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, stored = tmp_path / "case.json", tmp_path / "stored.json"
    case.write_text(json.dumps(_CASE.to_dict()), "utf-8")
    document = _stored()
    stored.write_text(json.dumps(document), "utf-8")
    words = ["verify", str(stored), str(case), "--lang", lang]
    assert main(words) == 0
    document["stages"]["filing"] = "filed"
    stored.write_text(json.dumps(document), "utf-8")
    assert main(words) == 1
    assert "$.stages.filing" in capsys.readouterr().out
    assert main([*words, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["is_tampered"] is True
    assert main(["verify", str(stored)]) == 2
    told = tmp_path / "told.json"
    told.write_text(json.dumps(gaf.explain(_FOUND).to_dict()), "utf-8")
    assert main(["verify", str(told)]) == 0
    capsys.readouterr()
    explanation = json.loads(told.read_text("utf-8"))
    explanation["sections"][0]["children"][0]["text"] = "\x1b[31m"
    told.write_text(json.dumps(explanation), "utf-8")
    assert main(["verify", str(told), "--lang", lang]) == 1
    said = capsys.readouterr().out
    assert "$.sections[0].children[0].text" in said
    assert "\x1b" not in said
    explanation["lang"] = ["zh"]
    told.write_text(json.dumps(explanation), "utf-8")
    assert main(["verify", str(told), "--lang", lang]) == 2


def test_what_follows_from_another_field_cannot_be_altered_unseen() -> None:
    asked = next(
        found
        for found in (case.assess() for case in worked_cases())
        if any(question.asks_date is None for question in found.questions)
    )
    document = json.loads(json.dumps(asked.to_dict()))
    at = next(n for n, question in enumerate(asked.questions) if question.asks_date is None)
    document["questions"][at]["answer"]["question"] = "1.1"
    told = gaf.verify(document, asked.basis.case)
    assert told.is_tampered
    assert [each.path for each in told.differences] == [f"$.questions[{at}].answer.question"]
