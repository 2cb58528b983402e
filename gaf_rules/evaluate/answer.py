"""From an outline to the assessment: what the rows come to, put into the public values.

What only some callers need (``safe_on``, ``disputed_by``) is computed on first use.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from gaf_rules.answers.assessment import (
    Assessment,
    Deadline,
    Duty,
    Finding,
    NextAction,
    Provenance,
    Question,
    Trigger,
)
from gaf_rules.evaluate.basis import Basis
from gaf_rules.evaluate.duties import safe_on
from gaf_rules.evaluate.other_readings import gone_under
from gaf_rules.evaluate.outline import World, is_asked, is_forfeited, outline
from gaf_rules.evaluate.scoping import forms_for, role_at, scope_notices
from gaf_rules.language.core import value_of
from gaf_rules.language.rows import FIRST_TIER
from gaf_rules.language.vocabulary import (
    FINDING_CODES,
    PROCEDURES,
    Procedure,
    Stage,
    answers_to,
    wording,
)
from gaf_rules.values.drafts import maker
from gaf_rules.values.lazy import UNSET, Lazy
from gaf_rules.values.mapping import FrozenMap
from gaf_rules.values.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.evaluate.fold import Record
    from gaf_rules.evaluate.outline import Outline, RawDuty
    from gaf_rules.evaluate.scoping import Notice
    from gaf_rules.language.periods import Due
    from gaf_rules.language.readings import Readings
    from gaf_rules.language.rows import QuestionRow
    from gaf_rules.program.program import Program

__all__ = [
    "UNDISPUTED",
    "Disputes",
    "answer",
    "finding_order",
    "frame_notices",
    "notice_of",
    "provenance_of",
]

_make_trigger, _make_deadline, _make_duty = maker(Trigger), maker(Deadline), maker(Duty)
_make_action, _make_finding = maker(NextAction), maker(Finding)
_make_assessment = maker(Assessment, convert=False)
_make_basis, _make_lazy = maker(Basis), maker(Lazy)
_PROVENANCES = 256
_CODE_RANK = {code: rank for rank, code in enumerate(FINDING_CODES)}
_PROCEDURE_RANK: dict[str, int] = {name: rank for rank, name in enumerate(PROCEDURES)}


UNDISPUTED: Lazy[tuple[str, ...]] = Lazy(tuple)
"""What disputes a finding that no reading can change."""


class Disputes:
    """Which findings go away under which other option; worked out once, when first asked for."""

    def __init__(self, world: World, readings: Readings, core: Outline | None = None) -> None:
        self.world = world
        self.readings = readings
        self.core = core
        self.others: list[tuple[str, frozenset[Any]]] | None = None

    def _work_out(self) -> list[tuple[str, frozenset[Any]]]:
        world, readings = self.world, self.readings
        core = outline(world, readings) if self.core is None else self.core
        return [
            (name, gone_under(world, readings, core, name, other))
            for name, _, other in readings.others()
        ]

    def of(self, key: tuple[Any, ...]) -> tuple[str, ...]:
        """The readings, in the order of the contract, whose other option changes this finding."""
        if self.others is None:
            self.others = self._work_out()
        return tuple(dict.fromkeys(name for name, keys in self.others if key in keys))


def answer(world: World, core: Outline, readings: Readings) -> Assessment:
    """The assessment that an outline comes to.

    Arguments:
        world: what the outline was made from.
        core: the outline.
        readings: the readings under which it was made.
    """
    duties = sorted(core.duties, key=_duty_order)
    return _make_assessment(
        world.case.id,
        world.as_of,
        provenance_of(world.machine, world.calendar, readings),
        core.scope,
        core.route,
        forms_for(world.machine, core.log.contexts["filing"], core.log.begun),
        _stages(tuple(core.stages.items())),
        tuple([_duty(world, raw) for raw in duties]),
        _all_findings(world, core, readings),
        tuple(_questions(world, core)),
        _next_actions(world, core),
        _make_basis(world, readings, core),
    )


def provenance_of(machine: Program, calendar: WorkingCalendar, readings: Readings) -> Provenance:
    """What an assessment with these three stands on; kept with the program, for as many as are in use."""
    key = id(calendar), readings
    known = machine.provenances.get(key)
    if known is None:
        guideline = machine.guideline
        made = Provenance(
            guideline=guideline.key,
            guideline_sha256=guideline.digest,
            calendar_sha256=calendar.sha256,
            readings=readings.chosen(),
            engine="native",
            version=VERSION,
        )
        if len(machine.provenances) >= _PROVENANCES:
            machine.provenances.clear()
        # The calendar is held with it, so that no other one gets its id.
        known = machine.provenances[key] = made, calendar
    found: Provenance = known[0]
    return found


@lru_cache(maxsize=1024)
def _stages(stages: tuple[tuple[Procedure, Stage], ...]) -> FrozenMap[Procedure, Stage]:
    """The stage of each procedure; one value for all cases that stand alike."""
    return FrozenMap(dict(stages))


def _duty_order(raw: RawDuty) -> tuple[Any, ...]:
    trigger = raw.trigger
    rank, clause = _PROCEDURE_RANK[raw.procedure], raw.compiled.row.clause
    if trigger is None:  # after what has one
        return rank, 1, clause, raw.round
    return rank, 0, trigger.on, clause, raw.round


def _duty(world: World, raw: RawDuty) -> Duty:
    row, trigger, due = raw.compiled.row, raw.trigger, raw.due
    started, deadline = None, None
    if trigger is not None:
        started = _make_trigger(trigger.event, trigger.on, trigger.asks is not None)
        if due is not None:
            safe = _make_lazy(partial(_safe, world, raw, due), UNSET)
            deadline = _make_deadline(
                row.clause, trigger.on, due.on, due.earliest, due.latest, due.certainty, safe, ()
            )
    return _make_duty(
        row.clause,
        raw.procedure,
        raw.round,
        raw.bearer,
        row.act,
        raw.to,
        started,
        deadline,
        raw.status,
        raw.met_on,
        raw.elapsed,
        raw.late_by,
        row.consequence,
    )


def _safe(world: World, raw: RawDuty, due: Due) -> date | None:
    if due.latest is None and due.certainty != "projected":
        return None
    place = world.case.sponsor.place
    return safe_on(
        raw.compiled, raw.context, raw.options, world.calendar, raw.bearer, place, raw.left
    )


def _all_findings(world: World, core: Outline, readings: Readings) -> tuple[Finding, ...]:
    notices = frame_notices(world, core)
    if not notices and not core.findings:
        return ()
    disputes = Disputes(world, readings, core)
    since = core.log.contexts["filing"]["case"].get("first_on", world.as_of)
    found = [notice_of(notice, since) for notice in notices]
    found += [
        _make_finding(
            raw.row.code,
            raw.clause,
            raw.procedure,
            raw.round,
            raw.row.severity,
            raw.bearer,
            raw.since,
            raw.items,
            _make_lazy(partial(disputes.of, raw.key), UNSET),
        )
        for raw in core.findings
    ]
    if len(found) > 1:
        found.sort(key=finding_order)
    return tuple(found)


def finding_order(finding: Finding) -> tuple[Any, ...]:
    """By procedure, by day, by the contract's list of codes."""
    return (
        _PROCEDURE_RANK[finding.procedure],
        finding.since,
        _CODE_RANK.get(finding.code, len(_CODE_RANK)),
        finding.code,
        finding.clause,
        finding.round,
        finding.items,
    )


