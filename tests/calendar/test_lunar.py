"""The table of lunar years: made by two libraries, checked by others and by what was published."""

from __future__ import annotations

import importlib.util
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from notice_arrangements import notices
from notice_renderer import render
from pinned import CHINA, NOTICES
from workalendar.core import LunarDate
from workalendar.precomputed_astronomy import solar_term

from gaf_rules.calendar import parse_notice
from gaf_rules.calendar.arrangements import Neighbourhood, neighbourhoods
from gaf_rules.calendar.projection import bounds_after, bounds_before, classify
from gaf_rules.calendar.regulation import (
    FIRST_YEAR,
    LAST_YEAR,
    Festival,
    lunar_days,
    possible_festivals,
    qingming_days,
    statutory_day,
    statutory_festivals,
)
from gaf_rules.values.errors import NoticeError

if TYPE_CHECKING:
    from pathlib import Path

    from gaf_rules.calendar.day import DateBounds
    from gaf_rules.calendar.notice import Notice

pytestmark = pytest.mark.no_cover  # long comparisons: what they run through is measured elsewhere

_ONE = timedelta(1)
_OPEN = {2089: "中秋节", 2199: "清明节"}
# The last year of the table that workalendar's lunar days come from, and of its solar terms.
_MOON_KNOWN, _TERM_KNOWN = 2099, 2051


# --- right --------------------------------------------------------------------------------------


def test_the_table_is_what_the_two_libraries_give(root: Path) -> None:
    path = root / "scripts" / "lunar_table.py"
    spec = importlib.util.spec_from_file_location("lunar_table", path)
    assert spec is not None
    assert spec.loader is not None
    script: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.TARGET.read_text("utf-8") == script.rendered(), "run scripts/lunar_table.py"


def test_every_day_of_a_century_is_the_lunar_day_that_a_third_library_says() -> None:
    of_solar = getattr(LunarDate, "from_solar_date", None) or LunarDate.fromSolarDate
    day = date(2000, 2, 5)
    while day.year <= _MOON_KNOWN:
        theirs = of_solar(day.year, day.month, day.day)
        if not getattr(theirs, "is_leap_month", False):
            ours = lunar_days(theirs.year, theirs.month, theirs.day)
            assert day in ours, (day, theirs)
            assert len(ours) == 1 or day.year in {2057, 2089, 2097}
        day += _ONE


def test_qingming_is_the_day_that_a_third_library_says() -> None:
    # Hong Kong and Taipei keep China's time all year; their table has no city of the mainland.
    for year in range(FIRST_YEAR, _TERM_KNOWN + 1):
        for zone in ("Asia/Hong_Kong", "Asia/Taipei"):
            assert qingming_days(year) == (solar_term(year, 15, zone),)


def test_the_festivals_that_were_published_fell_on_these_days() -> None:
    seen = 0
    for notice in NOTICES:
        if notice.kind != "annual":
            continue
        for festival in statutory_festivals(notice.year):
            if festival.name in {"春节", "清明节", "端午节", "中秋节"}:
                off = {d for o in notice.off if festival.name in o.festival for d in o.days()}
                assert off.issuperset(festival.days), (notice.year, festival)
                seen += 1
    assert seen == 4 + 19 * 4  # Spring Festival alone until 2007, then the four


def test_a_month_has_29_or_30_days_and_one_year_follows_the_other() -> None:
    for year in range(FIRST_YEAR - 1, LAST_YEAR + 1):
        for month in range(1, 13):
            assert lunar_days(year, month, 29)
            assert not lunar_days(year, month, 31)
        if year < LAST_YEAR:
            last = lunar_days(year, 12, 30) or lunar_days(year, 12, 29)
            assert lunar_days(year + 1, 1, 1) == (last[0] + _ONE,)
    with pytest.raises(KeyError):
        lunar_days(LAST_YEAR + 1, 1, 1)


# --- open ---------------------------------------------------------------------------------------


def test_the_months_that_begin_too_close_to_midnight_have_two_first_days() -> None:
    years = range(FIRST_YEAR - 1, LAST_YEAR + 1)
    found = {(y, m): lunar_days(y, m, 1) for y in years for m in range(1, 13)}
    pairs = {month: days for month, days in found.items() if len(days) > 1}
    assert [*pairs] == [
        (2057, 9), (2089, 8), (2097, 7), (2115, 2), (2116, 4), (2133, 9), (2165, 11), (2172, 9),
    ]  # fmt: skip
    assert all(abs(first - other) == _ONE for first, other in pairs.values())


