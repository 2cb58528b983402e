"""The names that rows may use, by what they are the names of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.language.actions import Mark
from gaf_rules.language.fact_schema import WRITABLE
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.rows import FIRST_HOP
from gaf_rules.language.vocabulary import (
    EVENT_TYPES,
    FINDING_CODES,
    PROCEDURES,
    SEVERITIES,
    STAGES,
    STATUSES,
)
from gaf_rules.messages import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.language.guideline import Guideline

__all__ = ["EFFECTS", "known_names"]

EFFECTS: Final = ("stop", "unknown", "resume", "restart", "until")
"""What a mark may do to a clock."""


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
        "seat": (*guideline.roles, *positions, FIRST_HOP, "duty"),
        "record": WRITABLE,
        "duty": tuple(dict.fromkeys(row.clause for row in guideline.duties)),
        "reading": tuple(READING_OPTIONS),
        "severity": SEVERITIES,
        "status": STATUSES,
        "effect": EFFECTS,
        "mark": tuple(dict.fromkeys(marks)),
        "code": tuple(code for code in words["finding"] if code in text),
        "question": words["question"],
        "material": words["material"],
        "change": (*codes, *clauses, "scope", "route"),
    }
