"""Where cases lie: stays, backlog by day, age of what is still there, flow from stage to stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.bulk import is_working_day
from gaf_rules.columns import DAY
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES
from gaf_rules.policy.measuring.basis import each
from gaf_rules.policy.measuring.lasting import lasted
from gaf_rules.values.given import every, one_of

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.policy.measuring.basis import MeasureBasis

__all__ = ["ageing", "backlog", "flow", "stays"]


def stays(ground: MeasureBasis) -> Any:
    """The frame of `Measures.stays`."""
    held = ground.stays
    working, _ = lasted(ground, "working_days")
    calendar, _ = lasted(ground, "calendar_days")
    return ground.table(
        held.case,
        procedure=(held.procedure, PROCEDURES),
        stage=(held.stage, held.stages),
        entered_on=_days(held.entered),
        left_on=_days(held.left),
        onwards=(held.onwards + 1, (None, *held.stages)),
        working_days=np.where(working < 0, MISSING, working),
        calendar_days=calendar,
    )


def _days(numbers: Ints) -> Any:
    days = numbers.astype(np.int64).view(DAY)
    return np.where(numbers == MISSING, np.datetime64("NaT", "D"), days).astype(DAY)


def _awaited(ground: MeasureBasis) -> Any:
    """The stages, by procedure and place, in which something is still awaited.

    Not that before anything is handed in: a change planned anew lies nowhere, as little as the first one.
    """
    held = ground.stays.stages
    found = np.zeros((len(PROCEDURES), len(held)), np.bool_)
    for row in ground.guideline.states:
        if row.bearer is not None and not row.ended and row.name != NOT_STARTED:
            found[PROCEDURES.index(row.procedure), held.index(row.stage)] = True
    return found


def backlog(ground: MeasureBasis, by: object, stages: Any) -> Any:
    """The frame of `Measures.backlog`."""
    held = ground.stays
    if stages is None:
        at = np.flatnonzero(_awaited(ground)[held.procedure, held.stage])
    else:
        chosen = every("stages", stages, str, "阶段", "a stage")
        for name in chosen:
            one_of("stages", name, held.stages)
        at = np.flatnonzero(np.isin(held.stage, [held.stages.index(name) for name in chosen]))
    cells = ground.cells(
        by, held.case[at], (held.procedure[at], PROCEDURES), (held.stage[at], held.stages)
    )
    entered, left = held.entered[at], held.left[at]
    first = int(entered.min(initial=ground.today))
    days = ground.today - first + 1
    size = days * len(cells.words)

    def counted(numbers: Ints, some: Any) -> Ints:
        key = cells.cell[some] * days + (numbers[some] - first)
        return np.bincount(key, minlength=size).reshape(-1, days)

    come = counted(entered, np.arange(len(at)))
    gone = counted(left, np.flatnonzero(left != MISSING))
    day = (np.arange(days) + first).astype(np.int64).view(DAY)
    names = [*ground.names(by), "procedure", "stage"]
    return ground.table(
        day=np.tile(day, len(cells.words)),
        **{
            name: (np.repeat(np.arange(len(cells.words)), days), [row[at] for row in cells.words])
            for at, name in enumerate(names)
        },
        entered=come.ravel(),
        left=gone.ravel(),
        open=np.cumsum(come - gone, axis=1).ravel(),
        is_working_day=np.tile(
            is_working_day(day, calendar=ground.calendar, outside="mask"), len(cells.words)
        ),
    )


def ageing(ground: MeasureBasis, by: object, edges: list[int]) -> Any:
    """The frame of `Measures.ageing`."""
    held = ground.stays
    days, has_ended = lasted(ground, "working_days")
    at = np.flatnonzero(~has_ended & (days >= 0) & _awaited(ground)[held.procedure, held.stage])
    bands = [*zip([-1, *edges], [*edges, MISSING], strict=True)]
    cells = ground.cells(
        by,
        held.case[at],
        (held.procedure[at], PROCEDURES),
        (held.stage[at], held.stages),
        (np.searchsorted(edges, days[at], side="left"), bands),
    )
    oldest = [int(held.entered[at[some]].min()) for _, some in each(cells)]
    names = [*ground.names(by), "procedure", "stage"]
    return ground.table(
        **{name: [row[place] for row in cells.words] for place, name in enumerate(names)},
        over=np.array([row[-1][0] for row in cells.words], np.int64),
        up_to=np.array([row[-1][1] for row in cells.words], np.int64),
        cases=np.bincount(cells.cell, minlength=len(cells.words)),
        oldest_on=_days(np.array(oldest, np.int64)),
    )


def flow(ground: MeasureBasis, by: object) -> Any:
    """The frame of `Measures.flow`."""
    held = ground.stays
    days, _ = lasted(ground, "working_days")
    onwards: list[str | None] = [None, *held.stages]
    cells = ground.cells(
        by,
        held.case,
        (held.procedure, PROCEDURES),
        (held.stage, held.stages),
        (held.onwards + 1, onwards),
    )
    medians = []
    for _, some in each(cells):
        counted = np.sort(days[some][days[some] >= 0])
        # The least value that half of them do not exceed, as the other quantiles here.
        medians.append(counted[(len(counted) - 1) // 2] if len(counted) else MISSING)
    names = [*ground.names(by), "procedure", "stage", "onwards"]
    return ground.table(
        **{name: [row[place] for row in cells.words] for place, name in enumerate(names)},
        stays=np.bincount(cells.cell, minlength=len(cells.words)),
        median=np.array(medians, np.int64),
    )
