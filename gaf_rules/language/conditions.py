"""Conditions as data: what a row requires of the facts, before anything is evaluated.

A fact has a name ``record.field`` (``application.submitted_on``, ``case.launched_on``); the facts of
one round are a mapping from record to its fields. A field that is not there counts as ``None``. The
same condition is compiled into a Python closure for the scalar evaluator, walked for explanations, and
translated by the other engines; it holds no code of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from gaf_rules.values.drafts import Value

Facts = Mapping[str, Mapping[str, Any]]
Test = Callable[[Facts], bool]

__all__ = [
    "ALWAYS",
    "AllOf",
    "AnyOf",
    "Before",
    "Condition",
    "Facts",
    "Has",
    "Holds",
    "Is",
    "IsIn",
    "Lacks",
    "Not",
    "NotAfter",
    "Test",
    "compile_condition",
    "facts_of",
    "walk",
]


class Condition(Value):
    """Base of all conditions; compared and hashed by content."""

    __slots__ = ()


# Conditions that differ in nothing but their meaning share one class of fields, which attrs then makes once.
@frozen(eq=False, repr=False)
class _OfParts(Condition):
    parts: tuple[Condition, ...]


@frozen(eq=False, repr=False)
class _OfFact(Condition):
    fact: str


@frozen(eq=False, repr=False)
class _OfTwoDays(Condition):
    first: str
    second: str


class AllOf(_OfParts):
    """Every part holds; with no part it always holds."""

    __slots__ = ()


class AnyOf(_OfParts):
    """At least one part holds."""

    __slots__ = ()


@frozen(eq=False, repr=False)
class Not(Condition):
    """The part does not hold."""

    part: Condition


class Has(_OfFact):
    """The fact is known: neither absent, nor None, nor an empty list."""

    __slots__ = ()


class Lacks(_OfFact):
    """The fact is absent, None or empty."""

    __slots__ = ()


@frozen(eq=False, repr=False)
class Is(Condition):
    """The fact equals the value; ``Is(fact, None)`` holds also where the fact is absent."""

    fact: str
    value: str | bool | int | None


@frozen(eq=False, repr=False)
class IsIn(Condition):
    """The fact is one of the values."""

    fact: str
    values: tuple[str, ...]


class Before(_OfTwoDays):
    """Both dates are known and the first is strictly before the second."""

    __slots__ = ()


class NotAfter(_OfTwoDays):
    """Both dates are known and the first is on or before the second."""

    __slots__ = ()


@frozen(eq=False, repr=False)
class Holds(Condition):
    """The list behind the fact has the member."""

    fact: str
    member: str


ALWAYS: Condition = AllOf(())


def _split(fact: str) -> tuple[str, str]:
    record, _, name = fact.partition(".")
    return record, name


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything inside it, outermost first."""
    yield condition
    if isinstance(condition, (AllOf, AnyOf)):
        for part in condition.parts:
            yield from walk(part)
    elif isinstance(condition, Not):
        yield from walk(condition.part)


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The names of all facts that the condition looks at, in order, without repeats.

    >>> facts_of(AllOf((Has("case.launched_on"), Is("app.kind", "app"))))
    ('case.launched_on', 'app.kind')
    """
    names: dict[str, None] = {}
    for part in walk(condition):
        if isinstance(part, (Has, Lacks, Is, IsIn, Holds)):
            names[part.fact] = None
        elif isinstance(part, (Before, NotAfter)):
            names[part.first] = None
            names[part.second] = None
    return tuple(names)


def _known(fact: str, *, wanted: bool) -> Test:
    record, name = _split(fact)

    def known(facts: Facts) -> bool:
        value = facts[record].get(name)
        return (value is not None and value != ()) is wanted

    return known


def _equal(fact: str, value: object) -> Test:
    record, name = _split(fact)
    if value is None or isinstance(value, bool):
        return lambda facts: facts[record].get(name) is value
    return lambda facts: bool(facts[record].get(name) == value)


def _member(fact: str, values: tuple[str, ...]) -> Test:
    record, name = _split(fact)
    allowed = frozenset(values)
    return lambda facts: facts[record].get(name) in allowed


def _ordered(first: str, second: str, *, strict: bool) -> Test:
    record_a, name_a = _split(first)
    record_b, name_b = _split(second)

    def ordered(facts: Facts) -> bool:
        a, b = facts[record_a].get(name_a), facts[record_b].get(name_b)
        return a is not None and b is not None and (a < b if strict else a <= b)

    return ordered


def _holds(fact: str, member: str) -> Test:
    record, name = _split(fact)
    return lambda facts: member in (facts[record].get(name) or ())


def _every(parts: tuple[Test, ...]) -> Test:
    if not parts:
        return lambda _: True
    if len(parts) == 1:
        return parts[0]
    if len(parts) == 2:  # noqa: PLR2004 - the commonest shape, spared the loop
        a, b = parts
        return lambda facts: a(facts) and b(facts)
    return lambda facts: all(part(facts) for part in parts)


def _some(parts: tuple[Test, ...]) -> Test:
    return lambda facts: any(part(facts) for part in parts)


def compile_condition(condition: Condition) -> Test:  # noqa: C901, PLR0911 - one line a word of the language
    """A plain Python function of the facts that answers the condition.

    Raises:
        TypeError: a condition of a class that the language does not know.

    >>> compile_condition(Is("app.kind", "app"))({"app": {"kind": "app"}})
    True
    """
    match condition:
        case AllOf(parts):
            return _every(tuple(compile_condition(part) for part in parts))
        case AnyOf(parts):
            return _some(tuple(compile_condition(part) for part in parts))
        case Not(part):
            test = compile_condition(part)
            return lambda facts: not test(facts)
        case Has(fact):
            return _known(fact, wanted=True)
        case Lacks(fact):
            return _known(fact, wanted=False)
        case Is(fact, value):
            return _equal(fact, value)
        case IsIn(fact, values):
            return _member(fact, values)
        case Before(first, second):
            return _ordered(first, second, strict=True)
        case NotAfter(first, second):
            return _ordered(first, second, strict=False)
        case Holds(fact, member):
            return _holds(fact, member)
    raise TypeError(condition)
