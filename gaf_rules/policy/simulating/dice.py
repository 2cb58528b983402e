"""Chance, as a function: the numbers of NumPy's generator Philox at any place of its stream.

``draws(seed, step, cases)`` are the first two numbers that ``numpy.random.Philox`` gives for the key ``seed``
from the counter ``(step, case, 0, 0)`` on. Nothing is kept between two calls: a case is dealt the same
numbers whichever others are dealt with it. A test compares with NumPy's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[Any]
    Floats = NDArray[np.float64]

__all__ = ["draws"]

_ROUNDS: Final = 10
_MULTIPLIERS: Final = (0xD2E7470EE14C6C93, 0xCA5A826395121157)
_WEYL: Final = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
_HALF: Final = np.uint64(32)
_LOW: Final = np.uint64(0xFFFFFFFF)
_BITS: Final = (1 << 64) - 1


def _product(number: int, column: Ints) -> tuple[Ints, Ints]:
    """The high and the low 64 bits of a product of 64 bits by 64."""
    high, low = np.uint64(number >> 32), np.uint64(number & 0xFFFFFFFF)
    upper, lower = column >> _HALF, column & _LOW
    middle = high * lower + (low * lower >> _HALF)
    middle_low = (middle & _LOW) + low * upper
    return high * upper + (middle >> _HALF) + (middle_low >> _HALF), column * np.uint64(number)


def draws(seed: int, steps: Ints, cases: Ints) -> tuple[Floats, Floats]:
    """Two numbers of [0, 1) for each case and step.

    Arguments:
        seed: a whole number of 64 bits.
        steps: of each case the number of the step.
        cases: the numbers of the cases.
    """
    # The generator counts on before it gives its first number.
    zero = np.zeros(len(cases), np.uint64)
    one, two = steps.astype(np.uint64) + np.uint64(1), cases.astype(np.uint64)
    three, four = zero, zero
    keys = [seed, 0]
    for _ in range(_ROUNDS):
        high, low = _product(_MULTIPLIERS[0], one)
        other_high, other_low = _product(_MULTIPLIERS[1], three)
        one, two = other_high ^ two ^ np.uint64(keys[0]), other_low
        three, four = high ^ four ^ np.uint64(keys[1]), low
        keys = [(key + weyl) & _BITS for key, weyl in zip(keys, _WEYL, strict=True)]
    # As NumPy makes fractions of 64 bits.
    found: list[Floats] = [
        (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53 for bits in (one, two)
    ]
    return found[0], found[1]
