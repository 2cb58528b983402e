"""The forms for issues can be filled in, in either language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

_FOLDER = Path(__file__).resolve().parents[2] / ".github" / "ISSUE_TEMPLATE"
_FORMS = sorted(path for path in _FOLDER.glob("*.yml") if path.name != "config.yml")
_KINDS = {"markdown", "input", "textarea", "dropdown", "checkboxes"}

pytestmark = pytest.mark.skipif(not _FORMS, reason="a source archive has no forms")


def _fields(form: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in form["body"] if part["type"] != "markdown"]


def test_there_is_a_form_for_each_kind_of_report() -> None:
    assert [path.stem for path in _FORMS] == ["ambiguity", "new-notice", "wrong-answer"]


@pytest.mark.parametrize("path", _FORMS, ids=lambda path: path.stem)
def test_a_form_says_in_both_languages_what_it_wants(path: Path) -> None:
    form = yaml.safe_load(path.read_text("utf-8"))
    assert {*form} <= {"name", "description", "title", "labels", "body"}
    fields = _fields(form)
    assert len({part["id"] for part in fields}) == len(fields)
    assert any(part.get("validations", {}).get("required") for part in fields)
    for part in form["body"]:
        assert part["type"] in _KINDS
        assert {*part} <= {"type", "id", "attributes", "validations"}
    labels = [part["attributes"]["label"] for part in fields]
    for told in (form["name"], form["description"], *labels):
        assert re.search(r"[\u4e00-\u9fff].*· .*[A-Za-z]{3}", told), told


def test_a_wrong_answer_is_told_with_all_that_makes_it_a_case() -> None:
    form = yaml.safe_load((_FOLDER / "wrong-answer.yml").read_text("utf-8"))
    wanted = {part["id"] for part in _fields(form) if part["validations"]["required"]}
    assert wanted == {"case", "as-of", "got", "expected", "clause", "version"}
