"""The digest of the rows in an assessment, and what a start pays for rows that are shipped: nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import gaf_rules as gaf

HAINAN = gaf.HAINAN
_ROOT = Path(__file__).parents[2]


def test_an_assessment_names_the_rows_it_was_made_by() -> None:
    case = gaf.Case(
        id="x",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    )
    day = gaf.CHINA.coverage.first
    longer = HAINAN.amend({"2.4.4c": {"n": 15}})
    for guideline in (HAINAN, longer):
        made = gaf.assess(case, as_of=day, guideline=guideline)
        assert made.provenance.guideline_sha256 == guideline.digest
    assert longer.digest != HAINAN.digest


def test_what_is_shipped_costs_a_start_no_linking() -> None:
    code = (
        "import sys, gaf_rules as gaf; from datetime import date; gaf.HAINAN.digest;"
        "gaf.deadline('2.4.4c', date(2026, 3, 2));"
        "print([name for name in sys.modules if 'language.link' in name or name == 'calendar'])"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_ROOT
    )
    assert told.stdout.strip() == "[]"
