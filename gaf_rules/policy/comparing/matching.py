"""Rows of two tables that speak of the same, found by their keys, and what of them differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
from attrs import frozen

from gaf_rules.columns.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

__all__ = ["Pairs", "TableRows", "matched"]


@frozen(eq=False)
class TableRows:
    """A table of an audit as it came: its columns by name."""

    table: Any

    def column(self, name: str) -> Any:
        """A column as its library has it."""
        return nw.from_native(self.table, eager_only=True).get_column(name).to_native()

    def at(self, name: str, places: Ints) -> NDArray[Any]:
        """A column at some places, as Python values; None where nothing stands."""
        (numbers,), values = _numbers([self.column(name)])
        found: NDArray[Any] = values[numbers[places]]
        return found


def _numbers(columns: Sequence[Any]) -> tuple[list[Ints], NDArray[Any]]:
    """Columns as numbers of one list of values, which begins with None."""
    known: dict[Any, int] = {None: 0}
    found = []
    for column in columns:
        words = words_of(column)
        table = np.array(
            [0, *(known.setdefault(value, len(known)) for value in words.values)], np.int64
        )
        found.append(table[words.codes])
    values = np.empty(len(known), object)
    values[:] = [*known]
    return found, values


@frozen(eq=False)
class Pairs:
    """How the rows of two tables belong together.

    Attributes:
        before, after: the two tables.
        both: places of rows that speak of the same: those before, those after; of one shape.
        gone: places before without a row after.
        come: places after without a row before.
    """

    before: TableRows
    after: TableRows
    both: tuple[Ints, Ints]
    gone: Ints
    come: Ints

    def moved(self, name: str) -> tuple[Ints, NDArray[Any], NDArray[Any]]:
        """Which pairs differ in a column: their numbers among ``both``, the values before and after."""
        (before, after), values = _numbers([self.before.column(name), self.after.column(name)])
        old, new = before[self.both[0]], after[self.both[1]]
        at = np.flatnonzero(old != new)
        return at, values[old[at]], values[new[at]]


def matched(before: Any, after: Any, keys: Sequence[str]) -> Pairs:
    """The rows of two tables, matched by some columns; of several alike the first belongs to the first.

    Arguments:
        before: a table.
        after: a table of the same columns.
        keys: the columns that say what a row speaks of.

    >>> import polars as pl
    >>> old = pl.DataFrame({"clause": ["1.1", "2.4.2a", "2.4.2a"], "n": [1, 2, 3]})
    >>> pairs = matched(old, old[1:], ["clause"])
    >>> pairs.both[0].tolist(), pairs.gone.tolist(), pairs.come.tolist()
    ([1, 2], [0], [])
    """
    one, two = TableRows(before), TableRows(after)
    size = len(words_of(one.column(keys[0])).codes)
    numbers: Ints = np.zeros(size + len(words_of(two.column(keys[0])).codes), np.int64)
    for key in keys:
        (old, new), _ = _numbers([one.column(key), two.column(key)])
        numbers = _joined(numbers, np.concatenate([old, new]))
    first, second = _apart(numbers[:size]), _apart(numbers[size:])
    most = 1 + max((int(each.max()) for each in (first, second) if each.size), default=0)
    old, new = numbers[:size] * most + first, numbers[size:] * most + second
    _, left, right = np.intersect1d(old, new, assume_unique=True, return_indices=True)
    order = np.argsort(left, kind="stable")
    return Pairs(
        one,
        two,
        (left[order], right[order]),
        np.flatnonzero(~np.isin(old, new, assume_unique=True)),
        np.flatnonzero(~np.isin(new, old, assume_unique=True)),
    )


def _joined(numbers: Ints, more: Ints) -> Ints:
    """Two numbers of each row as one, small again."""
    both = numbers * (int(more.max(initial=0)) + 1) + more
    found: Ints = np.unique(both, return_inverse=True)[1]
    return found


def _apart(numbers: Ints) -> Ints:
    """For each row how many alike stand before it."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    nth = np.arange(len(numbers)) - np.repeat(starts, np.diff(np.append(starts, len(numbers))))
    found = np.empty(len(numbers), np.int64)
    found[order] = nth
    return found
