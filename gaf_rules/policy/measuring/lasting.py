"""How long: stays in stages and relays, with those that are still going on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.policy.measuring.basis import each
from gaf_rules.policy.measuring.survival import curve_of, quantiles

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.policy.measuring.basis import MeasureBasis

__all__ = ["UNITS", "durations", "lasted", "relays", "survival"]

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
