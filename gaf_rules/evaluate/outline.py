"""The outline of an assessment: scope, duties and findings as values, before any words are put to them.

One outline is what one set of readings makes of one log. The assessment renders one; disputes compare many.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import define

from gaf_rules.answers.assessment import ScopeDecision
from gaf_rules.evaluate.definitions import latest_within, must_be_filed_on
from gaf_rules.evaluate.duties import (
    Rest,
    deadline_of,
    regional_calendar,
    rest_of,
    window_of,
)
from gaf_rules.evaluate.fold import Record
from gaf_rules.evaluate.raw import RawDuty, RawFinding, World
from gaf_rules.evaluate.replay import Replay, replay
from gaf_rules.evaluate.scoping import (
    addressee_at,
    decide_route,
    decide_scope,
    required_names,
    role_at,
)
from gaf_rules.evaluate.standing import stand
from gaf_rules.language.periods import UNKNOWN, count_due
from gaf_rules.language.rows import CHILDREN, SHARED, FindingRow
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES
from gaf_rules.values.drafts import Shown, maker

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.periods import Due, Trigger
    from gaf_rules.language.readings import Readings
    from gaf_rules.program.program import CompiledDuty, CompiledRow, Program

    Options = dict[str, str]
    Left = Callable[[Options], Rest | None]

__all__ = [
    "Outline",
    "RawDuty",
    "RawFinding",
    "World",
    "duties_of",
    "duty_findings",
    "is_asked",
    "is_forfeited",
    "latest_records",
    "outline",
    "record_findings",
    "records_of",
]


@define(eq=False, repr=False)
class Outline(Shown):
    """An assessment without words: what one set of readings makes of one log."""

    scope: ScopeDecision
    route: tuple[str, ...] | None
    log: Replay
    records: list[Record]
    stages: dict[str, str]
    duties: list[RawDuty]
    findings: list[RawFinding]
    as_of: date
    latest: set[Record]


_WITHIN = {kind: latest_within(kind) for kind in (*SHARED, *CHILDREN)}
_raw_duty, _raw_finding = maker(RawDuty), maker(RawFinding)


# -- from facts to an outline ----------------------------------------------------------------------------
def outline(
    world: World, readings: Readings, *, lenient: bool = False, options: Options | None = None
) -> Outline:
    """Scope, route, duties and findings under one set of readings.

    With ``lenient`` a log that could not have happened under these readings is judged as far as it goes,
    on the day where it breaks off. ``options`` are those of the readings, if something is to be noted of
    how they are used.
    """
    options = readings.options() if options is None else options
    log = replay(world.case, world.as_of, world.machine, options, world.calendar, lenient=lenient)
    as_of = world.as_of if log.refused is None else log.refused.on
    records = records_of(world, log)
    _add_facts(world, log, records, as_of)
    facts = log.contexts["filing"]
    scope = decide_scope(world.machine, facts)
    route, _ = decide_route(world.machine, facts)
    states = world.machine.states
    stages: dict[str, str] = {
        name: states[name, log.state[name]].stage for name in PROCEDURES if name in log.begun
    }
    latest = latest_records(records)
    duties: list[RawDuty] = []
    findings: list[RawFinding] = []
    if scope.in_scope is not False:
        duties = duties_of(world, records, options, route, as_of)
        findings = [
            *record_findings(world.machine, records, latest, as_of),
            *duty_findings(world, duties, as_of),
        ]
    return Outline(scope, route, log, records, stages, duties, findings, as_of, latest)


def _add_facts(world: World, log: Replay, records: list[Record], as_of: date) -> None:
    """Facts that rows look at and that no event states: the day, the guideline's dates, what is required."""
    context = log.contexts["filing"]
    facts, shutdown = context["case"], context["shutdown"]
    guideline = world.machine.guideline
    facts["as_of"] = as_of
    facts["effective_from"] = guideline.effective_from
    launched_on = facts.get("launched_on")
    facts["must_be_filed_on"] = launched_on and must_be_filed_on(
        launched_on, shutdown.get("offline_on"), guideline, as_of
    )
    for record in records:
        if record.kind in {"dossier", "shutdown"}:
            procedure = record.procedure
            required, apart = required_names(world.machine, record.context, procedure)
            record.facts["required"], record.facts["required_apart"] = required, apart


