"""The words that rows are written in: what a row requires of the facts, before anything is evaluated.

A word is one class. It says what it comes down to in the five expressions of :mod:`gaf_rules.language.core`,
of which three (:class:`AllOf`, :class:`AnyOf`, :class:`Not`) are words themselves. A word about one fact
names the :class:`~gaf_rules.language.core.FactQuestion` that it puts to it. Nothing else of the library knows
a word; the sentences in which an explanation tells what was asked stand with the other texts, one for each
question.

>>> AtLeast(2, "case.materials").lowered()
FactTest(fact='case.materials', question=Members(wanted=2))
"""

from __future__ import annotations

import operator
from typing import Any

from attrs import frozen

from gaf_rules.language.core import (
    ALWAYS,
    AllOf,
    AnyOf,
    Backend,
    Condition,
    DayOrder,
    FactQuestion,
    Facts,
    FactTest,
    Not,
    Test,
    facts_of,
    path_of,
    walk,
)

__all__ = [
    "ALWAYS",
    "AllOf",
    "Among",
    "AnyOf",
    "AtLeast",
    "Before",
    "Condition",
    "Facts",
    "Has",
    "Holds",
    "Is",
    "IsIn",
    "Known",
    "Lacks",
    "Member",
    "Members",
    "Not",
    "NotAfter",
    "Same",
    "Test",
    "compile_condition",
    "facts_of",
    "walk",
]


# -- questions to one fact ---------------------------------------------------------------------------------
@frozen(eq=False, repr=False)
class Known(FactQuestion):
    """Is it known: neither absent, nor None, nor an empty list?"""

    def holds(self, value: Any) -> bool:
        """Whether the value is neither None nor an empty list."""
        return value is not None and value != ()

    def source(self, value: str) -> str:
        """A date or a filled list is true, and settles it; what is false may still be known."""
        return f"(a := {value}) or a not in (None, ())"


@frozen(eq=False, repr=False)
class Same(FactQuestion):
    """Is it this very value: true, false or nothing?"""

    wanted: bool | None

    def holds(self, value: Any) -> bool:
        """Whether the value is the one wanted."""
        return value is self.wanted

    def source(self, value: str) -> str:
        """The same as text."""
        return f"{value} is {self.wanted!r}"


@frozen(eq=False, repr=False)
class Among(FactQuestion):
    """Is it one of these values?"""

    wanted: tuple[str | int, ...]

    def holds(self, value: Any) -> bool:
        """Whether the value is one of those wanted."""
        return value in self.wanted

    def source(self, value: str) -> str:
        """The same as text; one value alone is compared."""
        if len(self.wanted) == 1:
            return f"{value} == {self.wanted[0]!r}"
        return f"{value} in {self.wanted!r}"


@frozen(eq=False, repr=False)
class Member(FactQuestion):
    """Is this a member of the list?"""

    wanted: str

    def holds(self, value: Any) -> bool:
        """Whether the list has the member."""
        return self.wanted in (value or ())

    def source(self, value: str) -> str:
        """The same as text."""
        return f"{self.wanted!r} in ({value} or ())"


@frozen(eq=False, repr=False)
class Members(FactQuestion):
    """Has the list at least so many members?"""

    wanted: int

    def holds(self, value: Any) -> bool:
        """Whether the list has enough members."""
        return len(value or ()) >= self.wanted

    def source(self, value: str) -> str:
        """The same as text."""
        return f"len({value} or ()) >= {self.wanted}"


# -- words -------------------------------------------------------------------------------------------------
# Words that differ in nothing but their meaning share one class of fields, which attrs then makes once.
@frozen(eq=False, repr=False)
class _OfFact(Condition):
    fact: str


@frozen(eq=False, repr=False)
class _OfTwoDays(Condition):
    first: str
    second: str


class Has(_OfFact):
    """The fact is known: neither absent, nor None, nor an empty list."""

    __slots__ = ()

    def lowered(self) -> Condition:
        """In the core."""
        return FactTest(self.fact, Known())


class Lacks(_OfFact):
    """The fact is absent, None or empty."""

    __slots__ = ()

    def lowered(self) -> Condition:
        """In the core."""
        return Not(Has(self.fact))


@frozen(eq=False, repr=False)
class Is(Condition):
    """The fact equals the value; ``Is(fact, None)`` holds also where the fact is absent."""

    fact: str
    value: str | bool | int | None

    def lowered(self) -> Condition:
        """In the core: true, false and nothing only if it is the very same."""
        if self.value is None or isinstance(self.value, bool):
            return FactTest(self.fact, Same(self.value))
        return FactTest(self.fact, Among((self.value,)))


@frozen(eq=False, repr=False)
class IsIn(Condition):
    """The fact is one of the values."""

    fact: str
    values: tuple[str, ...]

    def lowered(self) -> Condition:
        """In the core."""
        return FactTest(self.fact, Among(self.values))


@frozen(eq=False, repr=False)
class Holds(Condition):
    """The list behind the fact has the member."""

    fact: str
    member: str

    def lowered(self) -> Condition:
        """In the core."""
        return FactTest(self.fact, Member(self.member))


@frozen(eq=False, repr=False)
class AtLeast(Condition):
    """The list behind the fact has at least so many members; a list that is not there has none."""

    count: int
    fact: str

    def lowered(self) -> Condition:
        """In the core."""
        return FactTest(self.fact, Members(self.count))


class Before(_OfTwoDays):
    """Both dates are known and the first is strictly before the second."""

    __slots__ = ()

    def lowered(self) -> Condition:
        """In the core."""
        return DayOrder(self.first, self.second, or_same=False)


class NotAfter(_OfTwoDays):
    """Both dates are known and the first is on or before the second."""

    __slots__ = ()

    def lowered(self) -> Condition:
        """In the core."""
        return DayOrder(self.first, self.second, or_same=True)


# -- a condition put to facts ------------------------------------------------------------------------------
def _every(each: AllOf) -> Test:
    parts = [compile_condition(part) for part in each.parts]
    return lambda facts: all(part(facts) for part in parts)


def _some(each: AnyOf) -> Test:
    parts = [compile_condition(part) for part in each.parts]
    return lambda facts: any(part(facts) for part in parts)


def _turned(each: Not) -> Test:
    part = compile_condition(each.part)
    return lambda facts: not part(facts)


def _asked(each: FactTest) -> Test:
    (record, name), holds = path_of(each.fact), each.question.holds
    return lambda facts: holds(facts[record].get(name))


def _ordered(each: DayOrder) -> Test:
    (record_a, name_a), (record_b, name_b) = path_of(each.first), path_of(each.second)
    before = operator.le if each.or_same else operator.lt

    def ordered(facts: Facts) -> bool:
        a, b = facts[record_a].get(name_a), facts[record_b].get(name_b)
        return a is not None and b is not None and before(a, b)

    return ordered


_TESTS: Backend[Test] = Backend(
    "evaluation",
    {AllOf: _every, AnyOf: _some, Not: _turned, FactTest: _asked, DayOrder: _ordered},
)


def compile_condition(condition: Condition) -> Test:
    """A plain Python function of the facts that answers the condition.

    Raises:
        GafRulesError: a condition that is no word and none of the five expressions.

    >>> compile_condition(Is("app.kind", "app"))({"app": {"kind": "app"}})
    True
    """
    return _TESTS(condition)
