"""The Regulation on public holidays: which days are statutory in which year, and on what article.

The Regulation is 全国年节及纪念日放假办法. Only what its article 2 gives to all citizens counts:
half days for some citizens move no deadline. Its day counts stand in this module, nowhere else.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from attrs import frozen

from gaf_rules.days import from_ordinal, the_day
from gaf_rules.errors import CalendarHorizonError

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "VERSIONS",
    "Festival",
    "HolidayRule",
    "RegulationVersion",
    "statutory_day",
    "statutory_festivals",
    "version_in_force",
]

# The first full year under the 1999 version, and the last year for which workalendar ships solar
# terms. Without the day of Qingming a year cannot be projected, so nothing is said past it.
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2051

# China's solar terms are reckoned at UTC+8. workalendar has no Asia/Shanghai; Hong Kong keeps the
# same time all year (and so does Taipei: a test compares the two).
_SOLAR_TERM_ZONE: Final = "Asia/Hong_Kong"
_QINGMING_LONGITUDE: Final = 15


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

    def in_year(self, year: int) -> tuple[date, ...]:
        """The days it gives in ``year``; errors as in `statutory_festivals`."""
        first = self._anchor(year) + timedelta(self.starts)
        return tuple(first + timedelta(offset) for offset in range(self.days))

    def _anchor(self, year: int) -> date:
        if self.basis == "solar":
            return the_day(year, self.month, self.day)
        return _qingming(year) if self.basis == "qingming" else _lunar(year, self.month, self.day)


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

    @property
    def days_a_year(self) -> int:
        """How many days off it gives a year.

        >>> [version.days_a_year for version in VERSIONS]
        [10, 11, 11, 13]
        """
        return sum(rule.days for rule in self.rules)


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


def _solar(festival: str, article: str, days: int, month: int, day: int) -> HolidayRule:
    return HolidayRule(
        festival=festival, article=article, days=days, basis="solar", month=month, day=day
    )


def _by_moon(
    festival: str, article: str, days: int, month: int, day: int, *, starts: int = 0
) -> HolidayRule:
    return HolidayRule(
        festival=festival,
        article=article,
        days=days,
        basis="lunar",
        month=month,
        day=day,
        starts=starts,
    )


_QINGMING: Final = HolidayRule(festival="清明节", article="二（三）", days=1, basis="qingming")

VERSIONS: Final = (
    RegulationVersion(
        name="1999",
        promulgated=the_day(1999, 9, 18),
        effective=the_day(1999, 9, 18),
        rules=(
            _solar("元旦", "二（一）", 1, 1, 1),
            _by_moon("春节", "二（二）", 3, 1, 1),
            _solar("劳动节", "二（三）", 3, 5, 1),
            _solar("国庆节", "二（四）", 3, 10, 1),
        ),
    ),
    RegulationVersion(
        name="2007",
        promulgated=the_day(2007, 12, 14),
        effective=the_day(2008, 1, 1),
        rules=(
            _solar("元旦", "二（一）", 1, 1, 1),
            # From New Year's Eve; the 2013 version begins a day later.
            _by_moon("春节", "二（二）", 3, 1, 1, starts=-1),
            _QINGMING,
            _solar("劳动节", "二（四）", 1, 5, 1),
            _by_moon("端午节", "二（五）", 1, 5, 5),
            _by_moon("中秋节", "二（六）", 1, 8, 15),
            _solar("国庆节", "二（七）", 3, 10, 1),
        ),
    ),
    RegulationVersion(
        name="2013",
        promulgated=the_day(2013, 12, 11),
        effective=the_day(2014, 1, 1),
        rules=(
            _solar("元旦", "二（一）", 1, 1, 1),
            _by_moon("春节", "二（二）", 3, 1, 1),
            _QINGMING,
            _solar("劳动节", "二（四）", 1, 5, 1),
            _by_moon("端午节", "二（五）", 1, 5, 5),
            _by_moon("中秋节", "二（六）", 1, 8, 15),
            _solar("国庆节", "二（七）", 3, 10, 1),
        ),
    ),
    RegulationVersion(
        name="2024",
        promulgated=the_day(2024, 11, 10),
        effective=the_day(2025, 1, 1),
        rules=(
            _solar("元旦", "二（一）", 1, 1, 1),
            _by_moon("春节", "二（二）", 4, 1, 1, starts=-1),
            _QINGMING,
            _solar("劳动节", "二（四）", 2, 5, 1),
            _by_moon("端午节", "二（五）", 1, 5, 5),
            _by_moon("中秋节", "二（六）", 1, 8, 15),
            _solar("国庆节", "二（七）", 3, 10, 1),
        ),
    ),
)


def version_in_force(d: date) -> RegulationVersion:
    """The version of the Regulation in force on a day.

    Arguments:
        d: a day from 18 September 1999 on.
    Errors:
        CalendarHorizonError before that day.

    >>> version_in_force(date(2024, 12, 31)).name, version_in_force(date(2025, 1, 1)).name
    ('2013', '2024')
    """
    for version in reversed(VERSIONS):
        if d >= version.effective:
            return version
    raise _out_of_reach(d.isoformat(), d, d.year)


@lru_cache(maxsize=128)
def statutory_festivals(year: int) -> tuple[Festival, ...]:
    """The festivals of a year and their days, in the order of the Regulation.

    Arguments:
        year: a year from `FIRST_YEAR` to `LAST_YEAR`.
    Errors:
        CalendarHorizonError for any other year: workalendar's tables end there.

    >>> [(f.name, str(f.days[0])) for f in statutory_festivals(2026)][1:3]
    [('春节', '2026-02-16'), ('清明节', '2026-04-05')]
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _out_of_reach(str(year), None, year)
    # Every version since 2007 took effect on a 1 January, so that a year has one version.
    version = version_in_force(the_day(year, 1, 1))
    return tuple(
        Festival(
            name=rule.festival,
            days=rule.in_year(year),
            article=rule.article,
            version=version.name,
        )
        for rule in version.rules
    )


def statutory_day(d: date) -> str | None:
    """The festival whose statutory day ``d`` is, or None.

    Arguments:
        d: a day from `FIRST_YEAR` to `LAST_YEAR`.
    Results:
        two names joined by ``、`` where two festivals fall on one day.
    Errors:
        CalendarHorizonError as in `statutory_festivals`.

    >>> statutory_day(date(2020, 10, 1)), statutory_day(date(2026, 10, 4))
    ('中秋节、国庆节', None)
    """
    names = [festival.name for festival in statutory_festivals(d.year) if d in festival.days]
    return "、".join(names) or None


def _qingming(year: int) -> date:
    # The precomputed table rather than workalendar.astronomy: that module changes its source when
    # skyfield happens to be installed, and a projection must not depend on that.
    from workalendar.precomputed_astronomy import solar_term  # noqa: PLC0415  heavy, seldom needed

    found: date = solar_term(year, _QINGMING_LONGITUDE, _SOLAR_TERM_ZONE)
    return from_ordinal(found.toordinal())


def _lunar(year: int, month: int, day: int) -> date:
    from workalendar.core import LunarDate  # noqa: PLC0415  heavy, seldom needed

    # workalendar's own `lunar` calls toSolarDate, which newer releases of its lunardate deprecate
    # and older ones alone have.
    moon = LunarDate(year, month, day)
    found: date = (getattr(moon, "to_solar_date", None) or moon.toSolarDate)()
    return from_ordinal(found.toordinal())


def _out_of_reach(what: str, d: date | None, year: int) -> CalendarHorizonError:
    first, last = the_day(FIRST_YEAR, 1, 1), the_day(LAST_YEAR, 12, 31)
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
