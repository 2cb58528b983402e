"""Feedback, supplement and what follows: transitions of section 2.4.4, and what time alone ends there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.guidelines.hainan_offices import ADDRESSABLE, is_on_the_way
from gaf_rules.guidelines.hainan_states import AT_NATIONAL, REVIEWED, both
from gaf_rules.language.conditions import ALWAYS, AllOf, AnyOf, Has, Is, Not, NotAfter
from gaf_rules.language.rows import Clear, Copy, LapseRow, Mark, Open, Put, Transition

if TYPE_CHECKING:
    from gaf_rules.language.vocabulary import EventType

__all__ = ["FEEDBACK", "LAPSES", "STRICT", "SUPPLEMENT", "WAY_BACK", "onwards"]

# --- 2.4.4 feedback and supplement ------------------------------------------------------------------
_HANDED_ON = (
    "submitted", "forwarded", "completeness_review", "completeness_confirmed", *AT_NATIONAL,
)  # fmt: skip
_AWAITING = ("awaiting_supplement", "supplement_posted", "supplement_unclear", "deemed_abandoned")
_ISSUED = Has("feedback.issued_on")
_RELAYED = AllOf((_ISSUED, is_on_the_way("event.by"), is_on_the_way("event.to")))
FEEDBACK: tuple[Transition, ...] = (
    *both(
        "2.4.4a",
        "feedback_issued",
        states=AT_NATIONAL,
        to="awaiting_supplement",
        actions=(
            Open("feedback"),
            Put("feedback.issued_on"),
            Put("feedback.functional", "functional_rectification"),
            Put("feedback.functional_said", "functional_rectification"),
            Mark("application.clock", "feedback"),
        ),
    ),
    *both(
        "2.4.4b",
        "feedback_relayed",
        by=("provincial_cac", "first_tier"),
        dest=("first_tier",),
        states=_AWAITING,
        when=_RELAYED,
        once="feedback",
        actions=(Put("feedback.relayed_first_on"),),
    ),
    *both(
        "2.4.4b",
        "feedback_relayed",
        by=("provincial_cac", "first_tier"),
        dest=("sponsor",),
        states=_AWAITING,
        when=_RELAYED,
        once="feedback",
        actions=(Put("feedback.relayed_on", first=True),),
    ),
    *both(
        "2.4.4b",
        "feedback_received",
        by=("provincial_cac",),
        states=_AWAITING,
        when=_ISSUED,
        once="feedback",
        actions=(Put("feedback.provincial_on"),),
    ),
    *both(
        "2.4.4c",
        "feedback_received",
        by=("sponsor",),
        states=_AWAITING,
        when=_ISSUED,
        once="feedback",
        actions=(Put("feedback.received_on", first=True),),
    ),
    *both(
        "2.4.4b",
        "feedback_received",
        by=("first_tier",),
        states=_AWAITING,
        when=AllOf((_ISSUED, is_on_the_way("event.by"))),
        once="feedback",
        actions=(Put("feedback.first_tier_on"),),
    ),
)

_AGAIN = Is("reading.resubmission_goes_to", "completeness_review")
STRICT = Is("reading.missing_plan", "not_submitted")
_NO_PLAN = Is("event.rectification_plan", value=False)
# under the strict reading a supplement without the plan that is needed is none.
_INCOMPLETE = AllOf((STRICT, _NO_PLAN, Is("feedback.functional", value=True)))
_UNCLEAR = AllOf((STRICT, _NO_PLAN, Is("feedback.functional", None)))
_COUNTS = Not(AnyOf((_INCOMPLETE, _UNCLEAR)))
_POSTED = NotAfter("event.posted_on", "feedback.due_on")
_RECORDED = (
    Put("feedback.arrived_on"),
    Put("feedback.last_on"),
    Put("feedback.plan", "rectification_plan"),
    Put("feedback.posted_on", "posted_on"),
    Put("feedback.supplement_to", "to"),
)
_ACCEPTED = (Put("feedback.supplemented_on"),)
_RESUBMISSION = (
    Put("application.resubmitted", value=True),
    Open("submission"),
    Put("submission.submitted_on"),
    Put("submission.to", Copy("feedback.supplement_to")),
)


def onwards(event: EventType, clauses: str, **more: Any) -> tuple[Transition, ...]:
    """Where an accepted supplement goes: on with the national review, or up again from the first tier."""
    when, actions = more.pop("when"), more.pop("actions")
    via = more.pop("via", ())
    when = AllOf((ADDRESSABLE, when)) if via else when
    rows = [
        *both(
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
        rows += both(
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


def _further(clause: str, states: tuple[str, ...], **more: Any) -> tuple[Transition, ...]:
    """A further supplement: the plan it brings is there from then on, all else is as it was."""
    when = more.pop("when", ALWAYS)
    return tuple(
        made
        for plan, actions in (
            (True, (Put("feedback.plan", value=True), Put("feedback.last_on"))),
            (False, ()),
        )
        for made in both(
            clause,
            "supplement_submitted",
            states=states,
            when=AllOf((ADDRESSABLE, when, Is("event.rectification_plan", value=plan))),
            actions=actions,
            **more,
            **_UP,
        )
    )


SUPPLEMENT: tuple[Transition, ...] = (
    *onwards(
        "supplement_submitted",
        "2.4.4c",
        states=("awaiting_supplement", "supplement_unclear"),
        within="2.4.4c",
        when=_COUNTS,
        actions=(*_RECORDED, *_ACCEPTED),
        by=("sponsor", "department"),
        via=True,
    ),
    *both(
        "2.4.4e",
        "supplement_submitted",
        states=("awaiting_supplement",),
        when=AllOf((ADDRESSABLE, _INCOMPLETE)),
        actions=_RECORDED,
        **_UP,
    ),
    *both(
        "2.4.4e",
        "supplement_submitted",
        states=("awaiting_supplement",),
        when=AllOf((ADDRESSABLE, _UNCLEAR)),
        to="supplement_unclear",
        actions=_RECORDED,
        **_UP,
    ),
    # Handed in and not yet decided on: what was missing can still be mended.
    *_further(
        "2.4.4e",
        (*_HANDED_ON, "supplement_unclear"),
        when=Has("feedback.arrived_on"),
        within="2.4.4c",
    ),
    *both(
        "2.4.4c",
        "supplement_submitted",
        states=("deemed_abandoned",),
        when=AllOf((ADDRESSABLE, _POSTED, Not(_INCOMPLETE))),
        to="supplement_posted",
        actions=(*_RECORDED, Clear("application.ended_on")),
        **_UP,
    ),
    *both(
        "2.4.4d",
        "supplement_submitted",
        states=("deemed_abandoned",),
        when=AllOf((ADDRESSABLE, Has("feedback.due_on"), AnyOf((Not(_POSTED), _INCOMPLETE)))),
        to="late_supplement",
        actions=(*_RECORDED, Put("feedback.late_on")),
        **_UP,
    ),
    *_further("2.4.4d", ("late_supplement", "supplement_posted")),
)

# The way back up after a supplement: no new round of 2.4.3a, but its clock may move.
_ON_ITS_WAY = is_on_the_way("event.by", "feedback.supplement_to")
_BACK = Has("feedback.back_on")
WAY_BACK: tuple[Transition, ...] = (
    *both(
        "2.4.4c",
        "application_received",
        by=("first_tier", "provincial_cac"),
        states=("supplemented",),
        when=_ON_ITS_WAY,
        once="feedback",
    ),
    *both(
        "2.4.4c",
        "application_forwarded",
        by=("first_tier",),
        dest=("provincial_cac",),
        states=("supplemented",),
        when=_ON_ITS_WAY,
        once="feedback",
    ),
    # A report that is logged after the receipt moves no clock: the receipt has.
    *(
        made
        for received, marked in (
            (_BACK, ()),
            (Not(_BACK), (Mark("application.clock", "reported_again"),)),
        )
        for made in both(
            "2.4.4c",
            "reported_to_national",
            states=("supplemented",),
            when=received,
            once="feedback",
            actions=marked,
        )
    ),
    *both(
        "2.4.3a",
        "application_received",
        by=("national_cac",),
        states=("supplemented",),
        once="feedback",
        actions=(
            Put("feedback.back_on", first=True),
            Mark("application.clock", "received_again"),
        ),
    ),
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
