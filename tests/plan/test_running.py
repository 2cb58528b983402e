"""A running duty keeps its last day in every plan, what is done comes no second time, no office is left out.

The days and the way are those of the assessment and of the route, which know nothing of plans.
"""

from __future__ import annotations

import os
import random
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from fresh import Fresh, document
from played import WISHES, Setting
from walks import walk
from worked_cases import worked_cases
from worlds import world

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.planning import Plan, PlanStep

_DAY = timedelta(days=1)
_GAPS = (3, 60, 150)
# With GAF_LONG set, twenty times as many random logs.
_MANY = 20 if "GAF_LONG" in os.environ else 1


def _left(made: Plan) -> list[PlanStep]:
    return [step for step in made.steps if step.done_on is None]


def _faults(setting: Setting, made: Plan) -> Iterator[tuple[str, object]]:
    """Steps later than the last day of a duty that runs, and relays of what the sponsor has."""
    found = gaf.assess(
        setting.case,
        as_of=setting.as_of,
        readings=setting.readings,
        calendar=setting.calendar,
    )
    left = _left(made)
    for duty in found.duties:
        same = [s for s in left if (s.act, s.procedure) == (duty.act, duty.procedure)]
        due = duty.due
        # Where the plan moves the change, the last day that counts back from it moves too.
        is_moved = duty.clause == "2.5.1b" and any(s.act == "change_planned" for s in left)
        if not same or is_moved:
            continue
        if duty.status == "open" and due is not None and due.latest is not None:
            # Where the day that is safe is over, the last one stands.
            safe = due.safe_on
            last = due.latest if safe is None or safe < setting.as_of else safe
            if same[0].on > last >= setting.as_of:
                yield duty.act, (same[0].on, last)
        if duty.act.endswith("_relayed") and _is_met(found, duty, left):
            yield duty.act, duty.met_on


def _is_met(found: gaf.Assessment, duty: gaf.Duty, left: list[PlanStep]) -> bool:
    """Whether what a duty asked for is done, and the plan begins nothing that would ask for it again."""
    alike = [d for d in found.duties if (d.act, d.procedure) == (duty.act, duty.procedure)]
    is_last = duty.round == max(other.round for other in alike)
    is_number = duty.act == "filing_number_relayed"
    is_another = is_number and any(step.act == "filing_number_issued" for step in left)
    return duty.met_on is not None and is_last and not is_another


def _plans(setting: Setting) -> Iterator[Plan]:
    for kind in WISHES:
        for gap in _GAPS:
            try:
                made = setting.plan(kind, setting.as_of + gap * _DAY)
            except gaf.GafRulesError:
                break
            yield made


def _settings(seed: int) -> Iterator[Setting]:
    dice = random.Random(seed)  # noqa: S311 - a test case, no secret
    found = walk(seed) if seed % 5 == 0 else world(seed)
    for event in dice.sample(found.case.events, min(4, len(found.case.events))):
        yield Setting(found.case, event.on + dice.choice((0, 1, 5)) * _DAY, found.readings)


@pytest.mark.no_cover
def test_what_runs_and_what_is_done_is_kept_in_any_plan() -> None:
    plans = 0
    for seed in range(13 * _MANY):
        for setting in _settings(seed):
            for made in _plans(setting):
                plans += 1
                found = [*_faults(setting, made)]
                assert not found, (seed, setting.as_of, made.kind, made.wish, found)
    assert plans > 150


def test_a_wish_that_cannot_come_true_moves_no_last_day_that_runs() -> None:
    # The first tier has it on 3 March, the province on 6 March: 20 March, and 16 March under every reading.
    short: dict[str, Any] = {"says": "reviewed", "log": ["REVIEWED"], "on": "03-12"}
    held = Fresh(**short)
    setting = Setting(gaf.Case.from_dict(document(held)), held.as_of)
    made = [setting.plan("launch", date(2026, 4, day)) for day in range(13, 31)]
    assert {plan.is_possible for plan in made} == {True, False}
    assert [fault for plan in made for fault in _faults(setting, plan)] == []


