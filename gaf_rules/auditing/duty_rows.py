"""Duties of many cases, and the findings on them: row by row of the guideline, over all records at once.

A row is evaluated by the functions that evaluate it for one case (:mod:`gaf_rules.evaluate.duties`), on facts
that stand for those of many.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from gaf_rules.auditing.assembly import Assembly
from gaf_rules.auditing.conclusions import DutyWords, FindingWords
from gaf_rules.auditing.courses import column, template
from gaf_rules.auditing.facts import holds, members, split
from gaf_rules.evaluate.duties import deadline_of, regional_calendar, rest_of, safe_on
from gaf_rules.evaluate.scoping import POSITIONED, role_at
from gaf_rules.evaluate.standing import evaluate
from gaf_rules.language.periods import count_due
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.member import Member
    from gaf_rules.auditing.traced import Trace
    from gaf_rules.auditing.values import Values
    from gaf_rules.language.rows import DutyRow, FindingRow
    from gaf_rules.program.program import CompiledDuty

__all__ = ["DutyRows"]

_DAY = timedelta(days=1)
_REGIONAL = (("local_holidays", "local_holiday", "ignore"), ("closures", "closure", "count"))


class _Found(NamedTuple):
    """What a row comes to for some records: nothing, a duty that has fallen away, or a duty."""

    counted: bool
    duty: DutyWords | None = None
    values: tuple[Any, ...] = ()
    findings: tuple[tuple[FindingWords, Any], ...] = ()


class DutyRows(Assembly):
    """Judges duty rows."""

    def duty(self, duty: CompiledDuty, kind: str, procedure: str) -> None:
        """Judge one row over all records of its kind in one procedure."""
        row = duty.row
        rows = [
            found
            for found in self.guideline.findings
            if found.over in {f"duty:{row.clause}", "duty:*"} and procedure in found.procedures
        ]
        run = partial(self._duty_of, duty, procedure, rows)
        rank = self._rank(duty)
        key = "duty", id(duty), procedure
        for party, places in self.parties(kind, procedure):
            for found, values in self.decided(key, party, run):
                self._keep(found, values, places * 64 + rank, (row.clause, procedure))

    def _rank(self, duty: CompiledDuty) -> int:
        duties: Any = self.machine.duties
        return int([id(one) for one in duties[duty.row.over]].index(id(duty)))

    def _keep(self, found: _Found, values: Values, order: Ints, key: tuple[str, str]) -> None:
        if found.counted:
            self._count(values, order, key)
        if found.duty is None:
            return
        results, each = self.results, values.spread()
        cases, order = self.part.cases[each.source.members], order[each.source.rows]
        columns = [column(each, value) for value in found.values]
        place = results.duty_words.place(found.duty)
        self.pending.append((results.duties, key, cases, order, [place, *columns]))
        for words, since in found.findings:
            which = template(results, each, words, len(cases))
            self.pending.append((results.findings, key, cases, order, [which, column(each, since)]))

    def _count(self, values: Values, order: Ints, key: tuple[str, str]) -> None:
        """Note a duty for the numbering of rounds, in the cases that may have more than one of them."""
        rows = values.source.rows
        some = self.several(key)[values.source.party.view.cases[rows]]
        if some.any():
            each = values.only(some).spread().source
            cases = self.part.cases[each.members]
            self.rounds.setdefault(key, []).append((cases, order[each.rows]))

    def _duty_of(
        self,
        duty: CompiledDuty,
        procedure: str,
        rows: list[FindingRow],
        member: Member,
        trace: Trace,
    ) -> _Found:
        row: DutyRow = duty.row
        get = self.reader(member)
        member.extra = self.given(get, trace)
        if not holds(row.when, get):
            return _Found(counted=False)
        facts: Any = member.facts(reading=self.readings)
        bearer = self._role(row.bearer, member, facts)
        place = self.place_of(duty, bearer, member)
        trace.loose = duty.marks is None
        left = partial(self._left, duty, member, trace, bearer, 1)
        window, view = self._window(duty, facts, bearer, place, left, trace)
        if row.starts and window.trigger is None:
            return _Found(counted=False)
        state = evaluate(duty, facts, window, view, self.today(trace))
        if state is None:
            return _Found(counted=True)
        to = self._role(row.to, member, facts) if row.to else None
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

    def _role(self, position: str, member: Member, facts: Any) -> str:
        """Who stands at a position; tier and way are asked only where they decide it."""
        if position not in POSITIONED:
            return position
        tier = self.machine.tiers[member.standpoint("tier")]
        return role_at(position, tier, member.standpoint("way"), facts)

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
        rest = left(self.readings) if resumed else None
        return deadline_of(duty, facts, self.readings, view, rest=rest), view

    def _left(
        self,
        duty: CompiledDuty,
        member: Member,
        trace: Trace,
        bearer: str,
        depth: int,
        options: dict[str, str],
    ) -> Any:
        """What the round before left over in the same application (A-14)."""
        if not member.exists(depth):
            return None
        facts: Any = member.facts(depth, reading=options)
        calendar: Any = trace.calendar(self.calendar)
        place = self.place_of(duty, bearer, member)
        view = regional_calendar(calendar, duty, bearer, place, options)
        before = self._left(duty, member, trace, bearer, depth + 1, options)
        # Here it counts whether there is a last day, not only which is the earliest of many.
        loose, trace.loose = trace.loose, False
        rest = rest_of(duty, facts, options, view, before)
        trace.loose = loose
        return rest

    # -- what findings may ask about a duty ------------------------------------------------------------
    def _started_on(self, duty: CompiledDuty, window: Any, facts: Any, trace: Trace) -> Any:
        """From which day something can be said of the period: its start, or when one ahead was known."""
        known = None
        if duty.row.known_on is not None:
            record, _, name = duty.row.known_on.partition(".")
            known = facts[record].get(name)
        return min(window.trigger.on, self.today(trace) if known is None else known)

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
            found["started_on"] = _Later(partial(self._started_on, duty, window, facts, trace))
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


class _Later:
    """A fact that is worked out when a row asks for it."""

    def __init__(self, make: Any) -> None:
        self.make = make
