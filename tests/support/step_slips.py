"""What a step comes to by the rows of a guideline, and where that differs from the table."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from attrs import evolve
from pinned import CHINA
from scenes import SCENES, Scene, taken_in
from step_table import STEPS, Outcome, Step

import gaf_rules as gaf
from gaf_rules.evaluate.replay import replay
from gaf_rules.program.program import program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.evaluate.replay import Replay

__all__ = ["come_to", "step_slips"]


def _reached(
    scene: Scene, lines: Iterable[str], readings: dict[str, str], guideline: gaf.Guideline
) -> tuple[gaf.Case, Replay]:
    case, day = taken_in(scene, lines)
    options = gaf.Readings.from_dict({**scene.readings, **readings}).options()
    return case, replay(case, day, program(guideline), options, CHINA, lenient=True)


def come_to(scene: Scene, step: Step, guideline: gaf.Guideline = gaf.HAINAN) -> Outcome | None:
    """What a step comes to by the rows; None where they refuse it.

    Raises:
        ValueError: they refuse something that comes ahead of it.
    """
    case, found = _reached(scene, step.lines, step.readings, guideline)
    if found.refused is not None:
        if len(found.order) < len(case.events) - 1:
            raise ValueError(str(found.refused.error()))
        return None
    before = _reached(scene, step.lines[:-1], step.readings, guideline)[1]
    place = scene.procedure, found.state[scene.procedure]
    stage = next(row.stage for row in guideline.states if (row.procedure, row.name) == place)
    opened = [record.kind for record in found.records[len(before.records) :]]
    _, taken, _, _ = found.taken[-1]
    return Outcome(scene.name, stage, " ".join(taken.clauses), " ".join(opened))


def _wanted_of(scene: Scene, step: Step) -> Outcome | None:
    """What the table says that a step comes to in a scene."""
    told = step.outcome(scene)
    return None if told is None else evolve(told, where=scene.name, to=told.to or scene.stage)


def step_slips(guideline: gaf.Guideline, event: str | None = None) -> Iterator[str]:
    """Where rows and table differ: of one type of event, or of all."""
    for step, scene in product(STEPS, SCENES):
        if step.is_tried(scene) and event in {None, step.lines[-1].split()[1]}:
            wanted = _wanted_of(scene, step)
            found: Outcome | str | None
            try:
                found = come_to(scene, step, guideline)
            except ValueError as stuck:
                # What is not in order by the table may hang on what is not in order before it.
                found = None if wanted is None else str(stuck)
            if found != wanted:
                yield f"{scene.procedure} {scene.name}/{scene.kind} {step.lines}: {found}"