def records_of(world: World, log: Replay) -> list[Record]:
    """All records, with the case itself, the shutdown and an application still to be made."""
    filing, shutdown = log.contexts["filing"], log.contexts["deregistration"]
    records = [Record("case", "filing", 1, filing["case"], filing), *log.records]
    state = log.state["filing"]
    if state == NOT_STARTED or world.machine.states["filing", state].ended:
        ahead: dict[str, Any] = {}
        below: dict[str, dict[str, Any]] = {kind: {} for kind in CHILDREN["application"]}
        records.append(
            Record("application", "filing", 0, ahead, {**filing, "application": ahead, **below})
        )
    if "deregistration" in log.begun:
        records.append(Record("shutdown", "deregistration", 1, shutdown["shutdown"], shutdown))
    return records


def duties_of(
    world: World,
    records: list[Record],
    options: dict[str, str],
    route: tuple[str, ...] | None,
    as_of: date,
    *,
    only: frozenset[str] | None = None,
) -> list[RawDuty]:
    """The duties of some records, in their order, under the options that stand in their contexts.

    With ``only``, those of these clauses alone.
    """
    found: list[RawDuty] = []
    rounds: dict[tuple[str, str], int] = {}
    before: dict[tuple[str, str], _Rests] = {}
    tier, rules = world.machine.tiers[world.case.sponsor.tier], world.machine.rules
    for record in records:
        select = rules[record.kind, record.procedure].duties
        if select is None:
            continue
        context, procedure = record.context, record.procedure
        for duty, key, began, met_on, void_on in select(context):
            row = duty.row
            if only is not None and row.clause not in only:
                continue
            bearer_moves, to_moves = duty.positions
            bearer = role_at(row.bearer, tier, route, context) if bearer_moves else row.bearer
            left = None if duty.resumes is None else _left(duty, record, before, world, bearer)
            if began is None and row.starts:
                continue
            counted: _Counted = began, None, None, world.calendar
            if began is not None and duty.period is not None:
                counted = _counted(world, duty, began, bearer, left, context, options)
            rounds[key] = number = rounds.get(key, 0) + 1
            state = stand(duty, context, *counted[:3], met_on, void_on, counted[3], as_of)
            if state is None:
                continue
            to = addressee_at(row.to, tier, route, context) if to_moves else row.to
            given = duty, procedure, number, bearer, to, context
            found.append(_raw_duty(*given, *state, left, world, options, as_of, None))
    return found


_Counted = tuple["Trigger | None", "Due | None", "date | None", "WorkingCalendar"]
"""Trigger, last day, the first extension that came too late, and the calendar counted by."""


def _counted(
    world: World,
    duty: CompiledDuty,
    trigger: Trigger,
    bearer: str,
    left: Left | None,
    context: dict[str, Any],
    options: Options,
) -> _Counted:
    """The last day of a duty that has a period."""
    place, view, rest = world.case.sponsor.place, world.calendar, None
    if place is not None and bearer in duty.local:
        view = regional_calendar(view, duty, bearer, place, options)
    if left is not None and duty.resumes is not None and duty.resumes(context):
        rest = left(options)
    period, marks = duty.period, duty.marks
    if rest is None and period is not None and not (marks and marks[1] in context[marks[0]]):
        return trigger, count_due(period, trigger.on, options, view), None, view
    window = window_of(duty, trigger, context, options, view, rest)
    return window.trigger, window.due, window.extended_late_on, view


class _Rests:
    """What the rounds of a duty within one application leave over, one after the other (A-14)."""

    def __init__(self, duty: CompiledDuty, world: World, context: dict[str, Any]) -> None:
        self.duty = duty
        self.world = world
        self.application = context["application"]
        self.rounds: list[tuple[dict[str, Any], str]] = []
        self._known: dict[tuple[str, ...], list[Rest | None]] = {}

    def add(self, context: dict[str, Any], bearer: str) -> Left | None:
        """One more round; gives what the one before left over, for any readings. None: there was none."""
        number = len(self.rounds)
        self.rounds.append((context, bearer))
        return partial(self.before, number) if number else None

    def before(self, number: int, options: Options) -> Rest | None:
        """What the round before a round left over under these options; each round is reckoned once."""
        rests = self._known.setdefault(tuple(options.values()), [None])
        world, place = self.world, self.world.case.sponsor.place
        while len(rests) <= number:
            facts = {**self.rounds[len(rests) - 1][0], "reading": options}
            bearer = self.rounds[len(rests)][1]
            view = regional_calendar(world.calendar, self.duty, bearer, place, options)
            rests.append(rest_of(self.duty, facts, options, view, rests[-1]))
        return rests[number]


