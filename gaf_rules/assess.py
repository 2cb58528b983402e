"""The assessment: duties, findings, questions and next actions, from the facts that the replay lays down.

Everything it depends on is an argument. What only some callers need (``safe_on``, ``disputed_by``) is
computed on first use.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from gaf_rules.assessment import (
    Assessment,
    Deadline,
    Duty,
    Finding,
    NextAction,
    Provenance,
    Question,
    ScopeDecision,
    Trigger,
)
from gaf_rules.duties import Evaluated, Window, deadline_of, evaluate, regional_calendar, safe_on
from gaf_rules.errors import CaseError, GafRulesError
from gaf_rules.events import say
from gaf_rules.lazy import Lazy
from gaf_rules.periods import count_due, elapsed
from gaf_rules.program import evaluate_items, program
from gaf_rules.readings import READING_OPTIONS, Readings
from gaf_rules.replay import Record, Replay, replay
from gaf_rules.scoping import decide_route, decide_scope, forms_for, required_names, role_at
from gaf_rules.vocabulary import FINDING_CODES, PROCEDURES, QUESTION_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.guideline import DutyRow, FindingRow, Guideline
    from gaf_rules.program import CompiledDuty, CompiledRow, Program

__all__ = ["assess", "outline"]

_DAY = timedelta(days=1)
_REGIONAL_KINDS = (("local_holidays", "local_holiday", "ignore"), ("closures", "closure", "count"))
_CODE_RANK = {code: rank for rank, code in enumerate(FINDING_CODES)}
_PROCEDURE_RANK = {name: rank for rank, name in enumerate(PROCEDURES)}


@define(eq=False)
class RawDuty:
    """A duty with everything needed to say more about it later."""

    compiled: CompiledDuty
    procedure: str
    round: int
    bearer: str
    to: str | None
    context: dict[str, Any]
    state: Evaluated
    left: Any
    facts: dict[str, Any]

    @property
    def row(self) -> DutyRow:
        """The row it comes from."""
        return self.compiled.row


@frozen
class RawFinding:
    """A finding before anything is said about disputes; ``key`` is what other readings are held against."""

    row: FindingRow
    clause: str
    procedure: str
    round: int
    bearer: str
    since: date
    items: tuple[str, ...]

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same finding under another reading."""
        return self.row.code, self.clause, self.procedure, self.round, self.items


@define(eq=False)
class Outline:
    """An assessment without words: what one set of readings makes of one log."""

    scope: ScopeDecision
    route: tuple[str, ...] | None
    log: Replay
    stages: dict[str, str]
    duties: list[RawDuty]
    findings: list[RawFinding]
    as_of: date


@frozen
class _World:
    """The arguments of an assessment, together."""

    case: Case
    as_of: date
    machine: Program
    calendar: WorkingCalendar


def assess(
    case: Case,
    *,
    as_of: date,
    guideline: Guideline | None = None,
    calendar: WorkingCalendar | None = None,
    readings: Readings | None = None,
    engine: str = "native",
) -> Assessment:
    """What holds for a case on a day: scope, route, stages, duties, findings, questions, next actions.

    Arguments:
        case: the case.
        as_of: the day of assessment; events after it are left out of account.
        guideline: the rows to judge by; the Hainan guideline by default.
        calendar: the working days; the State Council's notices by default.
        readings: one option for each point that can be read two ways; the defaults by default.
        engine: ``"native"``.

    Raises:
        CaseError: ``as_of`` is not a date, or the log has a day before the calendar begins.
        IllegalEventError: the log holds an event that the procedure does not allow at that point.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C05",
    ...     app=gaf.App(kind="official_account", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ... )
    >>> [f.code for f in gaf.assess(case, as_of=date(2026, 3, 2)).findings]
    ['EXCLUDED_TYPE']
    """
    if engine != "native":
        raise GafRulesError(
            zh=f"没有引擎 {engine!r}；可用：native", en=f"no engine {engine!r}; available: native"
        )
    if guideline is None:
        from gaf_rules.guidelines.hainan import HAINAN as guideline  # noqa: N811, PLC0415 - default, read when needed
    if calendar is None:
        from gaf_rules.calendar import CHINA as calendar  # noqa: N811, PLC0415 - default, read when needed
    chosen = readings if readings is not None else Readings()
    _check_days(case, as_of, calendar)
    world = _World(case, as_of, program(guideline), calendar)
    return _finish(world, outline(world, chosen), chosen)


