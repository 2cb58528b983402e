"""The closed vocabularies of a case and an assessment, in the order in which they are listed.

Every value that may cross the boundary stands here once. The order matters where the contract says
so: ``EVENT_TYPES`` breaks ties among events of one day, ``MATERIALS`` orders lists of what is missing.
Labels in Chinese and English are in :mod:`gaf_rules.messages`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

from gaf_rules.calendar.day import Certainty, DayKind

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ANSWERS",
    "APP_KINDS",
    "CERTAINTIES",
    "DAY_KINDS",
    "DEREGISTRATION_STAGES",
    "EVENT_TYPES",
    "FINDING_CODES",
    "FURTHER_QUESTIONS",
    "GROUNDS",
    "MATERIALS",
    "NOT_STARTED",
    "POSITIONS",
    "PROBLEMS",
    "PROCEDURES",
    "PURPOSES",
    "QUESTION_OPTIONS",
    "ROLES",
    "SEVERITIES",
    "SPONSOR_KINDS",
    "STAGES",
    "STATUSES",
    "TIERS",
    "AppKind",
    "Certainty",
    "DayKind",
    "Engine",
    "EventType",
    "Ground",
    "MaterialName",
    "Position",
    "ProblemName",
    "Procedure",
    "Purpose",
    "Role",
    "Severity",
    "SponsorKind",
    "Stage",
    "Status",
    "Tier",
    "Unit",
    "answers_to",
    "wording",
]

Procedure = Literal["filing", "change", "deregistration"]
Role = Literal[
    "sponsor",
    "municipal_cac",
    "provincial_department",
    "provincial_cac",
    "government_services_authority",
    "national_cac",
]
Status = Literal["open", "met", "met_late", "overdue", "lapsed", "extended", "undetermined"]
Severity = Literal["breach", "consequence", "defect", "notice"]
Engine = Literal["native", "durable"]
Unit = Literal["working_days", "calendar_days", "weeks", "months"]
AppKind = Literal[
    "app",
    "mini_program",
    "quick_app",
    "official_account",
    "work_group",
    "other",
]
Purpose = Literal[
    "internal",
    "public",
]
SponsorKind = Literal[
    "administrative_organ",
    "mass_organization",
    "public_institution_with_administrative_functions",
    "public_institution",
    "other_state_organ",
    "party_organ",
    "other",
]
Tier = Literal[
    "municipal",
    "provincial_department",
    "affiliated_institution",
    "central_agency",
]
MaterialName = Literal[
    "basic_information_form",
    "application_form",
    "project_approval",
    "functions",
    "operations_and_security",
    "acceptance",
    "other_requested",
    "grassroots_statement",
    "self_check_form",
    "change_form",
    "change_explanation",
    "deregistration_form",
]
ProblemName = Literal[
    "check_in",
    "points_ranking",
    "online_time_statistics",
    "other_forced_function",
    "no_complaint_channel",
    "no_sponsor_identification",
    "other_missing_function",
]
Ground = Literal[
    "supplement",
    "correction",
    "technical_test_failed",
]
Position = Literal[
    "login_bottom_center",
    "home_bottom_center",
    "other",
]
EventType = Literal[
    "self_check_completed",
    "rectification_completed",
    "application_submitted",
    "application_forwarded",
    "application_received",
    "materials_returned",
    "return_received",
    "completeness_confirmed",
    "reported_to_national",
    "review_extended",
    "extension_relayed",
    "feedback_issued",
    "feedback_relayed",
    "feedback_received",
    "supplement_submitted",
    "filing_number_issued",
    "filing_number_received",
    "filing_number_relayed",
    "filing_number_displayed",
    "app_launched",
    "change_planned",
    "change_took_effect",
    "shutdown_announced",
    "data_disposed",
    "app_taken_offline",
    "deregistration_reported",
    "application_withdrawn",
    "filing_refused",
    "filing_revoked",
    "determination",
]
Stage = Literal[
    "not_started",
    "first_tier_check",
    "forwarded",
    "completeness_review",
    "returned",
    "reported",
    "national_review",
    "awaiting_supplement",
    "deemed_abandoned",
    "filed",
    "approved",
    "displayed",
    "withdrawn",
    "refused",
    "revoked",
    "announced",
    "offline",
]
APP_KINDS: tuple[AppKind, ...] = get_args(AppKind)
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
SPONSOR_KINDS: tuple[SponsorKind, ...] = get_args(SponsorKind)
TIERS: tuple[Tier, ...] = get_args(Tier)
ROLES: tuple[Role, ...] = get_args(Role)
PROCEDURES: tuple[Procedure, ...] = get_args(Procedure)
MATERIALS: tuple[MaterialName, ...] = get_args(MaterialName)
PROBLEMS: tuple[ProblemName, ...] = get_args(ProblemName)
GROUNDS: tuple[Ground, ...] = get_args(Ground)
POSITIONS: tuple[Position, ...] = get_args(Position)
ANSWERS = ("yes", "no")
_QUESTION_OPTIONS: dict[str, tuple[str, ...]] = {
    "1.2a": ANSWERS,
    "1.2e": ANSWERS,
    "2.2.0": ("municipal_cac", "provincial_department", "provincial_cac"),
    "2.3.7": ANSWERS,
    "2.4.4c": ANSWERS,
    "2.4.4d": ANSWERS,
    "2.4.4e": ANSWERS,
    "2.5.1a": ANSWERS,
    "2.6.2a": ANSWERS,
    "2.6.2b": ANSWERS,
    "2.7.2a": ANSWERS,
    "2.7.3a": ANSWERS,
    "2.7.3b": ANSWERS,
}
QUESTION_OPTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(_QUESTION_OPTIONS)
"""The clauses on which a person may decide, each with the answers that count."""
FURTHER_QUESTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"24.1": ANSWERS, "26": ANSWERS}
)
"""Those of the algorithm filing rules. An event knows no guideline, so it takes the questions of all of
them; an assessment refuses those that its guideline does not ask."""

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)

STAGES: tuple[Stage, ...] = get_args(Stage)
NOT_STARTED: Final = "not_started"
"""The state in which every procedure begins, whatever the guideline."""
DEREGISTRATION_STAGES: tuple[Stage, ...] = (NOT_STARTED, "announced", "offline", "reported")
STATUSES: tuple[Status, ...] = get_args(Status)
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
DAY_KINDS: tuple[DayKind, ...] = get_args(DayKind)
FINDING_CODES = (
    "OWNER_NOT_COVERED",
    "EXCLUDED_TYPE",
    "NOT_MOBILE",
    "SCOPE_UNDETERMINED",
    "ROUTE_UNDETERMINED",
    "SELF_CHECK_NOT_BEFORE_SUBMISSION",
    "RECTIFICATION_INCOMPLETE",
    "MATERIALS_MISSING",
    "GRASSROOTS_STATEMENT_MISSING",
    "ROUTE_BYPASSES_MUNICIPAL_CAC",
    "ROUTE_BYPASSES_DEPARTMENT",
    "COMPLETENESS_REVIEW_OVERDUE",
    "COMPLETENESS_REVIEW_LATE",
    "ONE_TIME_NOTICE_BREACH",
    "NATIONAL_REVIEW_OVERDUE",
    "NATIONAL_REVIEW_LATE",
    "NATIONAL_REVIEW_EXTENDED",
    "EXTENSION_NOTICE_LATE",
    "DEEMED_ABANDONED",
    "LATE_SUPPLEMENT_ACCEPTED",
    "RECTIFICATION_PLAN_MISSING",
    "SUPPLEMENT_POSTED_IN_TIME_ARRIVED_LATE",
    "LAUNCHED_BEFORE_FILING",
    "NUMBER_NOT_DISPLAYED",
    "DISPLAY_POSITION_UNCONFIRMED",
    "DISPLAY_PROMPT_NOT_RECORDED",
    "ROUTINE_MANAGEMENT_UNCONFIRMED",
    "CHANGE_FILED_LATE",
    "CHANGE_FILING_OVERDUE",
    "CHANGE_SAFE_MARGIN_MISSING",
    "CHANGE_TOOK_EFFECT_BEFORE_APPROVAL",
    "DEREGISTRATION_LATE",
    "DEREGISTRATION_OVERDUE",
    "NO_SHUTDOWN_ANNOUNCEMENT",
    "DATA_DISPOSAL_UNCONFIRMED",
    "DATA_LEAKED",
    "OUTCOME_NOT_IN_TEXT",
    "LOCAL_HOLIDAY_IN_WINDOW",
    "CLOSURE_IN_WINDOW",
    "CALENDAR_PROVISIONAL",
    "CALENDAR_UNPUBLISHED",
    "PREDATES_GUIDELINE",
)


def answers_to(question: str) -> tuple[str, ...]:
    """The answers that count for a question, by its clause.

    >>> answers_to("2.5.1a")
    ('yes', 'no')
    """
    return QUESTION_OPTIONS.get(question) or FURTHER_QUESTIONS[question]


def wording(clause: str, asks_date: str | None) -> str:
    """The key under which the words of a question stand.

    Arguments:
        clause: of the question.
        asks_date: the event whose day is asked for, of a receipt with who received; None for any other
            question.

    >>> wording("2.5.1a", None), wording("2.6.2b", "data_disposed")
    ('2.5.1a', 'day:data_disposed')
    >>> wording("2.4.2c", "return_received@sponsor")
    'receipt:return_received@sponsor'
    """
    if asks_date is None:
        return clause
    return f"receipt:{asks_date}" if "@" in asks_date else f"day:{asks_date}"
