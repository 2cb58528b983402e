"""Two guidelines compared: whether an amendment makes a case worse for the sponsor, and which one."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from attrs import evolve
from formal_cases import Witness, spread, worse
from unlinked import unlinked
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.language.conditions import Before, Not, NotAfter
from gaf_rules.language.core import ALWAYS, AllOf, AnyOf, Condition

pytestmark = pytest.mark.no_cover


@cache
def _logs() -> tuple[gaf.Case, ...]:
    """The longest worked log for each kind of thing that may happen, on days of its own."""
    found: dict[str, gaf.Case] = {}
    for each in worked_cases():
        if each.error is None:
            case = gaf.Case.from_dict(each.document)
            apart = not any(e.posted_on or e.expected_on or e.change_on for e in case.events)
            if case.events and apart and _is_legal(spread(case)):
                for kind in {event.type for event in case.events}:
                    if kind not in found or len(found[kind].events) < len(case.events):
                        found[kind] = case
    return tuple(spread(case) for case in {id(case): case for case in found.values()}.values())


def _is_legal(case: gaf.Case) -> bool:
    try:
        gaf.assess(case, as_of=case.events[-1].on)
    except gaf.GafRulesError:
        return False
    return True


def _period(clause: str, by: int) -> gaf.Guideline:
    duties = tuple(
        evolve(row, period=evolve(row.period, working_days=row.period.number + by))
        if row.period is not None and row.period.clause == clause
        else row
        for row in gaf.HAINAN.duties
    )
    return unlinked(gaf.HAINAN, duties=duties)


def _finding(code: str, **changes: Any) -> gaf.Guideline:
    rows = tuple(evolve(r, **changes) if r.code == code else r for r in gaf.HAINAN.findings)
    return unlinked(gaf.HAINAN, findings=rows)


def _worse(after: gaf.Guideline, before: gaf.Guideline = gaf.HAINAN) -> Witness | None:
    found = worse(before, after, _logs())
    if found is not None:
        # Once more from outside: the later rows find what the earlier do not.
        by = [gaf.assess(found.case, as_of=found.as_of, guideline=each) for each in (before, after)]
        assert by[0].findings != by[1].findings or by[0].duties != by[1].duties
    return found


def test_the_guideline_is_no_worse_than_itself() -> None:
    assert _worse(gaf.HAINAN) is None


@pytest.mark.parametrize("clause", ["2.4.4c", "2.6.1b"])
def test_a_shorter_period_is_worse_on_one_day_and_a_longer_one_on_none(clause: str) -> None:
    found = _worse(_period(clause, -1))
    assert found is not None
    assert any(each.startswith(clause) for each in found.what)
    assert _worse(_period(clause, 1)) is None


def test_strict_where_it_was_not_is_worse_on_the_very_day() -> None:
    row = next(
        each for each in gaf.HAINAN.findings if each.code == "SELF_CHECK_NOT_BEFORE_SUBMISSION"
    )
    assert isinstance(row.when, AllOf)
    has, same = row.when.parts
    assert same == Not(NotAfter("application.self_checked_on", "application.submitted_on"))
    strict: Condition = Not(Before("application.self_checked_on", "application.submitted_on"))
    found = _worse(_finding(row.code, when=AllOf((has, strict))))
    assert found is not None
    assert found.what == (row.code,)
    days = {event.type: event.on for event in reversed(found.case.events)}
    assert days["self_check_completed"] == days["application_submitted"]


@pytest.mark.parametrize(
    "code", ["DATA_LEAKED", "LAUNCHED_BEFORE_FILING", "NO_SHUTDOWN_ANNOUNCEMENT"]
)
def test_a_widened_row_is_worse_and_a_row_taken_out_is_not(code: str) -> None:
    wide = _worse(_finding(code, when=ALWAYS))
    assert wide is not None
    assert code in wide.what
    gone = _finding(code, when=AnyOf(()))
    assert _worse(gone) is None
    # The other way round: what the guideline has and the one without the row has not.
    back = _worse(gaf.HAINAN, before=gone)
    assert (back is not None and code in back.what) or code == "DATA_LEAKED"
