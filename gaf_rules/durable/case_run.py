"""The run of a case in the second engine: its log taken step by step, each step a session of its own.

A step tells the engine the states and the event; the rows that fire say what is written down and which state
follows. Before a day, and wherever states are new, the engine is asked which states time may end; only then
is a last day counted, and asked about. What the log amounts to is told to the next session as facts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.durable.facts import fact_of, order
from gaf_rules.durable.ledger import CaseRecords
from gaf_rules.durable.premises import Value, day_over, soft
from gaf_rules.durable.tracing import Says, Tracer, first, numbers
from gaf_rules.durable.windows import DAY, DutySpan, Left, after_mark, calendar_for, counted
from gaf_rules.values.errors import DisagreementError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.durable.ruleset import Ruleset
    from gaf_rules.evaluate.fold import Entry
    from gaf_rules.language.rows import DutyRow
    from gaf_rules.log.case import Case

__all__ = ["CaseRun"]


class CaseRun:
    """A case under one set of readings, as far as its log has been taken.

    Arguments:
        case: the case.
        rules: the rules of the guideline.
        tracer: the sessions.
        calendar: the national calendar.
        options: reading → option.
    """

    def __init__(
        self,
        case: Case,
        rules: Ruleset,
        tracer: Tracer,
        calendar: WorkingCalendar,
        options: dict[str, str],
    ) -> None:
        self.case = case
        self.rules = rules
        self.tracer = tracer
        self.calendar = calendar
        self.options = options
        self.books = CaseRecords(case, options)

    def take(self, log: Iterable[Entry], as_of: date) -> None:
        """Take the log to its end, and time to the day of assessment.

        Raises:
            DisagreementError: an event that no row allows at that point.
        """
        passed = None
        for entry in log:
            # Time ends states before any event; where neither day nor states are new, it has done so.
            here = entry.on, dict(self.books.state)
            if here != passed:
                self._pass(entry.on)
                passed = entry.on, dict(self.books.state)
            self._step(entry)
        self._pass(as_of)
        for procedure, records in self.books.records.items():
            if records["feedback"]:
                records["feedback"]["state"] = self.books.state[procedure]

    # -- what happens ----------------------------------------------------------------------------
    def _step(self, entry: Entry) -> None:
        known = self.rules.procedures.get(entry.name, ())
        for procedure in (entry.procedure,) if entry.procedure else known:
            part = self.rules.steps.get((procedure, entry.name))
            if part is None:
                continue
            records = {**self.books.records[procedure], "event": entry}
            derived: dict[str, Value] = {}
            for clause in self.rules.within.get((procedure, entry.name), ()):
                derived |= self._stands(clause, procedure, entry.on)[1]
            says = self.tracer.once(part, f"{entry.on} {procedure}", part.kinds, records, derived)
            index = first(says, "step")
            if index is not None:
                self.books.take(self.rules.guideline.transitions[index], procedure, entry)
                return
        raise DisagreementError(
            zh=f"第二引擎：{entry.on} 的 {entry.name} 在 {dict(self.books.state)} 之后没有一行允许",
            en=f"second engine: no row allows {entry.name} on {entry.on} after {dict(self.books.state)}",
        )

    def _pass(self, day: date) -> None:
        """Enter the states that time alone brings about before this day begins."""
        if not self.rules.lapse.kinds:
            return
        records = self.books.records["filing"]
        says = self.tracer.once(self.rules.lapse, f"before {day}", self.rules.watch, records)
        for index in numbers(says, "watch"):
            self._lapse(index, day)

    def _lapse(self, index: int, day: date) -> None:
        row = self.rules.guideline.lapses[index]
        records = self.books.records[row.procedure]
        span, derived = self._stands(row.duty, row.procedure, day)
        latest = None if span.due is None else span.due.latest
        subject = f"before {day} {row.procedure}"
        derived["lapse"] = index
        says = self.tracer.once(self.rules.lapse, subject, self.rules.ends, records, derived)
        if first(says, "lapse") is None or latest is None or span.due is None:
            return
        self.books.state[row.procedure] = row.to
        for fact, value in (
            (row.due, span.due.on or latest),
            (row.since, latest + DAY),
            (row.ended, latest + DAY),
        ):
            self.books.put(row.procedure, fact, value)

    def _stands(self, clause: str, procedure: str, day: date) -> tuple[DutySpan, dict[str, Value]]:
        """The last day of a duty as it stands now, and how it is told."""
        duties = self.rules.guideline.duties
        # As in the table of duties: of several rows for one clause the last.
        number = max(n for n, duty in enumerate(duties) if duty.clause == clause)
        records = self.books.records[procedure]
        bearer = duties[number].bearer
        span = self.span(number, procedure, records, self.options, bearer, None)
        latest = None if span.due is None else span.due.latest
        return span, {
            str(day_over(clause).about[0]): order(latest, day),
            str(soft(clause).about[0]): span.soft,
        }

    # -- days ------------------------------------------------------------------------------------
    def calendar_of(self, row: DutyRow, bearer: str, options: dict[str, str]) -> WorkingCalendar:
        """The working days of a bearer: the national calendar, or with the regional days that are read in."""
        is_local = bearer in self.rules.guideline.local_roles
        return calendar_for(self.calendar, row, is_local, self.case.sponsor.place, options)

    def basis(self, number: int, procedure: str, records: dict[str, Any]) -> Says:
        """What the duty row asks of the record, in a session of its own."""
        over = self.rules.guideline.duties[number].over
        found = self.rules.records[over, procedure]
        return self.tracer.once(found.part, f"{procedure} {over}", found.basis, records)

    def span(
        self,
        number: int,
        procedure: str,
        records: dict[str, Any],
        options: dict[str, str],
        bearer: str,
        left: Left | None,
        says: Says | None = None,
    ) -> DutySpan:
        """The trigger and the last day of a duty; the readings in ``records`` and ``options`` agree."""
        row = self.rules.guideline.duties[number]
        if says is None:
            says = self.basis(number, procedure, records)
        started = first(says, f"start {number}")
        if started is None:
            return DutySpan()
        view = self.calendar_of(row, bearer, options)
        start = row.starts[started]
        on = fact_of(records, start.fact)
        span = counted(row, start, on, options, view, left)
        if row.period is None or row.marks is None:
            return span
        clock = self.rules.duties[number, procedure]
        for kind, made, expected in fact_of(records, row.marks) or ():
            source = {**records, "event": {"mark": kind}}
            heard = self.tracer.once(
                clock.clock_part, f"{procedure} {row.clause}", clock.clock, source
            )
            which = first(heard, "clock")
            if which is not None:
                span = after_mark(
                    span, row.period, row.clock[which], (made, expected), options, view
                )
        return span
