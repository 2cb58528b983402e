"""What has to come ahead of an act that is advised, so that following the advice leads into no breach."""

from __future__ import annotations

from gaf_rules.guidelines.hainan_states import REVIEWED, START
from gaf_rules.language.conditions import Is, IsIn
from gaf_rules.language.rows import AheadRow

__all__ = ["AHEAD"]

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
