"""Each row of the findings and of the steps by itself: an end can be reached past it, and it is missed.

A row taken out, and a row whose condition is forgotten, give a case with days: the solver finds the days of a
log on which the findings differ, ``assess`` has the last word. Of the states it is shown that from each of
them an end can be reached, over steps that some facts allow.
"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from formal_rows import Logs
from formulas import example, formula, sheet_of
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.core import ALWAYS, AnyOf

pytestmark = pytest.mark.no_cover

_GUIDELINES = [gaf.HAINAN, ALGORITHMS]
_NAMES = [each.key for each in _GUIDELINES]


# -- states --------------------------------------------------------------------------------------------------
_KNOWN: dict[tuple[Any, str], bool] = {}


def _may_leave(guideline: gaf.Guideline, row: Any, state: str) -> bool:
    """Whether some facts allow a step in a state; told once for each condition."""
    key = (row.when, row.event, row.procedure), state
    if key not in _KNOWN:
        sheet = sheet_of(guideline, row, **{f"state__{row.procedure}": state})
        _KNOWN[key] = example([formula(row.when, sheet)], sheet) is not None
    return _KNOWN[key]


def _steps(guideline: gaf.Guideline, procedure: str) -> set[tuple[str, str]]:
    """From which state to which one a step leads that some facts allow, or time alone."""
    states = [row.name for row in guideline.states if row.procedure == procedure]
    found = {(row.state, row.to) for row in guideline.lapses if row.procedure == procedure}
    for row in guideline.transitions:
        if row.procedure != procedure or row.to is None:
            continue
        for state in row.states or states:
            if (state, row.to) not in found and _may_leave(guideline, row, state):
                found.add((state, row.to))
    return found


def stuck(guideline: gaf.Guideline) -> set[tuple[str, str]]:
    """The states from which no end is reached: none is where nobody has to move, or all may be begun anew."""
    found: set[tuple[str, str]] = set()
    for procedure in {row.procedure for row in guideline.states}:
        rows = [row for row in guideline.states if row.procedure == procedure]
        steps = _steps(guideline, procedure)
        good = {row.name for row in rows if row.ended or row.bearer is None}
        while more := {before for before, after in steps if after in good} - good:
            good |= more
        found |= {(procedure, row.name) for row in rows if row.name not in good}
    return found


@pytest.mark.parametrize("guideline", _GUIDELINES, ids=_NAMES)
def test_from_every_state_an_end_can_be_reached(guideline: gaf.Guideline) -> None:
    assert stuck(guideline) == set()


def test_a_state_that_nothing_leaves_is_told() -> None:
    for state in gaf.HAINAN.states:
        if state.ended or state.bearer is None:
            continue
        kept = tuple(
            evolve(
                row, states=tuple(name for name in row.states if name != state.name) or ("none",)
            )
            if row.procedure == state.procedure
            else row
            for row in gaf.HAINAN.transitions
        )
        lapses = tuple(
            evolve(row, state="none") if row.state == state.name else row
            for row in gaf.HAINAN.lapses
        )
        changed: dict[str, Any] = {"transitions": kept, "lapses": lapses}
        assert (state.procedure, state.name) in stuck(unlinked(gaf.HAINAN, **changed))


# -- rows --------------------------------------------------------------------------------------------------
_NEVER = AnyOf(())
_NOT_BY_DAYS = {
    # What is missing is a list, the longer the condition holds the same: cases of their own show these.
    *("RECTIFICATION_INCOMPLETE", "MATERIALS_MISSING", "OUTCOME_NOT_IN_TEXT"),
    # Of the calendar, not of the days of a log: tests of the calendar show these.
    *(
        "LOCAL_HOLIDAY_IN_WINDOW",
        "CLOSURE_IN_WINDOW",
        "CALENDAR_PROVISIONAL",
        "CALENDAR_UNPUBLISHED",
    ),
}
_TABLES = {
    "findings": "code",
    "duties": "clause",
    "questions": "clause",
    "materials": "material",
    "forms": "form",
}
"""The tables, and which field of a row names what it brings about in the answers."""


@pytest.fixture(scope="module")
def logs() -> Logs:
    return Logs()


@pytest.mark.parametrize("table", _TABLES)
def test_a_row_taken_out_or_widened_gives_a_case_with_days(table: str, logs: Logs) -> None:
    missed = set()
    for row in getattr(gaf.HAINAN, table):
        name = getattr(row, _TABLES[table])
        faults = [evolve(row, when=when) for when in (_NEVER, ALWAYS) if when != row.when]
        found = next(filter(None, (logs.seen(table, row, fault) for fault in faults)), None)
        if found is None:
            missed.add(name)
        else:
            assert any(name in each for each in found.what), (row, found.what)
    assert missed <= (_NOT_BY_DAYS if table == "findings" else set())


def test_a_row_as_it_was_gives_none(logs: Logs) -> None:
    for table in _TABLES:
        row = getattr(gaf.HAINAN, table)[-1]
        assert logs.seen(table, row, evolve(row)) is None, table
