"""Norms that the worked cases pass over: each does something, and stops when its row is gone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.guidelines.hainan import HAINAN

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline

APP = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
CITY = gaf.Sponsor(kind="administrative_organ", tier="municipal")
ALL = (
    "basic_information_form",
    "application_form",
    "project_approval",
    "functions",
    "operations_and_security",
    "acceptance",
    "self_check_form",
)


def _event(kind: Any, day: int, month: int = 3, **fields: Any) -> gaf.Event:
    return gaf.Event(type=kind, on=date(2026, month, day), **fields)


def _submitted(day: int, materials: tuple[str, ...], month: int = 3) -> gaf.Event:
    return _event(
        "application_submitted", day, month, by="sponsor", to="municipal_cac", materials=materials
    )


def _assess(
    *events: gaf.Event, as_of: date, guideline: Guideline = HAINAN, app: gaf.App = APP
) -> gaf.Assessment:
    case = gaf.Case(id="N", app=app, sponsor=CITY, events=events)
    return gaf.assess(case, as_of=as_of, guideline=guideline)


def _items(found: gaf.Assessment, code: str) -> set[str]:
    return {item for each in found.findings if each.code == code for item in each.items}


# -- 2.3.1 to 2.3.6: the materials ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("clause", "material"),
    [
        ("2.3.1", "basic_information_form"),
        ("2.3.2", "project_approval"),
        ("2.3.3", "functions"),
        ("2.3.4", "operations_and_security"),
        ("2.3.5", "acceptance"),
    ],
)
def test_each_material_is_owed_on_its_clause(clause: str, material: str) -> None:
    rest = tuple(each for each in ALL if each != material)
    events = (_event("self_check_completed", 2, problems=()), _submitted(3, rest))
    assert _items(_assess(*events, as_of=date(2026, 3, 3)), "MATERIALS_MISSING") == {material}
    asked = {each.name: each.clause for each in gaf.required_materials(APP, procedure="filing")}
    assert asked[material] == clause
    without = unlinked(HAINAN, materials=tuple(m for m in HAINAN.materials if m.clause != clause))
    found = _assess(*events, as_of=date(2026, 3, 3), guideline=without)
    assert _items(found, "MATERIALS_MISSING") == set()


def test_what_else_the_office_asked_for_is_owed_from_then_on() -> None:
    # 2.3.6
    events = (
        _event("self_check_completed", 2, problems=()),
        _submitted(3, ALL),
        _event("application_received", 3, by="municipal_cac"),
        _event("application_forwarded", 4, by="municipal_cac", to="provincial_cac"),
        _event("application_received", 5, by="provincial_cac"),
        _event("materials_returned", 9, by="provincial_cac", missing=("other_requested",)),
        _submitted(11, ALL),
    )
    before = _assess(*events[:-2], as_of=date(2026, 3, 6))
    assert _items(before, "MATERIALS_MISSING") == set()
    after = _assess(*events, as_of=date(2026, 3, 11))
    assert _items(after, "MATERIALS_MISSING") == {"other_requested"}
    without = unlinked(HAINAN, materials=tuple(m for m in HAINAN.materials if m.clause != "2.3.6"))
    gone = _assess(*events, as_of=date(2026, 3, 11), guideline=without)
    assert _items(gone, "MATERIALS_MISSING") == set()


# -- the rest --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("clause", "problem"),
    [("2.2.3b", "points_ranking"), ("2.2.3c", "no_complaint_channel")],
)
def test_a_problem_of_either_kind_has_to_be_mended(clause: str, problem: str) -> None:
    checked = _event("self_check_completed", 2, problems=(problem,))
    mended = _event("rectification_completed", 2, problems=(problem,))
    day = date(2026, 3, 3)
    left = _assess(checked, _submitted(3, ALL), as_of=day)
    assert _items(left, "RECTIFICATION_INCOMPLETE") == {problem}
    assert not _items(
        _assess(checked, mended, _submitted(3, ALL), as_of=day), "RECTIFICATION_INCOMPLETE"
    )
    [duty] = [row for row in HAINAN.duties if row.act == "self_check_completed"]
    assert clause in duty.clauses


def test_an_extension_has_to_be_passed_on() -> None:
    # 2.4.3c
    events = (
        _event("self_check_completed", 2, problems=()),
        _submitted(3, ALL),
        _event("application_received", 3, by="municipal_cac"),
        _event("application_forwarded", 4, by="municipal_cac", to="provincial_cac"),
        _event("application_received", 5, by="provincial_cac"),
        _event("completeness_confirmed", 9),
        _event("reported_to_national", 9),
        _event("application_received", 10, by="national_cac"),
        _event("review_extended", 20, reason="复杂", expected_on=date(2026, 5, 8)),
    )
    told = _event("extension_relayed", 24, by="provincial_cac", to="municipal_cac")
    relayed = _event("extension_relayed", 25, by="municipal_cac", to="sponsor")
    for log, status in ((events, "open"), ((*events, told, relayed), "met")):
        found = _assess(*log, as_of=date(2026, 3, 26))
        [duty] = [each for each in found.duties if each.clause == "2.4.3c"]
        assert (duty.bearer, duty.to, duty.status) == ("provincial_cac", "sponsor", status)
        assert duty.due is None


@pytest.mark.parametrize(("purpose", "clause"), [("internal", "1.2d"), ("public", "1.3a")])
def test_either_purpose_is_covered_by_its_row_alone(purpose: Any, clause: str) -> None:
    app = evolve(APP, purpose=purpose)
    assert gaf.scope(app, CITY).in_scope is True
    rows = tuple(row for row in HAINAN.scope if clause not in (*row.clauses, *row.plain))
    assert len(rows) == len(HAINAN.scope) - 1
    decision = gaf.scope(app, CITY, guideline=unlinked(HAINAN, scope=rows))
    assert decision.in_scope is not True


@pytest.mark.parametrize(("procedure", "form"), [("change", "A4"), ("deregistration", "A5")])
def test_change_and_deregistration_have_a_form_of_their_own(procedure: str, form: str) -> None:
    forms = {each.form for each in gaf.required_materials(APP, procedure=procedure) if each.form}
    assert forms == {form}


def test_the_materials_of_a_procedure_that_does_not_exist_are_refused() -> None:
    with pytest.raises(gaf.CaseError, match="filing, change, deregistration"):
        gaf.required_materials(APP, procedure="filling")
