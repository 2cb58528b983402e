"""Which findings another reading takes away, also where the log could not have happened under it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.evaluate.outline import outline
from gaf_rules.language.rows import LapseRow, Open

if TYPE_CHECKING:
    from gaf_rules.evaluate.outline import Outline, RawFinding, World
    from gaf_rules.evaluate.refusing import RefusedEvent
    from gaf_rules.language.readings import Readings

    Keys = frozenset[tuple[Any, ...]]

__all__ = ["found_then", "vanished"]

_NO_APPLICATION = frozenset({"case", "shutdown"})


def found_then(world: World, readings: Readings, refused: RefusedEvent) -> Keys:
    """The findings under these readings on the day on which the log breaks off under others.

    Arguments:
        world: the case, whose log is legal under the readings.
        readings: these readings.
        refused: where the log breaks off under others.
    """
    events = tuple(event for event in world.case.events if event.on < refused.on)
    cut = evolve(world, case=evolve(world.case, events=events), as_of=refused.on)
    return frozenset(found.key for found in outline(cut, readings).findings)


def vanished(world: World, readings: Readings, base: Outline, other: Outline) -> Keys:
    """The findings that do not hold under another reading.

    Where the log breaks off under it, these are the findings that are missing on that day already, and those
    of the application that could not have gone on; of what else came later nothing is said.

    Arguments:
        world: what both outlines were made from.
        readings: the readings of the first.
        base: the outline under the readings given.
        other: the outline under the other reading.
    """
    theirs = {found.key for found in other.findings}
    gone = [found for found in base.findings if found.key not in theirs]
    refused = other.log.refused
    if refused is None or not gone:
        return frozenset(found.key for found in gone)
    then, impossible = found_then(world, readings, refused), _application(base, refused)
    return frozenset(
        found.key for found in gone if found.key in then or _number(found) == impossible
    )


def _application(base: Outline, refused: RefusedEvent) -> tuple[str, int] | None:
    """The application in which an event was taken: its procedure and number."""
    opened: dict[str, int] = {}
    for _, row, _, entry in base.log.taken:
        if entry is None or isinstance(row, LapseRow):
            continue
        opens = any(isinstance(a, Open) and a.record == "application" for a in row.actions)
        procedure = row.procedure
        opened[procedure] = opened.get(procedure, 0) + opens
        if entry.index == refused.index:
            return procedure, opened[procedure]
    return None


def _number(found: RawFinding) -> tuple[str, int] | None:
    """The application that a finding is about."""
    if found.row.over in _NO_APPLICATION:
        return None
    number = found.context["application"].get("ordinal")
    return None if number is None else (found.procedure, number)
