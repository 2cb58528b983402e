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

__all__ = ["OTHERS", "as_other", "come_to", "step_slips"]

_GONE = (
    "1 app_launched",
    "1 app_taken_offline",
    "1 deregistration_reported sponsor>provincial_cac",
)
_LATE = {"application_withdrawn", "filing_refused", "filing_revoked", "determination"}
"""What is decided of an app that is gone is still decided, and a person may still answer."""

_CITY, _DEPARTMENT = "municipal_cac", "provincial_department"
_SENT = f"sponsor>{_CITY}"
_INSTITUTION = ("affiliated_institution", "administrative_organ")
OTHERS = (
    ("central_agency", "administrative_organ", _CITY, _CITY),
    ("provincial_department", "other_state_organ", _CITY, _CITY),
    ("affiliated_institution", "other_state_organ", _CITY, _CITY),
    (*_INSTITUTION, _DEPARTMENT, _DEPARTMENT),
    (*_INSTITUTION, _DEPARTMENT, _CITY),
)
"""Sponsors that are none of a city: tier, kind, the office that they went by, and the one they turn to."""


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


def _by(office: str, lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line.replace(_CITY, office) for line in lines)


def as_other(scene: Scene, tier: str, organ: str, office: str) -> Scene:
    """A scene of a sponsor of a city, of another sponsor that goes by another office."""
    return evolve(scene, lines=_by(office, scene.lines), tier=tier, organ=organ)


def _sent_by_others(step: Step, scene: Scene) -> Iterator[tuple[Step, Scene, bool]]:
    """What a sponsor of a city sends to the office of the city, sent by others, and whether it is theirs.

    Central agencies, and other state organs of the province, file where a person says (2.2.0); other units of
    the province have no business with an office of a city (2.2.2).
    """
    if scene.tier != "municipal" or _SENT not in step.lines[-1]:
        return
    *ahead, last = step.lines
    for tier, organ, office, to in OTHERS:
        lines = (*_by(office, ahead), *_by(to, (last,)))
        yield evolve(step, lines=lines), as_other(scene, tier, organ, office), office == to


def _tried(step: Step, scene: Scene) -> Iterator[tuple[Step, Scene, Outcome | None]]:
    """A step in a scene, and what is wanted of it: as it stands, of others, after the app is gone."""
    wanted = _wanted_of(scene, step)
    yield step, scene, wanted
    if wanted is None:
        return
    for sent, other, is_theirs in _sent_by_others(step, scene):
        yield sent, other, wanted if is_theirs else None
    if scene.procedure != "deregistration":
        # A filed app may have been launched before.
        gone = _GONE if scene.procedure == "filing" else _GONE[1:]
        *ahead, last = step.lines
        late = evolve(step, lines=(*ahead, *gone, last))
        yield late, scene, wanted if last.split()[1] in _LATE else None


def step_slips(guideline: gaf.Guideline, event: str | None = None) -> Iterator[str]:
    """Where rows and table differ: of one type of event, or of all."""
    for line, place in product(STEPS, SCENES):
        if not line.is_tried(place) or event not in {None, line.lines[-1].split()[1]}:
            continue
        for step, scene, wanted in _tried(line, place):
            found: Outcome | str | None
            try:
                found = come_to(scene, step, guideline)
            except ValueError as stuck:
                # What is not in order by the table may hang on what is not in order before it.
                found = None if wanted is None else str(stuck)
            if found != wanted:
                yield f"{scene.procedure} {scene.name}/{scene.kind} {step.lines}: {found}"
