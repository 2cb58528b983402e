"""Advice does not lead into a breach: whoever does what it says, when it says so, is in nobody's debt.

``GAF_LONG=1`` follows thirty times as many.
"""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from worked_cases import worked_cases
from worlds import World, moments

import gaf_rules as gaf
from gaf_rules.answers.assessment import NextAction
from gaf_rules.program.advice import advice_of
from gaf_rules.testing.following import Follower

_SHARES = 100 if os.environ.get("GAF_LONG") == "1" else 3
_LEGAL = {case.name: case for case in worked_cases() if case.error is None}


def _acts(found: gaf.Assessment) -> list[tuple[str, str]]:
    return [(action.clause, action.act) for action in found.next_actions]


# -- the property ----------------------------------------------------------------------------------------
@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(_SHARES))
def test_followed_to_the_letter_it_brings_no_breach(share: int) -> None:
    """A thousand moments of random legal logs a share: each act is legal in its turn, nothing new is held."""
    done: set[str] = set()
    for world in moments(1_000, first=400_000 + 1_000 * share):
        follower, wrong = Follower.at_best(world)
        assert not wrong, (world.case.id, world.as_of)
        done |= {action.act for action in follower.done}
    assert done >= {
        "self_check_completed",
        "application_submitted",
        "application_forwarded",
        "completeness_confirmed",
        "filing_number_relayed",
    }


@pytest.mark.parametrize("name", sorted(_LEGAL))
def test_a_worked_case_can_be_gone_on_with_as_advised(name: str) -> None:
    case = _LEGAL[name]
    readings = gaf.Readings.from_dict(case.readings)
    for days in (0, 1, 30):
        world = World(
            gaf.Case.from_dict(case.document), case.as_of + timedelta(days=days), readings
        )
        assert not Follower.at_best(world)[1]


# -- every state in which an application is made anew --------------------------------------------------------
def _event(kind: Any, day: int, **fields: Any) -> gaf.Event:
    if kind.startswith(
        ("application_", "materials_", "filing_refused", "feedback_", "completeness_")
    ):
        fields.setdefault("procedure", "filing")
    return gaf.Event(type=kind, on=date(2026, 3, day), **fields)


_FULL = gaf.HAINAN.materials
_SUBMITTED = (
    _event("self_check_completed", 2, problems=("check_in",)),
    _event("rectification_completed", 3, problems=("check_in",)),
    _event(
        "application_submitted",
        4,
        by="sponsor",
        to="municipal_cac",
        materials=tuple(row.material for row in _FULL if row.procedure == "filing"),
    ),
)
_RECEIVED = (
    *_SUBMITTED,
    _event("application_forwarded", 5, by="municipal_cac", to="provincial_cac"),
    _event("application_received", 6, by="provincial_cac"),
)
_AT_NATIONAL = (
    *_RECEIVED,
    _event("completeness_confirmed", 9),
    _event("reported_to_national", 10, procedure="filing"),
    _event("application_received", 11, by="national_cac"),
)
_AWAITING = (
    *_AT_NATIONAL,
    _event("feedback_issued", 12, grounds=("supplement",), functional_rectification=False),
    _event("feedback_relayed", 12, by="provincial_cac", to="sponsor"),
    _event("feedback_received", 13, by="sponsor"),
)
_RETURNED = (
    *_RECEIVED,
    _event("materials_returned", 12, by="provincial_cac", missing=("acceptance",)),
)
_AGAIN = [("2.2.3a", "self_check_completed"), ("1.1", "application_submitted")]
_ENDS: dict[str, tuple[tuple[gaf.Event, ...], date, list[tuple[str, str]]]] = {
    "not started": ((), date(2026, 3, 20), _AGAIN),
    "abandoned": (_AWAITING, date(2026, 4, 20), _AGAIN),
    "withdrawn": (
        (*_SUBMITTED, _event("application_withdrawn", 9, reason="x")),
        date(2026, 3, 20),
        _AGAIN,
    ),
    "refused": (
        (*_AT_NATIONAL, _event("filing_refused", 16, reason="x")),
        date(2026, 3, 20),
        _AGAIN,
    ),
    "returned": (_RETURNED, date(2026, 3, 20), [("2.4.2c", "application_submitted")]),
    "withdrawn after a return": (
        (*_RETURNED, _event("application_withdrawn", 16, reason="x")),
        date(2026, 3, 20),
        _AGAIN,
    ),
    "checked anew, problems found": (
        (
            *_AWAITING,
            gaf.Event(type="self_check_completed", on=date(2026, 4, 20), problems=("check_in",)),
        ),
        date(2026, 4, 21),
        [("2.2.3d", "rectification_completed"), ("1.1", "application_submitted")],
    ),
}


