"""What the text and the contract say, as plain tables of numbers and clauses; and where rows say otherwise.

The tables were written from the guideline and from the contract, not from the rows.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from pinned import CHINA
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.evaluate.scoping import decide_route, decide_scope
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["plain_slips"]

# Counted on paper from 2 March 2026, and back to it: March has no day off but weekends.
_MONDAY = date(2026, 3, 2)
_LAST_DAYS = {
    "2.4.2a": date(2026, 3, 16),
    "2.4.2c": date(2026, 3, 16),
    "2.4.3a": date(2026, 3, 30),
    "2.4.4c": date(2026, 3, 16),
    "2.6.1b": date(2026, 3, 16),
}
_CHANGE_DAY, _LAST_DAY_BEFORE = date(2026, 3, 30), date(2026, 3, 16)

_FINDINGS = """
breach COMPLETENESS_REVIEW_OVERDUE 2.4.2a
breach COMPLETENESS_REVIEW_LATE 2.4.2a
breach ONE_TIME_NOTICE_BREACH 2.4.2d
breach NATIONAL_REVIEW_OVERDUE 2.4.3a
breach NATIONAL_REVIEW_LATE 2.4.3a
breach SELF_CHECK_NOT_BEFORE_SUBMISSION 2.2.3a
breach ROUTE_BYPASSES_MUNICIPAL_CAC 2.2.1a
breach ROUTE_BYPASSES_DEPARTMENT 2.2.2b
breach LAUNCHED_BEFORE_FILING 1.1
breach CHANGE_FILED_LATE 2.5.1b
breach CHANGE_FILING_OVERDUE 2.5.1b
breach CHANGE_TOOK_EFFECT_BEFORE_APPROVAL 2.5.1f
breach DEREGISTRATION_LATE 2.6.1b
breach DEREGISTRATION_OVERDUE 2.6.1b
breach NO_SHUTDOWN_ANNOUNCEMENT 2.6.2a
breach DATA_LEAKED 2.6.2c
consequence DEEMED_ABANDONED 2.4.4d
defect MATERIALS_MISSING 2.3.0 change=2.5.1c deregistration=2.6.1c
defect GRASSROOTS_STATEMENT_MISSING 2.3.7
defect RECTIFICATION_INCOMPLETE 2.2.3d
defect RECTIFICATION_PLAN_MISSING 2.4.4e
defect DATA_DISPOSAL_UNCONFIRMED 2.6.2b
defect DISPLAY_PROMPT_NOT_RECORDED 2.7.1c
defect ROUTINE_MANAGEMENT_UNCONFIRMED 2.7.3a
notice NATIONAL_REVIEW_EXTENDED 2.4.3b
notice EXTENSION_NOTICE_LATE 2.4.3b
notice SUPPLEMENT_POSTED_IN_TIME_ARRIVED_LATE 2.4.4c
notice LATE_SUPPLEMENT_ACCEPTED 2.4.4d
notice CHANGE_SAFE_MARGIN_MISSING 2.5.1b
notice NUMBER_NOT_DISPLAYED 2.7.2a
notice DISPLAY_POSITION_UNCONFIRMED 2.7.2a
notice OUTCOME_NOT_IN_TEXT 2.4.3a
notice PREDATES_GUIDELINE T2
notice LOCAL_HOLIDAY_IN_WINDOW -
notice CLOSURE_IN_WINDOW -
notice CALENDAR_PROVISIONAL -
notice CALENDAR_UNPUBLISHED -
"""
"""Severity, code and clause of each finding; ``-``: the clause of the duty."""

# A sentence that binds somebody, and the sentences beside it that say to what.
_DUTIES = {
    "1.1": "2.1.1",
    "2.2.3a": "2.2.3b 2.2.3c",
    "2.4.1": "2.2.1b",
    "2.4.2a": "",
    "2.4.2b": "",
    "2.4.2c": "",
    "2.4.3a": "",
    "2.4.3c": "",
    "2.4.4b": "",
    "2.4.4c": "",
    "2.4.4e": "",
    "2.5.1b": "2.5.1a 2.5.1d",
    "2.6.1b": "2.6.1d",
    "2.6.2a": "",
    "2.6.2b": "2.6.2c",
    "2.7.1b": "2.7.1c",
    "2.7.2a": "2.7.2b",
}
_MATERIALS = {
    "basic_information_form": "2.3.1",
    "application_form": "2.3.0",
    "project_approval": "2.3.2",
    "functions": "2.3.3",
    "operations_and_security": "2.3.4",
    "acceptance": "2.3.5",
    "other_requested": "2.3.6",
    "grassroots_statement": "2.3.7",
    "self_check_form": "2.2.3a",
    "change_form": "2.5.1c",
    "change_explanation": "2.5.1e",
    "deregistration_form": "2.6.1c",
}
# What has to come ahead of an act, on which sentence.
_AHEAD = {
    "rectification_completed": "2.2.3d",
    "application_forwarded": "2.4.1",
    "application_received": "2.4.2a",
}
_BY_CITY, _BY_DEPARTMENT = "2.2.0 2.2.1a 2.2.1b", "2.2.0 2.2.2a 2.2.2b"
_COVERED = {
    "administrative_organ": "1.2a",
    "mass_organization": "1.2a",
    "public_institution_with_administrative_functions": "1.2a",
    "other_state_organ": "1.3b",
}


def _periods(guideline: gaf.Guideline) -> Iterator[str]:
    readings = gaf.Readings(returned_deadline="ten_working_days")
    more: dict[str, Any] = {"guideline": guideline, "calendar": CHINA, "readings": readings}
    for clause, last in _LAST_DAYS.items():
        if gaf.deadline(clause, _MONDAY, **more).on != last:
            yield f"period of {clause}"
    if gaf.deadline("2.5.1b", _CHANGE_DAY, **more).on != _LAST_DAY_BEFORE:
        yield "period of 2.5.1b"


def _findings(guideline: gaf.Guideline) -> Iterator[str]:
    told: dict[str, set[tuple[str, str]]] = {}
    for row in guideline.findings:
        for clause in (row.clause, *(f"{name}={each}" for name, each in row.clauses.items())):
            told.setdefault(row.code, set()).add((row.severity, clause))
    wanted: dict[str, set[tuple[str, str]]] = {}
    for line in _FINDINGS.strip().splitlines():
        severity, code, *clauses = line.split()
        wanted[code] = {(severity, clause.strip("-")) for clause in clauses}
        # A shutdown has a row of its own.
        if any(each.startswith("deregistration=") for each in clauses):
            wanted[code] = {
                (severity, clause.removeprefix("deregistration=")) for clause in clauses
            }
    for code in sorted({*told, *wanted}):
        if told.get(code) != wanted.get(code):
            yield f"finding {code}: {told.get(code)}"


def _clauses(guideline: gaf.Guideline) -> Iterator[str]:
    for kind, rows, wanted in (
        ("duty", [(d.clause, " ".join(d.clauses)) for d in guideline.duties], _DUTIES),
        ("material", [(row.material, row.clause) for row in guideline.materials], _MATERIALS),
        ("ahead", [(row.act, row.clause) for row in guideline.ahead], _AHEAD),
        ("lapse", [(row.to, " ".join(row.clauses)) for row in guideline.lapses],
         {"deemed_abandoned": "2.4.4d"}),
    ):  # fmt: skip
        for name, clause in rows:
            if wanted.get(name) != clause:
                yield f"{kind} {name}: {clause}"
        for name in wanted.keys() - {name for name, _ in rows}:
            yield f"{kind} {name}: no row"
    for step in guideline.transitions:
        if step.question is not None and step.question not in step.clauses:
            yield f"answer to {step.question}: {step.clauses}"
    questions = {row.clause for row in guideline.questions}
    if questions != {
        *("2.2.0", "2.3.7", "2.4.4c", "2.4.4d", "2.4.4e", "2.5.1a", "2.5.1b", "2.6.2a", "2.6.2b"),
        "2.7.2a",
    }:
        yield f"questions: {sorted(questions)}"


def _scopes(guideline: gaf.Guideline) -> Iterator[str]:
    def clauses(kind: Any, owner: Any, purpose: Any, *, mobile: bool = True) -> str:
        app = gaf.App(kind=kind, runs_on_mobile=mobile, purpose=purpose)
        sponsor = gaf.Sponsor(kind=owner, tier="municipal")
        found = gaf.scope(app, sponsor, guideline=guideline)
        # A notice of what is outside or open; none of what is inside.
        told = "" if bool(found.codes) is (found.in_scope is not True) else f" {found.codes}"
        return " ".join(sorted(found.clauses)) + told

    for kind, (owner, clause), (purpose, more) in product(
        ("app", "mini_program", "quick_app"),
        _COVERED.items(),
        (("internal", ()), ("public", ("1.3a",))),
    ):
        if clauses(kind, owner, purpose) != " ".join(sorted((clause, "1.2e", *more))):
            yield f"scope {kind} {owner} {purpose}"
    organ = "administrative_organ"
    for told, wanted in (
        (clauses("official_account", organ, "internal"), "1.2f"),
        (clauses("work_group", organ, "internal"), "1.2f"),
        (clauses("app", organ, "internal", mobile=False), "1.2c"),
        (clauses("app", "public_institution", "internal"), "1.2a"),
        (clauses("app", "party_organ", "internal"), "1.2a"),
        (clauses("other", organ, "internal"), "1.2e"),
    ):
        if told != wanted:
            yield f"scope {told}"
    for kind, owner, said, verdict, wanted in (
        ("other", organ, {"answer_1.2e": "no"}, False, "1.2e"),
        ("other", organ, {"answer_1.2e": "yes"}, True, "1.2a 1.2e"),
        ("app", "party_organ", {"answer_1.2a": "no"}, False, "1.2a"),
        ("app", "other", {"answer_1.2a": "yes"}, True, "1.2a 1.2e"),
    ):
        facts: dict[str, Any] = {
            "app": {"kind": kind, "runs_on_mobile": True, "purpose": "internal"},
            "sponsor": {"kind": owner},
            "case": said,
        }
        found = decide_scope(program(guideline), facts)
        if (found.in_scope, " ".join(found.clauses)) != (verdict, wanted):
            yield f"scope {kind} {owner} {said}"
    notices = {(row.code, row.clause) for row in guideline.scope if row.code}
    if notices != {
        ("OWNER_NOT_COVERED", "1.2a"),
        ("SCOPE_UNDETERMINED", "1.2a"),
        ("EXCLUDED_TYPE", "1.2f"),
        ("NOT_MOBILE", "1.2c"),
    }:
        yield f"notices on scope {notices}"


def _routes(guideline: gaf.Guideline) -> Iterator[str]:
    organ, other = "administrative_organ", "other_state_organ"
    for kind, tier, said, by, clauses in (
        (organ, "municipal", None, "municipal_cac", _BY_CITY),
        (organ, "provincial_department", None, "", _BY_DEPARTMENT),
        (organ, "affiliated_institution", None, "provincial_department", _BY_DEPARTMENT),
        (organ, "central_agency", None, None, "2.2.0"),
        (other, "provincial_department", None, None, "2.2.0"),
        (other, "municipal", None, "municipal_cac", _BY_CITY),
        # A department files with the province itself.
        (other, "provincial_department", "provincial_department", "", _BY_DEPARTMENT),
        (organ, "central_agency", "municipal_cac", "municipal_cac", _BY_CITY),
        (organ, "central_agency", "provincial_department", "provincial_department", _BY_DEPARTMENT),
        (organ, "central_agency", "provincial_cac", "", "2.2.0 2.2.2b"),
    ):
        facts: dict[str, Any] = {
            "sponsor": {"kind": kind, "tier": tier},
            "case": {} if said is None else {"answer_2.2.0": said},
        }
        path = None if by is None else ("sponsor", *by.split(), "provincial_cac", "national_cac")
        if decide_route(program(guideline), facts) != (path, tuple(clauses.split())):
            yield f"route {kind} {tier} {said}"


def _forms(guideline: gaf.Guideline) -> Iterator[str]:
    small = "A2 A3 A6"
    kind: Any
    for kind, procedure, wanted in (
        ("app", "filing", "A1 A3 A7"),
        ("mini_program", "filing", small),
        ("quick_app", "filing", small),
        ("app", "change", "A4"),
        ("app", "deregistration", "A5"),
    ):
        app = gaf.App(kind=kind, runs_on_mobile=True, purpose="internal", grassroots_facing=False)
        owed = gaf.required_materials(app, procedure=procedure, guideline=guideline)
        told = " ".join(sorted(each.form for each in owed if each.form is not None))
        if told != wanted:
            yield f"forms of {kind}, {procedure}: {told}"


def _day_of_effect(guideline: gaf.Guideline) -> Iterator[str]:
    """What began before the day from which the guideline applies is told from its first day."""
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
    sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    checked = gaf.Event(type="self_check_completed", on=date(2026, 2, 2), problems=())
    case = gaf.Case(id="before", app=app, sponsor=sponsor, events=(checked,))
    for first, wanted in (
        (date(2026, 2, 3), {checked.on}),
        (date(2026, 2, 2), set()),
        (None, set()),
    ):
        dated = unlinked(guideline, effective_from=first)
        found = gaf.assess(case, as_of=date(2026, 3, 2), guideline=dated).findings
        if {each.since for each in found if each.code == "PREDATES_GUIDELINE"} != wanted:
            yield f"what began before {first}"


def plain_slips(guideline: gaf.Guideline) -> Iterator[str]:
    """Where rows and tables differ, told in short; nothing where they agree."""
    for table in (_periods, _findings, _clauses, _scopes, _routes, _forms, _day_of_effect):
        yield from table(guideline)
