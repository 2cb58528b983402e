"""Conditions of which part is known already: what is left to ask (partial evaluation)."""

from __future__ import annotations

from gaf_rules.language.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    Before,
    Condition,
    Has,
    Is,
    IsIn,
    Lacks,
    Not,
    NotAfter,
    facts_of,
)

__all__ = ["NEVER", "assume", "forget"]

NEVER = AnyOf(())
"""The condition that nothing meets."""


def assume(condition: Condition, fact: str, value: object) -> Condition:  # noqa: PLR0911 - a word a line
    """The condition that is left once the value of one fact is known; None: that it is not there.

    >>> assume(AllOf((Is("duty.status", "met"), Has("case.filed_on"))), "duty.status", "met")
    Has(fact='case.filed_on')
    """
    match condition:
        case AllOf(parts):
            return _all_of([assume(part, fact, value) for part in parts])
        case AnyOf(parts):
            return _any_of([assume(part, fact, value) for part in parts])
        case Not(part):
            left = assume(part, fact, value)
            return {ALWAYS: NEVER, NEVER: ALWAYS}.get(left, Not(left))
        case Is(name, wanted) if name == fact:
            return ALWAYS if value == wanted else NEVER
        case IsIn(name, options) if name == fact:
            return ALWAYS if value in options else NEVER
        case Has(name) if name == fact:
            return ALWAYS if value not in {None, ()} else NEVER
        case Lacks(name) if name == fact:
            return NEVER if value not in {None, ()} else ALWAYS
        case Before(first, second) | NotAfter(first, second) if value is None:
            return NEVER if fact in {first, second} else condition
    return condition


def forget(condition: Condition, record: str, *, holds: bool = True) -> Condition:
    """The condition with everything about one record granted: what is left can be asked without it.

    Arguments:
        condition: the condition.
        record: the record that is not there.
        holds: whether the condition is wanted to hold; turned round inside a negation.

    >>> forget(AllOf((Is("event.by", "sponsor"), Has("case.filed_on"))), "event")
    Has(fact='case.filed_on')
    """
    match condition:
        case AllOf(parts):
            return _all_of([forget(part, record, holds=holds) for part in parts])
        case AnyOf(parts):
            return _any_of([forget(part, record, holds=holds) for part in parts])
        case Not(part):
            left = forget(part, record, holds=not holds)
            return {ALWAYS: NEVER, NEVER: ALWAYS}.get(left, Not(left))
    if any(fact.partition(".")[0] == record for fact in facts_of(condition)):
        return ALWAYS if holds else NEVER
    return condition


def _all_of(parts: list[Condition]) -> Condition:
    left = tuple(part for part in parts if part != ALWAYS)
    if NEVER in left:
        return NEVER
    return left[0] if len(left) == 1 else AllOf(left)


def _any_of(parts: list[Condition]) -> Condition:
    left = tuple(part for part in parts if part != NEVER)
    if ALWAYS in left:
        return ALWAYS
    return left[0] if len(left) == 1 else AnyOf(left)
