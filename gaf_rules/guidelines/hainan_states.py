"""States of the Hainan guideline, and the two ways in which a transition row is made.

Filing and change share the review of section 2.4 (2.5.1f sends a change through it again), so most rows
are written once and made for both. Deregistration is a report, not a review (A-40).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.language.conditions import ALWAYS, AllOf, Has, Is, IsIn, Lacks, Not, NotAfter
from gaf_rules.language.rows import Open, Put, StateRow, Transition

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.vocabulary import EventType, Procedure

__all__ = [
    "AT_NATIONAL",
    "CHANGE_IN_HAND",
    "DAY_UNKNOWN",
    "ENDED",
    "FILED",
    "GIVEN_UP",
    "HAS_NUMBER",
    "LIVE",
    "NEW_CHANGE",
    "PENDING",
    "REVIEWED",
    "START",
    "STATES",
    "UNAPPROVED",
    "UNFILED_CHANGE",
    "both",
    "known",
    "row",
]

REVIEWED: tuple[Procedure, ...] = ("filing", "change")

_REVIEW_STATES = (
    # name, stage, whose move it is
    ("submitted", "first_tier_check", "first_tier"),
    ("forwarded", "forwarded", "provincial_cac"),
    ("completeness_review", "completeness_review", "provincial_cac"),
    ("completeness_confirmed", "completeness_review", "provincial_cac"),
    ("returned", "returned", "sponsor"),
    ("reported", "reported", "national_cac"),
    ("national_review", "national_review", "national_cac"),
    ("awaiting_supplement", "awaiting_supplement", "sponsor"),
    ("supplement_posted", "awaiting_supplement", "first_tier"),
    ("supplement_unclear", "awaiting_supplement", "sponsor"),
    ("supplemented", "national_review", "national_cac"),
)
_END_STATES = (
    ("deemed_abandoned", "deemed_abandoned"),
    ("late_supplement", "deemed_abandoned"),
    ("withdrawn", "withdrawn"),
    ("refused", "refused"),
    ("revoked", "revoked"),
)
_ASKED = {
    "deemed_abandoned": "2.4.4d",
    "late_supplement": "2.4.4d",
    "supplement_posted": "2.4.4c",
    "supplement_unclear": "2.4.4e",
}
"""States from which only the answer of a person leads on, and the clause on which it is given."""

PENDING = tuple(name for name, _, _ in _REVIEW_STATES)
ENDED = tuple(name for name, _ in _END_STATES)
START = ("not_started", *ENDED)
# Ended by the sponsor itself, or deemed to be (2.4.4d); not decided on.
GIVEN_UP = ("deemed_abandoned", "late_supplement", "withdrawn")
FILED = ("filed", "displayed")
AT_NATIONAL = ("reported", "national_review", "supplemented")

STATES: tuple[StateRow, ...] = (
    *(
        row
        for procedure in REVIEWED
        for row in (
            StateRow(
                name="not_started", procedure=procedure, stage="not_started", bearer="sponsor"
            ),
            *(
                StateRow(
                    name=name,
                    procedure=procedure,
                    stage=stage,
                    bearer=bearer,
                    question=_ASKED.get(name),
                )
                for name, stage, bearer in _REVIEW_STATES
            ),
            *(
                StateRow(
                    name=name,
                    procedure=procedure,
                    stage=stage,
                    bearer="sponsor",
                    ended=True,
                    question=_ASKED.get(name),
                )
                for name, stage in _END_STATES
            ),
        )
    ),
    StateRow(name="filed", procedure="filing", stage="filed", bearer="sponsor"),
    StateRow(name="displayed", procedure="filing", stage="displayed", bearer=None),
    StateRow(name="approved", procedure="change", stage="approved", bearer=None),
    StateRow(name="not_started", procedure="deregistration", stage="not_started", bearer="sponsor"),
    StateRow(name="announced", procedure="deregistration", stage="announced", bearer="sponsor"),
    StateRow(name="offline", procedure="deregistration", stage="offline", bearer="sponsor"),
    StateRow(name="reported", procedure="deregistration", stage="reported", bearer=None),
)

# After the deregistration report nothing happens to the app any more; only a person may still answer.
LIVE = Not(Is("state.deregistration", "reported"))
HAS_NUMBER = IsIn("state.filing", FILED)

NEW_CHANGE = (Open("change"), Put("change.opened_on"))
# Planned, applied for or come about while the filing that stands has stood, and not given up.
CHANGE_IN_HAND = NotAfter("grant.numbered_on", "change.opened_on")
UNFILED_CHANGE = AllOf((CHANGE_IN_HAND, Lacks("change.submitted_on")))
# 2.5.1f: it took effect before it was approved.
UNAPPROVED = AllOf(
    (Has("change.effect_on"), Not(NotAfter("change.approved_on", "change.effect_on")))
)
DAY_UNKNOWN = AllOf(
    (
        Has("change.submitted_on"),
        Lacks("change.change_on"),
        Lacks("shutdown.offline_on"),
        Lacks("grant.ended_on"),
    )
)


def row(
    clauses: str,
    procedure: str,
    event: EventType,
    *,
    when: Condition = ALWAYS,
    late: bool = False,
    **more: Any,
) -> Transition:
    """A transition row; whatever else it asks, the app must not have been deregistered.

    Arguments:
        clauses: clause ids, separated by blanks.
        procedure: whose row it is.
        event: the event type.
        when: what must hold.
        late: whether it may come after the report of deregistration all the same.
        **more: the other fields of :class:`Transition`.
    """
    guard = when if late else LIVE if when == ALWAYS else AllOf((LIVE, when))
    return Transition(
        clauses=tuple(clauses.split()), procedure=procedure, event=event, when=guard, **more
    )


def both(clauses: str, event: EventType, **more: Any) -> tuple[Transition, ...]:
    """The row for filing, and for a change under 2.5.1f, which goes through the same review.

    States that only one of the two procedures has are kept in its row alone.
    """
    made = row(clauses, "filing", event, **more)
    return (
        evolve(made, states=known(made.states, "filing")),
        evolve(
            made,
            procedure="change",
            states=known(made.states, "change"),
            clauses=(*made.clauses, "2.5.1f"),
        ),
    )


def known(states: tuple[str, ...], procedure: Procedure) -> tuple[str, ...]:
    """Those of the states that a procedure has."""
    names = {state.name for state in STATES if state.procedure == procedure}
    return tuple(name for name in states if name in names)
