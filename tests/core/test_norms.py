"""Every norm of the guideline decides something: without its rows some case comes out differently."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from unlinked import unlinked
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf

_KINDS = (
    "transitions",
    "lapses",
    "duties",
    "findings",
    "questions",
    "scope",
    "routes",
    "materials",
    "forms",
)
_NORMS = [
    slug
    for slug, clause in gaf.HAINAN.clauses.items()
    if clause.norm and slug not in gaf.HAINAN.out_of_scope
]


def _without(case: WorkedCase, material: str) -> WorkedCase:
    """The worked case with one material taken out of its submission."""
    document = copy.deepcopy(case.document)
    for event in document["events"]:
        if event["type"] == "application_submitted":
            event["materials"] = [item for item in event["materials"] if item != material]
    return evolve(case, name=f"{case.name}-{material}", document=document)


def _asked_for_more(case: WorkedCase) -> WorkedCase:
    """The worked case with a return that asks for another material, and a new submission without it."""
    document = copy.deepcopy(case.document)
    for event in document["events"]:
        if event["type"] == "materials_returned":
            event["missing"] = [*event["missing"], "other_requested"]
    return evolve(case, name=f"{case.name}-more", document=document)


@cache
def _cases() -> tuple[WorkedCase, ...]:
    worked = [case for case in worked_cases() if case.error is None]
    by_id = {case.document["id"]: case for case in worked}
    whole = by_id["C69b"]
    more = [
        _without(whole, item)
        for item in ("basic_information_form", "functions", "operations_and_security")
    ]
    return (*worked, *more, _asked_for_more(by_id["C11"]))


@cache
def _before() -> dict[str, dict[str, Any]]:
    return {case.name: case.assess().to_dict() for case in _cases()}


def _cited(row: Any) -> set[str]:
    clauses = getattr(row, "clauses", ())
    found = set(clauses.values() if isinstance(clauses, dict) else clauses)
    found |= {getattr(row, name, None) for name in ("clause", "form")} - {None}
    return found | set(getattr(row, "plain", ()))


def _decides(slug: str) -> bool:
    fewer: dict[str, Any] = {
        kind: tuple(row for row in getattr(gaf.HAINAN, kind) if slug not in _cited(row))
        for kind in _KINDS
    }
    assert any(len(fewer[kind]) < len(getattr(gaf.HAINAN, kind)) for kind in _KINDS)
    guideline = unlinked(gaf.HAINAN, **fewer)
    return any(_differs(case, guideline) for case in _cases())


def _differs(case: WorkedCase, guideline: gaf.Guideline) -> bool:
    try:
        after = gaf.assess(
            gaf.Case.from_dict(case.document),
            as_of=case.as_of,
            guideline=guideline,
            calendar=case.calendar(),
            readings=gaf.Readings.from_dict(case.readings),
        )
    except (gaf.GafRulesError, KeyError):
        # A refusal, or a row that others build on and that is gone: these rows were not linked.
        return True
    return after.to_dict() != _before()[case.name]


@pytest.mark.parametrize("slug", _NORMS)
def test_a_norm_without_its_rows_is_missed(slug: str) -> None:
    assert _decides(slug)


def test_a_guideline_with_all_its_rows_changes_nothing() -> None:
    same = evolve(gaf.HAINAN)
    assert not any(_differs(case, same) for case in _cases())


def test_every_norm_that_no_row_decides_has_a_reason() -> None:
    assert set(gaf.HAINAN.out_of_scope) <= set(gaf.HAINAN.clauses)
    assert all(reason.strip() for reason in gaf.HAINAN.out_of_scope.values())
