"""What a notebook shows of an assessment."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf
from gaf_rules.show.pictures.page import page

CASES = [worked for worked in worked_cases() if worked.error is None]


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_a_page_says_what_was_found_since_when_and_what_is_next(worked: WorkedCase) -> None:
    assessment = worked.assess()
    root = ET.fromstring(assessment._repr_html_())  # noqa: S314 - our own text, as a notebook calls it
    rows = [tuple(cell.text for cell in row.iter("td")) for row in root.iter("tr")]
    told = [row for row in rows if len(row) == 5]
    assert [row[0].rpartition(" · ")[2] for row in told if row[0]] == [
        found.code for found in assessment.findings
    ]
    for row, found in zip(told, assessment.findings, strict=True):
        assert row[1] == gaf.label(found.severity, kind="severity")
        assert row[2] is not None
        assert row[2].startswith(str(found.since))
        assert row[4] == found.clause
    steps = [(row[2], row[3]) for row in rows if len(row) == 4]
    assert [clause for _, clause in steps] == [step.clause for step in assessment.next_actions]
    assert all(
        (day or "").startswith("–" if step.not_after is None else str(step.not_after))
        for (day, _), step in zip(steps, assessment.next_actions, strict=True)
    )
    (picture,) = (part for part in root.iter() if part.tag.endswith("svg"))
    # The title is said once, above; in the picture it is for those who do not see it.
    assert all(text.text != picture.get("aria-label") for text in picture.iter(f"{_SVG}text"))
    assert page(assessment, "en") != page(assessment, "zh")


_SVG = "{http://www.w3.org/2000/svg}"
