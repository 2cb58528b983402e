"""What a case amounts to on a day in the second engine: frame, stages, records, duties, findings.

Sessions follow each other; only one is open at a time. Out of scope nothing is asked of the records.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.answers.assessment import ScopeDecision
from gaf_rules.durable.facts import fact_of, left_over
from gaf_rules.durable.judging import Judge, Judged
from gaf_rules.durable.ledger import RecordPage
from gaf_rules.durable.tracing import first, numbers
from gaf_rules.evaluate.scoping import Notice, addressee_at, notices_of, role_at
from gaf_rules.language.rows import CHILDREN, FindingRow, QuestionRow
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES
from gaf_rules.program.positions import Tier
from gaf_rules.values.days import LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.durable.case_run import CaseRun
    from gaf_rules.durable.premises import Value
    from gaf_rules.durable.tracing import Says

__all__ = ["Conclusions", "FoundRow", "OpenQuestion", "conclude"]

_VERDICT = {"out": False, "open": None, "in": True}
_WITHIN = CHILDREN["application"]


@frozen(eq=False)
class FoundRow:
    """A finding that holds: its row, and what is filled in from the record or the duty."""

    row: FindingRow
    clause: str
    procedure: str
    round: int
    bearer: str
    since: date
    items: tuple[str, ...]


@frozen(eq=False)
class OpenQuestion:
    """A question that is open, the record that raised it, and the day its answer has to bear, if any."""

    row: QuestionRow
    page: RecordPage
    on: date | None


@frozen(kw_only=True, eq=False)
class Conclusions:
    """Everything that was concluded, before words are put to it.

    Attributes:
        notices: the findings on scope and route.
    """

    scope: ScopeDecision
    route: tuple[str, ...] | None
    forms: tuple[str, ...]
    stages: dict[str, str]
    notices: tuple[Notice, ...]
    duties: tuple[Judged, ...]
    findings: tuple[FoundRow, ...]
    asked: tuple[OpenQuestion, ...]


def conclude(run: CaseRun, as_of: date) -> Conclusions:
    """What the case amounts to on a day, its log taken."""
    books, frame = run.books, run.rules.frame
    records = books.records["filing"]
    scope, route, notices = _frame(run, records)
    wanted = [name for name in PROCEDURES if name in books.begun]
    forms: list[str] = []
    for name in wanted:
        says = run.tracer.once(frame.scope_part, name, frame.forms.get(name, ()), records)
        forms += [str(form) for form in says.get("form", ())]
    stages = {name: _stage(run, name) for name in wanted}
    duties: tuple[Judged, ...] = ()
    findings: list[FoundRow] = []
    asked: list[OpenQuestion] = []
    if scope.in_scope is not False:
        pages = _pages(run, ended=stages["filing"][1])
        _add_facts(run, pages, as_of)
        duties, findings, asked = _records(run, pages, route, as_of)
    return Conclusions(
        scope=scope,
        route=route,
        forms=tuple(sorted(forms)),
        stages={name: stage for name, (stage, _) in stages.items()},
        notices=notices,
        duties=duties,
        findings=tuple(findings),
        asked=tuple(asked),
    )


# -- what depends on no record -----------------------------------------------------------------------
def _frame(
    run: CaseRun, records: dict[str, Any]
) -> tuple[ScopeDecision, tuple[str, ...] | None, tuple[Notice, ...]]:
    """Scope, route and the notices on them, in one session."""
    rows, frame = run.rules.guideline, run.rules.frame
    with run.tracer.about(frame.scope_part, "scope") as ask:
        hits = [rows.scope[n] for n in numbers(ask(frame.scope, records), "scope")]
        met = {row.element for row in hits if row.verdict}
        derived: dict[str, Value] = {
            "excluded": any(row.verdict is False for row in hits),
            "undecided": any(row.verdict is None for row in hits),
            **{f"element {row.element}": row.element in met for row in rows.scope if row.verdict},
        }
        word = str(ask(frame.verdict, records, derived).get("verdict", ["out"])[0])
        route_says = ask(frame.routes, records)
        number = first(route_says, "route")
        route = None if number is None else rows.routes[number].path
        held: dict[str, Value] = {
            "verdict": word,
            "routed": route is not None,
            **{f"row {n}": any(row is hit for hit in hits) for n, row in enumerate(rows.scope)},
        }
        notices = numbers(ask(frame.notices, records, held), "notice")
    verdict = _VERDICT[word]
    same = [row for row in hits if row.verdict is verdict]
    scope = ScopeDecision(
        in_scope=verdict,
        clauses=tuple(dict.fromkeys(clause for row in same for clause in row.clauses)),
        codes=tuple(dict.fromkeys(row.code for row in same if row.code)),
        questions=tuple(dict.fromkeys(row.question for row in same if row.question)),
    )
    told = [rows.scope[number] for number in notices if number >= 0]
    no_route = rows.route_clause if -1 in notices else None
    return scope, route, notices_of(told, no_route)


def _stage(run: CaseRun, procedure: str) -> tuple[str, bool]:
    """The stage that the state shows, and whether an application may be made anew there."""
    kinds = run.rules.stages.get(procedure, ())
    says = run.tracer.once(run.rules.stage, procedure, kinds, run.books.records[procedure])
    return str(says.get("stage", ["?"])[0]), "ended" in says


# -- records -----------------------------------------------------------------------------------------
def _pages(run: CaseRun, *, ended: bool) -> list[RecordPage]:
    """All records, with the case itself, the shutdown and an application still to be made."""
    books = run.books
    filing, shutdown = books.records["filing"], books.records["deregistration"]
    pages = [RecordPage("case", "filing", 1, filing["case"], filing), *books.pages]
    if ended or books.state["filing"] == NOT_STARTED:
        ahead: dict[str, Any] = {}
        records = {**filing, "application": ahead, **{kind: {} for kind in _WITHIN}}
        pages.append(RecordPage("application", "filing", 0, ahead, records))
    if "deregistration" in books.begun:
        pages.append(RecordPage("shutdown", "deregistration", 1, shutdown["shutdown"], shutdown))
    return pages


def _add_facts(run: CaseRun, pages: list[RecordPage], as_of: date) -> None:
    """Facts that rows look at and that no event states: the days of the guideline, what is required."""
    rows = run.rules.guideline
    records = run.books.records["filing"]
    facts = records["case"]
    filed_by, until = facts.get("launched_on"), rows.legacy_until
    if filed_by is not None and rows.effective_from is not None and filed_by < rows.effective_from:
        # Launched before the guideline applied: let be through the transition, if that ends.
        offline = records["shutdown"].get("offline_on", LAST_DAY)
        is_over = until is not None and min(as_of, offline) > until
        filed_by = until + timedelta(days=1) if until is not None and is_over else None
    facts |= {
        "as_of": as_of,
        "effective_from": rows.effective_from,
        "must_be_filed_on": filed_by,
    }
    frame = run.rules.frame
    for page in pages:
        if page.kind not in {"dossier", "shutdown"}:
            continue
        kinds = frame.materials.get(page.procedure, ())
        says = run.tracer.once(frame.materials_part, page.procedure, kinds, page.records)
        owed = [rows.materials[n] for n in numbers(says, "material")]
        for name, separate in (("required", False), ("required_apart", True)):
            page.facts[name] = tuple(r.material for r in owed if r.separate is separate)


def _latest(pages: list[RecordPage]) -> set[int]:
    """The last record of each kind within each application, or within the case."""
    last: dict[tuple[str, str, int], RecordPage] = {}
    for page in pages:
        above = page.records["application"] if page.kind in _WITHIN else {}
        last[page.kind, page.procedure, id(above) if above else 0] = page
    return {id(page) for page in last.values()}


def _records(
    run: CaseRun, pages: list[RecordPage], route: tuple[str, ...] | None, as_of: date
) -> tuple[tuple[Judged, ...], list[FoundRow], list[OpenQuestion]]:
    """A session for each record, then one for each of its duties."""
    judge, latest = Judge(run, as_of), _latest(pages)
    rows = run.rules.guideline
    duties: list[Judged] = []
    findings: list[FoundRow] = []
    asked: list[tuple[int, OpenQuestion]] = []
    rounds: dict[tuple[str, str], int] = {}
    for page in pages:
        rules = run.rules.records[page.kind, page.procedure]
        records = {**page.records, "record": {"latest": id(page) in latest}}
        with run.tracer.about(rules.part, f"{page.procedure} {page.kind} #{page.number}") as ask:
            basis = ask(rules.basis, records)
            held = numbers(ask(rules.findings, records), "finding")
            open_ = numbers(ask(rules.questions, records), "question")
        findings += [_found(rows.findings[n], page, as_of) for n in held]
        judged = [*_judged(judge, page, rules.duties, basis, rounds, route)]
        duties += judged
        unsettled = {None, *(duty.row.clause for duty in judged if duty.status == "undetermined")}
        for number in open_:
            row = rows.questions[number]
            if row.settles in unsettled:
                known = {id(each): _known(row, each) for each in pages if _is_like(each, page)}
                own = max(known.pop(id(page)), default=None)
                if id(page) in latest or own is None:
                    asked.append((number, OpenQuestion(row, page, None)))
                # One of a day on which a later record was known, too, would be on that.
                elif all(day > own for days in known.values() for day in days):
                    asked.append((number, OpenQuestion(row, page, own)))
    judge.close()
    findings += [found for duty in duties for found in _duty_findings(run, duty, as_of)]
    # In the order of the table, then of the records.
    asked.sort(key=lambda pair: pair[0])
    return tuple(duties), findings, [question for _, question in asked]


def _known(row: QuestionRow, page: RecordPage) -> list[date]:
    """The days by which a record was known, as the row of a question names them."""
    return [day for fact in row.known_on if (day := fact_of(page.records, fact)) is not None]


def _is_like(page: RecordPage, other: RecordPage) -> bool:
    """Whether a record is another one, or of its kind and later."""
    alike = (page.kind, page.procedure) == (other.kind, other.procedure)
    return alike and page.number >= other.number


def _judged(
    judge: Judge,
    page: RecordPage,
    duties: tuple[int, ...],
    basis: Says,
    rounds: dict[tuple[str, str], int],
    route: tuple[str, ...] | None,
) -> Iterator[Judged]:
    rows, sponsor = judge.run.rules.guideline, judge.run.case.sponsor
    tier = Tier.of(next(row for row in rows.tiers if row.tier == sponsor.tier))
    for number in duties:
        row = rows.duties[number]
        if f"exists {number}" not in basis:
            continue
        bearer = role_at(row.bearer, tier, route, page.records)
        to = addressee_at(row.to, tier, route, page.records) if row.to else None
        left = judge.left(number, page, bearer) if row.resumes is not None else None
        span = judge.span(number, page, bearer, left, basis)
        if row.starts and span.on is None:
            continue
        key = row.clause, page.procedure
        rounds[key] = rounds.get(key, 0) + 1
        made = judge.judge(number, page, rounds[key], (bearer, to), span, basis, left)
        if made is not None:
            yield made


def _found(row: FindingRow, page: RecordPage, as_of: date) -> FoundRow:
    since = fact_of(page.records, row.since)
    return FoundRow(
        row,
        row.clauses.get(page.procedure, row.clause),
        page.procedure,
        max(page.number, 1),
        row.bearer,
        as_of if since is None else since,
        left_over(page.records, row.items),
    )


def _duty_findings(run: CaseRun, duty: Judged, as_of: date) -> Iterator[FoundRow]:
    records = {**duty.page.records, "duty": duty.facts}
    for number in numbers(duty.says, "finding"):
        row = run.rules.guideline.findings[number]
        since = fact_of(records, row.since)
        yield FoundRow(
            row,
            row.clauses.get(duty.page.procedure, row.clause) or duty.row.clause,
            duty.page.procedure,
            duty.round,
            duty.bearer if row.bearer == "duty" else row.bearer,
            as_of if since is None else since,
            left_over(records, row.items),
        )
