"""Writes down what is public: each name, what it takes, what its values have; a test compares.

Run it from the checkout, with the library installed, after a change that is meant to alter what users hold on
to; read the difference, and say in CHANGELOG.md what they have to do::

    python scripts/public_names.py

Types of arguments are left out: a narrower type of the same words breaks nobody's call.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hypothesis.stateful import RuleBasedStateMachine

import gaf_rules as gaf
from gaf_rules import bulk, testing

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET: Final = Path(__file__).resolve().parent.parent / "tests" / "project" / "public_names.txt"


def takes(function: Any) -> str:
    """The arguments of a function as they are written in a call, with their defaults."""
    parameters = inspect.signature(function).parameters.values()
    bare = [each.replace(annotation=inspect.Parameter.empty) for each in parameters]
    return str(inspect.Signature(bare))


def members(cls: type) -> Iterator[str]:
    """What a value of the class has: methods with their arguments, and plain fields."""
    for name in sorted({*dir(cls)} - {*dir(Exception)} - {*dir(RuleBasedStateMachine)}):
        if name.startswith("_"):
            continue
        held = inspect.getattr_static(cls, name)
        if isinstance(held, (classmethod, staticmethod)):
            yield f"{cls.__name__}.{name}{takes(held.__func__)}"
        elif inspect.isfunction(held):
            yield f"{cls.__name__}.{name}{takes(held)}"
        else:
            yield f"{cls.__name__}.{name}"


def public() -> Iterator[str]:
    """Every public name, a line each."""
    for prefix, module in (("", gaf), ("bulk.", bulk), ("testing.", testing)):
        for name in sorted(module.__all__):
            held = getattr(module, name)
            if inspect.isclass(held):
                yield (
                    f"{prefix}{name}"
                    if issubclass(held, Exception)
                    else f"{prefix}{name}{takes(held)}"
                )
                yield from members(held)
            elif callable(held):
                yield f"{prefix}{name}{takes(held)}"
            else:
                yield f"{prefix}{name}: {type(held).__name__}"


if __name__ == "__main__":
    TARGET.write_text("".join(f"{line}\n" for line in public()), encoding="utf-8")
