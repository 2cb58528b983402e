"""Duties of the Hainan guideline once there is a number, and what has to come ahead of an advised act."""

from __future__ import annotations

from typing import Any

from gaf_rules.guidelines.hainan_duties import CHANGE, DEREGISTRATION
from gaf_rules.guidelines.hainan_states import DAY_UNKNOWN, REVIEWED, START
from gaf_rules.language.conditions import AllOf, AnyOf, Has, Is, IsIn, Lacks, Not
from gaf_rules.language.rows import AheadRow, DutyRow, Start

__all__ = ["AHEAD", "DUTIES_AFTER"]

_REGIONAL = ("local_holidays", "closures")
_OVER = ("application.ended_on",)

NUMBER = (
    DutyRow(
        clause="2.7.1b",
        clauses=("2.7.1c",),
        procedures=REVIEWED,
        over="application",
        bearer="provincial_cac",
        act="filing_number_relayed",
        to="sponsor",
        starts=(
            Start(fact="application.number_provincial_on", event="filing_number_received"),
            Start(
                fact="application.number_on",
                event="filing_number_issued",
                asks="receipt:filing_number_received@provincial_cac",
            ),
        ),
        # Whoever displays the number has it.
        met_by=(
            "application.number_received_on",
            "application.number_relayed_on",
            "application.displayed_on",
        ),
        void_by=_OVER,
    ),
    DutyRow(
        clause="2.7.2a",
        clauses=("2.7.2b",),
        procedures=("filing",),
        over="application",
        bearer="sponsor",
        act="filing_number_displayed",
        starts=(
            Start(fact="application.number_received_on", event="filing_number_received"),
            Start(
                fact="application.number_relayed_on",
                event="filing_number_relayed",
                asks="receipt:filing_number_received@sponsor",
            ),
        ),
        met_by=("application.displayed_on",),
        void_by=(*_OVER, "shutdown.offline_on"),
    ),
)

# It took effect after its application had been given up, and none has been made since.
_UNAPPLIED = Is("change.unapplied", value=True)
_CHANGE_FILING: dict[str, Any] = {
    "clause": "2.5.1b",
    "clauses": ("2.5.1a", "2.5.1d"),
    "procedures": ("change",),
    "over": "change",
    "bearer": "sponsor",
    "act": "application_submitted",
    "to": "first_hop",
    "met_by": ("change.submitted_on",),
    "met_when": Not(_UNAPPLIED),
    "next_action": AnyOf((Lacks("change.submitted_on"), _UNAPPLIED)),
}
CHANGES = (
    DutyRow(
        when=Not(Is("change.major", value=False)),
        period=CHANGE,
        starts=(
            Start(fact="change.effect_on", event="change_took_effect"),
            Start(fact="change.change_on", event="change_planned"),
        ),
        known_on="change.planned_on",
        # A dead app needs no change: what was not missed by then has fallen away.
        void_by=("shutdown.offline_on", "grant.ended_on", "change.withdrawn_on"),
        unclear=Is("change.major", None),
        readings=("before_window", *_REGIONAL),
        **_CHANGE_FILING,
    ),
    # Applied for, the day of the change not known: whether in time, nobody can say yet.
    DutyRow(
        when=DAY_UNKNOWN, before="change.submitted_on", same_day="undetermined", **_CHANGE_FILING
    ),
)

SHUTDOWN = (
    *(
        DutyRow(
            clause="2.6.2a",
            procedures=("deregistration",),
            over="shutdown",
            bearer="sponsor",
            act="shutdown_announced",
            when=Is("shutdown.announced_in_time", answer),
            met_by=("shutdown.announced_on",),
            before="shutdown.offline_on",
            same_day=status,
        )
        # on one day, a person says which came first.
        for answer, status in ((None, "undetermined"), ("yes", "met"), ("no", "met_late"))
    ),
    DutyRow(
        clause="2.6.2b",
        clauses=("2.6.2c",),
        procedures=("deregistration",),
        over="shutdown",
        bearer="sponsor",
        act="data_disposed",
        when=AnyOf((Has("shutdown.announced_on"), Has("shutdown.offline_on"))),
        met_by=("shutdown.disposed_on",),
        before="shutdown.offline_on",
        # Disposed of, and nobody says how; or a person says that it was lawful, and no record says when.
        unclear=AnyOf(
            (
                AllOf((Has("shutdown.disposed_on"), Is("shutdown.lawful", None))),
                AllOf((Lacks("shutdown.disposed_on"), Is("shutdown.lawful", value=True))),
            )
        ),
        next_action=Not(Is("shutdown.lawful", value=True)),
    ),
    DutyRow(
        clause="2.6.1b",
        clauses=("2.6.1d",),
        procedures=("deregistration",),
        over="shutdown",
        bearer="sponsor",
        act="deregistration_reported",
        to="first_hop",
        period=DEREGISTRATION,
        starts=(Start(fact="shutdown.offline_on", event="app_taken_offline"),),
        met_by=("shutdown.submitted_on",),
        readings=("trigger_day", *_REGIONAL),
    ),
)

DUTIES_AFTER: tuple[DutyRow, ...] = (*NUMBER, *CHANGES, *SHUTDOWN)


# -- what has to come ahead of an act that is advised, so that following the advice leads into no breach ---
AHEAD: tuple[AheadRow, ...] = (
    # The self-check itself is a duty of its own, before every application anew.
    AheadRow(
        clause="2.2.3d",
        procedures=("filing",),
        ahead_of="application_submitted",
        bearer="sponsor",
        act="rectification_completed",
        when=IsIn("state.filing", START),
        items="preparation.found",
    ),
    # A-09, second reading: the ten days run before the province has the application.
    *(
        row
        for procedure in REVIEWED
        for row in (
            AheadRow(
                clause="2.4.1",
                procedures=(procedure,),
                ahead_of="completeness_confirmed",
                bearer="first_tier",
                act="application_forwarded",
                when=Is(f"state.{procedure}", "submitted"),
            ),
            AheadRow(
                clause="2.4.2a",
                procedures=(procedure,),
                ahead_of="completeness_confirmed",
                bearer="provincial_cac",
                act="application_received",
                when=IsIn(f"state.{procedure}", ("submitted", "forwarded")),
            ),
        )
    ),
)
