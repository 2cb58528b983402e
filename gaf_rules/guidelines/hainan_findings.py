"""Findings of the Hainan guideline: what holds and must be known, with its clause."""

from __future__ import annotations

from gaf_rules.guidelines.hainan_findings_after import CHANGES, NUMBER, SHUTDOWNS, missed
from gaf_rules.guidelines.hainan_offices import ROUTE_IN_QUESTION
from gaf_rules.guidelines.hainan_review import PROBLEMS_LEFT
from gaf_rules.guidelines.hainan_states import REVIEWED
from gaf_rules.language.conditions import AllOf, AnyOf, Has, Holds, Is, IsIn, Lacks, Not, NotAfter
from gaf_rules.language.rows import FindingRow, Minus

__all__ = ["FINDINGS"]

FILING = ("filing",)
CHANGE = ("change",)
SHUTDOWN = ("deregistration",)
EVERY = ("filing", "change", "deregistration")


def _passes_by(office: str, over: str, others: tuple[str, ...]) -> AllOf:
    """What a person has said is to go to an office first (2.2.0) went to another one."""
    said = AllOf((ROUTE_IN_QUESTION, Is("case.answer_2.2.0", office)))
    return AllOf((said, IsIn(f"{over}.to", others)))


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
                Not(NotAfter("application.self_checked_on", "application.submitted_on")),
            )
        ),
        since="application.submitted_on",
    ),
    *(
        FindingRow(
            code="RECTIFICATION_INCOMPLETE",
            clause="2.2.3d",
            severity="defect",
            over="application",
            procedures=FILING,
            bearer="sponsor",
            when=AllOf((Has("application.submitted_on"), Lacks("application.ended_on"))),
            since=since,
            items=items,
        )
        for items, since in PROBLEMS_LEFT
    ),
    *(
        FindingRow(
            code="ROUTE_BYPASSES_MUNICIPAL_CAC",
            clause="2.2.1a",
            severity="breach",
            over=over,
            procedures=procedures,
            bearer="sponsor",
            when=AnyOf(
                (
                    AllOf((Is("sponsor.tier", "municipal"), Is(f"{over}.to", "provincial_cac"))),
                    _passes_by("municipal_cac", over, ("provincial_department", "provincial_cac")),
                )
            ),
            since=f"{over}.submitted_on",
        )
        # 2.4.4c does not say where a supplement goes: only a dossier can bypass.
        for over, procedures in (("dossier", REVIEWED), ("shutdown", SHUTDOWN))
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
                    Is(f"{over}.by", "sponsor"),
                    AnyOf(
                        (
                            AllOf(
                                (
                                    Is("sponsor.tier", "affiliated_institution"),
                                    Not(ROUTE_IN_QUESTION),
                                    Is(f"{over}.to", "provincial_cac"),
                                )
                            ),
                            AllOf(
                                (
                                    Not(Is("sponsor.tier", "provincial_department")),
                                    _passes_by(
                                        "provincial_department",
                                        over,
                                        ("municipal_cac", "provincial_cac"),
                                    ),
                                )
                            ),
                        )
                    ),
                )
            ),
            since=f"{over}.submitted_on",
        )
        for over, procedures in (("dossier", REVIEWED), ("shutdown", SHUTDOWN))
    ),
    FindingRow(
        code="MATERIALS_MISSING",
        clause="2.3.0",
        clauses={"change": "2.5.1c"},
        severity="defect",
        over="dossier",
        procedures=REVIEWED,
        bearer="sponsor",
        when=Lacks("application.ended_on"),
        since="dossier.submitted_on",
        items=Minus("dossier.required", "dossier.materials"),
        latest=True,
    ),
    # 2.3.6: asked for after they were handed in, and missing from that day on.
    FindingRow(
        code="MATERIALS_MISSING",
        clause="2.3.0",
        severity="defect",
        over="dossier",
        procedures=FILING,
        bearer="sponsor",
        when=AllOf(
            (
                Lacks("application.ended_on"),
                Has("dossier.asked_on"),
                Not(Holds("dossier.materials", "other_requested")),
            )
        ),
        since="dossier.asked_on",
        items="dossier.asked",
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
        over="dossier",
        procedures=FILING,
        bearer="sponsor",
        when=Lacks("application.ended_on"),
        since="dossier.submitted_on",
        items=Minus("dossier.required_apart", "dossier.materials"),
        latest=True,
    ),
)


REVIEW = (
    missed("COMPLETENESS_REVIEW_LATE", "2.4.2a", "met_late", REVIEWED, "provincial_cac"),
    missed("COMPLETENESS_REVIEW_OVERDUE", "2.4.2a", "overdue", REVIEWED, "provincial_cac"),
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
    missed("NATIONAL_REVIEW_LATE", "2.4.3a", "met_late", REVIEWED, "national_cac"),
    missed("NATIONAL_REVIEW_OVERDUE", "2.4.3a", "overdue", REVIEWED, "national_cac"),
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
    *(
        FindingRow(
            code="OUTCOME_NOT_IN_TEXT",
            clause="2.4.3a",
            severity="notice",
            over=over,
            procedures=procedures,
            bearer="sponsor",
            when=Has(f"{over}.outcome"),
            since=since,
            items=f"{over}.outcome",
        )
        for over, procedures, since in (
            ("application", REVIEWED, "application.outcome_told_on"),
            ("change", CHANGE, "change.withdrawn_on"),
        )
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
