"""The rows of a guideline evaluated for one record, whose facts stand for those of many.

They are evaluated by the functions that evaluate them for one case (:mod:`gaf_rules.evaluate.duties`,
:mod:`gaf_rules.evaluate.scoping`); days and words are those of a trace (:mod:`gaf_rules.auditing.traced`).
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from gaf_rules.auditing.conclusions import DutyWords, FindingWords, duty_values, duty_words, notice
from gaf_rules.auditing.facts import holds, members, split
from gaf_rules.auditing.traced_record import TracedRecord
from gaf_rules.evaluate.definitions import required
from gaf_rules.evaluate.duties import (
    deadline_of,
    regional_calendar,
    rest_of,
    safe_on,
)
from gaf_rules.evaluate.scoping import (
    addressee_at,
    decide_route,
    decide_scope,
    forms_for,
    notices_of,
    role_at,
)
from gaf_rules.evaluate.standing import duty_facts, evaluate
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.program.positions import POSITIONED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.auditing.traced import Trace
    from gaf_rules.auditing.values import FactColumns
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.evaluate.definitions import Defined
    from gaf_rules.language.rows import DutyRow, FindingRow
    from gaf_rules.program.program import CompiledDuty, Program

__all__ = ["Found", "Rules", "Scoped"]

_REQUIRED = ("required", "required_apart")


class Found(NamedTuple):
    """What a duty row comes to for some records: nothing, a duty that has fallen away, or a duty."""

    counted: bool
    duty: DutyWords | None = None
    values: tuple[Any, ...] = ()
    findings: tuple[tuple[FindingWords, Any], ...] = ()


class Scoped(NamedTuple):
    """Scope and route, the forms by the procedures begun, and the notices that these raise."""

    in_scope: bool | None
    route: Any
    forms: dict[int, tuple[str, ...]]
    notices: tuple[FindingWords, ...]
    since: Any


class Rules:
    """The rows of a guideline under one set of arguments.

    Arguments:
        machine, calendar: arguments of an assessment.
        readings: field → option.
    """

    def __init__(
        self, machine: Program, calendar: WorkingCalendar, readings: dict[str, str]
    ) -> None:
        self.machine = machine
        self.guideline = machine.guideline
        self.calendar = calendar
        self.readings = readings

    def traced(self, one: FactColumns, trace: Trace) -> TracedRecord:
        """A record that is evaluated for many."""
        return TracedRecord(one, trace, self.guideline, self.readings)

    def place_of(self, duty: CompiledDuty, bearer: str, traced: TracedRecord) -> str | None:
        """The place of the sponsor, where regional days may count for a bearer."""
        counts = duty.row.period is not None and bearer in duty.local
        place: str | None = traced.standpoint("place") if counts else None
        return place

    # -- scope and route ---------------------------------------------------------------------------------
    def scope(self, one: FactColumns, trace: Trace) -> Scoped:
        """Scope and route of a case."""
        traced = self.traced(one, trace)
        get, facts = traced.get, traced.facts(self.readings)
        scope = decide_scope(self.machine, facts)
        route, _ = decide_route(self.machine, facts)
        forms = {begun: forms_for(self.machine, facts, _names(begun)) for begun in range(1, 8, 2)}
        in_scope = scope.in_scope
        rows = [row for row in self.guideline.scope if row.verdict is in_scope and row.code]
        told = [row for row in rows if holds(row.when, get)]
        unrouted = in_scope is not False and route is None
        no_route = self.guideline.route_clause if unrouted else None
        notices = tuple(notice(*each) for each in notices_of(told, no_route))
        since = get("case.first_on")
        since = traced.today if since is None else since
        return Scoped(in_scope, route, forms, notices, since)

    # -- findings on records -----------------------------------------------------------------------------
    def finding(self, row: FindingRow, procedure: str, one: FactColumns, trace: Trace) -> Any:
        """What a finding row comes to for a record: nothing, or words and the day since when."""
        traced = self.traced(one, trace)
        for name in _REQUIRED:
            traced.extra[f"{row.over}.{name}"] = partial(
                self._required, procedure, traced.get, apart=name == "required_apart"
            )
        return _found(row, procedure, traced.get, traced.today, row.clause, row.bearer)

    def _required(self, procedure: str, get: Any, *, apart: bool) -> tuple[str, ...]:
        rows = [row for row in self.guideline.materials if row.procedure == procedure]
        return required(rows, lambda row: holds(row.when, get), apart=apart)

    # -- duties ------------------------------------------------------------------------------------------
    def duty(self, duty: CompiledDuty, procedure: str, one: FactColumns, trace: Trace) -> Found:
        """What a duty row comes to for a record."""
        row: DutyRow = duty.row
        traced = self.traced(one, trace)
        if not holds(row.when, traced.get):
            return Found(counted=False)
        facts: Any = traced.facts(self.readings)
        bearer = self._role(row.bearer, traced, facts)
        place = self.place_of(duty, bearer, traced)
        trace.loose = duty.marks is None
        left = partial(self._left, duty, traced, bearer, 1)
        calendar: Any = trace.calendar(self.calendar)
        view = regional_calendar(calendar, duty, bearer, place, self.readings)
        resumed = row.resumes is not None and duty.resumes is not None and duty.resumes(facts)
        rest = left(self.readings) if resumed else None
        window = deadline_of(duty, facts, self.readings, view, rest=rest)
        if row.starts and window.trigger is None:
            return Found(counted=False)
        state = evaluate(duty, facts, window, view, traced.today)
        if state is None:
            return Found(counted=True)
        to = self._role(row.to, traced, facts, addressee_at) if row.to else None
        words = duty_words(row, procedure, bearer, to, window, state.status)
        safe = partial(safe_on, duty, facts, self.readings, calendar, bearer, place, left)
        values = duty_values(state, safe)
        more = duty_facts(
            state,
            duty=duty,
            facts=facts,
            as_of=traced.today,
            readings=self.readings,
            calendar=calendar,
            bearer=bearer,
            place=place,
        )
        findings = tuple(self._on_duty(words, more, traced))
        return Found(counted=True, duty=words, values=values, findings=findings)

    def _role(
        self,
        position: str,
        traced: TracedRecord,
        facts: Any,
        find: Callable[..., str | None] = role_at,
    ) -> Any:
        """Who stands at a position; tier and way are asked only where they decide it."""
        if position not in POSITIONED:
            return position
        tier = self.machine.tiers[traced.standpoint("tier")]
        return find(position, tier, traced.standpoint("way"), facts)

    def _left(
        self,
        duty: CompiledDuty,
        traced: TracedRecord,
        bearer: str,
        depth: int,
        options: dict[str, str],
    ) -> Any:
        """What the round before left over in the same application (A-14)."""
        if not traced.exists(depth):
            return None
        trace, facts = traced.trace, traced.facts(options, depth)
        calendar: Any = trace.calendar(self.calendar)
        place = self.place_of(duty, bearer, traced)
        view = regional_calendar(calendar, duty, bearer, place, options)
        before = self._left(duty, traced, bearer, depth + 1, options)
        # Here it counts whether there is a last day, not only which is the earliest of many.
        loose, trace.loose = trace.loose, False
        rest = rest_of(duty, facts, options, view, before)
        trace.loose = loose
        return rest

    def _on_duty(
        self, duty: DutyWords, more: Defined, traced: TracedRecord
    ) -> Iterator[tuple[FindingWords, Any]]:
        """The findings on a duty."""

        def read(name: str) -> Any:
            record, field = split(name)
            return more.get(field) if record == "duty" else traced.get(name)

        for row in self.guideline.findings:
            if row.over in {f"duty:{duty.clause}", "duty:*"} and duty.procedure in row.procedures:
                whose = duty.bearer if row.bearer == "duty" else row.bearer
                clause = row.clause or duty.clause
                made = _found(row, duty.procedure, read, traced.today, clause, whose)
                if made is not None:
                    yield made


def _found(
    row: FindingRow, procedure: str, read: Any, today: Any, clause: str, bearer: str
) -> tuple[FindingWords, Any] | None:
    """What a finding row comes to: nothing, or words and the day since when."""
    if not holds(row.when, read):
        return None
    items = members(row.items, read)
    if row.items is not None and not items:
        return None
    since = read(row.since)
    clause = row.clauses.get(procedure, "") or clause
    words = FindingWords(row.code, clause, procedure, row.severity, bearer, items, fixed=False)
    return words, today if since is None else since


def _names(begun: int) -> Iterator[str]:
    return (name for at, name in enumerate(PROCEDURES) if begun >> at & 1)
