"""What bears on which steps are legal: the facts that transitions and lapses look at, and their sources.

Most of what a log writes down decides no step. Two places in a log at which all that bears on steps is the
same are one situation: whatever is legal after one is legal after the other.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.language.conditions import Known
from gaf_rules.language.core import DayOrder, FactTest, walk
from gaf_rules.language.rows import SHARED, Copy, Drop, Gather, Mark, Put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.core import Condition
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import Action, ClockRow, DutyRow, Start, Transition

__all__ = ["Bearing", "Cell", "bearing_of", "conditions_of", "ending_duties", "leaves_of"]

_GIVEN = frozenset({"app", "sponsor", "reading", "state"})
"""What no event changes, and the states, which are part of every situation."""

Cell = tuple[str, str, str]
"""Procedure (empty for a record that is shared), record, fact."""


@frozen
class Bearing:
    """What of a log decides which steps are legal.

    Attributes:
        cells: the facts, in a fixed order; ``seen`` stands for the steps that count once in a record.
        presence: those of which only whether they are there is asked.
        fields: the fields of an event, its roles apart, that conditions look at, or that come to be such
            facts; for each whether more is asked than whether it is there.
    """

    cells: tuple[Cell, ...]
    presence: frozenset[Cell]
    fields: tuple[tuple[str, bool], ...]


def ending_duties(guideline: Guideline) -> Iterator[tuple[str, DutyRow]]:
    """The duties whose last day decides what is legal, with the procedure in which it does."""
    ending = {(lapse.procedure, lapse.duty): None for lapse in guideline.lapses}
    ending |= {(row.procedure, row.within): None for row in guideline.transitions if row.within}
    for procedure, clause in ending:
        yield from ((procedure, duty) for duty in guideline.duties if duty.clause == clause)


@lru_cache(maxsize=8)
def conditions_of(guideline: Guideline) -> tuple[tuple[str, Condition], ...]:
    """All conditions on which it depends what is legal, each once with its procedure."""
    found = [(row.procedure, row.when) for row in guideline.transitions]
    for procedure, duty in ending_duties(guideline):
        parts: tuple[Start | ClockRow, ...] = (*duty.starts, *duty.clock)
        found += [(procedure, part.when) for part in parts]
    # Rows that are made for two procedures share their conditions.
    return tuple({(procedure, id(when)): (procedure, when) for procedure, when in found}.values())


@lru_cache(maxsize=8)
def leaves_of(guideline: Guideline) -> tuple[tuple[str, FactTest | DayOrder], ...]:
    """The tests and orders inside those conditions, with their procedures."""
    return tuple(
        (procedure, part)
        for procedure, condition in conditions_of(guideline)
        for part in walk(condition)
        if isinstance(part, (FactTest, DayOrder))
    )


class _Reader:
    """Gathers what bears on steps, until nothing more does."""

    def __init__(self, guideline: Guideline) -> None:
        self.cells: dict[Cell, bool] = {}
        self.fields: dict[str, bool] = {}
        for procedure, leaf in leaves_of(guideline):
            if isinstance(leaf, FactTest):
                self._fact(procedure, leaf.fact, valued=not isinstance(leaf.question, Known))
            else:
                self._fact(procedure, leaf.first, valued=True)
                self._fact(procedure, leaf.second, valued=True)
        for row in guideline.transitions:
            if row.once is not None:
                self._fact(row.procedure, f"{row.once}.seen", valued=True)
        for procedure, duty in ending_duties(guideline):
            for fact in (*(start.fact for start in duty.starts), *filter(None, (duty.marks,))):
                self._fact(procedure, fact, valued=True)
        before = None
        while before != (before := (dict(self.cells), dict(self.fields))):
            for row in guideline.transitions:
                for action in row.actions:
                    self._source(row, action)

    def _fact(self, procedure: str, fact: str, *, valued: bool) -> None:
        record, _, name = fact.partition(".")
        if record == "event":
            if name not in {"by", "to"}:
                self.fields[name] = self.fields.get(name, False) or valued
        elif record not in _GIVEN:
            cell = "" if record in SHARED else procedure, record, name
            self.cells[cell] = self.cells.get(cell, False) or valued

    def _source(self, row: Transition, action: Action) -> None:
        """What a fact that bears on steps comes from bears on them, too."""
        fact = getattr(action, "fact", None)
        if fact is None:
            return
        record, _, name = fact.partition(".")
        valued = self.cells.get(("" if record in SHARED else row.procedure, record, name))
        if valued is None:
            return
        if isinstance(action, Drop) and not valued:
            # Whether anything is left of a list cannot be told without its members.
            valued = True
            self._fact(row.procedure, fact, valued=True)
        for source in _sources(action):
            self._fact(row.procedure, source, valued=valued)


def _sources(action: Action) -> Iterator[str]:
    """The facts and fields of the event that an action takes over."""
    match action:
        case Put(take=Copy(fact), value=None):
            yield fact
        case Put(take=str() as field, value=None) | Gather(take=field) | Drop(take=field) if (
            field != "on"
        ):
            yield f"event.{field}"
        case Mark(expected=str() as field):
            yield f"event.{field}"


@lru_cache(maxsize=8)
def bearing_of(guideline: Guideline) -> Bearing:
    """What of a log decides which steps a guideline allows, read off its rows.

    >>> from gaf_rules.guidelines.hainan import HAINAN
    >>> ("", "case", "launched_on") in bearing_of(HAINAN).presence  # an app is launched once
    True
    >>> "materials" in dict(bearing_of(HAINAN).fields)  # what was handed in decides no step
    False
    """
    found = _Reader(guideline)
    return Bearing(
        cells=tuple(sorted(found.cells)),
        presence=frozenset(cell for cell, valued in found.cells.items() if not valued),
        fields=tuple(sorted(found.fields.items())),
    )
