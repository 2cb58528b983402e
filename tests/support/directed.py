"""Logs that lead to one row of the transition table: the shortest way to its states, then the row itself."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import evolve
from worlds import _STARTS, World, _setting

import gaf_rules as gaf
from gaf_rules.evaluate.fold import Entry, Fold
from gaf_rules.evaluate.replay import replay
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.program.program import program
from gaf_rules.testing.events import EventMaker, posted_after_receipt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.rows import Transition

__all__ = ["pool", "reach"]

_MACHINE = program(gaf.HAINAN)
_ROWS = gaf.HAINAN.transitions
_STEPS = 40
_TRIES = 16
_SEEDS = 40
_SIDE_STEPS = 5
_HALF = 0.5
_FILED = ("filed", "displayed")
# Where to go for a row that names no state.
_USUAL: dict[str, tuple[str, ...]] = {
    "case": ("not_started",),
    "filing": ("not_started", *_FILED),
    "change": ("not_started", "submitted"),
    "deregistration": ("announced", "offline"),
}


@lru_cache(maxsize=256)
def _distances(procedure: str, goals: tuple[str, ...]) -> dict[str, int]:
    """State → the least number of steps to one of the goals; time is a step where it ends a state."""
    edges = [
        (state, row.to)
        for row in _ROWS
        if row.procedure == procedure and row.to is not None
        for state in row.states
    ] + [(row.state, row.to) for row in gaf.HAINAN.lapses if row.procedure == procedure]
    far = dict.fromkeys(goals, 0)
    for length in range(1, 30):
        for state, after in edges:
            if far.get(after) == length - 1:
                far.setdefault(state, length)
    return far


class _Traveller:
    """A log on its way."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - a test case, no secret
        app, sponsor, readings = _setting(self.dice)
        # Under the defaults some rows can never be met.
        drawn: dict[str, Any] = {
            name: self.dice.choice(READING_OPTIONS[name])
            for name in ("missing_plan", "resubmission_goes_to", "feedback_receipt")
        }
        self.readings = evolve(readings, **drawn)
        self.options = {name: getattr(self.readings, name) for name in READING_OPTIONS}
        self.maker = EventMaker(self.dice, gaf.HAINAN, sponsor.tier)
        self.case = gaf.Case(id=f"directed-{seed}", app=app, sponsor=sponsor)
        self.fold = Fold(self.case, _MACHINE, self.options, gaf.CHINA)
        self.day: date = self.dice.choice(_STARTS)
        self.events: list[gaf.Event] = []

    def rest(self, days: int) -> None:
        """Let time pass."""
        self.day += timedelta(days=days)
        self.fold.pass_time(self.day)

    def take(self, row: Transition) -> bool:
        """Take this very row, if some event of its kind meets it now."""
        for _ in range(_TRIES):
            event = self.maker.event(row, self.day)
            context: Any = self.fold.contexts.get(row.procedure, {})
            last_day = context.get("feedback", {}).get("due_on")
            if row.event == "supplement_submitted" and last_day and self.dice.random() < _HALF:
                event = evolve(event, posted_on=last_day)
            event = posted_after_receipt(event, self.events)
            entry = Entry(event, len(self.events), self.case.sponsor.tier)
            found = self.fold.find(entry)
            if found is not None and found.step.row is row:
                self.fold.take(entry)
                self.events.append(event)
                self.rest(self.dice.choice((1, 1, 2, 3)))
                return True
        return False

    def travel(self, procedure: str, goals: tuple[str, ...]) -> bool:
        """Go to one of the states, by the shortest way that the log allows."""
        far = _distances(procedure, goals)
        for _ in range(_STEPS):
            here = self.fold.state[procedure]
            if here in goals:
                return True
            onward = [
                row
                for row in _ROWS
                if row.procedure == procedure
                and row.to is not None
                and here in row.states
                and far.get(row.to, 99) < far.get(here, 99)
            ]
            self.dice.shuffle(onward)
            if not any(self.take(row) for row in onward):
                # What must be received first, or time, may open the way.
                side = [r for r in _ROWS if r.event == "feedback_received" and here in r.states]
                self.dice.shuffle(side)
                if not any(self.take(row) for row in side):
                    self.rest(30)
        return False

    def prepare(self, row: Transition) -> bool:
        """What comes before: a number before a change or a shutdown, a planned change before its filing."""
        if row.procedure == "filing":
            return True
        if not self.travel("filing", _FILED):
            return False
        planned = (r for r in _ROWS if r.event == "change_planned")
        if row.procedure != "change":
            return True
        return self.dice.random() < _HALF or any(self.take(r) for r in planned)

    def wander(self, row: Transition, goals: tuple[str, ...]) -> bool:
        """Go round: other steps that leave the state as it is, or back through a feedback; never the end."""
        if "reported" in goals and self.dice.random() < _HALF:
            self.travel(row.procedure, ("national_review",))
            self.travel(row.procedure, ("awaiting_supplement",))
            self.travel(row.procedure, goals)
            return False
        side = [r for r in _ROWS if r.procedure == row.procedure and r.to is None and r is not row]
        self.dice.shuffle(side)
        any(self.take(other) for other in side[:6])
        return False

    def world(self) -> World:
        """The world as it stands."""
        case = evolve(self.case, events=tuple(self.events))
        return World(case, self.day, self.readings)


def reach(number: int, seed: int) -> World | None:
    """A world in whose log this row is met; None where this seed does not lead there."""
    row = _ROWS[number]
    made = _Traveller(seed)
    goals = (made.dice.choice(row.states or _USUAL[row.procedure]),)
    if not made.prepare(row) or not made.travel(row.procedure, goals):
        return None
    if not any(made.take(row) or made.wander(row, goals) for _ in range(_SIDE_STEPS)):
        return None
    found = made.world()
    given = (found.case, found.as_of, _MACHINE, made.options, gaf.CHINA)
    # A step of the same day may have been put before it.
    return found if replay(*given, lenient=True).refused is None else None


def pool(each: int) -> Iterator[tuple[int, World]]:
    """For each row so many worlds that meet it, on the day after and some time later."""
    for number in range(len(_ROWS)):
        found = (reach(number, 1000 * number + seed) for seed in range(_SEEDS * each))
        for _, world in zip(range(each), (w for w in found if w is not None), strict=False):
            yield number, world
            yield number, evolve(world, as_of=world.as_of + timedelta(days=45))
