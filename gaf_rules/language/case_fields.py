"""What a case may hold: the fields of an app, of a sponsor and of each type of event.

``FIELDS`` is the contract's table of events as data. Readers, schemas and the link step go by these tables.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

from gaf_rules.documents.fields import Field
from gaf_rules.language.vocabulary import (
    APP_KINDS,
    FURTHER_QUESTIONS,
    GROUNDS,
    MATERIALS,
    POSITIONS,
    PROBLEMS,
    PROCEDURES,
    PURPOSES,
    QUESTION_OPTIONS,
    ROLES,
    SPONSOR_KINDS,
    TIERS,
)

__all__ = ["APP_FIELDS", "CASE_COLUMNS", "FIELDS", "SPONSOR_FIELDS"]

_QUESTION = Field(kind="word", values=tuple(QUESTION_OPTIONS), further=tuple(FURTHER_QUESTIONS))
_DATE = Field(kind="date")
_FLAG = Field(kind="flag")
_MAYBE = Field(kind="flag", nullable=True)
_TEXT = Field(kind="text")
_ROLE = Field(kind="word", values=ROLES, default=None)
_PROCEDURE = Field(kind="word", values=PROCEDURES, default="filing")
_BY = {"by": _ROLE}
_BY_TO = {"by": _ROLE, "to": _ROLE}
_ANY = {"procedure": _PROCEDURE}
_PROBLEM_LIST = {"problems": Field(kind="words", values=PROBLEMS)}
_MATERIAL_LIST = {"materials": Field(kind="words", values=MATERIALS)}
_ENDED = {"reason": _TEXT, **_ANY}

_FIELDS: dict[str, dict[str, Field]] = {
    "self_check_completed": {**_PROBLEM_LIST},
    "rectification_completed": {**_PROBLEM_LIST},
    "application_submitted": {**_BY_TO, **_MATERIAL_LIST, **_ANY},
    "application_forwarded": {**_BY_TO, **_ANY},
    "application_received": {**_BY, **_ANY},
    "materials_returned": {
        **_BY,
        "missing": Field(kind="words", values=MATERIALS, filled=True),
        **_ANY,
    },
    "return_received": {**_BY, **_ANY},
    "completeness_confirmed": {**_ANY},
    "reported_to_national": {**_ANY},
    "review_extended": {
        "reason": _TEXT,
        "expected_on": Field(kind="date", nullable=True),
        **_ANY,
    },
    "extension_relayed": {**_BY_TO, **_ANY},
    "feedback_issued": {
        "grounds": Field(kind="words", values=GROUNDS, filled=True),
        "functional_rectification": _MAYBE,
        **_ANY,
    },
    "feedback_relayed": {**_BY_TO, **_ANY},
    "feedback_received": {**_BY, **_ANY},
    "supplement_submitted": {
        **_BY_TO,
        "statement": _FLAG,
        "rectification_plan": _FLAG,
        "posted_on": Field(kind="date", default=None),
        **_ANY,
    },
    "filing_number_issued": {"number": Field(kind="text", nullable=True), **_ANY},
    "filing_number_received": {**_BY, **_ANY},
    "filing_number_relayed": {**_BY_TO, "prompted": _FLAG, **_ANY},
    "filing_number_displayed": {"position": Field(kind="word", values=POSITIONS)},
    "app_launched": {},
    "change_planned": {"change_on": _DATE, "major": _MAYBE},
    "change_took_effect": {},
    "shutdown_announced": {},
    "data_disposed": {"lawful": _MAYBE, "leaked": _MAYBE},
    "app_taken_offline": {},
    "deregistration_reported": {**_BY_TO, **_MATERIAL_LIST},
    "application_withdrawn": {**_ENDED},
    "filing_refused": {**_ENDED},
    "filing_revoked": {**_ENDED},
    # Where the question stands in several procedures and none is named, it is the first that asks.
    "determination": {
        "question": _QUESTION,
        "answer": _TEXT,
        "procedure": Field(kind="word", values=PROCEDURES, default=None),
    },
}
FIELDS: Mapping[str, Mapping[str, Field]] = MappingProxyType(
    {kind: MappingProxyType(inner) for kind, inner in _FIELDS.items()}
)
"""Type of event to its fields."""

_OPTIONAL_TEXT = Field(kind="text", default=None)
APP_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "name": _OPTIONAL_TEXT,
        "kind": Field(kind="word", values=APP_KINDS),
        "runs_on_mobile": Field(kind="flag"),
        "purpose": Field(kind="word", values=PURPOSES),
        "grassroots_facing": Field(kind="flag", nullable=True),
    }
)
SPONSOR_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "name": _OPTIONAL_TEXT,
        "kind": Field(kind="word", values=SPONSOR_KINDS),
        "tier": Field(kind="word", values=TIERS),
        "place": Field(kind="code", default=None),
    }
)

CASE_COLUMNS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "app_name": ("app", "name"),
        "app_kind": ("app", "kind"),
        "runs_on_mobile": ("app", "runs_on_mobile"),
        "purpose": ("app", "purpose"),
        "grassroots_facing": ("app", "grassroots_facing"),
        "sponsor_name": ("sponsor", "name"),
        "sponsor_kind": ("sponsor", "kind"),
        "tier": ("sponsor", "tier"),
        "place": ("sponsor", "place"),
    }
)
"""Column of a table of cases → the part of the case and its field."""
