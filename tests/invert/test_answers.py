"""Needs for findings and stages: the goal is reached, nothing grave is new, it is tight; or the true why."""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from needs import check_finding, check_stage, held_about, stages_of
from worked_cases import WorkedCase, worked_cases
from worlds import World, moments, world

import gaf_rules as gaf
from gaf_rules.ask.needs.findings import _MISSED
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.messages import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = timedelta(days=1)
_LEGAL = [case for case in worked_cases() if case.error is None]
_BY_ID = {case.document["id"]: case for case in _LEGAL}
_LONG = "GAF_LONG" in os.environ
_ABOUT_DUTIES = {
    *(row.code for row in gaf.HAINAN.findings if row.since in _MISSED),
    "CHANGE_SAFE_MARGIN_MISSING",
}
_BARE = gaf.Case(
    id="bare",
    app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
    sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
)


def _need(name: str, goal: str, as_of: date | None = None) -> gaf.Need | gaf.Impossible:
    case = _BY_ID[name]
    return gaf.needed_for(
        gaf.Case.from_dict(case.document),
        goal,
        as_of=as_of or case.as_of,
        calendar=case.calendar(),
        readings=gaf.Readings.from_dict(case.readings),
    )


# -- properties --------------------------------------------------------------------------------------------
def _some_moments(count: int, first: int) -> Iterator[World]:
    """Many logs, each on a few of its days."""
    for seed in range(first, first + count):
        found = world(seed)
        dice = random.Random(seed)  # noqa: S311 - a test case, no secret
        days = sorted({event.on for event in found.case.events})
        for day in dice.sample(days, min(4, len(days))):
            yield evolve(found, as_of=day + dice.choice((0, 0, 12, 33)) * _DAY)


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(4))
def test_what_mends_a_finding_mends_it_and_brings_nothing_grave(share: int) -> None:
    counted: Counter[str] = Counter()
    for found in _some_moments(5_000 if _LONG else 20, 10_000 * (share + 1)):
        for finding in found.assess().findings:
            if finding.code in _ABOUT_DUTIES:
                continue
            answer = gaf.needed_for(found.case, finding, as_of=found.as_of, readings=found.readings)
            if isinstance(answer, gaf.Need):
                counted[check_finding(found, finding, answer)] += 1
            else:
                assert not answer.is_reached
                counted["impossible"] += 1
    assert min(counted[word] for word in ("now", "right", "dated", "impossible")) > 0, counted


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(4))
def test_a_step_towards_a_stage_is_legal_tight_and_no_breach(share: int) -> None:
    counted: Counter[str] = Counter()
    for number, found in enumerate(_some_moments(5_000 if _LONG else 20, 50_000 * (share + 1))):
        procedure = PROCEDURES[number % 3]
        stages = stages_of(procedure)
        goal = f"{procedure}:{stages[number // 3 % len(stages)]}"
        answer = gaf.needed_for(found.case, goal, as_of=found.as_of, readings=found.readings)
        if isinstance(answer, gaf.Need):
            counted[check_stage(found, answer)] += 1
        else:
            counted["impossible"] += 1
    assert counted["open"] > 5, counted
    assert counted["impossible"] > 5, counted


@pytest.mark.parametrize("case", _LEGAL, ids=lambda case: case.name)
def test_no_answer_for_a_worked_case_is_a_breach(case: WorkedCase) -> None:
    held = gaf.Case.from_dict(case.document)
    given: dict[str, Any] = {
        "calendar": case.calendar(),
        "readings": gaf.Readings.from_dict(case.readings),
    }
    log = tuple(event for event in held.events if event.on <= case.as_of)
    now = held_about(case.assess())
    for goal in ("filing:filed", "change:approved", "deregistration:reported"):
        answer = gaf.needed_for(held, goal, as_of=case.as_of, **given)
        if isinstance(answer, gaf.Impossible):
            continue
        event = evolve(answer.event, on=case.as_of)
        after = gaf.assess(evolve(held, events=(*log, event)), as_of=case.as_of, **given)
        assert held_about(after) <= now, (goal, answer.text("en"))


