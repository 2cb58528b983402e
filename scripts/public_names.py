"""Writes down what is public: names, what they take, what values have, documents of JSON; a test compares.

Run it from the checkout, with the library installed, after a change that is meant to alter what users hold on
to; read the difference, and say in a file of `changes/` what they have to do::

    python scripts/public_names.py

The names are written as Python, so that griffe can tell a break from an addition (``scripts/breaks.py``).
Types of arguments are left out: a narrower type of the same words breaks nobody's call.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import ast
import inspect
import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import gaf_rules as gaf
from gaf_rules import bulk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HELD: Final = Path(__file__).resolve().parent.parent / "tests" / "project"
NAMES: Final = _HELD / "public_names.txt"
FORMATS: Final = _HELD / "formats.txt"
PROMISED: Final = ("gaf-case/1", "gaf-assessment/1")
"""What goes in, and what comes out."""


class _Written:
    """A default as it is written down: a value that Python can read, or its words in quotes."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __repr__(self) -> str:
        said = repr(self.value)
        try:
            ast.parse(said, mode="eval")
        except SyntaxError:
            return repr(said)
        return said


def _takes(name: str, function: Any) -> str:
    """A function with the arguments as they are written in a call, and their defaults."""
    bare = [
        each.replace(
            annotation=inspect.Parameter.empty,
            default=each.default if each.default is each.empty else _Written(each.default),
        )
        for each in inspect.signature(function).parameters.values()
    ]
    return f"def {name}{inspect.Signature(bare)}: ..."


def _members(cls: type) -> Iterator[str]:
    """What a value of the class has: how it is made, methods with their arguments, plain fields."""
    if not issubclass(cls, Exception):
        made = inspect.signature(cls)
        me = inspect.Parameter("self", inspect.Parameter.POSITIONAL_ONLY)
        made = made.replace(parameters=[me, *made.parameters.values()])
        yield _takes("__init__", _Signed(made))
    for name in sorted({*dir(cls)} - {*dir(Exception)}):
        if name.startswith("_"):
            continue
        held = inspect.getattr_static(cls, name)
        if isinstance(held, (classmethod, staticmethod)):
            yield f"@{type(held).__name__}"
            yield _takes(name, held.__func__)
        elif inspect.isfunction(held):
            yield _takes(name, held)
        else:
            yield f"{name} = ..."


class _Signed:
    """Something with a signature of its own."""

    def __init__(self, signature: inspect.Signature) -> None:
        self.__signature__ = signature

    def __call__(self) -> None:
        """Nothing: only the signature is looked at."""


def _names(module: Any) -> Iterator[str]:
    for name in sorted(module.__all__):
        held = getattr(module, name)
        if inspect.isclass(held):
            yield f"class {name}:"
            yield from (f"    {line}" for line in [*_members(held)] or ["..."])
        elif callable(held):
            yield _takes(name, held)
        else:
            yield f"{name} = {type(held).__name__!r}"


def public() -> Iterator[str]:
    """Every public name, a line each; what has members is a class, the other module too."""
    yield from _names(gaf)
    yield "class bulk:"
    for line in _names(bulk):
        if line.startswith("def "):
            yield "    @staticmethod"
        yield f"    {line}"


def facts(at: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a schema says of each place of a document: wanted or not, kinds, words."""
    for name, part in schema.get("$defs", {}).items():
        yield from facts(f"{at}#{name}", part)
    for name, part in schema.get("properties", {}).items():
        yield f"{at}.{name}", "?"
        yield from facts(f"{at}.{name}", part)
    yield from ((f"{at}.{name}", "!") for name in schema.get("required", ()))
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from facts(f"{at}[]", schema[key])
    parts = [part for key in ("allOf", "anyOf", "oneOf") for part in schema.get(key, ())]
    for part in (*parts, *(schema[key] for key in ("then", "else") if key in schema)):
        yield from facts(at, part)
    kinds = schema.get("type", ())
    for kind in (kinds,) if isinstance(kinds, str) else kinds:
        yield at, schema.get("format", kind) if kind == "string" else kind
    if "$ref" in schema:
        yield at, schema["$ref"].rpartition("/")[2]
    words = (*schema.get("enum", ()), *((schema["const"],) if "const" in schema else ()))
    yield from ((at, json.dumps(word, ensure_ascii=False)) for word in words)


def formats() -> Iterator[str]:
    """Every place of the promised documents, a line each: ``!`` wanted, ``?`` not, then kinds and words."""
    for document in PROMISED:
        found: dict[str, set[str]] = defaultdict(set)
        for at, fact in facts(document, gaf.schema(document)):
            found[at].add(fact)
        for at, said in sorted(found.items()):
            yield " ".join((at, *sorted(said - ({"?"} if "!" in said else set()))))


if __name__ == "__main__":
    for target, lines in ((NAMES, public()), (FORMATS, formats())):
        target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
