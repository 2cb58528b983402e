"""Rows against tables read from the text: where each step is in order, what it comes to, numbers, clauses."""

from __future__ import annotations

import pytest
from attrs import evolve
from pinned import CHINA
from plain_tables import plain_slips
from row_faults import RowFault, is_noticed
from scenes import SCENES, Scene, taken_in
from step_slips import come_to, step_slips
from step_table import STEPS
from ways import SENDERS, route_slips, way_slips

import gaf_rules as gaf
from gaf_rules.evaluate.replay import replay
from gaf_rules.program.program import program

_MACHINE = program(gaf.HAINAN)
_GONE = (
    *("1 app_launched", "1 app_taken_offline"),
    "1 deregistration_reported sponsor>municipal_cac",
)
# What is decided of an app that is gone is still decided, and a person may still answer.
_LATE = {"application_withdrawn", "filing_refused", "filing_revoked", "determination"}


def test_each_scene_stands_where_it_says() -> None:
    for scene in SCENES:
        case, day = taken_in(scene, ("1 change_took_effect",) if scene.later > 1 else ())
        options = gaf.Readings.from_dict(scene.readings).options()
        found = replay(case, day, _MACHINE, options, CHINA, lenient=True)
        assert found.state[scene.procedure] == scene.name, scene


def test_every_state_has_a_scene() -> None:
    states = {(row.procedure, row.name) for row in gaf.HAINAN.states}
    assert states == {(scene.procedure, scene.name) for scene in SCENES}


def test_rows_and_tables_agree() -> None:
    assert [*step_slips(gaf.HAINAN)] == []
    assert [*plain_slips(gaf.HAINAN)] == []


def test_everybody_hands_on_what_is_theirs_and_nobody_anything_else() -> None:
    assert len(SENDERS) == 18
    assert [*way_slips(gaf.HAINAN)] == []
    assert [*route_slips(gaf.HAINAN)] == []


def _is_in_order(scene: Scene, lines: tuple[str, ...], readings: dict[str, str]) -> bool:
    case, day = taken_in(scene, lines)
    options = gaf.Readings.from_dict({**scene.readings, **readings}).options()
    return replay(case, day, _MACHINE, options, CHINA, lenient=True).refused is None


def test_after_the_report_of_deregistration_nothing_happens_to_the_app() -> None:
    tried = 0
    for step in STEPS:
        event = step.lines[-1].split()[1]
        scene = next((each for each in SCENES if step.is_tried(each) and step.outcome(each)), None)
        if scene is None or scene.procedure == "deregistration":
            continue
        if event in _LATE or len(step.lines) > 1:
            continue
        assert come_to(scene, step) is not None
        assert not _is_in_order(scene, (*_GONE, *step.lines), step.readings), (scene, step)
        tried += 1
    assert tried > 40


@pytest.mark.parametrize(
    ("table", "field", "now"),
    [
        ("duties", "period", gaf.Period(clause="2.4.2a", working_days=11, from_receipt=True)),
        ("findings", "severity", "notice"),
        ("materials", "clause", "2.3.7"),
        ("transitions", "states", ("submitted",)),
        ("transitions", "clauses", ("2.2.3d",)),
        ("lapses", "since", "feedback.issued_on"),
    ],
    ids=str,
)
def test_a_fault_in_a_row_is_noticed(table: str, field: str, now: object) -> None:
    rows = getattr(gaf.HAINAN, table)
    number = next(
        at
        for at, row in enumerate(rows)
        if getattr(row, field) and getattr(getattr(row, field), "clause", "2.4.2a") == "2.4.2a"
    )
    assert is_noticed(RowFault(table, number, field, now))
    assert not is_noticed(RowFault(table, number, field, getattr(rows[number], field)))


def test_a_row_that_lets_too_much_through_is_noticed() -> None:
    rows = gaf.HAINAN.transitions
    number = next(at for at, row in enumerate(rows) if row.event == "completeness_confirmed")
    wider = evolve(rows[number], states=("forwarded", *rows[number].states))
    assert is_noticed(RowFault("transitions", number, "states", wider.states))
