"""Certified intervals: what they promise, what makes them certain, and where they end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pinned import CHINA
from projection_measure import hoods, table

from gaf_rules.calendar.arrangements import Neighbourhood, neighbourhoods
from gaf_rules.calendar.day import DateBounds
from gaf_rules.calendar.notice import DaysOff, DayWorked, Notice
from gaf_rules.calendar.overlay import Overlay
from gaf_rules.calendar.projection import bounds_after, bounds_before, classify
from gaf_rules.calendar.regulation import LAST_YEAR
from gaf_rules.values.errors import CalendarHorizonError, CaseError

_ONE_DAY = timedelta(1)


@st.composite
def _futures(draw: st.DrawFn) -> dict[date, bool]:
    """One possible course of 2027 to 2029: an arrangement for each neighbourhood."""
    works = {day: day.weekday() < 5 for day in table().days(date(2026, 12, 24), date(2029, 12, 23))}
    for hood in hoods(range(2027, 2030)):
        off, made_up = draw(st.sampled_from(hood.swaps))
        for bit in range(hood.last - hood.first + 1):
            day = date.fromordinal(hood.first + bit)
            works[day] = bool(made_up >> bit & 1) or (works[day] and not off >> bit & 1)
    return works


@given(works=_futures(), start=st.dates(date(2026, 12, 24), date(2029, 6, 1)), n=st.integers(1, 90))
def test_whatever_the_notices_will_choose_the_date_lies_in_the_interval(
    works: dict[date, bool], start: date, n: int
) -> None:
    ahead = [day for day in works if works[day] and day > start]
    assert _contains(bounds_after(CHINA, start, n), ahead[n - 1])
    behind = [day for day in works if works[day] and day < start]
    if n <= len(behind):
        assert _contains(bounds_before(CHINA, start, n), behind[-n])
    kind = classify(CHINA, start)[0]
    assert kind == "undetermined" or (kind == "working") is works[start]


def test_both_ends_of_an_interval_are_reached_by_some_arrangement() -> None:
    hood = neighbourhoods(2027)[1]
    start = date(2027, 1, 20)
    for n in range(1, 25):
        reached = set()
        for off, made_up in hood.swaps:
            days = [start + _ONE_DAY * (i + 1) for i in range(60)]
            reached.add([day for day in days if _works(day, hood, off, made_up)][n - 1])
        bounds = bounds_after(CHINA, start, n)
        assert (bounds.earliest, bounds.latest) == (min(reached), max(reached))


# --- certainty --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "n", "certainty"),
    [
        (date(2026, 12, 1), 16, "final"),
        (date(2026, 12, 22), 1, "final"),
        (date(2026, 12, 22), 2, "provisional"),
        (date(2026, 12, 23), 6, "provisional"),
        (date(2026, 12, 23), 7, "projected"),
        (date(2026, 12, 31), 1, "projected"),
        (date(2027, 3, 1), 5, "projected"),
    ],
)
def test_certainty_forward(start: date, n: int, certainty: str) -> None:
    bounds = bounds_after(CHINA, start, n)
    assert bounds.certainty == certainty
    assert CHINA.bounds_after(start, n) == bounds
    if certainty != "projected":
        assert _contains(bounds, CHINA.nth_working_day_after(start, n))


@pytest.mark.parametrize(
    ("start", "n", "certainty"),
    [
        (date(2026, 12, 24), 1, "final"),
        (date(2026, 12, 25), 1, "provisional"),
        (date(2027, 1, 1), 10, "provisional"),
        (date(2027, 1, 2), 10, "projected"),
        (date(2027, 3, 20), 1, "projected"),
    ],
)
def test_certainty_backward(start: date, n: int, certainty: str) -> None:
    bounds = bounds_before(CHINA, start, n)
    assert bounds.certainty == certainty
    assert CHINA.bounds_before(start, n) == bounds


def test_a_final_interval_is_the_date_itself() -> None:
    for start in table().days(date(2026, 9, 1), date(2026, 12, 10)):
        exact = CHINA.nth_working_day_after(start, 7)
        assert bounds_after(CHINA, start, 7) == _exact(exact)
        exact = CHINA.nth_working_day_before(start, 7)
        assert bounds_before(CHINA, start, 7) == _exact(exact)


def test_a_provisional_date_spans_what_the_next_notice_did() -> None:
    """The notice for 2019 made Saturday 29 December 2018 a working day, and the 31st a day off."""
    then = CHINA.as_known_on(date(2018, 12, 3))
    start = date(2018, 12, 24)
    bounds = bounds_after(then, start, 5)
    assert bounds.certainty == "provisional"
    assert then.nth_working_day_after(start, 5) == date(2018, 12, 31)
    assert CHINA.nth_working_day_after(start, 5) == date(2018, 12, 29)
    assert (bounds.earliest, bounds.latest) == (date(2018, 12, 29), date(2019, 1, 3))
    assert classify(then, date(2018, 12, 29)) == ("undetermined", "元旦")
    assert classify(then, date(2018, 12, 24)) == ("working", None)


@pytest.mark.parametrize(
    ("day", "kind", "festival"),
    [
        (date(2026, 12, 26), "undetermined", "元旦"),
        (date(2027, 1, 1), "public_holiday", "元旦"),
        (date(2027, 1, 20), "working", None),
        (date(2027, 1, 23), "weekend", None),
        (date(2027, 2, 5), "public_holiday", "春节"),
        (date(2027, 2, 9), "public_holiday", "春节"),
        (date(2027, 2, 12), "undetermined", "春节"),
        (date(2027, 7, 1), "working", None),
        (date(2027, 9, 15), "public_holiday", "中秋节"),
        (date(2027, 9, 26), "undetermined", "中秋节、国庆节"),
        (date(2026, 10, 1), "public_holiday", "国庆节"),
        (date(2026, 10, 10), "make_up_working_day", "国庆节"),
        (date(2031, 10, 1), "public_holiday", "中秋节、国庆节"),
    ],
)
def test_what_is_certain_of_a_day(day: date, kind: str, festival: str | None) -> None:
    assert classify(CHINA, day) == (kind, festival)


def test_a_later_date_or_a_longer_period_never_ends_earlier() -> None:
    for days_on in range(400):
        start = date(2026, 12, 1) + _ONE_DAY * days_on
        for n in (1, 10, 30):
            here, longer = bounds_after(CHINA, start, n), bounds_after(CHINA, start, n + 1)
            later = bounds_after(CHINA, start + _ONE_DAY, n)
            assert here.earliest < longer.earliest
            assert here.latest < longer.latest
            assert here.earliest <= later.earliest
            assert here.latest <= later.latest


# --- what is decided before its year ------------------------------------------------------------


def test_a_decree_for_a_year_without_its_notice_holds() -> None:
    decree = Notice(
        year=2027,
        title="A day off of its own",
        kind="extra",
        issued=date(2026, 6, 1),
        off=[DaysOff(festival="纪念日", start=date(2027, 7, 5), end=date(2027, 7, 6))],
        work=[DayWorked(festival="纪念日", on=date(2027, 7, 10))],
    )
    cal = CHINA.with_notice(decree)
    assert classify(cal, date(2027, 7, 5)) == ("public_holiday", "纪念日")
    assert classify(cal, date(2027, 7, 10)) == ("working", None)
    start = date(2027, 7, 2)
    assert bounds_after(CHINA, start, 1).latest == date(2027, 7, 5)
    assert bounds_after(cal, start, 1).earliest == date(2027, 7, 7)
    assert bounds_before(cal, date(2027, 7, 12), 1).latest == date(2027, 7, 10)
    assert bounds_before(cal, date(2027, 7, 7), 1).latest == date(2027, 7, 2)


def test_a_decree_inside_a_neighbourhood_leaves_the_rest_open() -> None:
    decree = Notice(
        year=2027,
        title="An earlier decision on one day",
        kind="extra",
        issued=date(2026, 6, 1),
        off=[DaysOff(festival="春节", start=date(2027, 2, 4), end=date(2027, 2, 4))],
    )
    cal = CHINA.with_notice(decree)
    assert classify(CHINA, date(2027, 2, 4))[0] == "undetermined"
    assert classify(cal, date(2027, 2, 4)) == ("public_holiday", "春节")
    for start in (date(2027, 1, 25), date(2027, 2, 3), date(2027, 2, 10), date(2027, 3, 1)):
        for n in (3, 10, 20):
            free, held = bounds_after(CHINA, start, n), bounds_after(cal, start, n)
            assert held.latest >= free.earliest
            assert held.earliest >= free.earliest


def test_regional_days_past_the_last_notice_hold_for_their_place_only() -> None:
    overlay = Overlay(
        place="460200", kind="local_holiday", off=[date(2027, 3, 24)], work=[], source="a test"
    )
    cal = CHINA.with_overlay(overlay)
    start = date(2027, 3, 23)
    assert cal.bounds_after(start, 1).latest == date(2027, 3, 24)
    assert cal.bounds_after(start, 1, place="460200").earliest == date(2027, 3, 25)
    assert cal.bounds_before(date(2027, 3, 25), 1, place="460200").latest == start


# --- the edges ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "n"),
    [
        (date(2003, 12, 31), 1),
        (date(2200, 3, 1), 1),
        (date(2199, 12, 20), 10),
        (date(2030, 1, 1), 10**7),
        (date(9999, 12, 31), 1),
    ],
)
def test_past_the_edges_the_interval_is_refused(start: date, n: int) -> None:
    with pytest.raises(CalendarHorizonError):
        bounds_after(CHINA, start, n)


@pytest.mark.parametrize("start", [date(2003, 12, 31), date(2200, 3, 1), date(9999, 12, 31)])
def test_past_the_edges_a_day_and_a_count_back_are_refused(start: date) -> None:
    with pytest.raises(CalendarHorizonError):
        bounds_before(CHINA, start, 1)
    with pytest.raises(CalendarHorizonError):
        classify(CHINA, start)


def test_a_count_back_past_the_first_day_covered_is_refused() -> None:
    with pytest.raises(CalendarHorizonError):
        bounds_before(CHINA, date(2027, 3, 1), 10_000)


def test_to_the_last_year_of_the_tables_there_is_an_answer() -> None:
    start = date(LAST_YEAR, 7, 1)
    day = date(2199, 7, 15)
    after = bounds_after(CHINA, start, 10)
    assert after == DateBounds(earliest=day, latest=day, certainty="projected")
    assert _contains(bounds_before(CHINA, day + _ONE_DAY, 11), start)


def test_a_long_count_back_from_afar_ends_where_a_count_forward_begins() -> None:
    before = bounds_before(CHINA, date(2051, 7, 1), 6000)
    assert (before.width, before.certainty) == (0, "projected")
    assert date(2026, 12, 31) < before.latest < date(2028, 1, 1)
    assert _contains(bounds_after(CHINA, before.latest, 6000), date(2051, 7, 3))


def test_a_count_that_outruns_the_first_timeline_goes_on_in_a_longer_one() -> None:
    start = date(2027, 3, 1)
    bounds = bounds_after(CHINA, start, 700)
    assert date(2029, 12, 1) < bounds.earliest <= bounds.latest < date(2030, 3, 1)
    assert _contains(bounds_before(CHINA, bounds.latest + _ONE_DAY, 700), date(2027, 3, 2))


def test_counting_from_the_end_of_a_year_knows_the_new_year_to_come() -> None:
    bounds = bounds_before(CHINA, date(2028, 12, 30), 3)
    assert _contains(bounds, date(2028, 12, 27))
    assert bounds.certainty == "projected"
    assert _contains(bounds_after(CHINA, date(2028, 12, 28), 2), date(2029, 1, 2))


def test_counting_back_runs_on_into_the_final_part() -> None:
    """From 24 December to 19 January lie 19 weekdays, of which New Year takes one."""
    bounds = bounds_before(CHINA, date(2027, 1, 20), 40)
    true = CHINA.nth_working_day_before(date(2026, 12, 24), 40 - (19 - 1))
    assert bounds == DateBounds(earliest=true, latest=true, certainty="projected")


def test_a_calendar_that_knows_no_notice_still_has_intervals() -> None:
    cal = CHINA.as_known_on(date(2000, 1, 1))
    assert cal.coverage.first == date(2004, 1, 1)
    assert bounds_after(cal, date(2004, 3, 1), 10) == DateBounds(
        earliest=date(2004, 3, 15), latest=date(2004, 3, 15), certainty="projected"
    )
    assert bounds_after(cal, date(2004, 1, 1), 1).earliest == date(2004, 1, 2)
    assert bounds_before(cal, date(2004, 3, 15), 10).latest == date(2004, 3, 1)
    with pytest.raises(CalendarHorizonError):
        bounds_before(cal, date(2004, 1, 5), 10)


@pytest.mark.parametrize("n", [0, -1, True, 1.0])
def test_a_count_is_a_whole_number_from_one(n: Any) -> None:
    for bounds in (bounds_after, bounds_before):
        with pytest.raises(CaseError):
            bounds(CHINA, date(2027, 3, 1), n)


def test_a_moment_is_no_day() -> None:
    for ask in (bounds_after, bounds_before):
        with pytest.raises(CaseError):
            ask(CHINA, datetime(2027, 3, 1, 9), 1)
    with pytest.raises(CaseError):
        classify(CHINA, datetime(2027, 3, 1, 9))


# --- helpers ------------------------------------------------------------------------------------


def _works(day: date, hood: Neighbourhood, off: int, made_up: int) -> bool:
    bit = day.toordinal() - hood.first
    if 0 <= bit <= hood.last - hood.first:
        return bool(made_up >> bit & 1) or (day.weekday() < 5 and not off >> bit & 1)
    return day.weekday() < 5


def _contains(bounds: DateBounds, day: date) -> bool:
    return bounds.earliest <= day <= bounds.latest


def _exact(day: date) -> DateBounds:
    return DateBounds(earliest=day, latest=day, certainty="final")
