"""What the makers of columns share: values as other spellings of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["as_text", "away", "joined", "lists", "marked", "whole_numbers"]

_ROWS_AWAY = ("a name that was filtered away", "another")


def marked(marker: Any, make: Callable[[list[Any]], Any], values: Sequence[Any]) -> Any:
    """A column with another marker for what is missing."""
    return make([marker if value is None else value for value in values])


def away(values: Sequence[Any], make: Callable[[list[Any]], Any]) -> Any:
    """A column some of whose rows have been filtered away; their categories are still declared."""
    return make([*_ROWS_AWAY, *values, *_ROWS_AWAY])[2:-2]


def whole_numbers(make: Callable[[list[int]], Any]) -> Any:
    """A maker of ids that are kept as whole numbers."""
    return lambda values: make([int(value) for value in values])


def lists(values: Sequence[Any]) -> list[list[str] | None]:
    """Tuples as lists."""
    return [None if value is None else list(value) for value in values]


def joined(values: Sequence[Any]) -> list[str | None]:
    """Tuples as text."""
    return [None if value is None else ";".join(value) for value in values]


def as_text(make: Any) -> Any:
    """A maker of columns of text, for tuples."""
    return lambda values: make(joined(values))
