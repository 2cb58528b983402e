"""Every day from 2004 to 2026 against two libraries made by others."""

from __future__ import annotations

from datetime import date

import chinese_calendar
import holidays
import pytest
from pinned import CHINA

DAYS = [
    date.fromordinal(n) for n in range(date(2004, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
]

# Where the other library is wrong, with the notice that says so.
CHINESE_CALENDAR_WRONG = {
    # The notice for 2006 (国办发明电〔2005〕35号) has this Saturday worked for New Year's Day.
    date(2005, 12, 31): True,
}
HOLIDAYS_WRONG: dict[date, bool] = {}


def test_all_the_days_are_compared() -> None:
    assert len(DAYS) == 8401
    assert (DAYS[0], DAYS[-1]) == (CHINA.coverage.first, CHINA.coverage.published_through)


def test_chinesecalendar() -> None:
    differing = {
        d: CHINA.is_working_day(d)
        for d in DAYS
        if CHINA.is_working_day(d) is not chinese_calendar.is_workday(d)
    }
    assert differing == CHINESE_CALENDAR_WRONG


def test_holidays() -> None:
    others = holidays.country_holidays("CN", years=range(2004, 2027))
    differing = {
        d: CHINA.is_working_day(d)
        for d in DAYS
        if CHINA.is_working_day(d) is not others.is_working_day(d)
    }
    assert differing == HOLIDAYS_WRONG


@pytest.mark.parametrize(
    ("year", "off_beyond_weekends"),
    # Eleven statutory days, thirteen from 2025; one more by decree in 2015, two in 2020. Years in
    # which a New Year's holiday borrows days across the turn of the year do not balance alone.
    [(2008, 11), (2015, 11 + 1), (2020, 11 + 2), (2025, 13), (2026, 13)],
)
def test_the_days_of_a_year_balance(year: int, off_beyond_weekends: int) -> None:
    days = [d for d in DAYS if d.year == year]
    weekdays = sum(d.weekday() < 5 for d in days)
    assert sum(map(CHINA.is_working_day, days)) == weekdays - off_beyond_weekends
