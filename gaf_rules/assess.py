"""The assessment: duties, findings, questions and next actions, from the facts that the replay lays down.

Everything it depends on is an argument. What only some callers need (``safe_on``, ``disputed_by``) is
computed on first use.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from gaf_rules.assessment import (
    Assessment,
    Deadline,
    Duty,
    Finding,
    NextAction,
    Provenance,
    Question,
    Trigger,
)
from gaf_rules.checks import check_days, check_questions
from gaf_rules.duties import safe_on
from gaf_rules.errors import GafRulesError
from gaf_rules.lazy import Lazy
from gaf_rules.outline import World, latest_records, outline
from gaf_rules.questions import answers_to
from gaf_rules.readings import READING_OPTIONS, Readings
from gaf_rules.scoping import forms_for, machine_of
from gaf_rules.version import VERSION
from gaf_rules.vocabulary import FINDING_CODES, PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.guideline import Guideline
    from gaf_rules.outline import Outline, RawDuty

__all__ = ["assess", "frame_notices", "world_of"]

_CODE_RANK = {code: rank for rank, code in enumerate(FINDING_CODES)}
_PROCEDURE_RANK: dict[str, int] = {name: rank for rank, name in enumerate(PROCEDURES)}


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
    chosen = readings if readings is not None else Readings()
    world = world_of(case, as_of, guideline, calendar)
    return _finish(world, outline(world, chosen), chosen)


def world_of(
    case: Case, as_of: date, guideline: Guideline | None, calendar: WorkingCalendar | None
) -> World:
    """The arguments of an assessment together, the defaults filled in and the days checked."""
    if calendar is None:
        from gaf_rules.calendar import CHINA  # noqa: PLC0415 - read when needed

        calendar = CHINA
    check_days(case, as_of, calendar)
    machine = machine_of(guideline)
    check_questions(case, machine)
    return World(case, as_of, machine, calendar)


# -- from an outline to words ----------------------------------------------------------------------------
class _Disputes:
    """Which findings go away under which other option; worked out once, when first asked for."""

    def __init__(self, world: World, readings: Readings) -> None:
        self.world = world
        self.readings = readings
        self.others: Lazy[list[tuple[str, frozenset[Any]]]] = Lazy(self._work_out)

    def _work_out(self) -> list[tuple[str, frozenset[Any]]]:
        return [
            (
                name,
                frozenset(found.key for found in outline(self.world, other, lenient=True).findings),
            )
            for name, _, other in self.readings.others()
        ]

    def of(self, key: tuple[Any, ...]) -> tuple[str, ...]:
        """The readings, in the order of the contract, whose other option changes this finding."""
        return tuple(dict.fromkeys(name for name, keys in self.others.value() if key not in keys))


def _finish(world: World, core: Outline, readings: Readings) -> Assessment:
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
            version=VERSION,
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


def _duty_order(raw: RawDuty) -> tuple[Any, ...]:
    trigger = raw.state.window.trigger
    day = trigger.on if trigger is not None else date.max
    return _PROCEDURE_RANK[raw.procedure], day, raw.row.clause, raw.round


def _duty(world: World, raw: RawDuty, options: dict[str, str]) -> Duty:
    state, row = raw.state, raw.row
    trigger = state.window.trigger
    return Duty(
        clause=row.clause,
        procedure=raw.procedure,
        round=raw.round,
        bearer=raw.bearer,
        act=row.act,
        to=raw.to,
        trigger=None
        if trigger is None
        else Trigger(event=trigger.event, on=trigger.on, estimated=trigger.estimated),
        due=_deadline(world, raw, options),
        status=state.status,
        met_on=state.met_on,
        elapsed_working_days=state.elapsed,
        late_by_working_days=state.late_by,
        consequence=row.consequence,
    )


def _deadline(world: World, raw: RawDuty, options: dict[str, str]) -> Deadline | None:
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
            raw.left,
        )

    return Deadline(
        clause=raw.row.clause,
        trigger=window.trigger.on,
        on=due.on,
        earliest=due.earliest,
        latest=due.latest,
        certainty=due.certainty,
        safe=Lazy(safe),
    )


def _all_findings(world: World, core: Outline, readings: Readings) -> tuple[Finding, ...]:
    disputes = _Disputes(world, readings)
    facts = core.log.contexts["filing"]["case"]
    since = facts.get("first_on", world.as_of)
    found = [
        _notice(code, clause, items, since) for code, clause, items in frame_notices(world, core)
    ]
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
            disputes=Lazy(lambda key=raw.key: disputes.of(key)),  # type: ignore[misc]  # mypy cannot infer a default of a lambda
        )
        for raw in core.findings
    ]
    return tuple(sorted(found, key=_finding_order))


def _finding_order(finding: Finding) -> tuple[Any, ...]:
    return (
        _PROCEDURE_RANK[finding.procedure],
        finding.since,
        _CODE_RANK.get(finding.code, len(_CODE_RANK)),
        finding.code,
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


def frame_notices(world: World, core: Outline) -> Iterator[tuple[str, str, tuple[str, ...]]]:
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
        yield "ROUTE_UNDETERMINED", world.machine.guideline.route_clause, ()


def _questions(world: World, core: Outline) -> Iterator[Question]:
    if core.scope.in_scope is None:
        for clause in core.scope.questions:
            yield _question(world, clause, clause, ("scope",))
    if core.scope.in_scope is False:
        return
    records = core.records
    latest = latest_records(records)
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
                yield _question(world, f"{row.clause}{place}{number}", row.clause, row.changes)
    for raw in core.duties:
        trigger = raw.state.window.trigger
        if trigger is not None and trigger.estimated and trigger.asks and raw.state.status != "met":
            yield _date_question(world, raw, trigger.asks)


def _question(world: World, key: str, clause: str, changes: tuple[str, ...]) -> Question:
    words = world.machine.guideline.label
    return Question(
        id=key,
        clause=clause,
        zh=words("question", clause, "zh"),
        en=words("question", clause, "en"),
        options=answers_to(clause),
        changes=changes,
    )


def _date_question(world: World, raw: RawDuty, asks: str) -> Question:
    words = world.machine.guideline.label
    first = raw.context["submission"].get("to") or raw.bearer
    # The department that sponsors hands in to itself: what is missing is the department's receipt.
    role = "provincial_department" if first == "sponsor" else first
    key = asks.replace("@first_tier", f"@{role}")
    return Question(
        id=f"{key}@{raw.procedure}#{raw.round}",
        clause=raw.row.clause,
        zh=words("question", key, "zh"),
        en=words("question", key, "en"),
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
    actions.sort(
        key=lambda a: (a.not_after is None, a.not_after or date.max, a.clause, a.procedure)
    )
    return tuple(dict.fromkeys(actions))
