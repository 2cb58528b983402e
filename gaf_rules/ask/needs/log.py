"""A log with further events, or with one that stands otherwise, and what is then held against somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gaf_rules.evaluate.outline import World, outline
from gaf_rules.language.readings import Readings

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.evaluate.outline import Outline
    from gaf_rules.log.events import Event

__all__ = ["GRAVE", "Held", "OpenLog", "about"]

GRAVE = frozenset({"breach", "consequence"})
"""The severities of what a plan or a need must not bring about."""
Held = frozenset[tuple[str, str, int]]
"""What is held against somebody: clause, procedure, round."""


@frozen
class OpenLog:
    """A case to which events can be added, and the readings under which it is judged."""

    world: World
    readings: Readings

    def outline(self, events: tuple[Event, ...], as_of: date) -> Outline:
        """The case with further events, on a day.

        Raises:
            IllegalEventError: the process does not allow them.
        """
        return self.instead((*self.world.case.events, *events), as_of)

    def instead(self, events: tuple[Event, ...], as_of: date) -> Outline:
        """The case with another log, on a day; raises as :meth:`outline`."""
        case = evolve(self.world.case, events=events)
        return outline(World(case, as_of, self.world.machine, self.world.calendar), self.readings)


def about(core: Outline, severities: frozenset[str] = GRAVE) -> Held:
    """What the breaches and consequences of an outline are about.

    What is overdue and is then done late is the same breach.
    """
    return frozenset(
        (found.clause, found.procedure, found.round)
        for found in core.findings
        if found.row.severity in severities
    )
