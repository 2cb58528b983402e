"""The form of an assessment in JSON: what its schema describes and its reader takes, said once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gaf_rules.answers.assessment import (
    SCHEMA,
    Assessment,
    Finding,
    NextAction,
    Provenance,
    Question,
    ScopeDecision,
)
from gaf_rules.answers.duty import duty_form
from gaf_rules.documents import shapes
from gaf_rules.language import vocabulary as words
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.values.lazy import known

if TYPE_CHECKING:
    from gaf_rules.documents.shapes import Shape

__all__ = ["assessment_form", "provenance_form", "readings_form"]

_TO_SAY = ("answer", "change_on", "major", "lawful", "leaked")
"""What a person has to say in the event that answers a question."""


def _finding(*, disputed_by: tuple[str, ...], **values: Any) -> Finding:
    return Finding(disputes=known(disputed_by), **values)


def _question(*, text: tuple[str, str], answer: object, **values: Any) -> Question:
    del answer  # it follows from the rest
    return Question(zh=text[0], en=text[1], **values)


@lru_cache(maxsize=1)
def provenance_form() -> Shape:
    """The form of what a document was made with."""
    return shapes.record(
        Provenance,
        {
            "guideline": shapes.TEXT,
            "guideline_sha256": shapes.DIGEST,
            "calendar_sha256": shapes.DIGEST,
            "readings": readings_form(),
            "engine": shapes.TEXT,
            "version": shapes.TEXT,
        },
    )


@lru_cache(maxsize=1)
def readings_form() -> Shape:
    """The form of the readings that differ from the default: field to option."""
    return shapes.words_by_name(
        {
            name: shapes.word("reading_option", options, f"{name}=")
            for name, options in READING_OPTIONS.items()
        },
        "reading",
    )


@lru_cache(maxsize=8)
def _parts(own: tuple[str, ...]) -> dict[str, Any]:
    """The forms of the parts; ``own`` are the codes of a guideline's own."""
    text, day, texts = shapes.TEXT, shapes.DAY, shapes.many(shapes.TEXT)
    role, event = shapes.word("role", words.ROLES), shapes.word("event", words.EVENT_TYPES)
    procedure = shapes.word("procedure", words.PROCEDURES)
    stages: dict[str, Shape] = {
        **dict.fromkeys(words.PROCEDURES, shapes.word("stage", words.STAGES)),
        "deregistration": shapes.word("deregistration_stage", words.DEREGISTRATION_STAGES),
    }
    code = shapes.word("finding", tuple(dict.fromkeys((*words.FINDING_CODES, *own))))
    return {
        "provenance": provenance_form(),
        "scope": shapes.record(
            ScopeDecision,
            {"in_scope": shapes.maybe(shapes.FLAG), "clauses": texts},
            {"codes": (shapes.many(code), ()), "questions": (texts, ())},
            of="scope",
        ),
        "route": shapes.maybe(shapes.many(role, least=2)),
        "stages": shapes.words_by_name(stages, "procedure"),
        "finding": shapes.record(
            _finding,
            {
                "code": code,
                "clause": text,
                "procedure": procedure,
                "round": shapes.count(1),
                "severity": shapes.word("severity", words.SEVERITIES),
                "bearer": role,
                "since": day,
                "items": shapes.many(shapes.ANY_TEXT),
                "disputed_by": shapes.many(shapes.word("reading", tuple(READING_OPTIONS))),
            },
        ),
        "question": shapes.record(
            _question,
            {
                "id": text,
                "clause": text,
                "text": shapes.two_languages(),
                "options": shapes.many(text, least=1),
                "changes": texts,
                "answer": shapes.record(
                    dict,
                    {"type": event, "on": shapes.maybe(day)},
                    {
                        "by": (role, None),
                        "question": (text, None),
                        "procedure": (procedure, None),
                        **dict.fromkeys(_TO_SAY, (shapes.NULL, None)),
                    },
                    of="event",
                ),
            },
            {
                "asks_date": (text, None),
                "procedure": (procedure, "filing"),
                "on": (day, None),
            },
        ),
        "action": shapes.record(
            NextAction,
            {"bearer": role, "act": event, "not_after": shapes.maybe(day), "clause": text},
            {"procedure": (procedure, "filing")},
        ),
    }


@lru_cache(maxsize=8)
def assessment_form(own: tuple[str, ...] = ()) -> Shape:
    """The form of an assessment (``gaf-assessment/1``).

    Arguments:
        own: the codes of findings that the guideline has beside those of the contract.
    """
    parts = _parts(own)
    return shapes.document(
        SCHEMA,
        Assessment,
        {
            "case": shapes.TEXT,
            "as_of": shapes.DAY,
            "provenance": parts["provenance"],
            "scope": parts["scope"],
            "route": parts["route"],
            "forms": shapes.many(shapes.TEXT),
            "stages": parts["stages"],
            "duties": shapes.many(duty_form()),
            "findings": shapes.many(parts["finding"]),
            "questions": shapes.many(parts["question"]),
            "next_actions": shapes.many(parts["action"]),
        },
    )
