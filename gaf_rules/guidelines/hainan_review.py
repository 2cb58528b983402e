"""From the self-check to the national review: transitions of sections 2.2.3 to 2.4.3."""

from __future__ import annotations

from typing import Any

from gaf_rules.conditions import AllOf, Has, Is, Lacks, Not
from gaf_rules.guidelines.hainan_offices import ADDRESSABLE, is_addressee, is_on_the_way
from gaf_rules.guidelines.hainan_states import (
    AT_NATIONAL,
    FILED,
    HAS_NUMBER,
    PENDING,
    START,
    both,
    row,
)
from gaf_rules.rows import Copy, Gather, Mark, Minus, Open, Put, Transition

__all__ = ["NATIONAL", "PREPARATION", "PROBLEMS_LEFT", "REVIEW", "SUBMISSION"]

# --- 2.2.3 self-check and rectification -------------------------------------------------------------
# "From the start" after an end: a new preparation is opened, the old one does not count again.
_FRESH = Is("preparation.open", value=True)
_OPEN_PREPARATION = (Open("preparation"), Put("preparation.open", value=True))
_CHECKED = (
    Put("preparation.self_checked_on", first=True),
    Gather("preparation.found", "problems"),
)
_MENDED = (Put("preparation.rectified_on"), Gather("preparation.mended", "problems"))


def _preparation(clause: str, event: str, actions: tuple[Any, ...]) -> tuple[Transition, ...]:
    return (
        row(clause, "filing", event, states=START, when=_FRESH, actions=actions),
        row(
            clause,
            "filing",
            event,
            states=START,
            when=Not(_FRESH),
            actions=(*_OPEN_PREPARATION, *actions),
        ),
        row(clause, "filing", event, states=(*PENDING, *FILED), actions=actions),
    )


# --- 2.2, 2.3 submission ----------------------------------------------------------------------------
_HANDED_IN = (
    Put("submission.submitted_on"),
    Put("submission.by", "by"),
    Put("submission.to", "to"),
    Put("submission.materials", "materials"),
    Put("submission.complete_set", value=True),
    Put("submission.previous", Copy("application.materials")),
    Put("application.materials", "materials"),
    Put("application.submitted_on", first=True),
    Put("case.submitted_on", first=True),
)
_NEW_APPLICATION = (Open("application"), Open("submission"))
_RESUBMITTED = (Put("submission.resubmitted_on"), Open("submission"))
_TO_FIRST_TIER: dict[str, Any] = {"by": ("sponsor",), "dest": ("first_tier",), "to": "submitted"}
_TO_PROVINCE: dict[str, Any] = {
    "by": ("sponsor", "department"),
    "dest": ("provincial_cac",),
    "to": "forwarded",
}


def _submissions(hop: dict[str, Any], clauses: str) -> tuple[Transition, ...]:
    prepared = (
        Put("preparation.open", value=False),
        *_NEW_APPLICATION,
        *_HANDED_IN,
        Put("case.materials", "materials"),
    )
    event = "application_submitted"
    # A change needs a planned change and a number that stands; it needs no self-check.
    changeable = AllOf((ADDRESSABLE, Has("change.change_on"), HAS_NUMBER))
    return (
        row(
            clauses,
            "filing",
            event,
            states=START,
            when=AllOf((ADDRESSABLE, _FRESH)),
            actions=prepared,
            **hop,
        ),
        row(
            clauses,
            "filing",
            event,
            states=START,
            when=AllOf((ADDRESSABLE, Not(_FRESH))),
            actions=(Open("preparation"), *prepared),
            **hop,
        ),
        row(
            f"{clauses} 2.4.2c",
            "filing",
            event,
            states=("returned",),
            when=ADDRESSABLE,
            actions=(*_RESUBMITTED, *_HANDED_IN, Put("case.materials", "materials")),
            **hop,
        ),
        row(
            f"{clauses} 2.5.1d",
            "change",
            event,
            states=START,
            when=changeable,
            actions=(*_NEW_APPLICATION, *_HANDED_IN, Put("change.submitted_on", first=True)),
            **hop,
        ),
        row(
            f"{clauses} 2.5.1d 2.4.2c",
            "change",
            event,
            states=("returned",),
            when=AllOf((ADDRESSABLE, HAS_NUMBER)),
            actions=(*_RESUBMITTED, *_HANDED_IN),
            **hop,
        ),
    )


