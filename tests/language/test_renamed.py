"""A guideline whose every office, tier, position, state and material is called otherwise says the same."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames
from renamed import PLACES, RENAMED, named_case, renamed, renamed_case
from worlds import World, worlds

import gaf_rules as gaf
from gaf_rules.adapters.bpmn import to_bpmn
from gaf_rules.language.link import slips
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.messages import LANGUAGES
from gaf_rules.report.text import report_text
from gaf_rules.show import tables
from gaf_rules.show.diagrams import routes_diagram, state_diagram

HAINAN = gaf.HAINAN
_DAY = date(2026, 3, 20)
_LATER = timedelta(days=300)
_GOALS = (
    "filing:filed",
    "change:approved",
    "deregistration:reported",
    "not DEEMED_ABANDONED",
    "not MATERIALS_MISSING",
)


def _named(count: int, first: int = 0) -> list[World]:
    found = worlds(count, first)
    return [evolve(each, case=named_case(each.case)) for each in found if _is_plain(each)]


def _is_plain(world: World) -> bool:
    """Whether nobody answers one question twice on one day: which answer counts is told by the alphabet."""
    asked = [(each.on, each.question) for each in world.case.events if each.question is not None]
    return len(asked) == len({*asked})


_WORLDS = _named(6, first=900_100)


def _here(world: World, **more: Any) -> gaf.Assessment:
    return gaf.assess(
        renamed_case(world.case),
        as_of=world.as_of,
        readings=world.readings,
        guideline=RENAMED,
        **more,
    )


def _usual(world: World) -> gaf.Assessment:
    return gaf.assess(world.case, as_of=world.as_of, readings=world.readings)


def _sorted(document: dict[str, Any]) -> dict[str, Any]:
    """The order in which a question offers its answers is that of the format, which has its own names."""
    asked = [{**each, "options": sorted(each["options"])} for each in document["questions"]]
    return {**document, "questions": asked}


def _alike(count: int, first: int) -> None:
    for world in _named(count, first):
        here = _here(world).to_dict()
        here.pop("provenance")
        assert _sorted(here) == _sorted(renamed(_usual(world).to_dict())), world.case.id


def _audited(count: int, first: int) -> None:
    cases = [renamed_case(world.case) for world in _named(count, first)]
    said = found_by(gaf.audit(*frames(cases), as_of=_DAY, guideline=RENAMED))
    for case, got in zip(cases, said, strict=True):
        assert got == expected(case, as_of=_DAY, guideline=RENAMED), case.id


def test_it_links() -> None:
    assert slips(RENAMED) == ()


def test_it_says_the_same_of_every_case() -> None:
    _alike(8, first=900_000)


def test_an_audit_says_the_same() -> None:
    _audited(16, first=900_000)


@pytest.mark.deep
def test_it_says_the_same_of_many_cases() -> None:
    _alike(1_500, first=910_000)
    _audited(1_500, first=910_000)


@pytest.mark.parametrize("world", _WORLDS[:2], ids=lambda world: world.case.id)
def test_the_second_engine_says_the_same(world: World) -> None:
    pytest.importorskip("durable_rules_engine", exc_type=ImportError)
    first, second = _here(world), _here(world, engine="durable")
    for name in ("route", "stages", "duties", "findings", "questions", "next_actions"):
        assert getattr(first, name) == getattr(second, name), name


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("world", _WORLDS, ids=lambda world: world.case.id)
def test_it_is_told_in_the_same_words(world: World, lang: Any) -> None:
    """Each name has the words of what it stands for: so nobody reads words from the common table."""
    usual, here = _usual(world), _here(world)
    explained = gaf.explain(here, lang)
    assert str(explained) == str(gaf.explain(usual, lang))
    assert explained.replay() == here
    assert gaf.timeline(here, lang=lang).svg == gaf.timeline(usual, lang=lang).svg
    told = report_text(usual, lang).replace(usual.provenance.guideline, RENAMED.key)
    # What is to be written into a log is told by the name that it has there.
    told = re.sub(r"(?<=by: )\w+", lambda role: PLACES.get(role[0], role[0]), told)
    # Where lines are broken hangs on how long a name is.
    assert "".join(report_text(here, lang, guideline=RENAMED).split()) == "".join(told.split())


@pytest.mark.parametrize("world", _WORLDS[:3], ids=lambda world: world.case.id)
def test_plans_needs_and_desks_are_the_same(world: World) -> None:
    wish = world.as_of + _LATER
    for name in ("launch_on", "change_on", "offline_on"):
        asked: dict[str, Any] = {name: wish}
        assert _answer(gaf.plan, renamed_case(world.case), world, RENAMED, **asked) == renamed(
            _answer(gaf.plan, world.case, world, HAINAN, **asked)
        )
    for goal in _GOALS:
        here = _answer(gaf.needed_for, renamed_case(world.case), world, RENAMED, goal=goal)
        assert here == renamed(_answer(gaf.needed_for, world.case, world, HAINAN, goal=goal))
    for role in HAINAN.roles:
        desk = gaf.inbox([world.case], role, as_of=world.as_of).to_dict()
        there = gaf.inbox(
            [renamed_case(world.case)],
            PLACES.get(role, role),
            as_of=world.as_of,
            guideline=RENAMED,
        ).to_dict()
        assert there["items"] == desk["items"]


def _answer(ask: Any, case: gaf.Case, world: World, guideline: gaf.Guideline, **more: Any) -> Any:
    try:
        found = ask(case, as_of=world.as_of, guideline=guideline, **more).to_dict()
    except gaf.GafRulesError as error:
        return str(error)
    found.pop("guideline_sha256", None)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tables_and_diagrams_are_the_same(lang: Any) -> None:
    for name in ("routes_table", "periods_table", "duties_table", "findings_table"):
        table = getattr(tables, name)
        assert table(RENAMED, lang) == table(HAINAN, lang), name
    for procedure in PROCEDURES:
        assert state_diagram(RENAMED, procedure, lang) == state_diagram(HAINAN, procedure, lang)
    usual = routes_diagram(HAINAN, lang)
    words = [line.partition(" as ")[2] for line in usual.splitlines() if " as " in line]
    here = routes_diagram(RENAMED, lang)
    assert [line.partition(" as ")[2] for line in here.splitlines() if " as " in line] == words
    assert len(here.splitlines()) == len(usual.splitlines())


def test_a_model_of_it_can_be_drawn() -> None:
    assert b"bureau" in to_bpmn(guideline=RENAMED)
    assert b"bureau" not in to_bpmn()
