"""Conditions put to columns: which of many cases meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.language.core import (
    AllOf,
    AnyOf,
    Backend,
    Condition,
    DayOrder,
    FactTest,
    Not,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.vocabularies import Vocabulary
    from gaf_rules.language.core import Question

__all__ = ["PARTIES", "Column", "is_ordered", "mask"]

PARTIES = frozenset({"app", "sponsor"})
"""Records that cases with the same events may have otherwise."""


class Column(NamedTuple):
    """A fact of many cases: days, or the places of words in a vocabulary."""

    values: Ints
    vocabulary: Vocabulary | None = None

    def passes(self, question: Question) -> Any:
        """Which of them meet a question; of days all that can be asked is whether they are known."""
        if self.vocabulary is not None:
            return self.vocabulary.decided(question).of(self.values)
        return np.where(self.values != MISSING, question.holds(_SOME_DAY), question.holds(None))


_SOME_DAY = object()


def is_ordered(condition: Condition) -> bool:
    """Whether a condition compares days."""
    return any(isinstance(part, DayOrder) for part in walk(condition))


def mask(condition: Condition, read: Callable[[str], Any]) -> Any:
    """Which cases meet a condition: one answer a case, or one for all.

    Arguments:
        condition: of the row language.
        read: a fact by its full name: a :class:`Column`, or a value that all cases share.
    """
    return _MASKS(condition, read)


def _joined(join: Any, parts: Any, read: Any, *, empty: bool) -> Any:
    found: Any = empty
    for part in parts:
        found = join(found, mask(part, read))
    return found


def _asked(each: FactTest, read: Any) -> Any:
    value = read(each.fact)
    return value.passes(each.question) if isinstance(value, Column) else each.question.holds(value)


def _ordered(each: DayOrder, read: Any) -> Any:
    first, second = read(each.first), read(each.second)
    if first is None or second is None:
        return False
    before = np.less_equal if each.or_same else np.less
    return (
        (first.values != MISSING) & (second.values != MISSING) & before(first.values, second.values)
    )


_MASKS: Backend[Any] = Backend(
    "columns",
    {
        AllOf: lambda each, read: _joined(np.logical_and, each.parts, read, empty=True),
        AnyOf: lambda each, read: _joined(np.logical_or, each.parts, read, empty=False),
        Not: lambda each, read: np.logical_not(mask(each.part, read)),
        FactTest: _asked,
        DayOrder: _ordered,
    },
)
