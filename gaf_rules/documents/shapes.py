"""The shapes of JSON documents: from one table come the schema that tells a form and the reader of it.

A shape knows its JSON Schema and how to read a value strictly: nothing is coerced, and everything that is
wrong is listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from gaf_rules.documents.document import check_keys, other_schema, read_day, wanted
from gaf_rules.documents.fields import check_word, say
from gaf_rules.messages import LABELS
from gaf_rules.values.drafts import Value
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.texts import SAYS_SOMETHING, says_something

if TYPE_CHECKING:
    from datetime import date

__all__ = [
    "ADDRESS", "ANY_TEXT", "CODE", "DAY", "DIGEST", "FLAG", "NULL", "TEXT", "Shape", "by_name",
    "constant", "count", "document", "head", "held", "many", "maybe", "named", "read_document",
    "record", "refer", "titled", "two_languages", "word", "words_by_name",
]  # fmt: skip

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


TEXT: Final = _of_type({"type": "string", "pattern": SAYS_SOMETHING}, says_something, "text")
"""A text with something in it."""
ANY_TEXT: Final = _of_type({"type": "string"}, lambda v: isinstance(v, str), "text")
"""A text, perhaps empty."""
FLAG: Final = _of_type({"type": "boolean"}, lambda v: isinstance(v, bool), "true, false")
"""True or false."""
# Spelt out, since checkers differ on whether they look at "format", and on the year 0000; with a length, as
# in some dialects a line end may follow what "$" stands for.
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9][0-9]|[0-9][1-9][0-9]{2}|[1-9][0-9]{3})"
_LEAP = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_ANY_DAY = "(0[13578]|1[02])-31|(0[13-9]|1[0-2])-(29|30)|(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
DAY: Final = Shape(
    schema=lambda: {
        "type": "string",
        "format": "date",
        "pattern": f"^({_YEAR}-({_ANY_DAY})|{_LEAP}-02-29)$",
        "maxLength": 10,
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


CODE: Final = _of_type(
    {"type": "string", "pattern": "^[0-9]{6}$", "maxLength": 6},
    lambda v: isinstance(v, str) and re.fullmatch("[0-9]{6}", v) is not None,
    "six digits",
)
"""The code of a place (GB/T 2260)."""


def constant(value: str | bool) -> Shape:  # noqa: FBT001 - it is what stands in the document
    """One value and no other."""

    def read(got: Any, path: str, problems: Problems) -> Any:
        if type(got) is not type(value) or got != value:
            problems.append(other_schema(path, got, str(value)))
        return got

    return Shape(schema=lambda: {"const": value}, read=read)


Words = Mapping[str, tuple[str, str]]
"""Code → its words in Chinese and English."""


def titled(kind: str | Words, values: Iterable[str], before: str = "") -> dict[str, Any]:
    """The schema of one of these codes, each with its words in both languages where it has any.

    Arguments:
        kind: the kind of `gaf_rules.LABELS` that has the words, or the words.
        values: the codes.
        before: what stands before the code in the key of its words.
    """
    words = LABELS[kind] if isinstance(kind, str) else kind
    return {
        "type": "string",
        "oneOf": [
            {"const": each, "title": " / ".join(words[before + each])}
            if before + each in words
            else {"const": each}
            for each in values
        ],
    }


def word(kind: str | Words, values: tuple[str, ...], before: str = "") -> Shape:
    """One of these codes; arguments as of `titled`."""

    def schema() -> dict[str, Any]:
        return titled(kind, values, before)

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


def words_by_name(shapes: Mapping[str, Shape], kind: str | Words) -> Shape:
    """An object whose names are all optional: what is there is read, in its order.

    Arguments:
        shapes: what may stand under each name.
        kind: the kind of `gaf_rules.LABELS` that has the words of the names, or the words.
    """
    words = LABELS[kind] if isinstance(kind, str) else kind

    def schema() -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: _told(shape, words[name]) for name, shape in shapes.items()},
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
    *,
    of: str = "",
) -> Shape:
    """An object with these fields, made into a value.

    Arguments:
        make: what makes the value of the fields read, by name.
        fields: those that must be there.
        optional: those that may be left out, each with what stands for it then.
        of: what the object is, where one of its fields means something of its own in it.
    """
    further = optional or {}
    known = {**fields, **{name: shape for name, (shape, _) in further.items()}}

    def schema() -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {name: named(shape, of, name) for name, shape in known.items()},
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


def _told(shape: Shape, words: tuple[str, str]) -> dict[str, Any]:
    return {**shape.schema(), "description": " / ".join(words)}


def named(shape: Shape, of: str, name: str) -> dict[str, Any]:
    """The schema of a field, with what it is called in both languages.

    Arguments:
        shape: what may stand there.
        of: what it is a field of, where it means something of its own there.
        name: the field.
    """
    words = LABELS["document_field"]
    for key, found in ((f"{of}.{name}", words), (name, words), (name, LABELS["result_column"])):
        if key in found:
            return _told(shape, found[key])
    return _told(shape, LABELS["field"][name])


def by_name(key: Shape, value: Shape) -> Shape:
    """An object with any names of one shape, each with a value of another."""

    def schema() -> dict[str, Any]:
        return {
            "type": "object",
            "propertyNames": key.schema(),
            "additionalProperties": value.schema(),
        }

    def read(got: Any, path: str, problems: Problems) -> Any:
        if not isinstance(got, dict):
            problems.append(wanted(path, got, "object"))
            return {}
        for name in got:
            key.read(name, f"{path}.{name}", problems)
        return {name: value.read(each, f"{path}.{name}", problems) for name, each in got.items()}

    return Shape(schema=schema, read=read)


def refer(name: str, shape: Callable[[], Shape]) -> Shape:
    """What stands under ``$defs`` in the document: a shape that holds itself can be written no other way."""
    return Shape(
        schema=lambda: {"$ref": f"#/$defs/{name}"},
        read=lambda got, path, problems: shape().read(got, path, problems),
    )


def held(schema: Callable[[], dict[str, Any]], make: Callable[[Any], Any]) -> Shape:
    """A document within another.

    Arguments:
        schema: its schema, without a head of its own.
        make: reads it; its errors name paths from ``$``.
    """

    def read(got: Any, path: str, problems: Problems) -> Any:
        try:
            return make(got)
        except CaseError as error:
            problems += [evolve(each, path=path + each.path[1:]) for each in error.problems]
            return None

    return Shape(schema=schema, read=read)


def document(
    name: str,
    make: Callable[..., Any],
    fields: Mapping[str, Shape],
    optional: Mapping[str, tuple[Shape, Any]] | None = None,
    *,
    of: str = "",
    parts: Callable[[], dict[str, Any]] | None = None,
) -> Shape:
    """A whole document: a record whose first field, ``schema``, says which document it is.

    The value is made of the others. The schema has an ``$id``, a dialect, and title and description in both
    languages.

    Arguments:
        name: its name and version, such as ``gaf-plan/1``; a key of the labels of kind ``document``.
        make: as of :func:`record`, like the next three.
        fields: those that must be there beside ``schema``.
        optional: those that may be left out.
        of: what the object is.
        parts: the schemas under ``$defs``, by name, where it refers to any.
    """

    def made(*, schema: str, **values: Any) -> Any:
        del schema
        return make(**values)

    whole = record(made, {"schema": constant(name), **fields}, optional, of=of)

    def schema() -> dict[str, Any]:
        defs = {} if parts is None else {"$defs": parts()}
        return {**head(name), **defs, **whole.schema()}

    return Shape(schema=schema, read=whole.read)


def head(name: str) -> dict[str, str]:
    """What the schema of a document begins with."""
    return {
        "$schema": DIALECT,
        "$id": f"{ADDRESS}{name}",
        "title": " / ".join(LABELS["document"][name]),
        "description": " / ".join(LABELS["document_text"][name]),
    }


def read_document(shape: Shape, data: Any) -> Any:
    """A document read.

    Raises:
        CaseError: everything that is wrong with it.
    """
    problems: Problems = []
    try:
        value = shape.read(data, "$", problems)
    except RecursionError:
        problems = [say("wrong_type", "$", None, "嵌套太深", "nested too deeply")]
    if problems:
        raise CaseError(tuple(problems))
    return value
