"""What audits learn of a guideline: its situations, the trees of its rows, the numbers of words.

All of it follows from the guideline, the calendar and the readings, whatever cases have shown it; the next
audit under the same of them begins with it. It is lent to one audit at a time and bounded.
"""

from __future__ import annotations

from collections import deque
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gaf_rules.auditing.counted import Tables
from gaf_rules.auditing.decision_tree import DecisionTree
from gaf_rules.auditing.dictionary import Dictionary
from gaf_rules.auditing.fact_types import fact_types_of
from gaf_rules.auditing.rules import Rules
from gaf_rules.auditing.situations import Situations
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.log.case import App, Sponsor
    from gaf_rules.program.program import Program

__all__ = ["Learnt", "Shelf", "shelf_of"]

_MOST = 1 << 15
"""Words, pairs of a situation and a day, and outcomes that are kept beyond an audit."""
_TABLES = 256
PAID = 700
"""Cases that take as long one by one as it takes to learn what they show."""
_IDLE = 2
"""As many as may be lent at a time and are kept afterwards."""


class Learnt:
    """What has been learnt of a guideline under one set of readings.

    Arguments:
        machine, calendar: arguments of an assessment.
        readings: field → option.
        covered: whether the day of assessment is inside the calendar.
        first, last: numbers of the first and the last day whose deadlines are kept in tables.

    Attributes:
        words: the values of facts and columns.
        tiers: a number each, the first for none.
        places: those with regional days of their own; None where there is none.
        trees: of the rows.
    """

    def __init__(
        self,
        machine: Program,
        calendar: WorkingCalendar,
        readings: dict[str, str],
        *,
        covered: bool,
        first: int,
        last: int,
    ) -> None:
        self.machine = machine
        self.calendar = calendar
        self.readings = readings
        self.covered = covered
        self.fact_types = fact_types_of(machine.guideline)
        self.tables = Tables(calendar, first, last)
        self.words = Dictionary()
        self.tiers = (None, *machine.tiers)
        self.places: list[str | None] = [None]
        paths = (None, *(row.path for row in machine.guideline.routes))
        self.ways = {path: number for number, path in enumerate(dict.fromkeys(paths))}
        self.situations = Situations(machine, calendar, readings, self.tables)
        self.rules = Rules(machine, calendar, readings)
        self.trees: dict[Any, DecisionTree] = {}
        self._untaught = 0

    def is_worth(self, cases: int) -> bool:
        """Whether it pays to learn for so many cases, those before them counted that went without."""
        if not self.trees:
            self._untaught += cases
        return bool(self.trees) or self._untaught > PAID

    @property
    def is_small(self) -> bool:
        """Whether it is little enough to be kept."""
        held = self.situations.pairs.count + len(self.words.values)
        held += sum(tree.outcomes for tree in self.trees.values())
        return held < _MOST and self.tables.count < _TABLES

    def tree(self, key: Any, run: Any) -> DecisionTree:
        """The tree of a row."""
        found = self.trees.get(key)
        if found is None:
            found = self.trees[key] = DecisionTree(self.tables, run)
        return found

    def standpoints(self, name: str) -> Any:
        """The tiers, places or ways up by number; None where all cases have the same."""
        if name == "place":
            return self.places if self.calendar.overlays else None
        return self.tiers if name == "tier" else tuple(self.ways)

    def begun(self, parties: tuple[App, Sponsor] | None) -> tuple[int, int, int]:
        """The situation in which cases begin, −1 where there are no parties; number of tier and place."""
        if parties is None:
            return -1, 0, 0
        app, sponsor = parties
        place = self._counting(sponsor.place)
        if place not in self.places:
            self.places.append(place)
        tier = self.tiers.index(sponsor.tier) if sponsor.tier in self.tiers else 0
        return self.situations.start(app, sponsor, place), tier, self.places.index(place)

    def _counting(self, place: Any) -> Any:
        """A place, if it has regional days of its own."""
        try:
            counts = any(o.bears_on(str(place)) for o in self.calendar.overlays)
        except CaseError:
            # No place at all: its cases are read strictly, for the words of the error.
            return None
        return place if place is not None and counts else None


class Shelf:
    """Where what has been learnt stands between two audits."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments
        self._idle: deque[Learnt] = deque(maxlen=_IDLE)

    def take(self) -> Learnt:
        """What has been learnt, for oneself alone; empty if nobody has brought any back."""
        try:
            return self._idle.pop()
        except IndexError:
            machine, calendar, readings, covered, first, last = self._arguments
            return Learnt(
                machine, calendar, dict(readings), covered=covered, first=first, last=last
            )

    def give(self, learnt: Learnt) -> None:
        """Bring it back, to be kept unless it has become too large."""
        if learnt.is_small:
            self._idle.append(learnt)


@lru_cache(maxsize=4)
def shelf_of(
    machine: Program,
    calendar: WorkingCalendar,
    readings: tuple[tuple[str, str], ...],
    covered: bool,  # noqa: FBT001 - one of the values it is found by
    first: int,
    last: int,
) -> Shelf:
    """The shelf of what follows from these arguments."""
    return Shelf(machine, calendar, readings, covered, first, last)
