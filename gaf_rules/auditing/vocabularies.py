"""Words that differ from case to case: numbers of values, and questions decided once for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gaf_rules.language.core import FactQuestion

    Ints = NDArray[Any]

__all__ = ["Column", "Decided", "Vocabulary"]


class Vocabulary:
    """The values that a column has had so far, or what has been gathered from columns; 0 stands for none."""

    def __init__(self) -> None:
        self.values: list[Any] = [None]
        self._places: dict[Any, int] = {(type(None), None): 0}
        self._decided: dict[FactQuestion, Decided] = {}

    def place(self, value: Any) -> int:
        """The number of a value, new ones at the end."""
        key = type(value), value  # True and 1 are equal, but two values
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = len(self.values)
            self.values.append(value)
        return found

    def decided(self, question: FactQuestion) -> Decided:
        """A question decided for each value; the same one for the same question."""
        found = self._decided.get(question)
        if found is None:
            found = self._decided[question] = Decided(self.values, question)
        return found


class Decided:
    """A question to a value, decided once for each."""

    def __init__(self, values: list[Any], question: FactQuestion) -> None:
        self.values = values
        self.question = question
        self._table: NDArray[np.bool_] = np.zeros(0, np.bool_)

    def of(self, codes: Ints) -> NDArray[np.bool_]:
        """The answers for these values."""
        if len(self._table) < len(self.values):
            self._table = np.array([self.question.holds(value) for value in self.values], np.bool_)
        return self._table[codes]


class Column(NamedTuple):
    """A fact of many cases: days, or the places of words in a vocabulary."""

    values: Ints
    vocabulary: Vocabulary | None = None
