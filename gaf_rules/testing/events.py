"""Events that a row of a transition table may allow, what the row does not ask for drawn at random."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.language.conditions import ALWAYS
from gaf_rules.language.vocabulary import GROUNDS, MATERIALS, PROBLEMS, answers_to
from gaf_rules.log.case import supplied_role
from gaf_rules.log.events import FIELDS, Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import Transition

__all__ = ["EventMaker", "posted_after_receipt"]

_SILENT = 0.25
_FORWARD = {"by": "by", "to": "dest"}
_OPTIONS: dict[str, tuple[Any, ...]] = {
    "problems": ((), (), PROBLEMS[:1], PROBLEMS[:3], (PROBLEMS[4],)),
    "missing": (MATERIALS[:1], MATERIALS[5:7], MATERIALS[3:4], ("change_form",)),
    "grounds": (GROUNDS[:1], GROUNDS[1:], GROUNDS[2:]),
    "reason": ("情况复杂",),
    "number": (None, "琼-1"),
    "position": ("login_bottom_center", "home_bottom_center", "other"),
    "functional_rectification": (True, False, None),
    "major": (True, True, False, None),
    "lawful": (True, False, None),
    "leaked": (True, False, None),
}


def posted_after_receipt(event: Event, before: Iterable[Event]) -> Event:
    """The event, its day of posting moved between the last step of the feedback and its arrival."""
    if event.posted_on is None:
        return event
    told = [each.on for each in before if each.type.startswith("feedback_")]
    posted = min(max([event.posted_on, *told]), event.on)
    return event if posted == event.posted_on else evolve(event, posted_on=posted)


class EventMaker:
    """Makes events for sponsors of one tier.

    Arguments:
        dice: what everything is drawn from.
        guideline: whose rows they are made for.
        tier: the tier of the sponsor.

    Attributes:
        at: position on the route → the roles that stand there.
    """

    def __init__(self, dice: Random, guideline: Guideline, tier: str) -> None:
        self.dice = dice
        self.tier = tier
        self.at: dict[str, list[str]] = {}
        places = next(row.places for row in guideline.tiers if row.tier == tier)
        for role, positions in places.items():
            for position in positions:
                self.at.setdefault(position, []).append(role)
        self._anybody = [*guideline.way_up[-2:-1]] or [*places]
        self._full = tuple(
            row.material
            for row in guideline.materials
            if row.procedure == "filing" and row.when == ALWAYS and not row.separate
        )

    def event(self, row: Transition, day: date) -> Event:
        """One event for a row; ``by`` and ``to`` are left out now and then, where only one role fits."""
        dice, kind = self.dice, row.event
        if row.question is not None:
            answer = row.answer or dice.choice(answers_to(row.question))
            # A procedure that is not named is the first that asks.
            named: Any = None if dice.random() < _SILENT else row.procedure
            return Event(type=kind, on=day, question=row.question, answer=answer, procedure=named)
        fields: dict[str, Any] = {}
        for name in FIELDS[kind]:
            positions = getattr(row, _FORWARD[name]) if name in _FORWARD else ()
            roles = [role for place in positions for role in self.at.get(place, ())]
            if name == "procedure":
                fields[name] = row.procedure
            elif name in _FORWARD:
                fields[name] = dice.choice(roles or self._anybody)
            else:
                fields[name] = self._value(name, kind, day)
        if kind == "filing_number_issued" and row.procedure == "filing":
            fields["number"] = "琼-1"
        return self._silent(Event(type=kind, on=day, **fields))

    def _silent(self, made: Event) -> Event:
        for name in ("by", "to"):
            role = getattr(made, name)
            if role is not None and self.dice.random() < _SILENT:
                bare = evolve(made, by=None) if name == "by" else evolve(made, to=None)
                made = bare if supplied_role(bare, name, self.tier) == role else made
        return made

    def _value(self, name: str, kind: str, day: date) -> Any:
        if name == "materials":
            return self._materials(kind)
        if name in {"posted_on", "expected_on", "change_on"}:
            return self._day(name, day)
        return self.dice.choice(_OPTIONS.get(name, (True, False)))

    def _materials(self, kind: str) -> tuple[str, ...]:
        if kind == "deregistration_reported":
            return self.dice.choice((("deregistration_form",), ()))
        full = self._full
        lacking = self.dice.choice(full or (None,))
        return self.dice.choice(
            (full, full, (*full, "grassroots_statement"), (*full, "other_requested"))
            + (full[:4], tuple(item for item in full if item != lacking), ("change_explanation",))
            + (("change_form", "change_explanation"),) * 2
        )

    def _day(self, name: str, day: date) -> date | None:
        if name == "change_on":
            return day + timedelta(days=self.dice.choice((-3, 0, 9, 15, 16, 30, 60)))
        if name == "expected_on":
            return self.dice.choice((None, day + timedelta(days=self.dice.randrange(1, 60))))
        return self.dice.choice((None, None, day - timedelta(days=self.dice.randrange(1, 25))))
