"""Each row of the findings and of the steps by itself: an end can be reached past it, and it is missed.

A row taken out, and a row whose condition is forgotten, give a case with days: the solver finds the days of a
log on which the findings differ, ``assess`` has the last word. Of the states it is shown that from each of
them an end can be reached, over steps that some facts allow.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
import z3
from attrs import evolve, frozen
from formal_cases import _DAYS, _LENGTH, _Log, spread
from formulas import example, formula, sheet_of
from unlinked import unlinked
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.core import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

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


# -- findings ------------------------------------------------------------------------------------------------
@frozen
class _Seen:
    """A case and a day on which two guidelines find different things, and which."""

    case: gaf.Case
    as_of: date
    codes: frozenset[str]


def _logs() -> list[gaf.Case]:
    """Worked logs, each event on a day of its own, the long ones first."""
    found = []
    for each in worked_cases():
        if each.error is not None:
            continue
        case = spread(gaf.Case.from_dict(each.document))
        if case.events and _codes(case, case.events[-1].on, gaf.HAINAN) is not None:
            found.append(case)
    return sorted(found, key=lambda case: -len(case.events))


def _codes(case: gaf.Case, as_of: date, guideline: gaf.Guideline) -> frozenset[str] | None:
    try:
        found = gaf.assess(case, as_of=as_of, guideline=guideline).findings
    except gaf.GafRulesError:
        return None
    return frozenset(f"{each.code} {each.procedure} {each.round}" for each in found)


def _in_order(days: list[Any], as_of: Any) -> list[Any]:
    return [
        *(days[0] >= 0, as_of <= _LENGTH - 61, as_of >= days[-1]),
        *(a <= b for a, b in pairwise(days)),
    ]


class _Facts:
    """The records of all logs as sheets over unknown days, made once."""

    def __init__(self) -> None:
        self.held: list[tuple[gaf.Case, list[Any], Any, _Log]] = []
        for number, case in enumerate(_logs()):
            days = [z3.Int(f"day{number}_{n}") for n in range(len(case.events))]
            as_of = z3.Int(f"as_of{number}")
            self.held.append((case, days, as_of, _Log(case, gaf.HAINAN, days, as_of)))

    def claims(self, row: Any, other: Any) -> Iterator[tuple[Any, gaf.Case, list[Any], Any]]:
        """Of each record of which the row speaks: that one finds something there, and the other does not."""
        rows = [each for each in gaf.HAINAN.findings if each.code == row.code and each is not row]
        for case, days, as_of, log in self.held:
            for record in log.found.records:
                if record.kind != row.over or record.procedure not in row.procedures:
                    continue
                sheet = log.sheet(record.context)
                now = formula(row.when, sheet)
                then = z3.BoolVal(val=False) if other is None else formula(other.when, sheet)
                rest = [z3.Not(formula(each.when, sheet)) for each in rows if each.over == row.over]
                yield [now != then, *rest, *_in_order(days, as_of)], case, days, as_of
            for kept, missed in log.days_of(row.over.removeprefix("duty:"), row.procedures):
                for claim in (kept, missed):
                    yield [claim, *_in_order(days, as_of)], case, days, as_of


def seen(facts: _Facts, row: Any, other: Any) -> _Seen | None:
    """A case with days in which a row says another thing than what stands in its place (None: nothing)."""
    rows = [other if each is row else each for each in gaf.HAINAN.findings]
    changed: dict[str, Any] = {"findings": tuple(each for each in rows if each is not None)}
    wrong = unlinked(gaf.HAINAN, **changed)
    for claim, case, days, as_of in facts.claims(row, other):
        model = example(claim)
        if model is None:
            continue
        on = [_DAYS[model.eval(day, model_completion=True).as_long()] for day in days]
        events = tuple(evolve(e, on=day) for e, day in zip(case.events, on, strict=True))
        last = _DAYS[model.eval(as_of, model_completion=True).as_long()]
        for end in range(len(events), 0, -1):  # a log that lapsed on these days is cut
            cut = evolve(case, events=events[:end])
            right, found = (_codes(cut, last, each) for each in (gaf.HAINAN, wrong))
            if right is not None and found is not None:
                if right != found:
                    return _Seen(cut, last, right ^ found)
                break
    return None


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


def test_a_finding_taken_out_or_widened_gives_a_case_with_days() -> None:
    facts, witnessed, missed = _Facts(), 0, set()
    for row in gaf.HAINAN.findings:
        others = (None, evolve(row, when=ALWAYS))
        found = next((each for other in others if (each := seen(facts, row, other))), None)
        if found is None:
            missed.add(row.code)
        else:
            witnessed += 1
            assert any(code.startswith(row.code) for code in found.codes)
    assert missed <= _NOT_BY_DAYS
    assert witnessed > 30


def test_a_finding_as_it_was_gives_none() -> None:
    facts = _Facts()
    row = next(each for each in gaf.HAINAN.findings if each.code == "DATA_LEAKED")
    assert seen(facts, row, evolve(row, severity=row.severity)) is None
