"""A calendar made from one of workalendar: within its years it is theirs, past them it says nothing."""

from __future__ import annotations

import json
import pickle
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from audit_tables import expected, found_by, frames
from hypothesis import given
from hypothesis import strategies as st
from workalendar.america import Brazil
from workalendar.asia import Israel, Japan
from workalendar.europe import France, UnitedKingdom
from workalendar.usa import UnitedStates
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.calendar import DaysOff, Notice, Overlay, WorkingCalendar
from gaf_rules.values.errors import CalendarHorizonError, IllegalEventError

_THEIRS: dict[str, Any] = {
    type(cal).__name__: cal
    for cal in (UnitedKingdom(), France(), Israel(), UnitedStates(), Brazil(), Japan())
}
_OF_CHINA = ("国务院", "State Council", "春节", "元旦", "清明", "Spring Festival", "通知", "notice")


@cache
def _held(name: str, *years: int) -> WorkingCalendar:
    return WorkingCalendar.from_workalendar(_THEIRS[name], years)


def _says_nothing_of_china(text: str) -> None:
    assert [word for word in _OF_CHINA if word in text] == []


@given(
    name=st.sampled_from(sorted(_THEIRS)),
    d=st.dates(date(2026, 1, 1), date(2029, 3, 1)),
    n=st.integers(1, 60),
    forward=st.booleans(),
)
def test_every_answer_is_that_of_the_longer_calendar_or_a_refusal(
    name: str, d: date, n: int, *, forward: bool
) -> None:
    short, long = _held(name, 2026, 2027), _held(name, *range(2025, 2031))
    ask, count = (
        ("bounds_after", "nth_working_day_after")
        if forward
        else ("bounds_before", "nth_working_day_before")
    )
    refused: CalendarHorizonError | None = None
    try:
        found = getattr(short, ask)(d, n)
    except CalendarHorizonError as error:
        refused = error
    else:
        truth = getattr(long, count)(d, n)
        assert (found.earliest, found.latest, found.certainty) == (truth, truth, "final")
    if refused is not None:
        _says_nothing_of_china(refused.zh + refused.en)
        assert name in refused.zh
        assert name in refused.en
        assert refused.missing_year in {2025, 2028}
    if d <= short.coverage.published_through:
        assert short.day(d) == long.day(d)
        assert short.day(d).certainty == "final"
    else:
        with pytest.raises(CalendarHorizonError):
            short.day(d)


def test_the_last_days_of_its_last_december_are_final() -> None:
    cal = _held("UnitedKingdom", 2026, 2027)
    assert cal.coverage.final_through == cal.coverage.published_through == date(2027, 12, 31)
    assert {info.certainty for info in cal.history(date(2027, 12, 28))} == {"final"}
    assert cal.bounds_after(date(2027, 12, 20), 7).latest == date(2027, 12, 31)


def test_its_years_are_known_on_every_day() -> None:
    cal = _held("UnitedKingdom", 2026, 2027)
    known = cal.as_known_on(date(2026, 3, 1))
    assert known.coverage == cal.coverage
    later = Notice(
        year=2028,
        title="a decision",
        issued=date(2026, 6, 1),
        off=[DaysOff(festival="Early May", start=date(2028, 5, 1), end=date(2028, 5, 1))],
    )
    longer = cal.with_notice(later)
    assert longer.coverage.published_through == date(2028, 12, 31)
    assert longer.as_known_on(date(2026, 3, 1)).coverage == cal.coverage


def test_another_week_is_a_week_and_nothing_made_up() -> None:
    cal = _held("Israel", 2026)
    friday, sunday = cal.day(date(2026, 3, 6)), cal.day(date(2026, 3, 8))
    assert (friday.kind, friday.festival) == ("weekend", None)
    assert (sunday.kind, sunday.festival) == ("working", None)
    assert {cal.day(date(2026, 1, 1) + timedelta(i)).kind for i in range(365)} == {
        *("working", "weekend", "public_holiday"),
    }


