"""Shares and their bounds by Wilson's score, which hold for few cases and for shares near 0 and 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.policy.measuring.survival import Z

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

__all__ = ["wilson"]


def wilson(hits: Any, of: Any) -> tuple[Floats, Floats, Floats]:
    """Shares with their bounds at 95 percent; NaN where there is nothing to share.

    Arguments:
        hits: how many; an array of counts.
        of: among how many.

    >>> [column.round(3).tolist() for column in wilson([9], [10])]
    [[0.9], [0.596], [0.982]]
    """
    hits, of = np.asarray(hits, np.float64), np.asarray(of, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / of
        weight = 1 + Z**2 / of
        middle = (share + Z**2 / (2 * of)) / weight
        half = Z / weight * np.sqrt(share * (1 - share) / of + Z**2 / (4 * of**2))
    return share, np.maximum(middle - half, 0), np.minimum(middle + half, 1)
