"""What each field of each kind of row names: the table by which rows are linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.values.mapping import frozen_maps

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["REFERENCES"]

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
            "bearer": "seat",
            "when": "condition",
            "since": "day",
            "items": "list",
            "clauses": "clause_of",
        },
        "questions": {
            "clause": "question",
            "over": "over",
            "procedures": "procedure",
            "when": "condition",
            "changes": "change",
            "asks_day_of": "event",
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
