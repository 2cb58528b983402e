"""Which acts of a guideline work towards a last day, and how many working days they have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.language.rows import Put
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.duty_rows import DutyRow
    from gaf_rules.language.guideline import Guideline

__all__ = ["clauses_of_acts", "periods_of"]


def _counted(guideline: Guideline) -> Iterator[DutyRow]:
    """The duties that have so many working days from what starts them."""
    for row in guideline.duties:
        if row.period is not None and row.period.counts_working_days and not row.period.backward:
            yield row


def periods_of(guideline: Guideline) -> FrozenMap[str, int]:
    """Clause → working days."""
    return FrozenMap(
        {row.clause: row.period.number for row in _counted(guideline) if row.period is not None}
    )


def clauses_of_acts(guideline: Guideline) -> dict[tuple[str, str], str]:
    """Procedure and event → the clause of the duty that it fulfils: those that a transition row says."""
    found: dict[tuple[str, str], str] = {}
    for duty in _counted(guideline):
        for row in guideline.transitions:
            writes = {each.fact for each in row.actions if isinstance(each, Put)}
            if row.procedure in duty.procedures and writes & {*duty.met_by}:
                found.setdefault((row.procedure, row.event), duty.clause)
    return found
