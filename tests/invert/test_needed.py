"""What a goal needs, and that it is tight: done on that day it is reached, done a day later it is not."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from worked_cases import WorkedCase, worked_cases
from worlds import World, moments

import gaf_rules as gaf
from gaf_rules.ask.needs.value import Goal
from gaf_rules.language.vocabulary import FINDING_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEGAL = [case for case in worked_cases() if case.error is None]
_BY_ID = {case.document["id"]: case for case in _LEGAL}
_DAY = timedelta(days=1)
# With GAF_LONG set, many times as many.
_GOALS = 1_000_000 if "GAF_LONG" in os.environ else 600
_SHARES = 10
_MISSED = {
    "2.4.2a": ("COMPLETENESS_REVIEW_LATE", "COMPLETENESS_REVIEW_OVERDUE"),
    "2.4.3a": ("NATIONAL_REVIEW_LATE", "NATIONAL_REVIEW_OVERDUE"),
    "2.4.4c": ("DEEMED_ABANDONED",),
    "2.5.1b": ("CHANGE_FILED_LATE", "CHANGE_FILING_OVERDUE"),
    "2.6.1b": ("DEREGISTRATION_LATE", "DEREGISTRATION_OVERDUE"),
    "2.7.2a": ("NUMBER_NOT_DISPLAYED",),
}


def _codes(found: World, events: tuple[gaf.Event, ...], as_of: date) -> set[tuple[str, str, int]]:
    assessment = gaf.assess(evolve(found.case, events=events), as_of=as_of, readings=found.readings)
    return {(f.code, f.procedure, f.round) for f in assessment.findings}


def _check(found: World, need: gaf.Need, duty: gaf.Duty, shift: int = 0) -> bool:
    """Done on the day there is no finding, done a day later or never there is; by assessments alone.

    False where the log holds what no longer lets the act be put in on that day (an application made anew
    after the lapse, a feedback that has to be answered first): there is then nothing to be shown.
    """
    assert need.not_after is not None
    if need.event.to is None and duty.to is None and found.case.sponsor.tier == "central_agency":
        return False  # where it is to be sent is asked, not guessed
    last = need.not_after + shift * _DAY
    log = tuple(event for event in found.case.events if event.on <= found.as_of)
    wanted = {(code, duty.procedure, duty.round) for code in _MISSED[duty.clause]}
    until = max(last + 3 * _DAY, found.as_of)
    try:
        in_time = _codes(found, (*log, evolve(need.event, on=last)), until)
        late = _codes(found, (*log, evolve(need.event, on=last + _DAY)), until)
    except gaf.IllegalEventError:
        return False
    assert not wanted & in_time, "done on the last day"
    assert wanted & _codes(found, log, until), "never done"
    # Displayed a day later, nothing is held against anybody any more.
    assert wanted & late or duty.clause == "2.7.2a", "done a day later"
    return True


def _running(found: World) -> list[gaf.Duty]:
    """The duties that are running, or were missed, and whose last day the calendar knows for good."""
    assessment = found.assess()
    if assessment.scope.in_scope is not True:
        return []
    return [
        duty
        for duty in assessment.duties
        if duty.clause in _MISSED
        and duty.status in {"open", "overdue", "lapsed"}
        and duty.trigger is not None
        and not duty.trigger.estimated
        and (duty.due is None or (duty.due.on is not None and duty.due.certainty == "final"))
        and _is_held_against(duty)
        and _was_planned(found, duty)
    ]


def _is_held_against(duty: gaf.Duty) -> bool:
    """On the strength of a relay alone nothing is held against the sponsor that does not display."""
    trigger = duty.trigger
    return duty.clause != "2.7.2a" or (
        trigger is not None and trigger.event == "filing_number_received"
    )


def _was_planned(found: World, duty: gaf.Duty) -> bool:
    """Not so a change that was planned after the last day for its application had gone by."""
    plans = [e.on for e in found.case.events if e.type == "change_planned" and e.on <= found.as_of]
    last = None if duty.due is None else duty.due.on
    return duty.clause != "2.5.1b" or (bool(plans) and last is not None and max(plans) <= last)


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(_SHARES))
def test_a_need_about_a_duty_is_tight(share: int) -> None:
    wanted, checked = _GOALS // _SHARES, 0
    for found in moments(100 * wanted, first=100_000 * (share + 1)):
        for duty in _running(found):
            for later in _and_nothing_more(found):
                codes = _MISSED[duty.clause]
                goal = f"not {codes[checked % len(codes)]}@{duty.procedure}#{duty.round}"
                need = gaf.needed_for(later.case, goal, as_of=later.as_of, readings=later.readings)
                if _has_fallen_away(later, duty):
                    # The application was given up in the meantime: nobody has to do anything any more.
                    assert isinstance(need, gaf.Impossible), (need, goal)
                    assert need.is_reached
                    continue
                assert isinstance(need, gaf.Need), (need, goal)
                assert (need.act, need.bearer, need.clause) == (duty.act, duty.bearer, duty.clause)
                checked += _check(later, need, duty)
        if checked >= wanted:
            return
    pytest.fail(f"only {checked} goals")


def _has_fallen_away(later: World, duty: gaf.Duty) -> bool:
    """Whether a period that ran on one day is no duty any more on a later one."""
    found = gaf.assess(later.case, as_of=later.as_of, readings=later.readings)
    key = duty.clause, duty.procedure, duty.round
    return key not in {(each.clause, each.procedure, each.round) for each in found.duties}


def _and_nothing_more(found: World) -> Iterator[World]:
    """The same log on its day and, nothing more having been done, on later days."""
    held = found.until_now()
    for days in (0, 9, 20, 45):
        yield evolve(held, as_of=found.as_of + days * _DAY)


@pytest.mark.no_cover
def test_a_need_that_is_a_day_off_is_noticed() -> None:
    for found in moments(500, first=50_000):
        for duty in _running(found):
            if duty.clause not in {"2.4.2a", "2.4.4c"}:
                continue
            code = _MISSED[duty.clause][0]
            goal = f"not {code}@{duty.procedure}#{duty.round}"
            need = gaf.needed_for(found.case, goal, as_of=found.as_of, readings=found.readings)
            assert isinstance(need, gaf.Need)
            if not _check(found, need, duty):
                continue
            with pytest.raises(AssertionError):
                _check(found, need, duty, shift=1)
            with pytest.raises(AssertionError):
                _check(found, need, duty, shift=-1)
            return
    pytest.fail("no such duty")


def test_the_lapsed_supplement_had_to_arrive_by_the_last_day() -> None:
    case = gaf.Case.from_dict(_BY_ID["C22"].document)
    for as_of in (date(2026, 2, 20), date(2026, 3, 9)):
        need = gaf.needed_for(case, "not DEEMED_ABANDONED", as_of=as_of)
        assert isinstance(need, gaf.Need)
        assert (need.bearer, need.act, need.to) == (
            "sponsor",
            "supplement_submitted",
            "municipal_cac",
        )
        assert (need.not_after, need.clause) == (date(2026, 3, 6), "2.4.4c")
        assert "2026-03-06" in need.text("en")
        assert "不迟于 2026-03-06" in str(need)


@pytest.mark.parametrize("case", _LEGAL, ids=lambda c: c.name)
def test_every_finding_has_an_answer_that_holds(case: WorkedCase) -> None:
    assessment = case.assess()
    held = gaf.Case.from_dict(case.document)
    given: dict[str, Any] = {
        "calendar": case.calendar(),
        "readings": gaf.Readings.from_dict(case.readings),
    }
    for finding in assessment.findings[:3]:
        answer = gaf.needed_for(held, finding, as_of=case.as_of, **given)
        assert json.loads(json.dumps(answer.to_dict()))
        assert answer.text("zh")
        assert answer.text("en")
        if isinstance(answer, gaf.Need) and answer.not_after is None:
            # Mended today, the finding is gone.
            now = [event for event in held.events if event.on <= case.as_of]
            mended = evolve(held, events=(*now, answer.event))
            after = gaf.assess(mended, as_of=case.as_of, **given)
            assert finding.key[:4] not in {other.key[:4] for other in after.findings}


def test_the_codes_that_an_act_can_answer() -> None:
    answered = set()
    for case in _LEGAL:
        held = gaf.Case.from_dict(case.document)
        for finding in case.assess().findings:
            if finding.code in answered or case.readings or case.overlays or case.known_on:
                continue
            if isinstance(gaf.needed_for(held, finding, as_of=case.as_of), gaf.Need):
                answered.add(finding.code)
    assert {code for codes in _MISSED.values() for code in codes} <= answered
    assert {"SELF_CHECK_NOT_BEFORE_SUBMISSION", "DATA_DISPOSAL_UNCONFIRMED"} <= answered
    assert answered <= set(FINDING_CODES)
    assert "NOT_MOBILE" not in answered


def test_the_next_step_towards_a_stage() -> None:
    case = gaf.Case.from_dict(_BY_ID["C22"].document)
    awaiting = gaf.needed_for(case, "filing:filed", as_of=date(2026, 2, 20))
    assert isinstance(awaiting, gaf.Need)
    assert (awaiting.act, awaiting.not_after) == ("supplement_submitted", date(2026, 3, 6))
    abandoned = gaf.needed_for(case, "filing:filed", as_of=date(2026, 3, 9))
    assert isinstance(abandoned, gaf.Need)
    # "From the start": a new application, and before it a new self-check (2.2.3, 2.4.4d).
    assert (abandoned.act, abandoned.not_after) == ("self_check_completed", None)


def test_following_the_steps_leads_to_the_number() -> None:
    case = gaf.Case(
        id="walked",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    )
    day, steps = date(2026, 3, 2), []
    for _ in range(20):
        need = gaf.needed_for(case, "filing:filed", as_of=day)
        if isinstance(need, gaf.Impossible):
            assert need.is_reached
            break
        steps.append(need.act)
        case = evolve(case, events=(*case.events, evolve(need.event, on=day)))
        day += _DAY
    assert gaf.assess(case, as_of=day).stages["filing"] == "filed"
    # Without the self-check the application would be a breach (2.2.3a).
    assert steps[:2] == ["self_check_completed", "application_submitted"]
    assert steps[-1] == "filing_number_issued"


def test_what_is_reached_or_cannot_be_needs_nothing() -> None:
    case = gaf.Case.from_dict(_BY_ID["C22"].document)
    reached = gaf.needed_for(case, "filing:deemed_abandoned", as_of=date(2026, 3, 9))
    assert isinstance(reached, gaf.Impossible)
    assert reached.is_reached
    nowhere = gaf.needed_for(case, "filing:approved", as_of=date(2026, 3, 9))
    assert isinstance(nowhere, gaf.Impossible)
    assert not nowhere.is_reached
    absent = gaf.needed_for(case, "not DATA_LEAKED", as_of=date(2026, 3, 9))
    assert isinstance(absent, gaf.Impossible)
    assert absent.is_reached


def test_outside_the_scope_nothing_is_needed() -> None:
    held = gaf.Case.from_dict(_BY_ID["C05"].document)
    answer = gaf.needed_for(held, "not DEEMED_ABANDONED", as_of=date(2026, 3, 9))
    assert isinstance(answer, gaf.Impossible)
    assert "scope" in answer.text("en")


@pytest.mark.parametrize(
    "goal",
    [
        "",
        "filed",
        "filing:nowhere",
        "not FILED",
        "not DEEMED_ABANDONED@x",
        "not DEEMED_ABANDONED#0",
        7,
    ],
)
def test_a_goal_that_cannot_be_read_is_refused(goal: Any) -> None:
    case = gaf.Case.from_dict(_BY_ID["C22"].document)
    with pytest.raises(gaf.CaseError, match="filing:filed"):
        gaf.needed_for(case, goal, as_of=date(2026, 3, 9))


@pytest.mark.parametrize(
    ("goal", "meant"),
    [
        ("not DEEMED_ABANDOND", "not DEEMED_ABANDONED"),
        ("DEEMED_ABANDONED", "not DEEMED_ABANDONED"),
        ("not deemed_abandoned", "not DEEMED_ABANDONED"),
        ("not DEEMED_ABANDONED@filling", "not DEEMED_ABANDONED@filing"),
        ("filing:filled", "filing:filed"),
        ("filling:filed", "filing:filed"),
    ],
)
def test_a_goal_that_is_none_is_told_with_the_nearest(goal: str, meant: str) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        Goal.of(goal)
    [problem] = caught.value.problems
    assert problem.path == "$goal"
    assert problem.en.endswith(f"; did you mean {meant}?")
    assert problem.zh.endswith(f"；是否想写 {meant}")
