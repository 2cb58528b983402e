"""The Regulation's days, against the notices that were published and calendars made by others."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import holidays
import pytest

from gaf_rules.calendar.notice import shipped_notices
from gaf_rules.calendar.regulation import (
    FIRST_YEAR,
    LAST_YEAR,
    VERSIONS,
    possible_festivals,
    statutory_day,
    statutory_festivals,
    version_in_force,
)
from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from pathlib import Path

_PUBLISHED = range(2004, 2027)


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(1999, 9, 18), "1999"),
        (date(2007, 12, 31), "1999"),
        (date(2008, 1, 1), "2007"),
        (date(2013, 12, 31), "2007"),
        (date(2014, 1, 1), "2013"),
        (date(2024, 12, 31), "2013"),
        (date(2025, 1, 1), "2024"),
        (date(2040, 6, 1), "2024"),
    ],
)
def test_a_version_is_in_force_from_its_effective_day_on(day: date, version: str) -> None:
    assert version_in_force(day).name == version


def test_versions_follow_one_another_and_take_effect_after_they_are_published() -> None:
    assert [v.name for v in VERSIONS] == ["1999", "2007", "2013", "2024"]
    assert [v.effective for v in VERSIONS] == sorted(v.effective for v in VERSIONS)
    assert all(v.promulgated <= v.effective for v in VERSIONS)
    # One version a year: `statutory_festivals` relies on it.
    assert {(v.effective.month, v.effective.day) for v in VERSIONS[1:]} == {(1, 1)}


_COUNTS_FROM_2008 = {"元旦": 1, "春节": 3, "清明节": 1, "劳动节": 1, "端午节": 1, "中秋节": 1}


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2007, {"元旦": 1, "春节": 3, "劳动节": 3}),
        (2008, _COUNTS_FROM_2008),
        (2013, _COUNTS_FROM_2008),
        (2014, _COUNTS_FROM_2008),
        (2024, _COUNTS_FROM_2008),
        (2025, _COUNTS_FROM_2008 | {"春节": 4, "劳动节": 2}),
    ],
)
def test_the_day_counts_of_each_version(year: int, days: dict[str, int]) -> None:
    assert {f.name: len(f.days) for f in statutory_festivals(year)} == days | {"国庆节": 3}


def test_spring_festival_begins_on_the_eve_where_the_version_gives_the_eve() -> None:
    first_of_the_year = {2013: date(2013, 2, 10), 2014: date(2014, 1, 31), 2025: date(2025, 1, 29)}
    begins = {year: statutory_festivals(year)[1].days[0] for year in first_of_the_year}
    assert begins == {
        2013: date(2013, 2, 9),
        2014: date(2014, 1, 31),
        2025: date(2025, 1, 28),
    }


@pytest.mark.parametrize("year", _PUBLISHED)
def test_every_statutory_day_lies_in_the_days_off_published_for_its_festival(year: int) -> None:
    published = [off for notice in shipped_notices() if notice.year == year for off in notice.off]
    names = {f.name for f in statutory_festivals(year)}
    assert names == {
        name for off in published for name in off.festival.split("、") if "纪念日" not in name
    }
    for festival in statutory_festivals(year):
        off = {day for o in published if festival.name in o.festival for day in o.days()}
        assert off.issuperset(festival.days), festival


def test_the_same_against_the_facts_beside_the_checkout(shared: Path) -> None:
    facts = json.loads((shared / "calendar" / "notices.json").read_text("utf-8"))["notices"]
    checked = 0
    for notice in facts:
        if notice["kind"] != "annual" or notice["year"] < 2008:
            continue
        for festival in statutory_festivals(notice["year"]):
            ranges = [o for o in notice["off"] if festival.name in o["festival"]]
            for day in festival.days:
                assert any(o["start"] <= day.isoformat() <= o["end"] for o in ranges), festival
                checked += 1
    assert checked == 17 * 11 + 2 * 13


def test_statutory_days_agree_with_another_library_as_far_as_it_knows_them() -> None:
    years = [year for year in range(2008, 2100) if len(possible_festivals(year)) == 1]
    theirs = holidays.country_holidays("CN", years=years)
    for year in years:
        for festival in statutory_festivals(year):
            assert all(day in theirs for day in festival.days), festival


def test_days_of_a_festival_follow_one_another_and_lie_in_its_year() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        festivals = statutory_festivals(year)
        rules = version_in_force(date(year, 1, 1)).rules
        assert sum(len(f.days) for f in festivals) == sum(rule.days for rule in rules)
        for festival in festivals:
            assert {day.year for day in festival.days} == {year}
            for day, following in pairwise(festival.days):
                assert following - day == timedelta(1)


def test_a_day_that_two_festivals_share_carries_both_names() -> None:
    assert statutory_day(date(2009, 10, 3)) == "中秋节、国庆节"
    assert statutory_day(date(2009, 10, 4)) is None


@pytest.mark.parametrize("year", [0, 1999, 2200, 10_000])
def test_a_year_without_regulation_or_tables_is_refused(year: int) -> None:
    with pytest.raises(CalendarHorizonError) as caught:
        statutory_festivals(year)
    assert caught.value.missing_year == year
    assert str(LAST_YEAR) in caught.value.text("zh")


def test_before_the_1999_version_no_version_is_known() -> None:
    with pytest.raises(CalendarHorizonError):
        version_in_force(date(1999, 9, 17))