def _check_days(case: Case, as_of: date, calendar: WorkingCalendar) -> None:
    if type(as_of) is not date:
        raise CaseError(
            (
                say(
                    "$as_of",
                    as_of,
                    f"得到 {as_of!r}；应为 date，不带时刻与时区",
                    f"got {as_of!r}; a date is wanted, without time or zone",
                    ("YYYY-MM-DD",),
                ),
            )
        )
    first = calendar.coverage.first
    problems = [
        say(
            f"$.events[{index}].{name}",
            day.isoformat(),
            f"{day} 早于日历的第一天 {first}，无从数工作日",
            f"{day} is before the first day of the calendar, {first}; working days cannot be counted",
            (f">= {first}",),
        )
        for index, event in enumerate(case.events)
        if event.on <= as_of
        for name, day in (("on", event.on), ("change_on", event.change_on))
        if day is not None and day < first
    ]
    if problems:
        raise CaseError(tuple(problems))


# -- from facts to an outline ----------------------------------------------------------------------------
def outline(world: _World, readings: Readings, *, lenient: bool = False) -> Outline:
    """Scope, route, duties and findings under one set of readings.

    With ``lenient`` a log that could not have happened under these readings is judged as far as it goes,
    on the day where it breaks off.
    """
    options = {name: getattr(readings, name) for name in READING_OPTIONS}
    log = replay(world.case, world.as_of, world.machine, options, world.calendar, lenient=lenient)
    as_of = world.as_of if log.refused is None else log.refused.on
    _add_facts(world, log, as_of)
    facts = log.contexts["filing"]
    scope = decide_scope(world.machine, facts)
    route, _ = decide_route(world.machine, facts)
    states = world.machine.states
    stages = {name: states[name, log.state[name]].stage for name in PROCEDURES if name in log.begun}
    duties: list[RawDuty] = []
    findings: list[RawFinding] = []
    if scope.in_scope is not False:
        duties = list(_duties(world, log, options, route, as_of))
        findings = list(_findings(world, log, duties, as_of))
    return Outline(scope, route, log, stages, duties, findings, as_of)


def _add_facts(world: _World, log: Replay, as_of: date) -> None:
    """Facts that rows look at and that no event states: the day, the guideline's dates, what is required."""
    facts = log.contexts["filing"]["case"]
    guideline = world.machine.guideline
    facts["as_of"] = as_of
    facts["effective_from"] = guideline.effective_from
    launched = facts.get("launched_on")
    facts["legacy"] = (
        launched is not None
        and guideline.effective_from is not None
        and launched < guideline.effective_from
        and (guideline.legacy_until is None or as_of <= guideline.legacy_until)
    )
    for record in _records(world, log):
        if record.kind in {"submission", "shutdown"}:
            procedure = record.procedure
            record.facts["required"] = required_names(world.machine, record.context, procedure, separate=False)
            record.facts["required_apart"] = required_names(
                world.machine, record.context, procedure, separate=True
            )


def _records(world: _World, log: Replay) -> list[Record]:
    """All records, with the case itself, the shutdown and an application still to be made."""
    filing, shutdown = log.contexts["filing"], log.contexts["deregistration"]
    records = [Record("case", "filing", 1, filing["case"], filing), *log.records]
    state = log.state["filing"]
    waiting = state == "not_started" or world.machine.states["filing", state].ended
    if waiting and (not filing["application"] or filing["preparation"].get("open")):
        ahead: dict[str, Any] = {}
        records.append(
            Record("application", "filing", 0, ahead, {**filing, "application": ahead, "submission": {}})
        )
    if "deregistration" in log.begun:
        records.append(Record("shutdown", "deregistration", 1, shutdown["shutdown"], shutdown))
    return records


