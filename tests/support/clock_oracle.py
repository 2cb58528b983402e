"""The contract's paragraphs on clocks and on stand-ins for receipts, once more and plainly.

It reads the list of events of one filing from front to back and knows nothing of rows, replay or records.
The log is one that :mod:`clock_logs` makes: a municipal or an affiliated sponsor, no posting, no plan.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from attrs import define, frozen

import gaf_rules as gaf

__all__ = ["Told", "told"]

_DAY = timedelta(days=1)
_OFFICE = "provincial_department"
_CALENDAR = gaf.CHINA


@frozen
class End:
    """The last day, or between which days it lies; all None: nobody knows it."""

    on: date | None
    earliest: date | None
    latest: date | None


@frozen
class Told:
    """What must be said of one duty."""

    clause: str
    event: str
    on: date
    estimated: bool
    end: End
    status: str


_NOBODY_KNOWS = End(None, None, None)


def _worked(day: date) -> bool:
    return _CALENDAR.is_working_day(day)


def _count(start: date, days: int, readings: gaf.Readings) -> End:
    """The last day of so many working days from a receipt, counted one by one."""
    if days == 0:
        return End(start, start, start)
    day = start
    try:
        if readings.receipt_on_day_off == "next_working_day":
            while not _worked(day):
                day += _DAY
        if readings.trigger_day == "include":
            day -= _DAY
        first, left = day, days
        while left:
            day += _DAY
            left -= _worked(day)
    except gaf.CalendarHorizonError:
        bounds = _CALENDAR.bounds_after(_before(start, readings), days)
        return End(None, bounds.earliest, bounds.latest)
    if day <= _CALENDAR.coverage.final_through:
        return End(day, day, day)
    bounds = _CALENDAR.bounds_after(first, days)
    return End(day, bounds.earliest, bounds.latest)


def _before(start: date, readings: gaf.Readings) -> date:
    """The day after which days count, near the end of the calendar."""
    if readings.receipt_on_day_off == "next_working_day":
        while start <= _CALENDAR.coverage.published_through and not _worked(start):
            start += _DAY
    return start - _DAY if readings.trigger_day == "include" else start


def _between(after: date, through: date) -> int | None:
    if through <= after:
        return 0
    if through > _CALENDAR.coverage.published_through:
        return None
    return sum(_worked(after + _DAY * n) for n in range(1, (through - after).days + 1))


@define
class Clock:
    """A number of working days that run, stand still, or have a named end."""

    days: int
    readings: gaf.Readings
    event: str
    start: date
    estimated: bool
    end: End = _NOBODY_KNOWS
    run_from: date = date.min
    run_for: int = 0
    left: int | None = None
    left_estimated: bool = False
    is_named: bool = False

    def run(self, day: date, days: int) -> None:
        """So many days run from a day on."""
        self.run_from, self.run_for, self.is_named = day, days, False
        self.end = _count(day, days, self.readings)

    def stop(self, day: date) -> None:
        """What is left is kept; if the clock stands already nothing is lost."""
        if self.end.on is not None:
            self.left = _between(day, self.end.on)
        elif self.end.latest is not None:
            self.left = self._unspent(day)
        if self.end.latest is not None:
            self.left_estimated = self.estimated
        self.end = _NOBODY_KNOWS

    def _unspent(self, day: date) -> int | None:
        """The end is not published; the days that are spent may be."""
        assert self.end.latest is not None
        if day >= self.end.latest:
            return 0
        if day > _CALENDAR.coverage.published_through:
            return None
        after = _before(self.run_from, self.readings)
        return max(0, self.run_for - (_between(after, day) or 0))

    def resume(self, day: date, *, estimated: bool) -> None:
        """What is left runs on, if anybody knows how much it is."""
        if self.left is not None:
            self.estimated = self.left_estimated or estimated
            self.run(day, self.left)

    def restart(self, event: str, day: date, *, estimated: bool) -> None:
        """The whole period runs from a day on."""
        self.event, self.start, self.estimated = event, day, estimated
        self.run(day, self.days)

    def extend(self, expected: date | None) -> None:
        """The office names an end, or says that there is none yet."""
        self.left, self.is_named = None, expected is not None
        self.end = _NOBODY_KNOWS if expected is None else End(expected, expected, expected)

    def told(self, clause: str, done: date | None, as_of: date, missed: str) -> Told:
        """How the duty stands."""
        looked = as_of if done is None else done
        end = self.end
        if end.latest is None or end.earliest is None:
            status = "extended" if done is None else "met"
        elif looked <= end.earliest:
            status = "open" if done is None else "met"
        elif looked <= end.latest or (self.estimated and not self.is_named):
            status = "undetermined"
        else:
            status = missed if missed == "lapsed" or done is None else "met_late"
        return Told(clause, self.event, self.start, self.estimated, end, status)


def told(case: gaf.Case, as_of: date, readings: gaf.Readings) -> list[Told]:
    """The duties with a number of days, as the contract wants them."""
    log = [event for event in case.events if event.on <= as_of]
    return [
        *_supplements(log, case.sponsor.tier, as_of, readings),
        *_completeness(log, as_of, readings),
        *_returns(log, as_of, readings),
        *_national(log, as_of, readings),
    ]


def _supplements(
    log: list[gaf.Event], tier: str, as_of: date, readings: gaf.Readings
) -> list[Told]:
    found = []
    for part in _parts(log, "feedback_issued"):
        given = _first(part, "supplement_submitted")
        relayed = _first(part, "feedback_relayed", to="sponsor")
        had = _first(part, "feedback_received", by="sponsor")
        counted = [("feedback_received", had, False), ("feedback_relayed", relayed, True)]
        if (
            readings.feedback_receipt == "provincial_department"
            and tier == "affiliated_institution"
        ):
            # What the sponsor is told of the department knows by then; its own receipt is asked for.
            counted = [
                ("feedback_received", _first(part, "feedback_received", by=_OFFICE), False),
                ("feedback_relayed", _first(part, "feedback_relayed", to=_OFFICE), True),
                ("feedback_relayed", relayed, True),
                ("feedback_received", had, True),
            ]
        found += _simple("2.4.4c", counted, given, as_of, "lapsed", readings)
    return found


def _returns(log: list[gaf.Event], as_of: date, readings: gaf.Readings) -> list[Told]:
    if readings.returned_deadline == "none":
        return []
    found = []
    for part in _parts(log, "materials_returned"):
        starts = [
            ("return_received", _first(part, "return_received"), False),
            ("materials_returned", part[0].on, True),
        ]
        again = _first(part, "application_submitted")
        found += _simple("2.4.2c", starts, again, as_of, "overdue", readings)
    return found


def _simple(
    clause: str,
    starts: list[tuple[str, date | None, bool]],
    done: date | None,
    as_of: date,
    missed: str,
    readings: gaf.Readings,
) -> list[Told]:
    for event, day, estimated in starts:
        if day is not None:
            clock = Clock(10, readings, event, day, estimated)
            clock.run(day, 10)
            return [clock.told(clause, done, as_of, missed)]
    return []


def _completeness(log: list[gaf.Event], as_of: date, readings: gaf.Readings) -> list[Told]:
    again = readings.resubmission_goes_to == "completeness_review"
    begins = {"application_submitted", *(("supplement_submitted",) if again else ())}
    found: list[Told] = []
    left: tuple[int | None, bool] | None = None
    for part in _parts(log, *begins):
        starts = []
        if readings.completeness_clock == "first_tier_receipt":
            first = _first(part, "application_received", by=str(part[0].to))
            starts += [
                ("application_received", first, False),
                ("application_submitted", part[0].on, True),
            ]
        starts.append(
            (
                "application_received",
                _first(part, "application_received", by="provincial_cac"),
                False,
            )
        )
        event, day, estimated = next((s for s in starts if s[1] is not None), starts[0])
        if day is None:
            continue
        clock = Clock(10, readings, event, day, estimated)
        days, was_estimated = left if left is not None else (None, False)
        goes_on = readings.completeness_clock_after_return == "resume" and days is not None
        clock.run(day, days if goes_on and days is not None else 10)
        clock.estimated |= goes_on and was_estimated
        returned = _first(part, "materials_returned")
        reviewed = returned or _first(part, "completeness_confirmed")
        found.append(clock.told("2.4.2a", reviewed, as_of, "overdue"))
        left = None
        if returned is not None:
            clock.stop(returned)
            left = clock.left, clock.left_estimated
    return found


def _national(log: list[gaf.Event], as_of: date, readings: gaf.Readings) -> list[Told]:
    clock: Clock | None = None
    named_on: date | None = None
    supplemented = False
    for place, event in enumerate(log):
        kind, day = event.type, event.on
        arrives = kind == "reported_to_national" or event.by == "national_cac"
        if arrives and not _first(log[:place], "feedback_issued"):
            clock = Clock(20, readings, kind, day, estimated=kind == "reported_to_national")
            clock.run(day, 20)
        elif arrives and supplemented and clock is not None:
            _move(clock, kind, day, readings)
        elif kind == "review_extended" and clock is not None:
            clock.extend(event.expected_on)
            named_on = named_on if event.expected_on is None else day
        elif kind == "feedback_issued" and clock is not None and named_on != day:
            if readings.review_clock_on_feedback == "extend":
                clock.extend(None)
            else:
                clock.stop(day)
        supplemented |= kind == "supplement_submitted"
    issued = _first(log, "filing_number_issued")
    return [] if clock is None else [clock.told("2.4.3a", issued, as_of, "overdue")]


def _move(clock: Clock, kind: str, day: date, readings: gaf.Readings) -> None:
    """A supplement is at the national office, or is known to have been sent there."""
    estimated = kind == "reported_to_national"
    if readings.review_clock_on_feedback == "restart":
        clock.restart(kind, day, estimated=estimated)
    elif readings.review_clock_on_feedback == "pause":
        clock.resume(day, estimated=estimated)


def _parts(log: list[gaf.Event], *begins: str) -> list[list[gaf.Event]]:
    """The log cut at events of these types, without what comes before the first."""
    cuts = [place for place, event in enumerate(log) if event.type in begins]
    return [log[a:b] for a, b in pairwise([*cuts, len(log)])]


def _first(log: list[gaf.Event], kind: str, **roles: str) -> date | None:
    for event in log:
        if event.type == kind and all(getattr(event, name) == role for name, role in roles.items()):
            return event.on
    return None
