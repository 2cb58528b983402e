"""Rows against tables read from the text: where each step is in order, what it comes to, numbers, clauses."""

from __future__ import annotations

import pytest
from attrs import evolve
from pinned import CHINA
from plain_tables import plain_slips
from row_faults import RowFault, is_noticed
from scenes import SCENES, taken_in
from step_slips import step_slips
from ways import SENDERS, route_slips, way_slips

import gaf_rules as gaf
from gaf_rules.evaluate.replay import replay
from gaf_rules.program.program import program

_MACHINE = program(gaf.HAINAN)


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
