"""Small numbers for large ones: of words that come together, of days, of the ways that cases have taken."""

from __future__ import annotations

from collections.abc import Hashable
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.auditing.counted import Ints

__all__ = ["IntegerInterner", "Interner", "alike"]

Held = TypeVar("Held", bound=Hashable)

_MIX = np.uint64(0x9E3779B97F4A7C15)
_LEAST, _PIECE = 10, 1 << 12
_NONE = -1


def alike(numbers: Ints) -> Iterator[tuple[int, Ints]]:
    """Each of these small numbers that occurs, with its places in their order."""
    sizes = np.bincount(numbers)
    narrow = numbers.astype(np.uint16) if len(sizes) <= 1 << 16 else numbers
    order = np.argsort(narrow, kind="stable")
    ends = np.cumsum(sizes)
    for number in np.flatnonzero(sizes).tolist():
        yield number, order[ends[number] - sizes[number] : ends[number]]


class Interner(Generic[Held]):
    """Values, each once, numbered in the order in which they were first met; several threads may ask.

    Attributes:
        values: the values, by number.
    """

    def __init__(self, *values: Held) -> None:
        self.values = [*values]
        self._places = {(type(value), value): place for place, value in enumerate(values)}
        self._lock = Lock()

    def of(self, value: Held) -> int:
        """The number of a value."""
        key = type(value), value  # True and 1 are equal, but two values
        found = self._places.get(key)
        if found is None:
            with self._lock:
                found = self._places.setdefault(key, len(self.values))
                if found == len(self.values):
                    self.values.append(value)
        return found


class IntegerInterner:
    """Numbers the values that it meets, in the order in which it meets them; several threads may ask.

    A table of slots, the number of a value in the first that is free from where its bits point. It is kept at
    most a quarter full, so that nearly every value is found at the first look.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self.count = 0
        self._table = self._room(_LEAST)

    @property
    def values(self) -> Ints:
        """What has been met, by number."""
        return self._table[2][: self.count]

    def value(self, number: int) -> int:
        """The value with a number."""
        return int(self._table[2][number])

    def of(self, values: Ints) -> Ints:
        """The numbers of these values, which are not negative."""
        shift, place, met = self._table
        found: Ints = place.take(_slots(values, shift))
        strange = np.flatnonzero(met.take(found) != values)
        piece = _PIECE
        while strange.size:
            some = values.take(strange)
            found[strange] = again = self._looked_up(some)
            new = (again < 0).nonzero()[0]
            if new.size:
                with self._lock:  # a few first, since most of them are met again and again
                    self._add(some.take(new[:piece]))
            strange, piece = strange.take(new), 4 * piece
        return found

    def _room(self, bits: int) -> tuple[np.uint64, Ints, Ints]:
        """What moves the bits of a slot down, the slots, and the values by number, then one that is none."""
        met = np.full((1 << bits - 2) + 1, _NONE, np.int64)
        return np.uint64(64 - bits), np.full(1 << bits, _NONE, np.int32), met

    def _looked_up(self, values: Ints) -> Ints:
        shift, place, met = self._table
        found = np.full(len(values), _NONE, np.int32)
        left, slots = np.arange(len(values)), _slots(values, shift)
        while left.size:
            here = place.take(slots)
            same = met.take(here) == values.take(left)
            found[left[same]] = here[same]
            on = ~same & (here != _NONE)
            left, slots = left[on], (slots[on] + 1) & (len(place) - 1)
        return found

    def _add(self, values: Ints) -> None:
        new, first = np.unique(values, return_index=True)
        new = new[np.argsort(first)]
        new = new[self._looked_up(new) < 0]
        start, count = self.count, self.count + len(new)
        if 4 * count > len(self._table[1]):
            table = self._room((4 * count).bit_length())
            new, start = np.append(self.values, new), 0
        else:
            table = self._table
        table[2][start:count] = new
        self._put(table, new, np.arange(start, count, dtype=np.int32))
        self._table, self.count = table, count

    def _put(self, table: tuple[np.uint64, Ints, Ints], values: Ints, numbers: Ints) -> None:
        shift, place, _ = table
        slots = _slots(values, shift)
        while slots.size:
            free = place.take(slots) == _NONE
            place[slots[free]] = numbers[free]
            left = place.take(slots) != numbers
            numbers, slots = numbers[left], (slots[left] + 1) & (len(place) - 1)


def _slots(values: Ints, shift: np.uint64) -> Ints:
    slots = values.view(np.uint64) * _MIX
    slots >>= shift
    found: Ints = slots.view(np.int64)
    return found
