"""The form of a plan in JSON (``gaf-plan/1``): its schema and its reader."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gaf_rules.answers.assessment_form import readings_form
from gaf_rules.ask.planning.chain import ACTS
from gaf_rules.ask.planning.steps import numbered
from gaf_rules.ask.planning.value import SCHEMA, WISHES, Plan, PlanStep
from gaf_rules.documents import shapes
from gaf_rules.language.vocabulary import CERTAINTIES, EVENT_TYPES, PROCEDURES, ROLES
from gaf_rules.log.case_form import case_parts, event_schema
from gaf_rules.log.event_reading import read_event

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["plan_form"]


def _plan(*, steps: Iterable[PlanStep], **values: Any) -> Plan:
    return Plan(steps=tuple(numbered(steps)), **values)


def _step_form() -> shapes.Shape:
    """One step; its number among those that are alike follows from the others."""
    role, day = shapes.word("role", ROLES), shapes.DAY
    return shapes.record(
        PlanStep,
        {
            "act": shapes.word("act", EVENT_TYPES),
            "by": shapes.maybe(role),
            "to": shapes.maybe(role),
            "bearer": role,
            "clause": shapes.TEXT,
            "procedure": shapes.word("procedure", PROCEDURES),
            "on": day,
            "earliest": day,
            "latest": day,
            "working_days": shapes.maybe(shapes.count()),
            "assumed": shapes.maybe(shapes.count()),
            "realistic_on": shapes.maybe(day),
            "done_on": shapes.maybe(day),
            "is_beside": shapes.FLAG,
            "event": shapes.Shape(schema=event_schema, read=read_event),
        },
        of="step",
    )


@lru_cache(maxsize=1)
def plan_form() -> shapes.Shape:
    """The form of a plan (``gaf-plan/1``)."""
    day, sentence = shapes.DAY, shapes.two_languages()
    return shapes.document(
        SCHEMA,
        _plan,
        {
            "case": shapes.TEXT,
            "kind": shapes.word("wish", tuple(WISHES)),
            "wish": day,
            "as_of": shapes.maybe(day),
            "steps": shapes.many(_step_form()),
            "is_possible": shapes.FLAG,
            "why": shapes.maybe(sentence),
            "earliest_possible": shapes.maybe(day),
            "notes": shapes.many(sentence),
            "certainty": shapes.word("certainty", CERTAINTIES),
            "is_of_app": shapes.FLAG,
            "guideline_sha256": shapes.DIGEST,
            "calendar_sha256": shapes.DIGEST,
            "readings": readings_form(),
            "durations": shapes.words_by_name(dict.fromkeys(ACTS, shapes.count()), "act"),
        },
        parts=case_parts,
    )
