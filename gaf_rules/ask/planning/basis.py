"""Where a case stands with regard to a wish: what forbids to plan it, and which steps are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from gaf_rules.ask.needs.acts import Acts
from gaf_rules.ask.needs.log import GRAVE, OpenLog
from gaf_rules.ask.needs.standing import LogStanding
from gaf_rules.ask.planning.chain import (
    Places,
    Stride,
    Way,
    Waypoint,
    left_of,
    opens_application,
    stride,
)
from gaf_rules.ask.planning.running import is_running
from gaf_rules.ask.planning.schedule import Link
from gaf_rules.ask.planning.steps import mine
from gaf_rules.ask.planning.value import WISHES
from gaf_rules.evaluate.outline import Outline
from gaf_rules.language.rows import Open
from gaf_rules.language.vocabulary import PROBLEMS, PROCEDURES
from gaf_rules.messages import LANGUAGES
from gaf_rules.messages.said import Said, named, said
from gaf_rules.report.words import Words
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from gaf_rules.ask.planning.proof import Beside
    from gaf_rules.ask.planning.remaining import RemainingSteps
    from gaf_rules.evaluate.outline import RawDuty
    from gaf_rules.log.events import Event

__all__ = ["PlanBasis"]

_NUMBER = "application.number_on"
"""The fact that says that the application which is pending has been granted."""


@frozen(kw_only=True)
class PlanBasis:
    """A case and a kind of wish.

    Attributes:
        way: how the wish comes true.
        log: the case with its readings.
        core: what holds on the day from which is planned.
        acts: makes events.
        standing: where the log stands.
        places: who stands where on the route.
    """

    way: Way
    log: OpenLog
    core: Outline
    acts: Acts
    standing: LogStanding = field(init=False)
    places: Places = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "places", Places.of(self._checked(), self.acts))
        standing = LogStanding(self.log.world, self.log.readings, self.core)
        object.__setattr__(self, "standing", standing)

    def fact(self, name: str) -> Any:
        """A fact as it stands in the procedure of the wish."""
        record, _, key = name.partition(".")
        return self.core.log.contexts[self.way.procedure][record].get(key)

    # -- what forbids --------------------------------------------------------------------------------
    def _checked(self) -> tuple[str, ...]:
        """The route; an error where there is nothing to plan."""
        if self.core.scope.in_scope is False:
            why = "out_of_scope"
            raise _refused(why, clauses=", ".join(self.core.scope.clauses))
        if self._stage("deregistration") == "reported":
            why = "deregistered"
            raise _refused(why)
        if self.core.route is None:
            clause = self.log.world.machine.guideline.route_clause
            why = "no_route"
            raise _refused(why, clause=clause)
        return self.core.route

    def _stage(self, procedure: str) -> str:
        states = self.log.world.machine.states
        return str(states[procedure, self.core.log.state[procedure]].stage)

    def _stage_words(self, procedure: str) -> Said:
        guideline, stage = self.log.world.machine.guideline, self._stage(procedure)
        return (
            guideline.stage_label(procedure, stage, "zh"),
            guideline.stage_label(procedure, stage, "en"),
        )

    def _step_words(self, point: Waypoint) -> Said:
        label = self.log.world.machine.guideline.label
        zh, en = (
            (label("role", point.bearer, of), label("event", point.act, of)) for of in LANGUAGES
        )
        return "".join(zh), ": ".join(en)

    def _check_wish(self, wish: date) -> None:
        """An error where what is wished for has happened, or presupposes what has not."""
        off, launched = self.fact("shutdown.offline_on"), self.fact("case.launched_on")
        is_offline = self.way.kind == "offline"
        if off is not None and not (is_offline and off == wish):
            why = "offline"
            raise _refused(why, day=off, wish=WISHES[self.way.kind])
        if self.way.kind == "launch" and launched is not None:
            if launched != wish or not self._is_launched_well(launched):
                why = "launched"
                raise _refused(why, day=launched)
            return
        point = self.way.points[-1] if off is not None or not is_offline else self.way.points[0]
        if is_offline and off is None and not self._can_begin(point, wish):
            stage = self._stage_words("filing")
            why = "not_running"
            raise _refused(why, stage=stage, clause=self._clause(self.way.wish))
        if self.way.kind == "change" and not self._can_begin(point, wish):
            if self.fact("change.effect_on") is not None and self._has_filed(wish):
                why = "change_pending"
                raise _refused(why, stage=self._stage_words("change"))
            stage = self._stage_words("filing")
            why = "not_filed"
            raise _refused(why, stage=stage, clause=self._clause("change_planned"))

    def _is_launched_well(self, launched: date) -> bool:
        """Whether the launch was no breach and nothing of the filing is left to be done."""
        grave = any(
            found.row.severity in GRAVE and found.since == launched for found in self.core.findings
        )
        standing = LogStanding(self.log.world, self.log.readings, self.core)
        return not grave and not left_of(self.way, self.places, standing, self.acts, launched)

    def _clause(self, act: str) -> str:
        return next(
            row.clauses[0]
            for row in self.log.world.machine.guideline.transitions
            if row.event == act and row.procedure == self.way.procedure
        )

    def _can_begin(self, point: Waypoint, day: date) -> bool:
        """Whether a step, or one that may come before it, would be legal now."""
        acts = (point.act, self.way.wish, *(other.act for other in self.way.ahead))
        return any(self._row(act, day) for act in acts)

    def _has_filed(self, day: date) -> bool:
        """Whether the app has a number that stands: only then can the number be shown."""
        return self._row("filing_number_displayed", day)

    def _row(self, act: str, day: date) -> bool:
        event = self.acts.event(act, day, self.way.procedure)
        return self.standing.row(event) is not None

    # -- what is left --------------------------------------------------------------------------------
    @property
    def is_open_change(self) -> bool:
        """Whether a change is planned that has neither taken effect nor come to an end without it."""
        states = self.log.world.machine.states
        state = self.core.log.state["change"]
        return (
            self.fact("change.change_on") is not None
            and self.fact("change.effect_on") is None
            and not states["change", state].ended
        )

    @property
    def is_minor(self) -> bool:
        """Whether the change is known not to be a major one: it needs no application."""
        return (
            self.way.kind == "change" and self.is_open_change and self.fact("change.major") is False
        )

    @property
    def beside(self) -> tuple[str, ...]:
        """The procedures whose periods may run beside the steps of the wish.

        An application that a minor change does not need goes on like that of another procedure.
        """
        own = self.way.procedure
        return tuple(name for name in PROCEDURES if name != own or self.is_minor)

    @property
    def hold(self) -> Link | None:
        """The period that an application has to come before what is wished for."""
        if self.is_minor:
            return None
        for row in self.log.world.machine.guideline.duties:
            own = self.way.procedure in row.procedures
            if own and row.period is not None and row.period.backward:
                return Link(period=row.period, readings=row.readings)
        return None

    @property
    def applied_on(self) -> date | None:
        """The day of the application for the change that is planned, where it has been made."""
        day: date | None = self.fact("change.submitted_on") if self.is_open_change else None
        return day

    @property
    def last_done(self) -> date | None:
        """The day of the last step that the log has."""
        return max((entry.on for entry in mine(self.way, self.core)), default=None)

    def strides(self, wish: date, day: date, durations: Mapping[str, int]) -> tuple[Stride, ...]:
        """The steps that are left; none where the wish has come true and nothing is open.

        Raises:
            GafRulesError: there is nothing to plan, or it hangs on what a person has to say.
        """
        self._check_wish(wish)
        if self.way.kind == "launch" and self.fact("case.launched_on") is not None:
            return ()
        made = [*self._ahead(wish, day), *self._left(day)]
        guideline = self.log.world.machine.guideline
        strides = (
            stride(guideline, point, self.way.procedure, durations, event) for point, event in made
        )
        # Moved on the very day of the approval, a change would be taken for another one.
        return tuple(
            evolve(step, strictly_before="filing_number_issued")
            if step.act == "change_planned" and self.is_open_change
            else step
            for step in strides
        )

    def side_steps(self, strides: tuple[Stride, ...]) -> int:
        """How many steps at the head run beside an application that is under way already."""
        ahead = {point.act for point in self.way.ahead}
        number = sum(step.act in ahead for step in strides)
        acts = {step.act for step in strides}
        return 0 if self.way.points[0].act in acts else min(number, len(strides) - 1)

    def _left(self, day: date) -> Iterator[tuple[Waypoint, Event]]:
        way = self.way
        if self.is_minor:
            way = evolve(way, points=way.points[-1:])
        found = left_of(way, self.places, self.standing, self.acts, day)
        self._check_reached([point for point, _ in found])
        lawful = self.fact("shutdown.lawful")
        for point, event in found:
            # What is known to have been disposed of lawfully need not be again.
            if point.act != "data_disposed" or lawful is not True:
                yield point, event

    def _check_reached(self, points: list[Waypoint]) -> None:
        """An error where the walk did not come through to the wish."""
        record, _, key = _NUMBER.partition(".")
        context = self.standing.fold.contexts[self.way.procedure]
        granted = self.way.kind == "offline" or self.is_minor or context[record].get(key)
        end = self.way.points[-1].act
        if granted and end in {point.act for point in points}:
            return
        procedure = self.way.procedure
        state, stage = self.core.log.state[procedure], self._stage_words(procedure)
        for row in self.log.world.machine.guideline.transitions:
            if row.question is not None and row.to is not None and state in row.states:
                why = "question"
                raise _refused(why, stage=stage, question=row.question)
        wish, on_the_way = WISHES[self.way.kind], [each for each in points if each.act != end]
        why = "stuck_after" if on_the_way else "stuck"
        last = [self._step_words(point) for point in on_the_way[-1:]]
        raise _refused(why, stage=stage, wish=wish, last=last[0] if last else None)

    def _ahead(self, wish: date, day: date) -> Iterator[tuple[Waypoint, Event]]:
        """The steps before the first that the facts ask for; taken in the standing."""
        for point in self.way.ahead:
            event = self.acts.event(point.act, day, self.way.procedure)
            wanted = {
                "self_check_completed": self._unchecked,
                "rectification_completed": self._unmended,
                "change_planned": self._unplanned,
            }[point.act](event, wish)
            if wanted is not None and self.standing.take(wanted):
                yield point, wanted

    def _is_new(self, day: date) -> bool:
        """Whether the next application would be a new one."""
        submit = self.places.put(self.way.points[0])
        event = self.acts.event(submit.act, day, self.way.procedure, submit.by, submit.to)
        return opens_application(self.standing, event)

    def _unchecked(self, event: Event, _: date) -> Event | None:
        """The self-check of a new application, where it has not been made."""
        made = self.fact("preparation.self_checked_on")
        return event if self._is_new(event.on) and not made else None

    def _unmended(self, event: Event, _: date) -> Event | None:
        """The rectification of what the self-check found, while the application is not through."""
        if self._has_filed(event.on):
            return None
        record = "preparation" if self._is_new(event.on) else "application"
        found = self.fact(f"{record}.found") or ()
        problems = tuple(problem for problem in PROBLEMS if problem in found)
        return evolve(event, problems=problems) if problems else None

    def _unplanned(self, event: Event, wish: date) -> Event | None:
        """A change to be planned, or one that is planned to be moved to the day wished for."""
        if self.is_open_change and self.fact("change.change_on") == wish:
            return None
        major = self.fact("change.major") if self.is_minor else event.major
        planned = evolve(event, change_on=wish, major=major)
        # A change that is granted takes effect when it does: planned anew it would be another one.
        row = self.standing.row(planned)
        opens = row is not None and Open("change") in row.actions
        return None if self.is_open_change and opens else planned

    # -- what has to be borne in mind ------------------------------------------------------------------
    def notes(
        self, remaining: RemainingSteps, others: tuple[Beside, ...], *, is_final: bool
    ) -> Iterator[Said]:
        """What the dates alone do not say."""
        guideline = self.log.world.machine.guideline
        if self.core.scope.in_scope is None:
            yield said("plan_note", "scope_open", clauses=", ".join(self.core.scope.questions))
        for step in remaining.steps:
            raw = self._overdue(step)
            if raw is not None:
                act, due = named(guideline, "act", step.act), raw.due
                day = None if due is None else due.on or due.latest
                yield said("plan_note", "overdue", act=act, clause=raw.row.clause, day=day)
        first = remaining.steps[remaining.side]
        period = first.link.period
        if period is not None and (remaining.running is None or remaining.running.own is None):
            act = named(guideline, "act", first.act)
            yield said(
                "plan_note",
                "no_end",
                act=act,
                clause=first.clause,
                day=remaining.start,
                days=tuple(Words(lang).period(period) for lang in LANGUAGES),
            )
        for item in (item for item in others if item.ends is not None):
            act = named(guideline, "act", item.event.type)
            procedure = named(guideline, "procedure", item.procedure)
            yield said("plan_note", "alongside", act=act, clause=item.clause, procedure=procedure)
        if self.way.kind == "offline":
            acts = {(item.procedure, item.event.type) for item in others}
            yield from self._pending({name for name, act in acts if act == "filing_number_issued"})
        if not is_final:
            yield said("plan_note", "projected")

    def _overdue(self, step: Stride) -> RawDuty | None:
        """The duty that a step would fulfil, where its last day is over."""
        for raw in self.core.duties:
            same = (raw.row.act, raw.procedure) == (step.act, step.procedure)
            # What was missed for a change that has taken effect is not made up for by another one.
            period = raw.row.period
            gone = period is not None and period.backward and not self.is_open_change
            if same and not gone and is_running(raw) and raw.status == "overdue":
                return raw
        return None

    def _is_pending(self, procedure: str) -> bool:
        """Whether an application is neither granted nor at an end."""
        row = self.log.world.machine.states[procedure, self.core.log.state[procedure]]
        context = self.core.log.contexts[procedure]["application"]
        return bool(context) and not row.ended and not context.get("number_on")

    def _pending(self, granted: set[str]) -> Iterator[Said]:
        """What a deregistration cuts off: applications that are neither granted nor at an end."""
        for procedure in ("filing", "change"):
            if self._is_pending(procedure) and procedure not in granted:
                name = named(self.log.world.machine.guideline, "procedure", procedure)
                yield said(
                    "plan_note", "cut_off", procedure=name, stage=self._stage_words(procedure)
                )


def _refused(key: str, **facts: Any) -> GafRulesError:
    zh, en = said("no_plan", key, **facts)
    return GafRulesError(zh=zh, en=en)
