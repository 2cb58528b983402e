"""Conditions of which part is known already: what is left to ask (partial evaluation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.language.core import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Backend,
    Condition,
    DayOrder,
    FactTest,
    Not,
    facts_of,
    path_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Leaf = Callable[..., Condition]

__all__ = ["NEVER", "assume", "forget", "left_of"]


def left_of(condition: Condition, settled: Leaf) -> Condition:
    """What is left of a condition once some of its tests and orders are settled.

    Arguments:
        condition: the condition.
        settled: given a test or an order, and ``wanted=``, whether it is wanted to hold: :data:`ALWAYS`,
            :data:`NEVER`, or itself where it stays open.
    """
    return _left(condition, settled, wanted=True)


def assume(condition: Condition, fact: str, value: object) -> Condition:
    """The condition that is left once the value of one fact is known; None: that it is not there.

    >>> from gaf_rules.language.conditions import Has, Is
    >>> assume(AllOf((Is("duty.status", "met"), Has("case.filed_on"))), "duty.status", "met")
    FactTest(fact='case.filed_on', question=Known())
    """

    def settled(leaf: Condition, **_: bool) -> Condition:
        if isinstance(leaf, FactTest) and leaf.fact == fact:
            return ALWAYS if leaf.question.holds(value) else NEVER
        # Of a day that is there, the other one still decides.
        unknown = isinstance(leaf, DayOrder) and value is None and fact in {leaf.first, leaf.second}
        return NEVER if unknown else leaf

    return left_of(condition, settled)


def forget(condition: Condition, record: str) -> Condition:
    """The condition with everything about one record granted: what is left can be asked without it.

    >>> from gaf_rules.language.conditions import Has, Is
    >>> forget(AllOf((Is("event.by", "sponsor"), Has("case.filed_on"))), "event")
    FactTest(fact='case.filed_on', question=Known())
    """

    def granted(leaf: Condition, *, wanted: bool) -> Condition:
        if any(path_of(fact)[0] == record for fact in facts_of(leaf)):
            return ALWAYS if wanted else NEVER
        return leaf

    return left_of(condition, granted)


# What is settled is always one of these two objects, so that nothing has to be compared by content.
def _joined(each: AllOf | AnyOf, leaf: Leaf, *, wanted: bool) -> Condition:
    settles, nothing = (NEVER, ALWAYS) if isinstance(each, AllOf) else (ALWAYS, NEVER)
    kept = []
    for part in each.parts:
        left = _left(part, leaf, wanted=wanted)
        if left is settles:
            return settles
        if left is not nothing:
            kept.append(left)
    if not kept:
        return nothing
    return kept[0] if len(kept) == 1 else type(each)(tuple(kept))


def _not(each: Not, leaf: Leaf, *, wanted: bool) -> Condition:
    left = _left(each.part, leaf, wanted=not wanted)
    return NEVER if left is ALWAYS else ALWAYS if left is NEVER else Not(left)


def _leaf(each: Condition, leaf: Leaf, *, wanted: bool) -> Condition:
    return leaf(each, wanted=wanted)


_left: Backend[Condition] = Backend(
    "partial evaluation",
    {AllOf: _joined, AnyOf: _joined, Not: _not, FactTest: _leaf, DayOrder: _leaf},
)
