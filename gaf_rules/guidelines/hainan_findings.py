"""Findings of the Hainan guideline: what holds and must be known, with its clause."""

from __future__ import annotations

from gaf_rules.conditions import AllOf, AnyOf, Before, Has, Is, IsIn, Lacks, Not, NotAfter
from gaf_rules.guidelines.hainan_lifecycle import ROUTE_IN_QUESTION
from gaf_rules.guidelines.hainan_review import PROBLEMS_LEFT
from gaf_rules.guidelines.hainan_states import REVIEWED
from gaf_rules.rows import FindingRow, Minus

__all__ = ["FINDINGS"]

FILING = ("filing",)
CHANGE = ("change",)
SHUTDOWN = ("deregistration",)
EVERY = ("filing", "change", "deregistration")


PREPARATION = (
    FindingRow(
        code="SELF_CHECK_NOT_BEFORE_SUBMISSION",
        clause="2.2.3a",
        severity="breach",
        over="application",
        procedures=FILING,
        bearer="sponsor",
        # on the day of submission is still before it.
        when=AllOf(
            (
                Has("application.submitted_on"),
                Not(NotAfter("preparation.self_checked_on", "application.submitted_on")),
            )
        ),
        since="application.submitted_on",
    ),
    FindingRow(
        code="RECTIFICATION_INCOMPLETE",
        clause="2.2.3d",
        severity="defect",
        over="application",
        procedures=FILING,
        bearer="sponsor",
        when=AllOf((Has("application.submitted_on"), Lacks("application.ended_on"))),
        since="application.submitted_on",
        items=PROBLEMS_LEFT,
    ),
    *(
        FindingRow(
            code="ROUTE_BYPASSES_MUNICIPAL_CAC",
            clause="2.2.1a",
            severity="breach",
            over=over,
            procedures=procedures,
            bearer="sponsor",
            when=AllOf(
                (
                    Is("sponsor.tier", "municipal"),
                    Is(f"{over}.to", "provincial_cac"),
                )
            ),
            since=f"{over}.submitted_on",
        )
        for over, procedures in (("submission", REVIEWED), ("shutdown", SHUTDOWN))
    ),
    *(
        FindingRow(
            code="ROUTE_BYPASSES_DEPARTMENT",
            clause="2.2.2b",
            severity="breach",
            over=over,
            procedures=procedures,
            bearer="sponsor",
            when=AllOf(
                (
                    Is("sponsor.tier", "affiliated_institution"),
                    Not(ROUTE_IN_QUESTION),
                    Is(f"{over}.by", "sponsor"),
                    Is(f"{over}.to", "provincial_cac"),
                )
            ),
            since=f"{over}.submitted_on",
        )
        for over, procedures in (("submission", REVIEWED), ("shutdown", SHUTDOWN))
    ),
    FindingRow(
        code="MATERIALS_MISSING",
        clause="2.3.0",
        clauses={"change": "2.5.1c"},
        severity="defect",
        over="submission",
        procedures=REVIEWED,
        bearer="sponsor",
        when=AllOf((Is("submission.complete_set", value=True), Lacks("application.ended_on"))),
        since="submission.submitted_on",
        items=Minus("submission.required", "submission.materials"),
        latest=True,
    ),
    FindingRow(
        code="MATERIALS_MISSING",
        clause="2.6.1c",
        severity="defect",
        over="shutdown",
        procedures=SHUTDOWN,
        bearer="sponsor",
        when=Has("shutdown.submitted_on"),
        since="shutdown.submitted_on",
        items=Minus("shutdown.required", "shutdown.materials"),
    ),
    FindingRow(
        code="GRASSROOTS_STATEMENT_MISSING",
        clause="2.3.7",
        severity="defect",
        over="submission",
        procedures=FILING,
        bearer="sponsor",
        when=AllOf((Is("submission.complete_set", value=True), Lacks("application.ended_on"))),
        since="submission.submitted_on",
        items=Minus("submission.required_apart", "submission.materials"),
        latest=True,
    ),
)


