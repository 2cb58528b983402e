"""The form of a case in JSON (``gaf-case/1``): its schema, from the tables that its reader reads by."""

from __future__ import annotations

from copy import deepcopy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.documents import shapes
from gaf_rules.language.vocabulary import EVENT_TYPES, FURTHER_QUESTIONS, QUESTION_OPTIONS
from gaf_rules.log import case
from gaf_rules.log.case import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.log.events import FIELDS, REQUIRED, Field
from gaf_rules.messages import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["KIND_OF_FIELD", "case_parts", "case_schema", "event_schema"]

KIND_OF_FIELD: Final[Mapping[str, str]] = MappingProxyType(
    {
        "type": "event",
        "procedure": "procedure",
        "by": "role",
        "to": "role",
        "problems": "problem",
        "materials": "material",
        "missing": "material",
        "grounds": "ground",
        "position": "position",
        "question": "question",
        "answer": "answer",
        "app.kind": "app_kind",
        "app.purpose": "purpose",
        "sponsor.kind": "sponsor_kind",
        "sponsor.tier": "tier",
    }
)
"""Field of an event, app or sponsor → the kind of `gaf_rules.LABELS` that has the words of its codes."""

_DATE: Final = shapes.DAY.schema()
_TEXT: Final = shapes.TEXT.schema()


def _closed(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


def _field(spec: Field, kind: str) -> dict[str, Any]:
    schemas: dict[str, dict[str, Any]] = {
        "date": _DATE,
        "flag": {"type": "boolean"},
        "text": _TEXT,
        "code": shapes.CODE.schema(),
    }
    if spec.kind == "word":
        schema = shapes.titled(kind, (*spec.values, *spec.further))
    elif spec.kind == "words":
        schema = _list(shapes.titled(kind, spec.values), uniqueItems=True)
        if spec.filled:
            schema["minItems"] = 1
    else:
        schema = schemas[spec.kind]
    return _or_null(schema) if spec.nullable else schema


def _fields(
    specs: Mapping[str, Field], of: str, first: dict[str, Any] | None = None
) -> dict[str, Any]:
    properties = {**(first or {})}
    for name, spec in specs.items():
        kind = KIND_OF_FIELD.get(name if of == "event" else f"{of}.{name}", "")
        properties[name] = _told(of, name, _field(spec, kind))
    optional = tuple(name for name, spec in specs.items() if spec.default is not REQUIRED)
    return _closed(properties, optional)


def _told(of: str, name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A field with what it is called in both languages."""
    table, key = ("field", name) if of == "event" else ("case_field", f"{of}.{name}")
    return {**schema, "description": " / ".join(LABELS[table][key])}


def _kind_of_event(kind: str) -> dict[str, Any]:
    title = " / ".join(LABELS["event"][kind])
    first = {
        "type": _told("event", "type", {"const": kind}),
        "on": _told("event", "on", _DATE),
    }
    schema = {"title": title, **_fields(FIELDS[kind], "event", first)}
    if kind == "determination":
        schema["allOf"] = [
            {
                "if": {"properties": {"question": {"const": question}}},
                "then": {"properties": {"answer": shapes.titled("answer", answers)}},
            }
            for question, answers in {**QUESTION_OPTIONS, **FURTHER_QUESTIONS}.items()
        ]
    if kind == "filing_number_issued":
        # A filing has a number; only a change is approved without one. Without `procedure` it is a filing.
        schema["if"] = {"properties": {"procedure": {"const": "filing"}}}
        schema["then"] = {"properties": {"number": {"type": "string"}}}
    return schema


def event_schema() -> dict[str, Any]:
    """The JSON Schema of an event, as a part of a document: it refers to `case_parts`."""
    return {"$ref": "#/$defs/event"}


def _event() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"type": _told("event", "type", shapes.titled("event", EVENT_TYPES))},
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


def case_parts() -> dict[str, Any]:
    """What stands under ``$defs`` wherever there are events: an event, and each type of them."""
    # A copy: the pieces that it is made of are shared.
    return deepcopy({"event": _event(), **{kind: _kind_of_event(kind) for kind in EVENT_TYPES}})


def case_schema(*, whole: bool = True) -> dict[str, Any]:
    """The JSON Schema of a case (``gaf-case/1``).

    Arguments:
        whole: as a document by itself; False: as a part of another, under whose ``$defs`` the types of events
            stand.

    >>> sorted(case_schema()["required"])
    ['app', 'events', 'id', 'schema', 'sponsor']
    """
    title = {"anyOf": [_TEXT, _closed({"zh": _TEXT, "en": _TEXT})]}
    fields = {
        "schema": {"const": case.SCHEMA},
        "id": _TEXT,
        "title": title,
        "app": _fields(APP_FIELDS, "app"),
        "sponsor": _fields(SPONSOR_FIELDS, "sponsor"),
        "events": _list(event_schema()),
    }
    words = LABELS["document_field"]
    for name, schema in fields.items():
        fields[name] = {**schema, "description": " / ".join(words[name])}
    made: dict[str, Any] = deepcopy(_closed(fields, optional=("title",)))
    return {**shapes.head(case.SCHEMA), "$defs": case_parts(), **made} if whole else made
