"""What comes out: an assessment and its parts, frozen, comparable, and as JSON (``gaf-assessment/1``)."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from attrs import field, frozen

from gaf_rules.drafts import Value
from gaf_rules.lazy import Lazy
from gaf_rules.mapping import FrozenMap, frozen_map

__all__ = [
    "SCHEMA",
    "Assessment",
    "Deadline",
    "Duty",
    "Finding",
    "NextAction",
    "Provenance",
    "Question",
    "ScopeDecision",
    "Trigger",
    "WindowNotice",
]

SCHEMA = "gaf-assessment/1"


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@frozen(kw_only=True, eq=False, repr=False)
class Provenance(Value):
    """What an assessment stands on: the digests, the readings that differ from the default, the engine."""

    guideline: str
    guideline_sha256: str
    calendar_sha256: str
    readings: FrozenMap[str, str] = field(converter=frozen_map)
    engine: str
    version: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "guideline": self.guideline,
            "guideline_sha256": self.guideline_sha256,
            "calendar_sha256": self.calendar_sha256,
            "readings": dict(self.readings),
            "engine": self.engine,
            "version": self.version,
        }


@frozen(kw_only=True, eq=False, repr=False)
class ScopeDecision(Value):
    """Whether the guideline applies: True, False, or None where a person must say (sections 1.2, 1.3).

    Attributes:
        in_scope: the verdict.
        clauses: the clauses it rests on.
        codes: codes of the findings that say why not, or why it is open.
        questions: clauses of the questions that would settle it.
    """

    in_scope: bool | None
    clauses: tuple[str, ...]
    codes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Trigger(Value):
    """What started a duty, and whether the day stands in for a receipt that is not in the log."""

    event: str
    on: date
    estimated: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``estimated`` is there only where it is true."""
        out: dict[str, Any] = {"event": self.event, "on": self.on.isoformat()}
        if self.estimated:
            out["estimated"] = True
        return out


