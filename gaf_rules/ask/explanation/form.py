"""The form of an explanation in JSON (``gaf-explanation/1``): its schema and its reader."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.answers.assessment_form import provenance_form, readings_form
from gaf_rules.ask.explanation.tree import (
    NODE_KINDS,
    SCHEMA,
    CountedDay,
    Explanation,
    Node,
    Quoted,
    Used,
)
from gaf_rules.documents import shapes
from gaf_rules.documents.document import wanted
from gaf_rules.language.vocabulary import DAY_KINDS
from gaf_rules.log.case import Case
from gaf_rules.log.case_form import case_parts, case_schema
from gaf_rules.messages import LANGUAGES
from gaf_rules.values.lazy import known

if TYPE_CHECKING:
    from gaf_rules.values.errors import Problem

__all__ = ["explanation_form"]

_PLAIN: Final = ("string", "integer", "boolean")


def _is_plain(value: Any) -> bool:
    return type(value) in {str, int, bool}


def _read_fact(value: Any, path: str, problems: list[Problem]) -> Any:
    """The value of a fact: a list of it becomes a tuple."""
    if value is None or _is_plain(value):
        return value
    if isinstance(value, list) and all(map(_is_plain, value)):
        return tuple(value)
    problems.append(wanted(path, value, "text, integer, true, false, null, list"))
    return None


_FACT: Final = shapes.Shape(
    schema=lambda: {"type": [*_PLAIN, "array", "null"], "items": {"type": [*_PLAIN]}},
    read=_read_fact,
)


def _node(*, readings: dict[str, str], **values: Any) -> Node:
    return Node(readings=tuple(readings.items()), **values)


@lru_cache(maxsize=1)
def _node_form() -> shapes.Shape:
    """One piece of reasoning; it may hold others."""
    text = shapes.maybe(shapes.TEXT)
    quoted = {"clause": shapes.TEXT, "wording": shapes.TEXT, "source": text}
    used = {"name": shapes.TEXT, "value": _FACT, "text": shapes.TEXT}
    counted = {
        "number": shapes.maybe(shapes.count(1)),
        "on": shapes.DAY,
        "through": shapes.DAY,
        "kind": shapes.word("day_kind", DAY_KINDS),
        "festival": text,
        "notice": text,
        "text": shapes.TEXT,
    }
    return shapes.record(
        _node,
        {
            "kind": shapes.word("node_kind", NODE_KINDS),
            "text": shapes.TEXT,
            "rule": text,
            "clauses": shapes.many(shapes.record(Quoted, quoted, of="quoted")),
            "facts": shapes.many(shapes.record(Used, used)),
            "days": shapes.many(shapes.record(CountedDay, counted, of="counted")),
            "readings": readings_form(),
            "children": shapes.many(shapes.refer("node", _node_form)),
        },
        of="node",
    )


def _explanation(*, result_sha256: str, **values: Any) -> Explanation:
    return Explanation(result=known(result_sha256), **values)


def _parts() -> dict[str, Any]:
    return {**case_parts(), "node": _node_form().schema()}


@lru_cache(maxsize=1)
def explanation_form() -> shapes.Shape:
    """The form of an explanation (``gaf-explanation/1``)."""
    return shapes.document(
        SCHEMA,
        _explanation,
        {
            "lang": shapes.word("lang", LANGUAGES),
            "title": shapes.TEXT,
            "case": shapes.held(lambda: case_schema(whole=False), Case.from_dict),
            "as_of": shapes.DAY,
            "provenance": provenance_form(),
            "result_sha256": shapes.DIGEST,
            "sections": shapes.many(shapes.refer("node", _node_form)),
        },
        of="explanation",
        parts=_parts,
    )
