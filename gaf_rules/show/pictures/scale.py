"""Days to places: where a day lies on the line of time, and which days are written above it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.values.days import from_ordinal, the_day

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Scale"]

_ROOM: Final = 46
"""What a date above the line takes."""
_MONTHS: Final = (1, 3, 12, 60, 240)
_SUNDAY_BEFORE: Final = 1
"""Ordinal 1 is a Monday, so ordinals that leave 1 when divided by 7 are Mondays."""


@frozen
class Scale:
    """The days from ``first`` through ``last`` from ``left`` to ``right``."""

    first: date
    last: date
    left: float
    right: float

    @property
    def step(self) -> float:
        """The breadth of one day."""
        return (self.right - self.left) / (self.last.toordinal() - self.first.toordinal() + 1)

    def left_of(self, day: date) -> float:
        """The left edge of a day."""
        return self.left + (day.toordinal() - self.first.toordinal()) * self.step

    def right_of(self, day: date) -> float:
        """The right edge of a day."""
        return self.left_of(day) + self.step

    def end_of(self, day: date) -> float:
        """The end of a day, still inside of its column: where a line stands that closes it."""
        return self.right_of(day) - min(1.5, self.step / 2)

    def middle_of(self, day: date) -> float:
        """The middle of a day."""
        return self.left_of(day) + self.step / 2

    def width(self, first: date, last: date) -> float:
        """The breadth of the days from ``first`` through ``last``."""
        return self.right_of(last) - self.left_of(first)

    def ticks(self) -> Iterator[tuple[date, str]]:
        """The days written above the line: Mondays, or firsts of months, as many as there is room for."""
        ordinals = range(self.first.toordinal(), self.last.toordinal() + 1)
        if 7 * self.step >= _ROOM:
            for ordinal in ordinals:
                if ordinal % 7 == _SUNDAY_BEFORE:
                    day = from_ordinal(ordinal)
                    yield day, f"{day:%m-%d}"
            return
        months = next((n for n in _MONTHS if n * 28 * self.step >= _ROOM), _MONTHS[-1])
        for month in range(
            self.first.year * 12 + self.first.month, self.last.year * 12 + self.last.month
        ):
            year, index = divmod(month, 12)
            if month % months == 0:
                day = the_day(year, index + 1, 1)
                yield day, f"{day:%Y-%m}"
