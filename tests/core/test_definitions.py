"""Definitions: each rests on what is before it, and all have words."""

from __future__ import annotations

from inspect import signature

import pytest

import gaf_rules as gaf
from gaf_rules.evaluate.definitions import Defined, in_order
from gaf_rules.evaluate.standing import DUTY_FACTS, definitions, stand
from gaf_rules.language.fact_schema import facts_given
from gaf_rules.messages import LABELS

_GIVEN = {"state", "readings", "calendar", "bearer", "place"}


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
    assert set(LABELS["definition"]) == {name for name, _ in definitions()}
    for each in DUTY_FACTS:
        assert (each.work_out.__doc__ or "").startswith(LABELS["definition"][each.name][1])


def test_every_line_of_the_standing_of_a_duty_rests_on_what_is_before_it() -> None:
    known = {*signature(stand).parameters, *_GIVEN}
    told = {}
    for name, rests_on in definitions():
        assert known.issuperset(rests_on)
        known.add(name)
        told[name] = rests_on
    assert told["judged_on"] == ("done_on", "void_on", "as_of")
    assert told["met_on"] == ("verdict", "arrived_on", "kept_on", "status")
