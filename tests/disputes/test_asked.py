"""A reading that was not asked for disputes nothing: held against every other option of every reading."""

from __future__ import annotations

from typing import Any

import pytest
from worked_cases import worked_cases
from worlds import moments

import gaf_rules as gaf
from gaf_rules.evaluate.basis import world_behind
from gaf_rules.evaluate.outline import outline
from gaf_rules.evaluate.vanished import vanished
from gaf_rules.language.readings import READING_OPTIONS, Asked


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


# Notices on scope and route, which no reading changes, stand beside what the rows find.
_UNDISPUTED = {
    "OWNER_NOT_COVERED", "SCOPE_UNDETERMINED", "EXCLUDED_TYPE", "NOT_MOBILE", "ROUTE_UNDETERMINED",
}  # fmt: skip


def _differ(first: int, count: int) -> int:
    return sum(
        [finding.disputed_by for finding in assessment.findings] != _by_trying_all(assessment)
        for assessment in (world.assess() for world in moments(count, first=first))
    )


@pytest.mark.no_cover
def test_disputes_are_those_that_trying_all_readings_finds() -> None:
    assert _differ(70_000, 250) == 0


_DISPUTED = [
    (case, name)
    for case in worked_cases()
    if case.error is None
    for name in dict.fromkeys(n for found in case.assess().findings for n in found.disputed_by)
]


def test_every_reading_asked_for_and_not_noted_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever reading disputes a finding of a worked case: forgotten, it would be missed there."""
    assert len({name for _, name in _DISPUTED}) > 9
    for case, forgotten in _DISPUTED:

        def look_up(options: Asked, name: str, default: Any = None, left: str = forgotten) -> Any:
            if name != left:
                options.names.add(name)
            return dict.get(options, name, default)

        with monkeypatch.context() as planted:
            planted.setattr(Asked, "get", look_up)
            planted.setattr(Asked, "__getitem__", look_up)
            planted.setattr(Asked, "keys", dict.keys)
            found = case.assess()
            said = [finding.disputed_by for finding in found.findings]
        assert said != _by_trying_all(found), (case.name, forgotten)


def test_whoever_takes_all_options_has_asked_for_all() -> None:
    for taken in (dict, list, lambda asked: {**asked}, lambda asked: asked.items(), Asked.values):
        asked = Asked(gaf.Readings().options())
        taken(asked)
        assert asked.names == set(READING_OPTIONS), taken
    asked = Asked(gaf.Readings().options())
    assert asked["trigger_day"] == asked.get("trigger_day") == "exclude"
    assert asked.names == {"trigger_day"}
