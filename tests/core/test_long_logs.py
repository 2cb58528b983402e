"""Logs of thousands of events: nothing runs out of depth, and what cannot grow with the log is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import gaf_rules as gaf
from gaf_rules.language.vocabulary import MATERIALS

_AS_OF = date(2026, 3, 2)


def _case(events: list[gaf.Event]) -> gaf.Case:
    return gaf.Case(
        id="long",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=events,
    )


def _returned(times: int) -> list[gaf.Event]:
    """One application, handed in and returned so many times, each within a day."""
    events = []
    for number in range(times):
        day = date(2012, 1, 4) + timedelta(days=number)
        events += [
            gaf.Event(
                type="application_submitted",
                on=day,
                by="sponsor",
                to="municipal_cac",
                materials=MATERIALS[:7],
            ),
            gaf.Event(
                type="application_forwarded", on=day, by="municipal_cac", to="provincial_cac"
            ),
            gaf.Event(type="application_received", on=day, by="provincial_cac"),
            gaf.Event(
                type="materials_returned", on=day, by="provincial_cac", missing=("acceptance",)
            ),
        ]
    return events


def test_a_clock_that_runs_on_through_a_thousand_returns() -> None:
    readings = gaf.Readings(completeness_clock_after_return="resume")
    case = _case(_returned(1_200))
    found = gaf.assess(case, as_of=_AS_OF, readings=readings)
    rounds = [duty for duty in found.to_dict()["duties"] if duty["clause"] == "2.4.2a"]
    assert len(rounds) == 1_200
    assert all(duty["due"]["safe_on"] <= duty["due"]["on"] for duty in rounds)


@pytest.mark.usefixtures("_icalendar")
def test_a_diary_of_every_earlier_day_is_refused_where_the_log_is_too_long() -> None:
    found = gaf.assess(_case(_returned(400)), as_of=_AS_OF)
    assert gaf.to_ics(found)
    with pytest.raises(gaf.CaseError) as refusal:
        gaf.to_ics(found, include_met=True)
    (problem,) = refusal.value.problems
    assert (problem.code, problem.path, problem.got) == ("log_too_long", "$.events", 1_600)
    assert "replaces" in problem.zh
    assert "replaces" in problem.en


@pytest.fixture
def _icalendar() -> None:
    pytest.importorskip("icalendar")
