"""Number, launch, change, shutdown, outcomes and a person's answers: transitions of 1.1 and 2.5 to 2.7.

What the text does not say and a log may still hold (withdrawn, refused, revoked) is a row like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.conditions import AllOf, AnyOf, Has, Is, IsIn, Lacks, Not
from gaf_rules.guidelines.hainan_offices import ADDRESSABLE, ROUTE_IN_QUESTION, is_on_the_way
from gaf_rules.guidelines.hainan_states import (
    AT_NATIONAL,
    ENDED,
    FILED,
    HAS_NUMBER,
    PENDING,
    both,
    row,
)
from gaf_rules.rows import Clear, Open, Put, Transition
from gaf_rules.vocabulary import QUESTION_OPTIONS

if TYPE_CHECKING:
    from gaf_rules.conditions import Condition

__all__ = ["CHANGE", "DECIDED", "NUMBER", "OUTCOMES", "SHUTDOWN"]

# --- 2.7 number, display; 1.1 launch ----------------------------------------------------------------
_RELAYED: dict[str, Any] = {
    "by": ("provincial_cac", "first_tier"),
    "when": AllOf((is_on_the_way("event.by"), is_on_the_way("event.to"))),
    "once": "application",
}


def _number(
    procedure: str, states: tuple[str, ...], to: str, extra: tuple[Any, ...]
) -> tuple[Transition, ...]:
    got = "filing_number_received"
    return (
        row(
            "2.7.1a",
            procedure,
            "filing_number_issued",
            states=AT_NATIONAL,
            to=to,
            actions=(Put("application.number_on"), Put("application.concluded_on"), *extra),
        ),
        row(
            "2.7.1b",
            procedure,
            got,
            by=("provincial_cac",),
            states=states,
            once="application",
            actions=(Put("application.number_provincial_on"),),
        ),
        row(
            "2.7.1b",
            procedure,
            got,
            by=("first_tier",),
            states=states,
            when=is_on_the_way("event.by"),
            once="application",
        ),
        row(
            "2.7.1b",
            procedure,
            got,
            by=("sponsor",),
            states=states,
            once="application",
            actions=(Put("application.number_received_on", first=True),),
        ),
        row(
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
    *_number("filing", FILED, "filed", (Put("case.filed_on", first=True),)),
    *_number("change", ("approved",), "approved", (Put("change.approved_on"),)),
    row(
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
    row(
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
CHANGE: tuple[Transition, ...] = (
    row(
        "2.5.1a 2.5.1b",
        "change",
        "change_planned",
        to="not_started",
        when=AllOf((HAS_NUMBER, _CLOSED, Not(IsIn("state.change", PENDING)))),
        actions=(Open("change"), *_PLANNED),
    ),
    row(
        "2.5.1a 2.5.1b",
        "change",
        "change_planned",
        when=AllOf((HAS_NUMBER, Not(_CLOSED))),
        actions=_PLANNED,
    ),
    row(
        "2.5.1b 2.5.1f",
        "change",
        "change_took_effect",
        when=AllOf((HAS_NUMBER, Has("change.change_on"), Lacks("change.effect_on"))),
        actions=(Put("change.effect_on"),),
    ),
    # A change that nobody planned or announced: its day is the day it took effect.
    row(
        "2.5.1b 2.5.1f",
        "change",
        "change_took_effect",
        when=AllOf((HAS_NUMBER, Lacks("change.change_on"))),
        actions=(Open("change"), Put("change.change_on"), Put("change.effect_on")),
    ),
)

# --- 2.6 deregistration -----------------------------------------------------------------------------
_RUNNING = AnyOf((HAS_NUMBER, Has("case.launched_on")))
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
    row(
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
OUTCOMES: tuple[Transition, ...] = (
    *both(
        "2.4.3a",
        "application_withdrawn",
        states=PENDING,
        to="withdrawn",
        actions=(
            Put("application.ended_on"),
            Put("application.outcome_on"),
            Put("application.outcome", value="withdrawn"),
        ),
    ),
    *both(
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
        row(
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
_BOTH_KNOWN = AllOf((Has("shutdown.announced_on"), Has("shutdown.offline_on")))
_PERSON: tuple[tuple[str, str, Condition, str], ...] = (
    # question, procedure, while it may be answered, the fact that keeps the answer
    ("1.2a", "filing", IsIn("sponsor.kind", ("party_organ", "other")), "case.answer_1.2a"),
    ("1.2e", "filing", Is("app.kind", "other"), "case.answer_1.2e"),
    ("2.2.0", "filing", ROUTE_IN_QUESTION, "case.answer_2.2.0"),
    ("2.3.7", "filing", Is("app.grassroots_facing", None), "case.answer_2.3.7"),
    ("2.6.2a", "deregistration", _BOTH_KNOWN, "shutdown.announced_in_time"),
    ("2.7.2a", "filing", Is("application.position", "other"), "application.position_answer"),
    ("2.7.3a", "filing", HAS_NUMBER, "case.answer_2.7.3a"),
    ("2.7.3b", "filing", HAS_NUMBER, "case.answer_2.7.3b"),
)
DECIDED: tuple[Transition, ...] = (
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
