"""The example cases: what each is there to show."""

from __future__ import annotations

import json
import runpy
from datetime import date
from typing import TYPE_CHECKING

import gaf_rules as gaf

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_SHOWN = {
    "filed-in-time.json": ("displayed", ()),
    "feedback-in-spring-festival.json": ("awaiting_supplement", ()),
    "supplement-one-day-late.json": ("deemed_abandoned", ("DEEMED_ABANDONED",)),
    "change-on-the-tenth-day.json": ("displayed", ("CHANGE_SAFE_MARGIN_MISSING",)),
    "deregistration-overdue.json": ("displayed", ("DEREGISTRATION_OVERDUE",)),
}


def test_each_shows_what_it_is_called_after(root: Path) -> None:
    examples = runpy.run_path(str(root / "examples" / "run.py"))["EXAMPLES"]
    assert {name for name, _ in examples} == set(_SHOWN)
    for name, as_of in examples:
        data = json.loads((root / "examples" / name).read_text("utf-8"))
        found = gaf.assess(gaf.Case.from_dict(data), as_of=date.fromisoformat(as_of))
        stage, codes = _SHOWN[name]
        assert found.stages["filing"] == stage
        assert tuple(finding.code for finding in found.findings) == codes


def test_they_are_printed_in_both_languages(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert runpy.run_path(str(root / "examples" / "run.py"))["run"]() == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("$ gaf-rules assess examples/") == 2 * len(_SHOWN)
    assert "备案：视为放弃" in out
    assert "filing: deemed abandoned" in out
