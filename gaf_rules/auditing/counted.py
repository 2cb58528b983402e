"""Deadlines and counts for arrays of days, by tables.

What a table says of a day is what :func:`gaf_rules.language.periods.count_due` says of it. Where the calendar
is final that is read off the rank tables for all days at once; where it is provisional or projected the
scalar function itself is asked, once for each day that occurs.
"""

from __future__ import annotations

from functools import reduce
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gaf_rules.bulk.ranks import ranks_of
from gaf_rules.columns import MISSING_DAY
from gaf_rules.language.periods import Due, count_due
from gaf_rules.values.days import from_ordinal, the_day

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.periods import Period

Ints = NDArray[Any]
"""Whole numbers, of 32 or 64 bits."""

__all__ = [
    "EPOCH",
    "EXACT",
    "FINAL",
    "MISSING",
    "NULLS",
    "PARTS",
    "DueFamily",
    "DueTable",
    "Ints",
    "Span",
    "Tables",
    "day_of",
    "least_of",
    "number_of",
    "shape_of",
]

PARTS = ("on", "earliest", "latest")
"""The days that a deadline has."""

EPOCH_DAY = the_day(1970, 1, 1)
EPOCH = EPOCH_DAY.toordinal()
MISSING = MISSING_DAY
"""What stands in a column of days or counts where there is none."""

NULLS = 0b111
EXACT = 0b100000
_CERTAINTIES = ("final", "provisional", "projected")
_COUNTING = ("trigger_day", "receipt_on_day_off", "before_window")


def number_of(day: date | None) -> int:
    """The number of a day, counted from 1970; that of no day is MISSING."""
    return MISSING if day is None else day.toordinal() - EPOCH


def day_of(number: int) -> date | None:
    """The day with a number."""
    return None if number == MISSING else from_ordinal(number + EPOCH)


def shape_of(due: Due) -> int:
    """Which parts of a deadline are known, how certain it is, and whether all parts are one day."""
    nulls = (due.on is None) | (due.earliest is None) << 1 | (due.latest is None) << 2
    exact = due.on is not None and due.on == due.earliest == due.latest
    return nulls | _CERTAINTIES.index(due.certainty) << 3 | (EXACT if exact else 0)


def least_of(columns: Sequence[Any]) -> Ints:
    """The earliest of the days that are known; MISSING where none is."""
    latest = np.iinfo(np.int32).max
    least = reduce(np.minimum, (np.where(days == MISSING, latest, days) for days in columns))
    return np.where(least == latest, MISSING, least)


FINAL = shape_of(Due(on=EPOCH_DAY, earliest=EPOCH_DAY, latest=EPOCH_DAY))


def _final(
    period: Period,
    readings: Mapping[str, str],
    calendar: WorkingCalendar,
    days: int | None,
    day: Ints,
) -> tuple[Ints, Ints]:
    """The last day for each day, and where it is final: :func:`gaf_rules.language.periods.count_due`."""
    ranks = ranks_of(calendar)
    left = period.number if days is None else days
    if not period.counts_working_days:
        # Days and months of the calendar: the scalar function is asked, once for each day that occurs.
        return day, np.zeros(len(day), bool)
    known = (day >= ranks.first) & (day < ranks.end)
    day = np.where(known, day, ranks.first)
    final = number_of(calendar.coverage.final_through)
    if period.backward:
        place = ranks.before[day] - left - (readings["before_window"] == "clear_days")
        known &= (place >= 0) & (day <= final)
        return ranks.days[np.maximum(place, 0)], known
    if left <= 0:
        return day, known
    start = day
    if period.from_receipt and readings["receipt_on_day_off"] == "next_working_day":
        # The first working day that is not before the day; the scalar function knows what follows the last.
        known &= ranks.before[day] < len(ranks.days)
        start = ranks.days[np.minimum(ranks.before[day], len(ranks.days) - 1)]
    if readings["trigger_day"] == "include":
        known &= start > ranks.first  # there is no day before the first to start from
        start = start - 1
    place = ranks.before[start + 1] + left - 1
    known &= place < len(ranks.days)
    on = ranks.days[np.minimum(place, len(ranks.days) - 1)]
    return on, known & (on <= final)


