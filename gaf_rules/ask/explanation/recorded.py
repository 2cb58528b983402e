"""On which days the log holds what a fact is about, whether or not it was written down under that fact.

A fact that is not known says nothing of the log: a supplement may be there and be too late to count, a
number may belong to an application that has ended. Of such a fact nobody says that it is not on record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.evaluate.fold import Fold
from gaf_rules.language.rows import Copy, Gather, Put

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.evaluate.outline import Outline, World
    from gaf_rules.language.rows import Transition
    from gaf_rules.log.entries import Sign

__all__ = ["Recorded"]

_NOWHERE: frozenset[str] = frozenset()


class Recorded:
    """The events of one log by the facts that such events write down."""

    def __init__(self, world: World, core: Outline, options: dict[str, str]) -> None:
        self._world = world
        self._core = core
        self._options = options
        self._days: dict[str, tuple[date, ...]] | None = None

    def days(self, fact: str) -> tuple[date, ...]:
        """The days of the events that may write down a fact, each once, in the order of the log."""
        if self._days is None:
            self._days = self._worked_out()
        return self._days.get(fact, ())

    def _worked_out(self) -> dict[str, tuple[date, ...]]:
        world = self._world
        self._positions = Fold(world.case, world.machine, self._options, world.calendar).positions
        written: dict[Sign, tuple[str, ...]] = {}
        days: dict[str, dict[date, None]] = {}
        for entry in self._core.log.order:
            sign = entry.sign
            facts = written.get(sign)
            if facts is None:
                facts = written[sign] = tuple(self._written(sign))
            for fact in facts:
                days.setdefault(fact, {})[entry.on] = None
        return {fact: tuple(found) for fact, found in days.items()}

    def _written(self, sign: Sign) -> Iterator[str]:
        """The facts that the rows for such an event write down, in whatever state."""
        machine = self._world.machine
        own = sign.procedure
        for procedure in machine.procedures.get(sign.name, ()) if own is None else (own,):
            for step in machine.steps.get((procedure, sign.name), ()):
                if self._fits(step.row, sign):
                    for action in step.row.actions:
                        if isinstance(action, Gather) or (
                            isinstance(action, Put) and not isinstance(action.take, Copy)
                        ):
                            yield action.fact

    def _fits(self, row: Transition, sign: Sign) -> bool:
        by, to = (self._positions.get(role or "", _NOWHERE) for role in (sign.by, sign.to))
        return (
            (not row.by or not by.isdisjoint(row.by))
            and (not row.dest or not to.isdisjoint(row.dest))
            and (row.answer is None or row.answer == sign.answer)
        )
