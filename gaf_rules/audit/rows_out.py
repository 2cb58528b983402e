"""Rows as they are concluded, kept as columns of numbers until all are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gaf_rules.audit.counted import MISSING, Ints

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["Rows", "Templates"]

Small = NDArray[np.int32]


class Templates:
    """Combinations of words, each written down once."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self._places: dict[Hashable, int] = {}

    def place(self, value: Hashable) -> int:
        """The number of a combination."""
        found = self._places.get(value)
        if found is None:
            found = self._places[value] = len(self.values)
            self.values.append(value)
        return found


class Rows:
    """The rows of a table that has several rows a case, in pieces as they come.

    Arguments:
        cases: how many cases there are.
        width: how many columns of numbers a row has, the number of its template first.
    """

    def __init__(self, cases: int, width: int) -> None:
        self.width = width
        self.counts = np.zeros(cases, np.int32)
        self._pieces: list[tuple[Ints, list[list[Any]]]] = []
        self._singles: list[tuple[int, int, tuple[int, ...]]] = []

    def add(self, cases: Ints, rows: list[list[Any]]) -> None:
        """The same rows for many cases: for each row, its columns, one value or one a case."""
        self.counts[cases] = len(rows)
        if rows:
            self._pieces.append((cases, [[_kept(value) for value in row] for row in rows]))

    def add_one(self, case: int, rows: list[tuple[int, ...]]) -> None:
        """The rows of one case."""
        self.counts[case] = len(rows)
        self._singles += [(case, place, row) for place, row in enumerate(rows)]

    def cases(self) -> Ints:
        """For each row its case; rows stand in the order of the cases."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def column(self, place: int) -> Small:
        """One column of all rows; what it took up till then is given back."""
        starts = np.cumsum(self.counts, dtype=np.int64) - self.counts
        out = np.full(int(self.counts.sum(dtype=np.int64)), MISSING, np.int32)
        for cases, rows in self._pieces:
            first = starts[cases]
            for shift, row in enumerate(rows):
                value = row[place]
                if value is not MISSING:
                    out[first + shift if shift else first] = value
                    row[place] = MISSING
        if self._singles:
            where = np.array([starts[case] + row for case, row, _ in self._singles])
            out[where] = [values[place] for _, _, values in self._singles]
        return out


def _kept(value: Any) -> Any:
    if value is None:
        return MISSING
    return value.astype(np.int32) if isinstance(value, np.ndarray) and value.ndim else int(value)