def _duties(
    world: _World, log: Replay, options: dict[str, str], route: tuple[str, ...] | None, as_of: date
) -> Iterator[RawDuty]:
    rounds: dict[tuple[str, str], int] = {}
    before: dict[tuple[str, str], tuple[dict[str, Any], Any]] = {}
    for record in _records(world, log):
        for duty in world.machine.duties.get(record.kind, ()):
            row = duty.row
            if record.procedure not in row.procedures or not duty.when(record.context):
                continue
            bearer = role_at(row.bearer, world.case.sponsor, route, record.context)
            place = world.case.sponsor.place
            view = regional_calendar(world.calendar, duty, bearer, place, options)
            left = None
            if duty.resumes is not None:
                left = _left(duty, record, before, world, bearer)
            days = left(options) if left is not None and duty.resumes and duty.resumes(record.context) else None
            window = deadline_of(duty, record.context, options, view, days=days)
            if row.starts and window.trigger is None:
                continue
            key = row.clause, record.procedure
            rounds[key] = rounds.get(key, 0) + 1
            state = evaluate(duty, record.context, window, view, as_of)
            if state is None:
                continue
            to = None if row.to is None else role_at(row.to, world.case.sponsor, route, record.context)
            raw = RawDuty(duty, record.procedure, rounds[key], bearer, to, record.context, state, left, {})
            raw.facts = _duty_facts(world, raw, options, as_of)
            yield raw


def _left(
    duty: CompiledDuty,
    record: Record,
    before: dict[tuple[str, str], tuple[dict[str, Any], Any]],
    world: _World,
    bearer: str,
) -> Any:
    """How many days the round before left over in the same application (A-14), for any readings."""
    key = duty.row.clause, record.procedure
    earlier = before.get(key)
    here = record.context

    def of_this(options: dict[str, str]) -> int | None:
        if earlier is None or earlier[0]["application"] is not here["application"]:
            return None
        context, left = earlier
        facts = {**context, "reading": options}
        view = regional_calendar(world.calendar, duty, bearer, world.case.sponsor.place, options)
        window = deadline_of(duty, facts, options, view, days=left(options))
        stopped = context["submission"].get("reviewed_on")
        if window.due is None or window.due.on is None or stopped is None:
            return None
        return elapsed(view, stopped, window.due.on)

    before[key] = (here, of_this)
    return of_this


def _duty_facts(world: _World, raw: RawDuty, options: dict[str, str], as_of: date) -> dict[str, Any]:
    """What finding rows may ask about a duty."""
    state, window = raw.state, raw.state.window
    facts: dict[str, Any] = {
        "status": state.status,
        "met_on": state.met_on,
        "missed_on": state.missed_on,
        "extended_late_on": window.extended_late_on,
    }
    if window.trigger is not None:
        facts["next_day"] = window.trigger.on + _DAY
        facts["started_on"] = min(window.trigger.on, as_of)
    if window.due is not None:
        facts["due_on"] = window.due.on
        facts["certainty"] = window.due.certainty
        facts |= _period_facts(world, raw, window, options)
    return facts


def _period_facts(
    world: _World, raw: RawDuty, window: Window, options: dict[str, str]
) -> dict[str, Any]:
    row, facts = raw.row, {}
    assert row.period is not None
    assert window.trigger is not None
    if row.period.backward and options["before_window"] == "backward":
        strict = {**options, "before_window": "clear_days"}
        facts["clear_on"] = count_due(row.period, window.trigger.on, strict, world.calendar).earliest
    place = world.case.sponsor.place
    if place is None or not {"local_holidays", "closures"} & set(row.readings):
        return facts
    for name, kind, national in _REGIONAL_KINDS:
        if options[name] == national:
            facts[f"{name}"] = _regional_dates(world, raw, window, options, name, kind, place)
    return facts


