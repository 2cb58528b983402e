"""Which open duties another calendar moves, from which day to which, because of which notice."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from pinned import CHINA
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.calendar import DaysOff, DayWorked, Notice, Overlay
from gaf_rules.evaluate.moved import DueState, Moved, calendar_diff

if TYPE_CHECKING:
    from pathlib import Path

CASES = {worked.name: worked for worked in worked_cases() if worked.error is None}
EXTENSION = "国办发明电〔2020〕1号"
BEFORE_THE_EXTENSION = CHINA.as_known_on(date(2020, 1, 20))

# What the notice for 2027 might say; nobody knows yet.
NOTICE_2027 = Notice(
    year=2027,
    title="2027年部分节假日安排（假设）",
    number="国办发明电〔2026〕99号",
    issued=date(2026, 11, 5),
    off=[
        DaysOff(festival="元旦", start=date(2027, 1, 1), end=date(2027, 1, 3)),
        DaysOff(festival="春节", start=date(2027, 2, 5), end=date(2027, 2, 11)),
    ],
    work=[DayWorked(festival="春节", on=date(2027, 2, 14))],
)
KNOWN_2027 = CHINA.with_notice(NOTICE_2027)


def _case(name: str) -> gaf.Case:
    return gaf.Case.from_dict(CASES[name].document)


def _event(kind: Any, on: date, **fields: Any) -> gaf.Event:
    return gaf.Event(type=kind, on=on, **fields)


def _reviewed(national: date, *more: gaf.Event, place: str | None = None) -> gaf.Case:
    """A filing that reached the national office on a day of winter 2026."""
    return gaf.Case(
        id=f"W{national:%m%d}",
        app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal", place=place),
        events=(
            _event("self_check_completed", date(2026, 11, 23), problems=()),
            _event(
                "application_submitted",
                date(2026, 11, 24),
                by="sponsor",
                to="municipal_cac",
                materials=("application_form",),
            ),
            _event("application_received", date(2026, 11, 24), by="municipal_cac"),
            _event(
                "application_forwarded",
                date(2026, 11, 25),
                by="municipal_cac",
                to="provincial_cac",
            ),
            _event("application_received", date(2026, 11, 26), by="provincial_cac"),
            _event("completeness_confirmed", date(2026, 11, 27)),
            _event("reported_to_national", date(2026, 11, 27)),
            _event("application_received", national, by="national_cac"),
            *more,
        ),
    )


# -- January 2020 ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["H104", "H106"])
def test_the_extension_of_january_2020(name: str) -> None:
    [moved] = calendar_diff(BEFORE_THE_EXTENSION, CHINA, [_case(name)], as_of=date(2020, 1, 28))
    assert (moved.case, moved.clause, moved.bearer, moved.act) == (
        name,
        "2.4.4c",
        "sponsor",
        "supplement_submitted",
    )
    assert (moved.before.on, moved.after.on) == (date(2020, 2, 7), date(2020, 2, 11))
    assert (moved.before.certainty, moved.after.certainty) == ("final", "final")
    assert moved.notices == (EXTENSION,)
    assert [(d.on.isoformat(), d.before, d.after) for d in moved.days] == [
        ("2020-01-31", "working", "public_holiday"),
        ("2020-02-01", "make_up_working_day", "public_holiday"),
    ]
    assert moved.date_changed


def test_what_was_abandoned_is_open_again() -> None:
    day = date(2020, 2, 10)
    [moved] = calendar_diff(BEFORE_THE_EXTENSION, CHINA, [_case("H104")], as_of=day)
    assert (moved.before.status, moved.after.status) == ("lapsed", "open")
    [back] = calendar_diff(CHINA, BEFORE_THE_EXTENSION, [_case("H104")], as_of=day)
    assert (back.before, back.after, back.notices) == (moved.after, moved.before, moved.notices)


def test_what_is_closed_under_both_does_not_move() -> None:
    supplement = _event(
        "supplement_submitted",
        date(2020, 2, 5),
        by="sponsor",
        to="municipal_cac",
        statement=True,
        rectification_plan=False,
    )
    case = _case("H104")
    done = gaf.Case(
        id="done", app=case.app, sponsor=case.sponsor, events=(*case.events, supplement)
    )
    assert not calendar_diff(BEFORE_THE_EXTENSION, CHINA, [done], as_of=date(2020, 2, 6))
    # Lapsed under both: 12 February is past either date.
    assert not calendar_diff(BEFORE_THE_EXTENSION, CHINA, [case], as_of=date(2020, 2, 12))


def test_a_log_that_only_the_new_calendar_allows_is_compared_as_far_as_it_goes() -> None:
    # Answered on the 10th and reviewed on: under the old calendar abandoned since the 8th.
    case = _case("H104")
    later = (
        _event(
            "supplement_submitted",
            date(2020, 2, 10),
            by="sponsor",
            to="municipal_cac",
            statement=True,
            rectification_plan=False,
        ),
        _event("application_received", date(2020, 2, 12), by="national_cac"),
    )
    more = gaf.Case(id="more", app=case.app, sponsor=case.sponsor, events=(*case.events, *later))
    assert not calendar_diff(BEFORE_THE_EXTENSION, CHINA, [more], as_of=date(2020, 2, 13))
    with pytest.raises(gaf.IllegalEventError):
        calendar_diff(BEFORE_THE_EXTENSION, BEFORE_THE_EXTENSION, [more], as_of=date(2020, 2, 13))


# -- the notice for next year ------------------------------------------------------------------------------
def test_a_projected_deadline_becomes_a_date() -> None:
    case = _reviewed(date(2026, 12, 8))
    [moved] = calendar_diff(CHINA, KNOWN_2027, [case], as_of=date(2026, 12, 10))
    assert moved.before.on is None
    assert moved.before.earliest is not None
    assert moved.before.latest is not None
    assert moved.before.earliest <= date(2027, 1, 6) <= moved.before.latest
    assert (moved.before.certainty, moved.after.certainty) == ("projected", "final")
    assert moved.after.on == moved.after.earliest == moved.after.latest == date(2027, 1, 6)
    assert moved.notices == (NOTICE_2027.number,)
    assert {(day.before, day.notice) for day in moved.days} == {
        ("undetermined", NOTICE_2027.number)
    }
    assert str(moved) == (
        f"W1208 2.4.3a national_cac: {moved.before.earliest}..{moved.before.latest} (projected) "
        f"→ 2027-01-06 (final), {NOTICE_2027.number}"
    )


def test_december_becomes_final_because_of_the_next_notice() -> None:
    feedback = (
        _event(
            "feedback_issued",
            date(2026, 12, 14),
            grounds=("supplement",),
            functional_rectification=False,
        ),
        _event("feedback_received", date(2026, 12, 14), by="sponsor"),
    )
    case = _reviewed(date(2026, 12, 1), *feedback)
    found = calendar_diff(CHINA, KNOWN_2027, [case], as_of=date(2026, 12, 15))
    [moved] = [each for each in found if each.clause == "2.4.4c"]
    assert moved.before.on == moved.after.on == date(2026, 12, 28)
    assert (moved.before.certainty, moved.after.certainty) == ("provisional", "final")
    assert not moved.date_changed
    assert moved.notices == (NOTICE_2027.number,)
    assert moved.days == ()


def test_a_parsed_notice_does_the_same(shared: Path) -> None:
    text = (shared / "calendar" / "texts" / "2020-extension.txt").read_text("utf-8")
    notice = gaf.parse_notice(text, year=2020, number=EXTENSION, issued=date(2020, 1, 26))
    new = BEFORE_THE_EXTENSION.with_notice(notice)
    case, day = _case("H104"), date(2020, 1, 28)
    assert calendar_diff(BEFORE_THE_EXTENSION, new, [case], as_of=day) == calendar_diff(
        BEFORE_THE_EXTENSION, CHINA, [case], as_of=day
    )


def test_what_the_projection_does_not_reach_does_not_move() -> None:
    filed = (
        _event("filing_number_issued", date(2026, 12, 8), number="N"),
        _event("change_planned", date(2026, 12, 9), change_on=date(2060, 6, 1), major=True),
    )
    case = _reviewed(date(2026, 12, 1), *filed)
    assert not calendar_diff(CHINA, KNOWN_2027, [case], as_of=date(2026, 12, 10))


# -- regional days, other readings -------------------------------------------------------------------------
def test_a_closure_moves_a_date_only_where_the_readings_say_so() -> None:
    closure = Overlay.from_dict(
        {
            "place": "460100",
            "kind": "closure",
            "off": ["2026-12-17"],
            "work": [],
            "source": "市政府令（假设）",
        }
    )
    case = _reviewed(
        date(2026, 12, 1),
        _event(
            "feedback_issued",
            date(2026, 12, 7),
            grounds=("supplement",),
            functional_rectification=False,
        ),
        _event("feedback_received", date(2026, 12, 7), by="sponsor"),
        place="460100",
    )
    new, day = CHINA.with_overlay(closure), date(2026, 12, 15)
    assert not calendar_diff(CHINA, new, [case], as_of=day)
    [moved] = calendar_diff(
        CHINA, new, [case], as_of=day, readings=gaf.Readings(closures="exclude")
    )
    assert (moved.clause, moved.before.on, moved.after.on) == (
        "2.4.4c",
        date(2026, 12, 21),
        date(2026, 12, 22),
    )
    assert moved.notices == (closure.source,)
    [changed] = moved.days
    assert (changed.on, changed.after) == (date(2026, 12, 17), "closure")


# -- in general --------------------------------------------------------------------------------------------
def test_the_same_calendar_moves_nothing() -> None:
    for worked in CASES.values():
        calendar = worked.calendar()
        case, readings = _case(worked.name), gaf.Readings.from_dict(worked.readings)
        assert not calendar_diff(calendar, calendar, [case], as_of=worked.as_of, readings=readings)


def test_dates_are_those_of_the_two_assessments() -> None:
    cases = [_case(name) for name in CASES if CASES[name].as_of.year in {2019, 2020}]
    assert len(cases) > 1
    day = date(2020, 1, 28)
    for moved in calendar_diff(BEFORE_THE_EXTENSION, CHINA, cases, as_of=day):
        [case] = [each for each in cases if each.id == moved.case]
        for calendar, state in ((BEFORE_THE_EXTENSION, moved.before), (CHINA, moved.after)):
            found = gaf.assess(case, as_of=day, calendar=calendar)
            [duty] = [
                each
                for each in found.duties
                if (each.clause, each.procedure, each.round)
                == (moved.clause, moved.procedure, moved.round)
            ]
            assert duty.due is not None
            assert (duty.due.on, duty.due.latest, duty.due.certainty, duty.status) == (
                state.on,
                state.latest,
                state.certainty,
                state.status,
            )


def test_cases_come_in_the_order_given() -> None:
    cases = [_case("H106"), _case("H104")]
    found = calendar_diff(BEFORE_THE_EXTENSION, CHINA, cases, as_of=date(2020, 1, 28))
    assert [moved.case for moved in found] == ["H106", "H104"]
    assert found == gaf.calendar_diff(
        BEFORE_THE_EXTENSION, CHINA, iter(cases), as_of=date(2020, 1, 28)
    )


def test_the_json_form() -> None:
    moved: Moved
    [moved] = calendar_diff(BEFORE_THE_EXTENSION, CHINA, [_case("H104")], as_of=date(2020, 1, 28))
    data = moved.to_dict()
    assert data["before"] == {
        "on": "2020-02-07",
        "earliest": "2020-02-07",
        "latest": "2020-02-07",
        "certainty": "final",
        "status": "open",
    }
    assert data["days"][0] == {
        "on": "2020-01-31",
        "before": "working",
        "after": "public_holiday",
        "notice": EXTENSION,
    }
    assert (data["case"], data["clause"], data["notices"]) == ("H104", "2.4.4c", [EXTENSION])


def test_an_interval_of_one_day_is_told_as_that_day() -> None:
    day = date(2027, 1, 6)
    state = DueState(on=None, earliest=day, latest=day, certainty="projected", status="open")
    assert str(state) == "2027-01-06 (projected)"
    assert str(evolve(state, latest=date(2027, 1, 8))) == "2027-01-06..2027-01-08 (projected)"