def test_a_stage_need_that_is_a_day_off_is_noticed() -> None:
    """The check of the property can fail: a last day a day too late is no longer in time."""
    for found in moments(400, 7_000):
        for procedure in ("filing", "change"):
            stage = "filed" if procedure == "filing" else "approved"
            need = gaf.needed_for(
                found.case, f"{procedure}:{stage}", as_of=found.as_of, readings=found.readings
            )
            if isinstance(need, gaf.Need) and check_stage(found, need) == "dated":
                early = evolve(
                    need,
                    not_after=need.event.on - 3 * _DAY,
                    event=evolve(need.event, on=need.event.on - 3 * _DAY),
                )
                if early.event.on > found.as_of:
                    with pytest.raises(AssertionError, match="a day later"):
                        check_stage(found, early)
                    return
    pytest.fail("no such need")


# -- what a reviewer found ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "goal", "act", "to", "last"),
    [
        ("C47", "not RECTIFICATION_INCOMPLETE", "rectification_completed", None, None),
        ("C02", "filing:filed", "completeness_confirmed", None, date(2026, 6, 29)),
        ("C02", "filing:withdrawn", "application_withdrawn", None, None),
        (
            "C45",
            "not GRASSROOTS_STATEMENT_MISSING",
            "application_submitted",
            "municipal_cac",
            date(2026, 4, 20),
        ),
        (
            "H073",
            "not ROUTE_BYPASSES_DEPARTMENT",
            "application_submitted",
            "provincial_department",
            date(2026, 4, 20),
        ),
        (
            "C64",
            "not ROUTE_BYPASSES_MUNICIPAL_CAC",
            "application_submitted",
            "municipal_cac",
            date(2026, 5, 20),
        ),
        (
            "C24",
            "not RECTIFICATION_PLAN_MISSING",
            "supplement_submitted",
            "municipal_cac",
            date(2026, 4, 24),
        ),
        (
            "H191",
            "not ONE_TIME_NOTICE_BREACH",
            "materials_returned",
            None,
            date(2026, 8, 10),
        ),
    ],
)
def test_the_act_is_named(
    name: str, goal: str, act: str, to: str | None, last: date | None
) -> None:
    need = _need(name, goal)
    assert isinstance(need, gaf.Need), need
    assert (need.act, need.to, need.not_after) == (act, to, last)


def test_what_was_to_be_done_otherwise_says_what() -> None:
    mended = _need("C47", "not RECTIFICATION_INCOMPLETE")
    assert isinstance(mended, gaf.Need)
    assert mended.event.problems == mended.items == ("points_ranking",)
    plan = _need("C24", "not RECTIFICATION_PLAN_MISSING")
    assert isinstance(plan, gaf.Need)
    assert plan.replaces is not None
    assert plan.changed == ("rectification_plan",)
    assert "had to" in plan.text("en")
    assert "整改计划" in plan.text("zh")
    material = _need("C45", "not GRASSROOTS_STATEMENT_MISSING")
    assert isinstance(material, gaf.Need)
    assert "separate statement" in material.text("en")
    assert "municipal CAC" in material.text("en")


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("H199", "DATA_LEAKED", "cannot be undone"),
        ("H196", "CHANGE_TOOK_EFFECT_BEFORE_APPROVAL", "cannot be undone"),
        ("H131", "LAUNCHED_BEFORE_FILING", "cannot be undone"),
        ("H218", "CALENDAR_PROVISIONAL", "State Council"),
        ("C53", "CALENDAR_UNPUBLISHED", "holds the holidays of that year"),
        ("C55a", "LOCAL_HOLIDAY_IN_WINDOW", "fact of the calendar"),
        ("C04", "OWNER_NOT_COVERED", "what kind of body"),
    ],
)
def test_what_no_act_takes_away_says_why(name: str, code: str, words: str) -> None:
    answer = _need(name, f"not {code}")
    assert isinstance(answer, gaf.Impossible)
    assert not answer.is_reached
    assert words in answer.text("en")
    assert code not in answer.text("zh")
    assert answer.clause


