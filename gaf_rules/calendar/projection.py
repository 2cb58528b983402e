"""What is certain of days that no notice has decided yet, and between which dates a count ends.

Past the last notice nothing is guessed. A day far from every festival is decided by its weekday, a
statutory day by the Regulation; the days between are open, but not one by one: a neighbourhood of a
festival follows one of the arrangements of `gaf_rules.calendar.arrangements`. The earliest and the
latest date are the minimum and the maximum over all of them, found by `gaf_rules.calendar.timelines`
without going through their combinations.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from gaf_rules.calendar.arrangements import Neighbourhood, neighbourhoods
from gaf_rules.calendar.day import Certainty, DateBounds, DayKind, require_count, require_date
from gaf_rules.calendar.horizon import horizon_error
from gaf_rules.calendar.ranks import WEEKEND, weekday_code
from gaf_rules.calendar.regulation import (
    LAST_YEAR,
    YEAR_ENDS,
    beyond_the_table,
    statutory_day,
)
from gaf_rules.calendar.timelines import CountEnd, CountTimeline, OpenStretch
from gaf_rules.values.days import from_ordinal, the_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from gaf_rules.calendar.working import WorkingCalendar

__all__ = ["bounds_after", "bounds_before", "classify"]

_DAYS_A_YEAR: Final = 366
_BITS: Final = bytes.maketrans(b"01", b"\x00\x01")


class _Decided(NamedTuple):
    """A day past the notices that is decided all the same."""

    worked: bool
    festival: str | None


def classify(cal: WorkingCalendar, d: date) -> tuple[DayKind, str | None]:
    """What is certain of a day that a notice still to come decides or may change.

    Arguments:
        cal: the calendar; its notices say where the final part ends.
        d: a day; one that is final is answered as `cal.day` does.

    Returns:
        working, weekend or public_holiday where every arrangement agrees, else undetermined; and
        the festival: for a day off the one it belongs to, for an open day all in whose
        neighbourhood it lies, else None.

    Raises:
        CalendarHorizonError: before coverage and past the lunar tables.
        CaseError: an argument of the wrong kind.

    >>> from datetime import date
    >>> from gaf_rules.calendar.working import china
    >>> cal = china().as_known_on(date(2026, 10, 1))
    >>> [classify(cal, date(2027, 2, d))[0] for d in (5, 12, 13, 24)]
    ['public_holiday', 'undetermined', 'undetermined', 'working']
    """
    _require_covered(cal, d)
    if d <= cal.coverage.final_through:
        info = cal.day(d)
        return info.kind, info.festival
    ordinal = d.toordinal()
    decided = _decided(cal).get(ordinal)
    if decided is not None:
        return ("working", None) if decided.worked else ("public_holiday", decided.festival)
    about = neighbourhoods(_year_of_hoods(d))
    hood = next((h for h in about if h.first <= ordinal <= h.last), None)
    if hood is None:
        return _certain(d, worked=_works(cal, ordinal), festival=statutory_day(d))
    offset = ordinal - hood.first
    found = {pattern[offset] for pattern in _patterns(cal, hood)}
    if len(found) > 1:
        return "undetermined", "、".join(festival.name for festival in hood.festivals)
    return _certain(d, worked=found == {1}, festival=_nearest(hood, d))


def _certain(d: date, *, worked: bool, festival: str | None) -> tuple[DayKind, str | None]:
    if worked:
        return "working", None
    statutory = statutory_day(d)
    if statutory is None and weekday_code(d.toordinal()) == WEEKEND:
        return "weekend", None
    return "public_holiday", statutory or festival


def _nearest(hood: Neighbourhood, d: date) -> str:
    return min(
        (abs(d - day), festival.name) for festival in hood.festivals for day in festival.days
    )[1]


def bounds_after(cal: WorkingCalendar, d: date, n: int) -> DateBounds:
    """The earliest and the latest date that the ``n``-th working day strictly after ``d`` can be.

    Arguments:
        cal: the calendar; its notices say where the final part ends.
        d: a day not before the coverage, however far past it.
        n: a number of working days, 1 or more.

    Returns:
        the interval. Its certainty is final where the count ends on a final day; provisional where
        by the notices held it ends on a day that the next notice may still change; projected where
        they do not reach so far.

    Raises:
        CalendarHorizonError: before coverage and past the lunar tables.
        CaseError: an argument of the wrong kind.

    >>> from datetime import date
    >>> from gaf_rules.calendar.working import china
    >>> b = bounds_after(china().as_known_on(date(2026, 10, 1)), date(2027, 2, 1), 10)
    >>> str(b.earliest), str(b.latest), b.certainty
    ('2027-02-19', '2027-02-23', 'projected')
    """
    _require_covered(cal, d)
    n = left = require_count(n)
    start = d.toordinal()
    final = cal.coverage.final_through
    if d <= final:
        known = cal.count_working_days(after=d, through=final)
        if known >= n:
            return _interval(cal.nth_working_day_after(d, n), certainty="final")
        left, start = n - known, final.toordinal()
    earliest, latest = _after(cal, start, left)
    return _interval(from_ordinal(earliest), from_ordinal(latest), certainty=_certainty(cal, d, n))


def _certainty(cal: WorkingCalendar, d: date, n: int) -> Certainty:
    published = cal.coverage.published_through
    held = d < published and cal.count_working_days(after=d, through=published) >= n
    return "provisional" if held else "projected"


def _after(cal: WorkingCalendar, start: int, n: int) -> tuple[int, int]:
    year, last_year = _year_within(from_ordinal(start)), 0
    # A year has fewer working days than it has days. Further years are looked at only where the count needs
    # them: the arrangements of one year can be thousands.
    reach = n // _DAYS_A_YEAR
    while year + n // _DAYS_A_YEAR <= LAST_YEAR != last_year:
        last_year = min(year + reach, LAST_YEAR)
        first, last = _timeline(cal, year, last_year).nth_after(start, n)
        # The least count gives the later day, so that the other is there when this one is.
        if first.day is not None and last.day is not None:
            return first.day, last.day
        reach += reach + 1
    raise beyond_the_table(LAST_YEAR + 1)


def bounds_before(cal: WorkingCalendar, d: date, n: int) -> DateBounds:
    """The earliest and the latest date that the ``n``-th working day strictly before ``d`` can be.

    Arguments, results and errors as in `bounds_after`; what makes the interval provisional or
    projected is the last day counted, the eve of ``d``.

    >>> from datetime import date
    >>> from gaf_rules.calendar.working import china
    >>> b = bounds_before(china().as_known_on(date(2026, 10, 1)), date(2027, 2, 22), 10)
    >>> str(b.earliest), str(b.latest), b.certainty
    ('2027-01-31', '2027-02-02', 'projected')
    """
    _require_covered(cal, d)
    n = require_count(n)
    eve = from_ordinal(d.toordinal() - 1)
    if eve <= cal.coverage.final_through:
        return _interval(cal.nth_working_day_before(d, n), certainty="final")
    latest, earliest = _before(cal, d, n)
    certainty: Certainty = "provisional" if eve <= cal.coverage.published_through else "projected"
    return _interval(_resolved(cal, earliest), _resolved(cal, latest), certainty=certainty)


def _before(cal: WorkingCalendar, d: date, n: int) -> tuple[CountEnd, CountEnd]:
    year, final_year = _year_within(d), cal.coverage.final_through.year
    reach = 0
    while True:
        first_year = max(year - reach, final_year)
        latest, earliest = _mirrored(cal, first_year, year).nth_after(-d.toordinal(), n)
        # What is missing beyond the first open day is counted on in the final part.
        if first_year == final_year or not (latest.missing or earliest.missing):
            return latest, earliest
        reach += reach + 1


def _resolved(cal: WorkingCalendar, found: CountEnd) -> date:
    """The day found on the mirrored timeline; what is missing is counted on in the final part."""
    if found.day is not None:
        return from_ordinal(-found.day)
    first_open = from_ordinal(cal.coverage.final_through.toordinal() + 1)
    return cal.nth_working_day_before(first_open, found.missing)


def _interval(earliest: date, latest: date | None = None, *, certainty: Certainty) -> DateBounds:
    return DateBounds(earliest=earliest, latest=latest or earliest, certainty=certainty)


def _require_covered(cal: WorkingCalendar, d: date) -> None:
    if require_date(d) < cal.coverage.first:
        raise horizon_error(cal, d, past=True)


# --- timelines --------------------------------------------------------------------------------


def _year_within(d: date) -> int:
    """The year whose neighbourhoods are about a day.

    Raises:
        CalendarHorizonError: past the table of lunar years.
    """
    year = _year_of_hoods(d)
    if year > LAST_YEAR:
        raise beyond_the_table(max(d.year, LAST_YEAR + 1))
    return year


@lru_cache(maxsize=64)
def _timeline(cal: WorkingCalendar, first_year: int, last_year: int) -> CountTimeline:
    """The open days from the first that belong to a year, to the last of another."""
    first, worked, hoods = _future(cal, first_year, last_year)
    return CountTimeline.of(
        first, worked, [_stretch(max(first, h.first), _clipped(cal, h, first)) for h in hoods]
    )


@lru_cache(maxsize=64)
def _mirrored(cal: WorkingCalendar, first_year: int, last_year: int) -> CountTimeline:
    """The same days in reverse, ordinals negated: counting back becomes counting forward."""
    first, worked, hoods = _future(cal, first_year, last_year)
    stretches = [
        _stretch(-hood.last, frozenset(p[::-1] for p in _clipped(cal, hood, first)))
        for hood in reversed(hoods)
    ]
    return CountTimeline.of(-(first + len(worked) - 1), worked[::-1], stretches)


# Most calendars of places share the stretches of a year, and so their patterns.
_stretch = lru_cache(maxsize=256)(OpenStretch.of)


def _future(
    cal: WorkingCalendar, first_year: int, last_year: int
) -> tuple[int, bytes, tuple[Neighbourhood, ...]]:
    before = max(cal.coverage.final_through, the_day(first_year - 1, *YEAR_ENDS))
    first, end = before.toordinal() + 1, the_day(last_year, *YEAR_ENDS).toordinal() + 1
    worked = bytes(_works(cal, ordinal) for ordinal in range(first, end))
    years = range(_year_of_hoods(from_ordinal(first)), last_year + 1)
    return first, worked, tuple(hood for year in years for hood in neighbourhoods(year))


def _clipped(cal: WorkingCalendar, hood: Neighbourhood, first: int) -> frozenset[bytes]:
    # Only a calendar without any notice begins inside a neighbourhood: on a 1 January.
    skipped, found = max(0, first - hood.first), _patterns(cal, hood)
    return frozenset(pattern[skipped:] for pattern in found) if skipped else found


def _year_of_hoods(d: date) -> int:
    # The last days of December belong to the New Year to come.
    return d.year + ((d.month, d.day) > YEAR_ENDS)


# --- single days ------------------------------------------------------------------------------


@lru_cache(maxsize=512)
def _patterns(cal: WorkingCalendar, hood: Neighbourhood) -> frozenset[bytes]:
    """The days of a neighbourhood under each arrangement, one byte a day, 1 where it is worked."""
    days = range(hood.first, hood.last + 1)
    decided = [(day, _decided(cal)[day].worked) for day in days if day in _decided(cal)]
    base = _mask(day - hood.first for day in days if _works(cal, day))
    named = _mask(day - hood.first for day, _ in decided)
    worked = _mask(day - hood.first for day, is_worked in decided if is_worked)
    return _arranged(hood, base, named, worked)


@lru_cache(maxsize=256)
def _arranged(hood: Neighbourhood, base: int, named: int, worked: int) -> frozenset[bytes]:
    # What is decided stays so under every arrangement.
    found = {(base & ~off | made_up) & ~named | worked for off, made_up in hood.swaps}
    # The digits of a mask, the first day last, each as a byte: there can be thousands of arrangements.
    digits = f"0{hood.last - hood.first + 1}b"
    return frozenset(format(mask, digits)[::-1].encode().translate(_BITS) for mask in found)


def _mask(bits: Iterable[int]) -> int:
    return sum(1 << bit for bit in bits)


def _works(cal: WorkingCalendar, ordinal: int) -> bool:
    """Whether a day is worked as long as no arrangement says otherwise."""
    decided = _decided(cal).get(ordinal)
    if decided is not None:
        return decided.worked
    d = from_ordinal(ordinal)
    if d in cal.coverage:
        return cal.is_working_day(d)
    return weekday_code(ordinal) != WEEKEND


@lru_cache(maxsize=64)
def _decided(cal: WorkingCalendar) -> Mapping[int, _Decided]:
    """Days past the notices of whole years that something held decides all the same.

    A decree may come before the notice of its year (a day off of its own, an adjustment), and a
    place may have set its regional days; both hold whatever arrangement the notice will choose.
    """
    published, final = cal.coverage.published_through, cal.coverage.final_through
    found = {d.toordinal(): decided for d, decided in _decreed(cal) if d > published}
    for overlay in sorted(cal.applied, key=lambda o: o.reach):
        for days, worked in ((overlay.off, False), (overlay.work, True)):
            found.update(
                (
                    day.toordinal(),
                    _Decided(worked=worked, festival=None if worked else _festival(day)),
                )
                for day in days
                if day > final
            )
    return MappingProxyType(found)


def _festival(d: date) -> str | None:
    return statutory_day(d) if d.year <= LAST_YEAR else None


def _decreed(cal: WorkingCalendar) -> Iterator[tuple[date, _Decided]]:
    for notice in cal.notices:
        # An annual notice past the coverage lies behind a gap of a year; without it the interval
        # is wider, never wrong.
        if notice.kind != "annual":
            for off in notice.off:
                for day in off.days():
                    yield day, _Decided(worked=False, festival=off.festival)
            for work in notice.work:
                yield work.on, _Decided(worked=True, festival=work.festival)
