"""What has to come ahead of an act that is advised, so that following the advice leads into no breach."""

from __future__ import annotations

from gaf_rules.conditions import AllOf, Is, IsIn, Lacks
from gaf_rules.guidelines.hainan_states import REVIEWED, START
from gaf_rules.rows import AheadRow, Minus

__all__ = ["AHEAD"]

_ANEW = IsIn("state.filing", START)

AHEAD: tuple[AheadRow, ...] = (
    # after an end everything begins anew, the self-check of before does not count again.
    AheadRow(
        clause="2.2.3a",
        procedures=("filing",),
        ahead_of="application_submitted",
        bearer="sponsor",
        act="self_check_completed",
        when=AllOf((_ANEW, Lacks("preparation.self_checked_on"))),
    ),
    AheadRow(
        clause="2.2.3d",
        procedures=("filing",),
        ahead_of="application_submitted",
        bearer="sponsor",
        act="rectification_completed",
        when=_ANEW,
        items=Minus("preparation.found", "preparation.mended"),
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