@pytest.mark.parametrize(
    ("name", "goal", "bearer"),
    [
        ("C02", "filing:withdrawn", "sponsor"),
        ("C02", "filing:refused", "provincial_cac"),
        ("H010", "filing:refused", "national_cac"),
        ("C01", "filing:revoked", "national_cac"),
        ("H063", "change:revoked", "national_cac"),
    ],
)
def test_nobody_refuses_or_revokes_a_filing_of_his_own(name: str, goal: str, bearer: str) -> None:
    need = _need(name, goal)
    assert isinstance(need, gaf.Need)
    assert need.bearer == bearer


def test_every_reason_is_of_a_finding() -> None:
    codes = {row.code for row in gaf.HAINAN.findings} | {row.code for row in gaf.HAINAN.scope}
    assert set(LABELS["no_act"]) <= codes


@pytest.mark.parametrize("tier", ["municipal", "affiliated_institution", "provincial_department"])
def test_the_way_is_the_one_that_the_text_names(tier: Any) -> None:
    case = evolve(_BARE, sponsor=evolve(_BARE.sponsor, tier=tier))
    day, told = date(2026, 3, 2), []
    for _ in range(3):
        need = gaf.needed_for(case, "filing:filed", as_of=day)
        assert isinstance(need, gaf.Need)
        told.append((need.act, need.to))
        case = evolve(case, events=(*case.events, evolve(need.event, on=day)))
        day += _DAY
    hop = gaf.route(case.sponsor).outward
    assert hop is not None
    assert told[:2] == [("self_check_completed", None), ("application_submitted", hop[1])]
    assert not held_about(gaf.assess(case, as_of=day))


def test_what_has_to_come_first_is_named_first() -> None:
    filed = gaf.plan(_BARE, launch_on=date(2026, 5, 6), as_of=date(2026, 1, 5)).events()
    case = evolve(_BARE, events=filed)
    told = []
    day = date(2026, 6, 1)
    for _ in range(4):
        need = gaf.needed_for(case, "deregistration:reported", as_of=day)
        assert isinstance(need, gaf.Need)
        told.append(need.act)
        case = evolve(case, events=(*case.events, evolve(need.event, on=day)))
        day += _DAY
    # An announcement and the data first (2.6.2), else going offline would be a breach or leave a defect.
    assert set(told[:2]) == {"shutdown_announced", "data_disposed"}
    assert told[2:] == ["app_taken_offline", "deregistration_reported"]
    change = gaf.needed_for(_BARE, "change:approved", as_of=day)
    assert isinstance(change, gaf.Need)
    assert (change.act, change.procedure) == ("self_check_completed", "filing")


def test_reasons_are_words_not_codes() -> None:
    for goal in ("filing:deemed_abandoned", "filing:first_tier_check", "filing:approved"):
        answer = _need("C22", goal)
        if isinstance(answer, gaf.Impossible):
            assert "_" not in answer.text("en")
            assert not any(stage in answer.text("zh") for stage in ("deemed_abandoned", "approved"))
    by_time = _need("C02", "filing:deemed_abandoned")
    assert isinstance(by_time, gaf.Impossible)
    assert "of itself" in by_time.text("en")


# -- arguments ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"as_of": None}, "as_of"),
        ({"as_of": "2026-03-02"}, "as_of"),
        ({"as_of": datetime(2026, 3, 2)}, "as_of"),
        ({"as_of": date(1990, 1, 1)}, "2004-01-01"),
        ({"readings": {}}, "readings"),
        ({"case": {}}, "case"),
    ],
)
def test_an_argument_that_does_not_fit_is_named(changes: dict[str, Any], words: str) -> None:
    given: dict[str, Any] = {"case": _BARE, "as_of": date(2026, 3, 2), **changes}
    with pytest.raises(gaf.CaseError, match=words) as caught:
        gaf.needed_for(given.pop("case"), "filing:filed", **given)
    assert words in caught.value.text("zh")


def test_another_language_is_refused() -> None:
    answers = (_need("C02", "filing:filed"), _need("H199", "not DATA_LEAKED"))
    for answer in answers:
        with pytest.raises(gaf.CaseError, match="lang"):
            answer.text("fr")  # type: ignore[arg-type]  # no such language
