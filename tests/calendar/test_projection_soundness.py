"""Certified intervals, measured on every past year: sound and narrow, and shown in the docs.

The measuring is done by ``scripts/projection_table.py``, which also writes the page.
"""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

import pytest
from pinned import CHINA
from projection_measure import hoods, measured, table

from gaf_rules.calendar.projection import bounds_after, bounds_before
from gaf_rules.calendar.working import WorkingCalendar

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

pytestmark = pytest.mark.no_cover  # long comparisons: what they run through is measured elsewhere

_YEARS = range(2009, 2027)
_ONE_DAY = timedelta(1)


# --- sound ------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", _YEARS)
def test_with_a_year_hidden_the_true_date_lies_in_the_interval(year: int) -> None:
    """Every start day, every n in 1...60, both directions; two named decisions excepted.

    The extra holiday of 3 to 5 September 2015, and Spring Festival prolonged on 26 January 2020.
    """
    found = measured(year)
    assert found.checked > 48_000
    decrees = {2015: {"2015-09"}, 2019: {"2020-01"}, 2020: {"2020-01"}}
    assert {miss.decree for miss in found.misses} == decrees.get(year, set())


@pytest.mark.parametrize("year", [2015, 2019, 2020])
def test_without_the_two_decisions_nothing_is_missed_at_all(year: int) -> None:
    assert not table().measure(year, table().without_decrees()).misses


@pytest.mark.parametrize("year", [2011, 2013, 2019, 2020, 2023, 2026])
def test_what_was_known_before_the_notice_gives_the_same_intervals(year: int) -> None:
    notice = next(n for n in CHINA.notices if n.kind == "annual" and n.year == year)
    assert notice.issued is not None
    then, now = CHINA.as_known_on(notice.issued - _ONE_DAY), table().hidden(year)
    for start in table().days(date(year - 1, 12, 1), date(year, 12, 31)):
        assert bounds_after(then, start, 10) == bounds_after(now, start, 10)
        assert bounds_before(then, start, 10) == bounds_before(now, start, 10)


@pytest.mark.parametrize("year", [2010, 2014, 2019, 2025])
def test_with_one_year_missing_and_later_ones_held_the_interval_is_sound_too(year: int) -> None:
    cal = WorkingCalendar(notices=[n for n in CHINA.notices if n.year != year])
    for start in table().days(date(year - 1, 12, 1), date(year, 10, 31)):
        for n in (1, 5, 10, 20, 60):
            true = CHINA.nth_working_day_after(start, n)
            bounds = bounds_after(cal, start, n)
            touched = start < date(2020, 1, 31) <= max(true, bounds.latest)
            assert bounds.earliest <= true <= bounds.latest or touched


@pytest.mark.parametrize("year", _YEARS)
def test_far_ahead_the_interval_is_sound_too(year: int) -> None:
    """Only the notices up to 2007 are held, so that nothing near the year is known."""
    cal, without = table().hidden(2008), table().without_decrees()
    for start in table().days(date(year, 1, 1), date(year, 9, 25)):
        for n in (3, 10, 20, 45):
            bounds = bounds_after(cal, start, n)
            assert bounds.earliest <= without.nth_working_day_after(start, n) <= bounds.latest
            bounds = bounds_before(cal, start, n)
            assert bounds.earliest <= without.nth_working_day_before(start, n) <= bounds.latest


# --- narrow -----------------------------------------------------------------------------------


@pytest.mark.parametrize("year", _YEARS)
def test_the_median_width_is_small(year: int) -> None:
    for widths in measured(year).widths.values():
        assert len(widths) in {365, 366}
        assert median(widths) <= 4
        assert max(widths) <= 15


@pytest.mark.parametrize("year", [2009, 2014, 2020, 2026])
def test_far_from_festivals_the_width_is_zero(year: int) -> None:
    cal = table().hidden(year)
    open_days = {
        date.fromordinal(day)
        for hood in hoods(range(year - 1, year + 2))
        for day in range(hood.first, hood.last + 1)
    }
    exact = 0
    for start in table().days(date(year, 1, 1), date(year, 12, 31)):
        for n in (5, 10, 20, 60):
            for bounds in (bounds_after(cal, start, n), bounds_before(cal, start, n)):
                span = {*table().days(bounds.earliest, bounds.latest)}
                if start not in open_days and not span & open_days:
                    assert bounds.earliest == bounds.latest
                    exact += 1
    assert exact > 400


@pytest.mark.parametrize("year", _YEARS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_what_wasmeasured(year: int, lang: Lang) -> None:
    page = table().PATHS[lang].read_text("utf-8")
    assert table().soundness_row(measured(year), lang) in page
    assert table().room_row(table().room(year)) in page


def test_the_page_names_the_years_that_reach_a_limit_alone() -> None:
    rooms = [table().room(year) for year in table().ROOM_YEARS]
    alone = {
        name: [r.year for r in rooms if getattr(r, name) == max(getattr(o, name) for o in rooms)]
        for name in ("golden", "before", "after")
    }
    assert alone == {"golden": [2026], "before": [2023], "after": [2024]}
