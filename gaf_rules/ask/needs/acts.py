"""Acts as events: what each row of the table allows, with its fields filled in the plainest way."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.ask.needs.value import PLAIN
from gaf_rules.evaluate.fold import Fold
from gaf_rules.language.vocabulary import answers_to
from gaf_rules.log.events import FIELDS, Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.evaluate.outline import World
    from gaf_rules.language.readings import Readings
    from gaf_rules.language.rows import Transition

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
        fold = Fold(world.case, world.machine, readings.options(), world.calendar)
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
                fields[name] = self._materials(procedure)
            elif name == "change_on":
                fields[name] = day + _AHEAD
            elif name == "number" and procedure == "change":
                fields[name] = None
            else:
                fields[name] = _PLAIN[name]
        fields |= {"type": act, "on": day}
        return Event(**fields)

    def _materials(self, procedure: str) -> tuple[str, ...]:
        rows = self.guideline.materials
        return tuple(row.material for row in rows if row.procedure == procedure)

    def by_row(self, row: Transition, day: date, items: tuple[Any, ...] = ()) -> Iterator[Event]:
        """The events by which a row may be taken: one for each pair of roles that it allows.

        Arguments:
            row: the transition.
            day: the day of the event.
            items: what a finding names as wrong; an event that rectifies problems rectifies these.
        """
        if row.question is not None:
            said: dict[str, Any] = {"type": "determination", "on": day, "question": row.question}
            if row.procedure != "filing":
                said["procedure"] = row.procedure
            for answer in (row.answer,) if row.answer else answers_to(row.question):
                yield Event(**said, answer=answer)
            return
        procedure = row.procedure if "procedure" in FIELDS[row.event] else "filing"
        for by in self._at(row.by, "by", row.event):
            for to in self._at(row.dest, "to", row.event):
                event = self.event(row.event, day, procedure, by, to)
                yield (
                    evolve(event, problems=items)
                    if row.event == "rectification_completed"
                    else event
                )

    def righted(self, event: Event, items: tuple[str, ...], hop: str | None) -> Iterator[Event]:
        """The same act as it would have been right: to the right addressee, with all that was lacking.

        Arguments:
            event: the act as it stands in the log.
            items: what a finding names as lacking.
            hop: with whom the sponsor files; None where the route is not known.
        """
        changes: dict[str, Any] = {}
        if event.materials is not None:
            procedure = event.procedure or "deregistration"
            lacking = (*self._materials(procedure), *items)
            changes["materials"] = tuple(dict.fromkeys((*event.materials, *lacking)))
        if event.missing is not None:
            changes["missing"] = tuple(dict.fromkeys((*event.missing, *items)))
        for name in PLAIN:
            # A place that is named among the right ones is right.
            if name in FIELDS[event.type] and not (
                name == "position" and event.position != "other"
            ):
                changes[name] = _PLAIN[name]
        if event.materials is not None and hop is not None:
            yield from self._changed(event, {"by": "sponsor", "to": hop})
        yield from self._changed(event, changes)

    @staticmethod
    def _changed(event: Event, changes: dict[str, Any]) -> Iterator[Event]:
        made = evolve(event, **changes) if changes else event
        if made != event:
            yield made

    def _at(self, positions: tuple[str, ...], name: str, kind: str) -> list[str | None]:
        if name not in FIELDS[kind]:
            return [None]
        wanted = positions or tuple(self.roles)
        roles = (role for position in wanted for role in self.roles.get(position, ()))
        return list(dict.fromkeys(roles)) or [None]
