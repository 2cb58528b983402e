"""Evaluation of duty rows: trigger, deadline, and the date that is safe under every reading.

Works on the facts that :mod:`gaf_rules.evaluate.replay` has laid down; needs nothing else of the log.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from gaf_rules.language.core import facts_of, value_of
from gaf_rules.language.periods import (
    UNKNOWN,
    Due,
    Trigger,
    count_due,
    days_left,
    earliest_day,
)
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.values.drafts import Value, maker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.rows import ClockRow
    from gaf_rules.program.program import CompiledDuty

    Facts = dict[str, dict[str, Any]]

__all__ = [
    "COUNTING",
    "REGIONAL_KINDS",
    "Rest",
    "Trigger",
    "Window",
    "deadline_of",
    "make_window",
    "regional_calendar",
    "rest_of",
    "safe_on",
    "window_of",
]

COUNTING: Mapping[str, str] = MappingProxyType(
    {"trigger_day": "include", "receipt_on_day_off": "actual", "before_window": "clear_days"}
)
"""The readings on how the days of a period are counted, whoever counts them, each with the option under which
a last day is never later than under the other."""
REGIONAL_KINDS = (("local_holidays", "local_holiday", "ignore"), ("closures", "closure", "count"))
"""The readings on regional days: the kind of overlay, and the option by which these change no date."""
_REGIONS = {name: kind for name, kind, _ in REGIONAL_KINDS}


@frozen(eq=False, repr=False, weakref_slot=False)
class Window(Value):
    """A duty's trigger and deadline under one set of readings.

    Attributes:
        extended_late_on: the day of the first notice of extension that came after the last day, or None.
    """

    trigger: Trigger | None
    due: Due | None
    extended_late_on: date | None = None


@frozen(eq=False, repr=False, weakref_slot=False)
class Rest(Value):
    """What the round before left over of a period that runs on (A-14).

    Attributes:
        days: the working days.
        asks, rounds_back: as of a trigger: the receipt that is missing for them to be certain.
    """

    days: int
    asks: str | None = None
    rounds_back: int = 0


make_window = maker(Window)


def regional_calendar(
    calendar: WorkingCalendar,
    duty: CompiledDuty,
    bearer: str,
    place: str | None,
    readings: dict[str, str],
) -> WorkingCalendar:
    """The calendar that counts for a duty: national, with the regional days that the readings apply."""
    if bearer not in duty.local or duty.row.period is None:
        return calendar
    kinds = []
    if readings["local_holidays"] == "apply":
        kinds.append("local_holiday")
    if readings["closures"] == "exclude":
        kinds.append("closure")
    return calendar.for_place(place, tuple(kinds)) if kinds else calendar


class _Clock:
    """A period that is stopped, resumed, restarted or given another end by marks in the log."""

    def __init__(
        self,
        duty: CompiledDuty,
        trigger: Trigger,
        readings: dict[str, str],
        calendar: WorkingCalendar,
        days: int | None,
        *,
        firm: bool,
    ) -> None:
        self.period = duty.row.period
        self.readings = readings
        self.calendar = calendar
        self.trigger = trigger
        self.whole = days
        self.firm = firm
        self.left: int | None = None
        assert self.period is not None
        self.due = count_due(self.period, trigger.on, readings, calendar, days=days)
        self.since = trigger.on
        self.asked = trigger.asks
        self.extended_late_on: date | None = None
        self.named_on: date | None = None

    def _late(self, on: date) -> None:
        is_soft = self.trigger.estimated and not self.due.named and not self.firm
        late = self.due.latest is not None and on > self.due.latest and not is_soft
        if late and self.extended_late_on is None:
            self.extended_late_on = on

    def apply(self, row: ClockRow, on: date, expected: date | None) -> None:
        """One mark: what the row says it does, on its day."""
        if row.does in {"stop", "unknown"} and on == self.named_on:
            return
        if row.does == "restart":
            self.trigger = Trigger(row.event or self.trigger.event, on, row.asks)
            self._run(on, None)
        elif row.does == "resume":
            if self.left is not None:
                self.trigger = evolve(self.trigger, asks=self.asked or row.asks)
                self._run(on, self.left)
        elif row.does == "stop":
            self._stop(on)
        else:
            # An end that is named, or unknown, is no number of days: there is nothing left to run on.
            self._late(on)
            self.left = None
            self.named_on = on if expected else self.named_on
            self.due = (
                Due(on=expected, earliest=expected, latest=expected, named=True)
                if expected
                else UNKNOWN
            )

    def _run(self, on: date, days: int | None) -> None:
        assert self.period is not None
        self.since, self.whole = on, days
        self.due = count_due(self.period, on, self.readings, self.calendar, days=days)

    def _stop(self, on: date) -> None:
        """Keep what is left; a clock that stands already, or whose end nobody knows, is left alone."""
        assert self.period is not None
        if self.due.latest is not None:
            self.asked = self.trigger.asks
            self.left = days_left(
                self.period, self.since, self.due, on, self.readings, self.calendar, days=self.whole
            )
        self.due = UNKNOWN


def deadline_of(
    duty: CompiledDuty,
    facts: Facts,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    *,
    rest: Rest | None = None,
    firm: bool = False,
) -> Window:
    """The trigger and the deadline of one duty.

    Arguments:
        duty: the compiled row.
        facts: its record and those above it.
        readings: field → option; ``facts["reading"]`` must agree.
        calendar: the calendar that counts for its bearer.
        rest: what the round before left over, where the clock runs on (A-14).
        firm: take what stands in for a receipt for the receipt.
    """
    return window_of(duty, duty.trigger(facts), facts, readings, calendar, rest, firm=firm)


def window_of(
    duty: CompiledDuty,
    trigger: Trigger | None,
    facts: Facts,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    rest: Rest | None,
    *,
    firm: bool = False,
) -> Window:
    """As :func:`deadline_of`, with the trigger that is known."""
    period = duty.row.period
    if trigger is None or period is None:
        return make_window(trigger, None, None)
    days = None
    if rest is not None:
        days = rest.days
        if rest.asks is not None and not trigger.estimated:
            trigger = evolve(trigger, asks=rest.asks, rounds_back=rest.rounds_back + 1)
    if duty.marks is None:
        due = count_due(period, trigger.on, readings, calendar, days=days)
        return make_window(trigger, due, None)
    clock = _Clock(duty, trigger, readings, calendar, days, firm=firm)
    record, name = duty.marks
    for kind, on, expected in facts[record].get(name, ()):
        for mark, row, test in duty.clock:
            if mark == kind and test(facts):
                clock.apply(row, on, expected)
                break
    return make_window(clock.trigger, clock.due, clock.extended_late_on)


def rest_of(
    duty: CompiledDuty,
    facts: Facts,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    before: Rest | None,
) -> Rest | None:
    """What a round that ended in a return leaves over for the next; None where that cannot be said.

    Arguments are those of :func:`deadline_of`; ``before`` is what the round before this one left over.
    """
    window = deadline_of(duty, facts, readings, calendar, rest=before)
    stopped = value_of(facts, duty.row.returned_on)
    trigger, due, period = window.trigger, window.due, duty.row.period
    if trigger is None or due is None or period is None or stopped is None:
        return None
    whole = None if before is None else before.days
    days = days_left(period, trigger.on, due, stopped, readings, calendar, days=whole)
    return None if days is None else Rest(days, trigger.asks, trigger.rounds_back)


def safe_on(
    duty: CompiledDuty,
    facts: Facts,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    bearer: str,
    place: str | None,
    left: Callable[[dict[str, str]], Rest | None] | None = None,
) -> date | None:
    """The last day that is in time under every option of every reading that bears on the duty.

    All combinations are counted from the clause and the facts, not by replaying the log; of a date
    that the calendar leaves open the earliest bound counts. None where a combination has no date.
    """
    return earliest_day(_safe_days(duty, facts, readings, calendar, bearer, place, left), calendar)


def _safe_days(
    duty: CompiledDuty,
    facts: Facts,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    bearer: str,
    place: str | None,
    left: Callable[[dict[str, str]], Rest | None] | None,
) -> Iterator[date | None]:
    marked = duty.marks is not None and facts[duty.marks[0]].get(duty.marks[1])
    asking = _asking(duty, bool(marked), left is not None)
    names = [
        name
        for name in duty.row.readings
        if name in asking
        or name in COUNTING
        or (place is not None and name in _REGIONS and _is_regional(calendar, place, name))
    ]
    if not marked and left is None:
        yield from _counted_days(duty, facts, readings, calendar, bearer, place, names, asking)
        return
    for chosen in _combined(names, readings):
        view = regional_calendar(calendar, duty, bearer, place, chosen)
        variant = {**facts, "reading": chosen}
        rest = None
        if duty.resumes is not None and left is not None and duty.resumes(variant):
            rest = left(chosen)
        due = deadline_of(duty, variant, chosen, view, rest=rest).due
        yield None if due is None else due.earliest


def _combined(names: Iterable[str], readings: dict[str, str]) -> Iterator[dict[str, str]]:
    """The options given, with all combinations of those of some readings."""
    some = tuple(names)
    if not some:
        yield readings
        return
    for options in product(*(READING_OPTIONS[name] for name in some)):
        yield {**readings, **dict(zip(some, options, strict=True))}


def _counted_days(
    duty: CompiledDuty,
    facts: Facts,
    readings: dict[str, str],
    calendar: WorkingCalendar,
    bearer: str,
    place: str | None,
    names: list[str],
    asking: frozenset[str],
) -> Iterator[date | None]:
    """As :func:`_safe_days`, where nothing moves the clock: each day that may start it is counted once.

    Of the readings on counting the earlier option is enough; regional days may move a day either way.
    """
    starts = {
        None if start is None else start.on
        for chosen in _combined((name for name in names if name in asking), readings)
        for start in (duty.trigger({**facts, "reading": chosen}),)
    }
    period, left = duty.row.period, [name for name in names if name not in asking]
    early = {**readings, **{name: COUNTING[name] for name in left if name in COUNTING}}
    for chosen in _combined((name for name in left if name not in COUNTING), early):
        view = regional_calendar(calendar, duty, bearer, place, chosen)
        for day in starts:
            if day is not None and period is not None:
                yield count_due(period, day, chosen, view).earliest


@lru_cache(maxsize=1024)
def _asking(duty: CompiledDuty, marked: bool, resumed: bool) -> frozenset[str]:  # noqa: FBT001 - keys of a table
    """The readings that the conditions of a duty's clock ask for."""
    row = duty.row
    conditions = [start.when for start in row.starts]
    conditions += [mark.when for mark in row.clock] if marked else []
    conditions += [row.resumes] if resumed and row.resumes is not None else []
    facts = [fact.partition(".") for condition in conditions for fact in facts_of(condition)]
    return frozenset(name for record, _, name in facts if record == "reading")


def _is_regional(calendar: WorkingCalendar, place: str, name: str) -> bool:
    """Whether days of a place can change a date under an option of a reading."""
    return calendar.for_place(place, (_REGIONS[name],)) is not calendar
