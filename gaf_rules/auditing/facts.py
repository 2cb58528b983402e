"""Facts that stand for those of many cases, and conditions put to them.

A fact is nothing, a value that all cases share, a :class:`~gaf_rules.auditing.traced.Day`, or a
:class:`Word`, whose value differs from case to case. Conditions are the rows' own; what of an answer
depends on a day or a word becomes a guard of the trace.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gaf_rules.auditing.traced import Day
from gaf_rules.language.core import AllOf, AnyOf, Backend, Condition, DayOrder, FactTest, Not
from gaf_rules.language.rows import Minus

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.dictionary import Dictionary
    from gaf_rules.auditing.traced import Trace
    from gaf_rules.language.core import FactQuestion

    Get = Callable[[str], Any]

__all__ = ["Facts", "Word", "holds", "join", "less", "members", "plain", "split"]


class Word:
    """A value of the case that is traced, which other cases may have otherwise."""

    __slots__ = ("code", "node", "trace", "words")

    def __init__(self, trace: Trace, node: int, words: Dictionary, code: int) -> None:
        self.trace = trace
        self.node = node
        self.words = words
        self.code = code

    @property
    def value(self) -> Any:
        """The value in the case that is traced: to be looked at only where something is asked, too."""
        return self.words.values[self.code]

    def settled(self) -> Any:
        """The value, asked for as it is."""
        self.trace.ask("number", (self.node,), self.code)
        return self.value

    def passes(self, question: FactQuestion) -> bool:
        """Whether the value meets a question; cases with another value that does too go along."""
        decided = self.words.decided(question)
        answer: bool = self.trace.ask("passes", (self.node, decided), question.holds(self.value))
        return answer


def join(kept: Any, more: Any) -> tuple[str, ...]:
    """Two lists as one, without repeats."""
    return (*(kept or ()), *(item for item in more or () if item not in (kept or ())))


def less(kept: Any, gone: Any) -> tuple[str, ...]:
    """The members of the first list that are not in the second."""
    return tuple(item for item in kept or () if item not in (gone or ()))


def plain(value: Any) -> Any:
    """A fact as the core may look at it."""
    return value.settled() if isinstance(value, Word) else value


class Facts:
    """The facts of one record as the core reads them: a mapping that settles what it hands out."""

    __slots__ = ("_read",)

    def __init__(self, read: Callable[[str], Any]) -> None:
        self._read = read

    def get(self, name: str, default: Any = None) -> Any:
        """A fact, or the default where there is none."""
        found = plain(self._read(name))
        return default if found is None else found


@lru_cache(maxsize=1024)
def split(fact: str) -> tuple[str, str]:
    """``record.field`` as a pair."""
    record, _, name = fact.partition(".")
    return record, name


def holds(condition: Condition, get: Get) -> bool:
    """Whether a condition holds of facts."""
    return _HOLDS(condition, get)


def _asked(each: FactTest, get: Get) -> bool:
    value = get(each.fact)
    if isinstance(value, Word):
        return value.passes(each.question)
    # Of a day all that can be asked is whether it is known.
    return each.question.holds(_SOME_DAY if isinstance(value, Day) else value)


def _ordered(each: DayOrder, get: Get) -> bool:
    first, second = get(each.first), get(each.second)
    if first is None or second is None:
        return False
    return bool(first <= second if each.or_same else first < second)


_SOME_DAY = object()
_HOLDS: Backend[bool] = Backend(
    "facts that stand for many",
    {
        AllOf: lambda each, get: all(holds(part, get) for part in each.parts),
        AnyOf: lambda each, get: any(holds(part, get) for part in each.parts),
        Not: lambda each, get: not holds(each.part, get),
        FactTest: _asked,
        DayOrder: _ordered,
    },
)


def members(items: str | Minus | None, get: Get) -> tuple[str, ...]:
    """The list that an items expression stands for; a single word becomes a list of one."""
    if items is None:
        return ()
    if isinstance(items, Minus):
        right = members(items.right, get)
        return tuple(item for item in members(items.left, get) if item not in right)
    value = plain(get(items))
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
