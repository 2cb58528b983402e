"""The next act on the way to a stage, found in the table; never one that brings about a breach."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.ask.needs.search import ENDS, MENDABLE, Search, impossible
from gaf_rules.ask.needs.value import Goal, Impossible, Need
from gaf_rules.evaluate.scoping import role_at
from gaf_rules.language.conditions import Among
from gaf_rules.language.core import FactTest, literals, value_of
from gaf_rules.language.partial import NEVER, assume
from gaf_rules.language.vocabulary import PROBLEMS
from gaf_rules.messages.said import named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.needs.log import Held
    from gaf_rules.evaluate.outline import RawDuty
    from gaf_rules.language.rows import Transition
    from gaf_rules.log.events import Event

__all__ = ["need_for_stage"]


def need_for_stage(search: Search, goal: Goal) -> Need | Impossible:
    """The next act on the shortest way to a stage.

    Arguments:
        search: the case.
        goal: the stage.
    """
    procedure, stage = str(goal.procedure), str(goal.stage)
    guideline = search.world.machine.guideline
    name = named(guideline, "procedure", procedure)
    known = {row.stage for row in guideline.states if row.procedure == procedure}
    words = search.stage_words(procedure, stage)
    if stage not in known:
        return impossible("no_such_stage", procedure=name, stage=words)
    if search.core.scope.in_scope is False:
        return impossible("out_of_scope")
    if search.stage(procedure) == stage:
        return impossible("reached", procedure=name, stage=words, is_reached=True)
    return _Way(search, procedure, stage).need()


@frozen
class _Way:
    """The way from where the log stands to a stage of one procedure."""

    search: Search
    procedure: str
    stage: str

    def need(self) -> Need | Impossible:
        """The next act; else why there is none."""
        refused: list[tuple[Event, Held]] = []
        for row in self._ways():
            need = self._by(row, refused)
            if need is not None:
                return need
        before = self._before()
        return before if before is not None else self._why(refused)

    # -- ways through the table ------------------------------------------------------------------------
    def _ways(self) -> Iterator[Transition]:
        """The first steps of ways to the stage, the shortest first; those on a person's word come last."""
        machine = self.search.world.machine
        rows = [
            row
            for row in machine.guideline.transitions
            if row.procedure == self.procedure
            and row.to is not None
            and not self._waits_for_time(row)
            and (
                row.event not in ENDS or machine.states[self.procedure, row.to].stage == self.stage
            )
        ]
        yield from self._walked([row for row in rows if row.question is None])
        yield from self._walked(rows)

    def _waits_for_time(self, row: Transition) -> bool:
        """Whether a row asks for a lapse that has not come: what time alone writes no act brings about."""
        guideline, log = self.search.world.machine.guideline, self.search.core.log
        return any(
            value_of(log.contexts[self.procedure], lapse.since) is None
            and assume(row.when, lapse.since, None) == NEVER
            for lapse in guideline.lapses
            if lapse.procedure == self.procedure
        )

    def _walked(self, rows: list[Transition]) -> Iterator[Transition]:
        """The first steps of ways through these rows, by how far it is from where they lead."""
        far = self._far(rows)
        start = self.search.core.log.state[self.procedure]
        first = [row for row in rows if row.to in far and (not row.states or start in row.states)]
        yield from sorted(first, key=lambda row: (self._is_off_route(row), far[str(row.to)]))

    def _is_off_route(self, row: Transition) -> bool:
        """Whether the sponsor would file with somebody else than the route says."""
        route, roles = self.search.core.route, self.search.acts.roles
        if route is None or not row.dest or "sponsor" not in row.by:
            return False
        return not any(route[1] in roles.get(place, ()) for place in row.dest)

    def _far(self, rows: list[Transition]) -> dict[str, int]:
        """How many steps it is from each state to the stage."""
        states = self.search.world.machine.states
        names = [row.name for row in states.values() if row.procedure == self.procedure]
        far = {name: 0 for name in names if states[self.procedure, name].stage == self.stage}
        queue = deque(far)
        while queue:
            there = queue.popleft()
            for row in rows:
                for name in row.states or names:
                    if row.to == there and name not in far:
                        far[name] = far[there] + 1
                        queue.append(name)
        return far

    # -- one step ----------------------------------------------------------------------------------------
    def _by(self, row: Transition, refused: list[tuple[Event, Held]]) -> Need | None:
        """The act by which a row is taken cleanly, or the one that has to come before it."""
        fair: Need | None = None
        for event in self.search.acts.by_row(row, self.search.as_of):
            legal = self.search.standing.row(event) is not None
            after = self.search.would_be(event) if legal else None
            if after is not None and not self.search.brought(after, MENDABLE):
                return self._need(event)
            ahead = self._ahead(event)
            if ahead is not None:
                return self._need(ahead)
            if after is None:
                continue
            grave = self.search.brought(after)
            if grave:
                refused.append((event, grave))
            elif fair is None:
                fair = self._need(event)
        return fair

    def _ahead(self, event: Event) -> Event | None:
        """An act before which the step is not legal, or would bring about what it does not after it."""
        for first in self._openers():
            if first.type == event.type or not self.search.standing.leads(first, event):
                continue
            both = self.search.would_be(first, event)
            if both is None or self.search.brought(both, MENDABLE):
                continue
            alone = self.search.would_be(first)
            if alone is not None and not self.search.brought(alone):
                return first
        return None

    def _openers(self) -> Iterator[Event]:
        """Every act that may come before another one, each once."""
        search = self.search
        yield from dict.fromkeys(
            event
            for row in search.world.machine.guideline.transitions
            if row.question is None
            and row.event not in ENDS
            and row.procedure in {self.procedure, "filing"}
            for event in search.acts.by_row(row, search.as_of, self._problems())
        )

    def _problems(self) -> tuple[str, ...]:
        """The problems of the self-check that are still to be rectified."""
        log = self.search.core.log
        under_way = log.contexts["filing"]["application"]
        state = self.search.world.machine.states["filing", log.state["filing"]]
        facts = log.contexts["filing"]["preparation"] if state.ended or not under_way else under_way
        found = facts.get("found") or ()
        return tuple(one for one in PROBLEMS if one in found)

    def _need(self, event: Event) -> Need:
        """A step, with the day after which it is a breach or the way is closed, where there is one."""
        raw = self._duty(event)
        due = None if raw is None else raw.due
        last = None if due is None else due.on or due.earliest
        row = self.search.standing.row(event)
        procedure = self.procedure if row is None else row.procedure
        clause = raw.row.clause if raw is not None else row.clauses[0] if row is not None else ""
        day = self.search.as_of if last is None else max(last, self.search.as_of)
        return Need(
            bearer=event.by or self._bearer(event, raw, procedure),
            act=event.type,
            to=event.to,
            not_after=last,
            clause=clause,
            procedure=procedure,
            event=evolve(
                event, on=day if last is None or last >= self.search.as_of else self.search.as_of
            ),
            items=event.problems or (),
            is_past=False,
        )

    def _duty(self, event: Event) -> RawDuty | None:
        """The duty that an act fulfils and that waits to be done."""
        procedure = event.procedure or self.procedure
        found = [
            raw
            for raw in self.search.core.duties
            if raw.row.act == event.type
            and raw.procedure == procedure
            and raw.met_on is None
            and raw.status != "lapsed"
        ]
        # One with a last day says more than one without.
        found.sort(key=lambda raw: raw.due is not None)
        return found[-1] if found else None

    def _bearer(self, event: Event, raw: RawDuty | None, procedure: str) -> str:
        if raw is not None:
            return raw.bearer
        if event.type not in _OF_THE_STATE:
            return "sponsor"
        core = self.search.core
        state = self.search.world.machine.states[procedure, core.log.state[procedure]]
        facts = core.log.contexts[procedure]
        world = self.search.world
        tier = world.machine.tiers[world.case.sponsor.tier]
        mover = state.bearer or "sponsor"
        if mover == "sponsor" and event.type in _DECISIONS:
            # Nobody refuses or revokes his own filing: whoever grants does.
            rows = (duty.row for duties in world.machine.duties.values() for duty in duties)
            mover = next((row.bearer for row in rows if row.act == _GRANT), mover)
        return role_at(mover, tier, core.route, facts)

    # -- no step -------------------------------------------------------------------------------------
    def _before(self) -> Need | Impossible | None:
        """What another procedure has to reach first: a change and a shutdown presuppose a filing."""
        log, machine = self.search.core.log, self.search.world.machine
        for row in self._ways():
            for other, states in _asked_of_others(row):
                if other == self.procedure or log.state[other] in states:
                    continue
                stage = machine.states[other, states[0]].stage
                need = need_for_stage(self.search, Goal(procedure=other, stage=stage))
                if isinstance(need, Need):
                    return need
        return None

    def _why(self, refused: list[tuple[Event, Held]]) -> Impossible:
        guideline = self.search.world.machine.guideline
        there = self.search.stage_words(self.procedure, self.stage)
        for lapse in guideline.lapses:
            state = self.search.world.machine.states[lapse.procedure, lapse.to]
            if lapse.procedure == self.procedure and state.stage == self.stage:
                return impossible("by_time", clause=lapse.clauses[0], stage=there)
        if refused:
            event, grave = refused[0]
            clause = min(grave)[0]
            codes = (
                row for row in guideline.findings if clause in {row.clause, *row.clauses.values()}
            )
            return impossible(
                "only_by_breach",
                clause=clause,
                stage=there,
                act=named(guideline, "act", event.type),
                finding=named(guideline, "finding", next(codes).code),
            )
        return impossible(
            "no_way",
            procedure=named(guideline, "procedure", self.procedure),
            here=self.search.stage_words(self.procedure),
            stage=there,
        )


def _asked_of_others(row: Transition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The states that a row wants procedures to be in, if its condition says so plainly."""
    for part, wanted in literals(row.when):
        match part:
            case FactTest(fact, Among(states)) if wanted and fact.startswith("state."):
                yield fact.removeprefix("state."), tuple(map(str, states))


_GRANT = "filing_number_issued"
_DECISIONS = frozenset({"filing_refused", "filing_revoked"})
_OF_THE_STATE = frozenset(
    {
        "completeness_confirmed",
        "reported_to_national",
        _GRANT,
        "review_extended",
        "feedback_issued",
        *_DECISIONS,
        "determination",
    }
)
"""The acts without an actor in the log that are not the sponsor's: whose move it is, is who does them."""
