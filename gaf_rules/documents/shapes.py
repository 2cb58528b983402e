"""The shapes of JSON documents: from one table come the schema that tells a form and the reader of it.

A shape knows its JSON Schema and how to read a value strictly: nothing is coerced, and everything that is
wrong is listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.documents.document import check_keys, read_day, wanted
from gaf_rules.documents.fields import check_word, say, short
from gaf_rules.messages import LABELS
from gaf_rules.values.drafts import Value
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.texts import says_something

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "ADDRESS",
    "ANY_TEXT",
    "DAY",
    "DIGEST",
    "FLAG",
    "NULL",
    "TEXT",
    "Shape",
    "constant",
    "count",
    "document",
    "many",
    "maybe",
    "read_document",
    "record",
    "two_languages",
    "word",
    "words_by_name",
]

Problems = list[Problem]
Reader = Callable[[Any, str, Problems], Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
ADDRESS: Final = "urn:gaf-rules:schema:"
"""Before the name of a document: the ``$id`` of its schema, a name and no place on a network."""


@frozen(kw_only=True, eq=False, repr=False)
class Shape(Value):
    """One shape.

    Attributes:
        schema: makes its JSON Schema (2020-12), anew for each caller.
        read: value, path and the list of problems → the value as the classes hold it, or None where it does
            not fit.
    """

    schema: Callable[[], dict[str, Any]]
    read: Reader


def _of_type(schema: Mapping[str, Any], fits: Callable[[Any], bool], what: str) -> Shape:
    def read(value: Any, path: str, problems: Problems) -> Any:
        if fits(value):
            return value
        problems.append(wanted(path, value, what))
        return None

    return Shape(schema=lambda: {**schema}, read=read)


def _day(value: Any, path: str, problems: Problems) -> date | None:
    return read_day(value, path, problems)


TEXT: Final = _of_type(
    {"type": "string", "minLength": 1}, lambda v: isinstance(v, str) and says_something(v), "text"
)
"""A text with something in it."""
ANY_TEXT: Final = _of_type({"type": "string"}, lambda v: isinstance(v, str), "text")
"""A text, perhaps empty."""
FLAG: Final = _of_type({"type": "boolean"}, lambda v: isinstance(v, bool), "true, false")
"""True or false."""
DAY: Final = Shape(
    schema=lambda: {
        "type": "string",
        "format": "date",
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
    },
    read=_day,
)
"""A day, YYYY-MM-DD."""


NULL: Final = _of_type({"type": "null"}, lambda v: v is None, "null")
"""Null: where a person must still say something."""
DIGEST: Final = _of_type(
    {"type": "string", "pattern": "^[0-9a-f]{64}$", "maxLength": 64},
    lambda v: isinstance(v, str) and re.fullmatch("[0-9a-f]{64}", v) is not None,
    "64 hexadecimal digits",
)
"""A digest, SHA-256."""


def count(least: int | None = 0) -> Shape:
    """A whole number, at least so many; any with None."""
    schema: dict[str, Any] = {"type": "integer"}
    if least is not None:
        schema["minimum"] = least

    def fits(value: Any) -> bool:
        return type(value) is int and (least is None or value >= least)

    return _of_type(schema, fits, "integer" if least is None else f"integer >= {least}")


def constant(value: str | bool) -> Shape:  # noqa: FBT001 - it is what stands in the document
    """One value and no other."""

    def read(got: Any, path: str, problems: Problems) -> Any:
        if got != value or type(got) is not type(value):
            zh, en = f"得到 {short(got)}；应为 {value}", f"got {short(got)}; it must be {value}"
            problems.append(say("wrong_schema", path, got, zh, en, (str(value),)))
        return got

    return Shape(schema=lambda: {"const": value}, read=read)


def word(kind: str | None, values: tuple[str, ...]) -> Shape:
    """One of these codes; their words in both languages are in the schema.

    Arguments:
        kind: the kind of `gaf_rules.LABELS` that has the words; None where there are none.
        values: the codes.
    """

    def schema() -> dict[str, Any]:
        if kind is None:
            return {"type": "string", "enum": [*values]}
        titled = [{"const": each, "title": " / ".join(LABELS[kind][each])} for each in values]
        return {"type": "string", "oneOf": titled}

    def read(got: Any, path: str, problems: Problems) -> Any:
        problems += check_word(got, values, path)
        return got

    return Shape(schema=schema, read=read)


def maybe(shape: Shape) -> Shape:
    """The shape, or null."""

    def read(got: Any, path: str, problems: Problems) -> Any:
        return None if got is None else shape.read(got, path, problems)

    return Shape(schema=lambda: {"anyOf": [shape.schema(), {"type": "null"}]}, read=read)


def many(shape: Shape, *, least: int = 0) -> Shape:
    """A list of such values, as a tuple."""

    def schema() -> dict[str, Any]:
        made: dict[str, Any] = {"type": "array", "items": shape.schema()}
        return {**made, "minItems": least} if least else made

    def read(got: Any, path: str, problems: Problems) -> Any:
        if not isinstance(got, list) or len(got) < least:
            problems.append(wanted(path, got, "list" if not least else f"list of {least} or more"))
            return ()
        return tuple(shape.read(each, f"{path}[{at}]", problems) for at, each in enumerate(got))

    return Shape(schema=schema, read=read)


def words_by_name(shapes: Mapping[str, Shape]) -> Shape:
    """An object whose names are all optional: what is there is read, in its order."""

    def schema() -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: shape.schema() for name, shape in shapes.items()},
            "additionalProperties": False,
        }

    def read(got: Any, path: str, problems: Problems) -> Any:
        if not isinstance(got, dict):
            problems.append(wanted(path, got, "object"))
            return {}
        check_keys(got, tuple(shapes), (), path, problems)
        return {
            name: shapes[name].read(value, f"{path}.{name}", problems)
            for name, value in got.items()
            if name in shapes
        }

    return Shape(schema=schema, read=read)


def record(
    make: Callable[..., Any],
    fields: Mapping[str, Shape],
    optional: Mapping[str, tuple[Shape, Any]] | None = None,
) -> Shape:
    """An object with these fields, made into a value.

    Arguments:
        make: what makes the value of the fields read, by name.
        fields: those that must be there.
        optional: those that may be left out, each with what stands for it then.
    """
    further = optional or {}
    known = {**fields, **{name: shape for name, (shape, _) in further.items()}}

    def schema() -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: shape.schema() for name, shape in known.items()},
            "required": [*fields],
            "additionalProperties": False,
        }

    def read(got: Any, path: str, problems: Problems) -> Any:
        if not isinstance(got, dict):
            problems.append(wanted(path, got, "object"))
            return None
        before = len(problems)
        check_keys(got, tuple(known), tuple(fields), path, problems)
        values = {
            name: shape.read(got[name], f"{path}.{name}", problems)
            for name, shape in known.items()
            if name in got
        }
        if len(problems) > before:
            return None
        return make(**{name: default for name, (_, default) in further.items()} | values)

    return Shape(schema=schema, read=read)


def two_languages() -> Shape:
    """A sentence in Chinese and English, as the pair of both."""
    return record(lambda zh, en: (zh, en), {"zh": TEXT, "en": TEXT})


def document(name: str, title: tuple[str, str], shape: Shape) -> Shape:
    """A whole document: its schema has an ``$id``, a dialect and a title in both languages."""
    head = {"$schema": DIALECT, "$id": f"{ADDRESS}{name}", "title": " / ".join(title)}
    return Shape(schema=lambda: {**head, **shape.schema()}, read=shape.read)


def read_document(shape: Shape, data: Any) -> Any:
    """A document read.

    Raises:
        CaseError: everything that is wrong with it.
    """
    problems: Problems = []
    value = shape.read(data, "$", problems)
    if problems:
        raise CaseError(tuple(problems))
    return value
