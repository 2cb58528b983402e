"""The Regulation on public holidays: which days are statutory in which year, and on what article.

The Regulation is 全国年节及纪念日放假办法. Only what its article 2 gives to all citizens counts:
half days for some citizens move no deadline. Its day counts stand in ``data/regulation.json``, nowhere else.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from attrs import frozen

from gaf_rules.calendar import data as calendar_data
from gaf_rules.values.days import from_iso, the_day
from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "VERSIONS",
    "YEAR_ENDS",
    "Festival",
    "HolidayRule",
    "RegulationVersion",
    "beyond_the_table",
    "lunar_days",
    "possible_festivals",
    "qingming_days",
    "statutory_day",
    "statutory_festivals",
    "version_in_force",
]

# The first full year under the 1999 version, and the last year of the table of lunar years. Without
# the days of its festivals a year cannot be projected, so nothing is said past it.
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2199
# The day before the first that the New Year to come may move, which is eight days before it: to that day a
# year is counted by itself, and no neighbourhood of a festival is cut.
YEAR_ENDS: Final = (12, 23)


@frozen(kw_only=True)
class HolidayRule:
    """One row of article 2: a festival and its days.

    Attributes:
        festival: the name, as the State Council's notices write it.
        article: the article and item of the Regulation.
        days: how many days it gives.
        basis: how its day is found: a date of the solar calendar, a date of the lunar calendar,
            or the solar term Qingming.
        month, day: that date; both 0 for Qingming.
        starts: on which day the days begin, counted from that date: -1 is its eve.
    """

    festival: str
    article: str
    days: int
    basis: Literal["solar", "lunar", "qingming"]
    month: int = 0
    day: int = 0
    starts: int = 0

    def in_year(self, year: int) -> tuple[tuple[date, ...], ...]:
        """The days it gives in ``year``, once for each day that they can begin on.

        Raises:
            KeyError: a year that the table of lunar years does not hold.
        """
        offsets = range(self.starts, self.starts + self.days)
        return tuple(
            tuple(anchor + timedelta(offset) for offset in offsets)
            for anchor in self._anchors(year)
        )

    def _anchors(self, year: int) -> tuple[date, ...]:
        if self.basis == "solar":
            return (the_day(year, self.month, self.day),)
        if self.basis == "qingming":
            return qingming_days(year)
        return lunar_days(year, self.month, self.day)


@frozen(kw_only=True)
class RegulationVersion:
    """One version of the Regulation.

    Attributes:
        name: the year of its promulgation.
        promulgated: the day on which it was published.
        effective: the first day on which it is in force.
        rules: the rows of its article 2.
    """

    name: str
    promulgated: date
    effective: date
    rules: tuple[HolidayRule, ...]


@frozen(kw_only=True)
class Festival:
    """The statutory days of one festival in one year.

    Attributes:
        name: as the State Council's notices write it.
        days: its days in order, without a gap.
        article: the article and item of the Regulation.
        version: the version in force, by the year of its promulgation.
    """

    name: str
    days: tuple[date, ...]
    article: str
    version: str


VERSIONS: Final = tuple(
    RegulationVersion(
        name=raw["name"],
        promulgated=from_iso(raw["promulgated"]),
        effective=from_iso(raw["effective"]),
        rules=tuple(HolidayRule(**rule) for rule in raw["rules"]),
    )
    for raw in calendar_data.regulation()
)
"""The versions since 1999, the earliest first."""


def version_in_force(d: date) -> RegulationVersion:
    """The version of the Regulation in force on a day.

    Arguments:
        d: a day from 18 September 1999 on.

    Raises:
        CalendarHorizonError: before that day.

    >>> version_in_force(date(2024, 12, 31)).name, version_in_force(date(2025, 1, 1)).name
    ('2013', '2024')
    """
    for version in reversed(VERSIONS):
        if d >= version.effective:
            return version
    raise beyond_the_table(d.year, d)


def statutory_festivals(year: int) -> tuple[Festival, ...]:
    """The festivals of a year and their days, in the order of the Regulation.

    Arguments:
        year: a year from `FIRST_YEAR` to `LAST_YEAR`.

    Returns:
        the likeliest of `possible_festivals`.

    Raises:
        CalendarHorizonError: any other year: the table of lunar years ends there.

    >>> [(f.name, str(f.days[0])) for f in statutory_festivals(2026)][1:3]
    [('春节', '2026-02-16'), ('清明节', '2026-04-05')]
    """
    return possible_festivals(year)[0]


@lru_cache(maxsize=256)
def possible_festivals(year: int) -> tuple[tuple[Festival, ...], ...]:
    """The festivals of a year, once for each day that one of them can fall on.

    There is one way, but in a year in which a new moon or Qingming comes too close to midnight to
    say today which day it will be: Mid-Autumn of 2089 and Qingming of 2199. Arguments and errors
    as in `statutory_festivals`.

    >>> [way[5].days[0].isoformat() for way in possible_festivals(2089)]
    ['2089-09-18', '2089-09-19']
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise beyond_the_table(year)
    # Every version since 2007 took effect on a 1 January, so that a year has one version.
    version = version_in_force(the_day(year, 1, 1))
    return tuple(product(*(_festivals(rule, year, version.name) for rule in version.rules)))


