"""JSON Schema (2020-12) of a case and of an assessment, made from the tables that the code itself reads.

The schemas let other programs check a document before they send it. What only the log as a whole shows
(an event that the process does not allow, a role that cannot be supplied) remains for the library.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.answers import assessment, duty
from gaf_rules.documents import shapes
from gaf_rules.documents.fields import check_word
from gaf_rules.language.questions import FURTHER_QUESTIONS
from gaf_rules.language.vocabulary import (
    EVENT_TYPES,
    QUESTION_OPTIONS,
)
from gaf_rules.log import case
from gaf_rules.log.case import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.log.events import FIELDS, REQUIRED, Field
from gaf_rules.values.errors import CaseError
from gaf_rules.values.texts import SAYS_SOMETHING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["assessment_schema", "case_schema", "schema_of"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
# Spelt out, since checkers differ on whether they look at "format", and on the year 0000; with a length, as
# in some dialects a line end may follow what "$" stands for.
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_ANY_DAY = "(0[13578]|1[02])-31|(0[13-9]|1[0-2])-(29|30)|(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_DATE = {
    "type": "string",
    "format": "date",
    "pattern": f"^({_YEAR}-({_ANY_DAY})|{_LEAP}-02-29)$",
    "maxLength": 10,
}
_TEXT = {"type": "string", "pattern": SAYS_SOMETHING}
_CLAUSE = {"type": "string", "minLength": 1}
_COUNT = {"type": ["integer", "null"], "minimum": 0}


def _closed(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _words(values: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(values)}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


# -- what goes in ----------------------------------------------------------------------------------------
def _field(spec: Field) -> dict[str, Any]:
    schemas: dict[str, dict[str, Any]] = {
        "date": _DATE,
        "flag": {"type": "boolean"},
        "text": _TEXT,
        "code": {"type": "string", "pattern": "^[0-9]{6}$", "maxLength": 6},
    }
    if spec.kind == "word":
        schema = _words((*spec.values, *spec.further))
    elif spec.kind == "words":
        schema = _list(_words(spec.values), uniqueItems=True)
        if spec.filled:
            schema["minItems"] = 1
    else:
        schema = schemas[spec.kind]
    return _or_null(schema) if spec.nullable else schema


def _fields(specs: Mapping[str, Field], first: dict[str, Any] | None = None) -> dict[str, Any]:
    properties = {**(first or {}), **{name: _field(spec) for name, spec in specs.items()}}
    optional = tuple(name for name, spec in specs.items() if spec.default is not REQUIRED)
    return _closed(properties, optional)


def _event(kind: str) -> dict[str, Any]:
    schema = _fields(FIELDS[kind], {"type": {"const": kind}, "on": _DATE})
    if kind == "determination":
        schema["allOf"] = [
            {
                "if": {"properties": {"question": {"const": question}}},
                "then": {"properties": {"answer": _words(answers)}},
            }
            for question, answers in {**QUESTION_OPTIONS, **FURTHER_QUESTIONS}.items()
        ]
    if kind == "filing_number_issued":
        # A filing has a number; only a change is approved without one. Without `procedure` it is a filing.
        schema["if"] = {"properties": {"procedure": {"const": "filing"}}}
        schema["then"] = {"properties": {"number": {"type": "string"}}}
    return schema


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a case (``gaf-case/1``).

    >>> sorted(case_schema()["required"])
    ['app', 'events', 'id', 'schema', 'sponsor']
    """
    event = {
        "type": "object",
        "properties": {"type": _words(EVENT_TYPES)},
        "required": ["type"],
        # One condition a type, so that a checker speaks of the type at hand and not of all of them.
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}},
                "then": {"$ref": f"#/$defs/{kind}"},
            }
            for kind in EVENT_TYPES
        ],
    }
    title = {"anyOf": [_TEXT, _closed({"zh": _TEXT, "en": _TEXT})]}
    # A copy: the pieces that it is made of are shared.
    schema: dict[str, Any] = deepcopy(
        {
            "$schema": _DIALECT,
            "$id": f"{shapes.ADDRESS}{case.SCHEMA}",
            "title": "案件 / a case",
            "$defs": {kind: _event(kind) for kind in EVENT_TYPES},
            **_closed(
                {
                    "schema": {"const": case.SCHEMA},
                    "id": _TEXT,
                    "title": title,
                    "app": _fields(APP_FIELDS),
                    "sponsor": _fields(SPONSOR_FIELDS),
                    "events": _list(event),
                },
                optional=("title",),
            ),
        }
    )
    return schema


# -- what comes out --------------------------------------------------------------------------------------
_FORMS: Final = {
    "gaf-assessment/1": assessment.assessment_form,
    "gaf-deadline/1": duty.deadline_form,
}


def assessment_schema() -> dict[str, Any]:
    """The JSON Schema of an assessment (``gaf-assessment/1``).

    >>> assessment_schema()["properties"]["schema"]
    {'const': 'gaf-assessment/1'}
    """
    return schema_of("gaf-assessment/1")


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a document by its name, such as ``gaf-deadline/1``.

    Raises:
        CaseError: there is no such document; it names the nearest.
    """
    if name == case.SCHEMA:
        return case_schema()
    problems = check_word(name, (case.SCHEMA, *_FORMS), "$name")
    if problems:
        raise CaseError(tuple(problems))
    return _FORMS[name]().schema()
