"""What both kinds of goals ask of a case: what an event would bring about, and how to refuse an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from gaf_rules.ask.needs.acts import Acts
from gaf_rules.ask.needs.log import GRAVE, Held, OpenLog, about
from gaf_rules.ask.needs.standing import LogStanding
from gaf_rules.ask.needs.value import Impossible
from gaf_rules.evaluate.checks import contradictions
from gaf_rules.evaluate.outline import Outline, World, outline
from gaf_rules.language.readings import Readings
from gaf_rules.messages.said import Said, said
from gaf_rules.values.errors import IllegalEventError
from gaf_rules.values.lazy import Lazy

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.log.events import Event

__all__ = ["ENDS", "MENDABLE", "Search", "impossible"]

ENDS = frozenset({"application_withdrawn", "filing_refused", "filing_revoked"})
"""Outcomes that the text does not know: nobody is told to bring them about, unless asked for them."""
MENDABLE = GRAVE | {"defect"}
"""What an act had better not bring about where another one before it avoids that."""


@frozen
class Search:
    """One case on one day, and what it would be otherwise; nothing is ever taken in ``standing``."""

    world: World
    readings: Readings
    core: Outline = field(init=False)
    acts: Acts = field(init=False)
    log: OpenLog = field(init=False)
    _standing: Lazy[LogStanding] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "core", outline(self.world, self.readings))
        object.__setattr__(self, "acts", Acts(self.world, self.readings))
        object.__setattr__(self, "log", OpenLog(self.world, self.readings))
        standing = Lazy(lambda: LogStanding(self.world, self.readings, self.core))
        object.__setattr__(self, "_standing", standing)

    @property
    def as_of(self) -> date:
        """The day."""
        return self.world.as_of

    @property
    def standing(self) -> LogStanding:
        """Where the log stands."""
        return self._standing.value()

    @property
    def events(self) -> tuple[Event, ...]:
        """What has happened."""
        return self.world.case.events

    def would_be(self, *events: Event) -> Outline | None:
        """The case with further events on its day; None where they are not legal."""
        return self.instead((*self.events, *events), self.as_of)

    def instead(self, events: tuple[Event, ...], as_of: date) -> Outline | None:
        """The case with another log on a day; None where it is not legal."""
        if any(contradictions(events)):
            return None
        try:
            return self.log.instead(events, as_of)
        except IllegalEventError:
            return None

    def brought(self, after: Outline, severities: frozenset[str] = GRAVE) -> Held:
        """What is held against somebody then and is not now."""
        return about(after, severities) - about(self.core, severities)

    # -- words ---------------------------------------------------------------------------------------
    def stage(self, procedure: str) -> str:
        """The stage that a procedure has reached."""
        states = self.world.machine.states
        return str(states[procedure, self.core.log.state[procedure]].stage)

    def stage_words(self, procedure: str, stage: str | None = None) -> Said:
        """A stage in words; by default the one that the procedure has reached."""
        guideline, stage = self.world.machine.guideline, stage or self.stage(procedure)
        return (
            guideline.stage_label(procedure, stage, "zh"),
            guideline.stage_label(procedure, stage, "en"),
        )


def impossible(
    key: str, *, kind: str = "no_need", clause: str = "", is_reached: bool = False, **facts: Any
) -> Impossible:
    """That no act is needed or to be found, in the words of the tables."""
    zh, en = said(kind, key, clause=clause, **facts)
    return Impossible(clause=clause, zh=zh, en=en, is_reached=is_reached)
