"""Scope, duties and findings of many cases: row by row of the guideline, each over all records at once.

A row is evaluated by the functions that evaluate it for one case (:mod:`gaf_rules.duties`), on facts that
stand for those of many.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from attrs import evolve

from gaf_rules.audit.conclusions import CaseWords, DutyWords, FindingWords
from gaf_rules.audit.counted import number_of
from gaf_rules.audit.courses import Results, column, template
from gaf_rules.audit.facts import holds, members, split
from gaf_rules.audit.parties import Leaf, Member, Party, parties_of_make
from gaf_rules.audit.traced import Untraceable
from gaf_rules.conditions import facts_of
from gaf_rules.duties import deadline_of, evaluate, regional_calendar, safe_on
from gaf_rules.periods import count_due, elapsed
from gaf_rules.readings import READING_OPTIONS
from gaf_rules.rows import Minus
from gaf_rules.scoping import decide_route, decide_scope, forms_for, role_at
from gaf_rules.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.audit.counted import Ints, Tables
    from gaf_rules.audit.traced import Trace
    from gaf_rules.audit.walk import Instance
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.guideline import Guideline
    from gaf_rules.program import CompiledDuty, Program
    from gaf_rules.rows import DutyRow, FindingRow

__all__ = ["Standing"]

_DAY = timedelta(days=1)
_REGIONAL = (("local_holidays", "local_holiday", "ignore"), ("closures", "closure", "count"))
# What the evaluation of a duty itself looks at, besides the facts that its row names.
_ALWAYS_READ = ("feedback.late_on", "submission.reviewed_on", "submission.to")
_REQUIRED = ("required", "required_apart")


class _Found(NamedTuple):
    """What a row comes to for some records: nothing, a duty that has fallen away, or a duty."""

    counted: bool
    duty: DutyWords | None = None
    values: tuple[Any, ...] = ()
    findings: tuple[tuple[FindingWords, Any], ...] = ()


class Standing:
    """Where many cases stand under one set of readings.

    Arguments:
        machine, calendar, readings, as_of: the arguments of an assessment.
        tables: the tables of the audit.
        results: where the conclusions go.
    """

    def __init__(
        self,
        machine: Program,
        calendar: WorkingCalendar,
        readings: dict[str, str],
        as_of: Any,
        tables: Tables,
        results: Results,
    ) -> None:
        self.machine = machine
        self.guideline: Guideline = machine.guideline
        self.calendar = calendar
        self.readings = readings
        self.as_of = as_of
        self.tables = tables
        self.results = results
        self.lost: list[Ints] = []
        self._rounds: dict[tuple[str, str], list[tuple[Ints, Ints]]] = {}
        self._pending: list[tuple[Any, ...]] = []

    def today(self, trace: Trace) -> Any:
        """The day of assessment as a traced day."""
        number = number_of(self.as_of)
        covered = self.as_of in self.calendar.coverage
        return trace.day(("constant", number), number, covered=covered)

    # -- the whole -------------------------------------------------------------------------------------
    def judge(self, leaves: list[Leaf]) -> Ints:
        """All conclusions of these leaves; the cases of which nothing could be said in this way."""
        inside = self._scope(leaves)
        duties: Any = self.machine.duties
        for kind, rows in duties.items():
            for duty in rows:
                for procedure in duty.row.procedures:
                    self._duty(inside, duty, kind, procedure)
        for row in self.guideline.findings:
            if not row.over.startswith("duty:"):
                for procedure in row.procedures:
                    self._finding(inside, row, procedure)
        lost = np.unique(np.concatenate(self.lost)) if self.lost else np.zeros(0, np.int64)
        self._deliver(lost)
        return lost

    def _deliver(self, lost: Ints) -> None:
        """Number the rounds, and hand over every row of the cases that could be judged."""
        keep = np.ones(len(self.results.case_template), np.bool_)
        keep[lost] = False
        numbers = self._numbered()
        self.results.case_template[lost] = -1
        for rows, key, cases, order, columns in self._pending:
            places = keep[cases]
            whole = bool(places.all())
            number = order if key is None else numbers(key, cases, order)
            some = [
                value if whole or not np.ndim(value) else value[places]
                for value in (columns[0], number, *columns[1:])
            ]
            rows.add(cases if whole else cases[places], some)

    def _numbered(self) -> Any:
        """How the duties of a clause are numbered: in the order of the records, those fallen away too."""
        tables: dict[tuple[str, str], tuple[Ints, Ints]] = {}
        for key, pieces in self._rounds.items():
            cases = np.concatenate([cases for cases, _ in pieces])
            several = np.bincount(cases) > 1
            if several.any():
                order = np.concatenate([np.broadcast_to(o, len(c)) for c, o in pieces])
                some = several[cases]
                ordered = np.sort(cases[some] << 20 | order[some])
                whose = ordered >> 20
                first = np.concatenate([[True], whose[1:] != whose[:-1]])
                start = np.maximum.accumulate(np.where(first, np.arange(len(whose)), 0))
                tables[key] = ordered, np.arange(len(whose)) - start + 1

        def number(key: tuple[str, str], cases: Ints, order: Any) -> Any:
            if key not in tables:
                return 1
            ordered, numbers = tables[key]
            wanted = cases << 20 | order
            place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
            return np.where(ordered[place] == wanted, numbers[place], 1)

        return number

    # -- scope and route -------------------------------------------------------------------------------
    def _scope(self, leaves: list[Leaf]) -> list[Leaf]:
        """The case rows; the leaves again, by their way up and without what is out of scope."""
        conditions = [row.when for row in (*self.guideline.scope, *self.guideline.routes)]
        conditions += [row.when for row in self.guideline.forms]
        names = _names(conditions, ("case.first_on",))
        routes: dict[Any, int] = {}
        ways = np.full(len(self.results.case_template), -1, np.int32)
        for party in parties_of_make(leaves, _the_case, names, _begun):
            run = partial(self._scope_of, party)
            for (words, notices), values, rows in self._evaluated(party, run):
                cases = party.cases[rows]
                results = self.results
                results.case_template[cases] = results.case_words.place(words)
                for named, since in notices:
                    which = results.finding_words.place(named)
                    self._pending.append(
                        (results.findings, None, cases, 1, [which, column(values, since)])
                    )
                if words.in_scope is not False:
                    ways[cases] = routes.setdefault(words.route, len(routes))
        paths = list(routes)
        return [part for leaf in leaves for part in _by_way(leaf, ways, paths)]

    def _scope_of(self, party: Party, member: Member, trace: Trace) -> Any:
        facts = member.facts(reading=self.readings)
        scope = decide_scope(self.machine, facts)
        route, _ = decide_route(self.machine, facts)
        skeleton = party.begun
        words = CaseWords(
            scope.in_scope,
            route,
            forms_for(self.machine, facts, skeleton.begun),
            skeleton.stages,
        )
        get = self._with_readings(member)
        since = get("case.first_on")
        since = self.today(trace) if since is None else since
        notices = [
            (FindingWords(code, clause, "filing", "notice", "sponsor", items, fixed=True), since)
            for code, clause, items in self._notices(scope.in_scope, route, get)
        ]
        return words, notices

    def _notices(self, in_scope: bool | None, route: Any, get: Any) -> Iterator[tuple[Any, ...]]:  # noqa: FBT001 - a verdict
        by_code: dict[tuple[str, str], tuple[str, ...]] = {}
        for row in self.guideline.scope:
            if row.code and row.clause and row.verdict is in_scope and holds(row.when, get):
                key = row.code, row.clause
                by_code[key] = (*by_code.get(key, ()), *((row.question,) if row.question else ()))
        for (code, clause), items in by_code.items():
            yield code, clause, items
        if in_scope is not False and route is None:
            yield "ROUTE_UNDETERMINED", self.guideline.route_clause, ()

    def _with_readings(self, member: Member, depth: int = 0) -> Any:
        """Facts by name, the readings among them."""
        get = member.getter(depth)

        def read(name: str) -> Any:
            record, field = split(name)
            return self.readings[field] if record == "reading" else get(name)

        return read

    def _evaluated(self, party: Party, run: Any) -> Iterator[tuple[Any, Any, Ints]]:
        try:
            yield from party.evaluate(self.tables, run)
        except Untraceable:
            self.lost.append(party.cases)

    # -- duties ----------------------------------------------------------------------------------------
    def _duty(self, leaves: list[Leaf], duty: CompiledDuty, kind: str, procedure: str) -> None:
        row = duty.row
        rows = [
            found
            for found in self.guideline.findings
            if found.over in {f"duty:{row.clause}", "duty:*"} and procedure in found.procedures
        ]
        names = _names(
            [row.when, row.met_when, row.unclear, row.excused, row.resumes]
            + [start.when for start in row.starts]
            + [mark.when for mark in row.clock]
            + [found.when for found in rows],
            (
                *(start.fact for start in row.starts),
                *row.met_by,
                *row.void_by,
                *((row.before,) if row.before else ()),
                *((row.marks,) if row.marks else ()),
                *_ALWAYS_READ,
                *(name for found in rows for name in _asked(found)),
            ),
        )
        choose = partial(_chains if row.resumes is not None else _records, kind, procedure)
        for party in parties_of_make(leaves, choose, names, _nothing_else):
            run = partial(self._duty_of, party, duty, procedure, rows)
            order = np.repeat(
                [
                    chain[0].place * 64 + self._rank(duty) for _, chain in party.leaves
                ],
                [len(leaf.cases) for leaf, _ in party.leaves],
            )
            for found, values, places in self._evaluated(party, run):
                self._keep(found, values, party.cases[places], order[places], procedure, row)

    def _rank(self, duty: CompiledDuty) -> int:
        duties: Any = self.machine.duties
        return int([id(one) for one in duties[duty.row.over]].index(id(duty)))

    def _keep(
        self, found: _Found, values: Any, cases: Ints, order: Ints, procedure: str, row: DutyRow
    ) -> None:
        key = row.clause, procedure
        if found.counted:
            self._rounds.setdefault(key, []).append((cases, order))
        if found.duty is None:
            return
        results = self.results
        columns = [column(values, value) for value in found.values]
        place = results.duty_words.place(found.duty)
        self._pending.append((results.duties, key, cases, order, [place, *columns]))
        for words, since in found.findings:
            which = template(results, values, words, len(cases))
            self._pending.append(
                (results.findings, key, cases, order, [which, column(values, since)])
            )

    def _duty_of(
        self,
        party: Party,
        duty: CompiledDuty,
        procedure: str,
        rows: list[FindingRow],
        member: Member,
        trace: Trace,
    ) -> _Found:
        row: DutyRow = duty.row
        get = self._with_readings(member)
        member.extra = self._given(get, trace)
        if not holds(row.when, get):
            return _Found(counted=False)
        tier, place, way = party.shared
        sponsor: Any = SimpleNamespace(tier=tier)
        facts: Any = member.facts(reading=self.readings)
        bearer = role_at(row.bearer, sponsor, way, facts)
        left = partial(self._left, party, duty, member, trace, bearer, 1)
        window, view = self._window(duty, facts, bearer, place, left, trace)
        if row.starts and window.trigger is None:
            return _Found(counted=False)
        state = evaluate(duty, facts, window, view, self.today(trace))
        if state is None:
            return _Found(counted=True)
        to = role_at(row.to, sponsor, way, facts) if row.to else None
        trigger, due = window.trigger, window.due
        dated = trigger is not None and due is not None
        words = DutyWords(
            row.clause,
            procedure,
            bearer,
            row.act,
            to,
            None if trigger is None else trigger.event,
            None if trigger is None else trigger.estimated,
            due.certainty if dated else None,
            state.status,
            row.consequence,
        )
        calendar: Any = trace.calendar(self.calendar)
        days: tuple[Any, ...] = (None, None, None, None)
        if dated:
            safe = None
            if due.latest is not None or due.certainty == "projected":
                safe = safe_on(duty, facts, self.readings, calendar, bearer, place, left)
            days = (due.on, safe, due.earliest, due.latest)
        started = None if trigger is None else trigger.on
        more = self._duty_facts(duty, state, bearer, place, facts, trace)
        findings = tuple(self._on_duty(rows, row, procedure, bearer, more, get, trace))
        values = (started, *days, state.met_on, state.elapsed, state.late_by)
        return _Found(counted=True, duty=words, values=values, findings=findings)

    def _window(
        self,
        duty: CompiledDuty,
        facts: Any,
        bearer: str,
        place: str | None,
        left: Any,
        trace: Trace,
    ) -> tuple[Any, Any]:
        calendar: Any = trace.calendar(self.calendar)
        view = regional_calendar(calendar, duty, bearer, place, self.readings)
        resumed = duty.row.resumes is not None and duty.resumes is not None and duty.resumes(facts)
        days = left(self.readings) if resumed else None
        window = deadline_of(duty, facts, self.readings, view, days=days)
        due = window.due
        if due is not None and due.on is None and due.latest is not None:
            safe = safe_on(duty, facts, self.readings, calendar, bearer, place, left)
            window = evolve(window, due=evolve(due, earliest=safe))
        return window, view

    def _left(
        self,
        party: Party,
        duty: CompiledDuty,
        member: Member,
        trace: Trace,
        bearer: str,
        depth: int,
        options: dict[str, str],
    ) -> Any:
        """How many days the round before left over in the same application (A-14)."""
        if depth >= len(party.chain):
            return None
        facts: Any = member.facts(depth, reading=options)
        calendar: Any = trace.calendar(self.calendar)
        view = regional_calendar(calendar, duty, bearer, party.shared[1], options)
        days = self._left(party, duty, member, trace, bearer, depth + 1, options)
        window = deadline_of(duty, facts, options, view, days=days)
        stopped = facts["submission"].get("reviewed_on")
        if window.due is None or window.due.on is None or stopped is None:
            return None
        return elapsed(view, stopped, window.due.on)

    # -- what findings may ask about a duty ------------------------------------------------------------
    def _duty_facts(
        self,
        duty: CompiledDuty,
        state: Any,
        bearer: str,
        place: str | None,
        facts: Any,
        trace: Trace,
    ) -> dict[str, Any]:
        window = state.window
        found: dict[str, Any] = {
            "status": state.status,
            "met_on": state.met_on,
            "missed_on": state.missed_on,
            "extended_late_on": window.extended_late_on,
        }
        if window.trigger is not None:
            found["next_day"] = window.trigger.on + _DAY
            found["started_on"] = _Later(lambda: min(window.trigger.on, self.today(trace)))
        if window.due is not None:
            found["due_on"] = window.due.on
            found["certainty"] = window.due.certainty
            found["clear_on"] = _Later(partial(self._clear_on, duty, window, trace))
            for name, kind, national in _REGIONAL:
                if name in duty.row.readings and self.readings[name] == national and place:
                    found[name] = _Later(
                        partial(
                            self._regional, duty, window, bearer, facts, trace, name, kind, place
                        )
                    )
        return found

    def _clear_on(self, duty: CompiledDuty, window: Any, trace: Trace) -> Any:
        period = duty.row.period
        if period is None or not period.backward or self.readings["before_window"] != "backward":
            return None
        strict = {**self.readings, "before_window": "clear_days"}
        calendar: Any = trace.calendar(self.calendar)
        return count_due(period, window.trigger.on, strict, calendar).earliest

    def _regional(
        self,
        duty: CompiledDuty,
        window: Any,
        bearer: str,
        facts: Any,
        trace: Trace,
        name: str,
        kind: str,
        place: str,
    ) -> tuple[str, ...]:
        """Both dates, where a regional day lies in the window: without it and with it."""
        other = next(option for option in READING_OPTIONS[name] if option != self.readings[name])
        varied = {**self.readings, name: other}
        calendar: Any = trace.calendar(self.calendar)
        view = regional_calendar(calendar, duty, bearer, place, varied)
        if view is calendar:
            return ()
        due = deadline_of(duty, {**facts, "reading": varied}, varied, view).due
        if due is None or due.on is None or window.due.on is None:
            return ()
        days = (window.trigger.on, window.due.on, due.on)
        if not calendar.overlay_days(place, kind, after=min(days), through=max(days)):
            return ()
        return window.due.on.isoformat(), due.on.isoformat()

    def _on_duty(
        self,
        rows: list[FindingRow],
        row: DutyRow,
        procedure: str,
        bearer: str,
        more: dict[str, Any],
        get: Any,
        trace: Trace,
    ) -> Iterator[tuple[FindingWords, Any]]:
        def read(name: str) -> Any:
            record, field = split(name)
            if record != "duty":
                return get(name)
            value = more.get(field)
            if isinstance(value, _Later):
                value = more[field] = value.make()
            return value

        for found in rows:
            if not holds(found.when, read):
                continue
            items = members(found.items, read)
            if found.items is not None and not items:
                continue
            since = read(found.since)
            clause = found.clauses.get(procedure, found.clause) or row.clause
            yield (
                FindingWords(
                    found.code,
                    clause,
                    procedure,
                    found.severity,
                    bearer if found.bearer == "duty" else found.bearer,
                    items,
                    fixed=False,
                ),
                since if since is not None else self.today(trace),
            )

    # -- findings on records ---------------------------------------------------------------------------
    def _finding(self, leaves: list[Leaf], row: FindingRow, procedure: str) -> None:
        asked = _asked(row)
        names = [name for name in asked if split(name)[1] not in _REQUIRED]
        conditions = [row.when]
        if len(names) < len(asked):
            conditions += [one.when for one in self.guideline.materials if one.procedure == procedure]
        choose = partial(_latest if row.latest else _records, row.over, procedure)
        for party in parties_of_make(leaves, choose, _names(conditions, names), _ordinal):
            run = partial(self._finding_of, row, procedure)
            number = max(party.chain[0].ordinal, 1)
            for found, values, places in self._evaluated(party, run):
                if found is None:
                    continue
                words, since = found
                cases = party.cases[places]
                which = template(self.results, values, words, len(cases))
                self._pending.append(
                    (self.results.findings, None, cases, number, [which, column(values, since)])
                )

    def _finding_of(self, row: FindingRow, procedure: str, member: Member, trace: Trace) -> Any:
        get = self._with_readings(member)
        member.extra = self._given(get, trace)
        for name in _REQUIRED:
            member.extra[f"{row.over}.{name}"] = partial(
                self._required, procedure, get, separate=name == "required_apart"
            )
        if not holds(row.when, get):
            return None
        items = members(row.items, get)
        if row.items is not None and not items:
            return None
        since = get(row.since)
        words = FindingWords(
            row.code,
            row.clauses.get(procedure, row.clause),
            procedure,
            row.severity,
            row.bearer,
            items,
            fixed=False,
        )
        return words, since if since is not None else self.today(trace)

    def _given(self, get: Any, trace: Trace) -> dict[str, Any]:
        """Facts that no event states."""
        return {
            "case.as_of": lambda: self.today(trace),
            "case.effective_from": lambda: self._constant(trace),
            "case.legacy": lambda: self._legacy(get, trace),
        }

    def _constant(self, trace: Trace) -> Any:
        day = self.guideline.effective_from
        return None if day is None else trace.constant(day)

    def _legacy(self, get: Any, trace: Trace) -> bool:
        launched, start = get("case.launched_on"), self.guideline.effective_from
        if launched is None or start is None or not launched < start:
            return False
        until = self.guideline.legacy_until
        return until is None or bool(self.today(trace) <= until)

    def _required(self, procedure: str, get: Any, *, separate: bool) -> tuple[str, ...]:
        return tuple(
            row.material
            for row in self.guideline.materials
            if row.procedure == procedure and row.separate is separate and holds(row.when, get)
        )


class _Later:
    """A fact that is worked out when a row asks for it."""

    def __init__(self, make: Any) -> None:
        self.make = make


# -- which facts, which records -----------------------------------------------------------------------
_OWN = ("reading", "duty", "event")


def _names(conditions: Iterable[Any], besides: Iterable[str]) -> list[str]:
    """The facts that conditions look at, and others, without those that are no facts of the log."""
    names = [name for one in conditions if one is not None for name in facts_of(one)]
    given = {"case.as_of", "case.effective_from", "case.legacy"}
    if given & set(names):
        names.append("case.launched_on")
    return [
        name
        for name in dict.fromkeys((*names, *besides))
        if split(name)[0] not in _OWN and name not in given
    ]


def _asked(row: FindingRow) -> list[str]:
    def of(items: Any) -> Iterator[str]:
        if isinstance(items, Minus):
            yield from of(items.left)
            yield from of(items.right)
        elif items is not None:
            yield items

    return [row.since, *of(row.items)]


def _the_case(leaf: Leaf) -> Iterator[list[Instance]]:
    yield leaf.skeleton.records[:1]


def _records(kind: str, procedure: str, leaf: Leaf) -> Iterator[list[Instance]]:
    for record in leaf.skeleton.records:
        if record.kind == kind and record.procedure == procedure:
            yield [record]


def _latest(kind: str, procedure: str, leaf: Leaf) -> Iterator[list[Instance]]:
    for (record,) in _records(kind, procedure, leaf):
        if record.latest:
            yield [record]


def _chains(kind: str, procedure: str, leaf: Leaf) -> Iterator[list[Instance]]:
    """Each record with those before it in the same application, the nearest first."""
    chain: list[Instance] = []
    for (record,) in _records(kind, procedure, leaf):
        here = record.context["application"]
        if chain and chain[0].context["application"] is not here:
            chain = []
        chain = [record, *chain]
        yield chain


def _nothing_else(_leaf: Leaf, _record: Instance) -> None:
    return None


def _begun(leaf: Leaf, _record: Instance) -> Any:
    return leaf.skeleton.begun, leaf.skeleton.stages


def _ordinal(_leaf: Leaf, record: Instance) -> int:
    return max(record.ordinal, 1)


def _by_way(leaf: Leaf, ways: Any, paths: list[Any]) -> Iterator[Leaf]:
    """A leaf by the way up of its cases; without those that are out of scope."""
    mine = ways[leaf.cases]
    for way in np.unique(mine).tolist():
        if way < 0:
            continue
        kept = mine == way
        shared = (*leaf.shared, paths[way])
        if kept.all():
            yield leaf._replace(shared=shared)
        else:
            yield Leaf(leaf.skeleton, leaf.cases[kept], leaf.values.only(kept), shared)
