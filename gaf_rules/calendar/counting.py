"""Counting working days: forward, backward, between, and as certified intervals.

The part of `WorkingCalendar` that reads the rank tables; the tables are made in
`gaf_rules.calendar.working`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final, Literal, NoReturn, cast, get_args

from gaf_rules.calendar.day import Coverage, DateBounds, require_count, require_date
from gaf_rules.calendar.horizon import horizon_error
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.given import is_one_of
from gaf_rules.values.nearest import short

if TYPE_CHECKING:
    from gaf_rules.calendar.working import WorkingCalendar

__all__ = ["Convention", "Counting"]

_ONE_DAY: Final = 1

Convention = Literal["following", "preceding", "nearest"]
"""Where a day off goes when only a working day will do; see `Counting.roll`."""


class Counting:
    """What a calendar can count, given its rank tables (see `gaf_rules.calendar.ranks`).

    Attributes:
        coverage: the days covered.
        known_on: the day of knowledge, where it has one.
        foreign: the workalendar calendar that its days were taken from, where they were.
    """

    __slots__ = ()

    coverage: Coverage
    known_on: date | None
    foreign: str | None
    _base: int
    _final: int
    _codes: bytes
    _before: tuple[int, ...]
    _days: tuple[date, ...]

    if TYPE_CHECKING:

        def for_place(self, place: str | None) -> WorkingCalendar:
            """The calendar of one place; see `WorkingCalendar`."""

    def nth_working_day_after(self, d: date, n: int, *, place: str | None = None) -> date:
        """The ``n``-th working day strictly after ``d``.

        Arguments:
            d: a day inside coverage.
            n: a number of working days, 1 or more.
            place: as in `is_working_day`.

        Raises:
            CalendarHorizonError: the day or the count leaves coverage.
            CaseError: an argument of the wrong kind.

        >>> from gaf_rules.calendar import CHINA
        >>> CHINA.nth_working_day_after(date(2026, 9, 30), 1)
        datetime.date(2026, 10, 8)
        """
        if place is None and type(d) is date and type(n) is int and n > 0:
            index = d.toordinal() - self._base
            if index >= 0:
                try:
                    return self._days[self._before[index + 1] + n - 1]
                except IndexError:
                    pass
        return self._nth_after(d, n, place)

    def _nth_after(self, d: date, n: int, place: str | None) -> date:
        if place is not None:
            return self.for_place(place).nth_working_day_after(d, n)
        rank = self._before[self._index(d) + 1] + require_count(n) - 1
        if rank >= len(self._days):
            self._refuse(None, past=False)
        return self._days[rank]

    def nth_working_day_before(self, d: date, n: int, *, place: str | None = None) -> date:
        """The ``n``-th working day strictly before ``d``; arguments and errors as above.

        >>> from gaf_rules.calendar import CHINA
        >>> CHINA.nth_working_day_before(date(2026, 10, 8), 1)
        datetime.date(2026, 9, 30)
        """
        if place is not None:
            return self.for_place(place).nth_working_day_before(d, n)
        index = self._before[self._index(d)] - require_count(n)
        if index < 0:
            self._refuse(None, past=True)
        return self._days[index]

    def count_working_days(self, *, after: date, through: date, place: str | None = None) -> int:
        """How many working days lie strictly after ``after``, up to and including ``through``.

        Arguments:
            after: a day inside coverage.
            through: another; the count is 0 where it is not after ``after``.
            place: as in `is_working_day`.

        Raises:
            CalendarHorizonError: outside coverage.
            CaseError: a datetime.

        >>> from gaf_rules.calendar import CHINA
        >>> CHINA.count_working_days(after=date(2026, 2, 18), through=date(2026, 3, 6))
        10
        """
        if place is None and type(after) is date and type(through) is date:
            before, base = self._before, self._base - 1
            start, end = after.toordinal() - base, through.toordinal() - base
            if 0 < start <= end < len(before):
                return before[end] - before[start]
        return self._count(after, through, place)

    def _count(self, after: date, through: date, place: str | None) -> int:
        if place is not None:
            return self.for_place(place).count_working_days(after=after, through=through)
        start, end = self._index(after, "$after"), self._index(through, "$through")
        return max(0, self._before[end + 1] - self._before[start + 1])

    def roll(self, d: date, convention: Convention, *, place: str | None = None) -> date:
        """``d`` itself if it is worked, else a working day beside it.

        Arguments:
            d: a day inside coverage.
            convention: ``"following"``, the next working day (as article 203 of the Civil Code has it for
                the last day of a period); ``"preceding"``, the one before; ``"nearest"``, whichever is
                fewer calendar days away, of two equally near the following.
            place: as in `is_working_day`.

        Raises:
            CalendarHorizonError: ``d`` or what it rolls to leaves coverage.
            CaseError: another convention, or a datetime.

        >>> from gaf_rules.calendar import CHINA
        >>> holiday = date(2026, 2, 18)
        >>> CHINA.roll(holiday, "following"), CHINA.roll(holiday, "preceding")
        (datetime.date(2026, 2, 24), datetime.date(2026, 2, 14))
        """
        if place is not None:
            return self.for_place(place).roll(d, convention)
        allowed = get_args(Convention)
        if not is_one_of(convention, allowed):
            zh = f"得到 {short(convention)}；应为 {'、'.join(allowed)} 之一"
            en = f"got {short(convention)}; one of {', '.join(allowed)} is wanted"
            problem = Problem(
                code="unknown_word",
                path="$convention",
                got=convention,
                allowed=allowed,
                zh=zh,
                en=en,
            )
            raise CaseError((problem,))
        d = require_date(d)
        index = self._index(d)
        if self._before[index + 1] > self._before[index]:
            return d
        if convention == "preceding":
            return self.nth_working_day_before(d, 1)
        following = self.nth_working_day_after(d, 1)
        if convention == "following":
            return following
        preceding = self.nth_working_day_before(d, 1)
        return preceding if d - preceding < following - d else following

    def bounds_after(self, d: date, n: int, *, place: str | None = None) -> DateBounds:
        """The earliest and the latest date the ``n``-th working day after ``d`` can be.

        Arguments:
            d: a day not before the coverage.
            n: a number of working days, 1 or more.
            place: as in `is_working_day`.

        Raises:
            CalendarHorizonError: before coverage, and past that of a calendar made from one of
                workalendar, of whose later years nothing is known.
            CaseError: an argument of the wrong kind.

        >>> from gaf_rules.calendar import CHINA
        >>> CHINA.bounds_after(date(2026, 3, 2), 10).certainty
        'final'
        """
        if place is not None:
            return self.for_place(place).bounds_after(d, n)
        d = require_date(d)
        index = d.toordinal() - self._base
        if index < 0:
            self._refuse(d, past=True)
        n = require_count(n)
        if index < len(self._codes):
            rank = self._before[index + 1] + n - 1
            # Everything up to the answer is final, so nothing can move it.
            if rank < len(self._days) and self._days[rank] <= self.coverage.final_through:
                return _exact(self._days[rank])
        self._require_projection(d)
        from gaf_rules.calendar import projection  # noqa: PLC0415  (see _projected)

        return projection.bounds_after(cast("WorkingCalendar", self), d, n)

    def bounds_before(self, d: date, n: int, *, place: str | None = None) -> DateBounds:
        """The same for the ``n``-th working day strictly before ``d``.

        >>> from gaf_rules.calendar import CHINA
        >>> CHINA.bounds_before(date(2026, 3, 2), 10).earliest
        datetime.date(2026, 2, 10)
        """
        if place is not None:
            return self.for_place(place).bounds_before(d, n)
        d = require_date(d)
        ordinal = d.toordinal()
        if ordinal < self._base:
            self._refuse(d, past=True)
        n = require_count(n)
        if ordinal <= self._final + _ONE_DAY:
            rank = self._before[ordinal - self._base] - n
            if rank < 0:
                self._refuse(None, past=True)
            return _exact(self._days[rank])
        self._require_projection(d)
        from gaf_rules.calendar import projection  # noqa: PLC0415  (see _projected)

        return projection.bounds_before(cast("WorkingCalendar", self), d, n)

    def _index(self, d: date, path: str = "$d") -> int:
        d = require_date(d, path)
        index = d.toordinal() - self._base
        if not 0 <= index < len(self._codes):
            self._refuse(d, past=index < 0)
        return index

    def _require_projection(self, d: date) -> None:
        """Refuse what only the projection could answer, where the days are not those of China."""
        if self.foreign is not None:
            self._refuse(d if d > self.coverage.published_through else None, past=False)

    def _refuse(self, d: date | None, *, past: bool) -> NoReturn:
        raise horizon_error(self, d, past=past)


def _exact(d: date) -> DateBounds:
    return DateBounds(earliest=d, latest=d, certainty="final")
