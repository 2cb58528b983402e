"""What is worked out anew under another reading is enough: the same findings go as when all is worked out."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, Any

from worked_cases import worked_cases
from worlds import moments

import gaf_rules as gaf
from gaf_rules.evaluate import other_readings
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.basis import world_behind
from gaf_rules.evaluate.duties import deadline_of, regional_calendar, safe_on
from gaf_rules.evaluate.other_readings import gone_under
from gaf_rules.evaluate.outline import Outline, RawDuty, World, outline
from gaf_rules.evaluate.vanished import vanished
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    import pytest


def _worlds() -> list[tuple[World, gaf.Readings]]:
    found = [
        (world_of(one.case, one.as_of, None, None), one.readings)
        for one in moments(260, first=2_000)
    ]
    for held in worked_cases():
        if held.error is None:
            case, days = gaf.Case.from_dict(held.document), (0, 40)
            found += [
                (
                    world_of(case, held.as_of + timedelta(days=day), None, held.calendar()),
                    gaf.Readings.from_dict(held.readings),
                )
                for day in days
            ]
    return found


def _outlines() -> list[tuple[World, gaf.Readings, Outline]]:
    made = []
    for world, readings in _worlds():
        try:
            made.append((world, readings, outline(world, readings)))
        except gaf.IllegalEventError:
            continue
    return random.Random(5).sample(made, 260)  # noqa: S311 - a test case, no secret


_ALL = _outlines()


def test_the_same_findings_go() -> None:
    gone = 0
    for world, readings, core in _ALL:
        for name, option, other in readings.others():
            wanted = vanished(world, readings, core, outline(world, other, lenient=True))
            found = gone_under(world, readings, core, name, other)
            assert found == wanted, (world.case.id, world.as_of, name, option)
            gone += len(wanted)
    assert gone > 40


def test_most_logs_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    again = []

    def counted(*given: Any, **named: Any) -> Any:
        again.append(1)
        return outline(*given, **named)

    monkeypatch.setattr(other_readings, "outline", counted)
    asked = 0
    for world, readings, core in _ALL:
        for name, _, other in readings.others():
            gone_under(world, readings, core, name, other)
            asked += 1
    assert len(again) < asked / 8


_UNDISPUTED = {
    "OWNER_NOT_COVERED", "SCOPE_UNDETERMINED", "EXCLUDED_TYPE", "NOT_MOBILE", "ROUTE_UNDETERMINED",
}  # fmt: skip
"""Notices on scope and route, which no reading changes, stand beside what the rows find."""


def _by_trying_all(assessment: gaf.Assessment) -> list[tuple[str, ...]]:
    world, readings = world_behind(assessment.basis), assessment.basis.readings
    base = outline(world, readings)
    gone = [
        (name, vanished(world, readings, base, outline(world, other, lenient=True)))
        for name, _, other in readings.others()
    ]
    return [
        tuple(dict.fromkeys(name for name, found in gone if finding.key in found))
        if finding.code not in _UNDISPUTED
        else ()
        for finding in assessment.findings
    ]


def test_whatever_a_reading_reaches_and_is_forgotten_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whichever reading disputes a finding of a worked case: its reach forgotten, that would be missed."""
    disputed = [
        (case, name)
        for case in worked_cases()
        if case.error is None
        for name in dict.fromkeys(n for f in case.assess().findings for n in f.disputed_by)
    ]
    assert len({name for _, name in disputed}) > 9
    real, none = other_readings._reach, frozenset[Any]()
    nothing = other_readings._Reach(False, False, none, none, (), none)  # noqa: FBT003 - fields of a value
    for case, forgotten in disputed:
        with monkeypatch.context() as planted:
            planted.setattr(
                other_readings,
                "_reach",
                lambda machine, name, left=forgotten: (
                    nothing if name == left else real(machine, name)
                ),
            )
            planted.setattr(other_readings, "_is_same_log", lambda *_: True)
            found = case.assess()
            said = [finding.disputed_by for finding in found.findings]
        assert said != _by_trying_all(found), (case.name, forgotten)


def _safe(world: World, readings: gaf.Readings, duty: RawDuty) -> object:
    """The earliest of all combinations of options, each counted for itself."""
    days = []
    for options in product(*READING_OPTIONS.values()) if duty.row.period is not None else ():
        chosen = dict(zip(READING_OPTIONS, options, strict=True))
        if any(
            chosen[name] != readings.options()[name]
            for name in READING_OPTIONS
            if name not in duty.row.readings
        ):
            continue
        place = world.case.sponsor.place
        view = regional_calendar(world.calendar, duty.compiled, duty.bearer, place, chosen)
        facts = {**duty.context, "reading": chosen}
        resumes, rest = duty.compiled.resumes, None
        if resumes is not None and duty.left is not None and resumes(facts):
            rest = duty.left(chosen)
        due = deadline_of(duty.compiled, facts, chosen, view, rest=rest).due
        days.append(None if due is None else due.earliest)
    return min((day for day in days if day is not None), default=None)


def test_the_safe_day_is_that_of_all_combinations() -> None:
    compared = 0
    for world, readings, core in _ALL[::4]:
        for duty in core.duties:
            if duty.row.period is None or duty.due is None:
                continue
            place = world.case.sponsor.place
            found = safe_on(
                duty.compiled,
                duty.context,
                duty.options,
                world.calendar,
                duty.bearer,
                place,
                duty.left,
            )
            assert found == _safe(world, readings, duty), (world.case.id, duty.row.clause)
            compared += 1
    assert compared > 40