def test_it_is_another_calendar_than_one_of_the_same_notices() -> None:
    cal = _held("UnitedKingdom", 2026, 2027)
    of_china = WorkingCalendar(notices=cal.notices)
    assert cal != of_china
    assert cal.sha256 != of_china.sha256
    again = pickle.loads(pickle.dumps(cal))  # noqa: S301 - our own
    assert (again, again.foreign, again.coverage) == (cal, "UnitedKingdom", cal.coverage)


def test_days_of_a_place_past_its_years_count_as_a_change() -> None:
    overlay = Overlay(
        place="460100",
        kind="closure",
        off=(date(2027, 6, 1), date(2028, 2, 1)),
        work=(),
        source="a decision",
    )
    cal = _held("UnitedKingdom", 2026, 2027).with_overlay(overlay)
    changed = cal.overlay_days(
        "460100", "closure", after=date(2026, 1, 1), through=date(2028, 12, 31)
    )
    assert changed == overlay.off


def test_pictures_of_it_name_where_its_days_come_from() -> None:
    cal = _held("Israel", 2026)
    for lang in ("zh", "en"):
        _says_nothing_of_china(cal.to_html(2026, lang))
    _says_nothing_of_china(cal._repr_html_())
    assert "workalendar Israel 2026" in cal.to_html(2026)


# In step with the days of the week, so that what is worked in a case is worked in its copy.
_SHIFT = timedelta(364)


def _moved(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _moved(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner) for inner in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return (date.fromisoformat(value) + _SHIFT).isoformat()
    return value


def _cases(calendar: WorkingCalendar) -> list[gaf.Case]:
    """The worked cases moved, as far as every event of them lies in a calendar's years."""
    found = []
    for worked in worked_cases():
        if worked.error is None:
            case = gaf.Case.from_dict(_moved(worked.document))
            if case.events and all(event.on in calendar.coverage for event in case.events):
                found.append(case)
    return found


@pytest.mark.parametrize("name", ["UnitedKingdom", "Israel"])
def test_a_case_that_runs_past_its_years_says_nothing_of_china_and_no_false_day(name: str) -> None:
    short, long = _held(name, 2026, 2027), _held(name, *range(2026, 2031))
    late = 0
    for case in _cases(short):
        as_of = max(event.on for event in case.events)
        try:
            truth = gaf.assess(case, as_of=as_of, calendar=long)
        except IllegalEventError:  # the days of another country can make it so
            continue
        told = gaf.assess(case, as_of=as_of, calendar=short)
        text = json.dumps(told.to_dict(), ensure_ascii=False)
        assert "国务院" not in text
        assert "State Council" not in text
        for duty, other in zip(told.duties, truth.duties, strict=True):
            assert (duty.clause, duty.bearer) == (other.clause, other.bearer)
            if duty.due is None or other.due is None:
                assert duty.due is None
                continue
            late += duty.due.certainty == "projected"
            if duty.due.on is not None:
                assert (duty.due.on, duty.due.certainty) == (other.due.on, "final")
            if duty.due.safe_on is not None and other.due.on is not None:
                assert duty.due.safe_on <= other.due.on
    assert late > 0


@pytest.mark.parametrize("as_of", [date(2027, 6, 1), date(2027, 12, 30), date(2028, 3, 1)])
def test_an_audit_with_it_gives_what_each_case_gives(as_of: date) -> None:
    closed = Overlay(
        place="460000",
        kind="closure",
        off=(date(2027, 12, 29), date(2028, 1, 5)),
        work=(),
        source="a decision",
    )
    calendar = _held("UnitedKingdom", 2026, 2027).with_overlay(closed)
    cases = _cases(calendar)
    audited = found_by(gaf.audit(*frames(cases), as_of=as_of, calendar=calendar))
    assert audited == [expected(case, as_of=as_of, calendar=calendar) for case in cases]