class Span:
    """Places in tables of days, the least and the greatest of them known.

    Attributes:
        values: the places.
        least, most: what they lie between.
    """

    __slots__ = ("least", "most", "values")

    def __init__(self, values: Any) -> None:
        self.values = values
        some = np.size(values) > 0
        self.least = int(np.min(values)) if some else 0
        self.most = int(np.max(values)) if some else 0


class DueTable:
    """The deadline of one period under one set of readings, for each day asked about so far.

    Attributes:
        columns: by day, whether it has been filled there (known), :func:`shape_of` its deadline (shape), and
            its parts (on, earliest, latest).
        fills: how often days have been added.
    """

    __slots__ = ("_arguments", "_sure", "columns", "fills", "first")

    def __init__(self, arguments: tuple[Any, ...], first: int, size: int) -> None:
        self._arguments = arguments
        self.first = first
        period, readings, calendar, days = arguments
        day = np.arange(first, first + size)
        on, known = _final(period, readings, calendar, days, day)
        on = np.where(known, on, MISSING).astype(np.int32)
        self.columns: dict[str, Ints] = {
            "known": known,
            "shape": np.where(known, FINAL, 0).astype(np.uint8),
            **{name: on.copy() for name in PARTS},
        }
        # Of the days known from the start most are one run: for days inside it nothing need be looked up.
        gaps = np.flatnonzero(~known)
        at = np.searchsorted(gaps, size // 2)
        self._sure = gaps[at - 1] if at else -1, gaps[at] if at < len(gaps) else size
        self.fills = 0

    @property
    def known(self) -> Ints:
        """By day, whether the table has been filled there."""
        return self.columns["known"]

    def due(self, number: int) -> Due:
        """The deadline for one day, as the scalar function gives it."""
        period, readings, calendar, days = self._arguments
        day = from_ordinal(number + EPOCH)
        return count_due(period, day, readings, calendar, days=days)

    def is_final(self, index: Span) -> bool:
        """Whether all these days are known to have a final deadline, without a look at each."""
        after, before = self._sure
        return index.least > after and index.most < before

    def fill(self, index: Span) -> None:
        """Ask about every day among these that has not been asked about."""
        if self.is_final(index) or self.known.take(index.values, mode="clip").all():
            return
        some = np.atleast_1d(index.values)
        inside = some[(some >= 0) & (some < len(self.known))]
        for place in np.unique(inside[~self.known[inside]]).tolist():
            due = self.due(place + self.first)
            self.columns["shape"][place] = shape_of(due)
            for name in PARTS:
                self.columns[name][place] = number_of(getattr(due, name))
            self.known[place] = True  # last, since other threads look here first
        self.fills += 1


class DueFamily:
    """The deadlines of one period for any number of days: a table for each number, one after the other."""

    def __init__(self, of: Callable[[int], DueTable], lock: RLock) -> None:
        self._of = of
        self._lock = lock
        self._tables: list[DueTable] = []
        self._columns: dict[str, Ints] = {}

    def due(self, number: int, days: int) -> Due:
        """The deadline for one day and one number of days."""
        return self._of(days).due(number)

    def places(self, index: Ints, days: Ints) -> tuple[dict[str, Ints], Ints]:
        """Columns of shapes and of the parts by name; where in them each day with its number stands."""
        if int(days.max(initial=0)) >= len(self._tables):
            with self._lock:
                self._grow(int(days.max()) + 1)
        columns, size = self._columns, len(self._tables[0].known)
        places = np.maximum(days, 0) * size + np.clip(index, 0, size - 1)
        unknown = np.flatnonzero(~columns["known"].take(places))
        if unknown.size:
            with self._lock:
                for number in np.unique(days.take(unknown)).tolist():
                    some = unknown[days.take(unknown) == number]
                    self._tables[max(number, 0)].fill(Span(index.take(some)))
                # Another thread may have laid more tables behind these since, and the columns anew.
                columns = self._columns
        return columns, places

    def _grow(self, count: int) -> None:
        """Lay more tables behind the others; each then looks at its piece of the whole."""
        tables = [*self._tables, *map(self._of, range(len(self._tables), count))]
        held = [table.columns for table in tables]
        self._columns = {name: np.concatenate([one[name] for one in held]) for name in held[0]}
        for name, column in self._columns.items():
            for table, piece in zip(tables, np.split(column, len(tables)), strict=True):
                table.columns[name] = piece
        self._tables = tables  # last, since other threads look here first


class Tables:
    """All tables of one audit.

    Arguments:
        calendar: the calendar of the audit.
        first, last: numbers of the first and the last day that can occur in a log that is counted here.
    """

    def __init__(self, calendar: WorkingCalendar, first: int, last: int) -> None:
        self.calendar = calendar
        self.first = first
        self.last = last
        self.lock = RLock()
        self._dues: dict[tuple[Any, ...], DueTable] = {}
        self._overlays: dict[tuple[int, str, str], Ints] = {}
        self._families: dict[tuple[Any, ...], DueFamily] = {}
        self._views: dict[int, WorkingCalendar] = {}
        self._least: dict[tuple[Any, ...], tuple[int, Ints]] = {}
        self._passed: dict[int, Ints] = {}

    def due(
        self,
        period: Period,
        readings: Mapping[str, str],
        calendar: WorkingCalendar,
        days: int | None,
    ) -> DueTable:
        """The table of a period, with the readings that bear on counting, on one calendar."""
        chosen = tuple(readings[name] for name in _COUNTING)
        key = id(period), chosen, id(calendar), days
        found = self._dues.get(key)
        if found is None:
            self._views[id(calendar)] = calendar  # kept, so that its id is not given away
            kept = dict(zip(_COUNTING, chosen, strict=True))
            arguments = period, kept, calendar, days
            found = DueTable(arguments, self.first, self.last - self.first + 1)
            self._dues[key] = found
        return found

    def family(
        self, period: Period, readings: Mapping[str, str], calendar: WorkingCalendar
    ) -> DueFamily:
        """The tables of a period for any number of days."""
        key = id(period), tuple(readings[name] for name in _COUNTING), id(calendar)
        found = self._families.get(key)
        if found is None:
            self._views[id(calendar)] = calendar
            kept = {name: readings[name] for name in _COUNTING}
            found = DueFamily(lambda days: self.due(period, kept, calendar, days), self.lock)
            self._families[key] = found
        return found

    def least(self, parts: Sequence[tuple[DueTable, str]]) -> Ints:
        """By day the earliest that is known of some columns of tables of deadlines."""
        key = tuple((id(table), name) for table, name in parts)
        fills = sum(table.fills for table, _ in parts)
        found = self._least.get(key)
        if found is None or found[0] != fills:
            least = least_of([table.columns[name] for table, name in parts])
            found = self._least[key] = fills, least
        return found[1]

    @property
    def count(self) -> int:
        """How many tables of deadlines there are."""
        return len(self._dues)

    def passed(self, calendar: WorkingCalendar) -> Ints:
        """By day how many working days there are up to it."""
        found = self._passed.get(id(calendar))
        if found is None:
            self._views[id(calendar)] = calendar
            found = ranks_of(calendar).before[1:].astype(np.int32)
            self._passed[id(calendar)] = found
        return found

    def overlay(self, calendar: WorkingCalendar, place: str, kind: str) -> Ints:
        """The days that overlays of a kind change for a place, in order."""
        key = id(calendar), place, kind
        found = self._overlays.get(key)
        if found is None:
            start = calendar.coverage.first
            end = from_ordinal(self.last + EPOCH + 3700)
            days = calendar.overlay_days(place, kind, after=start, through=end)
            found = np.array([number_of(day) for day in days], np.int64)
            self._overlays[key] = found
        return found
