"""Every possible plan, of any log, played forward: legal, nothing grave that was not there, the wish true.

And tight: a step a working day later, with those after it pushed by the same rules, misses the wish or a last
day that is safe under every reading.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from played import WISHES, Setting, judge, verdict
from walks import Walk, walk
from worked_cases import WorkedCase, worked_cases
from worlds import World, world

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.planning import Plan, PlanStep

_DAY = timedelta(days=1)
_LEGAL = [case for case in worked_cases() if case.error is None]
_GAPS = (2, 45, 150)
# With GAF_LONG set, fifty times as many random logs.
_MANY = 50 if "GAF_LONG" in os.environ else 1
_DURATIONS = {"completeness_confirmed": 1, "filing_number_issued": 30, "application_forwarded": 0}


def _setting(case: WorkedCase) -> Setting:
    return Setting(
        gaf.Case.from_dict(case.document),
        case.as_of,
        gaf.Readings.from_dict(case.readings),
        case.calendar(),
    )


def _random(count: int, first: int) -> Iterator[Setting]:
    """Random logs, each on some of its days: making one costs more than planning for it."""
    for seed in range(first, first + count):
        dice = random.Random(seed)  # noqa: S311 - a test case, no secret
        # The walks try everything that is legal, which takes longest.
        logs: list[World | Walk] = [walk(seed)] if seed % 10 == 0 else [world(seed)]
        for found in logs:
            for event in dice.sample(found.case.events, min(5, len(found.case.events))):
                as_of = event.on + dice.choice((0, 0, 1, 12, 33)) * _DAY
                yield Setting(found.case, as_of, found.readings)


@pytest.mark.parametrize("case", _LEGAL, ids=lambda case: case.name)
def test_a_plan_of_a_worked_case_holds(case: WorkedCase) -> None:
    setting = _setting(case)
    for kind in WISHES:
        for gap in _GAPS:
            found, made = verdict(setting, kind, case.as_of + gap * _DAY)
            if made is not None and found == "possible":
                _check_tight(setting, made)
                _check_realistic(setting, kind, made)


@pytest.mark.no_cover
def test_the_worked_cases_are_planned_not_refused() -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for case in _LEGAL:
        for kind in WISHES:
            counted[kind, verdict(_setting(case), kind, case.as_of + 150 * _DAY)[0]] += 1
    # What is refused: out of scope, without a route, launched, not filed, gone.
    assert counted["launch", "possible"] >= 75
    assert counted["change", "possible"] >= 30
    assert counted["offline", "possible"] >= 35
    assert not [key for key in counted if key[1] == "impossible" and counted[key] > 2]


@pytest.mark.no_cover
@pytest.mark.parametrize("share", range(3))
def test_a_plan_of_any_log_holds(share: int) -> None:
    counted: Counter[str] = Counter()
    for number, setting in enumerate(_random(18 * _MANY, 10_000 * (share + 1))):
        kind = WISHES[number % 3]
        wish = setting.as_of + _GAPS[(number // 3) % 3] * _DAY
        found, made = verdict(setting, kind, wish, durations=_DURATIONS if number % 2 else None)
        counted[found] += 1
        if made is not None and found == "possible":
            _check_realistic(setting, kind, made)
            if not number % 4:
                _check_tight(setting, made)
    assert min(counted[word] for word in ("possible", "impossible", "refused")) > 5, counted


def _check_realistic(setting: Setting, kind: str, made: Plan) -> None:
    """The realistic column, played forward from the day on, obeys the law and reaches the wish."""
    events = made.realistic_events()
    days = [event.on for event in events]
    assert all(day >= setting.as_of for day in days)
    wish = max(
        (e.on for e in events if e.type in {"app_launched", "change_took_effect"}), default=None
    )
    if kind == "offline" or wish is None or any(step.is_beside for step in made.steps):
        return
    judge(setting, evolve(made, wish=wish), events)


# -- tightness ---------------------------------------------------------------------------------------------
def _check_tight(setting: Setting, made: Plan) -> None:
    if made.certainty != "final" or made.wish > date(2026, 11, 1):
        return
    steps = [step for step in made.steps if step.done_on is None and not step.is_beside]
    wish = next((n for n, step in enumerate(steps) if step.act in _WISHED), -1)
    side = _side(steps)
    overdue = _overdue(setting)
    for number, step in enumerate(steps):
        if number == wish or number < side or (step.act, step.procedure) in overdue:
            continue
        pushed = _pushed(setting.calendar, steps, number, side)
        missed = wish >= 0 and pushed[wish] > made.wish
        assert missed or _is_late(setting, steps, number, side), (
            setting.case.id,
            made.kind,
            step.act,
            step.on,
        )


_WISHED = frozenset({"app_launched", "change_took_effect", "app_taken_offline"})
_AHEAD = frozenset({"rectification_completed", "change_planned", "self_check_completed"})


def _side(steps: list[PlanStep]) -> int:
    """How many steps at the head do not hold up an application that is under way."""
    ahead = sum(step.act in _AHEAD for step in steps)
    return 0 if any(step.act == "application_submitted" for step in steps) else ahead


def _overdue(setting: Setting) -> set[tuple[str, str]]:
    found = gaf.assess(
        setting.case,
        as_of=setting.as_of,
        readings=setting.readings,
        calendar=setting.calendar,
    )
    # Safe under every reading it can no longer be: then the last day under the chosen ones stands.
    return {
        (duty.act, duty.procedure)
        for duty in found.duties
        if duty.due is not None
        and duty.met_on is None
        and duty.due.safe_on is not None
        and duty.due.safe_on < setting.as_of
    }


def _pushed(
    calendar: gaf.WorkingCalendar,
    steps: list[PlanStep],
    number: int,
    side: int,
    *,
    in_full: bool = True,
) -> list[date]:
    """The days if one step happens a working day later and what comes after it is pushed behind it.

    With periods in full, to see whether the wish is missed; or the offices as quick as can be, to see whether
    a last day is.
    """
    days = [step.on for step in steps]
    days[number] = calendar.nth_working_day_after(days[number], 1)
    for after in range(max(number, side) + 1, len(days)):
        step, least = steps[after], days[after - 1]
        if least <= steps[after - 1].on:
            break
        if step.working_days is not None and step.bearer != "sponsor" and in_full:
            # The longest that the office may take, whatever the reading.
            if not calendar.is_working_day(least):
                least = calendar.nth_working_day_after(least, 1)
            least = calendar.nth_working_day_after(least, step.working_days)
        elif step.assumed:
            least = calendar.nth_working_day_after(least, step.assumed)
        days[after] = max(days[after], least)
    place = next((n for n, step in enumerate(steps) if step.act == "app_taken_offline"), 0)
    if steps[number].act == "shutdown_announced":
        # An announcement comes a day before going offline at least (2.6.2a).
        days[place] = max(days[place], days[number] + _DAY)
    return days


def _is_late(setting: Setting, steps: list[PlanStep], number: int, side: int) -> bool:
    """Whether a step, or one pushed behind it, is past a last day that is safe under every reading."""
    days = _pushed(setting.calendar, steps, number, side, in_full=False)
    for place in range(number, len(steps)):
        if days[place] <= steps[place].on:
            continue
        events = tuple(
            evolve(step.event, on=day) for step, day in zip(steps[:place], days, strict=False)
        )
        found = gaf.assess(
            evolve(setting.case, events=(*setting.log, *events)),
            as_of=max([setting.as_of, *(event.on for event in events)]),
            readings=setting.readings,
            calendar=setting.calendar,
        )
        for duty in found.duties:
            same = (duty.act, duty.procedure) == (steps[place].act, steps[place].procedure)
            due = duty.due
            if not same or duty.met_on is not None or due is None or due.safe_on is None:
                continue
            if days[place] > due.safe_on:
                return True
    return _is_met_late(setting, steps, days, number)


def _is_met_late(setting: Setting, steps: list[PlanStep], days: list[date], number: int) -> bool:
    """2.6.2b has no finding of its own for data disposed of after going offline; its duty says so."""
    if steps[number].act != "data_disposed":
        return False
    events = tuple(evolve(step.event, on=day) for step, day in zip(steps, days, strict=True))
    offline = next(step.on for step in steps if step.act == "app_taken_offline")
    events = tuple(evolve(e, on=offline) if e.type == "app_taken_offline" else e for e in events)
    found = gaf.assess(
        evolve(setting.case, events=(*setting.log, *events)),
        as_of=max(event.on for event in events),
        readings=setting.readings,
        calendar=setting.calendar,
    )
    return any(duty.clause == "2.6.2b" and duty.status == "met_late" for duty in found.duties)


# -- a test that cannot fail shows nothing -----------------------------------------------------------------
def _worked(name: str) -> Setting:
    return _setting(next(case for case in _LEGAL if case.document["id"] == name))


def test_a_step_that_is_planned_too_late_is_noticed() -> None:
    setting = evolve(_worked("C02"), as_of=date(2026, 6, 22))
    made = setting.plan("launch", setting.as_of + 150 * _DAY)
    judge(setting, made)
    review = next(step for step in made.steps if step.act == "completeness_confirmed")
    late = evolve(review.event, on=date(2026, 10, 19))
    events = tuple(late if event == review.event else event for event in made.events())
    with pytest.raises(AssertionError, match=r"2\.4\.2a"):
        judge(setting, made, events)


def test_a_step_that_is_left_out_is_noticed() -> None:
    setting = evolve(_worked("C22"), as_of=date(2026, 2, 20))
    made = setting.plan("launch", date(2026, 8, 3))
    events = tuple(event for event in made.events() if event.type != "supplement_submitted")
    with pytest.raises((AssertionError, gaf.IllegalEventError)):
        judge(setting, made, events)


def test_a_step_that_could_be_later_is_noticed() -> None:
    setting = Setting(evolve(_worked("C02").case, events=()), date(2026, 3, 2))
    made = setting.plan("launch", date(2026, 7, 1))
    _check_tight(setting, made)
    first = made.steps[0]
    early = evolve(first, on=first.on - 7 * _DAY)
    with pytest.raises(AssertionError, match="self_check_completed"):
        _check_tight(setting, evolve(made, steps=(early, *made.steps[1:])))


# -- what a reviewer found ---------------------------------------------------------------------------------
def _acts(made: Plan) -> list[str]:
    return [step.act for step in made.steps if step.done_on is None]


def test_after_an_abandonment_the_way_begins_anew() -> None:
    setting = evolve(_worked("C22"), as_of=date(2026, 3, 9))
    made = setting.plan("launch", date(2026, 8, 3))
    assert _acts(made)[:2] == ["self_check_completed", "application_submitted"]
    assert all(step.done_on is None for step in made.steps)


def test_a_supplement_that_is_due_is_a_step_with_its_clock() -> None:
    setting = evolve(_worked("C22"), as_of=date(2026, 2, 20))
    made = setting.plan("launch", date(2026, 8, 3))
    step = next(step for step in made.steps if step.act == "supplement_submitted")
    # 2.4.4c: safe under every reading a day before the eleventh of the default one.
    assert step.on <= date(2026, 3, 6)
    assert step.working_days == 10
    assert any("no known last day" in note[1] for note in made.notes) or made.is_possible


def test_a_returned_case_is_submitted_again() -> None:
    setting = _worked("H140")
    made = setting.plan("launch", setting.as_of + 150 * _DAY)
    assert _acts(made)[0] in {"application_submitted", "rectification_completed"}
    assert "application_submitted" in _acts(made)
    assert made.is_possible


@pytest.mark.parametrize(("name", "last"), [("C02", date(2026, 6, 29)), ("C11", date(2026, 8, 5))])
def test_a_clock_that_runs_is_kept(name: str, last: date) -> None:
    setting = _worked(name)
    made = setting.plan("launch", setting.as_of + 150 * _DAY)
    review = next(step for step in made.steps if step.act == "completeness_confirmed")
    assert made.is_possible
    assert setting.as_of <= review.on <= last


def test_a_change_needs_a_filing_and_may_come_again() -> None:
    bare = Setting(evolve(_worked("C02").case, events=()), date(2026, 6, 1))
    with pytest.raises(gaf.GafRulesError, match="presupposes a filing"):
        bare.plan("change", date(2026, 8, 3))
    filed = bare.plan("launch", date(2026, 8, 3))
    one = evolve(bare, case=evolve(bare.case, events=filed.events()), as_of=date(2026, 8, 4))
    change = one.plan("change", date(2026, 10, 30))
    two = evolve(
        one, case=evolve(one.case, events=(*one.log, *change.events())), as_of=date(2026, 11, 2)
    )
    again = two.plan("change", date(2027, 3, 31))
    assert _acts(again)[:2] == ["change_planned", "application_submitted"]
    assert all(step.done_on is None for step in again.steps)
    judge(two, again)


def test_what_is_launched_without_a_filing_cannot_be_planned_to_be() -> None:
    launched = gaf.Event(type="app_launched", on=date(2026, 2, 2))
    setting = Setting(evolve(_worked("C02").case, events=(launched,)), date(2026, 3, 2))
    with pytest.raises(gaf.GafRulesError, match="went online on 2026-02-02"):
        setting.plan("launch", date(2026, 8, 3))


def test_the_deregistration_goes_on_after_going_offline() -> None:
    bare = evolve(_worked("C02").case, events=())
    filed = Setting(bare, date(2026, 1, 5)).plan("launch", date(2026, 4, 1)).events()
    off = (
        gaf.Event(type="shutdown_announced", on=date(2026, 6, 1)),
        gaf.Event(type="app_taken_offline", on=date(2026, 6, 2)),
    )
    setting = Setting(evolve(bare, events=(*filed, *off)), date(2026, 6, 8))
    made = setting.plan("offline", date(2026, 6, 2))
    assert _acts(made) == ["data_disposed", "deregistration_reported"]
    # 2.6.1b: ten working days, the day of going offline counted or not.
    assert date(2026, 6, 15) <= made.steps[-1].on <= date(2026, 6, 16)
    with pytest.raises(gaf.GafRulesError, match="went offline on 2026-06-02"):
        setting.plan("offline", date(2026, 7, 1))


def test_the_realistic_change_obeys_the_ten_days() -> None:
    bare = evolve(_worked("C02").case, events=())
    filed = Setting(bare, date(2026, 1, 5)).plan("launch", date(2026, 5, 6)).events()
    setting = Setting(evolve(bare, events=filed), date(2026, 6, 1))
    quick = {"completeness_confirmed": 1, "filing_number_issued": 1}
    made = setting.plan("change", date(2026, 9, 1), durations=quick)
    days = {step.act: step.realistic_on for step in made.steps}
    effect, submitted = days["change_took_effect"], days["application_submitted"]
    assert effect is not None
    assert submitted == date(2026, 6, 1)
    # 2.5.1b: the tenth working day before the change is no earlier than the application.
    assert gaf.CHINA.nth_working_day_before(effect, 10) >= submitted
    judge(setting, evolve(made, wish=effect), made.realistic_events())


def test_what_else_runs_is_put_beside_the_plan() -> None:
    bare = evolve(_worked("C02").case, events=())
    filed = Setting(bare, date(2026, 1, 5)).plan("launch", date(2026, 4, 1)).events()
    change = Setting(evolve(bare, events=filed), date(2026, 4, 2)).plan("change", date(2026, 7, 1))
    begun = change.events()[:3]
    setting = Setting(evolve(bare, events=(*filed, *begun)), begun[-1].on)
    made = setting.plan("offline", setting.as_of + 60 * _DAY)
    beside = [step for step in made.steps if step.is_beside]
    assert [(step.act, step.procedure) for step in beside] == [("completeness_confirmed", "change")]
    assert any("another procedure" in note[1] for note in made.notes)
    # Before the office has used its period the report would cut it off.
    early = setting.plan("offline", setting.as_of + _DAY)
    found: Any = early.earliest_possible
    assert early.is_possible or found > early.wish
