"""What comes out: an assessment and its parts, frozen, comparable, and as JSON (``gaf-assessment/1``)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gaf_rules.answers.duty import Deadline, Duty, Trigger, WindowNotice
from gaf_rules.documents.fields import REQUIRED
from gaf_rules.language.case_fields import FIELDS
from gaf_rules.language.vocabulary import Engine, Procedure, Severity, Stage, wording
from gaf_rules.values.doors import behind
from gaf_rules.values.drafts import Value
from gaf_rules.values.given import require
from gaf_rules.values.lazy import Lazy
from gaf_rules.values.mapping import FrozenMap, frozen_map

if TYPE_CHECKING:
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.values.texts import Lang
    from gaf_rules.values.theme import Theme

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
_FILING = "filing"


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@frozen(kw_only=True, eq=False, repr=False)
class Provenance(Value):
    """What an assessment stands on: the digests, the readings that differ from the default, the engine."""

    guideline: str
    guideline_sha256: str
    calendar_sha256: str
    readings: FrozenMap[str, str] = field(converter=frozen_map)
    engine: Engine
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

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``codes`` and ``questions`` are there only where there are any."""
        out: dict[str, Any] = {"in_scope": self.in_scope, "clauses": list(self.clauses)}
        for name in ("codes", "questions"):
            if getattr(self, name):
                out[name] = list(getattr(self, name))
        return out


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
    severity: Severity
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
        procedure: in which it is asked.
        on: the day that the answer has to bear, where one of another day would be on something else.
    """

    id: str
    clause: str
    zh: str
    en: str
    options: tuple[str, ...]
    changes: tuple[str, ...] = ()
    asks_date: str | None = None
    procedure: str = "filing"
    on: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``procedure`` is there only where it is not the filing, ``on`` where it is given."""
        out: dict[str, Any] = {
            "id": self.id,
            "clause": self.clause,
            "text": {"zh": self.zh, "en": self.en},
            "options": list(self.options),
            "changes": list(self.changes),
            "answer": self.answer(),
        }
        if self.asks_date is not None:
            out["asks_date"] = self.asks_date
        if self.procedure != "filing":
            out["procedure"] = self.procedure
        if self.on is not None:
            out["on"] = _text(self.on)
        return out

    @property
    def wording(self) -> str:
        """The key under which the words of the question and of its effect stand."""
        return wording(self.clause, self.asks_date)

    def answer(self) -> dict[str, Any]:
        """The event that answers the question, added to the log: null stands where a person must say.

        A question for a day is answered by the event that was not recorded, with its day; any other by a
        determination on the clause, with one of the options.

        >>> import gaf_rules as gaf
        >>> from datetime import date
        >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
        >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
        >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor)
        >>> gaf.assess(case, as_of=date(2026, 3, 2)).questions[0].answer()
        {'type': 'determination', 'on': None, 'question': '2.3.7', 'answer': None}
        """
        kind, _, role = (self.asks_date or "determination").partition("@")
        fields = FIELDS[kind]
        event: dict[str, Any] = {"type": kind, "on": _text(self.on)}
        event |= {name: None for name, spec in fields.items() if spec.default is REQUIRED}
        if self.asks_date is None:
            event["question"] = self.clause
        if role:
            event["by"] = role
        if self.procedure != "filing" and "procedure" in fields:
            event["procedure"] = self.procedure
        return event


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class NextAction(Value):
    """Whose move it is: who, what, not after which day (None: no number in the text), on which clause."""

    bearer: str
    act: str
    not_after: date | None
    clause: str
    procedure: str

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``procedure`` is there only where it is not the filing."""
        out: dict[str, Any] = {
            "bearer": self.bearer,
            "act": self.act,
            "not_after": _text(self.not_after),
            "clause": self.clause,
        }
        if self.procedure != _FILING:
            out["procedure"] = self.procedure
        return out


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Assessment(Value):
    """The answer for one case on one day.

    Attributes:
        case: the id of the case.
        as_of: the day of assessment.
        scope, route, forms, stages, duties, findings, questions, next_actions: as in the contract.
        provenance: what it all stands on.
        basis: the arguments it was made from, for explanations (`gaf_rules.evaluate.basis.Basis`); no part of
            what is compared.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal")
    >>> sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    >>> case = gaf.Case(id="C1", app=app, sponsor=sponsor)
    >>> found = gaf.assess(case, as_of=date(2026, 3, 2))
    >>> found.text("en").splitlines()[0]
    'C1'
    >>> found.html("en").startswith("<div"), gaf.Assessment.from_dict(found.to_dict()) == found
    (True, True)
    """

    case: str
    as_of: date
    provenance: Provenance
    scope: ScopeDecision
    route: tuple[str, ...] | None
    forms: tuple[str, ...]
    stages: FrozenMap[Procedure, Stage] = field(converter=frozen_map)
    duties: tuple[Duty, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    next_actions: tuple[NextAction, ...]
    basis: Any = field(default=None, eq=False, repr=False)

    def text(self, lang: Lang = "zh") -> str:
        """What the command prints of it: stage, next moves, duties, findings, questions.

        One that was read back has neither the case nor its calendar: names are left out then, and working
        days are those of the default calendar.

        Raises:
            GafRulesError: another language.
        """
        words: str = behind("text of an assessment")(self, lang)
        return words

    def html(self, lang: Lang = "zh", *, theme: Theme = "auto") -> str:
        """Findings, next steps and the picture, as one element of HTML without scripts or links.

        Arguments:
            lang: ``"zh"`` or ``"en"``.
            theme: ``auto``, which follows the system of whoever looks; ``light`` or ``dark``.

        Raises:
            GafRulesError: another language, another theme.
        """
        page: str = behind("page of an assessment")(self, lang, theme=theme)
        return page

    def _repr_html_(self) -> str:
        return self.html()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form (``gaf-assessment/1``)."""
        return {
            "schema": SCHEMA,
            "case": self.case,
            "as_of": self.as_of.isoformat(),
            "provenance": self.provenance.to_dict(),
            "scope": self.scope.to_dict(),
            "route": None if self.route is None else list(self.route),
            "forms": list(self.forms),
            "stages": dict(self.stages),
            "duties": [duty.to_dict() for duty in self.duties],
            "findings": [finding.to_dict() for finding in self.findings],
            "questions": [question.to_dict() for question in self.questions],
            "next_actions": [action.to_dict() for action in self.next_actions],
        }

    @classmethod
    def from_dict(cls, data: Any, *, guideline: Guideline | None = None) -> Assessment:
        """The assessment that `to_dict` gave, after any travel as JSON: equal to it.

        It has no basis, so it cannot be explained; ``gaf_rules.verified`` makes it anew from its case.

        Arguments:
            data: the document.
            guideline: the guideline that it was made by, where that finds what the contract has no code for.

        Raises:
            CaseError: everything that is wrong with the document.
        """
        # A process that only assesses need not pay for the forms.
        from gaf_rules.answers.assessment_form import assessment_form  # noqa: PLC0415 - as said
        from gaf_rules.documents.shapes import read_document  # noqa: PLC0415 - as said

        if guideline is not None:
            from gaf_rules.language.guideline import Guideline  # noqa: PLC0415 - most answers need none

            require("guideline", guideline, Guideline, "指南（Guideline）", "a Guideline")
        own = () if guideline is None else tuple(row.code for row in guideline.findings)
        made: Assessment = read_document(assessment_form(own), data)
        return made
