"""Conditions turned into alternatives of plain premises: what a conjunctive rule can ask of one fact.

A rule of the second engine is a conjunction over the properties of one fact. So each condition is pushed
down to its smallest parts and multiplied out: one alternative, one rule. What a premise looks at is an
:class:`Atom`; an atom is one property of the fact, always there and always of one type:

=======  ===================================  ====================================================
sort     property                             value
=======  ===================================  ====================================================
known    a fact                               bool: neither absent nor None nor an empty list
none     a fact                               bool: absent or None
true     a fact                               bool: it is the value True
false    a fact                               bool: it is the value False
text     a fact                               str: its value; the empty string where it is no text
order    two days                             int: -1 before, 0 the same, 1 after, 2 not both known
holds    a list and a member                  bool: the member is in the list
by, to   a position                           bool: who acted, or was addressed, stands there
seen     a record                             bool: the same step was taken within that record
items    a list expression                    bool: something is left of it
given    a name                               whatever an earlier conclusion or a count says
=======  ===================================  ====================================================
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from attrs import evolve, field, frozen

from gaf_rules.language.conditions import (
    AllOf,
    AnyOf,
    Before,
    Condition,
    Has,
    Holds,
    Is,
    IsIn,
    Lacks,
    Not,
    NotAfter,
)
from gaf_rules.language.rows import Minus
from gaf_rules.values.errors import GafRulesError

__all__ = [
    "Alternatives",
    "Atom",
    "LeftOver",
    "Premise",
    "Seen",
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

_UNSAFE = re.compile(r"[^a-z0-9]+")
_TYPES: dict[str, type] = {"text": str, "order": int}


def _words(side: str | Minus) -> str:
    return side if isinstance(side, str) else f"{_words(side.left)}_less_{_words(side.right)}"


def _split(side: str | Minus) -> tuple[str, str]:
    record, _, name = side.partition(".") if isinstance(side, str) else ("", "", "")
    return record, name


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
    about: tuple[str | Minus, ...]
    type: type = bool  # noqa: A003 - what it is called in a fact
    name: str = field(init=False, eq=False)
    paths: tuple[tuple[str, str], ...] = field(init=False, eq=False)

    @name.default
    def _name(self) -> str:
        words = (_UNSAFE.sub("_", _words(side).lower()).strip("_") for side in self.about)
        return "_".join((self.sort, *words))

    @paths.default
    def _paths(self) -> tuple[tuple[str, str], ...]:
        return tuple(_split(side) for side in self.about)


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
class Seen(Condition):
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


def _atom(sort: str, *about: str | Minus) -> Atom:
    return Atom(sort, about, _TYPES.get(sort, bool))


def _yes(atom: Atom, *, wanted: bool) -> Alternatives:
    return ((Premise(atom, "eq", wanted),),)


def _texts(fact: str, values: tuple[str, ...], *, wanted: bool) -> Alternatives:
    atom = _atom("text", fact)
    if wanted:
        return tuple((Premise(atom, "eq", value),) for value in values)
    return (tuple(Premise(atom, "neq", value) for value in values),)


def _equal(fact: str, value: object, *, wanted: bool) -> Alternatives:
    if value is None:
        return _yes(_atom("none", fact), wanted=wanted)
    if isinstance(value, bool):
        return _yes(_atom("true" if value else "false", fact), wanted=wanted)
    if not isinstance(value, str) or not value:
        raise GafRulesError(
            zh=f"第二引擎不能表达 {fact} 等于 {value!r}；可用：非空文字、真假、无",
            en=f"the second engine cannot say that {fact} is {value!r}; it knows texts that are not empty, "
            "true, false and none",
        )
    return _texts(fact, (value,), wanted=wanted)


def _ordered(first: str, second: str, *, strict: bool, wanted: bool) -> Alternatives:
    # 2 stands for "not both known", so that each of the four needs one premise only.
    atom = _atom("order", first, second)
    if strict:
        return ((Premise(atom, "eq" if wanted else "neq", -1),),)
    return ((Premise(atom, "lte" if wanted else "gt", 0),),)


def _literal(condition: Condition, *, wanted: bool) -> Alternatives:  # noqa: C901, PLR0911 - one line a word of the language
    match condition:
        case Has(fact):
            return _yes(_atom("known", fact), wanted=wanted)
        case Lacks(fact):
            return _yes(_atom("known", fact), wanted=not wanted)
        case Is(fact, value):
            return _equal(fact, value, wanted=wanted)
        case IsIn(fact, values):
            return _texts(fact, values, wanted=wanted)
        case Before(first, second):
            return _ordered(first, second, strict=True, wanted=wanted)
        case NotAfter(first, second):
            return _ordered(first, second, strict=False, wanted=wanted)
        case Holds(fact, member):
            return _yes(_atom("holds", fact, member), wanted=wanted)
        case Stands(side, position):
            return _yes(_atom(side, position), wanted=wanted)
        case Seen(record):
            return _yes(_atom("seen", record), wanted=wanted)
        case Within(clause):
            over, hard = when(day_over(clause), -1), when(soft(clause), value=False)
            if not wanted:
                return ((over, hard),)
            return (evolve(over, op="neq"),), (evolve(hard, value=True),)
        case LeftOver(items):
            return _yes(_atom("items", items), wanted=wanted)
    raise GafRulesError(
        zh=f"第二引擎不认识条件 {condition!r}",
        en=f"the second engine does not know the condition {condition!r}",
    )


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

    >>> [len(way) for way in alternatives(AnyOf((Has("a.b"), AllOf((Lacks("a.b"), Is("a.c", "x"))))))]
    [1, 2]
    """
    match condition:
        case Not(part):
            return alternatives(part, wanted=not wanted)
        case AllOf(parts) | AnyOf(parts):
            inner = [alternatives(part, wanted=wanted) for part in parts]
            if isinstance(condition, AllOf) is wanted:
                return _multiplied(inner)
            return tuple(dict.fromkeys(way for part in inner for way in part))
    return _literal(condition, wanted=wanted)
