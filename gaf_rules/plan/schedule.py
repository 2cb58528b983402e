"""Dates along a chain of steps: forward with every period used in full, and back from a wish."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.errors import GafRulesError
from gaf_rules.periods import Period, count_due
from gaf_rules.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.periods import Due

__all__ = ["Clock", "Link"]

_DAY = timedelta(days=1)
_FAR = 500
"""Calendar days looked back for a day: more than any period of any guideline."""


@frozen(kw_only=True)
class Link:
    """How long a step takes after the one before it.

    Attributes:
        period: the period in the text; None where there is none.
        days: working days allowed where there is none.
        readings: the readings that bear on the period.
        starts: how many receipts the period may be counted from, as the text is read.
    """

    period: Period | None = None
    days: int = 0
    readings: tuple[str, ...] = ()
    starts: int = 1


class Clock:
    """Counts for one calendar, safe under every reading and every notice still to come."""

    def __init__(self, calendar: WorkingCalendar, options: dict[str, str]) -> None:
        self.calendar = calendar
        self.options = options

    def is_open(self, day: date) -> bool:
        """Whether the offices certainly work on a day."""
        return self.calendar.day(day).is_working is True

    def open_on_or_before(self, day: date) -> date:
        """The last day up to this one on which the offices certainly work."""
        return self._back(day, self.is_open)

    def open_on_or_after(self, day: date) -> date:
        """The first day from this one on on which the offices certainly work."""
        while not self.is_open(day):
            day += _DAY
        return day

    def after(self, day: date, link: Link) -> date:
        """The latest day on which the next step may happen if this one happens on ``day``."""
        if link.period is not None:
            return max(_known(due.latest) for due in self._dues(link, day))
        if link.days == 0:
            return day
        return self.calendar.bounds_after(day, link.days).latest

    def before(self, day: date, link: Link) -> date:
        """The last working day on which this step may happen so that the next happens by ``day``."""
        return self._back(day, lambda d: self.is_open(d) and self.after(d, link) <= day)

    def within(self, day: date, link: Link) -> date:
        """The last day that is in time under every reading, of a period that a step on ``day`` starts."""
        return min(_known(due.earliest) for due in self._dues(link, day))

    def strictly_before(self, day: date) -> date:
        """The last working day before a day."""
        return self.open_on_or_before(day - _DAY)

    def _dues(self, link: Link, day: date) -> Iterable[Due]:
        assert link.period is not None  # noqa: S101 - asked of links with a period only
        counting = [name for name in link.readings if name in _COUNTING]
        for chosen in product(*(READING_OPTIONS[name] for name in counting)):
            options = {**self.options, **dict(zip(counting, chosen, strict=True))}
            yield count_due(link.period, day, options, self.calendar)

    def _back(self, day: date, holds: Callable[[date], bool]) -> date:
        for _ in range(_FAR):
            if holds(day):
                return day
            day -= _DAY
        raise GafRulesError(
            zh=f"在 {day} 之前找不到可用的工作日", en=f"no working day to be found before {day}"
        )


_COUNTING = frozenset({"trigger_day", "receipt_on_day_off", "before_window"})
"""The readings that bear on the counting itself, whatever the log."""


def _known(day: date | None) -> date:
    if day is None:
        raise GafRulesError(
            zh="日历与推算都到不了那一天；请给更早的日子",
            en="neither the calendar nor its projection reaches so far: give an earlier day",
        )
    return day
