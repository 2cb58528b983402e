"""One duty judged by the second engine: its status in three steps, and what the status leads to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.durable.facts import fact_of, order
from gaf_rules.durable.ledger import RecordPage
from gaf_rules.durable.tracing import Says, numbers
from gaf_rules.durable.windows import DAY, DutySpan, Left, first_day, left_over
from gaf_rules.language.periods import UNKNOWN, count_due, counted_days, elapsed
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.rows import DutyRow
from gaf_rules.language.vocabulary import Status
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from gaf_rules.durable.case_run import CaseRun
    from gaf_rules.durable.premises import Value

    LeftOver = Callable[[dict[str, str]], Left | None]

__all__ = ["Judge", "Judged"]

_REGIONAL = (("local_holidays", "local_holiday", "ignore"), ("closures", "closure", "count"))


@frozen(kw_only=True, eq=False)
class Judged:
    """A duty with its status, its days and what followed from it.

    Attributes:
        number: index of the duty row.
        says: what the rules concluded of it: findings, a question for a date, a next action.
        ahead: indices of the rows for what comes ahead of its act.
        facts: what finding rows may ask of it.
        safe: computes the day that is in time under every reading.
    """

    number: int
    row: DutyRow
    page: RecordPage
    round: int
    bearer: str
    to: str | None
    span: DutySpan
    status: Status
    met_on: date | None
    elapsed: int | None
    late_by: int | None
    says: Says
    ahead: tuple[int, ...]
    facts: dict[str, Any]
    safe: Callable[[], date | None]


@frozen(eq=False)
class _Act:
    """The days on which a duty turns: done, ended with its application, and the day to judge it by."""

    met_on: date | None
    void_on: date | None
    until: date


class Judge:
    """Judges the duties of a case on a day.

    Arguments:
        run: the case, its log taken.
        as_of: the day of assessment.
    """

    def __init__(self, run: CaseRun, as_of: date) -> None:
        self.run = run
        self.as_of = as_of
        self._before: dict[tuple[str, str], tuple[RecordPage, LeftOver]] = {}

    def close(self) -> None:
        """Forget the rounds before: with them the judge would hold itself, and free nothing at once."""
        self._before = {}

    # -- days left over from the round before ------------------------------------------------------
    def left(self, number: int, page: RecordPage, bearer: str) -> LeftOver:
        """What the round before left over in the same application, for any readings."""
        row = self.run.rules.guideline.duties[number]
        key = row.clause, page.procedure
        earlier = self._before.get(key)

        def rest(options: dict[str, str]) -> Left | None:
            if earlier is None:
                return None
            last, left = earlier
            if last.records["application"] is not page.records["application"]:
                return None
            records = {**last.records, "reading": options}
            span = self.run.span(number, page.procedure, records, options, bearer, left(options))
            if row.period is None:
                return None
            view = self.run.calendar_of(row, bearer, options)
            stopped = None if row.returned_on is None else fact_of(last.records, row.returned_on)
            days = left_over(span, row.period, stopped, options, view)
            return None if days is None else Left(days, span.asks, span.back)

        self._before[key] = page, rest
        return rest

    def safe(
        self, number: int, page: RecordPage, bearer: str, left: LeftOver | None
    ) -> date | None:
        """The last day that is in time under every option of every reading that bears on the duty."""
        row = self.run.rules.guideline.duties[number]
        days = []
        for chosen in product(*(READING_OPTIONS[name] for name in row.readings)):
            options = {**self.run.options, **dict(zip(row.readings, chosen, strict=True))}
            records = {**page.records, "reading": options}
            says = self.run.basis(number, page.procedure, records)
            rest = left(options) if left is not None and says.get(f"resumes {number}") else None
            span = self.run.span(number, page.procedure, records, options, bearer, rest, says)
            if span.due is not None and span.due.earliest is not None:
                days.append(span.due.earliest)
        return min(days, default=None)

    def span(
        self, number: int, page: RecordPage, bearer: str, left: LeftOver | None, says: Says
    ) -> DutySpan:
        """The span that counts."""
        options = self.run.options
        rest = left(options) if left is not None and says.get(f"resumes {number}") else None
        return self.run.span(number, page.procedure, page.records, options, bearer, rest, says)

    # -- the judgment ------------------------------------------------------------------------------
    def judge(
        self,
        number: int,
        page: RecordPage,
        round_: int,
        parties: tuple[str, str | None],
        span: DutySpan,
        basis: Says,
        left: LeftOver | None,
    ) -> Judged | None:
        """One duty; None where it fell away with its application."""
        run, row = self.run, self.run.rules.guideline.duties[number]
        bearer = parties[0]
        act = self._act(number, row, page, basis)
        rules = run.rules.duties[number, page.procedure]
        subject = f"{page.procedure} {row.clause} #{round_}"
        # Counted before the session is opened: only one is open at a time.
        facts = self._facts(number, row, page, bearer, span)
        with run.tracer.about(rules.part, subject) as ask:
            says: Says = {}
            compared = self._compared(row, page, span, act)
            raw = _only(ask(rules.raw, page.records, compared), "raw")
            void: dict[str, Value] = {
                "void": act.void_on is not None,
                "met": act.met_on is not None,
                "raw": raw,
            }
            if ask(rules.gone, page.records, void).get("gone"):
                return None
            doubt: dict[str, Value] = {
                name: f"{name} {number}" in basis for name in ("unclear", "excused")
            }
            status: Any = _only(ask(rules.held, page.records, {"raw": raw, **doubt}), "status")
            missed = raw if span.due is not None else "open"
            kept, arrived = _forfeited(row, missed, status, act, page)
            facts |= {"status": status, "met_on": kept}
            duty: dict[str, Value] = {
                "status": status,
                "estimated": span.estimated,
                "rests": span.due is None or not (span.due.named or span.due == UNKNOWN),
                "doubted": span.firm_late_on != span.extended_late_on,
                "wanted": f"next {number}" in basis,
                "void": act.void_on is not None,
                "kept": kept is not None,
                "followed": self._is_followed(row, page),
                # A miss that has an effect: after the last day the act would change nothing.
                "closed": row.consequence is not None
                and span.due is not None
                and span.due.latest is not None
                and self.as_of > span.due.latest
                and not span.soft,
            }
            for kinds in (rules.findings, rules.asks, rules.moves):
                says |= ask(kinds, {**page.records, "duty": facts}, duty)
        until = act.until if arrived is None else arrived
        return Judged(
            number=number,
            row=row,
            page=page,
            round=round_,
            bearer=bearer,
            to=parties[1],
            span=span,
            status=status,
            met_on=kept,
            elapsed=self._elapsed(row, bearer, span, until),
            late_by=self._late_by(row, bearer, span, status, until),
            says=says,
            ahead=numbers(basis, f"ahead {number}"),
            facts=facts,
            safe=lambda: self.safe(number, page, bearer, left),
        )

    def _act(self, number: int, row: DutyRow, page: RecordPage, basis: Says) -> _Act:
        met_on = None
        if f"counts {number}" in basis:
            met_on = first_day(fact_of(page.records, fact) for fact in row.met_by)
        void_on = min(
            (day for fact in row.void_by if (day := fact_of(page.records, fact)) is not None),
            default=None,
        )
        until = self.as_of
        if met_on is None and void_on is not None and void_on < until:
            until = void_on
        return _Act(met_on, void_on, until)

    def _is_followed(self, row: DutyRow, page: RecordPage) -> bool:
        """Whether all records in which its act would be written down have been followed by others."""
        here = self.run.books.records[page.procedure]
        kept_in = {fact.partition(".")[0] for fact in row.met_by}
        followed = [page.records[record] is not here[record] for record in kept_in]
        return bool(followed) and all(followed)

    @staticmethod
    def _compared(row: DutyRow, page: RecordPage, span: DutySpan, act: _Act) -> dict[str, Value]:
        """The days of a duty held against each other."""
        before = row.limit or row.before
        limit = None if before is None else fact_of(page.records, before)
        due = span.due
        day = act.until if act.met_on is None else act.met_on
        return {
            "dated": due is not None,
            "met": act.met_on is not None,
            "limited": limit is not None,
            "act_to_limit": order(act.met_on, limit),
            "ending": due is not None and due.latest is not None,
            "projected": due is not None and due.certainty == "projected",
            "act_to_latest": order(day, None if due is None else due.latest),
            "act_to_earliest": order(day, None if due is None else due.earliest),
            "soft": span.soft,
        }

    def _facts(
        self, number: int, row: DutyRow, page: RecordPage, bearer: str, span: DutySpan
    ) -> dict[str, Any]:
        """What finding rows may ask of a duty, but for what the rules have yet to conclude."""
        due = span.due
        facts: dict[str, Any] = {
            "missed_on": due.latest + DAY if due is not None and due.latest is not None else None,
            "extended_late_on": span.extended_late_on,
        }
        if span.on is not None:
            known = None if row.known_on is None else fact_of(page.records, row.known_on)
            started = min(span.on, self.as_of if known is None else known)
            facts |= {"next_day": span.on + DAY, "started_on": started}
        if due is None or span.on is None or row.period is None:
            return facts
        facts |= {"due_on": due.on, "certainty": due.certainty}
        options = self.run.options
        if row.period.backward and options["before_window"] == "backward":
            strict = {**options, "before_window": "clear_days"}
            facts["clear_on"] = count_due(row.period, span.on, strict, self.run.calendar).earliest
        for name, kind, national in _REGIONAL:
            if name in _regional(row) and options[name] == national:
                facts[name] = self._local(number, page, bearer, span, name, kind)
        return facts

    def _local(
        self, number: int, page: RecordPage, bearer: str, span: DutySpan, name: str, kind: str
    ) -> tuple[str, ...]:
        """Both last days, where a regional day lies in the window: without it and with it."""
        run, row = self.run, self.run.rules.guideline.duties[number]
        place, options = run.case.sponsor.place, self.run.options
        other = next(option for option in READING_OPTIONS[name] if option != options[name])
        varied = {**options, name: other}
        if run.calendar_of(row, bearer, varied) is run.calendar:
            return ()
        records = {**page.records, "reading": varied}
        due = run.span(number, page.procedure, records, varied, bearer, None).due
        here = None if span.due is None else span.due.on
        if due is None or due.on is None or here is None or span.on is None or row.period is None:
            return ()
        after, through = counted_days(row.period, span.on, (here, due.on), options)
        if not run.calendar.overlay_days(place, kind, after=after, through=through):
            return ()
        return here.isoformat(), due.on.isoformat()

    def _elapsed(self, row: DutyRow, bearer: str, span: DutySpan, until: date) -> int | None:
        view = self.run.calendar_of(row, bearer, self.run.options)
        if row.period is not None and row.period.backward:
            return elapsed(view, until, span.on)
        return elapsed(view, span.on, until)

    def _late_by(
        self, row: DutyRow, bearer: str, span: DutySpan, status: str, until: date
    ) -> int | None:
        if status not in {"met_late", "overdue", "lapsed"} or span.due is None:
            return None
        view = self.run.calendar_of(row, bearer, self.run.options)
        return elapsed(view, span.due.on if span.due.on is not None else span.due.latest, until)


def _regional(row: DutyRow) -> tuple[str, ...]:
    """The regional readings that are asked about: both, where one of them bears on the duty."""
    both = ("local_holidays", "closures")
    return both if set(both) & set(row.readings) else ()


def _only(says: Says, what: str) -> str:
    """The one thing concluded; rules that leave a gap or overlap are a fault of theirs."""
    found = set(says.get(what, ()))
    if len(found) != 1:
        raise GafRulesError(
            zh=f"第二引擎：{what} 应恰有一个结论，得到 {sorted(map(str, found))}",
            en=f"second engine: one conclusion on {what} is wanted, got {sorted(map(str, found))}",
        )
    return str(found.pop())


def _forfeited(
    row: DutyRow, raw: str, status: str, act: _Act, page: RecordPage
) -> tuple[date | None, date | None]:
    """The day that counts as done, and the day it arrived: after a miss that has an effect they differ."""
    if row.consequence is None or raw not in {"overdue", "lapsed"}:
        return act.met_on, act.met_on
    arrived = act.met_on
    if arrived is None and row.late_on is not None:
        arrived = fact_of(page.records, row.late_on)
    return (arrived if status == "met_late" else None), arrived
