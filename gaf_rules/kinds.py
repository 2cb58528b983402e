"""What an event is apart from its days and its free text: the same object for all events that are alike."""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import Any

__all__ = ["DATED", "FREE", "Kind", "kind_of"]

DATED = ("posted_on", "expected_on", "change_on")
"""The fields that hold a day, beside the day of the event itself."""
FREE = ("reason", "number")
"""The fields that hold any text; the rows ask no more of them than whether they are there."""

_words = attrgetter(
    "type", "procedure", "by", "to", "materials", "problems", "missing", "grounds",
    "functional_rectification", "statement", "rectification_plan", "prompted", "position", "major",
    "lawful", "leaked", "question", "answer", *DATED, *FREE,
)  # fmt: skip
_OPEN = len(DATED) + len(FREE)


class Kind:
    """What events that differ only in days and free text have in common; compared by identity.

    Attributes:
        type: the type of the events.
        dated: which fields beside ``on`` hold a day.
    """

    __slots__ = ("dated", "type")

    def __init__(self, kind: str, dated: tuple[str, ...]) -> None:
        self.type = kind
        self.dated = dated


def kind_of(event: object) -> Kind:
    """The kind of an event (:class:`gaf_rules.events.Event`, which stands above this module).

    Two events of one kind may come to have two objects only where thousands of other kinds came between.

    >>> from datetime import date
    >>> from gaf_rules.events import Event
    >>> first, second = (Event(type="app_launched", on=date(2026, 3, day)) for day in (2, 9))
    >>> kind_of(first) is kind_of(second)
    True
    """
    words = _words(event)
    return _kind(*words[:-_OPEN], *[word is not None for word in words[-_OPEN:]])


@lru_cache(maxsize=4096, typed=True)
def _kind(*words: Any) -> Kind:
    there = words[-_OPEN : -len(FREE)]
    dated = tuple([name for name, known in zip(DATED, there, strict=True) if known])
    return Kind(words[0], dated)
