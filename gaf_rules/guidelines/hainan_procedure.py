"""States and transitions of the Hainan guideline: which event is legal where, and what it leads to.

Filing and change share the review of section 2.4 (2.5.1f sends a change through it again), so most rows
are written once and made for both. Deregistration is a report, not a review (A-40).

What the text does not say and a log may still hold (withdrawn, refused, revoked) is a row like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.conditions import AllOf, AnyOf, Has, Is, IsIn, Lacks, Not, NotAfter
from gaf_rules.guideline import (
    Clear,
    Copy,
    Gather,
    LapseRow,
    Mark,
    Minus,
    Open,
    Put,
    StateRow,
    Transition,
)
from gaf_rules.vocabulary import QUESTION_OPTIONS

if TYPE_CHECKING:
    from gaf_rules.conditions import Condition
    from gaf_rules.vocabulary import Procedure

__all__ = ["LAPSES", "STATES", "TRANSITIONS"]

REVIEWED: tuple[Procedure, ...] = ("filing", "change")

_REVIEW_STATES = (
    # name, stage, whose move it is
    ("submitted", "first_tier_check", "first_tier"),
    ("forwarded", "forwarded", "provincial_cac"),
    ("completeness_review", "completeness_review", "provincial_cac"),
    ("completeness_confirmed", "completeness_review", "provincial_cac"),
    ("returned", "returned", "sponsor"),
    ("reported", "reported", "national_cac"),
    ("national_review", "national_review", "national_cac"),
    ("awaiting_supplement", "awaiting_supplement", "sponsor"),
    ("supplement_posted", "awaiting_supplement", "first_tier"),
    ("supplement_unclear", "awaiting_supplement", "sponsor"),
    ("supplemented", "national_review", "national_cac"),
)
_END_STATES = (
    ("deemed_abandoned", "deemed_abandoned"),
    ("late_supplement", "deemed_abandoned"),
    ("withdrawn", "withdrawn"),
    ("refused", "refused"),
    ("revoked", "revoked"),
)
PENDING = tuple(name for name, _, _ in _REVIEW_STATES)
ENDED = tuple(name for name, _ in _END_STATES)
START = ("not_started", *ENDED)
FILED = ("filed", "displayed")
AT_NATIONAL = ("reported", "national_review", "supplemented")

STATES: tuple[StateRow, ...] = (
    *(
        row
        for procedure in REVIEWED
        for row in (
            StateRow(name="not_started", procedure=procedure, stage="not_started", bearer="sponsor"),
            *(
                StateRow(name=name, procedure=procedure, stage=stage, bearer=bearer)
                for name, stage, bearer in _REVIEW_STATES
            ),
            *(
                StateRow(name=name, procedure=procedure, stage=stage, bearer="sponsor", ended=True)
                for name, stage in _END_STATES
            ),
        )
    ),
    StateRow(name="filed", procedure="filing", stage="filed", bearer="sponsor"),
    StateRow(name="displayed", procedure="filing", stage="displayed", bearer=None),
    StateRow(name="approved", procedure="change", stage="approved", bearer=None),
    StateRow(name="not_started", procedure="deregistration", stage="not_started", bearer="sponsor"),
    StateRow(name="announced", procedure="deregistration", stage="announced", bearer="sponsor"),
    StateRow(name="offline", procedure="deregistration", stage="offline", bearer="sponsor"),
    StateRow(name="reported", procedure="deregistration", stage="reported", bearer=None),
)

# After the deregistration report nothing happens to the app any more; only a person may still answer.
_LIVE = Not(Is("state.deregistration", "reported"))
_HAS_NUMBER = IsIn("state.filing", FILED)


def _row(clauses: str, procedure: str, event: str, **more: Any) -> Transition:
    when: Condition = more.pop("when", None)
    guard = _LIVE if when is None else AllOf((_LIVE, when))
    return Transition(clauses=clauses.split(), procedure=procedure, event=event, when=guard, **more)


def _both(clauses: str, event: str, **more: Any) -> tuple[Transition, ...]:
    """The row for filing, and for a change under 2.5.1f, which goes through the same review."""
    row = _row(clauses, "filing", event, **more)
    return row, evolve(row, procedure="change", clauses=(*row.clauses, "2.5.1f"))


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
        _row(clause, "filing", event, states=START, when=_FRESH, actions=actions),
        _row(
            clause, "filing", event, states=START, when=Not(_FRESH), actions=(*_OPEN_PREPARATION, *actions)
        ),
        _row(clause, "filing", event, states=(*PENDING, *FILED), actions=actions),
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
    changeable = AllOf((Has("change.change_on"), _HAS_NUMBER))
    return (
        _row(clauses, "filing", event, states=START, when=_FRESH, actions=prepared, **hop),
        _row(
            clauses,
            "filing",
            event,
            states=START,
            when=Not(_FRESH),
            actions=(Open("preparation"), *prepared),
            **hop,
        ),
        _row(
            f"{clauses} 2.4.2c",
            "filing",
            event,
            states=("returned",),
            actions=(*_RESUBMITTED, *_HANDED_IN, Put("case.materials", "materials")),
            **hop,
        ),
        _row(
            f"{clauses} 2.5.1d",
            "change",
            event,
            states=START,
            when=changeable,
            actions=(*_NEW_APPLICATION, *_HANDED_IN, Put("change.submitted_on", first=True)),
            **hop,
        ),
        _row(
            f"{clauses} 2.5.1d 2.4.2c",
            "change",
            event,
            states=("returned",),
            when=_HAS_NUMBER,
            actions=(*_RESUBMITTED, *_HANDED_IN),
            **hop,
        ),
    )


# --- 2.4.1, 2.4.2 first tier and completeness review -------------------------------------------------
_REVIEW = (
    *_both(
        "2.4.1",
        "application_received",
        by=("first_tier",),
        states=("submitted",),
        once="submission",
        actions=(Put("submission.first_tier_on"),),
    ),
    *_both(
        "2.4.1 2.2.1b 2.2.2b",
        "application_forwarded",
        by=("first_tier",),
        dest=("provincial_cac",),
        states=("submitted",),
        to="forwarded",
        actions=(Put("submission.forwarded_on"),),
    ),
    *_both(
        "2.4.2a",
        "application_received",
        by=("provincial_cac",),
        states=("forwarded",),
        to="completeness_review",
        actions=(Put("submission.provincial_on"),),
    ),
    *_both(
        "2.4.2a",
        "completeness_confirmed",
        states=("completeness_review",),
        to="completeness_confirmed",
        actions=(Put("submission.confirmed_on"), Put("submission.reviewed_on")),
    ),
    *_both(
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
    *_both(
        "2.4.2c",
        "return_received",
        by=("sponsor",),
        states=("returned",),
        once="submission",
        actions=(Put("submission.return_received_on"),),
    ),
    *_both(
        "2.4.2c", "return_received", by=("department",), states=("returned",), once="submission"
    ),
    *_both(
        "2.4.2b",
        "reported_to_national",
        states=("completeness_confirmed",),
        to="reported",
        actions=(
            Put("submission.reported_on"),
            Put("application.reported_on", first=True),
        ),
    ),
)

# --- 2.4.3 national review and its extension ---------------------------------------------------------
_NATIONAL = (
    *_both(
        "2.4.3a",
        "application_received",
        by=("national_cac",),
        states=("reported",),
        when=Lacks("application.national_on"),
        to="national_review",
        actions=(Put("application.national_on"),),
    ),
    # Only after a supplement that went through the completeness review again (A-28, second reading).
    *_both(
        "2.4.3a",
        "application_received",
        by=("national_cac",),
        states=("reported",),
        when=Has("application.national_on"),
        to="national_review",
        actions=(Mark("application.clock", "received_again"),),
    ),
    *_both(
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
        row
        for dest, fact in (("first_tier", "extension.relayed_first_on"), ("sponsor", "extension.relayed_sponsor_on"))
        for row in _both(
            "2.4.3c",
            "extension_relayed",
            by=("provincial_cac", "first_tier"),
            dest=(dest,),
            states=(*PENDING, "filed", "displayed", "approved"),
            when=Has("extension.extended_on"),
            once="extension",
            actions=(Put(fact, first=True),),
        )
    ),
)

# --- 2.4.4 feedback and supplement ------------------------------------------------------------------
_AWAITING = ("awaiting_supplement", "supplement_posted", "supplement_unclear", "deemed_abandoned")
_FEEDBACK = (
    *_both(
        "2.4.4a",
        "feedback_issued",
        states=AT_NATIONAL,
        to="awaiting_supplement",
        actions=(
            Open("feedback"),
            Put("feedback.issued_on"),
            Put("feedback.grounds", "grounds"),
            Put("feedback.functional", "functional_rectification"),
            Put("feedback.functional_said", "functional_rectification"),
            Mark("application.clock", "feedback"),
        ),
    ),
    *_both(
        "2.4.4b",
        "feedback_relayed",
        by=("provincial_cac", "first_tier"),
        dest=("first_tier",),
        states=_AWAITING,
        when=Has("feedback.issued_on"),
        once="feedback",
        actions=(Put("feedback.relayed_first_on"),),
    ),
    *_both(
        "2.4.4b",
        "feedback_relayed",
        by=("provincial_cac", "first_tier"),
        dest=("sponsor",),
        states=_AWAITING,
        when=Has("feedback.issued_on"),
        once="feedback",
        actions=(Put("feedback.relayed_on", first=True),),
    ),
    *_both(
        "2.4.4b",
        "feedback_received",
        by=("provincial_cac",),
        states=_AWAITING,
        when=Has("feedback.issued_on"),
        once="feedback",
        actions=(Put("feedback.provincial_on"),),
    ),
    *_both(
        "2.4.4c",
        "feedback_received",
        by=("sponsor",),
        states=_AWAITING,
        when=Has("feedback.issued_on"),
        once="feedback",
        actions=(Put("feedback.received_on"),),
    ),
    *_both(
        "2.4.4b",
        "feedback_received",
        by=("first_tier",),
        states=_AWAITING,
        when=Has("feedback.issued_on"),
        once="feedback",
        actions=(Put("feedback.first_tier_on"),),
    ),
)

_AGAIN = Is("reading.resubmission_goes_to", "completeness_review")
_STRICT = Is("reading.missing_plan", "not_submitted")
_NO_PLAN = Is("event.rectification_plan", value=False)
# under the strict reading a supplement without the plan that is needed is none.
_INCOMPLETE = AllOf((_STRICT, _NO_PLAN, Is("feedback.functional", value=True)))
_UNCLEAR = AllOf((_STRICT, _NO_PLAN, Is("feedback.functional", None)))
_COUNTS = Not(AnyOf((_INCOMPLETE, _UNCLEAR)))
_POSTED = NotAfter("event.posted_on", "feedback.due_on")
_RECORDED = (
    Put("feedback.arrived_on"),
    Put("feedback.plan", "rectification_plan"),
    Put("feedback.posted_on", "posted_on"),
    Put("feedback.supplement_to", "to"),
)
_ACCEPTED = (Put("feedback.supplemented_on"),)
_RESUBMISSION = (
    Put("application.resubmitted", value=True),
    Open("submission"),
    Put("submission.submitted_on"),
)


def _onwards(event: str, clauses: str, **more: Any) -> tuple[Transition, ...]:
    """Where an accepted supplement goes: on with the national review, or up again from the first tier."""
    when, actions = more.pop("when"), more.pop("actions")
    via = more.pop("via", ())
    rows = [
        *_both(
            clauses,
            event,
            to="supplemented",
            when=AllOf((Not(_AGAIN), when)),
            actions=actions,
            dest=via and ("first_tier", "provincial_cac"),
            **more,
        )
    ]
    for dest, state, here in (
        ("first_tier", "submitted", Not(Is("feedback.supplement_to", "provincial_cac"))),
        ("provincial_cac", "forwarded", Is("feedback.supplement_to", "provincial_cac")),
    ):
        rows += _both(
            clauses,
            event,
            to=state,
            when=AllOf((_AGAIN, when) if via else (_AGAIN, when, here)),
            actions=(*actions, *_RESUBMISSION),
            dest=via and (dest,),
            **more,
        )
    return tuple(rows)


_UP: dict[str, Any] = {"by": ("sponsor", "department"), "dest": ("first_tier", "provincial_cac")}
_SUPPLEMENT = (
    *_onwards(
        "supplement_submitted",
        "2.4.4c",
        states=("awaiting_supplement",),
        when=_COUNTS,
        actions=(*_RECORDED, *_ACCEPTED),
        by=("sponsor", "department"),
        via=True,
    ),
    *_both(
        "2.4.4e",
        "supplement_submitted",
        states=("awaiting_supplement",),
        when=_INCOMPLETE,
        actions=_RECORDED,
        **_UP,
    ),
    *_both(
        "2.4.4e",
        "supplement_submitted",
        states=("awaiting_supplement",),
        when=_UNCLEAR,
        to="supplement_unclear",
        actions=_RECORDED,
        **_UP,
    ),
    *_both(
        "2.4.4c",
        "supplement_submitted",
        states=("deemed_abandoned",),
        when=AllOf((_POSTED, Not(_INCOMPLETE))),
        to="supplement_posted",
        actions=(*_RECORDED, Clear("application.ended_on")),
        **_UP,
    ),
    *_both(
        "2.4.4d",
        "supplement_submitted",
        states=("deemed_abandoned",),
        when=AllOf((Has("feedback.due_on"), AnyOf((Not(_POSTED), _INCOMPLETE)))),
        to="late_supplement",
        actions=(*_RECORDED, Put("feedback.late_on")),
        **_UP,
    ),
    *_both(
        "2.4.4d", "supplement_submitted", states=("late_supplement",), once=None, actions=(), **_UP
    ),
)

# The way back up after a supplement: no new round of 2.4.3a, but its clock may move.
_WAY_BACK = (
    *_both(
        "2.4.4c",
        "application_received",
        by=("first_tier", "provincial_cac"),
        states=("supplemented",),
        once="feedback",
    ),
    *_both(
        "2.4.4c",
        "application_forwarded",
        by=("first_tier",),
        dest=("provincial_cac",),
        states=("supplemented",),
        once="feedback",
    ),
    *_both(
        "2.4.4c",
        "reported_to_national",
        states=("supplemented",),
        once="feedback",
        actions=(Mark("application.clock", "reported_again"),),
    ),
    *_both(
        "2.4.3a",
        "application_received",
        by=("national_cac",),
        states=("supplemented",),
        once="feedback",
        actions=(Mark("application.clock", "received_again"),),
    ),
)


def _answer(question: str, answer: str, clauses: str, **more: Any) -> tuple[Transition, ...]:
    row = Transition(
        clauses=clauses.split(),
        procedure="filing",
        event="determination",
        question=question,
        answer=answer,
        **more,
    )
    return row, evolve(row, procedure="change")


def _answered_onwards(question: str, answer: str, clauses: str, **more: Any) -> tuple[Transition, ...]:
    return tuple(
        evolve(row, question=question, answer=answer)
        for row in _onwards("determination", clauses, **more)
    )


_ANSWERS_IN_REVIEW = (
    *_answered_onwards(
        "2.4.4c",
        "yes",
        "2.4.4c",
        states=("supplement_posted",),
        when=Has("feedback.posted_on"),
        actions=(Put("feedback.supplemented_on", Copy("feedback.posted_on")),),
    ),
    *_answer(
        "2.4.4c",
        "no",
        "2.4.4c 2.4.4d",
        states=("supplement_posted",),
        to="late_supplement",
        actions=(
            Put("feedback.late_on", Copy("feedback.arrived_on")),
            Put("application.ended_on", Copy("feedback.abandoned_on")),
        ),
    ),
    *_answered_onwards(
        "2.4.4d",
        "yes",
        "2.4.4d",
        states=("late_supplement",),
        when=Has("feedback.late_on"),
        actions=(
            Put("feedback.accepted_on"),
            Put("feedback.supplemented_on", Copy("feedback.late_on")),
            Clear("application.ended_on"),
        ),
    ),
    *_answer("2.4.4d", "no", "2.4.4d", states=("late_supplement",)),
    *_answer(
        "2.4.4e",
        "yes",
        "2.4.4e",
        states=("supplement_unclear",),
        to="awaiting_supplement",
        actions=(Put("feedback.functional", value=True),),
    ),
    *_answered_onwards(
        "2.4.4e",
        "no",
        "2.4.4e",
        states=("supplement_unclear",),
        when=Has("feedback.arrived_on"),
        actions=(
            Put("feedback.functional", value=False),
            Put("feedback.supplemented_on", Copy("feedback.arrived_on")),
        ),
    ),
    *(
        row
        for answer, value in (("yes", True), ("no", False))
        for row in _answer(
            "2.4.4e",
            answer,
            "2.4.4e",
            states=("awaiting_supplement", "supplemented", "supplement_posted", "late_supplement"),
            when=AllOf((Has("feedback.issued_on"), Is("feedback.functional_said", None))),
            actions=(Put("feedback.functional", value=value),),
        )
    ),
)

# --- 2.7 number, display; 1.1 launch ----------------------------------------------------------------
_RELAYED: dict[str, Any] = {"by": ("provincial_cac", "first_tier"), "once": "application"}


def _number(procedure: str, states: tuple[str, ...], to: str, extra: tuple[Any, ...]) -> tuple[Transition, ...]:
    got = "filing_number_received"
    return (
        _row(
            "2.7.1a",
            procedure,
            "filing_number_issued",
            states=AT_NATIONAL,
            to=to,
            actions=(Put("application.number_on"), Put("application.concluded_on"), *extra),
        ),
        _row(
            "2.7.1b",
            procedure,
            got,
            by=("provincial_cac",),
            states=states,
            once="application",
            actions=(Put("application.number_provincial_on"),),
        ),
        _row("2.7.1b", procedure, got, by=("first_tier",), states=states, once="application"),
        _row(
            "2.7.1b",
            procedure,
            got,
            by=("sponsor",),
            states=states,
            once="application",
            actions=(Put("application.number_received_on"),),
        ),
        _row(
            "2.7.1b",
            procedure,
            "filing_number_relayed",
            dest=("sponsor",),
            states=states,
            actions=(
                Put("application.number_relayed_on", first=True),
                Put("application.prompted", "prompted"),
            ),
            **_RELAYED,
        ),
        _row(
            "2.7.1b",
            procedure,
            "filing_number_relayed",
            dest=("first_tier",),
            states=states,
            **_RELAYED,
        ),
    )


_NUMBERED = (
    *_number("filing", FILED, "filed", (Put("case.filed_on", first=True),)),
    *_number("change", ("approved",), "approved", (Put("change.approved_on"),)),
    _row(
        "2.7.2a 2.7.2b",
        "filing",
        "filing_number_displayed",
        states=FILED,
        to="displayed",
        when=Not(Is("state.deregistration", "offline")),
        actions=(
            Put("application.displayed_on", first=True),
            Put("application.position_on"),
            Put("application.position", "position"),
            Clear("application.position_answer"),
        ),
    ),
    _row(
        "1.1",
        "filing",
        "app_launched",
        when=AllOf((Lacks("case.launched_on"), Not(Is("state.deregistration", "offline")))),
        actions=(Put("case.launched_on"),),
    ),
)

# --- 2.5 change -------------------------------------------------------------------------------------
_PLANNED = (
    Put("change.change_on", "change_on"),
    Put("change.planned_on"),
    Put("change.major", "major"),
    Put("change.major_said", "major"),
)
_CLOSED = AnyOf(
    (
        Lacks("change.change_on"),
        Has("change.effect_on"),
        IsIn("state.change", ("approved", *ENDED)),
    )
)
_CHANGE = (
    _row(
        "2.5.1a 2.5.1b",
        "change",
        "change_planned",
        to="not_started",
        when=AllOf((_HAS_NUMBER, _CLOSED, Not(IsIn("state.change", PENDING)))),
        actions=(Open("change"), *_PLANNED),
    ),
    _row(
        "2.5.1a 2.5.1b",
        "change",
        "change_planned",
        when=AllOf((_HAS_NUMBER, Not(_CLOSED))),
        actions=_PLANNED,
    ),
    _row(
        "2.5.1b 2.5.1f",
        "change",
        "change_took_effect",
        when=AllOf((_HAS_NUMBER, Has("change.change_on"), Lacks("change.effect_on"))),
        actions=(Put("change.effect_on"),),
    ),
    # A change that nobody planned or announced: its day is the day it took effect.
    _row(
        "2.5.1b 2.5.1f",
        "change",
        "change_took_effect",
        when=AllOf((_HAS_NUMBER, Lacks("change.change_on"))),
        actions=(Open("change"), Put("change.change_on"), Put("change.effect_on")),
    ),
)

# --- 2.6 deregistration -----------------------------------------------------------------------------
_RUNNING = AnyOf((_HAS_NUMBER, Has("case.launched_on")))
_SHUTDOWN = (
    _row(
        "2.6.2a",
        "deregistration",
        "shutdown_announced",
        states=("not_started",),
        to="announced",
        when=_RUNNING,
        actions=(Put("shutdown.announced_on"),),
    ),
    _row(
        "2.6.2a",
        "deregistration",
        "shutdown_announced",
        states=("offline",),
        when=Lacks("shutdown.announced_on"),
        actions=(Put("shutdown.announced_on"),),
    ),
    _row(
        "2.6.2b 2.6.2c",
        "deregistration",
        "data_disposed",
        states=("not_started", "announced", "offline"),
        when=_RUNNING,
        actions=(
            Put("shutdown.disposed_on"),
            Put("shutdown.lawful", "lawful"),
            Put("shutdown.lawful_said", "lawful"),
            Put("shutdown.leaked", "leaked"),
        ),
    ),
    _row(
        "2.6.1a 2.6.1b",
        "deregistration",
        "app_taken_offline",
        states=("not_started", "announced"),
        to="offline",
        when=_RUNNING,
        actions=(Put("shutdown.offline_on"),),
    ),
    *(
        _row(
            "2.6.1b 2.6.1d",
            "deregistration",
            "deregistration_reported",
            states=("offline",),
            to="reported",
            by=by,
            dest=dest,
            actions=(
                Put("shutdown.submitted_on"),
                Put("shutdown.by", "by"),
                Put("shutdown.to", "to"),
                Put("shutdown.materials", "materials"),
            ),
        )
        for by, dest in ((("sponsor",), ("first_tier",)), (("sponsor", "department"), ("provincial_cac",)))
    ),
)

# --- outcomes that the text does not know (A-63) ------------------------------------------------------
_OUTCOMES = (
    *_both(
        "2.4.3a",
        "application_withdrawn",
        states=PENDING,
        to="withdrawn",
        actions=(Put("application.ended_on"), Put("application.outcome_on"), Put("application.outcome", value="withdrawn")),
    ),
    *_both(
        "2.4.3a 2.7.1a",
        "filing_refused",
        states=PENDING,
        to="refused",
        actions=(
            Put("application.ended_on"),
            Put("application.outcome_on"),
            Put("application.concluded_on"),
            Put("application.outcome", value="refused"),
        ),
    ),
    *(
        _row(
            "2.7.1a",
            procedure,
            "filing_revoked",
            states=states,
            to="revoked",
            actions=(Put("application.ended_on"), Put("application.outcome", value="revoked")),
        )
        for procedure, states in (("filing", FILED), ("change", ("approved",)))
    ),
)

# --- answers of a person ----------------------------------------------------------------------------
ROUTE_IN_QUESTION = AnyOf(
    (
        Is("sponsor.tier", "central_agency"),
        AllOf(
            (
                Is("sponsor.kind", "other_state_organ"),
                IsIn("sponsor.tier", ("provincial_department", "affiliated_institution")),
            )
        ),
    )
)
_BOTH_KNOWN = AllOf((Has("shutdown.announced_on"), Has("shutdown.offline_on")))
_PERSON: tuple[tuple[str, str, Condition, str], ...] = (
    # question, procedure, while it may be answered, the fact that keeps the answer
    ("1.2a", "filing", IsIn("sponsor.kind", ("party_organ", "other")), "case.answer_1.2a"),
    ("1.2e", "filing", Is("app.kind", "other"), "case.answer_1.2e"),
    ("2.2.0", "filing", ROUTE_IN_QUESTION, "case.answer_2.2.0"),
    ("2.3.7", "filing", Is("app.grassroots_facing", None), "case.answer_2.3.7"),
    ("2.6.2a", "deregistration", _BOTH_KNOWN, "shutdown.announced_in_time"),
    ("2.7.2a", "filing", Is("application.position", "other"), "application.position_answer"),
    ("2.7.3a", "filing", _HAS_NUMBER, "case.answer_2.7.3a"),
    ("2.7.3b", "filing", _HAS_NUMBER, "case.answer_2.7.3b"),
)
_DECIDED = (
    *(
        Transition(
            clauses=(question,),
            procedure=procedure,
            event="determination",
            question=question,
            when=when,
            actions=(Put(fact, "answer"), Put(f"{fact}_on")),
        )
        for question, procedure, when, fact in _PERSON
    ),
    *(
        Transition(
            clauses=(question,),
            procedure=procedure,
            event="determination",
            question=question,
            answer=answer,
            when=when,
            actions=(Put(fact, value=answer == "yes"),),
        )
        for question, procedure, when, fact in (
            (
                "2.5.1a",
                "change",
                AllOf((Has("change.change_on"), Is("change.major_said", None))),
                "change.major",
            ),
            (
                "2.6.2b",
                "deregistration",
                AllOf(
                    (
                        Is("shutdown.lawful_said", None),
                        AnyOf((Has("shutdown.offline_on"), Has("shutdown.disposed_on"))),
                    )
                ),
                "shutdown.lawful",
            ),
        )
        for answer in QUESTION_OPTIONS[question]
    ),
)

TRANSITIONS: tuple[Transition, ...] = (
    *_preparation("2.2.3a", "self_check_completed", _CHECKED),
    *_preparation("2.2.3d", "rectification_completed", _MENDED),
    *_submissions(_TO_FIRST_TIER, "2.1.1 2.2.1a"),
    *_submissions(_TO_PROVINCE, "2.1.1 2.2.2b"),
    *_REVIEW,
    *_NATIONAL,
    *_FEEDBACK,
    *_SUPPLEMENT,
    *_WAY_BACK,
    *_ANSWERS_IN_REVIEW,
    *_NUMBERED,
    *_CHANGE,
    *_SHUTDOWN,
    *_OUTCOMES,
    *_DECIDED,
)

LAPSES: tuple[LapseRow, ...] = tuple(
    LapseRow(
        clauses=("2.4.4d",),
        procedure=procedure,
        state="awaiting_supplement",
        duty="2.4.4c",
        to="deemed_abandoned",
        due="feedback.due_on",
        since="feedback.abandoned_on",
        ended="application.ended_on",
    )
    for procedure in REVIEWED
)

PROBLEMS_LEFT = Minus("preparation.found", "preparation.mended")
