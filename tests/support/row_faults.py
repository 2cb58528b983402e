"""Small faults put into the rows of a guideline, one at a time, and whether a case is answered otherwise.

A period a day longer or shorter, a state left out where a step is legal, a clause left out where a row names
several. The cases are those of :mod:`row_cases`, of which each row has some that use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from row_cases import RowCase, users
from unlinked import unlinked

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RowFault", "is_noticed", "row_faults"]

_MOST = 60
# Where the clauses of a row come out: in the answer itself. Those of a step are told by explanations alone.
_CITED = ("scope", "routes", "duties")


@frozen
class RowFault:
    """One fault: the table, the number of the row, the field, and what stands there then."""

    table: str
    number: int
    field: str
    now: Any

    def made(self, guideline: gaf.Guideline) -> gaf.Guideline:
        """The guideline with the fault."""
        rows = list(getattr(guideline, self.table))
        given: dict[str, Any] = {self.field: self.now}
        rows[self.number] = evolve(rows[self.number], **given)
        changed: dict[str, Any] = {self.table: tuple(rows)}
        return unlinked(guideline, **changed)


def _one_less(table: str, number: int, field: str, held: tuple[str, ...]) -> Iterator[RowFault]:
    if len(held) > 1:
        for place in range(len(held)):
            yield RowFault(table, number, field, (*held[:place], *held[place + 1 :]))


def row_faults(guideline: gaf.Guideline) -> Iterator[RowFault]:
    """All of them, table by table."""
    for number, row in enumerate(guideline.duties):
        if row.period is not None:
            for by in (1, -1):
                changed: dict[str, Any] = {row.period.unit: row.period.number + by}
                yield RowFault("duties", number, "period", evolve(row.period, **changed))
    for number, step in enumerate(guideline.transitions):
        yield from _one_less("transitions", number, "states", step.states)
    for table in _CITED:
        for number, each in enumerate(getattr(guideline, table)):
            yield from _one_less(table, number, "clauses", each.clauses)


def _answer(held: RowCase, guideline: gaf.Guideline) -> Any:
    try:
        found = held.assess(guideline).to_dict()
    except (gaf.GafRulesError, KeyError) as error:  # what nobody linked may refer to what is gone
        return type(error).__name__
    found.pop("provenance", None)  # the digest of the rows tells any of them
    return found


def is_noticed(fault: RowFault) -> bool:
    """Whether a case that uses the row is answered otherwise."""
    row = getattr(gaf.HAINAN, fault.table)[fault.number]
    wrong: dict[int, gaf.Guideline] = {}
    for held in users(fault.table, row)[:_MOST]:
        other = wrong.setdefault(id(held.guideline), fault.made(held.guideline))
        if _answer(held, other) != _answer(held, held.guideline):
            return True
    return False
