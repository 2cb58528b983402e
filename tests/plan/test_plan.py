"""Plans: played forward they breach nothing, and no step can be a day later."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from pinned import CHINA

import gaf_rules as gaf
from gaf_rules.ask.planning import Plan, plan
from gaf_rules.language.vocabulary import SPONSOR_KINDS, TIERS

_DAY = timedelta(days=1)
_GRAVE = {"breach", "consequence"}
_TIERS = TIERS[:3]


def _app(dice: random.Random) -> gaf.App:
    return gaf.App(
        kind=dice.choice(("app", "mini_program", "quick_app")),
        runs_on_mobile=True,
        purpose=dice.choice(("internal", "public")),
        grassroots_facing=dice.choice((True, False)),
    )


def _sponsor(dice: random.Random, tier: Any | None = None) -> gaf.Sponsor:
    return gaf.Sponsor(kind=dice.choice(SPONSOR_KINDS[:3]), tier=tier or dice.choice(_TIERS))


def _durations(dice: random.Random) -> dict[str, int]:
    acts = ("application_forwarded", "reported_to_national", "filing_number_relayed")
    return {act: dice.randrange(4) for act in acts if dice.random() < 0.6}


def _wish(dice: random.Random) -> date:
    return date(2009, 6, 1) + timedelta(days=dice.randrange(6300))


def _readings(dice: random.Random) -> gaf.Readings:
    names = ("trigger_day", "receipt_on_day_off", "before_window")
    options = {
        "trigger_day": "include",
        "receipt_on_day_off": "next_working_day",
        "before_window": "clear_days",
    }
    return gaf.Readings.from_dict({name: options[name] for name in names if dice.random() < 0.3})


def _grave(case: gaf.Case, as_of: date, readings: gaf.Readings) -> set[str]:
    found = gaf.assess(case, as_of=as_of, readings=readings)
    return {f.code for f in found.findings if f.severity in _GRAVE}


def _played(made: Plan, case: gaf.Case) -> gaf.Case:
    return evolve(case, events=(*case.events, *made.events()))


def _launched(seed: int) -> tuple[Plan, gaf.Case, gaf.Readings]:
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    case = gaf.Case(id="launch", app=_app(dice), sponsor=_sponsor(dice))
    readings = _readings(dice)
    made = plan(case, launch_on=_wish(dice), durations=_durations(dice), readings=readings)
    return made, case, readings


@pytest.mark.parametrize("seed", range(30))
def test_a_launch_played_forward_breaches_nothing(seed: int) -> None:
    made, case, readings = _launched(seed)
    played = _played(made, case)
    assert _grave(played, made.wish + 40 * _DAY, readings) == set()
    found = gaf.assess(played, as_of=made.wish, readings=readings)
    assert found.stages["filing"] == "displayed"
    days = [step.on for step in made.steps]
    assert days == sorted(days)
    for step in made.steps[:-1]:
        assert gaf.CHINA.is_working_day(step.on)


def _pushed(made: Plan, number: int) -> list[date]:
    """The days if one step happens a working day later and the rest is pushed behind it, periods in full."""
    days = [step.on for step in made.steps]
    days[number] = gaf.CHINA.nth_working_day_after(days[number], 1)
    for after in range(number + 1, len(days)):
        step = made.steps[after]
        if step.working_days is not None:
            # The longest that the office may take, whatever the reading.
            start = days[after - 1]
            if not gaf.CHINA.is_working_day(start):
                start = gaf.CHINA.nth_working_day_after(start, 1)
            least = gaf.CHINA.nth_working_day_after(start, step.working_days)
        else:
            least = days[after - 1]
            if step.assumed:
                least = gaf.CHINA.nth_working_day_after(least, step.assumed)
        days[after] = max(days[after], least)
    return days


def _is_late(made: Plan, case: gaf.Case, number: int) -> bool:
    """Whether an office that acts a working day after its day is late under some reading."""
    pushed = _pushed(made, number)
    events = [evolve(step.event, on=day) for step, day in zip(made.steps, pushed, strict=True)]
    events = [e for e in events if e.on <= pushed[number]]
    codes = set()
    for readings in (
        gaf.Readings(trigger_day="include"),
        gaf.Readings(trigger_day="include", completeness_clock="first_tier_receipt"),
    ):
        found = gaf.assess(
            evolve(case, events=(*case.events, *events)), as_of=pushed[number], readings=readings
        )
        codes |= {finding.code for finding in found.findings}
    return bool(codes & {"COMPLETENESS_REVIEW_LATE", "NATIONAL_REVIEW_LATE"})


@pytest.mark.parametrize("seed", range(30))
def test_no_step_towards_a_launch_can_be_a_working_day_later(seed: int) -> None:
    made, case, _ = _launched(seed)
    if made.wish > date(2026, 9, 1):
        return
    for number, step in enumerate(made.steps[:-1]):
        if step.act == "filing_number_displayed":
            continue  # it may be shown until the launch, and after it
        if step.working_days is not None:
            assert _is_late(made, case, number)
            continue
        assert _pushed(made, number)[-1] > made.wish, (step.act, step.on)


@pytest.mark.parametrize("seed", range(8))
def test_a_filing_half_done_goes_on_from_where_it_is(seed: int) -> None:
    dice = random.Random(1_000 + seed)  # noqa: S311 - a test case, no secret
    case = gaf.Case(id="half", app=_app(dice), sponsor=_sponsor(dice))
    wish = min(_wish(dice), date(2026, 6, 1))
    more: Any = {"durations": _durations(dice), "readings": _readings(dice)}
    made = plan(case, launch_on=wish, **more)
    events = made.events()[: dice.randrange(1, len(made.steps))]
    half = evolve(case, events=events)
    as_of = events[-1].on + dice.randrange(4) * _DAY
    again = plan(half, launch_on=wish, as_of=as_of, **more)
    assert sum(step.done_on is not None for step in again.steps) >= len(events)
    if again.is_possible:
        assert _grave(_played(again, half), wish + 40 * _DAY, more["readings"]) == set()
    # Day by day, as nobody would look for it.
    days = (as_of + number * _DAY for number in range(200))
    first = next(day for day in days if plan(half, launch_on=day, as_of=as_of, **more).is_possible)
    assert again.earliest_possible == first
    realistic = [step.realistic_on for step in again.steps if step.realistic_on is not None]
    assert realistic == sorted(realistic)
    assert realistic[-1] <= first


def _filed(dice: random.Random, wish: date) -> gaf.Case:
    """A filed app, ready to be changed or shut down."""
    case = gaf.Case(id="filed", app=_app(dice), sponsor=_sponsor(dice))
    made = plan(case, launch_on=wish - 300 * _DAY)
    return _played(made, case)


@pytest.mark.parametrize("seed", range(24))
def test_a_change_played_forward_breaches_nothing_and_is_tight(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    wish = date(2010, 6, 1) + timedelta(days=dice.randrange(5900))
    case, readings = _filed(dice, wish), _readings(dice)
    made = plan(case, change_on=wish, durations=_durations(dice), readings=readings)
    played = _played(made, case)
    assert _grave(played, wish + 40 * _DAY, readings) == set()
    assert gaf.assess(played, as_of=wish, readings=readings).stages["change"] == "approved"
    submitted = next(n for n, s in enumerate(made.steps) if s.act == "application_submitted")
    for number in range(submitted + 1, len(made.steps) - 1):
        if made.steps[number].working_days is None:
            assert _pushed(made, number)[-1] > wish, made.steps[number].act
        else:
            assert _is_late(made, case, number)
    # The application itself: too late for the review, or for the ten days.
    late = evolve(made.steps[submitted].event, on=_pushed(made, submitted)[submitted])
    begun = evolve(case, events=(*case.events, made.steps[0].event, late))
    clear = gaf.assess(begun, as_of=late.on, readings=gaf.Readings(before_window="clear_days"))
    codes = {finding.code for finding in clear.findings}
    assert "CHANGE_FILED_LATE" in codes or _pushed(made, submitted)[-1] > wish


@pytest.mark.parametrize("seed", range(24))
def test_a_shutdown_played_forward_breaches_nothing_and_is_tight(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    wish = date(2010, 6, 1) + timedelta(days=dice.randrange(5900))
    case, readings = _filed(dice, wish), _readings(dice)
    made = plan(case, offline_on=wish, readings=readings)
    played = _played(made, case)
    until = wish + 60 * _DAY
    assert _grave(played, until, readings) == set()
    assert gaf.assess(played, as_of=until, readings=readings).stages["deregistration"] == "reported"
    report = made.steps[-1]
    late = evolve(report.event, on=gaf.CHINA.nth_working_day_after(report.on, 1))
    pushed = evolve(played, events=(*case.events, *made.events()[:-1], late))
    clear = gaf.assess(pushed, as_of=until, readings=gaf.Readings(trigger_day="include"))
    assert "DEREGISTRATION_LATE" in {f.code for f in clear.findings}
    announced = evolve(made.steps[0].event, on=wish)
    pushed = evolve(played, events=(*case.events, announced, *made.events()[1:]))
    # On the day itself is a question, not in time.
    assert gaf.assess(pushed, as_of=until, readings=readings).questions


@pytest.mark.parametrize("seed", range(30))
def test_an_impossible_wish_says_why_and_from_when_on_it_could_be(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    as_of = date(2010, 1, 4) + timedelta(days=dice.randrange(5500))
    case = gaf.Case(id="late", app=_app(dice), sponsor=_sponsor(dice))
    wish = as_of + timedelta(days=dice.randrange(1, 30))
    made = plan(case, launch_on=wish, as_of=as_of)
    assert not made.is_possible
    assert made.why is not None
    earliest = made.earliest_possible
    assert earliest is not None
    assert plan(case, launch_on=earliest, as_of=as_of).is_possible
    assert not plan(case, launch_on=earliest - _DAY, as_of=as_of).is_possible
    assert all(text in made.text("en") for text in (str(earliest), "impossible"))
    assert "不可行" in str(made)


def test_a_plan_goes_on_from_what_has_happened() -> None:
    dice = random.Random(1)  # noqa: S311 - a test case, no secret
    case = gaf.Case(id="begun", app=_app(dice), sponsor=_sponsor(dice, "municipal"))
    whole = plan(case, launch_on=date(2026, 9, 1))
    for count in range(1, len(whole.steps) - 1):
        begun = evolve(case, events=whole.events()[:count])
        as_of = begun.events[-1].on
        made = plan(begun, launch_on=date(2026, 9, 1), as_of=as_of)
        assert [step.done_on is not None for step in made.steps[: count + 1]] == [True] * count + [
            False
        ]
        assert made.is_possible
        # Once it is reported, the national period runs: from the report as long as the receipt is missing.
        steps = list(whole.steps)
        if steps[count - 1].act == "reported_to_national":
            assert steps.pop(count).by == "national_cac"
        # What is done stands as the log of a day is read: a receipt before the relays.
        kept = [sorted((s.on, s.act, s.by or "") for s in left) for left in (made.steps, steps)]
        assert kept[0] == kept[1]
        late = evolve(
            begun, events=(*begun.events[:-1], evolve(begun.events[-1], on=as_of + 30 * _DAY))
        )
        behind = plan(late, launch_on=date(2026, 9, 1), as_of=as_of + 30 * _DAY)
        assert not behind.is_possible


def test_realistic_days_take_the_durations_of_the_caller() -> None:
    dice = random.Random(2)  # noqa: S311 - a test case, no secret
    case = gaf.Case(id="quick", app=_app(dice), sponsor=_sponsor(dice, "municipal"))
    as_of = date(2026, 3, 2)
    made = plan(
        case,
        launch_on=date(2026, 9, 1),
        as_of=as_of,
        durations={
            "completeness_confirmed": 3,
            "filing_number_issued": 4,
            "application_forwarded": 2,
        },
    )
    days = {step.act: step.realistic_on for step in made.steps if step.by in {None, "sponsor"}}
    assert days["application_submitted"] == as_of
    # Two days up, three of review, one to report, four of review.
    assert days["filing_number_issued"] == gaf.CHINA.nth_working_day_after(as_of, 2 + 3 + 1 + 4)
    assert made.is_possible


def test_past_the_published_calendar_the_days_are_safe_and_say_so() -> None:
    dice = random.Random(3)  # noqa: S311 - a test case, no secret
    case = gaf.Case(id="next", app=_app(dice), sponsor=_sponsor(dice, "municipal"))
    made = plan(case, launch_on=date(2027, 4, 15), calendar=CHINA)
    assert made.certainty == "projected"
    days = [step.on for step in made.steps]
    assert days == sorted(days)
    # The same wish a year before, when all is published, leaves no less time than the safe plan.
    assert plan(case, launch_on=date(2026, 4, 15), calendar=CHINA).certainty == "final"


def test_the_json_and_the_page() -> None:
    made, _, _ = _launched(5)
    assert json.loads(json.dumps(made.to_dict()))["schema"] == "gaf-plan/1"
    assert made._repr_html_().count("<tr>") == len(made.steps) + 1
    lines = made.text("en").splitlines()[2:]
    assert sum(line[0] != " " for line in lines) == len(made.steps)


@pytest.mark.parametrize(
    "given",
    [{}, {"launch_on": date(2026, 6, 1), "change_on": date(2026, 6, 1)}, {"offline_on": None}],
)
def test_exactly_one_wish(given: dict[str, Any]) -> None:
    _, case, _ = _launched(1)
    with pytest.raises(gaf.CaseError, match="one of launch_on, change_on, offline_on") as caught:
        plan(case, **given)
    [problem] = caught.value.problems
    several = len(given) > 1
    assert problem.code == ("wrong_argument" if several else "missing")
    assert problem.path == ("$change_on" if several else "$launch_on")
    assert problem.allowed == ("launch_on", "change_on", "offline_on")


def test_an_app_needs_its_sponsor_and_a_route() -> None:
    dice = random.Random(4)  # noqa: S311 - a test case, no secret
    with pytest.raises(gaf.CaseError, match="sponsor"):
        plan(_app(dice), launch_on=date(2026, 6, 1))
    central = gaf.Sponsor(kind="administrative_organ", tier="central_agency")
    with pytest.raises(gaf.GafRulesError, match=r"2\.2\.0"):
        plan(_app(dice), sponsor=central, launch_on=date(2026, 6, 1))
    assert plan(_app(dice), sponsor=_sponsor(dice), launch_on=date(2026, 6, 1)).steps
