"""Number, launch, change, shutdown and outcomes: transitions of 1.1 and 2.5 to 2.7.

What the text does not say and a log may still hold (withdrawn, refused, revoked) is a row like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.guidelines.hainan_offices import ADDRESSABLE, is_on_the_way
from gaf_rules.guidelines.hainan_states import (
    AT_NATIONAL,
    CHANGE_IN_HAND,
    ENDED,
    FILED,
    GIVEN_UP,
    HAS_NUMBER,
    NEW_CHANGE,
    PENDING,
    UNFILED_CHANGE,
    both,
    row,
)
from gaf_rules.language.conditions import AllOf, AnyOf, Has, Is, IsIn, Lacks, Not
from gaf_rules.language.rows import Clear, Enter, Open, Put, Transition

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.rows import Action
    from gaf_rules.language.vocabulary import EventType

__all__ = ["CHANGE", "NUMBER", "OUTCOMES", "SHUTDOWN"]

# --- 2.7 number, display; 1.1 launch ----------------------------------------------------------------
_NUMBERED = (Put("application.number_on"), Put("application.concluded_on"))
_GRANTED = Has("application.number_on")
_RELAYED: dict[str, Any] = {
    "by": ("provincial_cac", "first_tier"),
    "when": AllOf((_GRANTED, is_on_the_way("event.by"), is_on_the_way("event.to"))),
    "once": "application",
}
_ELSEWHERE = Is("event.position", "other")
_PROMPTS = Is("event.prompted", value=True)
_ISSUED: dict[str, Any] = {"event": "filing_number_issued", "states": AT_NATIONAL}


def _number(procedure: str, states: tuple[str, ...]) -> tuple[Transition, ...]:
    """The number, or the approval of a change, on its way down to the sponsor."""
    got: EventType = "filing_number_received"
    return (
        row(
            "2.7.1b",
            procedure,
            got,
            by=("provincial_cac",),
            states=states,
            when=_GRANTED,
            once="application",
            actions=(Put("application.number_provincial_on"),),
        ),
        row(
            "2.7.1b",
            procedure,
            got,
            by=("first_tier",),
            states=states,
            when=AllOf((_GRANTED, is_on_the_way("event.by"))),
            once="application",
        ),
        row(
            "2.7.1b",
            procedure,
            got,
            by=("sponsor",),
            states=states,
            when=_GRANTED,
            once="application",
            actions=(Put("application.number_received_on", first=True),),
        ),
        *(
            row(
                "2.7.1b",
                procedure,
                "filing_number_relayed",
                dest=("sponsor",),
                states=states,
                actions=(Put("application.number_relayed_on", first=True), *noted),
                **{**_RELAYED, "when": AllOf((_RELAYED["when"], prompts))},
            )
            # Prompted once is prompted: another relay that does not say so takes nothing back.
            for prompts, noted in (
                (_PROMPTS, (Put("application.prompted", value=True),)),
                (Not(_PROMPTS), ()),
            )
        ),
        row(
            "2.7.1b",
            procedure,
            "filing_number_relayed",
            dest=("first_tier",),
            states=states,
            **_RELAYED,
        ),
    )


NUMBER: tuple[Transition, ...] = (
    row(
        "2.7.1a",
        "filing",
        to="filed",
        actions=(
            *_NUMBERED,
            Put("case.filed_on", first=True),
            Put("case.cleared_on", first=True),
            Open("grant"),
            Put("grant.numbered_on"),
        ),
        **_ISSUED,
    ),
    row(
        "2.7.1a",
        "change",
        to="approved",
        actions=(*_NUMBERED, Put("change.approved_on")),
        **_ISSUED,
    ),
    *_number("filing", FILED),
    # Where the next change has begun, the approval of the one before may still be on its way.
    *_number("change", ("approved", "not_started")),
    *(
        row(
            "2.7.2a 2.7.2b",
            "filing",
            "filing_number_displayed",
            states=FILED,
            to="displayed",
            when=AllOf((Not(Is("state.deregistration", "offline")), at)),
            actions=(
                Put("application.displayed_on", first=True),
                Put("application.position", "position"),
                noted,
                Clear("application.position_answer"),
            ),
        )
        for at, noted in (
            (_ELSEWHERE, Put("application.position_on", first=True)),
            (Not(_ELSEWHERE), Clear("application.position_on")),
        )
    ),
    row(
        "1.1",
        "filing",
        "app_launched",
        when=AllOf((Lacks("case.launched_on"), Not(Is("state.deregistration", "offline")))),
        actions=(Put("case.launched_on"),),
    ),
)


def _said(
    fact: str, field: str
) -> tuple[tuple[Condition, tuple[Action, ...]], tuple[Condition, tuple[Action, ...]]]:
    """What a record says is noted; one that says nothing takes back neither a record nor a person's answer.

    Arguments:
        fact: that keeps it; with ``_said`` behind it, the one that a record has said it.
        field: of the event.
    """
    silent = Is(f"event.{field}", None)
    return (silent, ()), (Not(silent), (Put(fact, field), Put(f"{fact}_said", field)))


# --- 2.5 change -------------------------------------------------------------------------------------
_PLANNED = (Put("change.change_on", "change_on"), Put("change.planned_on"))
_EFFECT = (Put("change.effect_on"), Put("change.change_on", first=True))
_UNPLANNED = (*NEW_CHANGE, *_EFFECT)
_STILL_TO_COME = AllOf((HAS_NUMBER, CHANGE_IN_HAND, Lacks("change.effect_on")))
_CONCLUDED = ("approved", *ENDED)


_ANOTHER: dict[str, Any] = {
    "states": ("not_started", *_CONCLUDED),
    "to": "not_started",
    "when": HAS_NUMBER,
}

_PLANS: tuple[Transition, ...] = tuple(
    row(
        "2.5.1a 2.5.1b",
        "change",
        "change_planned",
        states=states,
        to=to,
        when=AllOf((when, says)),
        actions=(*opened, *_PLANNED, *said),
    )
    for states, to, when, opened in (
        (("not_started", *PENDING), None, _STILL_TO_COME, ()),
        # A day for a change that has been applied for without one, or not yet; else it is another change.
        (
            _CONCLUDED,
            None,
            AllOf(
                (_STILL_TO_COME, AnyOf((Lacks("change.change_on"), Lacks("change.submitted_on"))))
            ),
            (),
        ),
        (_ANOTHER["states"], _ANOTHER["to"], _ANOTHER["when"], NEW_CHANGE),
    )
    for says, said in _said("change.major", "major")
)

CHANGE: tuple[Transition, ...] = (
    *_PLANS,
    # 2.5.1b wants an application that stands ten working days before the change. One that was given up by the
    # time it takes effect is as good as none; that the sponsor may have given up the change too, and nothing
    # takes effect then, is why nothing is held against it before.
    row(
        "2.5.1b 2.5.1f",
        "change",
        "change_took_effect",
        states=GIVEN_UP,
        when=AllOf((_STILL_TO_COME, Has("change.submitted_on"))),
        actions=(*_EFFECT, Put("change.unapplied", value=True)),
    ),
    row("2.5.1b 2.5.1f", "change", "change_took_effect", when=_STILL_TO_COME, actions=_EFFECT),
    # A change that nobody planned or announced: its day is the day it took effect.
    row("2.5.1b 2.5.1f", "change", "change_took_effect", actions=_UNPLANNED, **_ANOTHER),
    # The application of the change before goes on.
    row(
        "2.5.1b 2.5.1f",
        "change",
        "change_took_effect",
        states=PENDING,
        when=HAS_NUMBER,
        actions=_UNPLANNED,
    ),
    # A plan given up before anything was filed: whatever has come before it, it stands at the start.
    row(
        "2.5.1a",
        "change",
        "application_withdrawn",
        states=("not_started",),
        to="withdrawn",
        when=AllOf((UNFILED_CHANGE, Lacks("change.effect_on"))),
        late=True,
        actions=(
            Put("change.withdrawn_on"),
            Put("change.outcome", value="withdrawn"),
            Clear("change.opened_on"),
        ),
    ),
)

# --- 2.6 deregistration -----------------------------------------------------------------------------
# A filing that has been revoked since is one that the app goes offline after, too.
_RUNNING = AnyOf((Has("case.filed_on"), Has("case.launched_on")))
_LEAKED = Is("event.leaked", value=True)
SHUTDOWN: tuple[Transition, ...] = (
    row(
        "2.6.2a",
        "deregistration",
        "shutdown_announced",
        states=("not_started",),
        to="announced",
        when=_RUNNING,
        actions=(Put("shutdown.announced_on"),),
    ),
    row(
        "2.6.2a",
        "deregistration",
        "shutdown_announced",
        states=("offline",),
        when=Lacks("shutdown.announced_on"),
        actions=(Put("shutdown.announced_on"),),
    ),
    *(
        row(
            "2.6.2b 2.6.2c",
            "deregistration",
            "data_disposed",
            states=("not_started", "announced", "offline"),
            when=AllOf((_RUNNING, says, has_leaked)),
            actions=(Put("shutdown.disposed_on", first=True), *said, *noted),
        )
        for says, said in _said("shutdown.lawful", "lawful")
        # A leak has been one, whatever a later record says.
        for has_leaked, noted in (
            (_LEAKED, (Put("shutdown.leaked", "leaked"), Put("shutdown.leaked_on", first=True))),
            (Not(_LEAKED), (Put("shutdown.leaked", "leaked", first=True),)),
        )
    ),
    row(
        "2.6.1a 2.6.1b",
        "deregistration",
        "app_taken_offline",
        states=("not_started", "announced"),
        to="offline",
        when=_RUNNING,
        actions=(Put("shutdown.offline_on"),),
    ),
    *(
        row(
            "2.6.1b 2.6.1d",
            "deregistration",
            "deregistration_reported",
            states=("offline",),
            to="reported",
            by=by,
            dest=dest,
            when=ADDRESSABLE,
            actions=(
                Put("shutdown.submitted_on"),
                Put("shutdown.by", "by"),
                Put("shutdown.to", "to"),
                Put("shutdown.materials", "materials"),
            ),
        )
        for by, dest in (
            (("sponsor",), ("first_tier",)),
            (("sponsor", "department"), ("provincial_cac",)),
        )
    ),
)

# --- outcomes that the text does not know (A-63) ------------------------------------------------------
# 2.7.3 speaks of apps that are filed: what was said of the management of one is not held against it after.
_FILING_ENDS = (
    Put("grant.ended_on"),
    *(
        Clear(f"case.answer_{question}{day}")
        for question in ("2.7.3a", "2.7.3b")
        for day in ("", "_on")
    ),
)
_UNDER_CHANGE = IsIn("state.change", PENDING)
# 2.5.1: what is no longer filed cannot be changed, so that an application for a change ends with the filing.
_CHANGE_ENDS = tuple(
    Enter(procedure="change", state="revoked", fact=f"application.{day}")
    for day in ("ended_on", "outcome_on")
)


def _told(outcome: str) -> tuple[Action, ...]:
    return Put("application.outcome", value=outcome), Put("application.outcome_told_on")


def _outcome(clauses: str, event: EventType, name: str, *noted: Action) -> tuple[Transition, ...]:
    """An application ends; of one for a change that has ended with its filing the office may note how."""
    ended = (Put("application.ended_on"), Put("application.outcome_on"), *noted)
    made = both(clauses, event, states=PENDING, to=name, late=True, actions=(*ended, *_told(name)))
    unsaid = Lacks("application.outcome")
    return (*made, evolve(made[1], states=("revoked",), when=unsaid, actions=_told(name)))


OUTCOMES: tuple[Transition, ...] = (
    *_outcome("2.4.3a", "application_withdrawn", "withdrawn"),
    *_outcome("2.4.3a 2.7.1a", "filing_refused", "refused", Put("application.concluded_on")),
    *(
        row(
            "2.7.1a",
            "filing",
            "filing_revoked",
            states=FILED,
            to="revoked",
            late=True,
            when=AllOf((launched, under_change)),
            actions=(
                Put("application.ended_on"),
                *_told("revoked"),
                *_FILING_ENDS,
                *uncleared,
                *changes,
            ),
        )
        # 1.1: what is launched after it is launched unfiled; what was launched before it was not.
        for launched, uncleared in (
            (Lacks("case.launched_on"), (Clear("case.cleared_on"),)),
            (Has("case.launched_on"), ()),
        )
        for under_change, changes in ((_UNDER_CHANGE, _CHANGE_ENDS), (Not(_UNDER_CHANGE), ()))
    ),
    row(
        "2.7.1a",
        "change",
        "filing_revoked",
        states=("approved",),
        to="revoked",
        late=True,
        actions=(Put("application.ended_on"), *_told("revoked")),
    ),
)