def notice_of(notice: Notice, since: date) -> Finding:
    """A notice on scope or route as a finding; it holds from the first record on."""
    code, clause, items = notice
    return Finding(
        code=code,
        clause=clause,
        procedure="filing",
        round=1,
        severity="notice",
        bearer="sponsor",
        since=since,
        items=items,
        disputes=UNDISPUTED,
    )


def frame_notices(world: World, core: Outline) -> tuple[Notice, ...]:
    """The notices on scope and route: no reading changes them."""
    machine = world.machine
    unrouted = core.scope.in_scope is not False and core.route is None
    no_route = machine.guideline.route_clause if unrouted else None
    return scope_notices(machine, core.log.contexts["filing"], no_route)


def _questions(world: World, core: Outline) -> Iterator[Question]:
    if core.scope.in_scope is None:
        for clause in core.scope.questions:
            yield _question(world, clause, clause, changes=("scope",))
    if core.scope.in_scope is False:
        return
    order = world.machine.guideline.questions
    for row, record, on in sorted(_asked(world, core), key=lambda one: order.index(one[0])):
        place = f"@{record.procedure}" if record.procedure != "filing" else ""
        number = f"#{record.ordinal}" if record.kind != "case" else ""
        yield _question(
            world,
            f"{wording(row.clause, row.asks_day_of)}{place}{number}",
            row.clause,
            changes=row.changes,
            asks_date=row.asks_day_of,
            procedure=record.procedure,
            on=on,
        )
    yield from _missing(world, core)


