"""Random logs of which rows with a fault say something else than the rows without it.

Where no case and no table notices a fault, it may be one of the cases and tables, or none of the rows: what
is asked says what a state, an earlier row or another condition says already. A log of which the answers
differ shows the former; that none of many differs shows the latter as far as they go.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve
from scenes import SCENES, taken_in
from step_slips import OTHERS, as_other
from worlds import World

import gaf_rules as gaf
from gaf_rules.language.core import facts_of
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import SPONSOR_KINDS
from gaf_rules.testing.logs import GAPS, Walker

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from row_faults import RowFault

    from gaf_rules.language.rows import Transition

__all__ = ["answers_of", "differing_log"]

_STEPS, _TRIES = 8, 12
_LATER = (0, 0, 1, 12, 33, 100)


def answers_of(log: World, day: date, guideline: gaf.Guideline) -> dict[str, Any] | str:
    """All that is said of a log on a day but the provenance; the kind of the error where it is refused."""
    try:
        said = log.assess(as_of=day, guideline=guideline).to_dict()
    except gaf.GafRulesError as error:
        return type(error).__name__
    return {**said, "provenance": None}


def _grown(
    dice: random.Random, row: Transition | None, guideline: gaf.Guideline
) -> Iterator[World]:
    """A log from where a row may be taken on, with some steps after it; none where that cannot be."""
    scene = dice.choice(
        [
            each
            for each in SCENES
            if row is None
            or (each.procedure == row.procedure and each.name in (row.states or (each.name,)))
        ]
    )
    if scene.tier == "municipal":
        others = as_other(scene, *dice.choice(OTHERS)[:3])
        scene = dice.choice((evolve(scene, organ=dice.choice(SPONSOR_KINDS)), others))
    case, day = taken_in(scene)
    app = evolve(case.app, grassroots_facing=dice.choice((True, False, None)))
    share = dice.choice((0.0, 0.3))
    chosen = {
        name: dice.choice(options)
        for name, options in READING_OPTIONS.items()
        if dice.random() < share
    }
    readings = gaf.Readings.from_dict({**chosen, **scene.readings})
    walker = Walker(dice, World(evolve(case, app=app), day, readings, guideline))
    walker.rest(scene.later)
    found = walker.replayed(case.events)
    if found.refused is not None:
        return
    walker.state = found.state
    walker.step([row] * _TRIES if row is not None else ())
    wanted = _resting_on(row, guideline) if dice.random() < 0.5 else ()
    for _ in range(_STEPS):
        walker.rest(dice.choice(GAPS))
        rows, weights = walker.weights(wanted)
        walker.step(dice.choices(rows, weights, k=_TRIES))
    yield walker.log


def _resting_on(row: Transition | None, guideline: gaf.Guideline) -> set[int]:
    """The rows that ask for what a row writes down."""
    actions = () if row is None else row.actions
    written = {getattr(action, "fact", None) for action in actions}
    return {id(each) for each in guideline.transitions if written & {*facts_of(each.when)}}


def differing_log(fault: RowFault, many: int) -> tuple[World, date] | None:
    """A log and a day of which the rows with a fault say something else; None where no log differs.

    Arguments:
        fault: the fault.
        many: how many logs are tried of those that each of the two guidelines allows, on four days each.
    """
    made = fault.made(gaf.HAINAN)
    for seed in range(many):
        dice = random.Random(seed)  # noqa: S311 - test cases, no secrets
        for guideline in (made, gaf.HAINAN):
            row = guideline.transitions[fault.number] if fault.table == "transitions" else None
            for log in _grown(dice, row, guideline):
                ends = (
                    [dice.choice(log.case.events).on for _ in range(3)] if log.case.events else ()
                )
                for day in (log.as_of, *(end + timedelta(dice.choice(_LATER)) for end in ends)):
                    if answers_of(log, day, gaf.HAINAN) != answers_of(log, day, made):
                        return log, day
    return None
