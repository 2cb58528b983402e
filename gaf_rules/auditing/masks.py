"""Conditions put to columns: which of many cases meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.counted import MISSING
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
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.vocabularies import Vocabulary

__all__ = ["PARTIES", "Column", "is_known", "is_ordered", "is_same", "mask", "question"]

PARTIES = frozenset({"app", "sponsor"})
"""Records that cases with the same events may have otherwise."""


class Column(NamedTuple):
    """A fact of many cases: days, or the places of words in a vocabulary."""

    values: Ints
    vocabulary: Vocabulary | None = None

    def passes(self, key: Any, test: Callable[[Any], bool]) -> Any:
        """Which of them pass a test; of days all that can be asked is whether they are known."""
        if self.vocabulary is not None:
            return self.vocabulary.decided(key, test).of(self.values)
        known = self.values != MISSING
        return np.where(known, test(_SOME_DAY), test(None))


_SOME_DAY = object()


def is_known(value: Any) -> bool:
    """Whether a fact is there: neither nothing nor an empty list."""
    return value is not None and value != ()


def is_same(value: Any, wanted: Any) -> bool:
    """Whether a fact has a value; true and false only if it is the very same."""
    if wanted is None or isinstance(wanted, bool):
        return value is wanted
    return bool(value == wanted)


def is_ordered(condition: Condition) -> bool:
    """Whether a condition compares days."""
    return any(isinstance(part, (Before, NotAfter)) for part in walk(condition))


def mask(condition: Condition, read: Callable[[str], Any]) -> Any:
    """Which cases meet a condition: one answer a case, or one for all.

    Arguments:
        condition: of the row language.
        read: a fact by its full name: a :class:`Column`, or a value that all cases share.
    """
    match condition:
        case AllOf(parts):
            return _joined(np.logical_and, parts, read, empty=True)
        case AnyOf(parts):
            return _joined(np.logical_or, parts, read, empty=False)
        case Not(part):
            return np.logical_not(mask(part, read))
        case Before(first, second):
            return _ordered(np.less, read(first), read(second))
        case NotAfter(first, second):
            return _ordered(np.less_equal, read(first), read(second))
    asked: Any = condition
    key, test = question(asked)
    value = read(asked.fact)
    return value.passes(key, test) if isinstance(value, Column) else test(value)


def question(condition: Condition) -> tuple[Any, Callable[[Any], bool]]:
    """What a condition asks of one fact: a key for the question, and the test of a value."""
    match condition:
        case Has():
            return ("known",), is_known
        case Lacks():
            return ("unknown",), lambda got: not is_known(got)
        case Is(_, value):
            return ("is", value, type(value)), lambda got: is_same(got, value)
        case IsIn(_, values):
            return ("in", values), lambda got: got in values
        case Holds(_, member):
            return ("holds", member), lambda got: member in (got or ())
    raise TypeError(condition)


def _joined(join: Any, parts: Any, read: Any, *, empty: bool) -> Any:
    found: Any = empty
    for part in parts:
        found = join(found, mask(part, read))
    return found


def _ordered(compare: Any, first: Any, second: Any) -> Any:
    if first is None or second is None:
        return False
    return (
        (first.values != MISSING)
        & (second.values != MISSING)
        & compare(first.values, second.values)
    )
