"""A plan in a diary, as a picture and on a page: one entry and one lane a step, replaced by the next plan."""

from __future__ import annotations

import json
import pickle
import xml.etree.ElementTree as ET
from datetime import date
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject
from attrs import evolve

import gaf_rules as gaf
from gaf_rules.adapters.ics import to_ics

if TYPE_CHECKING:
    from gaf_rules.ask.planning import Plan
    from gaf_rules.values.texts import Lang

_APP = gaf.App(
    kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False, name="琼 <办>"
)
_SPONSOR = gaf.Sponsor(kind="administrative_organ", tier="municipal", name="某局")
_EVENTS = (
    gaf.Event(type="self_check_completed", on=date(2025, 11, 3), problems=()),
    gaf.Event(
        type="application_submitted",
        on=date(2025, 11, 10),
        by="sponsor",
        to="municipal_cac",
        materials=("application_form",),
    ),
    gaf.Event(type="application_received", on=date(2025, 11, 11), by="municipal_cac"),
)
_CASE = gaf.Case(id="P1", app=_APP, sponsor=_SPONSOR, events=_EVENTS)


def _plan(wish: date = date(2026, 2, 10), **more: Any) -> Plan:
    return gaf.plan(_CASE, launch_on=wish, **{"as_of": date(2025, 11, 20), **more})


def _read(file: bytes) -> list[Any]:
    found: Any = icalendar.Calendar.from_ical(file)
    return list(found.walk("VEVENT"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_entry_for_each_step_still_to_be_done(lang: Lang) -> None:
    made = _plan()
    left = [step for step in made.steps if step.done_on is None]
    assert 0 < len(left) < len(made.steps)
    found = _read(to_ics(made, lang=lang))
    assert [entry["DTSTART"].dt for entry in found] == [step.on for step in left]
    for step, entry in zip(left, found, strict=True):
        assert step.clause in entry["DESCRIPTION"]
        assert str(made.wish) in entry["DESCRIPTION"]
        assert entry["ORGANIZER"] == f"urn:gaf-rules:{step.bearer}"
        assert entry["DTSTAMP"].dt.date() == made.as_of
        assert entry["STATUS"] == "CONFIRMED"
        days = [step.on + alarm["TRIGGER"].dt for alarm in entry.walk("VALARM")]
        for day, number in zip(days, (5, 1), strict=True):
            assert gaf.CHINA.count_working_days(after=day, through=step.on) == number
    second: Any = vobject.readOne(to_ics(made, lang=lang).decode())
    assert [e.summary.value for e in second.vevent_list] == [str(e["SUMMARY"]) for e in found]


def test_steps_that_are_done_come_along_where_asked() -> None:
    made = _plan()
    found = _read(to_ics(made, include_met=True))
    assert len(found) == len(made.steps)
    assert [e["DTSTART"].dt for e in found[:3]] == [event.on for event in _EVENTS]
    assert not found[0].walk("VALARM")


def test_the_plan_for_another_day_replaces_the_one_before() -> None:
    first, then = (_read(to_ics(_plan(wish))) for wish in (date(2026, 2, 10), date(2026, 3, 20)))
    assert [e["UID"] for e in first] == [e["UID"] for e in then]
    assert len({str(e["UID"]) for e in first}) == len(first)
    assert [e["DTSTART"].dt for e in first] != [e["DTSTART"].dt for e in then]
    other = gaf.plan(evolve(_CASE, id="P2"), launch_on=date(2026, 2, 10), as_of=date(2025, 11, 20))
    assert not {str(e["UID"]) for e in _read(to_ics(other))} & {str(e["UID"]) for e in first}


@pytest.mark.parametrize(
    ("wish", "as_of"),
    [(date(2026, 2, 10), date(2026, 2, 9)), (date(2027, 6, 1), date(2026, 11, 2))],
)
def test_what_may_still_move_or_cannot_be_is_tentative(wish: date, as_of: date) -> None:
    calendar = gaf.CHINA.as_known_on(date(2026, 11, 1))
    made = _plan(wish, as_of=as_of, calendar=calendar)
    assert not made.is_possible or made.certainty == "projected"
    found = _read(to_ics(made))
    assert found
    assert {str(entry["STATUS"]) for entry in found} == {"TENTATIVE"}


def test_a_plan_without_a_day_of_its_own_is_stamped_by_its_log() -> None:
    made = gaf.plan(_CASE, launch_on=date(2026, 2, 10))
    found = _read(to_ics(made))
    assert [str(e["UID"]) for e in found] == [
        str(e["UID"]) for e in _read(to_ics(_plan(date(2026, 2, 10))))
    ]
    assert {e["DTSTAMP"].dt.date() for e in found} == {max(event.on for event in _EVENTS)}
    stored = gaf.Plan.from_dict(json.loads(json.dumps(made.to_dict())))
    assert to_ics(stored, case=_CASE) == to_ics(made)
    of_app = gaf.plan(_CASE.app, sponsor=_CASE.sponsor, launch_on=date(2026, 8, 10))
    assert {e["DTSTAMP"].dt.date() for e in _read(to_ics(of_app))} == {date(2026, 8, 10)}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("as_of", [None, date(2025, 11, 20), date(2026, 2, 9)])
def test_one_lane_a_step(lang: Lang, as_of: date | None) -> None:
    made = _plan(as_of=as_of)
    picture = gaf.timeline(made, lang=lang)
    lanes = sorted(picture.scene.lanes, key=lambda lane: (lane.due, lane.title))
    steps = sorted(made.steps, key=lambda step: step.on)
    assert [lane.due for lane in lanes] == [step.on for step in steps]
    assert {lane.done for lane in lanes} == {step.done_on for step in made.steps}
    late = {lane.clause for lane in lanes if lane.look == "late"}
    assert bool(late) is (not made.is_possible)
    assert [(mark.on, mark.number) for mark in picture.scene.marks] == [(made.wish, 1)]
    root = ET.fromstring(picture.svg)  # noqa: S314 - our own text
    assert root.get("lang") == lang
    words = "".join(root.itertext())
    assert ("latest safe day" in words) is (lang == "en")


def test_a_notebook_shows_the_steps_and_the_picture() -> None:
    page = _plan()._repr_html_()
    assert page.count("<tr>") == len(_plan().steps) + 1
    assert "<svg" in page
    assert "<办>" not in page
    ET.fromstring(page)  # noqa: S314 - our own text


def test_a_plan_travels() -> None:
    made = _plan()
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own bytes
    assert again == made
    assert to_ics(again) == to_ics(made)
    assert gaf.timeline(again).svg == gaf.timeline(made).svg