def _asked(world: World, core: Outline) -> Iterator[tuple[QuestionRow, Record, date | None]]:
    """The rows of questions that are open, each with its record and the day that the answer has to bear."""
    rules = world.machine.rules
    unsettled = {(d.row.clause, id(d.context)) for d in core.duties if d.status == "undetermined"}
    for record in core.records:
        select = rules[record.kind, record.procedure].questions
        if select is None:
            continue
        is_latest = record in core.latest
        for compiled in select(record.context, is_latest):
            row = compiled.row
            is_open = row.settles is None or (row.settles, id(record.context)) in unsettled
            if is_open and (is_latest or not row.known_on):
                yield row, record, None
            elif is_open and (on := _answerable_on(core, row, record)) is not None:
                yield row, record, on


def _answerable_on(core: Outline, row: QuestionRow, record: Record) -> date | None:
    """The day of an answer on an earlier record; None where a later one was known by then, too."""
    days = [
        [day for fact in row.known_on if (day := value_of(each.context, fact)) is not None]
        for each in core.records
        if (each.kind, each.procedure) == (record.kind, record.procedure)
        and each.ordinal >= record.ordinal
    ]
    own, *later = days
    return max(own) if all(day > max(own) for some in later for day in some) else None


def _missing(world: World, core: Outline) -> Iterator[Question]:
    """The questions for days of receipts that other days stand in for, each once."""
    missing: dict[str, tuple[RawDuty, str, tuple[str, ...]]] = {}
    for raw in core.duties:
        trigger = raw.trigger
        if trigger is None or trigger.asks is None or not is_asked(raw):
            continue
        earlier = _back(core, raw, trigger.rounds_back)
        first = earlier.context["submission"].get("to") or earlier.bearer
        key = trigger.asks.replace(f"@{FIRST_TIER}", f"@{first}")
        number = f"{key}@{earlier.procedure}#{earlier.round}"
        _, _, before = missing.get(number, (None, None, ()))
        missing[number] = earlier, key, (*before, earlier.row.clause)
    for number, (raw, key, clauses) in missing.items():
        yield _question(
            world,
            number,
            raw.row.clause,
            changes=clauses,
            asks_date=key.removeprefix("receipt:"),
            procedure=raw.procedure,
        )


def _question(
    world: World, key: str, clause: str, *, asks_date: str | None = None, **more: Any
) -> Question:
    words, text = world.machine.guideline.label, wording(clause, asks_date)
    return Question(
        id=key,
        clause=clause,
        zh=words("question", text, "zh"),
        en=words("question", text, "en"),
        options=answers_to(clause) if asks_date is None else ("YYYY-MM-DD",),
        asks_date=asks_date,
        **more,
    )


def _back(core: Outline, raw: RawDuty, rounds: int) -> RawDuty:
    """The duty so many rounds before; what runs on from it rests on its receipt."""
    key = raw.row.clause, raw.procedure, raw.round - rounds
    return next(d for d in core.duties if (d.row.clause, d.procedure, d.round) == key)


_MOVING = frozenset({"open", "overdue", "undetermined", "extended"})


def _next_actions(world: World, core: Outline) -> tuple[NextAction, ...]:
    """Whose move it is: the acts of the duties that wait to be done, and what has to come ahead of them."""
    actions: list[NextAction] = []
    ahead: list[NextAction] = []
    tier = world.machine.tiers[world.case.sponsor.tier]
    for raw in core.duties:
        if raw.status not in _MOVING or not _waits(core, raw):
            continue
        context, procedure = raw.context, raw.procedure
        advised = world.machine.advised[raw.compiled, procedure]
        if not advised.test(context):
            continue
        due = raw.due
        day = None if due is None else (due.on if due.on is not None else due.earliest)
        row = raw.compiled.row
        actions.append(_make_action(raw.bearer, row.act, day, row.clause, procedure))
        for before, when, items in advised.ahead:
            if when(context) and (items is None or items(context)):
                bearer = role_at(before.bearer, tier, core.route, context)
                ahead.append(_make_action(bearer, before.act, day, before.clause, procedure))
    if len(actions) < 2 and not ahead:  # noqa: PLR2004 - nothing to be put in order
        return tuple(actions)
    return world.machine.advice.in_order(actions, ahead)


def _waits(core: Outline, raw: RawDuty) -> bool:
    """Whether the act has not been done and would still count: nothing ended the duty, no later one has come.

    It counts as long as one of the records in which it would be written down is the open one; and where a
    miss has an effect, until the last day.
    """
    duty, context = raw.compiled, raw.context
    open_now = core.log.contexts[raw.procedure]
    is_open = [context[record] is open_now[record] for record in duty.kept_in]
    ended = raw.met_on is not None or duty.void_on(context) is not None
    return not ended and (any(is_open) or not is_open) and not is_forfeited(raw)