@frozen(kw_only=True, eq=False, repr=False)
class WindowNotice(Value):
    """Regional days inside a period that the chosen reading does not take off: what a finding says of them.

    Attributes:
        code: LOCAL_HOLIDAY_IN_WINDOW or CLOSURE_IN_WINDOW.
        days: the days.
        on: the last day without them taken off, as the deadline has it.
        otherwise_on: the last day with them taken off.
    """

    code: str
    days: tuple[date, ...]
    on: date
    otherwise_on: date

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``items`` are those of the finding."""
        return {
            "code": self.code,
            "days": [day.isoformat() for day in self.days],
            "items": [self.on.isoformat(), self.otherwise_on.isoformat()],
        }


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Deadline(Value):
    """The last day on which an act is in time.

    Attributes:
        clause: the clause that gives the number of days; None of its own where the text gives none.
        trigger: the day counted from (or back from).
        on: the last day under the chosen readings; None where unknown.
        safe_on: the last day that is in time under every reading that bears on it.
        earliest, latest: bounds over what notices still to come may do.
        certainty: final, provisional or projected.
        notices: regional days inside the period that the readings do not take off; of a deadline by itself
            (`gaf_rules.deadline`). In an assessment these are findings.
    """

    clause: str
    trigger: date
    on: date | None
    earliest: date | None
    latest: date | None
    certainty: str
    safe: Lazy[date | None] = field(eq=Lazy.value, repr=False)
    notices: tuple[WindowNotice, ...] = ()

    @property
    def safe_on(self) -> date | None:
        """The last day that is in time under every option of every reading that bears on the duty."""
        return self.safe.value()

    def _repr_html_(self) -> str:
        # By name: the picture stands on the assessment, not the other way round.
        picture: str = import_module("gaf_rules.timeline.strip").strip(self).svg
        return picture

    def to_dict(self) -> dict[str, Any]:
        """The contract's ``due`` object; ``notices`` is there only where there are any."""
        out: dict[str, Any] = {
            "on": _text(self.on),
            "safe_on": _text(self.safe_on),
            "earliest": _text(self.earliest),
            "latest": _text(self.latest),
            "certainty": self.certainty,
        }
        if self.notices:
            out["notices"] = [notice.to_dict() for notice in self.notices]
        return out


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Duty(Value):
    """Who must do what, from when, by when, and how it stands.

    Attributes:
        met_on: the day on which it was done; None for a duty never done.
        elapsed_working_days: working days strictly after the trigger through the act or ``as_of``.
        late_by_working_days: working days strictly after the last day through the act, or, for a duty never
            done, through ``as_of``: it grows from day to day until the act. None unless late.
        consequence: the clause that attaches an effect to the miss.
    """

    clause: str
    procedure: str
    round: int
    bearer: str
    act: str
    to: str | None
    trigger: Trigger | None
    due: Deadline | None
    status: str
    met_on: date | None
    elapsed_working_days: int | None
    late_by_working_days: int | None
    consequence: str | None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "clause": self.clause,
            "procedure": self.procedure,
            "round": self.round,
            "bearer": self.bearer,
            "act": self.act,
            "to": self.to,
            "trigger": None if self.trigger is None else self.trigger.to_dict(),
            "due": None if self.due is None else self.due.to_dict(),
            "status": self.status,
            "met_on": _text(self.met_on),
            "elapsed_working_days": self.elapsed_working_days,
            "late_by_working_days": self.late_by_working_days,
            "consequence": self.consequence,
        }


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Finding(Value):
    """Something that holds: a breach, a consequence, a defect or a notice, with its clause.

    Attributes:
        since: the first calendar day on which it holds.
        items: what is missing or wrong.
        disputes: computes ``disputed_by`` on first use; equality and hash look at its value.
    """

    code: str
    clause: str
    procedure: str
    round: int
    severity: str
    bearer: str
    since: date
    items: tuple[str, ...] = ()
    disputes: Lazy[tuple[str, ...]] = field(eq=Lazy.value, repr=False)

    @property
    def disputed_by(self) -> tuple[str, ...]:
        """The readings whose other option makes this finding go away or hold other items."""
        return self.disputes.value()

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes it the same finding under another reading."""
        return self.code, self.clause, self.procedure, self.round, self.items

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "code": self.code,
            "clause": self.clause,
            "procedure": self.procedure,
            "round": self.round,
            "severity": self.severity,
            "bearer": self.bearer,
            "since": self.since.isoformat(),
            "items": list(self.items),
            "disputed_by": list(self.disputed_by),
        }


@frozen(kw_only=True, eq=False, repr=False)
class Question(Value):
    """Something that only a person can say.

    Attributes:
        id: unique within the assessment.
        clause: the clause; a determination on it answers the question, unless ``asks_date``.
        options: the answers; for a missing date the form of a date.
        changes: what depends on the answer: codes of findings, clauses of duties.
        asks_date: the missing receipt, or the event that gives the day; the answer is the event itself,
            added to the log.
    """

    id: str
    clause: str
    zh: str
    en: str
    options: tuple[str, ...]
    changes: tuple[str, ...] = ()
    asks_date: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "id": self.id,
            "clause": self.clause,
            "text": {"zh": self.zh, "en": self.en},
            "options": list(self.options),
        }


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class NextAction(Value):
    """Whose move it is: who, what, not after which day (None: no number in the text), on which clause."""

    bearer: str
    act: str
    not_after: date | None
    clause: str
    procedure: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            "bearer": self.bearer,
            "act": self.act,
            "not_after": _text(self.not_after),
            "clause": self.clause,
        }


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Assessment(Value):
    """The answer for one case on one day.

    Attributes:
        case: the id of the case.
        as_of: the day of assessment.
        scope, route, forms, stages, duties, findings, questions, next_actions: as in the contract.
        provenance: what it all stands on.
        basis: the arguments it was made from, for explanations (`gaf_rules.assess.Basis`); no part of what
            is compared.
    """

    case: str
    as_of: date
    provenance: Provenance
    scope: ScopeDecision
    route: tuple[str, ...] | None
    forms: tuple[str, ...]
    stages: FrozenMap[str, str] = field(converter=frozen_map)
    duties: tuple[Duty, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    next_actions: tuple[NextAction, ...]
    basis: Any = field(default=None, eq=False, repr=False)

    def _repr_html_(self) -> str:
        # By name: the picture stands on the assessment, not the other way round.
        page: str = import_module("gaf_rules.timeline.page").page(self)
        return page

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (``gaf-assessment/1``)."""
        return {
            "schema": SCHEMA,
            "case": self.case,
            "as_of": self.as_of.isoformat(),
            "provenance": self.provenance.to_dict(),
            "scope": {"in_scope": self.scope.in_scope, "clauses": list(self.scope.clauses)},
            "route": None if self.route is None else list(self.route),
            "forms": list(self.forms),
            "stages": dict(self.stages),
            "duties": [duty.to_dict() for duty in self.duties],
            "findings": [finding.to_dict() for finding in self.findings],
            "questions": [question.to_dict() for question in self.questions],
            "next_actions": [action.to_dict() for action in self.next_actions],
        }