def _world(events: tuple[gaf.Event, ...], as_of: date, **readings: str) -> World:
    case = gaf.Case(
        id="C",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=events,
    )
    return World(case, as_of, gaf.Readings.from_dict(readings))


@pytest.mark.parametrize("name", _ENDS)
def test_what_has_to_come_first_is_told_first(name: str) -> None:
    events, as_of, wanted = _ENDS[name]
    world = _world(events, as_of)
    assert _acts(world.assess()) == wanted
    desk = gaf.inbox([world.case], "sponsor", as_of=as_of)
    assert [(item.clause, item.act) for item in desk] == wanted
    follower, wrong = Follower.at_best(world)
    assert not wrong
    after = {finding.code for finding in follower.assess(as_of + timedelta(days=1)).findings}
    assert (
        not after & {"SELF_CHECK_NOT_BEFORE_SUBMISSION", "RECTIFICATION_INCOMPLETE"}
        or name == "returned"
    )


def test_a_clock_that_runs_ahead_of_the_papers_tells_how_they_come_there() -> None:
    found = _world(_SUBMITTED, date(2026, 3, 5), completeness_clock="first_tier_receipt").assess()
    assert [(a.clause, a.act, a.bearer) for a in found.next_actions] == [
        ("2.4.1", "application_forwarded", "municipal_cac"),
        ("2.4.2a", "application_received", "provincial_cac"),
        ("2.4.2a", "completeness_confirmed", "provincial_cac"),
    ]
    assert [a.not_after for a in found.next_actions] == [None, *[date(2026, 3, 18)] * 2]


def test_what_can_be_done_no_more_is_not_advised() -> None:
    # Nobody issues a number while the supplement is awaited.
    assert _acts(_world(_AWAITING, date(2026, 3, 20)).assess()) == [
        ("2.4.4c", "supplement_submitted")
    ]
    # What comes before the report of the deregistration comes before it in the list, too.
    offline = (
        gaf.Event(type="app_launched", on=date(2026, 2, 2)),
        gaf.Event(type="app_taken_offline", on=date(2026, 3, 2)),
    )
    shut = _world(offline, date(2026, 3, 9)).assess()
    assert _acts(shut)[-1] == ("2.6.1b", "deregistration_reported")
    assert {act for _, act in _acts(shut)[:-1]} >= {"shutdown_announced", "data_disposed"}
    # Afterwards nothing happens to the app any more.
    report = gaf.Event(type="deregistration_reported", on=date(2026, 3, 10), by="sponsor", to="municipal_cac",
                       materials=("deregistration_form",))  # fmt: skip
    assert _acts(_world((*offline, report), date(2026, 3, 11)).assess()) == []


def test_an_extension_that_another_has_followed_is_relayed_no_more() -> None:
    twice = (
        *_AT_NATIONAL,
        _event("review_extended", 12, reason="x", expected_on=date(2026, 5, 6), procedure="filing"),
        _event(
            "review_extended", 16, reason="x", expected_on=date(2026, 5, 20), procedure="filing"
        ),
    )
    found = _world(twice, date(2026, 3, 20)).assess()
    assert [d.status for d in found.duties if d.clause == "2.4.3c"] == ["open", "open"]
    assert _acts(found).count(("2.4.3c", "extension_relayed")) == 1
    told = gaf.Event(type="extension_relayed", on=date(2026, 3, 21), by="provincial_cac", to="sponsor",
                     procedure="filing")  # fmt: skip
    after = _world((*twice, told), date(2026, 3, 22)).assess()
    assert ("2.4.3c", "extension_relayed") not in _acts(after)


def test_the_rows_for_what_comes_first_stand_on_clauses_of_the_text() -> None:
    assert {row.clause for row in gaf.HAINAN.ahead} <= set(gaf.HAINAN.clauses)
    without = evolve(gaf.HAINAN, ahead=())
    events, as_of, _ = _ENDS["checked anew, problems found"]
    case = _world(events, as_of).case
    told = gaf.assess(case, as_of=as_of, guideline=without)
    assert _acts(told) == [("1.1", "application_submitted")]


def test_of_two_duties_with_one_act_the_earlier_last_day_is_told() -> None:
    shown = NextAction(
        bearer="sponsor",
        act="filing_number_displayed",
        not_after=None,
        clause="2.7.2a",
        procedure="filing",
    )
    dated = (("late", date(2026, 5, 8)), ("soon", date(2026, 5, 6)))
    moves = [shown, *(evolve(shown, clause=clause, not_after=day) for clause, day in dated)]
    advice = advice_of(gaf.HAINAN)
    assert [move.clause for move in advice.in_order(moves, ())] == ["soon"]
    assert [move.clause for move in advice.in_order(moves[:1], moves[1:])] == ["2.7.2a"]
