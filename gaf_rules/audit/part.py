"""The cases of an audit, and those of them that are judged together at one time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.audit.ledger import Lexicon
from gaf_rules.audit.makeup import makeup_of
from gaf_rules.audit.signs import Signs
from gaf_rules.audit.vocabularies import Vocabulary
from gaf_rules.audit.walk import States

if TYPE_CHECKING:
    from gaf_rules.audit.cases import Maker
    from gaf_rules.audit.counted import Ints
    from gaf_rules.audit.log import Log
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.program import Program

__all__ = ["Ground", "Part"]


class Ground:
    """What does not change from one part to the next, nor from one set of readings to another.

    Arguments:
        machine, calendar, today: arguments of an assessment; the day as a number.
        maker, log: the cases.

    Attributes:
        words, parties: the vocabularies of the columns of events and of cases.
        lexicon: those of the facts.
        steps: the steps that count once, a number each.
        tiers, places: what occurs; ``tier`` and ``place`` say for each case which. Of places only those
            with regional days of their own are told apart.
    """

    def __init__(
        self, machine: Program, calendar: WorkingCalendar, today: int, *, maker: Maker, log: Log
    ) -> None:
        self.machine = machine
        self.calendar = calendar
        self.today = today
        self.maker = maker
        self.log = log
        self.makeup = makeup_of(machine.guideline)
        self.lexicon = Lexicon()
        self.steps: dict[Any, int] = {}
        self.words = _vocabularies(maker.events)
        self.parties = _vocabularies(maker.cases)
        self.tiers, self.tier = self._named("tier", lambda value: value)
        self.places, self.place = self._named("place", self._counting)
        self.signs = Signs(maker.events, self.tiers)
        self.states = States(machine, self.signs, self.lexicon.of("state"))

    def _named(self, name: str, kind: Any) -> tuple[list[Any], Ints]:
        """What occurs in a column of the cases, each kind once, and which it is for each case."""
        words = self.parties.get(name)
        if words is None:
            return [None], np.zeros(len(self.log.starts), np.int32)
        kinds = [kind(value) for value in words.values]
        values = list(dict.fromkeys(kinds))
        table = np.array([values.index(one) for one in kinds], np.int32)
        return values, table[words.coded]

    def _counting(self, place: Any) -> Any:
        """A place, if it has regional days of its own."""
        if place is None or any(o.bears_on(str(place)) for o in self.calendar.overlays):
            return place
        return None


def _vocabularies(coded: Any) -> dict[str, Vocabulary]:
    return {
        name: Vocabulary(column) for name, column in zip(coded.names, coded.columns, strict=True)
    }


class Part:
    """Some cases, judged together under one set of readings.

    Arguments:
        ground: what they have in common with all others.
        cases: their places in the log.
        readings: field → option.

    Attributes:
        states_of: by procedure the state of each case, once the log has been read.
        judged: by name the tiers, places and ways up that occur, and for each case which.
    """

    def __init__(self, ground: Ground, cases: Ints, readings: dict[str, str]) -> None:
        self.ground = ground
        self.cases = cases
        self.readings = readings
        self.judged: dict[str, tuple[list[Any], Ints]] = {
            "tier": (ground.tiers, ground.tier[cases]),
            "place": (ground.places, ground.place[cases]),
        }
        self.states_of: dict[str, Ints] = {}
