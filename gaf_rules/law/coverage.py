"""Coverage: clause → rows → tests, and what is missing on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gaf_rules.language.vocabulary import FINDING_CODES
from gaf_rules.messages import LANGUAGES, length

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import Transition

__all__ = ["Citation", "ClauseCoverage", "CoverageReport", "RowRef", "coverage", "rows_of"]

# What a question may change besides clauses and the guideline's own findings.
_NO_CLAUSE = frozenset({"scope", "route", *FINDING_CODES})


@frozen(kw_only=True)
class RowRef:
    """A row of a guideline, short enough to find it by: its kind, and what tells it from its like.

    ``words``: what it is about, in Chinese and English, for people; many rows may be about the same.
    """

    kind: str
    name: str
    words: tuple[str, str] = field(default=("", ""), eq=False)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


@frozen(kw_only=True)
class Citation:
    """A test that cites a clause: the clause, and where (``file`` or ``file::test``)."""

    clause: str
    where: str

    def __str__(self) -> str:
        return f"{self.clause} ({self.where})"


@frozen(kw_only=True)
class ClauseCoverage:
    """One clause with everything that stands on it.

    Attributes:
        clause: its id.
        norm: whether it binds somebody, so that a row or a reason is owed.
        rows: the rows that name it.
        tests: the tests that cite it.
        reason: why no row decides it, where the guideline lists one.
    """

    clause: str
    norm: bool
    rows: tuple[RowRef, ...]
    tests: tuple[str, ...]
    reason: str | None = None

    def __str__(self) -> str:
        """One line: clause, rows, how many tests."""
        rows = "; ".join(str(row) for row in self.rows) or (self.reason or "–")
        return f"{self.clause}: {rows} [{len(self.tests)}]"

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "clause": self.clause,
            "norm": self.norm,
            "rows": [{"kind": row.kind, "name": row.name} for row in self.rows],
            "tests": list(self.tests),
            "reason": self.reason,
        }


@frozen(kw_only=True)
class CoverageReport:
    """Every clause of a guideline with its rows and tests, in the order of the text.

    Attributes:
        clauses: one entry a clause.
        unknown: rows and tests that cite a clause which does not exist.
    """

    clauses: tuple[ClauseCoverage, ...]
    unknown: tuple[Citation, ...]

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The norms that no row names and that are not listed as out of scope with a reason."""
        return tuple(c.clause for c in self.clauses if c.norm and not c.rows and not c.reason)

    @property
    def untested(self) -> tuple[str, ...]:
        """The norms that rows decide and that no test cites by name."""
        return tuple(c.clause for c in self.clauses if c.norm and c.rows and not c.tests)

    @property
    def complete(self) -> bool:
        """Whether nothing is uncovered and nothing unknown: what CI asks."""
        return not self.uncovered and not self.unknown

    def __str__(self) -> str:
        """The table as text, then what is missing."""
        lines = [str(clause) for clause in self.clauses if clause.norm or clause.rows]
        for name, found in (
            ("uncovered", self.uncovered),
            ("untested", self.untested),
            ("unknown", tuple(str(citation) for citation in self.unknown)),
        ):
            lines.append(f"{name}: {', '.join(found) or '–'}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "clauses": [clause.to_dict() for clause in self.clauses],
            "uncovered": list(self.uncovered),
            "untested": list(self.untested),
            "unknown": [{"clause": c.clause, "where": c.where} for c in self.unknown],
        }


def coverage(guideline: Guideline, tests: Iterable[Citation] = ()) -> CoverageReport:
    """Which rows and tests stand on each clause, and which norms nothing stands on.

    Arguments:
        guideline: the rows and the clauses.
        tests: the clauses that tests cite; :func:`gaf_rules.law.citations.citations_in` reads them from a
            folder of tests (this module reads no files).

    >>> import gaf_rules as gaf
    >>> seen = coverage(gaf.HAINAN)
    >>> seen.uncovered
    ()
    >>> [str(row) for c in seen.clauses if c.clause == "2.4.2d" for row in c.rows][-1]
    'finding ONE_TIME_NOTICE_BREACH'
    """
    rows: dict[str, dict[RowRef, None]] = {}
    for clause, row in rows_of(guideline):
        rows.setdefault(clause, {})[row] = None
    cited: dict[str, dict[str, None]] = {}
    for citation in tests:
        cited.setdefault(citation.clause, {})[citation.where] = None
    book = guideline.clauses
    references = ((clause, (str(row),)) for clause, row in _references(guideline))
    named = ((clause, tuple(str(row) for row in found)) for clause, found in rows.items())
    unknown = {
        Citation(clause=clause, where=where): None
        for clause, places in (*named, *references, *cited.items())
        if clause not in book
        for where in places
    }
    return CoverageReport(
        clauses=tuple(
            ClauseCoverage(
                clause=slug,
                norm=clause.norm,
                rows=tuple(rows.get(slug, ())),
                tests=tuple(sorted(cited.get(slug, ()))),
                reason=guideline.out_of_scope.get(slug),
            )
            for slug, clause in book.items()
        ),
        unknown=tuple(unknown),
    )


