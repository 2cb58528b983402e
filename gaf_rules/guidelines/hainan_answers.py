"""Answers of a person to what the Hainan guideline leaves open: when they may be given, what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.guidelines.hainan_offices import ROUTE_IN_QUESTION
from gaf_rules.guidelines.hainan_states import HAS_NUMBER
from gaf_rules.language.conditions import AllOf, AnyOf, Has, Is, IsIn
from gaf_rules.language.rows import Clear, Put, Transition
from gaf_rules.language.vocabulary import QUESTION_OPTIONS

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition

__all__ = ["DECIDED"]

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
