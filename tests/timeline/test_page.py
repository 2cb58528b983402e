"""What a notebook shows of an assessment."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from worked_cases import WorkedCase, worked_cases

from gaf_rules.show.pictures.page import page

CASES = [worked for worked in worked_cases() if worked.error is None]


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_page_names_each_finding_and_holds_the_picture(worked: WorkedCase) -> None:
    assessment = worked.assess()
    root = ET.fromstring(assessment._repr_html_())  # noqa: S314 - our own text, as a notebook calls it
    cells = [row[0].text for row in root.iter("tr")]
    assert cells == [found.code for found in assessment.findings]
    assert len([part for part in root.iter() if part.tag.endswith("svg")]) == 1
    assert page(assessment, "en") != page(assessment, "zh")
