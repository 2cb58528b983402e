"""Advice followed to the letter: each next action done on its last day, in the order given."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

import gaf_rules as gaf
from gaf_rules.ask.needs.acts import Acts
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.language.vocabulary import PROBLEMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worlds import World

    from gaf_rules.answers.assessment import NextAction

__all__ = ["Follower", "held"]

_GRAVE = frozenset({"breach", "consequence"})
_DAY = timedelta(days=1)
# To whom the acts go that are sent to somebody, where no duty says so.
_ON = {"application_forwarded": "provincial_cac"}
_HANDED_IN = frozenset({"application_submitted", "supplement_submitted", "deregistration_reported"})


def held(found: gaf.Assessment) -> frozenset[tuple[str, str, int]]:
    """What is held against somebody: overdue that becomes late is the same breach."""
    return frozenset(
        (f.clause, f.procedure, f.round) for f in found.findings if f.severity in _GRAVE
    )


class Follower:
    """Does what the assessment of a world advises, and nothing else.

    Arguments:
        world: the world.
        wait: how many days after the day of assessment what has no day, or whose day is over, is done at the
            earliest: today what has happened today may come before it or after.

    Attributes:
        world: the world, without what happens after its day.
        found: its assessment.
        log: the events so far, those of the advice among them.
        done: the actions that were done.
        days: the day of assessment, then that of each act done.
    """

    def __init__(self, world: World, wait: int = 0) -> None:
        self.world = world.until_now()
        self.wait = wait * _DAY
        self.found = self.world.assess()
        self.log = self.world.case.events
        self.days = [self.world.as_of]
        self.done: list[NextAction] = []
        given = world_of(self.world.case, self.world.as_of, None, None)
        self._acts = Acts(given, self.world.readings)

    @classmethod
    def at_best(cls, world: World) -> tuple[Follower, list[str]]:
        """One who does it today or, if that goes wrong, from tomorrow on; and what went wrong even so."""
        for wait in (0, 1):
            made = cls(world, wait)
            wrong = [*made.follow(), *made.brought()]
            if not wrong:
                break
        return made, wrong

    def follow(self) -> Iterator[str]:
        """Does all of it; what could not be done although it was still advised."""
        for action in self.found.next_actions:
            if any(self._takes(self._event(action, day), day) for day in self._days(action)):
                self.done.append(action)
            elif self._is_advised(action):
                yield f"{action.clause} {action.act} ({action.procedure}) is not legal"

    def brought(self) -> Iterator[str]:
        """What is held against somebody on one of the days that was not before."""
        before = held(self.found)
        for day in sorted(set(self.days)):
            yield from (f"{day} {found}" for found in sorted(held(self.assess(day)) - before))

    def assess(self, day: date) -> gaf.Assessment:
        """The log so far on a day."""
        return self.world.assess(case=evolve(self.world.case, events=self.log), as_of=day)

    def _days(self, action: NextAction) -> list[date]:
        """The last day; without one, or once it is over, the next day on which it is possible."""
        today = self.world.as_of
        if action.not_after is not None and action.not_after >= today:
            return [action.not_after]
        return sorted({today + self.wait, *self.days[1:]})

    def _takes(self, event: gaf.Event, day: date) -> bool:
        """Puts an event into the log, if it is legal there."""
        before, self.log = self.log, (*self.log, event)
        try:
            self.assess(max(*self.days, day))
        except gaf.IllegalEventError:
            self.log = before
            return False
        self.days.append(day)
        return True

    def _is_advised(self, action: NextAction) -> bool:
        """Whether it still is on the last day reached: what has been done may have put an end to it."""
        now = self.assess(max(self.days)).next_actions
        return (action.act, action.clause, action.procedure) in {
            (each.act, each.clause, each.procedure) for each in now
        }

    def _event(self, action: NextAction, day: date) -> gaf.Event:
        """The act, everything about it in order."""
        duties = self.found.duties
        same = (
            d.to
            for d in duties
            if (d.clause, d.act, d.procedure) == (action.clause, action.act, action.procedure)
        )
        to = next(same, _ON.get(action.act))
        if to is None and action.act in _HANDED_IN:
            to = self.found.route[1] if self.found.route else "provincial_cac"
        made = self._acts.event(action.act, day, action.procedure, action.bearer, to)
        return evolve(made, problems=PROBLEMS) if action.act == "rectification_completed" else made
