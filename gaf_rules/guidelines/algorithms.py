"""The filing of algorithmic recommendation services: a second regime in the rows of the first.

Articles 24 to 26 and 33 of the Provisions on the Administration of Algorithmic Recommendation in Internet
Information Services. They bind only providers whose service has public-opinion attributes or can mobilise
society; a person says whether it has (question ``24.1``). What the words leave open is settled thus:

* the time limit of article 24 (1) is kept by the first submission; after a refusal nothing but the duty to
  file again remains, without a number of days;
* a service that was running before 1 March 2022 counts as started on that day (article 35);
* article 25 covers the filing of a change as well;
* either office may receive; until one has, the route names the provincial one.

The format of a case is the same for all guidelines. What stands there as the ``app`` is the service, as the
``sponsor`` its provider, whichever ``kind`` they are and whatever ``tier`` says; ``app_launched`` is its
start, ``app_taken_offline`` its end. Whoever reads an answer reads the words of these rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.guidelines.algorithms_process import AUTHORITIES, STATES, TIERS, TRANSITIONS
from gaf_rules.language.citation import ClauseBook, text_sha256, worded
from gaf_rules.language.conditions import AllOf, Before, Has, Is, IsIn, Lacks, Not
from gaf_rules.language.guideline import released
from gaf_rules.language.periods import Period
from gaf_rules.language.rows import (
    DutyRow,
    FindingRow,
    MaterialRow,
    Minus,
    QuestionRow,
    RouteRow,
    ScopeRow,
    Start,
)
from gaf_rules.values.days import the_day
from gaf_rules.values.mapping import frozen_maps
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from gaf_rules.language.citation import Nature

__all__ = ["ALGORITHMS", "CLAUSE_BOOK", "WORDS"]

# -- the clauses of the filing rules for algorithmic recommendation services, and the words they need ---
_CLAUSES: Final[tuple[tuple[str, Nature, str], ...]] = (
    ("T1", "heading", ""),
    *((slug, "norm", "") for slug in ("24.1", "24.2", "24.3", "24.3b", "25.1", "25.2")),
    *((slug, "norm", "") for slug in ("26", "33.1", "33.2")),
    ("35", "fact", ""),
)

_TEXTS: Final = words_of("gaf_rules.guidelines", "algorithms.json")
CLAUSE_BOOK: Final = ClauseBook(worded(_CLAUSES, _TEXTS["clause"]))
WORDS: Final = frozen_maps({kind: words for kind, words in _TEXTS.items() if kind != "clause"})
"""The words that differ from those of :mod:`gaf_rules.messages`, or are not there."""


# -- periods, scope and what follows from them -----------------------------------------------------------
FILING = Period(clause="24.1", working_days=10)
CHANGE = Period(clause="24.2", working_days=10)
DEREGISTRATION = Period(clause="24.3", working_days=20)
DECISION = Period(clause="25.1", working_days=30, from_receipt=True)

_FILING = ("filing",)
_CHANGE = ("change",)
_SHUTDOWN = ("deregistration",)
_REVIEWED = ("filing", "change")
_OFFLINE = ("shutdown.offline_on",)

SCOPE: tuple[ScopeRow, ...] = (
    ScopeRow(
        verdict=False,
        when=Is("case.answer_24.1", "no"),
        clauses=("24.1",),
        code="OWNER_NOT_COVERED",
        clause="24.1",
    ),
    ScopeRow(
        verdict=None,
        when=Lacks("case.answer_24.1"),
        clauses=("24.1",),
        code="SCOPE_UNDETERMINED",
        clause="24.1",
        question="24.1",
    ),
    ScopeRow(verdict=True, when=Is("case.answer_24.1", "yes"), clauses=("24.1",)),
)

ROUTES: tuple[RouteRow, ...] = (
    RouteRow(
        when=Is("application.to", "national_cac"),
        path=("sponsor", "national_cac"),
        clauses=("24.1", "25.1"),
    ),
    RouteRow(
        when=Not(Is("application.to", "national_cac")),
        path=("sponsor", "provincial_cac"),
        clauses=("24.1", "25.1"),
    ),
)

MATERIALS: tuple[MaterialRow, ...] = (
    MaterialRow(material="basic_information_form", procedure="filing", clause="24.1"),
    MaterialRow(material="self_check_form", procedure="filing", clause="24.1"),
)

DUTIES: tuple[DutyRow, ...] = (
    DutyRow(
        clause="24.1",
        clauses=("35",),
        procedures=_FILING,
        over="case",
        bearer="sponsor",
        act="application_submitted",
        when=Has("case.launched_on"),
        starts=(
            Start(
                fact="case.launched_on",
                event="app_launched",
                when=Not(Before("case.launched_on", "case.effective_from")),
            ),
            Start(fact="case.effective_from", event="app_launched"),
        ),
        period=FILING,
        met_by=("case.submitted_on",),
        void_by=_OFFLINE,
        readings=("trigger_day",),
    ),
    *(
        DutyRow(
            clause=clause,
            clauses=("25.2",),
            procedures=(procedure,),
            over="application",
            bearer="sponsor",
            act="application_submitted",
            when=Is("application.outcome", "refused"),
            starts=(Start(fact="application.ended_on", event="filing_refused"),),
            met_by=("application.reapplied_on",),
            void_by=_OFFLINE,
        )
        for clause, procedure in (("24.1", "filing"), ("24.2", "change"))
    ),
    *(
        DutyRow(
            clause="25.1",
            clauses=("25.2",),
            procedures=_REVIEWED,
            over="application",
            bearer=office,
            act="filing_number_issued",
            to="sponsor",
            when=Is("application.to", office),
            starts=(
                Start(fact="application.received_on", event="application_received"),
                Start(
                    fact="application.submitted_on",
                    event="application_submitted",
                    asks=f"receipt:application_received@{office}",
                ),
            ),
            period=DECISION,
            met_by=("application.concluded_on",),
            void_by=("application.ended_on",),
            readings=("trigger_day", "receipt_on_day_off"),
        )
        for office in AUTHORITIES
    ),
    DutyRow(
        clause="26",
        procedures=_FILING,
        over="application",
        bearer="sponsor",
        act="filing_number_displayed",
        starts=(
            Start(fact="application.number_received_on", event="filing_number_received"),
            Start(fact="application.number_on", event="filing_number_issued"),
        ),
        met_by=("application.displayed_on",),
        void_by=("application.ended_on", *_OFFLINE),
    ),
    DutyRow(
        clause="24.2",
        procedures=_CHANGE,
        over="change",
        bearer="sponsor",
        act="application_submitted",
        starts=(Start(fact="change.effect_on", event="change_took_effect"),),
        period=CHANGE,
        met_by=("change.submitted_on",),
        void_by=("case.revoked_on", *_OFFLINE),
        readings=("trigger_day",),
    ),
    DutyRow(
        clause="24.3",
        clauses=("33.2",),
        procedures=_SHUTDOWN,
        over="shutdown",
        bearer="sponsor",
        act="deregistration_reported",
        when=Has("case.filed_on"),
        starts=(Start(fact="shutdown.offline_on", event="app_taken_offline"),),
        period=DEREGISTRATION,
        met_by=("shutdown.submitted_on",),
        void_by=("case.revoked_on",),
        readings=("trigger_day",),
    ),
)

_MISSED = (
    # clause, procedures, codes: late, overdue
    ("24.1", _FILING, "FILING_LATE", "FILING_OVERDUE"),
    ("25.1", _REVIEWED, "DECISION_LATE", "DECISION_OVERDUE"),
    ("24.2", _CHANGE, "CHANGE_FILED_LATE", "CHANGE_FILING_OVERDUE"),
    ("24.3", _SHUTDOWN, "DEREGISTRATION_LATE", "DEREGISTRATION_OVERDUE"),
)
_OPEN_DUTY = IsIn("duty.status", ("open", "overdue", "undetermined", "met_late"))
_DISPLAY_OPEN = AllOf(
    (
        Has("application.shown_on"),
        Not(Is("application.display_answer", "yes")),
        Lacks("application.ended_on"),
        Lacks("shutdown.offline_on"),
    )
)
FINDINGS: tuple[FindingRow, ...] = (
    *(
        FindingRow(
            code=code,
            clause=clause,
            severity="breach",
            over=f"duty:{clause}",
            procedures=procedures,
            bearer="duty",
            when=Is("duty.status", status),
            since=since,
        )
        for clause, procedures, late, overdue in _MISSED
        for code, status, since in (
            (late, "met_late", "duty.met_on"),
            (overdue, "overdue", "duty.missed_on"),
        )
    ),
    FindingRow(
        code="MATERIALS_MISSING",
        clause="24.1",
        severity="defect",
        over="dossier",
        procedures=_FILING,
        bearer="sponsor",
        when=Lacks("application.concluded_on"),
        since="dossier.submitted_on",
        items=Minus("dossier.required", "dossier.materials"),
        latest=True,
    ),
    FindingRow(
        code="OUTCOME_NOT_IN_TEXT",
        clause="25.1",
        severity="notice",
        over="application",
        procedures=_REVIEWED,
        bearer="sponsor",
        when=Is("application.outcome", "withdrawn"),
        since="application.ended_on",
        items="application.outcome",
    ),
    FindingRow(
        code="NUMBER_NOT_DISPLAYED",
        clause="26",
        severity="notice",
        over="duty:26",
        procedures=_FILING,
        bearer="sponsor",
        when=AllOf((Is("duty.status", "open"), Before("application.number_on", "case.as_of"))),
        since="duty.next_day",
    ),
    FindingRow(
        code="DISPLAY_POSITION_UNCONFIRMED",
        clause="26",
        severity="notice",
        over="application",
        procedures=_FILING,
        bearer="sponsor",
        when=_DISPLAY_OPEN,
        since="application.shown_on",
    ),
    *(
        FindingRow(
            code=code,
            clause="",
            severity="notice",
            over="duty:*",
            procedures=("filing", "change", "deregistration"),
            bearer="duty",
            when=AllOf((_OPEN_DUTY, Is("duty.certainty", certainty))),
            since="duty.started_on",
        )
        for code, certainty in (
            ("CALENDAR_PROVISIONAL", "provisional"),
            ("CALENDAR_UNPUBLISHED", "projected"),
        )
    ),
    FindingRow(
        code="PREDATES_GUIDELINE",
        clause="35",
        severity="notice",
        over="case",
        procedures=_FILING,
        bearer="sponsor",
        when=Before("case.first_on", "case.effective_from"),
        since="case.first_on",
    ),
)

QUESTIONS: tuple[QuestionRow, ...] = (
    QuestionRow(
        clause="26",
        over="application",
        procedures=_FILING,
        when=AllOf((_DISPLAY_OPEN, Lacks("application.display_answer"))),
        changes=("DISPLAY_POSITION_UNCONFIRMED",),
        latest=True,
    ),
)

OUT_OF_SCOPE: dict[str, str] = {
    "24.3b": "what a proper arrangement is, the articles do not say, and no date hangs on it",
}

ALGORITHMS = released(
    "6ef20ae5e4d7695fdc3d46d28b1d41129b65d7a47ddfd82ac59bf3b75e53eda9",
    key="algorithms-2022",
    # Of our own wording: the original is not at hand, and a digest of nothing would tell nothing apart.
    sha256=text_sha256("".join(clause.zh for clause in CLAUSE_BOOK.values())),
    edition=("2022年3月1日起施行", "in force from 1 March 2022"),
    clauses=CLAUSE_BOOK,
    tiers=TIERS,
    states=STATES,
    transitions=TRANSITIONS,
    lapses=(),
    duties=DUTIES,
    findings=FINDINGS,
    questions=QUESTIONS,
    scope=SCOPE,
    routes=ROUTES,
    materials=MATERIALS,
    forms=(),
    out_of_scope=OUT_OF_SCOPE,
    route_clause="24.1",
    words=WORDS,
    effective_from=the_day(2022, 3, 1),
)
