"""The four questions to a calendar, for arrays of days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.bulk.pieces import (
    PIECE,
    BulkQuery,
    counts_of,
    given_back,
    outside_of,
    ready,
    run,
    shape_of,
)
from gaf_rules.bulk.ranks import RanksByDay, ranks_of, table_after, table_before
from gaf_rules.calendar import CHINA
from gaf_rules.columns import DAY, as_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from gaf_rules.bulk.pieces import Outside
    from gaf_rules.calendar import WorkingCalendar

    Days = NDArray[np.datetime64]
    Ints = NDArray[np.int64]

__all__ = [
    "count_working_days",
    "is_working_day",
    "nth_working_day_after",
    "nth_working_day_before",
]


def _nth(
    dates: Any,
    n: Any,
    calendar: WorkingCalendar,
    place: str | None,
    out: Days | None,
    outside: Outside,
    *,
    forward: bool,
) -> Any:
    asked = BulkQuery(calendar, place, outside)
    days, counts = as_days(dates), counts_of(n)
    shape = shape_of(days, counts)
    result = ready(out, shape, DAY)
    if counts.ndim == 0:
        run((days,), result, _fixed(asked, int(counts), forward=forward))
    else:
        both = np.broadcast_to(days, shape), np.broadcast_to(counts, shape)
        run(both, result, _any_number(asked, forward=forward))
    return given_back((dates, n), result, out)


def _fixed(asked: BulkQuery, n: int, *, forward: bool) -> Callable[..., None]:
    """One number for all: one look-up in the composed table."""
    table: RanksByDay = (table_after if forward else table_before)(asked.calendar, n)
    values, first, end = table.values, table.first, table.end
    cal = asked.calendar
    ask = cal.nth_working_day_after if forward else cal.nth_working_day_before

    def piece(start: int, into: Days, some: Days) -> None:
        days = some.view(np.int64)
        wrong = outside_of(days, first, end)
        if wrong is None:
            values.take(days, out=into.view(np.int64), mode="wrap")
            return
        asked.settle(wrong, days, start, lambda day, _: ask(day, n))
        into[...] = np.datetime64("NaT", "D")
        into.view(np.int64)[~wrong] = values[days[~wrong]]

    return piece


def _any_number(asked: BulkQuery, *, forward: bool) -> Callable[..., None]:
    """A number for each: the rank of the day, then the working day so many places on."""
    ranks = ranks_of(asked.calendar)
    cal = asked.calendar
    ask = cal.nth_working_day_after if forward else cal.nth_working_day_before
    # Forward the day itself is passed, backward it is not.
    before = ranks.before[1:] - 1 if forward else ranks.before[:-1]
    places = np.empty(PIECE, np.int64)
    held = len(ranks.days)

    def piece(start: int, into: Days, some: Days, counts: Ints) -> None:
        days, place = some.view(np.int64), places[: len(into)]
        wrong = outside_of(days, ranks.first, ranks.end)
        before.take(days, out=place, mode="wrap" if wrong is None else "clip")
        (np.add if forward else np.subtract)(place, counts, out=place)
        # Seen as unsigned, a place before the first and one after the last are both too big.
        if wrong is None and place.view(np.uint64).max() < held:
            ranks.days.take(place, out=into.view(np.int64), mode="wrap")
            return
        far = place.view(np.uint64) >= held
        wrong = far if wrong is None else wrong | far
        asked.settle(wrong, days, start, lambda day, at: ask(day, int(counts[at])))
        into[...] = np.datetime64("NaT", "D")
        into.view(np.int64)[~wrong] = ranks.days[place[~wrong]]

    return piece


def nth_working_day_after(
    dates: Any,
    n: Any,
    *,
    calendar: WorkingCalendar = CHINA,
    place: str | None = None,
    out: Days | None = None,
    outside: Outside = "raise",
) -> Any:
    """The ``n``-th working day strictly after each date.

    Arguments:
        dates: days, as :func:`as_days` takes them; a missing day stays missing.
        n: a number of working days, 1 or more, or an array of them (the two are broadcast).
        calendar: the working days; the State Council's notices by default.
        place: a code (GB/T 2260): count for this place, its regional days included.
        out: an array ``datetime64[D]`` of the shape of the result, to write to; may be ``dates`` itself.
        outside: ``"raise"``, or ``"mask"`` to get NaT where the calendar has no answer.

    Returns:
        days, as a column of the kind that ``dates`` is: a Series of pandas with its index, name and way of
        writing days, a Series of Polars, an array of Arrow. A list, a tuple or an array of numpy gives a
        numpy array, a single day a numpy day.

    Raises:
        CalendarHorizonError: a day or a count leaves the calendar; it names the first such value.
        CaseError: no column of whole days, no number of days, columns of different length, Series of pandas
            with different indexes, or an ``out`` that does not fit.

    >>> import numpy as np
    >>> nth_working_day_after(np.array(["2026-02-18", "NaT"], "datetime64[D]"), 10)
    array(['2026-03-06',        'NaT'], dtype='datetime64[D]')
    """
    return _nth(dates, n, calendar, place, out, outside, forward=True)


def nth_working_day_before(
    dates: Any,
    n: Any,
    *,
    calendar: WorkingCalendar = CHINA,
    place: str | None = None,
    out: Days | None = None,
    outside: Outside = "raise",
) -> Any:
    """The ``n``-th working day strictly before each date; arguments and errors as above.

    >>> import numpy as np
    >>> nth_working_day_before(np.array(["2026-10-08"], "datetime64[D]"), [1, 2])
    array(['2026-09-30', '2026-09-29'], dtype='datetime64[D]')
    """
    return _nth(dates, n, calendar, place, out, outside, forward=False)


def count_working_days(
    after: Any,
    through: Any,
    *,
    calendar: WorkingCalendar = CHINA,
    place: str | None = None,
    out: Ints | None = None,
    outside: Outside = "raise",
    missing: int = -1,
) -> Any:
    """How many working days lie strictly after one day, up to and including another.

    Arguments:
        after: days, as :func:`as_days` takes them.
        through: likewise; the two are broadcast, and the count is 0 where ``through`` is not later.
        calendar: as in :func:`nth_working_day_after`.
        place: likewise.
        outside: likewise.
        out: an int64 array of the shape of the result, to write to.
        missing: what stands where a day is missing or masked; a count is never negative.

    Returns:
        whole numbers, as a column of the kind of the first argument that is one (see
        :func:`nth_working_day_after`).

    Raises:
        CalendarHorizonError: a day lies outside the calendar; it names the first such value.
        CaseError: no column of whole days, or an ``out`` that does not fit.

    >>> import numpy as np
    >>> days = np.array(["2026-03-06", "2026-02-18", "NaT"], "datetime64[D]")
    >>> count_working_days(np.datetime64("2026-02-18"), days)
    array([10,  0, -1])
    """
    asked = BulkQuery(calendar, place, outside)
    ranks = ranks_of(asked.calendar)
    passed = ranks.before[1:]
    first, last = as_days(after, "$after"), as_days(through, "$through")
    shape = shape_of(first, last)
    result = ready(out, shape, np.dtype(np.int64))
    ranked = np.empty(PIECE, np.int64)
    ask = asked.calendar.is_working_day

    def rank(days: Ints, into: Ints) -> NDArray[np.bool_] | None:
        wrong = outside_of(days, ranks.first, ranks.end)
        passed.take(days, out=into, mode="wrap" if wrong is None else "clip")
        return wrong

    def piece(start: int, into: Ints, begin: Days, end: Days) -> None:
        earlier = ranked[: len(into)]
        sides = begin.view(np.int64), end.view(np.int64)
        wrongs = rank(sides[0], earlier), rank(sides[1], into)
        np.subtract(into, earlier, out=into)
        np.maximum(into, 0, out=into)
        if wrongs[0] is None and wrongs[1] is None:
            return
        absent = np.isnat(begin) | np.isnat(end)
        for wrong, days in zip(wrongs, sides, strict=True):
            if wrong is not None:
                asked.settle(wrong, days, start, lambda day, _: ask(day), absent)
                into[wrong] = missing

    run((np.broadcast_to(first, shape), np.broadcast_to(last, shape)), result, piece)
    return given_back((after, through), result, out)


def is_working_day(
    dates: Any,
    *,
    calendar: WorkingCalendar = CHINA,
    place: str | None = None,
    out: NDArray[np.bool_] | None = None,
    outside: Outside = "raise",
    missing: bool = False,
) -> Any:
    """Whether each day is worked.

    Arguments:
        dates: days, as :func:`as_days` takes them.
        calendar: as in :func:`nth_working_day_after`.
        place: likewise.
        outside: likewise.
        out: a bool array of the shape of the result, to write to.
        missing: what stands where a day is missing or masked.

    Returns:
        true or false, as a column of the kind that ``dates`` is (see :func:`nth_working_day_after`).

    Raises:
        CalendarHorizonError: a day lies outside the calendar; it names the first such value.
        CaseError: no column of whole days, or an ``out`` that does not fit.

    >>> import numpy as np
    >>> is_working_day(np.array(["2026-02-28", "2026-03-01"], "datetime64[D]"))
    array([ True, False])
    """
    asked = BulkQuery(calendar, place, outside)
    ranks = ranks_of(asked.calendar)
    days = as_days(dates)
    result = ready(out, days.shape, np.dtype(np.bool_))
    ask = asked.calendar.is_working_day

    def piece(start: int, into: NDArray[np.bool_], some: Days) -> None:
        numbers = some.view(np.int64)
        wrong = outside_of(numbers, ranks.first, ranks.end)
        if wrong is None:
            ranks.worked.take(numbers, out=into, mode="wrap")
            return
        asked.settle(wrong, numbers, start, lambda day, _: ask(day))
        into[...] = missing
        into[~wrong] = ranks.worked[numbers[~wrong]]

    run((days,), result, piece)
    return given_back((dates,), result, out)
