"""OpenAPI 3.1 of the service, from its operations and from the very schemas of the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.service.operations import OPERATIONS, Operation
from gaf_rules.service.problems import FORM, STATUSES
from gaf_rules.show.schemas import schema
from gaf_rules.values.version import VERSION

if TYPE_CHECKING:
    from gaf_rules.service.parameters import Parameter

__all__ = ["openapi"]

_ABOUT: Final = (
    "政务移动互联网应用程序备案（海南）的规则与工作日历；不保存任何请求",
    "rules for filing government mobile apps (Hainan), and working days; no request is kept",
)
_PARTS: Final = "#/components/schemas/"


def _both(words: tuple[str, str]) -> str:
    return " / ".join(words)


def _name(document: str) -> str:
    """``gaf-case/1`` → ``Case``: the name of a document among the components."""
    return document.removeprefix("gaf-").partition("/")[0].capitalize()


def _moved(schema: Any) -> Any:
    """A schema whose parts stand among the components."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", _PARTS)
            if key == "$ref" and isinstance(value, str)
            else _moved(value)
            for key, value in schema.items()
        }
    return [_moved(each) for each in schema] if isinstance(schema, list) else schema


def _components() -> dict[str, Any]:
    """Every document and every part of one, by name."""
    found: dict[str, Any] = {}
    answers = (each.answer for each in OPERATIONS if each.answer is not None)
    for document in dict.fromkeys(("gaf-case/1", *answers, "gaf-problem/1")):
        made = _moved(schema(document))
        # What is named here has no address of its own: references would be looked for there.
        for key in ("$schema", "$id"):
            del made[key]
        found |= made.pop("$defs", {})
        found[_name(document)] = made
    # The same as the conditions of the document itself, in the way that makers of clients understand.
    found["event"] = {
        "oneOf": [{"$ref": _PARTS + kind} for kind in EVENT_TYPES],
        "discriminator": {
            "propertyName": "type",
            "mapping": {kind: _PARTS + kind for kind in EVENT_TYPES},
        },
    }
    return found


def _parameter(each: Parameter) -> dict[str, Any]:
    one = _moved(each.shape.schema())
    return {
        "name": each.name,
        "in": "path" if each.is_in_path else "query",
        "required": each.is_required,
        "description": _both(each.words),
        "schema": {"type": "array", "items": one} if each.is_list else one,
    }


def _body(operation: Operation) -> dict[str, Any]:
    if operation.body is None:
        return {}
    case = {"$ref": f"{_PARTS}Case"}
    wanted = {"type": "array", "items": case} if operation.name == "inbox" else case
    content = {"application/json": {"schema": wanted}}
    return {"requestBody": {"required": True, "content": content}}


def _operation(operation: Operation) -> dict[str, Any]:
    answer = {"$ref": _PARTS + _name(operation.answer)} if operation.answer else {"type": "object"}
    problem = {FORM: {"schema": {"$ref": f"{_PARTS}Problem"}}}
    refusals = (400, 403, 413, 415, 422, 500) if operation.body is not None else (403, 422, 500)
    return {
        "operationId": operation.name,
        "summary": _both(operation.words),
        "parameters": [_parameter(each) for each in operation.parameters],
        **_body(operation),
        "responses": {
            "200": {
                "description": _both(("答复", "the answer")),
                "content": {"application/json": {"schema": answer}},
            },
            **{
                str(status): {"description": _both(STATUSES[status]), "content": problem}
                for status in refusals
            },
        },
    }


def openapi() -> dict[str, Any]:
    """The description of the service, OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "gaf-rules",
            "version": VERSION,
            "description": _both(_ABOUT),
        },
        "paths": {each.path: {each.method.lower(): _operation(each)} for each in OPERATIONS},
        "components": {"schemas": _components()},
    }
