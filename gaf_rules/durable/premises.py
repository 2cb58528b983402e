"""Conditions turned into alternatives of plain premises: what a conjunctive rule can ask of one fact.

A rule of the second engine is a conjunction over the properties of one fact. So each condition is pushed
down to its smallest parts and multiplied out: one alternative, one rule. What a premise looks at is an
:class:`Atom`; an atom is one property of the fact, always there and always of one type:

========  ===================================  ====================================================
sort     property                             value
========  ===================================  ====================================================
asked    a fact and a question                bool: its value meets the question
text     a fact                               str: its value; the empty string where it is no text
order    two days                             int: -1 before, 0 the same, 1 after, 2 not both known
by, to   a position                           bool: who acted, or was addressed, stands there
repeated a record                             bool: the same step was taken within that record
items    a list expression                    bool: something is left of it
given    a name                               whatever an earlier conclusion or a count says
========  ===================================  ====================================================
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from attrs import evolve, field, frozen

from gaf_rules.language.conditions import Among
from gaf_rules.language.core import (
    AllOf,
    AnyOf,
    Backend,
    Condition,
    DayOrder,
    FactQuestion,
    FactTest,
    Not,
    path_of,
)
from gaf_rules.language.rows import Minus

__all__ = [
    "Alternatives",
    "Atom",
    "LeftOver",
    "Premise",
    "Repeated",
    "Stands",
    "Value",
    "Within",
    "alternatives",
    "day_over",
    "given",
    "soft",
    "when",
]

Value = bool | int | str
Side = str | Minus | FactQuestion

_UNSAFE = re.compile(r"[^a-z0-9]+")


def _words(side: Side) -> str:
    if isinstance(side, Minus):
        return f"{_words(side.left)}_less_{_words(side.right)}"
    return side if isinstance(side, str) else repr(side)


@frozen
class Atom:
    """One property of a fact.

    Attributes:
        sort, about: what it says, and of what.
        type: bool, int or str.
        name: the property's name: lower-case letters, digits and underscores only.
        paths: record and field of each fact it is about.
    """

    sort: str
    about: tuple[Side, ...]
    type: type = bool  # noqa: A003 - what it is called in a fact
    name: str = field(init=False, eq=False)
    paths: tuple[tuple[str, str], ...] = field(init=False, eq=False)

    @name.default
    def _name(self) -> str:
        words = (_UNSAFE.sub("_", _words(side).lower()).strip("_") for side in self.about)
        return "_".join((self.sort, *words))

    @paths.default
    def _paths(self) -> tuple[tuple[str, str], ...]:
        return tuple(path_of(side) for side in self.about if isinstance(side, str))


@frozen
class Premise:
    """What one property must satisfy: ``op`` is ``eq``, ``neq``, ``lte`` or ``gt``."""

    atom: Atom
    op: str
    value: Value


Alternatives = tuple[tuple[Premise, ...], ...]


@frozen
class Stands(Condition):
    """The actor (``by``) or the addressee (``to``) of the event stands at the position of the route."""

    side: str
    position: str


@frozen
class Repeated(Condition):
    """The same step, by the same actor to the same addressee, was taken within the record."""

    record: str


@frozen
class Within(Condition):
    """The last day of the clause's duty has not passed, or only stands in for a receipt."""

    clause: str


@frozen
class LeftOver(Condition):
    """Something is left of the list."""

    items: str | Minus


def given(name: str, kind: type = bool) -> Atom:
    """A property that an earlier conclusion or a count fills."""
    return Atom("given", (name,), kind)


def when(atom: Atom, value: Value, op: str = "eq") -> Premise:
    """A premise in short."""
    return Premise(atom, op, value)


def day_over(clause: str) -> Atom:
    """The last day of a duty held against the day at hand."""
    return given(f"{clause} last_day_to_day", int)


def soft(clause: str) -> Atom:
    """Whether the last day of a duty only stands in for a receipt."""
    return given(f"{clause} soft")


def _yes(atom: Atom, *, wanted: bool) -> Alternatives:
    return ((Premise(atom, "eq", wanted),),)


def _tested(each: FactTest, *, wanted: bool) -> Alternatives:
    """Texts are compared by the engine; any other question is a property that says yes or no."""
    asked = each.question
    if not isinstance(asked, Among) or not all(
        text and isinstance(text, str) for text in asked.wanted
    ):
        return _yes(Atom("asked", (each.fact, asked)), wanted=wanted)
    atom = Atom("text", (each.fact,), str)
    if wanted:
        return tuple((Premise(atom, "eq", text),) for text in asked.wanted)
    return (tuple(Premise(atom, "neq", text) for text in asked.wanted),)


def _ordered(each: DayOrder, *, wanted: bool) -> Alternatives:
    # 2 stands for "not both known", so that each of the four needs one premise only.
    atom = Atom("order", (each.first, each.second), int)
    if each.or_same:
        return ((Premise(atom, "lte" if wanted else "gt", 0),),)
    return ((Premise(atom, "eq" if wanted else "neq", -1),),)


def _within(each: Within, *, wanted: bool) -> Alternatives:
    over, hard = when(day_over(each.clause), -1), when(soft(each.clause), value=False)
    if not wanted:
        return ((over, hard),)
    return (evolve(over, op="neq"),), (evolve(hard, value=True),)


def _possible(premises: tuple[Premise, ...]) -> bool:
    """Whether no two premises shut each other out; only equalities can."""
    wanted: dict[Atom, Value] = {}
    for premise in premises:
        if premise.op == "eq" and wanted.setdefault(premise.atom, premise.value) != premise.value:
            return False
    return not any(p.op == "neq" and wanted.get(p.atom) == p.value for p in premises)


def _multiplied(parts: list[Alternatives]) -> Alternatives:
    made = (
        tuple(dict.fromkeys(premise for part in choice for premise in part))
        for choice in product(*parts)
    )
    return tuple(dict.fromkeys(premises for premises in made if _possible(premises)))


@lru_cache(maxsize=2**12)
def alternatives(condition: Condition, *, wanted: bool = True) -> Alternatives:
    """The ways in which a condition can hold (or, with ``wanted=False``, fail), each a conjunction.

    Raises:
        GafRulesError: a condition that cannot be said in plain premises.

    >>> from gaf_rules.language.conditions import Has, Is, Lacks
    >>> [len(way) for way in alternatives(AnyOf((Has("a.b"), AllOf((Lacks("a.b"), Is("a.c", "x"))))))]
    [1, 2]
    """
    return _WAYS(condition, wanted=wanted)


def _joined(each: AllOf | AnyOf, *, wanted: bool) -> Alternatives:
    inner = [alternatives(part, wanted=wanted) for part in each.parts]
    if isinstance(each, AllOf) is wanted:
        return _multiplied(inner)
    return tuple(dict.fromkeys(way for part in inner for way in part))


_WAYS: Backend[Alternatives] = Backend(
    "the second engine",
    {
        AllOf: _joined,
        AnyOf: _joined,
        Not: lambda each, *, wanted: alternatives(each.part, wanted=not wanted),
        FactTest: _tested,
        DayOrder: _ordered,
        Stands: lambda each, *, wanted: _yes(Atom(each.side, (each.position,)), wanted=wanted),
        Repeated: lambda each, *, wanted: _yes(Atom("repeated", (each.record,)), wanted=wanted),
        Within: _within,
        LeftOver: lambda each, *, wanted: _yes(Atom("items", (each.items,)), wanted=wanted),
    },
)