def rows_of(guideline: Guideline) -> Iterator[tuple[str, RowRef]]:
    """Every (clause, row) that the rows of a guideline name, in the order of the rows."""
    yield from _process_rows(guideline)
    yield from _frame_rows(guideline)


def _process_rows(guideline: Guideline) -> Iterator[tuple[str, RowRef]]:
    """Rows on what happens: transitions, lapses, duties, acts ahead of others, findings, questions."""
    said = _Words(guideline)
    stages: dict[tuple[str, str], str] = {
        (row.procedure, row.name): row.stage for row in guideline.states
    }
    for row in guideline.transitions:
        yield from _each(row.clauses, "transition", _transition_name(row), said("event", row.event))
    for lapse in guideline.lapses:
        name, stage = (
            f"{lapse.procedure} {lapse.state} → {lapse.to}",
            stages[lapse.procedure, lapse.to],
        )
        yield from _each(lapse.clauses, "lapse", name, said.stage(lapse.procedure, stage))
    for duty in guideline.duties:
        clauses = (duty.clause, *duty.clauses, *filter(None, (duty.consequence,)))
        yield from _each(clauses, "duty", f"{duty.clause} {duty.act}", said("act", duty.act))
    for clause, period in guideline.periods.items():
        zh, en = (length(period.number, period.unit, lang) for lang in LANGUAGES)
        name = f"{en} {'before' if period.backward else 'after'}"
        yield from _each((clause,), "period", name, (zh, en))
    for ahead in guideline.ahead:
        name = f"{ahead.act} before {ahead.ahead_of}"
        yield from _each((ahead.clause,), "ahead", name, said("act", ahead.act))
    for finding in guideline.findings:
        # A finding on any duty has no clause of its own: it takes that of the duty.
        named = tuple(filter(None, (finding.clause, *finding.clauses.values())))
        yield from _each(named, "finding", finding.code, said("finding", finding.code))
    for question in guideline.questions:
        yield question.clause, RowRef(kind="question", name=question.clause)


def _frame_rows(guideline: Guideline) -> Iterator[tuple[str, RowRef]]:
    """Rows on who and what: scope, routes, materials, forms, facts."""
    said = _Words(guideline)
    for scope in guideline.scope:
        own = (*scope.clauses, *scope.plain, *filter(None, (scope.clause, scope.question)))
        verdict = {True: "in", False: "out", None: "open"}[scope.verdict]
        name = " ".join(filter(None, (verdict, scope.element, scope.code)))
        yield from _each(own, "scope", name)
    for way in guideline.routes:
        yield from _each(way.clauses, "route", " → ".join(way.path or ("?",)))
    for row in guideline.materials:
        yield from _each((row.clause,), "material", row.material, said("material", row.material))
    for form in guideline.forms:
        name = f"{form.procedure} {form.material}"
        yield from _each((form.form,), "form", name, said("material", form.material))
    for fact in guideline.facts:
        yield from _each((fact.clause,), "fact", f"{fact.what} {fact.en}", (fact.zh, fact.en))


class _Words:
    """What the values of a guideline are called, in each language."""

    def __init__(self, guideline: Guideline) -> None:
        self._guideline = guideline

    def __call__(self, kind: str, key: str) -> tuple[str, str]:
        """The words for one value."""
        zh, en = (self._guideline.label(kind, key, lang) for lang in LANGUAGES)
        return zh, en

    def stage(self, procedure: str, stage: str) -> tuple[str, str]:
        """The words for a stage."""
        zh, en = (self._guideline.stage_label(procedure, stage, lang) for lang in LANGUAGES)
        return zh, en


def _each(
    clauses: tuple[str, ...], kind: str, name: str, words: tuple[str, str] = ("", "")
) -> Iterator[tuple[str, RowRef]]:
    for clause in clauses:
        yield clause, RowRef(kind=kind, name=name, words=words)


def _transition_name(row: Transition) -> str:
    event = row.event if row.question is None else f"{row.event}:{row.question}"
    answer = f"={row.answer}" if row.answer is not None else ""
    to = f" → {row.to}" if row.to is not None else ""
    return f"{row.procedure} {event}{answer}{to}"


def _references(guideline: Guideline) -> Iterator[tuple[str, RowRef]]:
    """Clauses that rows point at without standing on them: they have to exist, no more."""
    for lapse in guideline.lapses:
        yield lapse.duty, RowRef(kind="lapse", name=f"{lapse.procedure} {lapse.state}")
    for period in guideline.periods.values():
        if period.like is not None:
            yield period.like, RowRef(kind="period", name=period.clause)
    codes = _NO_CLAUSE | {finding.code for finding in guideline.findings}
    for question in guideline.questions:
        for changed in (*question.changes, question.settles):
            if changed is not None and changed not in codes:
                yield changed, RowRef(kind="question", name=question.clause)
    for finding in guideline.findings:
        over = finding.over.removeprefix("duty:")
        if over not in {finding.over, "*"}:
            yield over, RowRef(kind="finding", name=finding.code)
    for clause in guideline.out_of_scope:
        yield clause, RowRef(kind="out of scope", name=clause)
