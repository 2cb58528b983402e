"""The schemas accept what the library accepts and refuse what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.log.case_form import case_schema

_CASES = worked_cases()


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def cases() -> Draft202012Validator:
    return _validator(case_schema())


@pytest.fixture(scope="module")
def assessments() -> Draft202012Validator:
    return _validator(gaf.schema("gaf-assessment/1"))


@pytest.mark.parametrize("worked", _CASES, ids=lambda worked: worked.name)
def test_a_case_fits_unless_it_is_malformed(
    worked: WorkedCase, cases: Draft202012Validator
) -> None:
    assert cases.is_valid(worked.document) == (worked.error != "CaseError")


@pytest.mark.parametrize(
    "worked", [worked for worked in _CASES if worked.error is None], ids=lambda worked: worked.name
)
def test_every_assessment_fits(worked: WorkedCase, assessments: Draft202012Validator) -> None:
    assessments.validate(worked.assess().to_dict())


def test_every_event_type_has_a_definition() -> None:
    assert set(case_schema()["$defs"]) == {"event", *EVENT_TYPES}


@pytest.mark.parametrize(
    ("event", "fits"),
    [
        ({"type": "app_launched", "on": "2026-03-09"}, True),
        ({"type": "app_launched", "on": "2026-02-30"}, False),
        ({"type": "app_launched", "on": "2026-03-09", "by": "sponsor"}, False),
        ({"type": "filing_number_issued", "on": "2026-03-09", "number": None}, False),
        (
            {
                "type": "filing_number_issued",
                "on": "2026-03-09",
                "number": None,
                "procedure": "change",
            },
            True,
        ),
        ({"type": "determination", "on": "2026-03-09", "question": "2.3.7", "answer": "no"}, True),
        ({"type": "determination", "on": "2026-03-09", "question": "2.2.0", "answer": "no"}, False),
        ({"type": "launched", "on": "2026-03-09"}, False),
    ],
)
def test_an_event_is_held_to_its_own_type(
    event: dict[str, Any], fits: bool, cases: Draft202012Validator
) -> None:
    document = {**next(worked for worked in _CASES if worked.name == "C22").document}
    assert cases.is_valid({**document, "events": [event]}) == fits


@pytest.mark.parametrize("name", ["stages", "provenance", "duties"])
def test_an_assessment_with_an_unknown_word_does_not_fit(
    name: str, assessments: Draft202012Validator
) -> None:
    document = next(worked for worked in _CASES if worked.name == "C22").assess().to_dict()
    spoilt: dict[str, Any] = {
        "stages": {"filing": "lost"},
        "provenance": {**document["provenance"], "readings": {"trigger_day": "perhaps"}},
        "duties": [{**document["duties"][0], "status": "forgotten"}],
    }
    assert assessments.is_valid(document)
    assert not assessments.is_valid({**document, name: spoilt[name]})
