"""`roll`: a day off moves to a working day, a working day stays; against a walk day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gaf_rules as gaf

CALENDAR = gaf.CHINA.as_known_on(date(2025, 12, 1))
_ONE = timedelta(days=1)


def _walked(day: date, step: timedelta) -> date:
    while not CALENDAR.is_working_day(day):
        day += step
    return day


@given(st.dates(date(2004, 2, 1), date(2026, 12, 20)))
def test_roll_is_a_walk_to_the_next_working_day(day: date) -> None:
    following, preceding = _walked(day, _ONE), _walked(day, -_ONE)
    assert CALENDAR.roll(day, "following") == following
    assert CALENDAR.roll(day, "preceding") == preceding
    nearest = preceding if day - preceding < following - day else following
    assert CALENDAR.roll(day, "nearest") == nearest


def test_a_day_of_another_class_comes_back_as_a_plain_one() -> None:
    class OwnDate(date):
        pass

    for day in (OwnDate(2026, 3, 2), OwnDate(2026, 3, 1)):  # a Monday that is worked, a Sunday
        for convention in ("following", "preceding", "nearest"):
            assert type(CALENDAR.roll(day, convention)) is date


def test_of_two_equally_near_the_following() -> None:
    sunday = date(2026, 5, 3)  # days off from 1 to 5 May: 30 April and 6 May are three days away
    assert CALENDAR.roll(sunday, "nearest") == date(2026, 5, 6)


def test_a_place_has_its_own_days() -> None:
    day = date(2014, 4, 2)
    assert gaf.CHINA.roll(day, "following") == day
    assert gaf.CHINA.roll(day, "following", place="460200") > day


def test_what_rolls_out_of_coverage_is_refused() -> None:
    with pytest.raises(gaf.CalendarHorizonError):
        CALENDAR.roll(date(2004, 1, 1), "preceding")
    with pytest.raises(gaf.CalendarHorizonError):
        CALENDAR.roll(date(2027, 1, 1), "following")


@pytest.mark.parametrize("convention", ["modified following", "", None, 1])
def test_another_convention_is_refused(convention: object) -> None:
    with pytest.raises(gaf.CaseError, match=r"\$convention"):
        CALENDAR.roll(date(2026, 3, 9), convention)  # type: ignore[arg-type]  # the point