def _left(
    duty: CompiledDuty,
    record: Record,
    before: dict[tuple[str, str], _Rests],
    world: World,
    bearer: str,
) -> Left | None:
    """What the round before left over in the same application, for any readings; None without one."""
    key, context = (duty.row.clause, record.procedure), record.context
    rests = before.get(key)
    if rests is None or rests.application is not context["application"]:
        rests = before[key] = _Rests(duty, world, context)
    return rests.add(context, bearer)


# -- findings --------------------------------------------------------------------------------------------
def record_findings(
    machine: Program, records: list[Record], latest: set[Record], as_of: date
) -> list[RawFinding]:
    """The findings on records."""
    held: list[RawFinding] = []
    for record in records:
        select = machine.rules[record.kind, record.procedure].findings
        if select is None:
            continue
        context, number = record.context, max(record.ordinal, 1)
        for compiled in select(context, record in latest):
            found = _finding(compiled, context, record.procedure, number, as_of)
            if found is not None:
                held.append(found)
    return held


def duty_findings(world: World, duties: list[RawDuty], as_of: date) -> list[RawFinding]:
    """The findings on duties."""
    held: list[RawFinding] = []
    on_duties = world.machine.on_duties
    placed = world.case.sponsor.place is not None
    for duty in duties:
        due = duty.due
        select = on_duties[
            duty.compiled.row.clause,  # type: ignore[index]  # a plain tuple finds what a Standing finds
            duty.procedure,
            duty.status,
            None if due is None else due.certainty,
            duty.extended_late_on is not None,
            placed and due is not None,
        ]
        if select is None:
            continue
        context = {**duty.context, "duty": duty.facts}
        for compiled in select(context):
            found = _finding(compiled, context, duty.procedure, duty.round, as_of, duty)
            if found is not None:
                held.append(found)
    return held


def latest_records(records: list[Record]) -> set[Record]:
    """The last record of each kind within each application (or within the case)."""
    last: dict[Any, Record] = {}
    for record in records:
        above = record.context[_WITHIN[record.kind]]
        last[record.kind, record.procedure, id(above) if above else 0] = record
    return set(last.values())


def _finding(
    compiled: CompiledRow,
    context: dict[str, Any],
    procedure: str,
    number: int,
    as_of: date,
    duty: RawDuty | None = None,
) -> RawFinding | None:
    row: FindingRow = compiled.row
    items: tuple[str, ...] = ()
    if compiled.items is not None:
        items = compiled.items(context)
        if not items:
            return None
    record, _, name = row.since.partition(".")
    since = context[record].get(name)
    clause = row.clauses.get(procedure, row.clause)
    bearer = row.bearer
    if duty is not None:
        clause = clause or duty.row.clause
        bearer = duty.bearer if bearer == "duty" else bearer
    return _raw_finding(
        row,
        clause,
        procedure,
        number,
        bearer,
        since if since is not None else as_of,
        items,
        context,
        "" if duty is None else duty.row.clause,
    )


# -- what an answer may still change -----------------------------------------------------------------------
def is_asked(raw: RawDuty) -> bool:
    """Whether the day of a receipt that another day stands in for could still change something.

    The status and the last day of what is not done, if they rest on it; of an act without a last day the
    time that it has taken; and whether an extension came too late.
    """
    due = raw.due
    rests = due is None or not (due.named or due == UNKNOWN)
    return (rests and not raw.status.startswith("met")) or _is_late_if_firm(raw)


def _is_late_if_firm(raw: RawDuty) -> bool:
    """Whether an extension would have come too late if what stands in for a receipt were the receipt."""
    duty, world, options = raw.compiled, raw.world, raw.options
    if duty.marks is None:
        return False
    view = regional_calendar(world.calendar, duty, raw.bearer, world.case.sponsor.place, options)
    firm = deadline_of(duty, raw.context, options, view, firm=True)
    return firm.extended_late_on != raw.extended_late_on


def is_forfeited(raw: RawDuty) -> bool:
    """Whether the last day of a duty with an effect is over, whatever a person may still answer."""
    trigger, due = raw.trigger, raw.due
    if raw.compiled.row.consequence is None or trigger is None or due is None or due.latest is None:
        return False
    return raw.as_of > due.latest and not trigger.estimated