# -- relayed, and the receipt not in the log ---------------------------------------------------------------
def _relayed(act: str) -> Setting:
    """A worked case up to the relay to the sponsor, the receipt left out."""
    for case in worked_cases():
        events = gaf.Case.from_dict(case.document).events if case.error is None else ()
        for number, event in enumerate(events):
            if event.type == act and event.to == "sponsor":
                held = evolve(gaf.Case.from_dict(case.document), events=events[: number + 1])
                return Setting(held, event.on + 3 * _DAY)
    raise AssertionError(act)


def test_the_relay_stands_in_for_the_receipt_of_the_feedback() -> None:
    setting = _relayed("feedback_relayed")
    made = setting.plan("launch", setting.as_of + 150 * _DAY)
    first = _left(made)[0]
    duties = gaf.assess(setting.case, as_of=setting.as_of).duties
    due = next(duty.due for duty in duties if duty.act == "supplement_submitted")
    assert due is not None
    assert (first.act, first.on) == ("supplement_submitted", due.safe_on)
    late = evolve(first, on=first.on + 40 * _DAY)
    steps = tuple(late if step == first else step for step in made.steps)
    assert [act for act, _ in _faults(setting, evolve(made, steps=steps))] == [first.act]


def test_a_number_that_was_relayed_is_not_relayed_again() -> None:
    setting = _relayed("filing_number_relayed")
    made = setting.plan("launch", setting.as_of + 60 * _DAY)
    assert "filing_number_relayed" not in [step.act for step in _left(made)]
    relay = next(step for step in made.steps if step.act == "filing_number_relayed")
    again = evolve(made, steps=(*made.steps, evolve(relay, done_on=None)))
    assert [act for act, _ in _faults(setting, again)] == ["filing_number_relayed"]


def test_a_supplement_that_is_there_is_not_planned_again() -> None:
    setting = _relayed("feedback_relayed")
    made = setting.plan("launch", setting.as_of + 150 * _DAY)
    supplement = _left(made)[0].event
    there = evolve(setting.case, events=(*setting.case.events, supplement))
    again = Setting(there, supplement.on + _DAY).plan("launch", setting.as_of + 150 * _DAY)
    assert again.is_possible
    assert [step.act for step in _left(again)] == [step.act for step in _left(made)[1:]]


# -- the way back ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("tier", ["municipal", "provincial_department", "affiliated_institution"])
def test_every_office_on_the_way_back_has_its_hop_and_its_day(tier: Any) -> None:
    sponsor = gaf.Sponsor(kind="administrative_organ", tier=tier)
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
    back = gaf.route(sponsor).back
    assert back is not None
    made = gaf.plan(app, sponsor=sponsor, launch_on=date(2026, 6, 1))
    relays = [step for step in made.steps if step.act == "filing_number_relayed"]
    assert [(step.by, step.to) for step in relays] == list(pairwise(back[1:]))
    assert [step.bearer for step in relays] == list(back[1:-1])
    assert [step.assumed for step in relays] == [1] * len(relays)
    days = [step.on for step in relays]
    assert days == sorted(set(days))


@pytest.mark.parametrize("tier", ["municipal", "affiliated_institution"])
def test_feedback_goes_through_the_first_tier_too(tier: Any) -> None:
    sponsor = gaf.Sponsor(kind="administrative_organ", tier=tier)
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False)
    back = gaf.route(sponsor).back
    assert back is not None
    case = gaf.Case(id="told", app=app, sponsor=sponsor)
    up = gaf.plan(case, launch_on=date(2026, 6, 1)).events()
    issued = next(n for n, event in enumerate(up) if event.type == "filing_number_issued")
    told = gaf.Event(
        type="feedback_issued",
        on=up[issued - 1].on + 5 * _DAY,
        grounds=("supplement",),
        functional_rectification=False,
        procedure="filing",
    )
    case = evolve(case, events=(*up[:issued], told))
    made = gaf.plan(case, launch_on=date(2026, 9, 1))
    relays = [step for step in made.steps if step.act == "feedback_relayed"]
    assert [(step.by, step.to) for step in relays] == list(pairwise(back[1:]))
