"""Findings after the review: number and launch, change, shutdown; and how a missed duty is found."""

from __future__ import annotations

from attrs import evolve

from gaf_rules.guidelines.hainan_states import UNAPPROVED
from gaf_rules.language.conditions import AllOf, AnyOf, Before, Has, Is, Lacks, Not, NotAfter
from gaf_rules.language.rows import FindingRow

__all__ = ["CHANGES", "NUMBER", "SHUTDOWNS", "missed"]

FILING = ("filing",)
CHANGE = ("change",)
SHUTDOWN = ("deregistration",)
_MANAGED, _KEPT = "case.answer_2.7.3a", "case.answer_2.7.3b"


def missed(
    code: str, clause: str, status: str, procedures: tuple[str, ...], bearer: str
) -> FindingRow:
    """A duty that was done late, or has not been done by the day of assessment."""
    return FindingRow(
        code=code,
        clause=clause,
        severity="breach",
        over=f"duty:{clause}",
        procedures=procedures,
        bearer=bearer,
        when=Is("duty.status", status),
        since="duty.met_on" if status == "met_late" else "duty.missed_on",
    )


NUMBER = (
    FindingRow(
        code="LAUNCHED_BEFORE_FILING",
        clause="1.1",
        severity="breach",
        over="case",
        procedures=FILING,
        bearer="sponsor",
        when=AllOf(
            (
                Has("case.launched_on"),
                Has("case.must_be_filed_on"),
                AnyOf(
                    (
                        AllOf(
                            (
                                Is("reading.launch_gate", "number_issued"),
                                Not(NotAfter("case.cleared_on", "case.must_be_filed_on")),
                            )
                        ),
                        AllOf(
                            (
                                Is("reading.launch_gate", "application_submitted"),
                                Not(NotAfter("case.submitted_on", "case.must_be_filed_on")),
                            )
                        ),
                    )
                ),
            )
        ),
        since="case.must_be_filed_on",
    ),
    FindingRow(
        code="NUMBER_NOT_DISPLAYED",
        clause="2.7.2a",
        severity="notice",
        over="duty:2.7.2a",
        procedures=FILING,
        bearer="sponsor",
        when=AllOf(
            (
                Is("duty.status", "open"),
                Has("application.number_received_on"),
                Before("application.number_received_on", "case.as_of"),
            )
        ),
        since="duty.next_day",
    ),
    FindingRow(
        code="DISPLAY_POSITION_UNCONFIRMED",
        clause="2.7.2a",
        severity="notice",
        over="application",
        procedures=FILING,
        bearer="sponsor",
        when=AllOf(
            (
                Is("application.position", "other"),
                Not(Is("application.position_answer", "yes")),
                Is("application.outcome", None),
            )
        ),
        since="application.position_on",
    ),
    FindingRow(
        code="DISPLAY_PROMPT_NOT_RECORDED",
        clause="2.7.1c",
        severity="defect",
        over="application",
        procedures=FILING,
        bearer="provincial_cac",
        when=AllOf(
            (
                Has("application.number_relayed_on"),
                Lacks("application.prompted"),
                Is("application.outcome", None),
            )
        ),
        since="application.number_relayed_on",
    ),
    *(
        FindingRow(
            code="ROUTINE_MANAGEMENT_UNCONFIRMED",
            clause="2.7.3a",
            severity="defect",
            over="case",
            procedures=FILING,
            bearer="sponsor",
            when=AllOf((Is(answer, "no"), when)),
            since=f"{answer}_on",
        )
        # Whichever of the two was said first.
        for answer, when in (
            (_MANAGED, Not(Before(f"{_KEPT}_on", f"{_MANAGED}_on"))),
            (_KEPT, Not(NotAfter(f"{_MANAGED}_on", f"{_KEPT}_on"))),
        )
    ),
    FindingRow(
        code="PREDATES_GUIDELINE",
        clause="T2",
        severity="notice",
        over="case",
        procedures=FILING,
        bearer="sponsor",
        when=Before("case.first_on", "case.effective_from"),
        since="case.first_on",
    ),
)

_OVERDUE = missed("CHANGE_FILING_OVERDUE", "2.5.1b", "overdue", CHANGE, "sponsor")
_PLANNED_AFTER = Before("duty.missed_on", "change.opened_on")
CHANGES = (
    missed("CHANGE_FILED_LATE", "2.5.1b", "met_late", CHANGE, "sponsor"),
    # Nothing is overdue of a change that nobody has planned yet: planned too late, it is from the plan on.
    *(
        evolve(_OVERDUE, when=AllOf((_OVERDUE.when, when)), since=since)
        for since, when in (
            (_OVERDUE.since, Not(_PLANNED_AFTER)),
            ("change.opened_on", _PLANNED_AFTER),
        )
    ),
    FindingRow(
        code="CHANGE_SAFE_MARGIN_MISSING",
        clause="2.5.1b",
        severity="notice",
        over="duty:2.5.1b",
        procedures=CHANGE,
        bearer="sponsor",
        # in time counted backward, not with clear days in between.
        when=AllOf((Is("duty.status", "met"), Before("duty.clear_on", "duty.met_on"))),
        since="duty.met_on",
    ),
    FindingRow(
        code="CHANGE_TOOK_EFFECT_BEFORE_APPROVAL",
        clause="2.5.1f",
        severity="breach",
        over="change",
        procedures=CHANGE,
        bearer="sponsor",
        when=AllOf((Is("change.major", value=True), UNAPPROVED)),
        since="change.effect_on",
    ),
)

SHUTDOWNS = (
    missed("DEREGISTRATION_LATE", "2.6.1b", "met_late", SHUTDOWN, "sponsor"),
    missed("DEREGISTRATION_OVERDUE", "2.6.1b", "overdue", SHUTDOWN, "sponsor"),
    FindingRow(
        code="NO_SHUTDOWN_ANNOUNCEMENT",
        clause="2.6.2a",
        severity="breach",
        over="shutdown",
        procedures=SHUTDOWN,
        bearer="sponsor",
        # strictly before; on the very day a person says.
        when=AllOf(
            (
                Has("shutdown.offline_on"),
                AnyOf(
                    (
                        AllOf(
                            (
                                Not(NotAfter("shutdown.announced_on", "shutdown.offline_on")),
                                Not(Is("shutdown.announced_in_time", "yes")),
                            )
                        ),
                        Is("shutdown.announced_in_time", "no"),
                    )
                ),
            )
        ),
        since="shutdown.offline_on",
    ),
    FindingRow(
        code="DATA_DISPOSAL_UNCONFIRMED",
        clause="2.6.2b",
        severity="defect",
        over="shutdown",
        procedures=SHUTDOWN,
        bearer="sponsor",
        when=AllOf((Has("shutdown.offline_on"), Not(Is("shutdown.lawful", value=True)))),
        since="shutdown.offline_on",
    ),
    FindingRow(
        code="DATA_LEAKED",
        clause="2.6.2c",
        severity="breach",
        over="shutdown",
        procedures=SHUTDOWN,
        bearer="sponsor",
        when=Is("shutdown.leaked", value=True),
        since="shutdown.leaked_on",
    ),
)
