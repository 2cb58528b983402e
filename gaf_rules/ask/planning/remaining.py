"""The days of the steps that are left: how soon they can be, how late they may be, how they go in life."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from gaf_rules.ask.needs.log import OpenLog
from gaf_rules.ask.planning.chain import Stride
from gaf_rules.ask.planning.running import Ends, ends_of, open_duty
from gaf_rules.ask.planning.schedule import NO_TIME, Clock, Link
from gaf_rules.language.periods import count_due

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gaf_rules.log.events import Event

__all__ = ["RemainingSteps", "dated"]

_DAY = timedelta(days=1)
Days = list[date]


def dated(steps: tuple[Stride, ...], days: Days, wish: date) -> tuple[Event, ...]:
    """The steps as events on these days; a change that is planned is planned for the day wished for."""
    events = (evolve(step.event, on=day) for step, day in zip(steps, days, strict=False))
    return tuple(
        event if event.change_on is None else evolve(event, change_on=wish) for event in events
    )


@frozen(kw_only=True)
class RemainingSteps:
    """The steps that are left of one wish, from one day on.

    Attributes:
        steps: in their order.
        place: which of them is the wish, −1 where that is done; the steps after it follow from it.
        start: the first day on which anything can be done.
        side: how many steps at the head do not hold up the others, because the application is under way.
        before: the day of the last step that the log has; None where it has none.
        log: the case.
        clock: how days are counted.
        hold: the period that the application has to come before the wish (2.5.1b); None where none does.
        applied_on: the day of that application, where it has been made.
    """

    steps: tuple[Stride, ...]
    place: int
    start: date
    side: int
    before: date | None
    log: OpenLog
    clock: Clock
    hold: Link | None = None
    applied_on: date | None = None
    running: Ends | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        # What the first step has running is asked for again and again.
        object.__setattr__(self, "running", self._ends(self.side, ()))

    # -- how soon ------------------------------------------------------------------------------------
    def soonest(self) -> Days:
        """The first day of every step up to the wish if every office uses its full period from now on."""
        days: Days = []
        for number in range(self.place + 1):
            day = self._soon(number, days)
            days.append(max([day, *days[-1:], *self._not_before(number, days)]))
        return days

    def _soon(self, number: int, days: Days) -> date:
        if number > self.side:
            return self._rounded(number, self.clock.after(days[-1], self.steps[number].link))
        step = self.steps[number]
        if number < self.side or step.link.period is None:
            day = self.start
            if self.before is not None and number == self.side < self.place:
                day = max(day, self.clock.after(self.before, step.link))
            return self._rounded(number, day)
        ends = self.running
        if ends is None or ends.own is None:
            # Nobody knows how much longer: the full period is allowed for.
            return self._rounded(number, self.clock.after(self.start, step.link))
        return self._rounded(number, max(self.start, ends.longest or ends.own))

    def _link(self, number: int) -> Link:
        """How long a step takes after the one before it; what runs already waits for none."""
        return NO_TIME if 0 < number == self.side else self.steps[number].link

    def _rounded(self, number: int, day: date) -> date:
        """A working day; only what is wished for may be on any day."""
        return day if number == self.place else self.clock.open_on_or_after(day)

    def _not_before(self, number: int, days: Days) -> Iterator[date]:
        """The first day after the steps that must be strictly before this one."""
        act = self.steps[number].act
        for step, day in zip(self.steps, days, strict=False):
            if step.strictly_before == act:
                yield day + _DAY

    # -- how late ------------------------------------------------------------------------------------
    def latest(self, wish: date) -> Days:
        """The last day of every step up to the wish from which the wish still comes true."""
        days = [wish] if self.place >= 0 else []
        for number in range(self.place - 1, -1, -1):
            day = self.clock.before(days[0], self._link(number + 1))
            day = min([day, *self._day_before(number, days)])
            if self.hold is not None and self.steps[number].act == "application_submitted":
                day = min(day, self.held_until(wish))
            days.insert(0, day)
        return days

    def _day_before(self, number: int, later: Days) -> Iterator[date]:
        """The last day for a step that must be strictly before a later one, whose days are given."""
        act = self.steps[number].strictly_before
        for step, day in zip(self.steps[number + 1 :], later, strict=False):
            if act is not None and step.act == act:
                yield self.clock.open_on_or_before(day - _DAY)

    def held_until(self, wish: date) -> date:
        """The last day for the application to the change of a day, under every reading."""
        assert self.hold is not None  # noqa: S101 - asked where there is one
        return self.clock.open_on_or_before(self.clock.within(wish, self.hold))

    def is_applied_in_time(self, wish: date) -> bool:
        """Whether an application that has been made came early enough for a change on a day."""
        if self.hold is None or self.applied_on is None:
            return True
        assert self.hold.period is not None  # noqa: S101 - asked where there is one
        due = count_due(self.hold.period, wish, dict(self.clock.options), self.clock.calendar)
        return due.earliest is not None and self.applied_on <= due.earliest

    def first_wish(self, days: Days, day: date) -> date:
        """The first day from one on that the days of the steps before it allow as that of the wish."""
        submitted = [
            done
            for step, done in zip(self.steps, days, strict=False)
            if step.act == "application_submitted"
        ]
        if self.hold is not None:
            while not self.is_applied_in_time(day) or any(
                done > self.held_until(day) for done in submitted
            ):
                day += _DAY
        return day

    def too_late(self, wish: date) -> int | None:
        """The first step that cannot be by its last day; None where all can."""
        pairs = zip(self.soonest(), self.latest(wish), strict=True)
        return next((number for number, (soon, late) in enumerate(pairs) if soon > late), None)

    # -- the plan ------------------------------------------------------------------------------------
    def settled(self, wish: date) -> Days:
        """The latest safe day of every step: late enough for the wish only, and in time for every period."""
        days = self.latest(wish)
        for number in range(len(self.steps)):
            if number > self.place:
                days.append(self.clock.after((days or [self.start])[-1], self.steps[number].link))
            if self.steps[number].is_timed:
                self._in_time(days, number, wish)
        return days

    def held_back(self, days: Days) -> Days:
        """The days, a step whose period runs already no later than its last day under every reading.

        That day is a safe one whatever becomes of the wish.
        """
        ends, number = self.running, self.side
        safe = None if ends is None else ends.hopeful if self.clock.is_hopeful else ends.safe
        if safe is not None and self.start <= safe < days[number]:
            days[number] = self._working(safe, number)
            self._pull(days, number)
        return days

    def _in_time(self, days: Days, number: int, wish: date) -> None:
        """Moves a step to the last day of its own period, and before it those that would come after.

        A step after the wish stands on that last day; one before it only where the wish lets it be later.
        """
        after_wish = number > self.place
        for end in self._choices(days, number, wish):
            if not after_wish and days[number] <= end:
                return
            day = self._working(end, number)
            if all(day >= before for before in days[number - 1 : number]) or self._is_fixed(
                end, number, wish
            ):
                days[number] = day
                self._pull(days, number)
                return

    def _choices(self, days: Days, number: int, wish: date) -> Iterator[date]:
        """Last days for a step, the safest first; at once where they are all over."""
        ends = self._ends(number, dated(self.steps, days[:number], wish))
        if ends is None:
            return
        safe = ends.hopeful if self.clock.is_hopeful else ends.safe
        known = [day for day in (safe, ends.own, ends.last) if day is not None]
        yield from (day for day in known if day >= self.start)
        if known and max(known) < self.start:
            yield self.clock.open_on_or_after(self.start)

    def _ends(self, number: int, events: tuple[Event, ...]) -> Ends | None:
        """The running period of a step, as it is when the steps before it have been done."""
        step = self.steps[number]
        if not step.is_timed:
            return None
        day = max([self.start, *(event.on for event in events)])
        raw = open_duty(self.log.outline(events, day), step.act, step.procedure)
        return None if raw is None else ends_of(raw)

    def _working(self, end: date, number: int) -> date:
        day = self.clock.open_on_or_before(end)
        return day if day >= self.start and number != self.place else end

    def _is_fixed(self, end: date, number: int, wish: date) -> bool:
        """Whether a period ends then however soon the steps before this one come: it runs already."""
        return end in self._choices([self.start] * number, number, wish)

    def _pull(self, days: Days, number: int) -> None:
        """Moves the steps before one forward, leaving the time that they are allowed where there is some."""
        for earlier in range(number - 1, -1, -1):
            link = self._link(earlier + 1)
            day = self.clock.before(days[earlier + 1], NO_TIME if link.period is not None else link)
            day = min([day, *self._day_before(earlier, days[earlier + 1 :])])
            days[earlier] = min(days[earlier], max(self.start, day))

    # -- in life -------------------------------------------------------------------------------------
    def realistic(self, durations: Mapping[str, int]) -> Days:
        """The days if everybody begins at once and takes the durations given, never longer than the law.

        Arguments:
            durations: event type to working days; without one a period is used in full.
        """
        days: Days = []
        for number, step in enumerate(self.steps):
            begin = days[-1] if number > self.side else self._began(number)
            link = _lived(step, durations)
            day = max(self.start, self._rounded(number, self.clock.after(begin, link)))
            day = max([day, *days[-1:], *self._not_before(number, days)])
            if number == self.place:
                day = self.first_wish(days, day)
            elif step.is_timed:
                day = self._lawful(day, days, number, step.act in durations)
                day = max([day, *self._not_before(number, days)])
            days.append(day)
        return days

    def _began(self, number: int) -> date:
        """When the time of a step began to run that does not wait for another one."""
        if self.before is None or number < self.side or self.steps[number].bearer == "sponsor":
            return self.start
        return self.before

    def _lawful(self, day: date, days: Days, number: int, is_given: bool) -> date:  # noqa: FBT001 - one caller
        """The day, or the end of the period where that comes before it, or where nothing shorter is known."""
        ends = self._ends(number, dated(self.steps, days, day + timedelta(days=366)))
        if ends is None or ends.own is None:
            return day
        end = max([ends.own, self.start, *days[-1:]])
        is_last_day_only = self.steps[number].bearer == "sponsor"
        return min(day, end) if is_given or is_last_day_only else end


def _lived(step: Stride, durations: Mapping[str, int]) -> Link:
    period = step.link.period
    if period is None or (step.act not in durations and not period.counts_working_days):
        return step.link
    return Link(days=durations.get(step.act, period.number))
