"""Logs of the filing of algorithmic recommendation services, in few words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS

if TYPE_CHECKING:
    from gaf_rules.answers.assessment import Assessment, Deadline, Duty
    from gaf_rules.language.guideline import Guideline

APP = gaf.App(kind="app", runs_on_mobile=True, purpose="public")
PROVIDER = gaf.Sponsor(kind="other", tier="central_agency")
START = date(2026, 3, 2)
FORMS = ("basic_information_form", "self_check_form")
YES = {"type": "determination", "on": START, "question": "24.1", "answer": "yes"}


def after(day: date, n: int) -> date:
    return gaf.CHINA.nth_working_day_after(day, n)


def launched(on: date = START) -> dict[str, Any]:
    return {"type": "app_launched", "on": on}


def submitted(on: date, to: str = "provincial_cac", **more: Any) -> dict[str, Any]:
    event = {"type": "application_submitted", "on": on, "by": "sponsor", "to": to}
    return {**event, "materials": FORMS, **more}


def received(on: date, by: str = "provincial_cac", **more: Any) -> dict[str, Any]:
    return {"type": "application_received", "on": on, "by": by, **more}


def issued(on: date, **more: Any) -> dict[str, Any]:
    return {"type": "filing_number_issued", "on": on, "number": "网信算备1", **more}


def refused(on: date, **more: Any) -> dict[str, Any]:
    return {"type": "filing_refused", "on": on, "reason": "自评估报告缺失", **more}


def assess(
    *events: dict[str, Any],
    as_of: date,
    guideline: Guideline = ALGORITHMS,
    readings: gaf.Readings | None = None,
) -> Assessment:
    case = gaf.Case(
        id="A1", app=APP, sponsor=PROVIDER, events=tuple(gaf.Event(**event) for event in events)
    )
    return gaf.assess(case, as_of=as_of, guideline=guideline, readings=readings)


def duty(found: Assessment, clause: str, number: int = 1, procedure: str = "filing") -> Duty:
    key = clause, number, procedure
    [one] = [d for d in found.duties if (d.clause, d.round, d.procedure) == key]
    return one


def deadline(found: Assessment, clause: str) -> Deadline:
    due = duty(found, clause).due
    assert due is not None
    return due


def codes(found: Assessment) -> set[str]:
    return {finding.code for finding in found.findings}


FILED = (YES, launched(), submitted(date(2026, 3, 5)), issued(date(2026, 3, 20)))
SHOWN = date(2026, 3, 21)
