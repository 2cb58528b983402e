"""The act that a goal needs, found in the rows: the duty behind a finding, the next step towards a stage."""

from __future__ import annotations

from collections import deque
from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

from gaf_rules.assess import assess, world_of
from gaf_rules.conditions import facts_of
from gaf_rules.errors import GafRulesError
from gaf_rules.invert.acts import Acts
from gaf_rules.invert.value import Goal, Impossible, Need
from gaf_rules.outline import outline
from gaf_rules.readings import Readings
from gaf_rules.scoping import role_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.assessment import Assessment, Finding
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.events import Event
    from gaf_rules.guideline import Guideline
    from gaf_rules.outline import RawDuty
    from gaf_rules.rows import FindingRow, Transition

__all__ = ["needed_for"]

_DAY = timedelta(days=1)
_MISSED = frozenset({"duty.missed_on", "duty.met_on", "duty.next_day"})
"""The first day of a finding that says that an act came late or has not come."""
_ENDS = frozenset({"application_withdrawn", "filing_refused", "filing_revoked"})


def needed_for(
    case: Case,
    goal: str | Finding | Goal,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
) -> Need | Impossible:
    """Who must do (or had to do) which act by which day, on which clause, so that a goal is reached.

    A goal is a finding to be avoided or mended, or a stage. For a finding about a duty the answer is that
    duty's act and last day, whether it still lies ahead or is over; for any other finding the act that,
    added to the log, takes it away; for a stage the next act on the shortest way there, with the day
    after which the text itself closes that way.

    Arguments:
        case: the case.
        goal: ``"not CODE[@procedure][#round]"``, a finding, or ``"procedure:stage"``.
        as_of: the day of assessment; events after it are left out of account.
        guideline: as for `gaf_rules.assess`.
        calendar: likewise.
        readings: likewise.

    Returns:
        the act; or why no single act in the log reaches the goal.

    Raises:
        CaseError: a goal that cannot be read.
        IllegalEventError: a log that the process does not allow.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C1",
    ...     app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ...     events=(
    ...         gaf.Event(type="app_launched", on=date(2026, 2, 2)),
    ...         gaf.Event(type="app_taken_offline", on=date(2026, 3, 2)),
    ...     ),
    ... )
    >>> need = needed_for(case, "not DEREGISTRATION_OVERDUE", as_of=date(2026, 3, 9))
    >>> need.bearer, need.act, str(need.not_after), need.clause
    ('sponsor', 'deregistration_reported', '2026-03-16', '2.6.1b')
    """
    search = _Search(case, as_of, guideline, calendar, readings)
    wanted = Goal.of(goal)
    return search.stage(wanted) if wanted.stage is not None else search.finding(wanted)


