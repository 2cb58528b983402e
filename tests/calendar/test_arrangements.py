"""The arrangements of the days off: every published one is among them, and each keeps the rules."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from pinned import CHINA
from projection_measure import hoods, swap, table

from gaf_rules.calendar.arrangements import DAYS_AFTER, DAYS_BEFORE, neighbourhoods
from gaf_rules.calendar.regulation import (
    FIRST_YEAR,
    LAST_YEAR,
    possible_festivals,
    statutory_festivals,
)


def test_the_two_decisions_are_the_only_days_that_no_arrangement_explains() -> None:
    unexplained: set[date] = set()
    members = set()
    for hood in hoods(range(2004, 2027)):
        if swap(CHINA, hood) not in hood.swaps:
            unexplained.add(hood.festivals[0].days[0])
        members |= {date.fromordinal(day) for day in range(hood.first, hood.last + 1)}
    assert unexplained == {date(2020, 1, 25)}
    moved = {
        day
        for day in table().days(date(2004, 1, 1), date(2026, 12, 31))
        if CHINA.is_working_day(day) is (day.weekday() >= 5)
    }
    assert moved - members == {date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 6)}
    without = table().without_decrees()
    for hood in hoods(range(2004, 2027)):
        assert swap(without, hood) in hood.swaps


def test_the_labour_day_of_2019_changed_in_march_is_one_of_the_arrangements() -> None:
    hood = neighbourhoods(2019)[3]
    assert hood.festivals[0].name == "劳动节"
    announced = CHINA.as_known_on(date(2019, 3, 21))
    assert swap(announced, hood) != swap(CHINA, hood)
    assert {swap(announced, hood), swap(CHINA, hood)} <= {*hood.swaps}


@pytest.mark.parametrize("year", [2008, 2012, 2020, 2025, 2026, 2027, 2033, LAST_YEAR - 1])
def test_every_arrangement_keeps_the_rules(year: int) -> None:
    about = neighbourhoods(year)
    for hood, following in pairwise(about):
        assert hood.last < following.first
    assert {f for hood in about for f in hood.festivals} == {*statutory_festivals(year)}
    for hood in about:
        statutory = [day.toordinal() for f in hood.festivals for day in f.days]
        assert min(statutory) - DAYS_BEFORE <= hood.first
        assert hood.last <= max(statutory) + DAYS_AFTER
        for off, made_up in hood.swaps:
            days = range(hood.first, hood.last + 1)
            weekdays = {day for day in days if date.fromordinal(day).weekday() < 5}
            off_days = {day for day in days if off >> day - hood.first & 1}
            worked = {day for day in days if made_up >> day - hood.first & 1}
            assert off_days <= weekdays
            assert not worked & (weekdays | {*statutory})
            assert {day for day in statutory if day in weekdays} <= off_days
            assert len(off_days) - len(worked) == len(statutory)


@pytest.mark.parametrize("year", [2001, 2006, 2007, 2008, 2026, 2031])
def test_a_festival_of_one_day_has_three_days_off_at_most(year: int) -> None:
    for hood in neighbourhoods(year):
        first, *others = hood.festivals
        if not others and len(first.days) == 1 and first.name != "劳动节":
            assert max(off.bit_count() for off, _ in hood.swaps) <= 3


@pytest.mark.parametrize("year", [2020, 2031])
def test_two_runs_that_meet_make_nine_days_at_most(year: int) -> None:
    """Mid-Autumn on the first day of National Day: that day is in both, and they are one run."""
    (hood,) = [each for each in neighbourhoods(year) if len(each.festivals) > 1]
    spans = {off.bit_length() - (off & -off).bit_length() + 1 for off, _ in hood.swaps}
    assert max(spans) == 9


def test_a_festival_that_may_be_on_either_day_has_the_arrangements_of_both() -> None:
    """Three days from the later one on are an arrangement of that day alone."""
    (year,) = [each for each in range(2027, LAST_YEAR) if len(possible_festivals(each)) > 1]
    ways = [{day for festival in way for day in festival.days} for way in possible_festivals(year)]
    (earlier,), (later,) = ways[0] - ways[1], ways[1] - ways[0]
    hood = next(
        each for each in neighbourhoods(year) if each.first <= later.toordinal() <= each.last
    )
    # It is named by the earlier one.
    assert earlier in {day for festival in hood.festivals for day in festival.days}
    for first in (earlier, later):
        last = first.toordinal() + 2
        assert any(off >> last - hood.first & 1 for off, _ in hood.swaps)


def test_the_farthest_days_that_were_worked_are_those_of_the_rule() -> None:
    """Sunday, 23 April 2023, and Saturday, 11 May 2024, for 1 May: counted from the nearest festival."""
    festive = [
        day for year in range(2008, 2028) for each in statutory_festivals(year) for day in each.days
    ]
    away = {
        day: min(((day - other).days for other in festive), key=abs)
        for day in (date(2008, 1, 1) + timedelta(days=n) for n in range(19 * 365))
        if CHINA.day(day).kind == "make_up_working_day"
    }
    del away[date(2015, 9, 6)]  # for a day off by decree
    assert max(away.values()) == away[date(2024, 5, 11)] == 10 == DAYS_AFTER
    assert min(away.values()) == away[date(2023, 4, 23)] == -8 == -DAYS_BEFORE


def test_no_day_lies_in_two_neighbourhoods_in_any_year_of_the_table() -> None:
    """In eight of the two hundred years two of them would have one day alone in common."""
    every = hoods(range(FIRST_YEAR, LAST_YEAR + 1))
    assert all(one.last < other.first for one, other in pairwise(every))
