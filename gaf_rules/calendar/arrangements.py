"""Every way in which the days off around a festival may be arranged, before a notice says which.

A notice does two things with a festival: it names a run of days off that contains the statutory
days, and it names weekend days to be worked in return. What it may choose is narrowed by six rules.
Each stands below with its ground; a narrowing that has only habit on its side is not made. The page
``docs/reference/projection-table.md`` shows, year by year, how much room each rule leaves.

1. A statutory day is off (the Regulation, article 2).
2. Weekdays off less weekend days worked are the statutory days exactly. A festival on a weekend is
   made up on a weekday (article 6), and a swap takes a weekend day for a weekday, so neither can
   add or lose a day. Only a decree can, and did: September 2015, January 2020.
3. The days off are one run of consecutive days, and the run is not longer than `_LONGEST`.
4. The run begins at most `_LEAD` days before the first statutory day.
5. Spring Festival and National Day get a run of `_GOLDEN_WEEK` days at least.
6. Whatever is moved lies between `DAYS_BEFORE` days before the first and `DAYS_AFTER` days after
   the last statutory day.

Not used, though true of most years: that a made-up day lies on the weekend next to the run, that
Spring Festival's run begins on the eve or on the first day and National Day's on 1 October, and
that nobody works more than six days on end (article 7 of the 2024 version, and the counts of days
in 国办发明电〔2024〕12号: eight, seven, five, three). The two texts themselves except special cases
from these, so they fix nothing that a certified interval could rest on.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.calendar.ranks import WEEKEND, weekday_code
from gaf_rules.calendar.regulation import Festival, possible_festivals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["DAYS_AFTER", "DAYS_BEFORE", "Neighbourhood", "neighbourhoods"]

# Rule 6: measured over 2008-2026. The farthest were the Sunday worked eight days before 1 May 2023
# and the Saturday worked ten days after 1 May 2024; nothing in the Regulation fixes the distance.
DAYS_BEFORE: Final = 8
DAYS_AFTER: Final = 10

# Rule 4: the eve of Spring Festival under a version that does not give it is one day; 29 April for
# Labour Day (2012, 2013, 2023), 29 September for National Day (2008) are two. None was three.
_LEAD: Final = 2

# Rule 5: every year since the 1999 version, whatever the weekdays.
_GOLDEN_WEEK: Final = 7
_GOLDEN: Final = ("春节", "国庆节")

# Rule 3. Seven days for the golden weeks was the rule until 2023, eight were given in 2024, eight
# are the rule from 2025 and nine were named in 2026 (the first a Sunday, off anyway): so nine,
# under every version. Labour Day had three days or one until its notice was changed in 2019 (four),
# and five ever since 2020, though the Regulation had not changed: so five, under every version
# since 2007; before, it was a golden week. The festivals of one statutory day never had more than
# three. Nine also bounds what two runs that meet make together (Mid-Autumn and National Day: eight
# whenever they did).
_LONGEST: Final = {"春节": 9, "国庆节": 9, "劳动节": 5}
_LONGEST_LABOUR_DAY_1999: Final = 7
_LONGEST_OF_ONE_DAY: Final = 3
_LONGEST_OF_ALL: Final = 9


@frozen(kw_only=True, eq=False)
class Neighbourhood:
    """The days around a festival that its arrangement may change, and all the arrangements.

    Festivals whose neighbourhoods overlap are arranged together (in most years Mid-Autumn and
    National Day): they may trade days, as they did in 2015.

    Attributes:
        festivals: the festivals in it, by date.
        first, last: ordinals of the first and the last day that some arrangement changes.
        swaps: the arrangements, each as two masks in which bit 0 is the first day: the weekdays
            that become days off, and the weekend days that become working days.
    """

    festivals: tuple[Festival, ...]
    first: int
    last: int
    swaps: tuple[tuple[int, int], ...]


@lru_cache(maxsize=256)
def neighbourhoods(year: int) -> tuple[Neighbourhood, ...]:
    """The neighbourhoods of the festivals of a year, in order, none overlapping another.

    Arguments:
        year: a year that `possible_festivals` knows.

    Returns:
        the first may begin in December of the year before.

    Raises:
        CalendarHorizonError: as in `possible_festivals`.

    >>> [n.festivals[0].name for n in neighbourhoods(2026)]
    ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节']
    """
    ways = [
        [_neighbourhood(group) for group in _groups(festivals)]
        for festivals in possible_festivals(year)
    ]
    # A day earlier or later, a festival has the same neighbours: the parts of the ways are the same.
    return tuple(map(_together, zip(*ways, strict=True)))


def _groups(festivals: Iterable[Festival]) -> list[tuple[Festival, ...]]:
    """The festivals by date, those together whose windows overlap."""
    groups: list[tuple[Festival, ...]] = []
    for festival in sorted(festivals, key=lambda f: f.days):
        if groups and _window(groups[-1])[-1] >= _window([festival])[0]:
            groups[-1] = (*groups[-1], festival)
        else:
            groups.append((festival,))
    return groups


def _together(hoods: tuple[Neighbourhood, ...]) -> Neighbourhood:
    """One neighbourhood with the arrangements of all: for a festival that can be on either day."""
    if len(hoods) == 1:
        return hoods[0]
    first = min(hood.first for hood in hoods)
    swaps = {
        (off << hood.first - first, made_up << hood.first - first)
        for hood in hoods
        for off, made_up in hood.swaps
    }
    return Neighbourhood(
        festivals=hoods[0].festivals,
        first=first,
        last=max(hood.last for hood in hoods),
        swaps=tuple(sorted(swaps)),
    )


def _window(festivals: Iterable[Festival]) -> range:
    days = [day.toordinal() for festival in festivals for day in festival.days]
    return range(min(days) - DAYS_BEFORE, max(days) + DAYS_AFTER + 1)


def _neighbourhood(festivals: tuple[Festival, ...]) -> Neighbourhood:
    found = sorted(set(_arrangements(festivals)))
    touched = sorted({day for off, made_up in found for day in (*off, *made_up)})
    first, last = touched[0], touched[-1]
    bit = {day: 1 << (day - first) for day in touched}.__getitem__
    return Neighbourhood(
        festivals=festivals,
        first=first,
        last=last,
        swaps=tuple((sum(map(bit, off)), sum(map(bit, made_up))) for off, made_up in found),
    )


def _arrangements(
    festivals: tuple[Festival, ...],
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Every arrangement, as the weekdays that are off and the weekend days that are worked."""
    statutory = sum(len(festival.days) for festival in festivals)
    weekends = [day for day in _window(festivals) if _is_weekend(day)]
    for runs in product(*(_runs(festival) for festival in festivals)):
        off = sorted({day for run in runs for day in run})
        if _longest_stretch(off) > _LONGEST_OF_ALL:
            continue
        weekdays = tuple(day for day in off if not _is_weekend(day))
        # Rule 2. Two festivals on one day still give two days, as in 2009 and 2020.
        returned = len(weekdays) - statutory
        if returned >= 0:
            free = [day for day in weekends if day not in off]
            for made_up in combinations(free, returned):
                yield weekdays, made_up


def _runs(festival: Festival) -> Iterator[range]:
    first, last = festival.days[0].toordinal(), festival.days[-1].toordinal()
    shortest = _GOLDEN_WEEK if festival.name in _GOLDEN else len(festival.days)
    for length in range(shortest, _longest(festival) + 1):
        for start in range(max(first - _LEAD, last - length + 1), first + 1):
            yield range(start, start + length)


def _longest(festival: Festival) -> int:
    if festival.name == "劳动节" and festival.version == "1999":
        return _LONGEST_LABOUR_DAY_1999
    return _LONGEST.get(festival.name, _LONGEST_OF_ONE_DAY)


def _longest_stretch(days: list[int]) -> int:
    longest = length = 1
    for day, following in pairwise(days):
        length = length + 1 if following == day + 1 else 1
        longest = max(longest, length)
    return longest


def _is_weekend(day: int) -> bool:
    return weekday_code(day) == WEEKEND
