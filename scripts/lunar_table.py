# ruff: noqa: INP001 - a script, no package
"""Write gaf_rules/calendar/data/lunar.json: the lunar months and the day of Qingming, year by year.

Made from two libraries that know nothing of each other, and compared month by month, so day by day.
tyme4py says which day each month begins. ephem says at which moment the moon is new and the sun has reached
each of its terms; from those moments the months are built here once more, by the rules of GB/T 33661-2017.

A moment close to midnight in China decides nothing: how far clocks will have drifted from the rotation of
the earth by then, nobody knows. Such a day is written with both its dates, and whatever is counted across it
is an interval. The two libraries must agree on every other day, or nothing is written. Run it in a checkout::

    python scripts/lunar_table.py
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import ephem
from tyme4py.lunar import LunarMonth, LunarYear
from tyme4py.solar import SolarTerm

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Day = Callable[[float], int]

TARGET: Final = (
    Path(__file__).resolve().parents[1] / "gaf_rules" / "calendar" / "data" / "lunar.json"
)
# The twelfth month of the year before the first may be named in its notice.
YEARS: Final = range(1999, 2200)

# Days of ephem begin at noon; China's clocks are eight hours ahead.
_EPOCH: Final = date(1899, 12, 31).toordinal() + 0.5 + 8 / 24
_DAY: Final = 86_400
_YEAR: Final = 365.2422
_QINGMING, _JANUARY, _WINTER_SOLSTICE = 15, 285, 270
# Months from one winter solstice to the next.
_USUAL: Final = 12
# In degrees: the sun needs a hundredth of a second for it.
_CLOSE: Final = 1e-7

# How many seconds clocks are behind the even time in which the moon runs: 69 now, and not less than 60 even
# if leap seconds are taken back; at most what the slowing of the earth over centuries comes to (Morrison and
# Stephenson's parabola). Half a minute more on either side: the moments of ephem, PyMeeus and tyme4py differ
# by ten seconds at most, up to 2199.
_LEAST: Final = 60
_MARGIN: Final = 30


def _most(moment: float) -> float:
    century = (1900 + moment / _YEAR - 1820) / 100
    return -20 + 32 * century**2


def _early(moment: float) -> int:
    return math.floor(_EPOCH + moment - (_most(moment) + _MARGIN) / _DAY)


def _late(moment: float) -> int:
    return math.floor(_EPOCH + moment - (_LEAST - _MARGIN) / _DAY)


# --- the moments --------------------------------------------------------------------------------


def _even(moment: float) -> float:
    return moment + float(ephem.delta_t(moment)) / _DAY


def _new_moons() -> Iterator[float]:
    at, end = ephem.Date(f"{YEARS[0] - 1}/10/1"), ephem.Date(f"{YEARS[-1] + 1}/4/1")
    while at < end:
        at = ephem.next_new_moon(at)
        yield _even(float(at))
        at = ephem.Date(at + 25)


def _longitude(at: float) -> float:
    sun = ephem.Sun()
    sun.compute(at, epoch=at)
    seen = ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=at)
    return math.degrees(ephem.Ecliptic(seen).lon)


def _sun_at(longitude: int, year: int) -> float:
    """The moment of a year at which the sun has reached a longitude."""
    at = float(ephem.Date(f"{year}/1/5")) + (longitude - _JANUARY) % 360 * _YEAR / 360
    left = 1.0
    while abs(left) > _CLOSE:
        left = (longitude - _longitude(at) + 180) % 360 - 180
        at += left * _YEAR / 360
    return _even(at)


_MOONS: Final = tuple(_new_moons())
_TERMS: Final = {
    (year, longitude): _sun_at(longitude, year)
    for year in range(YEARS[0] - 1, YEARS[-1] + 2)
    for longitude in (_QINGMING, *range(0, 360, 30))
}


# --- the months, by the standard ------------------------------------------------------------------


class _Months(NamedTuple):
    """The first days of the months of a lunar year and of the next; the leap month, or 0."""

    leap: int
    firsts: tuple[int, ...]


def _reckoned(new_moon: Day, term: Day) -> dict[int, _Months]:
    """The lunar years, if new moons and terms fall on the days that are given for their moments."""
    firsts = [new_moon(moment) for moment in _MOONS]
    middles = {term(at) for (_, longitude), at in _TERMS.items() if longitude % 30 == 0}

    def month_of(year: int) -> int:
        return bisect_right(firsts, term(_TERMS[year, _WINTER_SOLSTICE])) - 1

    # The month of the winter solstice is the eleventh. Where thirteen months lie from one to the next, the
    # first without a middle term is a leap month and has the number of the one before.
    numbered: list[tuple[int, int, bool]] = []
    for year in range(YEARS[0] - 1, YEARS[-1] + 1):
        months = list(pairwise(firsts[month_of(year) : month_of(year + 1) + 1]))
        leap_at = None
        if len(months) > _USUAL:
            has_none = [not any(a <= day < b for day in middles) for a, b in months]
            leap_at = has_none.index(True)
        number = 10
        for at, (first, _) in enumerate(months):
            number = number if at == leap_at else number % _USUAL + 1
            numbered.append((number, first, at == leap_at))
    starts = [at for at, (number, _, leap) in enumerate(numbered) if number == 1 and not leap]
    found = {}
    for year, (start, end) in zip(YEARS, pairwise(starts), strict=True):
        leap = next((number for number, _, is_leap in numbered[start:end] if is_leap), 0)
        found[year] = _Months(leap, tuple(first for _, first, _ in numbered[start : end + 1]))
    return found


def _told(year: int) -> _Months:
    """The same as tyme4py says it."""
    leap = LunarYear.from_year(year).get_leap_month()
    numbers = [
        n for month in range(1, 13) for n in ((month, -month) if month == leap else (month,))
    ]
    months = [LunarMonth.from_ym(year, number) for number in numbers]
    months.append(LunarMonth.from_ym(year + 1, 1))
    return _Months(leap, tuple(_ordinal(month.get_first_julian_day()) for month in months))


def _ordinal(julian: object) -> int:
    day = julian.get_solar_day()  # type: ignore[attr-defined]  # tyme4py's own kind of day
    return date(day.get_year(), day.get_month(), day.get_day()).toordinal()


# --- the table ----------------------------------------------------------------------------------


def _both(told: int, reckoned: set[int]) -> str:
    """A day as text, or both days where the moment is too close to midnight."""
    if told not in reckoned:
        message = (
            f"tyme4py {date.fromordinal(told)}, ephem {sorted(map(date.fromordinal, reckoned))}"
        )
        raise SystemExit(message)
    days = [told, *sorted(reckoned - {told})]
    return "/".join(date.fromordinal(day).isoformat() for day in days)


def rows() -> list[dict[str, object]]:
    """The table: one row a lunar year."""
    ways = [_reckoned(new_moon, term) for new_moon in (_early, _late) for term in (_early, _late)]
    found: list[dict[str, object]] = []
    for year in YEARS:
        told, reckoned = _told(year), [way[year] for way in ways]
        if {(way.leap, len(way.firsts)) for way in reckoned} != {(told.leap, len(told.firsts))}:
            message = f"{year}: the leap month is open, for which the table has no form"
            raise SystemExit(message)
        at = _TERMS[year, _QINGMING]
        qingming = _ordinal(SolarTerm.from_name(year, "清明").get_julian_day())
        firsts = zip(told.firsts, *(way.firsts for way in reckoned), strict=True)
        found.append(
            {
                "year": year,
                "leap": told.leap,
                "qingming": _both(qingming, {_early(at), _late(at)}),
                "months": [_both(first, set(others)) for first, *others in firsts],
            }
        )
    return found


def rendered() -> str:
    """The text of the file: one line a lunar year."""
    return "[\n" + ",\n".join(json.dumps(row) for row in rows()) + "\n]\n"


if __name__ == "__main__":
    TARGET.write_text(rendered(), encoding="utf-8")
    print(TARGET)  # noqa: T201 - the answer of a script
