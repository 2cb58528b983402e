"""From the self-check to the national review: transitions of sections 2.2.3 to 2.4.3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.guidelines.hainan_offices import ADDRESSABLE, is_addressee, is_on_the_way
from gaf_rules.guidelines.hainan_states import (
    AT_NATIONAL,
    CHANGE_IN_HAND,
    FILED,
    GIVEN_UP,
    HAS_NUMBER,
    NEW_CHANGE,
    PENDING,
    START,
    UNFILED_CHANGE,
    both,
    row,
)
from gaf_rules.language.conditions import AllOf, AnyOf, Has, Holds, Is, Lacks, Not
from gaf_rules.language.rows import (
    Clear,
    Copy,
    Drop,
    Gather,
    Mark,
    Minus,
    Open,
    Put,
    Transition,
)

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.rows import Action
    from gaf_rules.language.vocabulary import EventType

__all__ = ["NATIONAL", "PREPARATION", "PROBLEMS_LEFT", "REVIEW", "SUBMISSION"]

# --- 2.2.3 self-check and rectification -------------------------------------------------------------
# What comes after a submission prepares the next one (A-30: "from the start" after an end). What it shows
# of the application that is under way is noted there too: late, but not for nothing.
_FRESH = Is("preparation.open", value=True)
_OPEN_PREPARATION = (Open("preparation"), Put("preparation.open", value=True))


_NAMES_PROBLEMS = Has("event.problems")
_MENDED_SINCE = Has("application.mended")
_CHECKED_LATER = Put("application.self_checked_on", first=True)
_FOUND_LATER = (_CHECKED_LATER, Gather("application.found_later", "problems"))


def _preparation(
    clause: str,
    event: EventType,
    ahead: tuple[Action, ...],
    late: tuple[tuple[Condition, tuple[Action, ...]], ...],
) -> tuple[Transition, ...]:
    """A step that prepares an application.

    Arguments:
        clause: on which it rests.
        event: of the step.
        ahead: what is noted of the application that it prepares.
        late: what is noted of the one that is under way, while what holds.
    """
    return (
        row(clause, "filing", event, states=START, when=_FRESH, actions=ahead),
        row(
            clause,
            "filing",
            event,
            states=("not_started",),
            when=Not(_FRESH),
            actions=(*_OPEN_PREPARATION, *ahead),
        ),
        *(
            row(
                clause,
                "filing",
                event,
                states=(*PENDING, *FILED),
                when=when,
                actions=(*ahead, *noted),
            )
            for when, noted in late
        ),
    )


# --- 2.2, 2.3 submission ----------------------------------------------------------------------------
_HANDED_IN = (
    Open("submission"),
    Put("submission.submitted_on"),
    Put("submission.to", "to"),
    Put("submission.materials", "materials"),
    Put("submission.previous", Copy("application.materials")),
    Open("dossier"),
    Put("dossier.submitted_on"),
    Put("dossier.by", "by"),
    Put("dossier.to", "to"),
    Put("dossier.materials", "materials"),
    Put("dossier.listed_before", Copy("application.listed")),
    Put("application.materials", "materials"),
    Put("application.submitted_on", first=True),
    Put("case.submitted_on", first=True),
)
_RESUBMITTED = (Put("submission.resubmitted_on"), *_HANDED_IN)
_TO_FIRST_TIER: dict[str, Any] = {"by": ("sponsor",), "dest": ("first_tier",), "to": "submitted"}
_TO_PROVINCE: dict[str, Any] = {
    "by": ("sponsor", "department"),
    "dest": ("provincial_cac",),
    "to": "forwarded",
}


def _submissions(hop: dict[str, Any], clauses: str) -> tuple[Transition, ...]:
    event: EventType = "application_submitted"
    prepared = (
        Open("application"),
        *(
            Put(f"application.{name}", Copy(f"preparation.{name}"))
            for name in ("self_checked_on", "found")
        ),
        *_HANDED_IN,
        Put("case.materials", "materials"),
        *_OPEN_PREPARATION,
    )
    # A change needs a number that stands; it needs no self-check, and no plan in the log.
    applied = (Open("application"), *_HANDED_IN, Put("change.submitted_on", first=True))
    in_hand = AnyOf((UNFILED_CHANGE, AllOf((CHANGE_IN_HAND, Not(Is("state.change", "approved"))))))
    again = AnyOf((Lacks("change.effect_on"), Is("change.unapplied", value=True)))
    return (
        row(clauses, "filing", event, states=START, when=ADDRESSABLE, actions=prepared, **hop),
        row(
            f"{clauses} 2.4.2c",
            "filing",
            event,
            states=("returned",),
            when=ADDRESSABLE,
            actions=(*_RESUBMITTED, Put("case.materials", "materials"), *_OPEN_PREPARATION),
            **hop,
        ),
        # Made again after it was given up: for 2.5.1b the one counts that stands when the change comes.
        row(
            f"{clauses} 2.5.1d",
            "change",
            event,
            states=GIVEN_UP,
            when=AllOf((ADDRESSABLE, HAS_NUMBER, in_hand, again)),
            actions=(*applied, Put("change.submitted_on"), Clear("change.unapplied")),
            **hop,
        ),
        row(
            f"{clauses} 2.5.1d",
            "change",
            event,
            states=(*START, "approved"),
            when=AllOf((ADDRESSABLE, HAS_NUMBER, in_hand)),
            actions=applied,
            **hop,
        ),
        row(
            f"{clauses} 2.5.1d",
            "change",
            event,
            states=(*START, "approved"),
            when=AllOf((ADDRESSABLE, HAS_NUMBER)),
            actions=(*NEW_CHANGE, *applied),
            **hop,
        ),
        row(
            f"{clauses} 2.5.1d 2.4.2c",
            "change",
            event,
            states=("returned",),
            when=AllOf((ADDRESSABLE, HAS_NUMBER)),
            actions=_RESUBMITTED,
            **hop,
        ),
    )


# 2.3.6: what nobody could know of before is owed from the return that asks for it first.
_OTHERS = "other_requested"
_ASKS_FOR_OTHERS = AllOf(
    (Holds("event.missing", _OTHERS), Not(Holds("application.listed", _OTHERS)))
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
    *(
        made
        for asks, noted in (
            (_ASKS_FOR_OTHERS, (Put("dossier.asked_on"), Put("dossier.asked", value=_OTHERS))),
            (Not(_ASKS_FOR_OTHERS), ()),
        )
        for made in both(
            "2.4.2c 2.4.2d",
            "materials_returned",
            by=("provincial_cac",),
            states=("completeness_review",),
            to="returned",
            when=asks,
            actions=(
                Put("submission.returned_on"),
                Put("submission.reviewed_on"),
                Put("submission.missing", "missing"),
                Put("submission.listed_before", Copy("application.listed")),
                *noted,
                Gather("application.listed", "missing"),
            ),
        )
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
            Mark("application.clock", "extended", "expected_on"),
        ),
    ),
    *(
        made
        for dest, noted in (
            ("first_tier", ()),
            ("sponsor", (Put("extension.relayed_sponsor_on", first=True),)),
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
            actions=noted,
        )
    ),
)

PREPARATION: tuple[Transition, ...] = (
    *_preparation(
        "2.2.3a",
        "self_check_completed",
        (Put("preparation.self_checked_on", first=True), Gather("preparation.found", "problems")),
        (
            (Not(_NAMES_PROBLEMS), (_CHECKED_LATER,)),
            # Counted from the first check that found something, and anew once something was rectified.
            (
                AllOf((_NAMES_PROBLEMS, Not(_MENDED_SINCE))),
                (Put("application.found_later_on", first=True), *_FOUND_LATER),
            ),
            (
                AllOf((_NAMES_PROBLEMS, _MENDED_SINCE)),
                (
                    Put("application.found_later_on"),
                    Clear("application.mended"),
                    *_FOUND_LATER,
                ),
            ),
        ),
    ),
    *_preparation(
        "2.2.3d",
        "rectification_completed",
        # What a later self-check finds again has to be rectified again.
        (Drop("preparation.found", "problems"),),
        (
            (
                _NAMES_PROBLEMS,
                (
                    Drop("application.found", "problems"),
                    Drop("application.found_later", "problems"),
                    Put("application.mended", value=True),
                ),
            ),
            (Not(_NAMES_PROBLEMS), ()),
        ),
    ),
)
SUBMISSION: tuple[Transition, ...] = (
    *_submissions(_TO_FIRST_TIER, "2.1.1 2.2.1a"),
    *_submissions(_TO_PROVINCE, "2.1.1 2.2.2b"),
)
# What stood at the submission, and what was found later, each from its own day on.
PROBLEMS_LEFT = (
    ("application.found", "application.submitted_on"),
    (Minus("application.found_later", "application.found"), "application.found_later_on"),
)
