"""A day that cannot be in a case costs that case its row, and no other: the same error as from ``assess``."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from audit_tables import frames
from worlds import World, worlds

import gaf_rules as gaf

_AS_OF = date(2026, 3, 9)
_DAYS = (date(1, 1, 1), date(1970, 1, 1), date(2003, 12, 31), date(2200, 1, 1), date(9999, 12, 31))
_FIELDS = ("on", "posted_on", "expected_on", "change_on")


def _moved(world: World, dice: random.Random) -> gaf.Case:
    """The case with one of its days moved somewhere else: out of all calendars, or a little."""
    events = list(world.case.events)
    places = [(n, f) for n, e in enumerate(events) for f in _FIELDS if getattr(e, f) is not None]
    rare = [place for place in places if place[1] != "on"]
    number, field = dice.choice(rare or places)
    near = getattr(events[number], field) + timedelta(days=dice.randrange(-40, 40))
    changed: dict[str, Any] = {field: dice.choice((*_DAYS[2:], near, near))}
    events[number] = evolve(events[number], **changed)
    return evolve(world.case, events=tuple(events))


def _error(case: gaf.Case) -> str | None:
    try:
        # What the days of an event rule out is told where a document is read, before all else.
        gaf.assess(gaf.Case.from_dict(case.to_dict()), as_of=_AS_OF)
    except gaf.GafRulesError as error:
        return str(error)
    return None


@pytest.mark.no_cover
def test_the_errors_are_those_of_assess() -> None:
    dice = random.Random(7)  # noqa: S311 - a test case, no secret
    held = [world for world in worlds(90) if world.case.events]
    cases = [_moved(world, dice) for world in held] + [world.case for world in held]
    found = gaf.audit(*frames(cases), as_of=_AS_OF).cases["error"].to_list()
    assert found == [_error(case) for case in cases]
    said = [error for error in found if error]
    for words in ("before the first day", "after 2199", "posted on", "the day expected"):
        assert any(words in error for error in said), words
    assert found.count(None) > len(held) / 2


@pytest.mark.parametrize("day", _DAYS[1:], ids=str)
def test_one_case_is_lost_and_no_other(day: date) -> None:
    launched = [gaf.Event(type="app_launched", on=on) for on in (date(2026, 3, 2), day)]
    cases = [
        gaf.Case(
            id=str(number),
            app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
            sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
            events=(event,),
        )
        for number, event in enumerate(launched)
    ]
    errors = gaf.audit(*frames(cases), as_of=_AS_OF).cases["error"].to_list()
    assert errors[0] is None
    assert day.isoformat() in errors[1]
