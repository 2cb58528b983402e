"""Facts that stand for those of many cases, and conditions put to them.

A fact is nothing, a value that all cases share, a :class:`~gaf_rules.auditing.traced.Day`, or a
:class:`Word`, whose value differs from case to case. Conditions are the rows' own; what of an answer
depends on a day or a word becomes a guard of the trace.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gaf_rules.auditing.masks import question
from gaf_rules.auditing.traced import Day
from gaf_rules.language.conditions import AllOf, AnyOf, Before, Condition, Not, NotAfter
from gaf_rules.language.rows import Minus

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.traced import Trace
    from gaf_rules.auditing.vocabularies import Vocabulary

    Get = Callable[[str], Any]

__all__ = ["Facts", "Word", "holds", "join", "members", "plain", "split"]


class Word:
    """A value of the case that is traced, which other cases may have otherwise."""

    __slots__ = ("code", "node", "trace", "vocabulary")

    def __init__(self, trace: Trace, node: int, vocabulary: Vocabulary, code: int) -> None:
        self.trace = trace
        self.node = node
        self.vocabulary = vocabulary
        self.code = code

    @property
    def value(self) -> Any:
        """The value in the case that is traced: to be looked at only where something is asked, too."""
        return self.vocabulary.values[self.code]

    def settled(self) -> Any:
        """The value, asked for as it is."""
        self.trace.ask("word", (self.node,), self.code)
        return self.value

    def passes(self, key: Any, test: Callable[[Any], bool]) -> bool:
        """Whether the value passes a test; cases with another value that passes too go along."""
        decided = self.vocabulary.decided(key, test)
        answer: bool = self.trace.ask("passes", (self.node, decided), test(self.value))
        return answer


def join(kept: Any, more: Any) -> tuple[str, ...]:
    """Two lists as one, without repeats."""
    return (*(kept or ()), *(item for item in more or () if item not in (kept or ())))


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
    match condition:
        case AllOf(parts):
            return all(holds(part, get) for part in parts)
        case AnyOf(parts):
            return any(holds(part, get) for part in parts)
        case Not(part):
            return not holds(part, get)
        case Before(first, second):
            a, b = get(first), get(second)
            return a is not None and b is not None and bool(a < b)
        case NotAfter(first, second):
            a, b = get(first), get(second)
            return a is not None and b is not None and bool(a <= b)
    asked: Any = condition
    return _passes(get(asked.fact), *question(asked))


def _passes(value: Any, key: Any, test: Callable[[Any], bool]) -> bool:
    if isinstance(value, Word):
        return value.passes(key, test)
    if isinstance(value, Day):
        return bool(key[0] == "known")
    found: bool = test(value)
    return found


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