def _festivals(rule: HolidayRule, year: int, version: str) -> list[Festival]:
    return [
        Festival(name=rule.festival, days=days, article=rule.article, version=version)
        for days in rule.in_year(year)
    ]


def statutory_day(d: date) -> str | None:
    """The festival whose statutory day ``d`` certainly is, or None.

    Arguments:
        d: a day from `FIRST_YEAR` to `LAST_YEAR`.

    Returns:
        two names joined by ``、`` where two festivals fall on one day.

    Raises:
        CalendarHorizonError: as in `statutory_festivals`.

    >>> statutory_day(date(2020, 10, 1)), statutory_day(date(2026, 10, 4))
    ('中秋节、国庆节', None)
    """
    ways = {
        "、".join(festival.name for festival in way if d in festival.days)
        for way in possible_festivals(d.year)
    }
    return ways.pop() or None if len(ways) == 1 else None


def beyond_the_table(year: int, d: date | None = None) -> CalendarHorizonError:
    """The error to raise for a year without festivals, or for a day of it."""
    what = d or year
    first, last = the_day(FIRST_YEAR, 1, 1), the_day(LAST_YEAR, *YEAR_ENDS)
    return CalendarHorizonError(
        day=d,
        first=first,
        published_through=last,
        missing_year=year,
        zh=f"{what} 超出推算范围（{first} 至 {last}）：《全国年节及纪念日放假办法》自1999年修订起"
        f"采用，农历与节气数据止于{LAST_YEAR}年；请改用此范围内的日期",
        en=f"{what} is beyond the projection ({first} to {last}): the Regulation on public "
        "holidays counts from its 1999 version on, and the lunar and solar tables end with "
        f"{LAST_YEAR}; "
        "ask for a day inside this range",
    )


# -- the lunar calendar and the day of Qingming: which civil days they are, out of a table -------------
class _Row(NamedTuple):
    """A lunar year: its leap month or 0, and the first days of its months and of the next year."""

    leap: int
    firsts: tuple[tuple[date, ...], ...]
    qingming: tuple[date, ...]


@lru_cache(maxsize=1)
def _table() -> Mapping[int, _Row]:
    rows = {
        row["year"]: _Row(row["leap"], tuple(map(_days, row["months"])), _days(row["qingming"]))
        for row in calendar_data.lunar_years()
    }
    return MappingProxyType(rows)


def _days(text: str) -> tuple[date, ...]:
    return tuple(from_iso(day) for day in text.split("/"))


def lunar_days(year: int, month: int, day: int) -> tuple[date, ...]:
    """The civil days that a day of a lunar month, not of a leap month, can be: one, seldom two.

    Arguments:
        year: the lunar year, by the civil year in which it begins: 1999 to 2199.
        month: 1 to 12.
        day: 1 or more.

    Returns:
        the likelier one first; empty where the month has no such day.

    Raises:
        KeyError: a year that the table does not hold.

    >>> lunar_days(2026, 1, 1), lunar_days(2026, 1, 31)
    ((datetime.date(2026, 2, 17),), ())
    >>> [str(day) for day in lunar_days(2089, 8, 15)]
    ['2089-09-18', '2089-09-19']
    """
    row = _table()[year]
    at = month - 1 + (0 < row.leap < month)
    end = max(row.firsts[at + 1])
    days = (first + timedelta(day - 1) for first in row.firsts[at])
    return tuple(found for found in days if found < end)


def qingming_days(year: int) -> tuple[date, ...]:
    """The days that Qingming, the sun at 15 degrees, can fall on in a year; as `lunar_days`.

    >>> qingming_days(2026)
    (datetime.date(2026, 4, 5),)
    """
    return _table()[year].qingming
