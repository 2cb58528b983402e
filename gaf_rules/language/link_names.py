"""The names that rows may use, and of each kind of row which field names what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.language.actions import Mark
from gaf_rules.language.fact_schema import WRITABLE
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.rows import FIRST_HOP, FIRST_TIER
from gaf_rules.language.vocabulary import (
    EVENT_TYPES,
    FINDING_CODES,
    FURTHER_QUESTIONS,
    PROCEDURES,
    QUESTION_OPTIONS,
    SEVERITIES,
    STAGES,
    STATUSES,
)
from gaf_rules.messages import LABELS
from gaf_rules.values.mapping import FrozenMap, frozen_maps

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.language.guideline import Guideline

__all__ = ["EFFECTS", "REFERENCES", "SLIPS", "known_names"]

EFFECTS: Final = ("stop", "unknown", "resume", "restart", "until")
"""What a mark may do to a clock."""

SLIPS: Final[Mapping[str, str]] = FrozenMap(
    {
        "seat": "unknown_role",
        "duty": "unknown_clause",
        "code": "no_words",
        "change": "unknown_clause",
    }
)
"""Kinds of name whose slip has the code of another kind."""


def known_names(
    guideline: Guideline, words: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """Kind of name to the names there are; those of states are told apart by procedure elsewhere.

    Arguments:
        guideline: whose rows are linked.
        words: kind of label to what has words, the guideline's own among them.
    """
    own = guideline.words
    text = {*LABELS["finding_text"], *own.get("finding_text", ())}
    positions = dict.fromkeys(
        position for tier in guideline.tiers for at in tier.places.values() for position in at
    )
    marks = [
        action.kind
        for row in guideline.transitions
        for action in row.actions
        if isinstance(action, Mark)
    ]
    clauses = tuple(guideline.clauses)
    codes = tuple(dict.fromkeys((*(row.code for row in guideline.findings), *FINDING_CODES)))
    return {
        "clause": clauses,
        "procedure": PROCEDURES,
        "event": EVENT_TYPES,
        "stage": (*STAGES, *own.get("stage", ())),
        "role": guideline.roles,
        "position": tuple(positions),
        "seat": (*guideline.roles, FIRST_HOP, FIRST_TIER),
        "record": WRITABLE,
        "duty": tuple(dict.fromkeys(row.clause for row in guideline.duties)),
        "reading": tuple(READING_OPTIONS),
        "severity": SEVERITIES,
        "status": STATUSES,
        "effect": EFFECTS,
        "mark": tuple(dict.fromkeys(marks)),
        "code": tuple(code for code in words["finding"] if code in text),
        "question": tuple(name for name in words["question"] if _can_be_answered(name)),
        "material": words["material"],
        "change": (*codes, *clauses, "scope", "route"),
    }


def _can_be_answered(question: str) -> bool:
    """Whether a case may answer it: by a determination, or by an event, whose words begin with its kind."""
    return ":" in question or question in {*QUESTION_OPTIONS, *FURTHER_QUESTIONS}


# -- what each field of each kind of row names: the table by which rows are linked ---------------------
_CLAUSE_AND = {"clauses": "clause"}
REFERENCES: Mapping[str, Mapping[str, str]] = frozen_maps(
    {
        "tiers": {"first_hop": "role", "first_tier": "role", "unsent": "role_of", "places": "role"},
        "states": {
            "procedure": "procedure",
            "stage": "stage",
            "bearer": "seat",
            "question": "question",
        },
        "transitions": {
            **_CLAUSE_AND,
            "procedure": "procedure",
            "event": "event",
            "states": "state",
            "to": "state",
            "by": "position",
            "dest": "position",
            "question": "question",
            "when": "condition",
            "once": "record",
            "within": "duty",
            "actions": "action",
        },
        "lapses": {
            **_CLAUSE_AND,
            "procedure": "procedure",
            "state": "state",
            "to": "state",
            "duty": "duty",
        },
        "duties": {
            "clause": "clause",
            **_CLAUSE_AND,
            "procedures": "procedure",
            "over": "record",
            "bearer": "seat",
            "to": "seat",
            "act": "event",
            "when": "condition",
            "starts": "start",
            "period": "period",
            "met_by": "day",
            "met_when": "condition",
            "before": "day",
            "limit": "day",
            "same_day": "status",
            "void_by": "day",
            "known_on": "day",
            "unclear": "condition",
            "excused": "condition",
            "late_on": "day",
            "clock": "clock",
            "marks": "marks",
            "resumes": "condition",
            "returned_on": "day",
            "consequence": "clause",
            "readings": "reading",
            "next_action": "condition",
        },
        "start": {"fact": "day", "event": "event", "when": "condition", "asks": "asks"},
        "clock": {
            "mark": "mark",
            "does": "effect",
            "when": "condition",
            "event": "event",
            "asks": "asks",
        },
        "ahead": {
            "clause": "clause",
            "procedures": "procedure",
            "ahead_of": "event",
            "bearer": "seat",
            "act": "event",
            "when": "condition",
            "items": "list",
        },
        "findings": {
            "code": "code",
            "clause": "clause",
            "severity": "severity",
            "over": "over",
            "procedures": "procedure",
            "bearer": "found_with",
            "when": "condition",
            "since": "day",
            "items": "list",
            "clauses": "clause_of",
        },
        "questions": {
            "clause": "asked",
            "over": "over",
            "procedures": "procedure",
            "when": "condition",
            "changes": "change",
            "asks_day_of": "event",
            "settles": "duty",
            "known_on": "day",
        },
        "scope": {
            **_CLAUSE_AND,
            "when": "condition",
            "code": "code",
            "clause": "clause",
            "question": "question",
            "plain": "clause",
        },
        "routes": {**_CLAUSE_AND, "when": "condition", "path": "role"},
        "materials": {
            "material": "material",
            "procedure": "procedure",
            "clause": "clause",
            "when": "condition",
        },
        "forms": {
            "form": "clause",
            "procedure": "procedure",
            "material": "material",
            "when": "condition",
        },
        "facts": {"clause": "clause"},
    }
)
"""Of each kind of row: field → what it names."""
