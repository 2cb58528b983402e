"""Durations of which some have not ended: the estimator of Kaplan and Meier, its quantiles and its bounds.

Ten lines over whole days; a test holds them against those of SciPy, which tests alone need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

__all__ = ["Curve", "curve_of", "quantiles"]

Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution: bounds of 95 percent on both sides."""
_NEARLY = 1e-12
"""A share that should be a half may miss it by the rounding of a product."""


class Curve(NamedTuple):
    """How many last longer than so many days.

    Attributes:
        days: the days on which something ended or went out of sight.
        at_risk: how many had lasted until then.
        ended: how many ended after so many days.
        censored: how many were still going on when last seen, after so many days.
        share: the estimate of the share that lasts longer.
        low, high: its bounds at 95 percent; NaN where the share is 0 or 1.
    """

    days: Ints
    at_risk: Ints
    ended: Ints
    censored: Ints
    share: Floats
    low: Floats
    high: Floats


def curve_of(days: Ints, has_ended: NDArray[np.bool_]) -> Curve:
    """The curve of durations.

    Arguments:
        days: how long each lasted, 0 or more.
        has_ended: whether it ended then; else that is how long it has been seen.

    >>> found = curve_of(np.array([2, 3, 3, 5]), np.array([True, True, False, False]))
    >>> found.days.tolist(), found.share.round(3).tolist()
    ([2, 3, 5], [0.75, 0.5, 0.5])
    """
    ended = np.bincount(days[has_ended], minlength=int(days.max(initial=0)) + 1)
    censored = np.bincount(days[~has_ended], minlength=len(ended))
    gone = ended + censored
    at_risk = gone[::-1].cumsum()[::-1]
    at = np.flatnonzero(gone)
    some, left = ended[at], at_risk[at]
    share = np.cumprod(1 - some / left)
    with np.errstate(divide="ignore", invalid="ignore"):
        # Greenwood's variance of the logarithm, taken to the scale of log(−log): bounds between 0 and 1.
        spread = Z * np.sqrt(np.cumsum(some / (left * (left - some)))) / np.log(share)
        low, high = share ** np.exp(-spread), share ** np.exp(spread)
    inside = (share > 0) & (share < 1)
    return Curve(
        at, left, some, censored[at], share,
        np.where(inside, np.minimum(low, high), np.nan),
        np.where(inside, np.maximum(low, high), np.nan),
    )  # fmt: skip


def quantiles(curve: Curve, shares: Sequence[float]) -> list[float]:
    """For each share the least number of days within which that share has ended; NaN where it never does."""
    return [
        float(curve.days[reached[0]]) if reached.size else np.nan
        for reached in (np.flatnonzero(curve.share <= 1 - share + _NEARLY) for share in shares)
    ]