# --- 2.4.1, 2.4.2 first tier and completeness review -------------------------------------------------
REVIEW: tuple[Transition, ...] = (
    *both(
        "2.4.1",
        "application_received",
        by=("first_tier",),
        states=("submitted",),
        when=is_addressee("event.by"),
        once="submission",
        actions=(Put("submission.first_tier_on"),),
    ),
    *both(
        "2.4.1 2.2.1b 2.2.2b",
        "application_forwarded",
        by=("first_tier",),
        dest=("provincial_cac",),
        states=("submitted",),
        when=is_addressee("event.by"),
        to="forwarded",
        actions=(Put("submission.forwarded_on"),),
    ),
    *both(
        "2.4.2a",
        "application_received",
        by=("provincial_cac",),
        states=("forwarded",),
        to="completeness_review",
        actions=(Put("submission.provincial_on"),),
    ),
    *both(
        "2.4.2a",
        "completeness_confirmed",
        states=("completeness_review",),
        to="completeness_confirmed",
        actions=(Put("submission.confirmed_on"), Put("submission.reviewed_on")),
    ),
    *both(
        "2.4.2c 2.4.2d",
        "materials_returned",
        by=("provincial_cac",),
        states=("completeness_review",),
        to="returned",
        actions=(
            Put("submission.returned_on"),
            Put("submission.reviewed_on"),
            Put("submission.missing", "missing"),
            Put("submission.listed_before", Copy("application.listed")),
            Gather("application.listed", "missing"),
        ),
    ),
    *both(
        "2.4.2c",
        "return_received",
        by=("sponsor",),
        states=("returned",),
        once="submission",
        actions=(Put("submission.return_received_on", first=True),),
    ),
    *both("2.4.2c", "return_received", by=("department",), states=("returned",), once="submission"),
    *both(
        "2.4.2b",
        "reported_to_national",
        states=("completeness_confirmed",),
        to="reported",
        actions=(
            Put("submission.reported_on"),
            Put("application.reported_on", first=True),
        ),
        when=Lacks("application.resubmitted"),
    ),
    # After a supplement that went through the completeness review again (A-28, second reading).
    *both(
        "2.4.2b",
        "reported_to_national",
        states=("completeness_confirmed",),
        to="reported",
        actions=(Put("submission.reported_on"), Mark("application.clock", "reported_again")),
        when=Has("application.resubmitted"),
    ),
)

# --- 2.4.3 national review and its extension ---------------------------------------------------------
NATIONAL: tuple[Transition, ...] = (
    *both(
        "2.4.3a",
        "application_received",
        by=("national_cac",),
        states=("reported",),
        when=Lacks("application.resubmitted"),
        to="national_review",
        actions=(Put("application.national_on"),),
    ),
    # Likewise, whether or not the first receipt is in the log.
    *both(
        "2.4.3a",
        "application_received",
        by=("national_cac",),
        states=("reported",),
        when=Has("application.resubmitted"),
        to="national_review",
        actions=(Mark("application.clock", "received_again"),),
    ),
    *both(
        "2.4.3b",
        "review_extended",
        states=(*AT_NATIONAL, "awaiting_supplement", "supplement_posted", "supplement_unclear"),
        actions=(
            Open("extension"),
            Put("extension.extended_on"),
            Put("extension.expected_on", "expected_on"),
            Mark("application.clock", "extended", "expected_on"),
        ),
    ),
    *(
        made
        for dest, fact in (
            ("first_tier", "extension.relayed_first_on"),
            ("sponsor", "extension.relayed_sponsor_on"),
        )
        for made in both(
            "2.4.3c",
            "extension_relayed",
            by=("provincial_cac", "first_tier"),
            dest=(dest,),
            states=(*PENDING, "filed", "displayed", "approved"),
            when=AllOf(
                (Has("extension.extended_on"), is_on_the_way("event.by"), is_on_the_way("event.to"))
            ),
            once="extension",
            actions=(Put(fact, first=True),),
        )
    ),
)

PREPARATION: tuple[Transition, ...] = (
    *_preparation("2.2.3a", "self_check_completed", _CHECKED),
    *_preparation("2.2.3d", "rectification_completed", _MENDED),
)
SUBMISSION: tuple[Transition, ...] = (
    *_submissions(_TO_FIRST_TIER, "2.1.1 2.2.1a"),
    *_submissions(_TO_PROVINCE, "2.1.1 2.2.2b"),
)
PROBLEMS_LEFT = Minus("preparation.found", "preparation.mended")
