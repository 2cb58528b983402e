"""Definitions: each rests on what is before it, both ways of working them out agree, and all have words."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import moments

import gaf_rules as gaf
from gaf_rules.evaluate.definitions import Defined, in_order
from gaf_rules.evaluate.outline import RawDuty, World, outline
from gaf_rules.evaluate.standing import DUTY_FACTS, STANDING
from gaf_rules.language.fact_schema import facts_given
from gaf_rules.messages import LABELS
from gaf_rules.program.program import program

_MACHINE = program(gaf.HAINAN)
_LATER = {each.name: each for each in (*STANDING, *DUTY_FACTS)}


def twice(first: int) -> int:
    return 2 * first


def four_times(twice: int) -> int:
    return 2 * twice


def test_a_definition_rests_on_what_is_before_it() -> None:
    made = in_order(("first",), (twice, four_times))
    assert Defined({each.name: each for each in made}, {"first": 3}).get("four_times") == 12
    with pytest.raises(gaf.GafRulesError, match="four_times rests on twice"):
        in_order(("first",), (four_times, twice))


def test_what_rows_may_ask_of_a_duty_is_defined_and_nothing_else_has_words() -> None:
    asked = {name[5:] for name in facts_given(gaf.HAINAN) if name.startswith("duty.")}
    asked |= {name[5:] for name in LABELS["fact"] if name.startswith("duty.")}
    assert asked == {"status", "met_on", "missed_on"} | {each.name for each in DUTY_FACTS} - {
        "regional"
    }
    assert set(LABELS["definition"]) == {*_LATER}
    for name, (_, en) in LABELS["definition"].items():
        assert (_LATER[name].work_out.__doc__ or "").startswith(en)


def _one_by_one(raw: RawDuty) -> Defined:
    """All of a duty worked out again, each when it is asked for."""
    window = raw.state.window
    known: dict[str, Any] = {
        "duty": raw.compiled,
        "facts": raw.context,
        "window": window,
        "done_on": raw.compiled.met_on(raw.context),
        "void_on": raw.compiled.void_on(raw.context),
        "as_of": raw.as_of,
        "view": raw.world.calendar,
    }
    return Defined(_LATER, known)


def test_worked_out_one_by_one_or_together_they_agree() -> None:
    found = 0
    for moment in moments(120):
        world = World(moment.case, moment.as_of, _MACHINE, gaf.CHINA)
        for raw in outline(world, moment.readings).duties:
            later, state = _one_by_one(raw), raw.state
            assert later.get("fallen_away") is False
            for name in ("status", "met_on", "missed_on"):
                assert later.get(name) == getattr(state, name)
                assert raw.facts.get(name) == later.get(name)
            found += 1
    assert found > 300


def status(verdict: str) -> str:
    """A fault: what is unclear or excused is forgotten."""
    return verdict


def test_a_fault_in_a_definition_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    (wrong,) = in_order(("verdict",), (status,))
    monkeypatch.setitem(_LATER, "status", wrong)
    with pytest.raises(AssertionError, match="undetermined"):
        test_worked_out_one_by_one_or_together_they_agree()
