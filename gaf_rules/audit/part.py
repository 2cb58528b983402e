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
        shares: tier and place, as far as they decide anything; ``share`` is the number for each case.
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
        self.shares, self.share = self._shares()
        tiers = [tier for tier, _ in self.shares]
        self.signs = Signs(maker.events, tiers)
        self.states = States(machine, self.signs, self.lexicon.of("state"))

    def _shares(self) -> tuple[list[tuple[Any, Any]], Ints]:
        """Tier and place, one number a case: places with regional days of their own, all others as one."""
        count = len(self.log.starts)
        tiers, places = (self.parties.get(name) for name in ("tier", "place"))
        made: list[tuple[Any, Any]] = []
        known: dict[tuple[Any, Any], int] = {}
        tier: Ints = np.zeros(count, np.int64) if tiers is None else tiers.coded
        place: Ints = np.zeros(count, np.int64) if places is None else places.coded
        others: list[Any] = []

        def kind(value: Any) -> Any:
            if value is None or any(o.bears_on(str(value)) for o in self.calendar.overlays):
                return value
            others.append(value)
            return others[0]

        pairs, which = np.unique(tier.astype(np.int64) << 32 | place, return_inverse=True)
        table = []
        for pair in pairs.tolist():
            value = None if places is None else places.values[pair & 0xFFFFFFFF]
            named = (None if tiers is None else tiers.values[pair >> 32]), kind(value)
            if named not in known:
                known[named] = len(made)
                made.append(named)
            table.append(known[named])
        return made, np.array(table, np.int64)[which.reshape(-1)] if count else place


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
    """

    def __init__(self, ground: Ground, cases: Ints, readings: dict[str, str]) -> None:
        self.ground = ground
        self.cases = cases
        self.readings = readings
        self.share = ground.share[cases]
        self.states_of: dict[str, Ints] = {}