def _regional_dates(
    world: _World,
    raw: RawDuty,
    window: Window,
    options: dict[str, str],
    name: str,
    kind: str,
    place: str,
) -> tuple[str, ...]:
    """Both dates, where a regional day lies in the window: without it and with it."""
    other = next(option for option in READING_OPTIONS[name] if option != options[name])
    varied = {**options, name: other}
    view = regional_calendar(world.calendar, raw.compiled, raw.bearer, place, varied)
    if view is world.calendar:
        return ()
    due = deadline_of(raw.compiled, {**raw.context, "reading": varied}, varied, view).due
    if due is None or due.on is None or window.due is None or window.due.on is None:
        return ()
    assert window.trigger is not None
    days = (window.trigger.on, window.due.on, due.on)
    if not world.calendar.overlay_days(place, kind, after=min(days), through=max(days)):
        return ()
    return window.due.on.isoformat(), due.on.isoformat()


# -- findings --------------------------------------------------------------------------------------------
def _findings(world: _World, log: Replay, duties: list[RawDuty], as_of: date) -> Iterator[RawFinding]:
    records = _records(world, log)
    latest = _latest(records)
    for record in records:
        for compiled in world.machine.findings.get(record.kind, ()):
            row = compiled.row
            if record.procedure not in row.procedures or (row.latest and record not in latest):
                continue
            found = _finding(compiled, record.context, record.procedure, max(record.ordinal, 1), as_of)
            if found is not None:
                yield found
    for duty in duties:
        rows = world.machine.duty_findings
        context = {**duty.context, "duty": duty.facts}
        for compiled in (*rows.get(duty.row.clause, ()), *rows.get("*", ())):
            if duty.procedure not in compiled.row.procedures:
                continue
            found = _finding(compiled, context, duty.procedure, duty.round, as_of, duty)
            if found is not None:
                yield found


def _latest(records: list[Record]) -> list[Record]:
    """The last record of each kind within each application (or within the case)."""
    last: dict[Any, Record] = {}
    for record in records:
        above = record.context["application"] if record.kind in {"submission", "feedback"} else {}
        last[record.kind, record.procedure, id(above) if above else 0] = record
    return list(last.values())


def _finding(
    compiled: CompiledRow,
    context: dict[str, Any],
    procedure: str,
    number: int,
    as_of: date,
    duty: RawDuty | None = None,
) -> RawFinding | None:
    row: FindingRow = compiled.row
    if not compiled.when(context):
        return None
    items = evaluate_items(row.items, context)
    if row.items is not None and not items:
        return None
    record, _, name = row.since.partition(".")
    since = context[record].get(name)
    clause = row.clauses.get(procedure, row.clause)
    bearer = row.bearer
    if duty is not None:
        clause = clause or duty.row.clause
        bearer = duty.bearer if bearer == "duty" else bearer
    return RawFinding(row, clause, procedure, number, bearer, since if since is not None else as_of, items)


# -- from an outline to words ----------------------------------------------------------------------------
class _Disputes:
    """Which findings go away under which other option; worked out once, when first asked for."""

    def __init__(self, world: _World, readings: Readings) -> None:
        self.world = world
        self.readings = readings
        self.others: Lazy[list[tuple[str, frozenset[Any]]]] = Lazy(self._work_out)

    def _work_out(self) -> list[tuple[str, frozenset[Any]]]:
        return [
            (name, frozenset(found.key for found in outline(self.world, other, lenient=True).findings))
            for name, _, other in self.readings.others()
        ]

    def of(self, key: tuple[Any, ...]) -> tuple[str, ...]:
        """The readings, in the order of the contract, whose other option changes this finding."""
        return tuple(dict.fromkeys(name for name, keys in self.others.value() if key not in keys))


