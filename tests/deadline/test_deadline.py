"""`gaf.deadline`: the same day as in an assessment, and the day that is safe under every reading."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pinned import CHINA
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.language.readings import READING_OPTIONS

_PERIODS = tuple(gaf.HAINAN.periods)
_DAYS = st.dates(min_value=date(2004, 3, 1), max_value=date(2026, 10, 31))


def test_it_gives_the_days_of_the_assessments() -> None:
    compared = 0
    for worked in worked_cases():
        if worked.error is not None:
            continue
        for duty in worked.assess().duties:
            # The national review is stopped and extended, a second completeness review may run on.
            plain = duty.clause in {"2.4.4c", "2.5.1b", "2.6.1b"} and duty.trigger is not None
            if not plain or duty.due is None or duty.trigger is None:
                continue
            found = gaf.deadline(
                duty.clause,
                duty.trigger.on,
                calendar=worked.calendar(),
                readings=gaf.Readings.from_dict(worked.readings),
                place=worked.document["sponsor"].get("place"),
                bearer=duty.bearer,
            )
            expected = duty.due.to_dict()
            if duty.clause == "2.4.4c":  # the department's own receipt is not in the question
                expected["safe_on"] = found.to_dict()["safe_on"]
            got = found.to_dict()
            notices = got.pop("notices", [])
            assert got == expected, worked.name
            told = {
                (f.code, f.items)
                for f in worked.assess().findings
                if (f.clause, f.procedure, f.round) == (duty.clause, duty.procedure, duty.round)
                and f.code.endswith("_IN_WINDOW")
            }
            if duty.status not in {
                "met",
                "extended",
            }:  # a duty that was done in time has no such finding
                assert told == {(n["code"], tuple(n["items"])) for n in notices}, worked.name
            compared += 1
    assert compared > 50


@pytest.mark.parametrize(
    ("clause", "trigger", "on", "safe_on"),
    [
        ("2.4.4c", date(2026, 2, 18), date(2026, 3, 6), date(2026, 3, 6)),
        # On a working day the day itself may count.
        ("2.4.4c", date(2026, 3, 25), date(2026, 4, 9), date(2026, 4, 8)),
        ("2.5.1b", date(2026, 6, 15), date(2026, 6, 1), date(2026, 5, 29)),
        ("2.6.1b", date(2026, 8, 31), date(2026, 9, 14), date(2026, 9, 11)),
        ("2.4.2a", date(2026, 3, 18), date(2026, 4, 1), date(2026, 3, 31)),
        ("2.4.3a", date(2026, 4, 2), date(2026, 5, 6), date(2026, 4, 30)),
    ],
)
def test_known_days(clause: str, trigger: date, on: date, safe_on: date) -> None:
    found = gaf.deadline(clause, trigger)
    assert (found.on, found.safe_on, found.certainty) == (on, safe_on, "final")
    assert found.clause == clause
    assert found.trigger == trigger


@given(clause=st.sampled_from(_PERIODS), day=_DAYS, data=st.data())
def test_the_safe_day_is_in_time_under_every_reading(
    clause: str, day: date, data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from([None, "460100", "469028"]))
    chosen = {"returned_deadline": "ten_working_days"}
    names = ["trigger_day", "receipt_on_day_off", "before_window", "local_holidays", "closures"]
    other = {name: data.draw(st.sampled_from(READING_OPTIONS[name])) for name in names}
    found = gaf.deadline(clause, day, place=place, readings=gaf.Readings.from_dict(chosen))
    varied = gaf.deadline(
        clause, day, place=place, readings=gaf.Readings.from_dict({**chosen, **other})
    )
    assert found.safe_on is not None
    assert varied.on is not None
    assert found.safe_on <= varied.on
    assert varied.safe_on == found.safe_on


def test_a_return_has_a_number_only_under_one_reading() -> None:
    day = date(2026, 2, 18)
    assert gaf.deadline("2.4.2c", day).due() == {
        "on": None,
        "safe_on": None,
        "earliest": None,
        "latest": None,
        "certainty": "final",
    }
    ten = gaf.Readings(returned_deadline="ten_working_days")
    assert gaf.deadline("2.4.2c", day, readings=ten).on == date(2026, 3, 6)


def test_regional_days_bear_on_the_units_of_the_place_only() -> None:
    local = gaf.Readings(local_holidays="apply")
    day, place = date(2023, 4, 12), "469028"
    assert gaf.deadline("2.4.4c", day, readings=local).on == date(2023, 4, 25)
    assert gaf.deadline("2.4.4c", day, readings=local, place=place).on == date(2023, 4, 27)
    other = gaf.deadline("2.4.4c", day, readings=local, place=place, bearer="provincial_cac")
    assert other.on == date(2023, 4, 25)


_OVERLAYS = [
    gaf.Overlay.from_dict(
        {"place": "460100", "kind": kind, "off": [day], "work": [], "source": "a decision"}
    )
    for kind, day in (("closure", "2026-03-30"), ("local_holiday", "2026-04-02"))
]


def test_regional_days_inside_the_period_are_told_by_code_day_and_both_last_days() -> None:
    held = gaf.CHINA
    for overlay in _OVERLAYS:
        held = held.with_overlay(overlay)
    arguments: dict[str, Any] = {"trigger": date(2026, 3, 25), "calendar": held}
    found = gaf.deadline("2.4.4c", **arguments, place="460100")
    assert [notice.to_dict() for notice in found.notices] == [
        {
            "code": "LOCAL_HOLIDAY_IN_WINDOW",
            "days": ["2026-04-02"],
            "items": ["2026-04-09", "2026-04-10"],
        },
        {
            "code": "CLOSURE_IN_WINDOW",
            "days": ["2026-03-30"],
            "items": ["2026-04-09", "2026-04-10"],
        },
    ]
    assert found.to_dict()["notices"] == [notice.to_dict() for notice in found.notices]
    excluded = gaf.Readings(closures="exclude")
    counted = gaf.deadline("2.4.4c", **arguments, place="460100", readings=excluded)
    assert [notice.code for notice in counted.notices] == ["LOCAL_HOLIDAY_IN_WINDOW"]
    for told in (
        gaf.deadline("2.4.4c", **arguments),
        gaf.deadline("2.4.4c", **arguments, place="460200"),
        gaf.deadline("2.4.4c", **arguments, place="460100", bearer="provincial_cac"),
        gaf.deadline("2.4.4c", date(2026, 4, 2), calendar=held, place="460100"),
    ):
        assert told.notices == ()
        assert "notices" not in told.to_dict()


@given(
    clause=st.sampled_from(["2.4.4c", "2.5.1b", "2.6.1b"]),
    day=st.dates(min_value=date(2012, 1, 4), max_value=date(2026, 9, 30)),
    off=st.integers(-25, 25),
    kind=st.sampled_from(["closure", "local_holiday"]),
)
def test_a_notice_is_there_just_when_a_day_off_lies_in_the_period(
    clause: str, day: date, off: int, kind: str
) -> None:
    shut = day + timedelta(days=off)
    # Whether the day counted from is worked itself moves no date.
    if shut == day or not gaf.CHINA.is_working_day(shut):
        return
    overlay = gaf.Overlay.from_dict(
        {"place": "469023", "kind": kind, "off": [shut.isoformat()], "work": [], "source": "x"}
    )
    held = gaf.CHINA.with_overlay(overlay)
    found = gaf.deadline(clause, day, calendar=held, place="469023")
    taken_off = gaf.Readings(local_holidays="apply", closures="exclude")
    moved = gaf.deadline(clause, day, calendar=held, place="469023", readings=taken_off)
    assert found.on is not None
    assert bool(found.notices) == (moved.on != found.on)
    assert all((n.days, n.otherwise_on) == ((shut,), moved.on) for n in found.notices)


def test_past_the_last_notice_there_is_an_interval_and_one_day_to_rely_on() -> None:
    found = gaf.deadline("2.4.3a", date(2026, 12, 10), calendar=CHINA)
    assert (found.on, found.certainty) == (None, "projected")
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest < found.latest
    # The day of the trigger itself counted, it ends a day earlier.
    assert found.safe_on == found.earliest - timedelta(days=1)


def test_an_amended_guideline_is_counted_with_its_own_number() -> None:
    longer = gaf.HAINAN.amend({"2.4.4c": {"n": 15}})
    assert gaf.deadline("2.4.4c", date(2026, 3, 25), guideline=longer).on == date(2026, 4, 16)


def test_an_unknown_clause_is_refused_with_those_that_have_a_period() -> None:
    with pytest.raises(gaf.GuidelineError) as caught:
        gaf.deadline("2.44c", date(2026, 3, 9))  # no such clause
    assert caught.value.clause == "2.44c"  # no such clause
    assert set(caught.value.known) == set(_PERIODS)
    assert "2.4.4c" in caught.value.zh
    assert "2.4.4c" in caught.value.en


def test_what_is_no_date_place_or_role_is_refused_at_once() -> None:
    with pytest.raises(gaf.CaseError) as caught:
        gaf.deadline("2.4.4c", datetime(2026, 3, 9), place="4601", bearer="somebody")
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["$trigger", "$place", "$bearer"]


def test_a_day_before_the_calendar_is_refused() -> None:
    with pytest.raises(gaf.CalendarHorizonError):
        gaf.deadline("2.4.4c", date(2003, 12, 31) - timedelta(days=30))


def test_a_public_function_is_not_hidden_by_the_submodule_of_its_name() -> None:
    program = (
        "import gaf_rules.evaluate.assessing, gaf_rules.evaluate.deadlines; import gaf_rules as gaf;"
        "print(callable(gaf.assess), callable(gaf.deadline))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "True True\n"
