"""The cases of an audit, and some of them that are judged together.

Cases are judged kind by kind: those of one kind have the same events in the same order, and days have decided
the same on their way, so that what holds of one holds of all, save for the days. What is written down of a
day is therefore its *stamp*, where in the log it is to be read; each case then reads a day of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.ledger import Lexicon
from gaf_rules.auditing.makeup import makeup_of
from gaf_rules.auditing.signs import Signs
from gaf_rules.auditing.stamps import PLACES, SOURCES, place_of, source_of
from gaf_rules.auditing.vocabularies import Vocabulary
from gaf_rules.auditing.walk import States
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from gaf_rules.auditing.cases import Maker
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.log import Log
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.program.program import Program

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
        self.places, self.place = self._named("place", self.counting)
        self.signs = Signs(maker.events, self.tiers)
        self.states = States(machine, self.signs, self.lexicon.of("state"))

    def _named(self, name: str, kind: Any) -> tuple[list[Any], Ints]:
        """What occurs in a column of the cases, each kind once, and which it is for each combination."""
        words = self.parties.get(name)
        combinations = len(self.maker.cases.parts)
        if words is None:
            return [None], np.zeros(combinations, np.int32)
        kinds = [kind(value) for value in words.values]
        values = list(dict.fromkeys(kinds))
        table = np.array([values.index(one) for one in kinds], np.int32)
        return values, table[words.of_combinations(np.arange(combinations))]

    def counting(self, place: Any) -> Any:
        """A place, if it has regional days of its own."""
        try:
            counts = place is None or any(o.bears_on(str(place)) for o in self.calendar.overlays)
        except (
            CaseError
        ):  # no place at all: its cases are read strictly, for the words of the error
            return None
        return place if counts else None


def _vocabularies(coded: Any) -> dict[str, Vocabulary]:
    return {name: Vocabulary(column, coded.codes) for name, column in coded.columns.items()}


class Part:
    """Some cases, judged together under one set of readings.

    Arguments:
        ground: what they have in common with all others.
        members: the cases, as places in the log.
        readings: field → option.
        given: days that no event states, for each case of the log, by number.

    Attributes:
        parties: of each member the combination of words of its row in the table of cases.
        states_of: by procedure the state of each, once the log has been read.
        judged: by name the tiers, places and ways up that occur, and for each member which.
    """

    def __init__(
        self, ground: Ground, members: Ints, readings: dict[str, str], given: list[Ints]
    ) -> None:
        self.ground = ground
        self.members = members
        self.readings = readings
        self.given = given
        self.starts = ground.log.starts.take(members)
        self.parties = ground.maker.cases.codes.take(members)
        self.judged: dict[str, tuple[list[Any], Ints]] = {
            "tier": (ground.tiers, ground.tier.take(self.parties)),
            "place": (ground.places, ground.place.take(self.parties)),
        }
        self.states_of: dict[str, Ints] = {}

    def days(self, stamps: Ints, members: Ints) -> Ints:
        """The days that stamps stand for, in these members; MISSING where there is none."""
        log, starts = self.ground.log, self.starts
        if not len(stamps) or (int(stamps.min()) >= 0 and int(stamps.max()) < 1 << PLACES):
            plain: Ints = log.days.take(starts.take(members) + stamps)
            return plain
        days = np.full(len(stamps), MISSING, np.int32)
        sources = source_of(stamps)
        for number in range(int(sources.max(initial=-1)) + 1):
            some = np.flatnonzero(sources == number)
            if not some.size:
                continue
            if number >= len(SOURCES):
                days[some] = self.given[number - len(SOURCES)].take(
                    self.members.take(members[some])
                )
                continue
            places = starts[members[some]] + place_of(stamps[some])
            name = SOURCES[number]
            days[some] = log.days[places] if name == "on" else log.field(name, places)
        return days
