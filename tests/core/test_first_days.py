"""Every finding holds from the day that it names, and not before."""

from __future__ import annotations

from attrs import evolve
from first_days import first_day_slips
from unlinked import unlinked

import gaf_rules as gaf


def test_a_finding_holds_from_its_first_day_and_not_before() -> None:
    assert [*first_day_slips(gaf.HAINAN)] == []


def test_a_first_day_that_is_another_is_noticed() -> None:
    """A miss that is dated by the day on which its period began."""
    rows = tuple(
        evolve(row, since="duty.started_on") if row.since == "duty.missed_on" else row
        for row in gaf.HAINAN.findings
    )
    told = [*first_day_slips(unlinked(gaf.HAINAN, findings=rows), "DEEMED_ABANDONED")]
    assert told
