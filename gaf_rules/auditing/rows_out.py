"""Rows as they are concluded, kept as columns of numbers until all are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gaf_rules.auditing.counted import MISSING, Ints

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
        width: how many columns of numbers a row has, the number of its template first.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._pieces: list[tuple[Small, list[Any]]] = []
        self._singles: list[tuple[int, ...]] = []

    def add(self, cases: Ints, row: list[Any]) -> None:
        """The same row for many cases: its columns, one value or one a case."""
        if len(cases):
            kept = [_kept(value) for value in row]
            self._pieces.append((cases.astype(np.int32, copy=False), kept))

    def add_one(self, case: int, row: tuple[int, ...]) -> None:
        """A row of one case."""
        self._singles.append((case, *row))

    def cases(self) -> Small:
        """For each row its case."""
        alone = np.array([row[0] for row in self._singles], np.int32)
        return np.concatenate([*(cases for cases, _ in self._pieces), alone])

    def column(self, place: int, *, last: bool = False) -> Small:
        """One column of all rows; with ``last`` it is not kept, since nobody will ask for it again."""
        size = sum(len(cases) for cases, _ in self._pieces)
        out = np.empty(size + len(self._singles), np.int32)
        start = 0
        for cases, row in self._pieces:
            out[start : start + len(cases)] = row[place]
            if last:
                row[place] = MISSING
            start += len(cases)
        out[start:] = [row[place + 1] for row in self._singles]
        return out


def _kept(value: Any) -> Any:
    if value is None:
        return MISSING
    return (
        value.astype(np.int32, copy=False)
        if isinstance(value, np.ndarray) and value.ndim
        else int(value)
    )
