"""The entry: a wish, a case, and the latest safe day of every step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from gaf_rules.assess import world_of
from gaf_rules.basis import Held
from gaf_rules.calendar.working import china
from gaf_rules.case import App, Case, Sponsor
from gaf_rules.errors import CaseError, GafRulesError, Problem
from gaf_rules.invert.acts import Acts
from gaf_rules.outline import outline
from gaf_rules.plan.chain import Stride, review, stride
from gaf_rules.plan.schedule import Clock
from gaf_rules.plan.value import Plan, PlanStep
from gaf_rules.readings import READING_OPTIONS, Readings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.guideline import Guideline

__all__ = ["plan"]

_DAY = timedelta(days=1)
_LONGEST = 120
"""Calendar days after the first possible day within which a wish is looked for."""


def plan(
    case: Case | App,
    *,
    launch_on: date | None = None,
    change_on: date | None = None,
    offline_on: date | None = None,
    sponsor: Sponsor | None = None,
    as_of: date | None = None,
    durations: Mapping[str, int] | None = None,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> Plan:
    """The latest safe day of every step towards a launch, a change or a shutdown, backwards from the wish.

    Every authority is taken to use its full period, under the reading that makes it longest; a period of
    the sponsor ends under the reading that makes it shortest. Where the text gives no number (及时, the
    relays), the caller's durations count: by default one working day for each step up, report and relay,
    none for a receipt.

    Arguments:
        case: the case, with what has happened; or an app about which nothing has.
        launch_on: the day wished for the launch.
        change_on: the day wished for a major change; the app must be filed.
        offline_on: the day wished for going offline; the app must be filed or launched.
        sponsor: the sponsor, where an app is given.
        as_of: the day from which on steps can still be taken; without it nothing is said about whether the
            wish is possible.
        durations: event type to working days, for steps without a period, and for ``realistic_on`` also for
            those with one.
        guideline: as for `gaf_rules.assess`.
        calendar: likewise.
        readings: likewise.

    Raises:
        CaseError: not exactly one wish, or an app without its sponsor.
        GafRulesError: the route is left to a person, the procedure stands where no plan leads on, or the
            calendar and its projection do not reach so far.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False)
    >>> office = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> made = plan(app, sponsor=office, launch_on=date(2026, 6, 1), as_of=date(2026, 3, 2))
    >>> made.is_possible, str(made.steps[1].on), made.steps[1].act
    (True, '2026-04-13', 'application_submitted')
    """
    wishes = {"launch": launch_on, "change": change_on, "offline": offline_on}
    given = {kind: day for kind, day in wishes.items() if day is not None}
    if len(given) != 1:
        problem = _refused("launch_on, change_on, offline_on", sorted(given), "exactly one")
        raise problem
    if isinstance(case, App):
        if sponsor is None:
            msg = "sponsor"
            raise _refused(msg, None, "a Sponsor, where an App is given")
        case = Case(id="plan", app=case, sponsor=sponsor)
    ((kind, wish),) = given.items()
    chosen = Readings() if readings is None else readings
    made = _Planned(case, kind, as_of, durations or {}, guideline, calendar, chosen)
    return made.plan(wish)


def _refused(path: str, got: object, allowed: str) -> CaseError:
    problem = Problem(
        path=path,
        got=got,
        allowed=(allowed,),
        zh=f"得到 {got!r}；应为 {allowed}",
        en=f"got {got!r}; allowed: {allowed}",
    )
    return CaseError((problem,))


class _Planned:
    """One chain of steps for one case."""

    def __init__(
        self,
        case: Case,
        kind: str,
        as_of: date | None,
        durations: Mapping[str, int],
        guideline: Guideline | None,
        calendar: WorkingCalendar | None,
        readings: Readings,
    ) -> None:
        self.kind = kind
        self.as_of = as_of
        self.durations = durations
        calendar = china() if calendar is None else calendar
        last = max((event.on for event in case.events), default=calendar.coverage.first)
        seen = last if as_of is None else as_of
        self.case = evolve(case, events=tuple(event for event in case.events if event.on <= seen))
        self.world = world_of(self.case, seen, guideline, calendar)
        self.core = outline(self.world, readings)
        options = {name: getattr(readings, name) for name in READING_OPTIONS}
        self.clock = Clock(self.world.calendar, options)
        self.acts = Acts(self.world, readings)
        self.guideline = self.world.machine.guideline
        self.strides = self._strides()
        self.done = self._done()

    # -- the chain -----------------------------------------------------------------------------------
    def _strides(self) -> tuple[Stride, ...]:
        def own(act: str, procedure: str, *, is_counted: bool = False) -> Stride:
            return stride(self.guideline, act, procedure, self.durations, is_counted=is_counted)

        if self.kind == "offline":
            first = self._first_hop()
            report = own("deregistration_reported", "deregistration", is_counted=True)
            return (
                own("shutdown_announced", "deregistration"),
                own("data_disposed", "deregistration"),
                own("app_taken_offline", "deregistration"),
                evolve(report, by="sponsor", to=first),
            )
        procedure = "filing" if self.kind == "launch" else "change"
        path = self._path()
        steps = tuple(review(self.guideline, procedure, path, self.durations))
        if self.kind == "change":
            planned, effect = own("change_planned", "change"), own("change_took_effect", "change")
            return (planned, *steps[: _issued(steps) + 1], effect)
        check, shown = (
            own("self_check_completed", "filing"),
            own("filing_number_displayed", "filing"),
        )
        return (check, *steps, shown, own("app_launched", "filing"))

    def _path(self) -> tuple[str, ...]:
        if self.core.route is None:
            raise GafRulesError(
                zh="申请路径须由人判定（2.2.0）：先记入判定（determination），再作计划",
                en="the route is left to a person (2.2.0): record the determination first, then plan",
            )
        return self.core.route

    def _first_hop(self) -> str:
        return self._path()[1]

    def _done(self) -> tuple[date | None, ...]:
        """The day on which the log has each step, for the steps at the head of the chain."""
        found: list[date | None] = []
        procedure = {"launch": "filing", "change": "change", "offline": "deregistration"}[self.kind]
        begun = self.core.log.contexts[procedure].get("application", {}).get("submitted_on")
        for step in self.strides:
            days = [
                entry.on
                for entry in self.core.log.order
                if entry.type == step.act
                and (entry.procedure or step.procedure) == step.procedure
                and step.by in {None, entry.by}
                and (begun is None or step.act in _AHEAD or entry.on >= begun)
            ]
            found.append(max(days) if days else None)
        while len(found) > 1 and found[0] is None and any(found[1:]):
            # A receipt that is not in the log has happened all the same: what follows it is.
            first = next(n for n, day in enumerate(found) if day is not None)
            found[:first] = [found[first]] * first
        return tuple(found)

    # -- dates ---------------------------------------------------------------------------------------
    def latest(self, wish: date) -> list[date]:
        """The latest safe day of every step."""
        steps, clock = self.strides, self.clock
        if self.kind == "offline":
            disposed = clock.open_on_or_before(wish)
            announced = min(clock.strictly_before(wish), disposed)
            return [announced, disposed, wish, clock.within(wish, steps[-1].link)]
        days = [wish]
        for later in reversed(steps[1:]):
            days.insert(0, clock.before(days[0], later.link))
        if self.kind == "change":
            self._hold_back(days, wish)
        for number, step in enumerate(steps):
            if step.link.period is not None:
                days[number] = min(days[number], self._in_time(days, number))
        return days

    def _in_time(self, days: list[date], number: int) -> date:
        """The last day on which an office is in time under every reading, if the rest goes to plan.

        The wish is kept even if it takes the longest that a reading allows; it is not planned to be late.
        """
        link, event = self.strides[number].link, self.strides[number - 1].act
        earlier = [n for n in range(number) if self.strides[n].act == event][-link.starts :]
        return min(self.clock.open_on_or_before(self.clock.within(days[n], link)) for n in earlier)

    def _hold_back(self, days: list[date], wish: date) -> None:
        """The application also has to come so many working days before the change (2.5.1b)."""
        counted = stride(
            self.guideline, "application_submitted", "change", {}, is_counted=True
        ).link
        window = self.clock.open_on_or_before(self.clock.within(wish, counted))
        days[1] = min(days[1], window)
        days[0] = min(days[0], days[1])

    def forward(self, day: date, start: int, durations: Mapping[str, int] | None) -> list[date]:
        """The day of each step from one on, with full periods or with the durations given."""
        before = self.done[start - 1] if start else None
        if before is not None:
            # What has been going on since the step before takes its time, too.
            day = max(day, self._after(before, self.strides[start], durations))
        days = [self.clock.open_on_or_after(day)]
        for step in self.strides[start + 1 :]:
            days.append(self.clock.open_on_or_after(self._after(days[-1], step, durations)))
        return days

    def _after(self, day: date, step: Stride, durations: Mapping[str, int] | None) -> date:
        link = step.link
        if durations is not None and link.period is not None:
            link = evolve(link, period=None, days=durations.get(step.act, link.period.days))
        return self.clock.after(day, link)

    # -- the plan ------------------------------------------------------------------------------------
    def plan(self, wish: date) -> Plan:
        """The plan for a wish."""
        days = self.latest(wish)
        late = None if self.as_of is None else self._late(days)
        realistic = self._realistic()
        final = max(days) <= self.world.calendar.coverage.final_through
        return Plan(
            case=self.case.id,
            kind=self.kind,
            wish=wish,
            as_of=self.as_of,
            steps=tuple(
                self._step(step, day, wish, done, real)
                for step, day, done, real in zip(
                    self.strides, days, self.done, realistic, strict=True
                )
            ),
            is_possible=late is None,
            why=None if late is None else self._why(late, days[late]),
            earliest_possible=None if self.as_of is None else self._earliest(wish),
            certainty="final" if final else "projected",
            guideline_sha256=self.guideline.sha256,
            calendar_sha256=self.world.calendar.sha256,
            held=Held(case=self.case, calendar=self.world.calendar, guideline=self.guideline),
        )

    def _late(self, days: list[date]) -> int | None:
        """The step that is too late: done after its day, or still to be done although its day is over."""
        assert self.as_of is not None  # noqa: S101 - asked only where a day is given
        for number, (day, done) in enumerate(zip(days, self.done, strict=True)):
            last = number + 1 == len(days) or self.done[number + 1] is None
            if done is None and day < self.as_of:
                return number
            if done is not None and last and done > day:
                return number
        return None

    def _why(self, number: int, day: date) -> tuple[str, str]:
        step = self.strides[number]
        zh, en = (self.guideline.label("act", step.act, lang) for lang in ("zh", "en"))
        return (
            f"“{zh}”（{step.clause}）最迟须在 {day}，已经过去",
            f"to {en} ({step.clause}) was due by {day} at the latest, which has gone by",
        )

    def _realistic(self) -> list[date | None]:
        if self.as_of is None or self.kind == "offline":
            return [None] * len(self.strides)
        start = self._next()
        found: list[date | None] = [None] * start
        return found + list(self.forward(self.as_of, start, self.durations))

    def _next(self) -> int:
        """The number of the first step still to be done."""
        return next((n for n, done in enumerate(self.done) if done is None), len(self.done) - 1)

    def _earliest(self, wish: date) -> date | None:
        """The earliest wish that is possible, looked for from the first day it could be."""
        assert self.as_of is not None  # noqa: S101 - asked only where a day is given
        first = self.as_of
        if self.kind != "offline":
            first = max(first, min(self.forward(self.as_of, self._next(), None)[-1], wish))
            first -= _DAY * _LONGEST
        for number in range(4 * _LONGEST):
            day = max(first, self.as_of) + number * _DAY
            if self._late(self.latest(day)) is None:
                return day
        return None

    def _step(
        self, step: Stride, day: date, wish: date, done: date | None, realistic: date | None
    ) -> PlanStep:
        period = step.link.period
        event = self.acts.event(step.act, day, step.procedure, step.by, step.to)
        if step.act == "change_planned":
            event = evolve(event, change_on=wish)
        return PlanStep(
            act=step.act,
            by=step.by,
            to=step.to,
            bearer=step.bearer,
            clause=step.clause,
            procedure=step.procedure,
            on=day,
            working_days=None if period is None else period.days,
            assumed=None if period is not None else step.link.days,
            realistic_on=realistic,
            done_on=done,
            event=event,
        )


def _issued(steps: tuple[Stride, ...]) -> int:
    return next(n for n, step in enumerate(steps) if step.act == "filing_number_issued")


_AHEAD = frozenset({"self_check_completed", "change_planned"})
