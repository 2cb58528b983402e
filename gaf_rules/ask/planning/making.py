"""From a case and a wish to a plan: where the log stands, what is left, the days, and whether it holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.ask.needs.acts import Acts
from gaf_rules.ask.needs.log import OpenLog
from gaf_rules.ask.planning.basis import PlanBasis
from gaf_rules.ask.planning.chain import Way
from gaf_rules.ask.planning.proof import Beside, beside, objection
from gaf_rules.ask.planning.remaining import Days, RemainingSteps, dated
from gaf_rules.ask.planning.schedule import Clock
from gaf_rules.ask.planning.steps import besides, done_steps, numbered, open_steps
from gaf_rules.ask.planning.value import Plan
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.basis import Held
from gaf_rules.evaluate.outline import Outline, outline
from gaf_rules.log.case import Case
from gaf_rules.messages.said import Said, named, said
from gaf_rules.values.days import LAST_DAY

if TYPE_CHECKING:
    from gaf_rules.ask.planning.chain import Stride
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.readings import Readings

__all__ = ["PlanMaker"]

_DAY = timedelta(days=1)
_REACH = 120
"""Calendar days after the first possible day within which a wish is looked for."""
_TRIES = 10
"""Days on which the steps fit but the log does not take them, before nothing more is tried."""


@frozen(kw_only=True)
class PlanMaker:
    """Makes the plan of one case for one kind of wish.

    Attributes:
        case: up to the day from which is planned.
        way: how the wish comes true.
        as_of: the day given; None: not asked.
        start: the first day on which anything can be done.
        log: the case with its readings.
        core: what holds on that day.
        acts: makes events.
        basis: where the case stands with regard to the wish.
        durations: event type to working days.
    """

    case: Case
    way: Way
    as_of: date | None
    start: date
    log: OpenLog
    core: Outline
    acts: Acts
    basis: PlanBasis
    durations: Mapping[str, int]

    @classmethod
    def of(
        cls,
        case: Case,
        way: Way,
        as_of: date | None,
        guideline: Guideline | None,
        calendar: WorkingCalendar,
        readings: Readings,
        durations: Mapping[str, int],
    ) -> PlanMaker:
        """A maker for a case as it stands on a day, or on the day of its last event."""
        last = max((event.on for event in case.events), default=calendar.coverage.first)
        start = last if as_of is None else as_of
        world = world_of(case, start, guideline, calendar)
        case = evolve(case, events=tuple(event for event in case.events if event.on <= start))
        world = evolve(world, case=case)
        log, core, acts = OpenLog(world, readings), outline(world, readings), Acts(world, readings)
        return cls(
            case=case,
            way=way,
            as_of=as_of,
            start=start,
            log=log,
            core=core,
            acts=acts,
            basis=PlanBasis(way=way, log=log, core=core, acts=acts),
            durations=durations,
        )

    # -- the plan ------------------------------------------------------------------------------------
    def plan(self, kind: str, wish: date, *, is_of_app: bool) -> Plan:
        """The plan for a wish."""
        basis = self.basis
        strides = basis.strides(wish, self.start, self.durations)
        if not strides:
            return self._fulfilled(kind, wish, is_of_app=is_of_app)
        remaining = self._remaining(strides, basis)
        days, others, why = self._judged(remaining, wish)
        realistic = None if self.as_of is None else self._realistic(remaining)
        hopeful = self._hopeful(remaining, days, wish, is_possible=why is None)
        left = open_steps(remaining, days, hopeful, realistic, wish)
        done = done_steps(self.way, self.core, basis.places, self._guideline)
        steps = tuple(numbered((*done, *besides(others, left))))
        world = self.log.world
        final = max(hopeful) <= world.calendar.coverage.final_through
        return evolve(
            self._fulfilled(kind, wish, is_of_app=is_of_app),
            steps=steps,
            is_possible=why is None,
            why=why,
            earliest_possible=None if self.as_of is None else self._earliest(remaining, wish, why),
            notes=tuple(basis.notes(remaining, others, is_final=final)),
            certainty="final" if final else "projected",
        )

    def _fulfilled(self, kind: str, wish: date, *, is_of_app: bool) -> Plan:
        """The plan of a wish that has come true: what is done, and nothing left."""
        world = self.log.world
        done = done_steps(self.way, self.core, self.basis.places, self._guideline)
        return Plan(
            case=self.case.id,
            kind=kind,
            wish=wish,
            as_of=self.as_of,
            steps=tuple(numbered(done)),
            is_possible=True,
            why=None,
            earliest_possible=None if self.as_of is None else wish,
            notes=(),
            is_of_app=is_of_app,
            certainty="final",
            guideline_sha256=self._guideline.digest,
            calendar_sha256=world.calendar.sha256,
            readings=self.log.readings.chosen(),
            durations=self.durations,
            held=Held(case=self.case, calendar=world.calendar, guideline=self._guideline),
        )

    @property
    def _guideline(self) -> Guideline:
        return self.log.world.machine.guideline

    def _remaining(self, strides: tuple[Stride, ...], basis: PlanBasis) -> RemainingSteps:
        acts = [step.act for step in strides]
        return RemainingSteps(
            steps=strides,
            place=acts.index(self.way.wish) if self.way.wish in acts else -1,
            start=self.start,
            side=basis.side_steps(strides),
            before=basis.last_done,
            log=self.log,
            clock=Clock(self.log.world.calendar, self.log.readings.options()),
            hold=basis.hold,
            applied_on=basis.applied_on,
        )

    def _judged(
        self, remaining: RemainingSteps, wish: date
    ) -> tuple[Days, tuple[Beside, ...], Said | None]:
        """The days of the steps, what has to be done beside them, and why it cannot be, if it cannot."""
        why = self._too_late(remaining, wish)
        if why is not None:
            return self._as_far(remaining, wish), (), why
        days = remaining.settled(wish)
        others = self._beside(days)
        planned = dated(remaining.steps, days, wish)
        why = self._cut_off(others, days) or objection(
            self.log, self.core, (*planned, *(item.event for item in others))
        )
        return days, others, why

    @staticmethod
    def _as_far(remaining: RemainingSteps, wish: date) -> Days:
        """The days that an impossible wish would have needed."""
        days = remaining.latest(wish) if remaining.place >= 0 else []
        for step in remaining.steps[len(days) :]:
            days.append(remaining.clock.after(days[-1] if days else wish, step.link))
        return remaining.held_back(days)

    def _realistic(self, remaining: RemainingSteps) -> Days:
        """The days in life; a day later where what happened on the day itself gets in the way."""
        days = remaining.realistic(self.durations)
        # Of the events of one day another order may be legal, which makes them mean something else.
        if self._is_in_the_way(remaining, days):
            later = evolve(remaining, start=self.start + _DAY).realistic(self.durations)
            return days if self._is_in_the_way(remaining, later) else later
        return days

    def _is_in_the_way(self, remaining: RemainingSteps, days: Days) -> bool:
        """Whether something is not legal on these days, or would be a breach."""
        wish = days[remaining.place] if remaining.place >= 0 else self.start
        return objection(self.log, self.core, dated(remaining.steps, days, wish)) is not None

    def _beside(self, days: Days) -> tuple[Beside, ...]:
        until = days[-1] if self.way.kind == "offline" else LAST_DAY
        return beside(self.log, self.core, self.acts, self.basis.places, self.basis.beside, until)

    def _hopeful(
        self, remaining: RemainingSteps, days: Days, wish: date, *, is_possible: bool
    ) -> Days:
        """The other end of the interval of each step; the days themselves where all is published."""
        if max(days) <= self.log.world.calendar.coverage.final_through:
            return days
        other = evolve(remaining, clock=evolve(remaining.clock, is_hopeful=True))
        found = other.settled(wish) if is_possible else self._as_far(other, wish)
        return [max(day, hope) for day, hope in zip(days, found, strict=True)]

    # -- why not -------------------------------------------------------------------------------------
    def _too_late(self, remaining: RemainingSteps, wish: date) -> Said | None:
        """Why the steps before the wish do not fit before it."""
        if remaining.place < 0:
            return None
        if not remaining.is_applied_in_time(wish):
            last, hold = remaining.held_until(wish), remaining.hold
            assert hold is not None  # noqa: S101 - asked where there is one
            assert hold.period is not None  # noqa: S101 - asked where there is one
            facts = {"on": remaining.applied_on, "day": last, "clause": hold.period.clause}
            return said("no_wish", "filed_late", **facts)
        number = remaining.too_late(wish)
        if number is None:
            return None
        step, day, soon = (
            remaining.steps[number],
            remaining.latest(wish)[number],
            remaining.soonest()[number],
        )
        act = named(self._guideline, "act", step.act)
        if day < self.start:
            return said("no_wish", "gone_by", act=act, clause=step.clause, day=day)
        return said("no_wish", "takes_until", act=act, clause=step.clause, day=day, until=soon)

    def _cut_off(self, others: tuple[Beside, ...], days: Days) -> Said | None:
        """Why a shutdown would cut off a review that is still running."""
        if self.way.kind != "offline":
            return None
        for item in others:
            end = None if item.ends is None else item.ends.longest
            if item.bearer != "sponsor" and end is not None and end > days[-1]:
                act = named(self._guideline, "act", item.event.type)
                return said(
                    "no_wish", "cut_off", act=act, clause=item.clause, until=end, day=days[-1]
                )
        return None

    def _earliest(self, remaining: RemainingSteps, wish: date, why: Said | None) -> date | None:
        """The first day to wish for that is possible, every period used in full."""
        if remaining.place < 0:
            return wish if why is None else None
        first = remaining.first_wish(remaining.soonest(), remaining.soonest()[-1])
        left = _TRIES
        for number in range(_REACH):
            day = first + number * _DAY
            if self._too_late(remaining, day) is not None:
                continue
            days = remaining.settled(day)
            if self._cut_off(self._beside(days), days) is not None:
                continue
            if self._judged(remaining, day)[2] is None:
                return day
            left -= 1
            if not left:
                break
        return None
