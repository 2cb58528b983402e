"""A desk holds every next action of its role, once, the most urgent first, and drops nothing."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.vocabulary import ROLES

if TYPE_CHECKING:
    from gaf_rules.inbox import InboxItem

_CASES = [gaf.Case.from_dict(case.document) for case in worked_cases() if case.error is None]
_DAY = date(2026, 5, 6)


def _legal(case: gaf.Case) -> bool:
    try:
        gaf.assess(case, as_of=_DAY)
    except gaf.GafRulesError:
        return False
    return True


@pytest.mark.parametrize("role", ROLES)
def test_every_next_action_lies_on_one_desk(role: str) -> None:
    desk = gaf.inbox(_CASES, role, as_of=_DAY)
    wanted = [
        (case.id, action.act, action.procedure, action.clause, action.not_after)
        for case in _CASES
        if _legal(case)
        for action in gaf.assess(case, as_of=_DAY).next_actions
        if action.bearer == role
    ]
    found = [(i.case, i.act, i.procedure, i.clause, i.not_after) for i in desk if not i.error]
    assert sorted(map(str, found)) == sorted(map(str, wanted))
    assert sum(item.error is not None for item in desk) == sum(not _legal(c) for c in _CASES)


def _counted(day: date, until: date) -> int:
    """A dumb walk: working days after one day, up to and including another."""
    count = 0
    while day < until:
        day += timedelta(days=1)
        count += gaf.CHINA.is_working_day(day)
    return count


def test_the_most_urgent_comes_first_and_the_days_are_right() -> None:
    overdue = 0
    for role in ROLES:
        for as_of in (date(2026, 3, 20), _DAY, date(2026, 8, 3)):
            desk = gaf.inbox(_CASES, role, as_of=as_of)
            days = [item.not_after for item in desk if item.not_after]
            assert days == sorted(days)
            overdue += len(desk.overdue)
            assert len(desk.overdue) == sum(day < as_of for day in days)
            with_day = [item.not_after is not None for item in desk if not item.error]
            assert with_day == sorted(with_day, reverse=True)
            for item in desk:
                _check_days(item, as_of)
    assert overdue > 20


def _check_days(item: InboxItem, as_of: date) -> None:
    if item.days_left is None or item.not_after is None:
        return
    if item.not_after >= as_of:
        assert item.days_left == _counted(as_of, item.not_after)
    else:
        assert item.days_left == -_counted(item.not_after, as_of)


def test_a_case_that_cannot_be_read_is_not_dropped() -> None:
    wrong = gaf.Case(
        id="<b>x</b>",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=(gaf.Event(type="completeness_confirmed", on=date(2026, 3, 2), procedure="filing"),),
    )
    desk = gaf.inbox([wrong, *_CASES[:3]], "provincial_cac", as_of=_DAY)
    first = desk.items[0]
    assert first.case == "<b>x</b>"
    assert first.error is not None
    assert "completeness_confirmed" in first.error[1]
    assert "有误" in desk.text("zh")
    assert "error" in desk.text("en")
    assert "<b>" not in desk._repr_html_()


def test_a_desk_as_text_and_as_data() -> None:
    desk = gaf.inbox(_CASES, "municipal_cac", as_of=_DAY)
    assert len(desk.text("en").splitlines()) == len(desk) + 1
    assert str(desk) == desk.text("zh")
    assert json.loads(json.dumps(desk.to_dict()))["schema"] == "gaf-inbox/1"


def test_another_role_is_refused() -> None:
    with pytest.raises(gaf.CaseError, match="municipal_cac"):
        gaf.inbox([], "mayor", as_of=_DAY)
