"""A second province, made up: what its guideline changes of another one, all in this file.

Between the city's office and the province stands the government services authority, which has five working
days of its own. Two periods are longer, one counts months, and an app must be launched within three months.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve

import gaf_rules as gaf
from gaf_rules.language.citation import ClauseBook, norm_clause
from gaf_rules.language.conditions import AllOf, Is, Not
from gaf_rules.language.periods import Period
from gaf_rules.language.rows import (
    DutyRow,
    FindingRow,
    Put,
    RouteRow,
    Start,
    StateRow,
    TierRow,
    Transition,
)

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.vocabulary import Procedure

__all__ = ["PROVINCE"]

BASE = gaf.HAINAN
AUTHORITY: Literal["government_services_authority"] = "government_services_authority"
_CITY = Is("sponsor.tier", "municipal")
_REVIEWED: tuple[Procedure, ...] = ("filing", "change")
_WAITING = "with_authority"


# -- tiers and routes ------------------------------------------------------------------------------------
def _tier(row: TierRow) -> TierRow:
    """Where the authority stands: on the way of the cities alone."""
    if row.tier != "municipal":
        return row
    return evolve(row, places={**row.places, AUTHORITY: (AUTHORITY,)})


def _route(row: RouteRow) -> RouteRow:
    if row.when != _CITY or row.path is None:
        return row
    office, *rest = row.path[1:]
    return evolve(row, path=("sponsor", office, AUTHORITY, *rest), clauses=(*row.clauses, "P7"))


# -- states and steps ------------------------------------------------------------------------------------
STATES = tuple(
    StateRow(name=_WAITING, procedure=procedure, stage="first_tier_check", bearer=AUTHORITY)
    for procedure in _REVIEWED
)


def _step(row: Transition) -> Transition:
    """What may happen while an application waits may happen at the authority, too; a city forwards to it."""
    if {"submitted", "forwarded"} <= set(row.states):
        row = evolve(row, states=(*row.states, _WAITING))
    if row.event == "application_forwarded" and row.states == ("submitted",):
        row = evolve(row, when=AllOf((Not(_CITY), row.when)))
    return row


def _at_the_authority(procedure: str) -> tuple[Transition, ...]:
    here: dict[str, Any] = {"procedure": procedure, "clauses": ("P7",)}
    return (
        Transition(
            event="application_forwarded",
            states=("submitted",),
            to=_WAITING,
            by=("first_tier",),
            dest=(AUTHORITY,),
            when=_CITY,
            actions=(Put("submission.forwarded_on"),),
            **here,
        ),
        Transition(
            event="application_received",
            states=(_WAITING,),
            by=(AUTHORITY,),
            once="submission",
            actions=(Put("submission.authority_on"),),
            **here,
        ),
        Transition(
            event="application_forwarded",
            states=(_WAITING,),
            to="forwarded",
            by=(AUTHORITY,),
            dest=("provincial_cac",),
            actions=(Put("submission.passed_on_on"),),
            **here,
        ),
    )


# -- duties and findings ---------------------------------------------------------------------------------
_LENGTHS: dict[str, dict[str, Any]] = {
    "2.4.4c": {"working_days": 15},
    "2.4.3a": {"working_days": 30},
    "2.6.1b": {"working_days": None, "months": 1},
}


def _duty(row: DutyRow) -> tuple[DutyRow, ...]:
    """Longer periods; and the first tier of a city passes an application on to the authority."""
    if row.period is not None and row.period.clause in _LENGTHS:
        return (evolve(row, period=evolve(row.period, **_LENGTHS[row.period.clause])),)
    if row.act == "application_forwarded":
        to_authority = evolve(row, to=AUTHORITY, when=AllOf((_CITY, row.when)))
        return (to_authority, evolve(row, when=AllOf((Not(_CITY), row.when))))
    return (row,)


DUTIES = (
    DutyRow(
        clause="P7",
        procedures=_REVIEWED,
        over="submission",
        bearer=AUTHORITY,
        act="application_forwarded",
        to="provincial_cac",
        period=Period(clause="P7", working_days=5, from_receipt=True),
        starts=(
            Start(fact="submission.authority_on", event="application_received"),
            Start(
                fact="submission.forwarded_on",
                event="application_forwarded",
                when=_CITY,
                asks=f"receipt:application_received@{AUTHORITY}",
            ),
        ),
        met_by=("submission.passed_on_on",),
        void_by=("application.ended_on",),
        readings=("trigger_day", "receipt_on_day_off"),
    ),
    # A rule that the other guideline does not have.
    DutyRow(
        clause="P9",
        procedures=("filing",),
        over="application",
        bearer="sponsor",
        act="app_launched",
        period=Period(clause="P9", months=3),
        starts=(Start(fact="application.number_on", event="filing_number_issued"),),
        met_by=("case.launched_on",),
        void_by=("application.ended_on", "shutdown.offline_on"),
        readings=("trigger_day",),
    ),
)
FINDINGS = tuple(
    FindingRow(
        code=code,
        clause=clause,
        severity="breach",
        over=f"duty:{clause}",
        procedures=procedures,
        bearer=bearer,
        when=Is("duty.status", status),
        since="duty.met_on" if status == "met_late" else "duty.missed_on",
    )
    for code, clause, procedures, bearer, status in (
        ("AUTHORITY_LATE", "P7", _REVIEWED, AUTHORITY, "met_late"),
        ("AUTHORITY_OVERDUE", "P7", _REVIEWED, AUTHORITY, "overdue"),
        ("LAUNCH_OVERDUE", "P9", ("filing",), "sponsor", "overdue"),
    )
)
WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "finding": {
        "AUTHORITY_LATE": ("政务服务部门逾期转报", "Passed on late"),
        "AUTHORITY_OVERDUE": ("政务服务部门逾期未转报", "Not passed on in time"),
        "LAUNCH_OVERDUE": ("逾期未上线", "Not launched in time"),
    },
    "finding_text": {
        "AUTHORITY_LATE": (
            "五个工作日之后才转报省委网信办。",
            "Passed on after five working days.",
        ),
        "AUTHORITY_OVERDUE": ("五个工作日已过，尚未转报。", "Five working days are over."),
        "LAUNCH_OVERDUE": (
            "取得编号三个月后仍未上线。",
            "Three months after the number, not launched.",
        ),
    },
    "fact": {
        "submission.authority_on": ("政务服务部门收到之日", "day of the authority's receipt"),
        "submission.passed_on_on": (
            "政务服务部门转报之日",
            "day on which the authority passed it on",
        ),
    },
    "question": {
        f"receipt:application_received@{AUTHORITY}": (
            "政务服务管理部门哪一天收到申请？",
            "On which day did the government services authority receive the application?",
        ),
    },
}
CLAUSES = (
    norm_clause(
        "P7",
        "政务服务管理部门自收到之日起{days}个工作日内转报省委网信办。",
        "The government services authority passes it on within {days} working days of its receipt.",
        "",
    ),
    norm_clause(
        "P9",
        "取得编号之日起{days}个月内上线。",
        "The app is launched within {days} months of its number.",
        "",
    ),
)


def _province() -> Guideline:
    return evolve(
        BASE,
        key="made-up-1",
        edition=("虚构", "made up"),
        clauses=ClauseBook((*BASE.clauses.clauses, *CLAUSES)),
        tiers=tuple(_tier(row) for row in BASE.tiers),
        routes=tuple(_route(row) for row in BASE.routes),
        states=(*BASE.states, *STATES),
        transitions=(
            *(_step(row) for row in BASE.transitions),
            *(row for procedure in _REVIEWED for row in _at_the_authority(procedure)),
        ),
        duties=(*(made for row in BASE.duties for made in _duty(row)), *DUTIES),
        findings=(*BASE.findings, *FINDINGS),
        words=WORDS,
    )


PROVINCE = _province()
"""The second province."""
