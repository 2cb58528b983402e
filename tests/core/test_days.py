"""A day is a day, whatever class it is of and whatever stands in for ``date``; a moment is none."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.evaluate.checks import check_days
from gaf_rules.values.days import _true, plain_day

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = Path(str(gaf.__file__)).parent
_DAY = date(2026, 3, 9)


class _Dated(date):
    """A date of somebody's own."""


def test_the_dates_that_python_writes_in_python_are_its_own() -> None:
    # What 3.12 falls back on where its dates in C are not to be had: in a second interpreter.
    fallen_back = type("date", (), {"__module__": "_pydatetime"})
    assert _true(type("_Dated", (fallen_back,), {})) is fallen_back


@given(st.dates())
def test_every_date_becomes_a_plain_one(day: date) -> None:
    for kind in (date, _Dated, pendulum.Date):
        taken = plain_day(kind(day.year, day.month, day.day))
        assert type(taken) is date
        assert taken == day


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 9),
        pendulum.datetime(2026, 3, 9),
        pd.Timestamp("2026-03-09"),
        "2026-03-09",
        None,
    ],
)
def test_a_moment_is_no_day_nor_is_a_text(moment: Any) -> None:
    assert plain_day(moment) is None
    with pytest.raises(gaf.CaseError):
        gaf.Event(type="app_launched", on=moment)
    with pytest.raises(gaf.CaseError):
        gaf.deadline("2.4.4c", trigger=moment)
    with pytest.raises(gaf.CaseError):
        gaf.CHINA.nth_working_day_after(moment, 1)


@pytest.mark.parametrize("kind", [_Dated, pendulum.Date])
def test_whoever_takes_a_day_takes_one_of_another_class(kind: Any) -> None:
    day = kind(2026, 3, 9)
    cal = gaf.CHINA
    event = gaf.Event(type="change_planned", on=day, change_on=day, major=True)
    taken = [
        event.on, event.change_on, gaf.deadline("2.4.4c", trigger=day).trigger,
        gaf.Overlay(place="460100", kind="closure", off=(day,), source="s").off[0],
        cal.as_known_on(day).known_on, cal.day(day).on, cal.history(day)[0].on,
    ]  # fmt: skip
    for name in ("nth_working_day_after", "nth_working_day_before"):
        assert getattr(cal, name)(day, 3) == getattr(cal, name)(_DAY, 3)
    for name in ("bounds_after", "bounds_before"):
        assert getattr(cal, name)(day, 3) == getattr(cal, name)(_DAY, 3)
    assert cal.count_working_days(after=kind(2026, 3, 2), through=day) == 5
    assert cal.is_working_day(day)
    assert day in cal.coverage
    for worked in worked_cases()[:40]:
        if worked.error is None and worked.name.startswith("C"):
            held = gaf.Case.from_dict(worked.document)
            as_of = kind(worked.as_of.year, worked.as_of.month, worked.as_of.day)
            found = gaf.assess(held, as_of=as_of)
            assert found == gaf.assess(held, as_of=worked.as_of)
            taken.append(found.as_of)
    assert {type(each) for each in taken} == {date}


def test_frozen_time_changes_no_answer_and_leaves_nothing_behind() -> None:
    case = _ROOT / "tests" / "cases" / "C22.json"
    program = _ROOT / "tests" / "support" / "frozen_time.py"
    run = subprocess.run(
        [sys.executable, str(program), str(case)], capture_output=True, text=True, check=True
    )
    said = json.loads(run.stdout)
    assert said["strangers"] == []
    assert said["during"] == said["after"]
    assert all("FakeDate" not in value for value in said["during"]["values"])


@pytest.mark.parametrize(
    "path", sorted(_PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(_PACKAGE))
)
def test_days_are_made_in_one_place(path: Path) -> None:
    """A day made by the name ``date`` is a stranger's wherever that name has been replaced."""
    made = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == "date")
            or (
                isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "date"
            )
        )
    ]
    assert path.name == "days.py" or not made, "make days by gaf_rules.values.days"


# -- days that cannot be in a case ------------------------------------------------------------------------
_OUT = [date(1, 1, 1), date(1970, 1, 1), date(2003, 12, 31), date(2200, 1, 1), date(9999, 12, 31)]


def _case(*events: gaf.Event) -> gaf.Case:
    return gaf.Case(
        id="c",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=events,
    )


