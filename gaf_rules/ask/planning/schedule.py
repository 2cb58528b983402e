"""Days from one step to the next: forward with every period used in full, and back from a wish."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.calendar import WorkingCalendar
from gaf_rules.language.periods import Period, count_due
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.messages.said import said
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.language.periods import Due

__all__ = ["NO_TIME", "Clock", "Link"]

_DAY = timedelta(days=1)
_FAR = 500
"""Calendar days looked back for a day: more than any period of any guideline."""
_COUNTING = frozenset({"trigger_day", "receipt_on_day_off", "before_window"})
"""The readings that bear on the counting itself, whatever the log."""


@frozen(kw_only=True)
class Link:
    """How long a step takes after the one before it.

    Attributes:
        period: the period in the text; None where there is none.
        days: working days allowed where there is none.
        readings: the readings that bear on the period.
    """

    period: Period | None = None
    days: int = 0
    readings: tuple[str, ...] = ()


NO_TIME = Link()
"""A step that can follow on the same day."""


@frozen
class Clock:
    """Counts for one calendar.

    Attributes:
        calendar: the working days.
        options: field → option, for the readings that do not bear on the counting.
        is_hopeful: where the calendar is not published, count what is open in favour of the wish (the other
            end of the interval), not against it.
    """

    calendar: WorkingCalendar
    options: Mapping[str, str]
    is_hopeful: bool = False

    def is_open(self, day: date) -> bool:
        """Whether the offices certainly (in hope: possibly) work on a day."""
        working = self.calendar.day(day).is_working
        return working is not False if self.is_hopeful else working is True

    def open_on_or_before(self, day: date) -> date:
        """The last day up to this one on which the offices work."""
        return self._back(day, self.is_open)

    def open_on_or_after(self, day: date) -> date:
        """The first day from this one on on which the offices work."""
        while not self.is_open(day):
            day += _DAY
        return day

    def after(self, day: date, link: Link) -> date:
        """The latest day on which the next step may happen if this one happens on ``day``."""
        if link.period is not None:
            return max(
                _known(due.earliest if self.is_hopeful else due.latest)
                for due in self.dues(link, day)
            )
        if link.days == 0:
            return day
        bounds = self.calendar.bounds_after(day, link.days)
        return bounds.earliest if self.is_hopeful else bounds.latest

    def before(self, day: date, link: Link) -> date:
        """The last working day on which this step may happen so that the next happens by ``day``."""
        return self._back(day, lambda d: self.is_open(d) and self.after(d, link) <= day)

    def within(self, day: date, link: Link) -> date:
        """The last day that is in time under every reading, of a period that a step on ``day`` starts."""
        return min(
            _known(due.latest if self.is_hopeful else due.earliest) for due in self.dues(link, day)
        )

    def dues(self, link: Link, day: date) -> Iterator[Due]:
        """The ends of a period that begins on a day, under every reading that bears on the counting."""
        assert link.period is not None  # noqa: S101 - asked of links with a period only
        counting = [name for name in link.readings if name in _COUNTING]
        for chosen in product(*(READING_OPTIONS[name] for name in counting)):
            options = {**self.options, **dict(zip(counting, chosen, strict=True))}
            yield count_due(link.period, day, options, self.calendar)

    def _back(self, day: date, holds: Callable[[date], bool]) -> date:
        wanted, first = day, self.calendar.coverage.first
        for _ in range(_FAR):
            if day < first:
                break
            if holds(day):
                return day
            day -= _DAY
        zh, en = said("no_plan", "early", day=wanted)
        raise GafRulesError(zh=zh, en=en)


def _known(day: date | None) -> date:
    if day is None:
        zh, en = said("no_plan", "horizon")
        raise GafRulesError(zh=zh, en=en)
    return day
