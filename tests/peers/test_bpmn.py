"""The transition table as BPMN: run by an engine of others it goes where a log goes, and a fault is seen."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import SpiffWorkflow.bpmn.parser
from attrs import evolve
from bpmn_engine import IN_SCOPE, Process, Tally, play, spec_of
from dmn_engines import combinations, ours
from lxml import etree

import gaf_rules as gaf
from gaf_rules.adapters.bpmn import to_bpmn
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("guideline", [gaf.HAINAN, ALGORITHMS], ids=lambda each: each.key)
def test_the_file_keeps_to_the_schema_of_the_standard(guideline: gaf.Guideline) -> None:
    folder = Path(SpiffWorkflow.bpmn.parser.__file__).parent
    schema = etree.XMLSchema(etree.parse(folder / "schema" / "BPMN20.xsd"))
    for procedure in dict.fromkeys(row.procedure for row in guideline.states):
        schema.assertValid(etree.fromstring(to_bpmn(procedure, guideline=guideline)))


def _decided(inputs: dict[str, Any]) -> tuple[bool | None, str | None]:
    process = Process(spec_of(to_bpmn("deregistration"), "deregistration"), inputs)
    if process.flow.is_completed():
        assert process.state == "outside"
        data = process.end.data
        assert "path" not in data
        return data["in_scope"], None
    return process.waiting.data["in_scope"], process.waiting.data["path"]


@pytest.mark.parametrize("decision", ["scope", "route"])
def test_a_process_comes_to_the_same_scope_and_route(decision: str) -> None:
    step = 3 if decision == "scope" else 1
    for inputs in islice(combinations(gaf.HAINAN, decision), 0, None, step):
        in_scope, path = _decided({**IN_SCOPE, **inputs})
        told = ours(gaf.HAINAN, decision, inputs)
        if decision == "scope":
            assert in_scope is told
        elif in_scope is not False:
            assert (path and tuple(path.split())) == told[0]


def _play(seeds: range, **given: Any) -> Tally:
    tally = Tally()
    for seed in seeds:
        play(seed, tally, **given)
    return tally


def test_the_order_of_steps_is_that_of_a_log_and_nothing_legal_is_refused() -> None:
    tally = _play(range(14))
    assert tally.taken > 200
    assert min(tally.both_allow, tally.both_refuse) > 400
    # What records hold a process does not know: that much it lets through.
    assert tally.granted < tally.both_refuse / 5


@pytest.mark.deep
def test_so_it_is_with_many_logs() -> None:
    tally = _play(range(100, 400), proposed=3)
    assert tally.taken > 5000


@pytest.mark.deep
@pytest.mark.parametrize("page", ["docs/guide", "docs/zh/guide"])
def test_the_page_says_how_much_a_process_lets_through(page: str, root: Path) -> None:
    tally = _play(range(30))
    text = (root / page / "models-of-others.md").read_text("utf-8")
    assert f"{tally.granted + tally.both_refuse:,}" in text
    assert f"{tally.both_refuse:,}" in text


@pytest.mark.deep
def test_scope_and_route_together_on_every_combination() -> None:
    for inputs in combinations(gaf.HAINAN, "scope"):
        for more in combinations(gaf.HAINAN, "route"):
            if inputs["sponsor_kind"] == more["sponsor_kind"]:
                in_scope, path = _decided({**inputs, **more})
                assert in_scope is ours(gaf.HAINAN, "scope", inputs)
                told = None if in_scope is False else ours(gaf.HAINAN, "route", more)[0]
                assert (path and tuple(path.split())) == told


def test_a_process_begins_where_nothing_has_happened_whatever_row_comes_first() -> None:
    turned = evolve(gaf.HAINAN, key="turned", states=gaf.HAINAN.states[::-1])
    text = to_bpmn(guideline=turned).decode()
    assert '<sequenceFlow id="route_to_not_started"' in text


# -- faults ----------------------------------------------------------------------------------------------
def _without_message(text: str) -> str:
    """A state waits no longer for the confirmation that the materials are complete."""
    known = re.search(r'<message id="(\w+)" name="completeness_confirmed"', text)
    assert known is not None
    return re.sub(
        rf'<messageEventDefinition id="completeness_review_\w+" messageRef="{known[1]}" />',
        "",
        text,
    )


def _elsewhere(text: str) -> str:
    """The report leads back instead of on."""
    return re.sub(
        r'(id="completeness_confirmed_\d+_to_reported" .*?targetRef=)"reported"',
        r'\1"forwarded"',
        text,
    )


def _turned(text: str) -> str:
    """Who is outside the scope goes on."""
    return text.replace("in_scope in [false]", "in_scope in [true]")


@pytest.mark.parametrize("fault", [_without_message, _elsewhere])
def test_a_fault_in_the_process_is_seen(fault: Callable[[str], str]) -> None:
    def make(procedure: str) -> bytes:
        text = to_bpmn(procedure).decode()
        spoilt = fault(text)
        assert (spoilt != text) or procedure == "deregistration"
        return spoilt.encode()

    with pytest.raises(AssertionError):
        _play(range(14), make=make, proposed=99)


def test_a_turned_condition_is_seen() -> None:
    spoilt = _turned(to_bpmn("deregistration").decode()).encode()
    process = Process(spec_of(spoilt, "deregistration"), IN_SCOPE)
    assert process.state == "outside"


def test_a_procedure_that_is_not_there_is_refused() -> None:
    with pytest.raises(gaf.CaseError, match="deregistration"):
        to_bpmn("appeal")


def test_what_is_no_guideline_is_refused() -> None:
    with pytest.raises(gaf.CaseError, match="guideline"):
        to_bpmn(guideline="hainan-1")  # type: ignore[arg-type]  # a key, not a guideline


def test_every_state_of_a_procedure_stands_in_its_process_in_both_languages() -> None:
    for procedure in PROCEDURES:
        text = to_bpmn(procedure).decode()
        for row in gaf.HAINAN.states:
            if row.procedure == procedure:
                assert f' id="{row.name}" name="' in text
    assert 'name="视为放弃 deemed abandoned"' in to_bpmn().decode()
    assert 'name="period_over.2.4.4c"' in to_bpmn("change").decode()
