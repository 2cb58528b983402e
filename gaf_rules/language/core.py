"""The core of conditions: five expressions, and one way to do something with them.

Whatever a row asks of the facts comes down to five expressions: all of some parts, any of them, not a part,
a question put to one fact, the order of two days. The words that rows are written in
(:mod:`gaf_rules.language.conditions`) lower to these. Whoever does something with conditions (evaluates them,
writes source text, looks for reasons) is a :class:`Backend`: a table with a function for each of the five,
which knows no word. So a new word is one class, and a new back end five functions.

A fact has a name ``record.field`` (``application.submitted_on``); a field that is not there counts as None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from gaf_rules.values.drafts import Value
from gaf_rules.values.errors import GafRulesError

Facts = Mapping[str, Mapping[str, Any]]
Test = Callable[[Facts], bool]
R = TypeVar("R")

__all__ = [
    "ALWAYS",
    "NEVER",
    "AllOf",
    "AnyOf",
    "Backend",
    "Condition",
    "DayOrder",
    "FactQuestion",
    "FactTest",
    "Facts",
    "Not",
    "Test",
    "core_of",
    "facts_of",
    "literals",
    "parts_of",
    "path_of",
    "value_of",
    "walk",
]


class Condition(Value):
    """Base of all conditions, compared and hashed by content: of the five expressions and of every word."""

    __slots__ = ("_nearer",)

    _nearer: Condition

    def lowered(self) -> Condition:
        """The same condition in other words, nearer the core; itself where there are none."""
        return self

    @property
    def nearer(self) -> Condition:
        """As :meth:`lowered`, kept with a word: rows share their words, and each is asked for many times."""
        try:
            return self._nearer
        except AttributeError:
            found = self.lowered()
            if found is not self:
                object.__setattr__(self, "_nearer", found)
            return found


class FactQuestion(Value):
    """What is asked of one fact, said twice: for a value, and as source text for native speed."""

    __slots__ = ()

    def holds(self, value: Any) -> bool:
        """Whether a value meets it; None stands for a fact that is not there."""
        raise NotImplementedError

    def source(self, value: str) -> str:
        """The same as a Python expression over the text of the value; it may use the variable ``a``."""
        raise NotImplementedError


# -- the five expressions ----------------------------------------------------------------------------------
# Two that differ in nothing but their meaning share one class of fields, which attrs then makes once.
@frozen(eq=False, repr=False)
class _OfParts(Condition):
    parts: tuple[Condition, ...]


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


@frozen(eq=False, repr=False)
class FactTest(Condition):
    """One question to one fact."""

    fact: str
    question: FactQuestion


@frozen(eq=False, repr=False)
class DayOrder(Condition):
    """Both days are known, and the first comes before the second, or, with ``or_same``, not after it."""

    first: str
    second: str
    or_same: bool


ALWAYS: Condition = AllOf(())
"""The condition that all facts meet."""
NEVER: Condition = AnyOf(())
"""The condition that nothing meets."""


def _read_only(table: Mapping[Any, Any]) -> Mapping[Any, Any]:
    # Looked into for every part of every condition: one call less than a mapping of our own.
    return MappingProxyType(dict(table))


# -- what is done with them --------------------------------------------------------------------------------
@frozen(eq=False)
class Backend(Generic[R]):
    """Something done with conditions: a function for each expression, looked up by its class.

    Attributes:
        name: what it is, for the error.
        table: for each class the function; it gets the expression and whatever else the call is given. One
            that is not there cannot be done, and is refused when it comes up.

    >>> depth = Backend("the depth", {
    ...     AllOf: lambda each: 1 + max(map(depth, each.parts), default=0),
    ...     Not: lambda each: 1 + depth(each.part),
    ...     FactTest: lambda each: 0,
    ... })
    >>> from gaf_rules.language.conditions import Has, Lacks
    >>> depth(AllOf((Has("case.filed_on"), Lacks("case.launched_on"))))
    2
    """

    name: str
    table: Mapping[type[Condition], Callable[..., R]] = field(converter=_read_only)

    def __call__(self, condition: Condition, *given: Any, **more: Any) -> R:
        """What comes of a condition, a word being lowered first.

        Raises:
            GafRulesError: an expression that the table does not have, or no condition at all.
        """
        make = self.table.get(type(condition))
        if make is not None:
            return make(condition, *given, **more)
        nearer = getattr(condition, "nearer", condition)
        if nearer is condition:
            raise self._unknown(condition)
        return self(nearer, *given, **more)

    def _unknown(self, condition: Condition) -> GafRulesError:
        name = type(condition).__name__
        known = ", ".join(each.__name__ for each in self.table)
        return GafRulesError(
            zh=f"{self.name}：不认识条件 {name}（{condition!r}），此处可用：{known}；"
            f"若是新词，请给 {name} 写 lowered()，化为这些；若是新的核心式，请在此表补一项",
            en=f"{self.name}: the condition {name} is not known here ({condition!r}); known are {known}. "
            f"A new word needs a method {name}.lowered() that says it in these; a new expression an entry "
            "here",
        )


core_of: Backend[Condition] = Backend(
    "lowering", dict.fromkeys((AllOf, AnyOf, Not, FactTest, DayOrder), lambda each: each)
)
"""The condition as one of the five expressions; its parts may still be words."""
parts_of: Backend[tuple[Condition, ...]] = Backend(
    "walking",
    {
        AllOf: lambda each: each.parts,
        AnyOf: lambda each: each.parts,
        Not: lambda each: (each.part,),
        FactTest: lambda _: (),
        DayOrder: lambda _: (),
    },
)
"""The parts of a condition that are conditions themselves."""


def walk(condition: Condition) -> Iterator[Condition]:
    """The condition and everything inside it in terms of the core, outermost first."""
    ahead, known = [condition], parts_of.table
    while ahead:
        core = ahead.pop()
        parts = known.get(type(core))
        if parts is None:  # a word
            core = core_of(core)
            parts = known[type(core)]
        yield core
        ahead += reversed(parts(core))


def literals(condition: Condition, *, wanted: bool = True) -> Iterator[tuple[Condition, bool]]:
    """The tests and orders inside a condition, each with whether it is wanted to hold.

    >>> from gaf_rules.language.conditions import Is, Lacks
    >>> [wanted for _, wanted in literals(AllOf((Lacks("case.filed_on"), Is("app.kind", "app"))))]
    [False, True]
    """
    core = core_of(condition)
    if isinstance(core, (FactTest, DayOrder)):
        yield core, wanted
    for part in parts_of(core):
        yield from literals(part, wanted=wanted is not isinstance(core, Not))


def facts_of(condition: Condition) -> tuple[str, ...]:
    """The names of all facts that the condition looks at, in order, without repeats.

    >>> from gaf_rules.language.conditions import Has, Is
    >>> facts_of(AllOf((Has("case.launched_on"), Is("app.kind", "app"))))
    ('case.launched_on', 'app.kind')
    """
    names: dict[str, None] = {}
    for part in walk(condition):
        if isinstance(part, FactTest):
            names[part.fact] = None
        elif isinstance(part, DayOrder):
            names |= dict.fromkeys((part.first, part.second))
    return tuple(names)


def value_of(facts: Facts, fact: str | None) -> Any:
    """The value of a fact; None where it is not there, or none is named."""
    if fact is None:
        return None
    record, name = path_of(fact)
    return facts[record].get(name)


def path_of(fact: str) -> tuple[str, str]:
    """The record of a fact and its field.

    >>> path_of("case.answer_1.2a")
    ('case', 'answer_1.2a')
    """
    record, _, name = fact.partition(".")
    return record, name
