"""Where a log stands: which further events would be legal, without reading the log anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.evaluate.fold import Fold
from gaf_rules.language.rows import FIRST_TIER
from gaf_rules.log.entries import Entry

if TYPE_CHECKING:
    from gaf_rules.evaluate.outline import Outline, RawDuty, World
    from gaf_rules.language.readings import Readings
    from gaf_rules.language.rows import Transition
    from gaf_rules.log.events import Event

__all__ = ["LogStanding"]


class LogStanding:
    """A log read to its end, and further events taken one after the other."""

    def __init__(self, world: World, readings: Readings, core: Outline) -> None:
        self.tier = world.case.sponsor.tier
        self.fold = Fold(world.case, world.machine, readings.options(), world.calendar)
        self.taken = 0
        # The receipts that are missing, by procedure, while a period runs from what stands in for them.
        self.missing = {
            (raw.procedure, asks)
            for raw in core.duties
            if raw.met_on is None and (asks := _asked(raw)) is not None
        }
        for entry in core.log.order:
            self.fold.pass_time(entry.on)
            self.take(entry.event)
        self.fold.pass_time(world.as_of)

    def state(self, procedure: str) -> str:
        """The state of a procedure."""
        return self.fold.state[procedure]

    def row(self, event: Event) -> Transition | None:
        """The row by which an event would be legal now; None where there is none."""
        found = self.fold.find(self._entry(event))
        return None if found is None else found.step.row

    def is_spent(self, event: Event) -> bool:
        """Whether such an event has been taken, and can be once only in the present states."""
        return self.fold.has_room(self._entry(event)) and self.row(event) is None

    def stands_in(self, receipt: Event, procedure: str) -> bool:
        """Whether a period runs already that a receipt would have started, from what stands in for that."""
        places = (receipt.by, *self.fold.positions.get(receipt.by or "", ()))
        return any(
            (procedure, f"receipt:{receipt.type}@{place}") in self.missing for place in places
        )

    def leads(self, first: Event, then: Event) -> bool:
        """Whether one event is legal now and another one after it; neither is taken."""
        back = self.fold.mark()
        if not self.fold.take(self._entry(first)):
            return False
        legal = self.row(then) is not None
        back()
        return legal

    def waits_for_first(self, procedure: str) -> bool:
        """Whether it is the move of the first tier."""
        states = self.fold.machine.states
        return states[procedure, self.state(procedure)].bearer == FIRST_TIER

    def take(self, event: Event) -> bool:
        """Takes an event; False, and nothing taken, where it is not legal."""
        legal = self.fold.take(self._entry(event))
        self.taken += legal
        return legal

    def _entry(self, event: Event) -> Entry:
        return Entry(event, self.taken, self.tier)


def _asked(raw: RawDuty) -> str | None:
    """The receipt that is missing for the day on which the period of a duty ends to be certain."""
    if raw.due is None or raw.due.latest is None or raw.trigger is None:
        return None
    return raw.trigger.asks