def _finish(world: _World, core: Outline, readings: Readings) -> Assessment:
    guideline = world.machine.guideline
    chosen = {name: getattr(readings, name) for name in READING_OPTIONS}
    duties = tuple(_duty(world, raw, chosen) for raw in sorted(core.duties, key=_duty_order))
    return Assessment(
        case=world.case.id,
        as_of=world.as_of,
        provenance=Provenance(
            guideline=guideline.key,
            guideline_sha256=guideline.sha256,
            calendar_sha256=world.calendar.sha256,
            readings=readings.chosen(),
            engine="native",
            version=_version(),
        ),
        scope=core.scope,
        route=core.route,
        forms=forms_for(world.machine, core.log.contexts["filing"], core.log.begun),
        stages=core.stages,
        duties=duties,
        findings=_all_findings(world, core, readings),
        questions=tuple(_questions(world, core)),
        next_actions=_next_actions(core),
    )


def _version() -> str:
    from gaf_rules import __version__  # noqa: PLC0415 - the package imports this module

    return __version__


def _duty_order(raw: RawDuty) -> tuple[Any, ...]:
    trigger = raw.state.window.trigger
    day = trigger.on if trigger is not None else date.max
    return _PROCEDURE_RANK[raw.procedure], day, raw.row.clause, raw.round


def _duty(world: _World, raw: RawDuty, options: dict[str, str]) -> Duty:
    state, row = raw.state, raw.row
    trigger = state.window.trigger
    return Duty(
        clause=row.clause,
        procedure=raw.procedure,
        round=raw.round,
        bearer=raw.bearer,
        act=row.act,
        to=raw.to,
        trigger=None if trigger is None else Trigger(event=trigger.event, on=trigger.on, estimated=trigger.estimated),
        due=_deadline(world, raw, options),
        status=state.status,
        met_on=state.met_on,
        elapsed_working_days=state.elapsed,
        late_by_working_days=state.late_by,
        consequence=row.consequence,
    )


def _deadline(world: _World, raw: RawDuty, options: dict[str, str]) -> Deadline | None:
    window = raw.state.window
    if window.due is None or window.trigger is None:
        return None
    due = window.due

    def safe() -> date | None:
        if due.latest is None and due.certainty != "projected":
            return None
        return safe_on(
            raw.compiled,
            raw.context,
            options,
            world.calendar,
            raw.bearer,
            world.case.sponsor.place,
            {"days": raw.left} if raw.left is not None else None,
        )

    unpublished = due.on is None and due.certainty == "projected"
    lazy = Lazy(safe)
    earliest = due.earliest
    if unpublished:
        # One date to rely on where the calendar ends: safe under every reading and every notice to come.
        earliest = lazy.value()
    return Deadline(
        clause=raw.row.clause,
        trigger=window.trigger.on,
        on=due.on,
        earliest=earliest,
        latest=due.latest,
        certainty=due.certainty,
        safe=lazy,
    )


def _all_findings(world: _World, core: Outline, readings: Readings) -> tuple[Finding, ...]:
    disputes = _Disputes(world, readings)
    facts = core.log.contexts["filing"]["case"]
    since = facts.get("first_on", world.as_of)
    found = [_notice(code, clause, items, since) for code, clause, items in _frame(world, core)]
    found += [
        Finding(
            code=raw.row.code,
            clause=raw.clause,
            procedure=raw.procedure,
            round=raw.round,
            severity=raw.row.severity,
            bearer=raw.bearer,
            since=raw.since,
            items=raw.items,
            disputes=Lazy(lambda key=raw.key: disputes.of(key)),  # type: ignore[misc]
        )
        for raw in core.findings
    ]
    return tuple(sorted(found, key=_finding_order))


