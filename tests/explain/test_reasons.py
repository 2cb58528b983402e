"""Why a condition holds: the parts named suffice, whatever the other facts are."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from random_conditions import conditions, records

from gaf_rules.ask.explanation.reasons import decider
from gaf_rules.language.conditions import Condition, compile_condition, facts_of


@given(conditions, records())
def test_the_verdict_is_that_of_the_evaluator(condition: Condition, facts: dict[str, Any]) -> None:
    holds, parts = decider(condition)(facts)
    assert holds == compile_condition(condition)(facts)
    for each in parts:
        assert each.holds == compile_condition(each.part)(facts)


@given(conditions, records(), records())
def test_the_parts_named_suffice(
    condition: Condition, facts: dict[str, Any], other: dict[str, Any]
) -> None:
    holds, parts = decider(condition)(facts)
    looked_at = {name for each in parts for name in facts_of(each.part)}
    mixed: dict[str, Any] = {record: dict(fields) for record, fields in other.items()}
    for name in looked_at:
        record, _, key = name.partition(".")
        mixed[record][key] = facts[record].get(key)
    assert compile_condition(condition)(mixed) == holds
