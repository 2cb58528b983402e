"""JSON Schema (2020-12) of every document that the library reads or gives, from the tables that it reads by.

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
from gaf_rules.messages import LABELS
from gaf_rules.sheets.columns import KIND_OF_LABEL
from gaf_rules.values.errors import CaseError
from gaf_rules.values.lazy import Lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gaf_rules.documents.shapes import Shape

__all__ = [
    "DOCUMENTS",
    "assessment_schema",
    "case_parts",
    "case_schema",
    "event_schema",
    "schema_of",
]

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


# -- what goes in ----------------------------------------------------------------------------------------
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
        column = f"{of}_{name}" if of != "event" and name == "kind" else name
        properties[name] = _told(of, name, _field(spec, KIND_OF_LABEL.get(column, "question")))
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
    """The JSON Schema of an event; it refers to `case_parts`."""
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
    """What stands under ``$defs`` wherever there are events: each type of event."""
    # A copy: the pieces that it is made of are shared.
    return deepcopy({kind: _kind_of_event(kind) for kind in EVENT_TYPES})


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


def overlay_schema() -> dict[str, Any]:
    """The JSON Schema of regional days (``gaf-overlay/1``), as `gaf_rules.Overlay` reads them."""
    days = {**_list(_DATE), "uniqueItems": True}
    fields = {
        "place": shapes.CODE.schema(),
        "kind": shapes.titled("overlay_kind", LABELS["overlay_kind"]),
        "off": days,
        "work": days,
        "source": _TEXT,
    }
    words = LABELS["document_field"]
    told = {
        name: {**schema, "description": " / ".join(words[name])} for name, schema in fields.items()
    }
    some = [{"properties": {name: {"minItems": 1}}} for name in ("off", "work")]
    made: dict[str, Any] = deepcopy(
        {**shapes.head("gaf-overlay/1"), **_closed(told), "anyOf": some}
    )
    return made


# -- what comes out --------------------------------------------------------------------------------------
_ANYTHING: Final = shapes.Shape(schema=dict, read=lambda got, *_: got)


def _problems_form() -> Shape:
    """What is wrong, one by one, as `gaf_rules.values.errors.Problem` gives it."""
    problem = shapes.record(
        dict,
        {
            "code": shapes.word("error", tuple(LABELS["error"])),
            "path": shapes.ANY_TEXT,
            "value": _ANYTHING,
            "allowed": shapes.many(shapes.ANY_TEXT),
            "clause": shapes.maybe(shapes.TEXT),
            "text": shapes.two_languages(),
        },
        of="problem",
    )
    return shapes.many(problem, least=1)


def _error_form() -> Shape:
    """What `to_dict` of an error gives."""
    fields = {
        "schema": shapes.constant("gaf-error/1"),
        "type": shapes.word("error_kind", tuple(LABELS["error_kind"])),
        "text": shapes.two_languages(),
        "problems": _problems_form(),
    }
    return shapes.document("gaf-error/1", shapes.record(dict, fields, of="error"))


def _problem_form() -> Shape:
    """What the service answers where it refuses something (RFC 9457)."""
    fields = {
        "type": shapes.TEXT,
        "title": shapes.TEXT,
        "status": shapes.count(400),
        "detail": shapes.TEXT,
        "text": shapes.two_languages(),
        "problems": _problems_form(),
    }
    return shapes.document("gaf-problem/1", shapes.record(dict, fields, of="problem_details"))


def _verification_form() -> Shape:
    """What `to_dict` of a verification gives."""
    difference = shapes.record(dict, {"path": shapes.TEXT, "stored": _ANYTHING, "found": _ANYTHING})
    fields = {
        "schema": shapes.constant("gaf-verification/1"),
        "is_same": shapes.FLAG,
        "is_tampered": shapes.FLAG,
        "made_with": shapes.many(shapes.word("made_with", tuple(LABELS["made_with"]))),
        "differences": shapes.many(difference),
    }
    return shapes.document("gaf-verification/1", shapes.record(dict, fields))


def _forms() -> dict[str, Callable[[], dict[str, Any]]]:
    """Name of a document → what makes its schema."""
    # Here, as some of them stand on this module.
    from gaf_rules.ask.explanation.form import explanation_form  # noqa: PLC0415 - as said above
    from gaf_rules.ask.inboxes.form import inbox_form  # noqa: PLC0415 - as said above
    from gaf_rules.ask.planning.form import plan_form  # noqa: PLC0415 - as said above
    from gaf_rules.sheets.mapping_form import mapping_form  # noqa: PLC0415 - as said above

    return {
        case.SCHEMA: case_schema,
        "gaf-assessment/1": assessment.assessment_form().schema,
        "gaf-deadline/1": duty.deadline_form().schema,
        "gaf-explanation/1": explanation_form().schema,
        "gaf-plan/1": plan_form().schema,
        "gaf-inbox/1": inbox_form().schema,
        "gaf-mapping/1": mapping_form().schema,
        "gaf-overlay/1": overlay_schema,
        "gaf-error/1": _error_form().schema,
        "gaf-problem/1": _problem_form().schema,
        "gaf-verification/1": _verification_form().schema,
    }


_FORMS: Final = Lazy(_forms)
DOCUMENTS: Final = tuple(LABELS["document"])
"""The names of all documents."""


def assessment_schema() -> dict[str, Any]:
    """The JSON Schema of an assessment (``gaf-assessment/1``).

    >>> assessment_schema()["properties"]["schema"]["const"]
    'gaf-assessment/1'
    """
    return schema_of("gaf-assessment/1")


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a document by its name, such as ``gaf-deadline/1``.

    Raises:
        CaseError: there is no such document; it names the nearest.
    """
    problems = check_word(name, DOCUMENTS, "$name")
    if problems:
        raise CaseError(tuple(problems))
    return _FORMS.value()[name]()
