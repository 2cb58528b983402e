"""Small numbers for large ones, of which few are different."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints

__all__ = ["Numbers"]

_BITS = 16
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Numbers:
    """Numbers the values that it meets, in the order in which it meets them.

    A table of small size is looked at first, under some bits of each value; what two values would share is
    left to the one that came first, the others are looked up in order.

    Attributes:
        values: what has been met.
    """

    def __init__(self) -> None:
        self.values: list[int] = []
        self._known: dict[int, int] = {}
        self._place = np.zeros(1 << _BITS, np.int32)
        self._held = np.full(1 << _BITS, -1, np.int64)

    def of(self, values: Ints) -> Ints:
        """The numbers of these values, which are not negative."""
        slots = (values.view(np.uint64) * _MIX) >> np.uint64(64 - _BITS)
        strange = np.flatnonzero(self._held[slots] != values)
        numbers: Ints = self._place[slots]
        if strange.size:
            found, which = np.unique(values[strange], return_inverse=True)
            named = [self._number(value) for value in found.tolist()]
            numbers[strange] = np.array(named, np.int32)[which.reshape(-1)]
        return numbers

    def _number(self, value: int) -> int:
        number = self._known.get(value)
        if number is None:
            number = self._known[value] = len(self.values)
            self.values.append(value)
            slot = int((np.array([value], np.uint64) * _MIX)[0] >> np.uint64(64 - _BITS))
            if self._held[slot] < 0:
                self._held[slot], self._place[slot] = value, number
        return number