class _Search:
    """One case on one day, and what it would be with one more event."""

    def __init__(
        self,
        case: Case,
        as_of: date,
        guideline: Guideline | None,
        calendar: WorkingCalendar | None,
        readings: Readings | None,
    ) -> None:
        self.case = evolve(case, events=tuple(event for event in case.events if event.on <= as_of))
        self.as_of = as_of
        self.readings = Readings() if readings is None else readings
        self.world = world_of(self.case, as_of, guideline, calendar)
        self.core = outline(self.world, self.readings)
        self.acts = Acts(self.world, self.readings)

    def assess(self, events: tuple[Event, ...], as_of: date) -> Assessment:
        """The case with another log."""
        return assess(
            evolve(self.case, events=events),
            as_of=as_of,
            guideline=self.world.machine.guideline,
            calendar=self.world.calendar,
            readings=self.readings,
        )

    # -- findings ------------------------------------------------------------------------------------
    def finding(self, goal: Goal) -> Need | Impossible:
        """The act that avoids or mends a finding."""
        if self.core.scope.in_scope is False:
            return _no("不适用本指南，没有义务可言", "outside the scope there are no duties")
        rows = [row for row in self.world.machine.guideline.findings if row.code == goal.code]
        for row in rows:
            for raw in reversed(self.core.duties):
                if row.since in _MISSED and _is_about(row, raw, goal):
                    return self._of_duty(row, raw)
        for found in self.assess(self.case.events, self.as_of).findings:
            if _is_wanted(found, goal):
                return self._mended(found)
        return _no(
            f"{goal.code} 现在没有，也没有义务会使它出现",
            f"{goal.code} does not hold, and no duty is running that could bring it about",
            is_reached=True,
        )

    def _of_duty(self, row: FindingRow, raw: RawDuty) -> Need | Impossible:
        last = _last_day(row, raw)
        clause = raw.row.clause
        if last is None:
            return _no(
                f"第 {clause} 条的最后一天未知（延期而未给日期，或日历尚未公布到那时）",
                f"the last day under {clause} is not known: extended without a date, or not published",
                clause,
            )
        return Need(
            bearer=raw.bearer,
            act=raw.row.act,
            to=raw.to,
            not_after=last,
            clause=clause,
            procedure=raw.procedure,
            event=self.acts.event(raw.row.act, last, raw.procedure, raw.bearer, raw.to),
        )

    def _mended(self, found: Finding) -> Need | Impossible:
        """The act that takes a finding away: done now, else the latest day on which it would have."""
        for row in self.world.machine.guideline.transitions:
            for event in self.acts.by_row(row, self.as_of):
                if event.type not in _ENDS and self._takes_away(found, event):
                    return self._need(found, event, None)
        days = sorted({found.since, found.since - _DAY, *(e.on for e in self.case.events)})
        for day in reversed([day for day in days if day <= found.since]):
            for row in self.world.machine.guideline.transitions:
                for event in self.acts.by_row(row, day):
                    if event.type not in _ENDS and self._takes_away(found, event):
                        return self._need(found, event, self._latest(found, event))
        return _no(
            f"{found.code}：没有哪一个单独的行为能使它不成立",
            f"{found.code}: no single act takes it away",
            found.clause,
        )

    def _takes_away(self, found: Finding, event: Event) -> bool:
        try:
            after = self.assess((*self.case.events, event), self.as_of)
        except GafRulesError:
            return False
        return all(other.key[:4] != found.key[:4] for other in after.findings)

    def _latest(self, found: Finding, event: Event) -> date:
        """The last day on which an act that takes a finding away still does."""
        day = event.on
        while day < self.as_of and self._takes_away(found, evolve(event, on=day + _DAY)):
            day += _DAY
        return day

    def _need(self, found: Finding, event: Event, last: date | None) -> Need:
        return Need(
            bearer=event.by or found.bearer,
            act=event.type,
            to=event.to,
            not_after=last,
            clause=found.clause,
            procedure=found.procedure,
            event=event if last is None else evolve(event, on=last),
        )

    # -- stages --------------------------------------------------------------------------------------
    def stage(self, goal: Goal) -> Need | Impossible:
        """The next act on the shortest way to a stage."""
        procedure = str(goal.procedure)
        state = self.core.log.state[procedure]
        states = self.world.machine.states
        if states[procedure, state].stage == goal.stage:
            zh, en = f"{procedure} 已到 {goal.stage}", f"{procedure} has reached {goal.stage}"
            return _no(zh, en, is_reached=True)
        for row in self._ways(procedure, state, str(goal.stage)):
            for event in self.acts.by_row(row, self.as_of):
                if self._is_legal(event):
                    return self._step(row, event, procedure)
        return _no(
            f"从 {states[procedure, state].stage} 起，日志中没有一步通向 {goal.stage}",
            f"from {states[procedure, state].stage} no act in the log leads to {goal.stage}",
        )

    def _ways(self, procedure: str, state: str, stage: str) -> Iterator[Transition]:
        """The first steps of ways to the stage, the shortest first; those on a person's word come last."""
        rows = [row for row in self.world.machine.guideline.transitions if row.event not in _ENDS]
        rows = [row for row in rows if row.procedure == procedure and row.to is not None]
        yield from self._walked([row for row in rows if row.question is None], state, stage)
        yield from self._walked(rows, state, stage)

    def _walked(self, rows: list[Transition], state: str, stage: str) -> Iterator[Transition]:
        """The first steps of ways through these rows, breadth first."""
        queue: deque[tuple[str, Transition | None]] = deque([(state, None)])
        seen = {state}
        while queue:
            here, first = queue.popleft()
            for row in rows:
                if row.to is None or (row.states and here not in row.states):
                    continue
                start = row if first is None else first
                if self.world.machine.states[row.procedure, row.to].stage == stage:
                    yield start
                if row.to not in seen:
                    seen.add(row.to)
                    queue.append((row.to, start))

    def _is_legal(self, event: Event) -> bool:
        try:
            self.assess((*self.case.events, event), self.as_of)
        except GafRulesError:
            return False
        return True

    def _step(self, row: Transition, event: Event, procedure: str) -> Need:
        """A step with the day after which time alone closes the way, where there is one."""
        state = self.core.log.state[procedure]
        clause, last = row.clauses[0], None
        for lapse in self.world.machine.guideline.lapses:
            for raw in self.core.duties:
                same = (raw.row.clause, raw.procedure) == (lapse.duty, procedure)
                if same and lapse.state == state and raw.row.act == event.type:
                    due = raw.state.window.due
                    clause = raw.row.clause
                    last = None if due is None else (due.on or due.earliest)
        bearer = self.world.machine.states[procedure, state].bearer or "sponsor"
        facts = self.core.log.contexts[procedure]
        return Need(
            bearer=event.by or role_at(bearer, self.case.sponsor, self.core.route, facts),
            act=event.type,
            to=event.to,
            not_after=last,
            clause=clause,
            procedure=procedure,
            event=event if last is None else evolve(event, on=last),
        )


def _no(zh: str, en: str, clause: str = "", *, is_reached: bool = False) -> Impossible:
    return Impossible(clause=clause, zh=zh, en=en, is_reached=is_reached)


def _is_about(row: FindingRow, raw: RawDuty, goal: Goal) -> bool:
    """Whether a finding row speaks of a duty, and the goal of that duty's round."""
    return (
        row.over == f"duty:{raw.row.clause}"
        and raw.procedure in row.procedures
        and goal.procedure in {None, raw.procedure}
        and goal.round in {None, raw.round}
    )


def _is_wanted(found: Finding, goal: Goal) -> bool:
    return (
        found.code == goal.code
        and goal.procedure in {None, found.procedure}
        and goal.round in {None, found.round}
        and goal.clause in {None, found.clause}
    )


def _last_day(row: FindingRow, raw: RawDuty) -> date | None:
    """The last day on which the act of a duty keeps a finding away."""
    window = raw.state.window
    if "duty.clear_on" in facts_of(row.when):
        day: date | None = raw.facts.get("clear_on")
        return day
    if row.since == "duty.next_day":
        return None if window.trigger is None else window.trigger.on
    return None if window.due is None else (window.due.on or window.due.earliest)
