"""Words that differ from case to case: numbers of values, and conditions decided once for each value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

    from gaf_rules.columns import Words

    Ints = NDArray[Any]

__all__ = ["Decided", "Vocabulary"]


class Vocabulary:
    """The values of a column, or of what is gathered from columns; 0 stands for none.

    Arguments:
        words: the values of a column, and for each combination of words which of them it has; None for a
            vocabulary that grows while values are gathered.
        combinations: for each row of the table its combination.
    """

    def __init__(self, words: Words | None = None, combinations: Any = None) -> None:
        self._table: Any = None if words is None else words.codes
        self._combinations = combinations
        self.values: list[Any] = [None, *(() if words is None else words.values)]
        self._places = {(type(value), value): place for place, value in enumerate(self.values)}
        self._decided: dict[Hashable, Decided] = {}

    def of(self, rows: Any) -> Any:
        """For these rows of the table the place of their value."""
        return self._table[self._combinations[rows]]

    def of_combinations(self, combinations: Any) -> Any:
        """For rows with these combinations the place of their value."""
        return self._table[combinations]

    def place(self, value: Any) -> int:
        """The number of a value, new ones at the end."""
        key = type(value), value  # True and 1 are equal, but two values
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = len(self.values)
            self.values.append(value)
        return found

    def decided(self, key: Hashable, test: Callable[[Any], bool]) -> Decided:
        """A test decided for each value; the same one for the same key."""
        found = self._decided.get(key)
        if found is None:
            found = self._decided[key] = Decided(self.values, test)
        return found


class Decided:
    """A test of a value, decided once for each."""

    def __init__(self, values: list[Any], test: Callable[[Any], bool]) -> None:
        self.values = values
        self.test = test
        self._table: NDArray[np.bool_] = np.zeros(0, np.bool_)

    def of(self, codes: Ints) -> NDArray[np.bool_]:
        """The answers for these values."""
        if len(self._table) < len(self.values):
            self._table = np.array([self.test(value) for value in self.values], np.bool_)
        return self._table[codes]
