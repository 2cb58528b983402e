"""Acts as events: what each row of the table allows, with its fields filled in the plainest way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from gaf_rules.events import FIELDS, Event
from gaf_rules.fold import Fold
from gaf_rules.questions import answers_to
from gaf_rules.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.outline import World
    from gaf_rules.readings import Readings
    from gaf_rules.rows import Transition

__all__ = ["Acts"]

_PLAIN: dict[str, Any] = {
    "problems": (),
    "missing": ("other_requested",),
    "grounds": ("supplement",),
    "functional_rectification": False,
    "statement": True,
    "rectification_plan": True,
    "posted_on": None,
    "reason": "–",
    "expected_on": None,
    "number": "–",
    "prompted": True,
    "position": "login_bottom_center",
    "major": True,
    "lawful": True,
    "leaked": False,
}
"""What stands in a field that nothing is known of: everything in order, nothing lacking."""
_AHEAD = timedelta(days=365)


class Acts:
    """Makes events for one case."""

    def __init__(self, world: World, readings: Readings) -> None:
        options = {name: getattr(readings, name) for name in READING_OPTIONS}
        fold = Fold(world.case, world.machine, options, world.calendar)
        self.guideline = world.machine.guideline
        self.roles: dict[str, list[str]] = {}
        for role, positions in fold.positions.items():
            for position in sorted(positions):
                if role is not None:
                    self.roles.setdefault(position, []).append(role)

    def event(
        self, act: str, day: date, procedure: str, by: str | None = None, to: str | None = None
    ) -> Event:
        """An event of a type on a day; a field that nothing is known of is filled in the plainest way."""
        given: dict[str, Any] = {"by": by, "to": to, "procedure": procedure}
        fields: dict[str, Any] = {}
        for name in FIELDS[act]:
            if name in given:
                fields[name] = given[name]
            elif name == "materials":
                rows = self.guideline.materials
                fields[name] = tuple(row.material for row in rows if row.procedure == procedure)
            elif name == "change_on":
                fields[name] = day + _AHEAD
            elif name == "number" and procedure == "change":
                fields[name] = None
            else:
                fields[name] = _PLAIN[name]
        return Event(type=act, on=day, **fields)

    def by_row(self, row: Transition, day: date) -> Iterator[Event]:
        """The events by which a row may be taken: one for each pair of roles that it allows."""
        if row.question is not None:
            for answer in (row.answer,) if row.answer else answers_to(row.question):
                yield Event(type="determination", on=day, question=row.question, answer=answer)
            return
        procedure = row.procedure if "procedure" in FIELDS[row.event] else "filing"
        for by in self._at(row.by, "by", row.event):
            for to in self._at(row.dest, "to", row.event):
                yield self.event(row.event, day, procedure, by, to)

    def _at(self, positions: tuple[str, ...], name: str, kind: str) -> list[str | None]:
        if name not in FIELDS[kind]:
            return [None]
        wanted = positions or ("sponsor", "first_tier", "provincial_cac")
        roles = (role for position in wanted for role in self.roles.get(position, ()))
        return list(dict.fromkeys(roles)) or [None]
