"""How long: stays in stages and relays, with those that are still going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.policy.measuring.basis import each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.policy.measuring.basis import MeasureBasis

    Floats = NDArray[np.float64]

__all__ = [
    "UNITS",
    "Curve",
    "curve_of",
    "durations",
    "lasted",
    "quantiles",
    "relays",
    "survival",
    "wilson",
]

UNITS: Final = ("working_days", "calendar_days")
_QUANTILES: Final = {"p25": 0.25, "median": 0.5, "p75": 0.75, "p90": 0.9}


def lasted(ground: MeasureBasis, unit: str) -> tuple[Ints, Any]:
    """How long each stay has lasted, −1 where that cannot be counted, and whether it has ended."""
    stays = ground.stays
    has_ended = stays.left != MISSING
    end = np.where(has_ended, stays.left, ground.today)
    if unit == "calendar_days":
        return (end - stays.entered).astype(np.int64), has_ended
    return ground.working_days(stays.entered, end), has_ended


def _quantiles(days: Ints, has_ended: Any) -> list[float]:
    counted = days >= 0
    return quantiles(curve_of(days[counted], has_ended[counted]), [*_QUANTILES.values()])


def durations(ground: MeasureBasis, by: object) -> Any:
    """The frame of `Measures.durations`."""
    stays = ground.stays
    cells = ground.cells(by, stays.case, (stays.procedure, PROCEDURES), (stays.stage, stays.stages))
    units = {unit: lasted(ground, unit) for unit in UNITS}
    rows, found = [], []
    for number, some in each(cells):
        for unit, (days, has_ended) in units.items():
            rows.append((*cells.words[number], unit))
            found.append(
                (len(some), has_ended[some].sum(), *_quantiles(days[some], has_ended[some]))
            )
    names = [*ground.names(by), "procedure", "stage", "unit"]
    return _with_quantiles(ground, names, rows, ("stays", "ended", "open"), found)


def _with_quantiles(
    ground: MeasureBasis,
    names: list[str],
    rows: list[Any],
    counts: tuple[str, str, str],
    found: Any,
) -> Any:
    numbers = np.array(found, np.float64).reshape(-1, 2 + len(_QUANTILES))
    whole, ended = numbers[:, 0].astype(np.int64), numbers[:, 1].astype(np.int64)
    return ground.table(
        **{name: [row[at] for row in rows] for at, name in enumerate(names)},
        **dict(zip(counts, (whole, ended, whole - ended), strict=True)),
        **{name: _counted(numbers[:, at]) for at, name in enumerate(_QUANTILES, 2)},
    )


def _counted(days: Any) -> Ints:
    return np.where(np.isnan(days), MISSING, np.nan_to_num(days)).astype(np.int64)


def survival(ground: MeasureBasis, stage: str, procedure: str, unit: str, by: object) -> Any:
    """The frame of `Measures.survival`."""
    stays = ground.stays
    days, has_ended = lasted(ground, unit)
    at = np.flatnonzero(
        (stays.procedure == PROCEDURES.index(procedure))
        & (stays.stage == stays.stages.index(stage))
        & (days >= 0)
    )
    cells = ground.cells(by, stays.case[at])
    curves = [
        (words, curve_of(days[at[some]], has_ended[at[some]]))
        for words, (_, some) in zip(cells.words, each(cells), strict=True)
    ]
    names = ground.names(by)
    rows = [words for words, curve in curves for _ in curve.days]
    columns = {
        name: np.concatenate([np.zeros(0, kind), *(getattr(curve, part) for _, curve in curves)])
        for name, part, kind in (
            ("days", "days", np.int64),
            ("at_risk", "at_risk", np.int64),
            ("ended", "ended", np.int64),
            ("open", "censored", np.int64),
            ("share", "share", np.float64),
            ("low", "low", np.float64),
            ("high", "high", np.float64),
        )
    }
    about = {"procedure": procedure, "stage": stage, "unit": unit}
    return ground.table(
        **{name: [row[place] for row in rows] for place, name in enumerate(names)},
        **{name: [value] * len(rows) for name, value in about.items()},
        **columns,
    )


def relays(ground: MeasureBasis, by: object) -> Any:
    """The frame of `Measures.relays`."""
    duties = ground.duties
    is_relay = np.array([word.act.endswith("_relayed") for word in duties.words] or [False])
    at = np.flatnonzero(is_relay[duties.which] & (duties.elapsed != MISSING))
    about = [(word.bearer, word.procedure, word.clause) for word in duties.words]
    known = list(dict.fromkeys(about))
    key = np.array([known.index(one) for one in about] or [0])[duties.which[at]]
    cells = ground.cells(by, duties.case[at], (key, known))
    rows, found = [], []
    for number, some in each(cells):
        *own, words = cells.words[number]
        rows.append((*own, *words))
        done = duties.done[at[some]]
        days = duties.elapsed[at[some]].astype(np.int64)
        found.append((len(some), done.sum(), *_quantiles(days, done)))
    names = [*ground.names(by), "bearer", "procedure", "clause"]
    return _with_quantiles(ground, names, rows, ("relays", "done", "open"), found)


# -- durations of which some have not ended: the estimator of Kaplan and Meier ---------------------------
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


# -- shares and their bounds by Wilson's score, which hold for few cases and for shares near 0 and 1 ---
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