def _answered(**days: date | None) -> gaf.Case:
    """A feedback with an extension before it, a supplement to it, and a change planned."""
    filing: dict[str, Any] = {"procedure": "filing"}
    day: dict[str, Any] = {
        "on": date(2026, 3, 9), "posted_on": date(2026, 3, 5), "expected_on": date(2026, 3, 3),
        "change_on": date(2026, 9, 1), "received": date(2026, 3, 4), **days,
    }  # fmt: skip
    first = date(2026, 3, 2)
    told: tuple[Any, ...] = ("feedback_received",) if day["received"] else ()
    log = [
        gaf.Event(type="self_check_completed", on=first, problems=()),
        gaf.Event(type="application_submitted", on=first, by="sponsor", to="municipal_cac", materials=()),
        gaf.Event(type="application_received", on=first, by="municipal_cac"),
        gaf.Event(type="application_forwarded", on=first, by="municipal_cac", to="provincial_cac"),
        gaf.Event(type="application_received", on=first, by="provincial_cac"),
        gaf.Event(type="completeness_confirmed", on=first, **filing),
        gaf.Event(type="reported_to_national", on=first, **filing),
        gaf.Event(type="application_received", on=first, by="national_cac"),
        gaf.Event(
            type="review_extended", on=first, reason="r", expected_on=day["expected_on"], **filing
        ),
        gaf.Event(
            type="feedback_issued", on=date(2026, 3, 3), grounds=("supplement",),
            functional_rectification=False, **filing,
        ),
        *(gaf.Event(type=kind, on=day["received"], by="sponsor") for kind in told),
        gaf.Event(
            type="supplement_submitted", on=day["on"], by="sponsor", to="municipal_cac",
            statement=True, rectification_plan=False, posted_on=day["posted_on"], **filing,
        ),
        gaf.Event(type="change_planned", on=date(2026, 3, 2), change_on=day["change_on"], major=True),
    ]  # fmt: skip
    return _case(*(event for event in log if event.type != "change_planned" or "change_on" in days))


_PLACES = {"expected_on": 8, "on": 11, "posted_on": 11, "change_on": 12}
_ASKED: list[Any] = [
    lambda case: gaf.assess(case, as_of=date(2026, 4, 1)),
    lambda case: gaf.disputes(case, as_of=date(2026, 4, 1)),
    lambda case: gaf.needed_for(case, "not DEEMED_ABANDONED", as_of=date(2026, 4, 1)),
    lambda case: gaf.plan(case, launch_on=date(2026, 9, 1), as_of=date(2026, 4, 1)),
    lambda case: gaf.calendar_diff(gaf.CHINA, gaf.CHINA, [case], as_of=date(2026, 4, 1)),
]


def test_the_log_itself_is_in_order() -> None:
    gaf.assess(_answered(), as_of=date(2026, 4, 1))
    gaf.assess(_answered(received=None), as_of=date(2026, 4, 1))


@pytest.mark.parametrize("day", _OUT, ids=str)
@pytest.mark.parametrize("name", ["on", "posted_on", "expected_on", "change_on"])
def test_a_day_that_no_case_can_have_is_refused_by_its_path(name: str, day: date) -> None:
    case = _answered(**{name: day})
    for asked in _ASKED:
        with pytest.raises(gaf.CaseError) as caught:
            asked(case)
        problem = next(p for p in caught.value.problems if p.path.endswith(f".{name}"))
        assert problem.path == f"$.events[{_PLACES[name]}].{name}"
        assert day.isoformat() in problem.en
        assert day.isoformat() in problem.zh
        assert "2004-01-01..2199-12-31" in problem.allowed


@pytest.mark.parametrize(
    ("days", "name"),
    [
        ({"posted_on": date(2026, 3, 10)}, "posted_on"),
        ({"posted_on": date(2026, 3, 3)}, "posted_on"),
        ({"posted_on": date(2026, 3, 2), "received": None}, "posted_on"),
        ({"expected_on": date(2026, 3, 1)}, "expected_on"),
    ],
)
def test_a_day_that_another_rules_out_is_refused(days: dict[str, Any], name: str) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        gaf.assess(_answered(**days), as_of=date(2026, 4, 1))
    place = _PLACES[name] - (days.get("received", _DAY) is None)
    assert [p.path for p in caught.value.problems] == [f"$.events[{place}].{name}"]


def test_a_day_still_to_come_is_refused_too() -> None:
    with pytest.raises(gaf.CaseError, match="2199"):
        gaf.assess(_answered(on=date(9999, 12, 31)), as_of=date(2026, 3, 3))


def test_the_next_feedback_of_the_day_of_arrival_is_left_aside() -> None:
    case = _answered(received=None, posted_on=date(2026, 3, 3))
    issued = gaf.Event(
        type="feedback_issued", on=_DAY, grounds=("supplement",), functional_rectification=False
    )
    check_days(_case(*case.events, issued), gaf.CHINA)


def test_the_sponsors_own_receipt_counts_not_a_later_step() -> None:
    case = _answered(posted_on=date(2026, 3, 4))
    later = gaf.Event(type="feedback_received", on=date(2026, 3, 6), by="municipal_cac")
    check_days(_case(*case.events, later), gaf.CHINA)


@pytest.mark.parametrize("as_of", [date(1, 1, 1), date(2004, 1, 1), date(9999, 12, 31)], ids=str)
def test_no_day_of_assessment_overflows(as_of: date) -> None:
    for case in (_case(), _answered(), _answered(posted_on=None)):
        try:
            gaf.assess(case, as_of=as_of).to_dict()
        except gaf.GafRulesError:
            continue


@given(st.dates(), st.sampled_from(["2.4.2a", "2.4.3a", "2.4.4c", "2.5.1b", "2.6.1b"]))
def test_no_trigger_overflows(day: date, clause: str) -> None:
    try:
        due = gaf.deadline(clause, trigger=day)
    except gaf.GafRulesError:
        return
    assert due.trigger == day
    assert due.on is None or abs(due.on - day) < timedelta(90)