def test_a_festival_is_open_in_two_years_alone() -> None:
    for year in range(FIRST_YEAR, LAST_YEAR + 1):
        ways = possible_festivals(year)
        assert len(ways) == 1 + (year in _OPEN)
        assert ways[0] == statutory_festivals(year)
        changed = {f.name for way in ways for f in way if f not in ways[0]}
        assert changed == ({_OPEN[year]} if year in _OPEN else set())


@pytest.mark.parametrize(
    ("days", "festival"),
    [
        ((date(2089, 9, 18), date(2089, 9, 19)), "中秋节"),
        ((date(2199, 4, 4), date(2199, 4, 5)), "清明节"),
    ],
)
def test_of_an_open_festival_neither_day_is_certain(days: tuple[date, ...], festival: str) -> None:
    for day in days:
        assert statutory_day(day) is None
        kind, named = classify(CHINA, day)
        assert kind == "undetermined"
        assert festival in (named or "")


@lru_cache(maxsize=8)
def _hoods_of(way: tuple[Festival, ...]) -> tuple[Neighbourhood, ...]:
    """The neighbourhoods as they would be if nothing were open."""
    from gaf_rules.calendar import arrangements

    return tuple(map(arrangements._neighbourhood, arrangements._groups(way)))


def _around(hood: Neighbourhood, swap: tuple[int, int]) -> list[date]:
    """The working days of a neighbourhood, and of a week beside it, where this came true."""
    off, made_up = swap
    found = []
    for ordinal in range(hood.first - 7, hood.last + 8):
        bit, day = ordinal - hood.first, date.fromordinal(ordinal)
        within = hood.first <= ordinal <= hood.last
        made = within and made_up >> bit & 1
        if made or (day.weekday() < 5 and not (within and off >> bit & 1)):
            found.append(day)
    return found


@pytest.mark.parametrize("year", [*_OPEN])
@pytest.mark.parametrize("way", [0, 1])
def test_whichever_day_it_will_be_the_date_lies_in_the_interval(year: int, way: int) -> None:
    hoods = _hoods_of(possible_festivals(year)[way])
    hood = next(h for h in hoods if _OPEN[year] in {f.name for f in h.festivals})
    for swap in hood.swaps[:: max(1, len(hood.swaps) // 400)]:
        days = _around(hood, swap)
        for at, day in enumerate(days):
            for n in (1, 4, 9):
                forward, back = _intervals(day, n)
                if at + n < len(days):
                    assert forward.earliest <= days[at + n] <= forward.latest
                if at >= n:
                    assert back.earliest <= days[at - n] <= back.latest


@lru_cache(maxsize=4096)
def _intervals(day: date, n: int) -> tuple[DateBounds, DateBounds]:
    return bounds_after(CHINA, day, n), bounds_before(CHINA, day, n)


def test_an_open_festival_makes_its_interval_wider_and_no_other() -> None:
    for year, festival in _OPEN.items():
        (open_hood,) = (
            h for h in neighbourhoods(year) if festival in {f.name for f in h.festivals}
        )
        for way in possible_festivals(year):
            for alone in _hoods_of(way):
                within = next(h for h in neighbourhoods(year) if h.first <= alone.first <= h.last)
                assert (within is open_hood) is (len(within.swaps) > len(alone.swaps))
                assert within.first <= alone.first <= alone.last <= within.last


# --- used ---------------------------------------------------------------------------------------


@given(notice=notices(first=2052, last=2198))
def test_a_notice_of_a_later_year_is_read_too(notice: Notice) -> None:
    if notice.year not in _OPEN:
        assert parse_notice(render(notice), year=notice.year) == notice


@pytest.mark.parametrize("year", [*_OPEN])
def test_a_notice_of_a_year_with_an_open_festival_is_left_to_a_person(year: int) -> None:
    text = render(NOTICES[-1])
    with pytest.raises(NoticeError, match=f"{year} is not certain yet") as caught:
        parse_notice(text, year=year)
    assert caught.value.key == "year"
