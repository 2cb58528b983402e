"""Answers of a person to what the Hainan guideline leaves open: when they may be given, what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.guidelines.hainan_offices import ROUTE_IN_QUESTION
from gaf_rules.guidelines.hainan_states import HAS_NUMBER, PENDING, REVIEWED, known
from gaf_rules.guidelines.hainan_supplement import STRICT, onwards
from gaf_rules.language.conditions import AllOf, AnyOf, Has, Is, IsIn, Not
from gaf_rules.language.rows import Clear, Copy, Put, Transition
from gaf_rules.language.vocabulary import QUESTION_OPTIONS

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition

__all__ = ["ANSWERED", "DECIDED"]

# --- 2.4.4 the supplement -----------------------------------------------------------------------------
_POSTED_OR_UNCLEAR = ("supplement_posted", "supplement_unclear")
_UNTOUCHED = (
    *(name for name in PENDING if name not in _POSTED_OR_UNCLEAR),
    *("late_supplement", "approved"),
)
_FILED = ("filed", "displayed")
# Where a change waits for the answer, too, one that names no procedure is the filing's only as long as it is
# asked of that.
_NOT_FOR_THE_CHANGE = AnyOf(
    (
        Is("event.procedure", "filing"),
        Not(IsIn("state.change", ("awaiting_supplement", "supplemented", *_POSTED_OR_UNCLEAR))),
        AllOf((Is("feedback.functional", None), Not(Is("feedback.plan", value=True)))),
    )
)
# A-26, strict reading: what was posted in time counts only with the plan, if one is needed.
_PLAN_LACKS = AllOf((STRICT, Is("feedback.plan", value=False)))
_PLAN_UNSAID = AllOf((_PLAN_LACKS, Is("feedback.functional", None)))
# What came after the end of the period, and by a person's answer counts by its posting.
_POSTED = Has("feedback.abandoned_on")
_ASKABLE = AllOf((Has("feedback.issued_on"), Is("feedback.functional_said", None)))


def _answer(
    question: str, answer: str, clauses: str, *, states: tuple[str, ...], **more: Any
) -> tuple[Transition, ...]:
    return tuple(
        Transition(
            clauses=tuple(clauses.split()),
            procedure=procedure,
            event="determination",
            question=question,
            answer=answer,
            states=known(states, procedure),
            **more,
        )
        for procedure in REVIEWED
    )


def _answered_onwards(
    question: str, answer: str, clauses: str, **more: Any
) -> tuple[Transition, ...]:
    return tuple(
        evolve(made, question=question, answer=answer)
        for made in onwards("determination", clauses, late=True, **more)
    )


ANSWERED: tuple[Transition, ...] = (
    *_answered_onwards(
        "2.4.4c",
        "yes",
        "2.4.4c",
        states=("supplement_posted",),
        when=AllOf((Has("feedback.posted_on"), Not(_PLAN_UNSAID))),
        actions=(Put("feedback.supplemented_on", Copy("feedback.posted_on")),),
    ),
    *_answer(
        "2.4.4c",
        "yes",
        "2.4.4c 2.4.4e",
        states=("supplement_posted",),
        to="supplement_unclear",
        when=AllOf((Has("feedback.posted_on"), _PLAN_UNSAID)),
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
            # Accepted after all: the change has been applied for all along.
            Clear("change.unapplied"),
        ),
    ),
    *_answer(
        "2.4.4d",
        "no",
        "2.4.4d",
        states=("late_supplement",),
        actions=(Put("feedback.declined_on"),),
    ),
    *_answer(
        "2.4.4e",
        "yes",
        "2.4.4e",
        states=("supplement_unclear",),
        to="awaiting_supplement",
        when=Not(_POSTED),
        actions=(Put("feedback.functional", value=True),),
    ),
    *(
        made
        for counted, when in (
            ("feedback.arrived_on", Not(_POSTED)),
            ("feedback.posted_on", _POSTED),
        )
        for made in _answered_onwards(
            "2.4.4e",
            "no",
            "2.4.4e",
            states=("supplement_unclear",),
            when=AllOf((Has(counted), when)),
            actions=(
                Put("feedback.functional", value=False),
                Put("feedback.supplemented_on", Copy(counted)),
            ),
        )
    ),
    *(
        made
        for answer, value, posted in (
            ("yes", True, AllOf((_ASKABLE, Not(_PLAN_LACKS)))),
            ("no", False, _ASKABLE),
        )
        for states, when in (
            (_UNTOUCHED, _ASKABLE),
            (_FILED, AllOf((_ASKABLE, _NOT_FOR_THE_CHANGE))),
            (("supplement_posted",), posted),
        )
        for made in _answer(
            "2.4.4e",
            answer,
            "2.4.4e",
            states=states,
            when=when,
            actions=(Put("feedback.functional", value=value),),
        )
        if made.states  # a change is not filed
    ),
    *_answer(
        "2.4.4e",
        "yes",
        "2.4.4e 2.4.4d",
        states=("supplement_posted", "supplement_unclear"),
        to="late_supplement",
        when=AllOf((_ASKABLE, _PLAN_LACKS, _POSTED)),
        actions=(
            Put("feedback.functional", value=True),
            Put("feedback.late_on", Copy("feedback.arrived_on")),
            Put("application.ended_on", Copy("feedback.abandoned_on")),
        ),
    ),
)

# --- all else -------------------------------------------------------------------------------------------

_BOTH_KNOWN = AllOf((Has("shutdown.announced_on"), Has("shutdown.offline_on")))
_PERSON: tuple[tuple[str, str, Condition, str], ...] = (
    # question, procedure, while it may be answered, the fact that keeps the answer
    ("1.2a", "filing", IsIn("sponsor.kind", ("party_organ", "other")), "case.answer_1.2a"),
    ("1.2e", "filing", Is("app.kind", "other"), "case.answer_1.2e"),
    ("2.2.0", "filing", ROUTE_IN_QUESTION, "case.answer_2.2.0"),
    ("2.3.7", "filing", Is("app.grassroots_facing", None), "case.answer_2.3.7"),
    ("2.6.2a", "deregistration", _BOTH_KNOWN, "shutdown.announced_in_time"),
)
# Of these a "no" is a finding, from the first day on which it was said and not taken back.
_DATED: tuple[tuple[str, Condition, str, str], ...] = (
    (
        "2.7.2a",
        Is("application.position", "other"),
        "application.position_answer",
        "application.position_on",
    ),
    *(
        (question, HAS_NUMBER, f"case.answer_{question}", f"case.answer_{question}_on")
        for question in ("2.7.3a", "2.7.3b")
    ),
)
DECIDED: tuple[Transition, ...] = (
    *(
        Transition(
            clauses=(question,),
            procedure=procedure,
            event="determination",
            question=question,
            when=when,
            actions=(Put(fact, "answer"),),
        )
        for question, procedure, when, fact in _PERSON
    ),
    *(
        Transition(
            clauses=(question,),
            procedure="filing",
            event="determination",
            question=question,
            answer=answer,
            when=when,
            actions=(
                Put(fact, "answer"),
                Put(day, first=True) if answer == "no" else Clear(day),
            ),
        )
        for question, when, fact, day in _DATED
        for answer in QUESTION_OPTIONS[question]
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
