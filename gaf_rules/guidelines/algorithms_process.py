"""States and transitions of the filing of algorithmic recommendation services.

One application of a kind is under review at a time; a further change while one is under review is not
foreseen. A change that follows another not yet filed is filed with it, and the first day counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.language.conditions import ALWAYS, AllOf, AnyOf, Has, Is, IsIn, Lacks, Not
from gaf_rules.language.rows import Action, Clear, Open, Put, StateRow, TierRow, Transition
from gaf_rules.language.vocabulary import TIERS as SPONSOR_TIERS

if TYPE_CHECKING:
    from gaf_rules.language.vocabulary import EventType, Procedure

__all__ = ["AUTHORITIES", "FILED", "STATES", "TIERS", "TRANSITIONS"]

AUTHORITIES = ("provincial_cac", "national_cac")
FILED = ("filed", "displayed")
_REVIEWED: tuple[Procedure, ...] = ("filing", "change")
_PENDING = ("submitted", "received")
_ENDED = ("refused", "withdrawn", "revoked")
_REGISTERED = IsIn("state.filing", FILED)
_RUNNING = Is("state.deregistration", "not_started")

# The articles know no tiers: every provider files with either office.
TIERS: tuple[TierRow, ...] = tuple(
    TierRow(
        tier=tier,
        unsent={"first_hop": "provincial_cac"},
        places={name: (name,) for name in ("sponsor", *AUTHORITIES)},
    )
    for tier in SPONSOR_TIERS
)

STATES: tuple[StateRow, ...] = (
    *(
        row
        for procedure in _REVIEWED
        for row in (
            StateRow(
                name="not_started", procedure=procedure, stage="not_started", bearer="sponsor"
            ),
            *(
                StateRow(
                    name=name,
                    procedure=procedure,
                    stage="completeness_review",
                    bearer="provincial_cac",
                )
                for name in _PENDING
            ),
            *(
                StateRow(name=name, procedure=procedure, stage=name, bearer="sponsor", ended=True)
                for name in (_ENDED if procedure == "filing" else _ENDED[:2])
            ),
        )
    ),
    StateRow(name="filed", procedure="filing", stage="filed", bearer="sponsor"),
    StateRow(name="displayed", procedure="filing", stage="displayed", bearer=None),
    StateRow(name="approved", procedure="change", stage="approved", bearer=None),
    StateRow(name="not_started", procedure="deregistration", stage="not_started", bearer="sponsor"),
    StateRow(name="offline", procedure="deregistration", stage="offline", bearer="sponsor"),
    StateRow(name="reported", procedure="deregistration", stage="reported", bearer=None),
)

_HANDED_IN: tuple[Action, ...] = (
    Open("application"),
    Open("dossier"),
    Put("application.submitted_on"),
    Put("application.to", "to"),
    Put("dossier.submitted_on"),
    Put("dossier.materials", "materials"),
)
_AGAIN = (Put("application.reapplied_on"),)
_SUBMITTED: tuple[tuple[str, Procedure, tuple[str, ...], tuple[Action, ...]], ...] = (
    # clause, procedure, states, what is written down besides
    ("24.1", "filing", ("not_started",), (*_HANDED_IN, Put("case.submitted_on", first=True))),
    ("24.1", "filing", _ENDED, (*_AGAIN, *_HANDED_IN)),
    ("24.2", "change", ("not_started",), (*_HANDED_IN, Put("change.submitted_on"))),
    ("24.2", "change", _ENDED[:2], (*_AGAIN, *_HANDED_IN)),
)
_SUBMISSION = tuple(
    Transition(
        clauses=(clause,),
        procedure=procedure,
        event="application_submitted",
        states=states,
        to="submitted",
        by=("sponsor",),
        dest=AUTHORITIES,
        when=_RUNNING
        if procedure == "filing"
        else AllOf((_RUNNING, _REGISTERED, Has("change.effect_on"))),
        actions=actions,
    )
    for clause, procedure, states, actions in _SUBMITTED
)


def _decision(
    procedure: Procedure, clauses: str, event: EventType, to: str, actions: tuple[Action, ...]
) -> Transition:
    return Transition(
        clauses=tuple(clauses.split()),
        procedure=procedure,
        event=event,
        states=_PENDING,
        to=to,
        actions=actions,
    )


_REVIEW = tuple(
    row
    for procedure in _REVIEWED
    for row in (
        # Only the office to which it was sent can say that it has it.
        *(
            Transition(
                clauses=("25.1",),
                procedure=procedure,
                event="application_received",
                states=("submitted",),
                to="received",
                by=(office,),
                when=Is("application.to", office),
                actions=(Put("application.received_on"),),
            )
            for office in AUTHORITIES
        ),
        _decision(
            procedure,
            "25.1",
            "filing_number_issued",
            "filed" if procedure == "filing" else "approved",
            (
                Put("application.number_on"),
                Put("application.concluded_on"),
                Put("case.filed_on", first=True)
                if procedure == "filing"
                else Put("change.approved_on"),
            ),
        ),
        _decision(
            procedure,
            "25.2",
            "filing_refused",
            "refused",
            (
                Put("application.ended_on"),
                Put("application.concluded_on"),
                Put("application.outcome", value="refused"),
            ),
        ),
        _decision(
            procedure,
            "25.1",
            "application_withdrawn",
            "withdrawn",
            (Put("application.ended_on"), Put("application.outcome", value="withdrawn")),
        ),
    )
)

_AFTERWARDS: tuple[Transition, ...] = (
    Transition(
        clauses=("25.1",),
        procedure="filing",
        event="filing_number_received",
        states=FILED,
        by=("sponsor",),
        once="application",
        actions=(Put("application.number_received_on"),),
    ),
    Transition(
        clauses=("26",),
        procedure="filing",
        event="filing_number_displayed",
        states=FILED,
        to="displayed",
        when=_RUNNING,
        actions=(
            Put("application.displayed_on", first=True),
            Put("application.shown_on"),
            Clear("application.display_answer"),
        ),
    ),
    Transition(
        clauses=("33.1", "33.2"),
        procedure="filing",
        event="filing_revoked",
        states=FILED,
        to="revoked",
        actions=(
            Put("application.ended_on"),
            Put("application.outcome", value="revoked"),
            Put("case.revoked_on"),
        ),
    ),
)

_UNFILED = AllOf((Has("change.effect_on"), Lacks("change.approved_on")))
_LIFE: tuple[Transition, ...] = (
    Transition(
        clauses=("24.1",),
        procedure="filing",
        event="app_launched",
        when=Lacks("case.launched_on"),
        actions=(Put("case.launched_on"),),
    ),
    Transition(
        clauses=("24.2",),
        procedure="change",
        event="change_took_effect",
        states=("not_started", "approved"),
        to="not_started",
        when=AllOf((_RUNNING, _REGISTERED, Not(_UNFILED))),
        actions=(Open("change"), Put("change.effect_on")),
    ),
    Transition(
        clauses=("24.2",),
        procedure="change",
        event="change_took_effect",
        states=("not_started", *_ENDED[:2]),
        when=AllOf((_RUNNING, _REGISTERED, _UNFILED)),
    ),
    Transition(
        clauses=("24.3",),
        procedure="deregistration",
        event="app_taken_offline",
        states=("not_started",),
        to="offline",
        when=AnyOf((Has("case.launched_on"), _REGISTERED)),
        actions=(Put("shutdown.offline_on"),),
    ),
    Transition(
        clauses=("24.3",),
        procedure="deregistration",
        event="deregistration_reported",
        states=("offline",),
        to="reported",
        by=("sponsor",),
        dest=AUTHORITIES,
        when=_REGISTERED,
        actions=(Put("shutdown.submitted_on"),),
    ),
)

_PERSON = (
    ("24.1", ALWAYS, "case.answer_24.1"),
    ("26", Has("application.shown_on"), "application.display_answer"),
)
_DECIDED = tuple(
    Transition(
        clauses=(question,),
        procedure="filing",
        event="determination",
        question=question,
        when=when,
        actions=(Put(fact, "answer"),),
    )
    for question, when, fact in _PERSON
)

TRANSITIONS: tuple[Transition, ...] = (
    *_SUBMISSION,
    *_REVIEW,
    *_AFTERWARDS,
    *_LIFE,
    *_DECIDED,
)
