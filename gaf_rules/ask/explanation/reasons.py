"""Why a condition holds or does not: the parts that decide."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.language.conditions import compile_condition
from gaf_rules.language.core import (
    AllOf,
    AnyOf,
    Backend,
    Condition,
    DayOrder,
    FactTest,
    Not,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.language.core import Facts

    Decider = Callable[[Facts], "tuple[bool, tuple[Deciding, ...]]"]

__all__ = ["Deciding", "decider", "json_value"]


@frozen
class Deciding:
    """A part without parts that decides, and whether it holds."""

    part: Condition
    holds: bool


def json_value(value: Any) -> Any:
    """The value of a fact as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [json_value(item) for item in value]
    return value


def decider(condition: Condition) -> Decider:
    """The function that says of facts whether a condition holds, and the parts that suffice to see it.

    All parts of an :class:`AllOf` that holds, the first part that fails of one that does not; with
    :class:`AnyOf` the other way round.

    >>> from gaf_rules.language.conditions import Has
    >>> decider(AllOf((Has("case.a"), Has("case.b"))))({"case": {"a": 1}})
    (False, (Deciding(part=FactTest(fact='case.b', question=Known()), holds=False),))

    Arguments:
        condition: the condition.

    Returns:
        a function of the facts; its answers are made of the same :class:`Deciding` at every call.

    >>> from gaf_rules.language.conditions import Has
    >>> decider(Has("case.a"))({"case": {}})
    (False, (Deciding(part=FactTest(fact='case.a', question=Known()), holds=False),))
    """
    return _decider(condition)


def _through(parts: list[Decider], *, until: bool) -> Decider:
    """The parts one after the other, until one settles the question alone."""

    def decide(facts: Facts) -> tuple[bool, tuple[Deciding, ...]]:
        found: list[Deciding] = []
        for part in parts:
            holds, inner = part(facts)
            if holds is until:
                return holds, inner
            found += inner
        return not until, tuple(found)

    return decide


def _turned(part: Decider) -> Decider:
    """The other answer for the same reasons."""

    def decide(facts: Facts) -> tuple[bool, tuple[Deciding, ...]]:
        holds, inner = part(facts)
        return not holds, inner

    return decide


def _leaf(part: Condition) -> Decider:
    """A part without parts: it decides itself."""
    test = compile_condition(part)
    holding, failing = (Deciding(part, holds=True),), (Deciding(part, holds=False),)
    return lambda facts: (True, holding) if test(facts) else (False, failing)


_decider: Backend[Decider] = Backend(
    "reasons",
    {
        AllOf: lambda each: _through([decider(part) for part in each.parts], until=False),
        AnyOf: lambda each: _through([decider(part) for part in each.parts], until=True),
        Not: lambda each: _turned(decider(each.part)),
        FactTest: _leaf,
        DayOrder: _leaf,
    },
)