def _missed(
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


REVIEW = (
    _missed("COMPLETENESS_REVIEW_LATE", "2.4.2a", "met_late", REVIEWED, "provincial_cac"),
    _missed("COMPLETENESS_REVIEW_OVERDUE", "2.4.2a", "overdue", REVIEWED, "provincial_cac"),
    FindingRow(
        code="ONE_TIME_NOTICE_BREACH",
        clause="2.4.2d",
        severity="breach",
        over="submission",
        procedures=REVIEWED,
        bearer="provincial_cac",
        # Not what the resubmission itself left out: that could not be told the first time.
        when=AllOf((Has("submission.returned_on"), Has("submission.listed_before"))),
        since="submission.returned_on",
        items=Minus(
            Minus("submission.missing", "submission.listed_before"),
            Minus("submission.previous", "submission.materials"),
        ),
    ),
    _missed("NATIONAL_REVIEW_LATE", "2.4.3a", "met_late", REVIEWED, "national_cac"),
    _missed("NATIONAL_REVIEW_OVERDUE", "2.4.3a", "overdue", REVIEWED, "national_cac"),
    FindingRow(
        code="NATIONAL_REVIEW_EXTENDED",
        clause="2.4.3b",
        severity="notice",
        over="extension",
        procedures=REVIEWED,
        bearer="national_cac",
        when=Has("extension.extended_on"),
        since="extension.extended_on",
    ),
    FindingRow(
        code="EXTENSION_NOTICE_LATE",
        clause="2.4.3b",
        severity="notice",
        over="duty:2.4.3a",
        procedures=REVIEWED,
        bearer="national_cac",
        when=Has("duty.extended_late_on"),
        since="duty.extended_late_on",
    ),
    FindingRow(
        code="DEEMED_ABANDONED",
        clause="2.4.4d",
        severity="consequence",
        over="duty:2.4.4c",
        procedures=REVIEWED,
        bearer="sponsor",
        when=Is("duty.status", "lapsed"),
        since="duty.missed_on",
    ),
    FindingRow(
        code="LATE_SUPPLEMENT_ACCEPTED",
        clause="2.4.4d",
        severity="notice",
        over="feedback",
        procedures=REVIEWED,
        bearer="sponsor",
        when=Has("feedback.accepted_on"),
        since="feedback.accepted_on",
    ),
    FindingRow(
        code="RECTIFICATION_PLAN_MISSING",
        clause="2.4.4e",
        severity="defect",
        over="feedback",
        procedures=REVIEWED,
        bearer="sponsor",
        when=AllOf(
            (
                Has("feedback.arrived_on"),
                Is("feedback.functional", value=True),
                Is("feedback.plan", value=False),
                # A defect can be mended only while the application stands.
                Lacks("application.ended_on"),
            )
        ),
        since="feedback.arrived_on",
    ),
    FindingRow(
        code="SUPPLEMENT_POSTED_IN_TIME_ARRIVED_LATE",
        clause="2.4.4c",
        severity="notice",
        over="feedback",
        procedures=REVIEWED,
        bearer="sponsor",
        when=Is("feedback.state", "supplement_posted"),
        since="feedback.arrived_on",
    ),
    FindingRow(
        code="OUTCOME_NOT_IN_TEXT",
        clause="2.4.3a",
        severity="notice",
        over="application",
        procedures=REVIEWED,
        bearer="sponsor",
        when=Has("application.outcome"),
        since="application.ended_on",
        items="application.outcome",
    ),
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
                Is("case.legacy", value=False),
                AnyOf(
                    (
                        AllOf(
                            (
                                Is("reading.launch_gate", "number_issued"),
                                Not(NotAfter("case.filed_on", "case.launched_on")),
                            )
                        ),
                        AllOf(
                            (
                                Is("reading.launch_gate", "application_submitted"),
                                Not(NotAfter("case.submitted_on", "case.launched_on")),
                            )
                        ),
                    )
                ),
            )
        ),
        since="case.launched_on",
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
        when=AllOf((Has("application.number_relayed_on"), Is("application.prompted", value=False))),
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
            when=when,
            since=since,
        )
        for when, since in (
            (Is("case.answer_2.7.3a", "no"), "case.answer_2.7.3a_on"),
            (
                AllOf((Is("case.answer_2.7.3b", "no"), Not(Is("case.answer_2.7.3a", "no")))),
                "case.answer_2.7.3b_on",
            ),
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

CHANGES = (
    _missed("CHANGE_FILED_LATE", "2.5.1b", "met_late", CHANGE, "sponsor"),
    _missed("CHANGE_FILING_OVERDUE", "2.5.1b", "overdue", CHANGE, "sponsor"),
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
        when=AllOf(
            (
                Has("change.effect_on"),
                Is("change.major", value=True),
                Not(NotAfter("change.approved_on", "change.effect_on")),
            )
        ),
        since="change.effect_on",
    ),
)

SHUTDOWNS = (
    _missed("DEREGISTRATION_LATE", "2.6.1b", "met_late", SHUTDOWN, "sponsor"),
    _missed("DEREGISTRATION_OVERDUE", "2.6.1b", "overdue", SHUTDOWN, "sponsor"),
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
        since="shutdown.disposed_on",
    ),
)

_OPEN_DUTY = IsIn("duty.status", ("open", "overdue", "lapsed", "undetermined", "met_late"))
CALENDAR = tuple(
    FindingRow(
        code=code,
        clause="",
        severity="notice",
        over="duty:*",
        procedures=EVERY,
        bearer="duty",
        when=AllOf((_OPEN_DUTY, when)),
        since="duty.started_on",
        items=items,
    )
    for code, when, items in (
        ("LOCAL_HOLIDAY_IN_WINDOW", Has("duty.local_holidays"), "duty.local_holidays"),
        ("CLOSURE_IN_WINDOW", Has("duty.closures"), "duty.closures"),
        ("CALENDAR_PROVISIONAL", Is("duty.certainty", "provisional"), None),
        ("CALENDAR_UNPUBLISHED", Is("duty.certainty", "projected"), None),
    )
)

FINDINGS: tuple[FindingRow, ...] = (
    *PREPARATION,
    *REVIEW,
    *NUMBER,
    *CHANGES,
    *SHUTDOWNS,
    *CALENDAR,
)