def _finding_order(finding: Finding) -> tuple[Any, ...]:
    return (
        _PROCEDURE_RANK[finding.procedure],
        finding.since,
        _CODE_RANK[finding.code],
        finding.clause,
        finding.round,
        finding.items,
    )


def _notice(code: str, clause: str, items: tuple[str, ...], since: date) -> Finding:
    return Finding(
        code=code,
        clause=clause,
        procedure="filing",
        round=1,
        severity="notice",
        bearer="sponsor",
        since=since,
        items=items,
        disputes=Lazy(tuple),
    )


def _frame(world: _World, core: Outline) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The notices on scope and route: no reading changes them."""
    by_code: dict[tuple[str, str], tuple[str, ...]] = {}
    facts = core.log.contexts["filing"]
    for compiled in world.machine.scope:
        row = compiled.row
        if row.code and row.verdict is core.scope.in_scope and compiled.when(facts):
            key = row.code, row.clause
            by_code[key] = (*by_code.get(key, ()), *((row.question,) if row.question else ()))
    for (code, clause), items in by_code.items():
        yield code, clause, items
    if core.scope.in_scope is not False and core.route is None:
        yield "ROUTE_UNDETERMINED", "2.2.0", ()


def _questions(world: _World, core: Outline) -> Iterator[Question]:
    if core.scope.in_scope is None:
        for clause in core.scope.questions:
            yield _question(clause, clause, ("scope",))
    if core.scope.in_scope is False:
        return
    records = _records(world, core.log)
    latest = _latest(records)
    for compiled in world.machine.questions:
        row = compiled.row
        for record in records:
            if (
                record.kind == row.over
                and record.procedure in row.procedures
                and (not row.latest or record in latest)
                and compiled.when(record.context)
            ):
                place = f"@{record.procedure}" if record.procedure != "filing" else ""
                number = f"#{record.ordinal}" if record.kind != "case" else ""
                yield _question(f"{row.clause}{place}{number}", row.clause, row.changes)
    for raw in core.duties:
        trigger = raw.state.window.trigger
        if trigger is not None and trigger.estimated and trigger.asks and raw.state.status != "met":
            yield _date_question(raw, trigger.asks)


def _question(key: str, clause: str, changes: tuple[str, ...]) -> Question:
    from gaf_rules.messages import label  # noqa: PLC0415 - words are needed only where something is asked

    return Question(
        id=key,
        clause=clause,
        zh=label("question", clause, "zh"),
        en=label("question", clause, "en"),
        options=QUESTION_OPTIONS[clause],
        changes=changes,
    )


def _date_question(raw: RawDuty, asks: str) -> Question:
    from gaf_rules.messages import label  # noqa: PLC0415 - words are needed only where something is asked

    key = asks.replace("@first_tier", f"@{raw.context['submission'].get('to') or raw.bearer}")
    return Question(
        id=f"{key}@{raw.procedure}#{raw.round}",
        clause=raw.row.clause,
        zh=label("question", key, "zh"),
        en=label("question", key, "en"),
        options=("YYYY-MM-DD",),
        changes=(raw.row.clause,),
        asks_date=key.removeprefix("receipt:"),
    )


_MOVING = frozenset({"open", "overdue", "undetermined", "extended"})


def _next_actions(core: Outline) -> tuple[NextAction, ...]:
    """Whose move it is, earliest date first; what has no date comes after what has one."""
    actions = []
    for raw in core.duties:
        if raw.state.status not in _MOVING or not raw.compiled.next_action(raw.context):
            continue
        due = raw.state.window.due
        day = None if due is None else (due.on if due.on is not None else due.earliest)
        actions.append(
            NextAction(
                bearer=raw.bearer,
                act=raw.row.act,
                not_after=day,
                clause=raw.row.clause,
                procedure=raw.procedure,
            )
        )
    actions.sort(key=lambda a: (a.not_after is None, a.not_after or date.max, a.clause, a.procedure))
    return tuple(dict.fromkeys(actions))
