"""Days whose events are not legal in the order of the contract's table, in many cases at once.

The order is looked for where it always is (:mod:`gaf_rules.evaluate.ordering`), in one case for all that
have come to the day in the same way: after the same events in the same order, as far as events bear on
steps, none of which was decided by days or parties. Where these decide on the day itself, its cases are
assessed by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.counted import day_of
from gaf_rules.auditing.masks import is_apart
from gaf_rules.auditing.reading import SHAPE
from gaf_rules.evaluate.fold import _tables, left_of
from gaf_rules.evaluate.replay import replay
from gaf_rules.program.bearing import bearing_of

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.part import Ground
    from gaf_rules.auditing.walk import Course, Walk

    Order = tuple[int, tuple[int, ...]]

__all__ = ["Finder", "Orders"]


class Orders:
    """Of each kind the days that are taken in another order: offset among its events, and the order."""

    def __init__(self, of_kinds: list[tuple[Order, ...]]) -> None:
        self.of_kinds = of_kinds

    def apply(self, course: Course) -> None:
        """Put the events of a course in these orders."""
        groups: dict[Order, list[int]] = {}
        for kind, orders in enumerate(self.of_kinds):
            for one in orders:
                groups.setdefault(one, []).append(kind)
        for (offset, order), kinds in groups.items():
            course.put(np.array(kinds), offset, order)


class Finder:
    """Finds the orders of days, each once for all cases that have come to it in the same way.

    Arguments:
        ground: the cases.
        readings: field → option.
    """

    def __init__(self, ground: Ground, readings: dict[str, str]) -> None:
        self.ground = ground
        self.readings = readings
        self.known: dict[Any, tuple[int, ...] | None] = {}
        events = ground.maker.events
        names = {*SHAPE, *dict(bearing_of(ground.machine.guideline).fields)}
        numbers: dict[Any, int] = {}
        words = (
            tuple((name, value) for name, value in parts.items() if name in names)
            for parts in events.parts
        )
        self.bearing = np.array([numbers.setdefault(said, len(numbers)) for said in words])
        self._decided: dict[tuple[str, int], bool] = {}

    def more(self, walk: Walk, orders: Orders) -> tuple[Ints, Orders]:
        """The kinds that ran aground on a day of which the order is found now, with all their orders."""
        found, of_kinds = [], []
        kinds = np.flatnonzero(walk.stuck & ~walk.apart)
        days = zip(
            *(edges.tolist() for edges in walk.course.day(walk.course.next[kinds])), strict=True
        )
        for kind, day in zip(kinds.tolist(), days, strict=True):
            order = self._order(walk, kind, *day)
            if order is not None and order not in orders.of_kinds[kind]:
                found.append(kind)
                of_kinds.append((*orders.of_kinds[kind], order))
        return np.array(found, np.int64), Orders(of_kinds)

    def _order(self, walk: Walk, kind: int, begin: int, end: int) -> Order | None:
        """The order of a day of a kind, by where it begins and ends in the course."""
        course, log = walk.course, self.ground.log
        first = int(course.first[kind])
        if end - begin == 1 or (course.signs[begin:end] < 0).any():
            return None
        tier = walk.states.signs.tiers[int(course.signs[begin])]
        if self._may_part(walk, kind, tier, course.signs[begin:end].tolist()):
            return None
        # How the events before were taken says where the day began, on whatever days they were.
        key = tier, end - begin, self.bearing[log.codes[course.place[first:end]]].tobytes()
        if key not in self.known:
            self.known[key] = self._found(int(walk.part.models[kind]), begin - first, end - begin)
        order = self.known[key]
        return None if order is None else (begin - first, order)

    def _may_part(self, walk: Walk, kind: int, tier: str, signs: list[int]) -> bool:
        """Whether days or parties may decide on the day which steps are legal."""
        if walk.states.lapsing[walk.dawned[kind]]:
            return True
        return any(self._is_decided(walk, tier, sign) for sign in signs)

    def _is_decided(self, walk: Walk, tier: str, number: int) -> bool:
        key = tier, number
        if key not in self._decided:
            machine, sign = self.ground.machine, walk.states.signs.values[number]
            suits = _tables(machine, tier).suits
            self._decided[key] = any(
                step.within is not None
                or is_apart(left_of(step.row.when, {}, tier, sign))
                or (procedure, step.row.to) in machine.lapsing
                for procedure in machine.procedures_of(sign)
                for step in machine.steps.get((procedure, sign.name), ())
                if suits(step.row, sign)
            )
        return self._decided[key]

    def _found(self, case: int, offset: int, size: int) -> tuple[int, ...] | None:
        """The order of a day of one case."""
        ground = self.ground
        made = ground.maker.plain(case)
        if made is None:
            return None
        first = int(ground.log.starts[case]) + offset
        day: Any = day_of(int(ground.log.days[first]))
        log = replay(made, day, ground.machine, self.readings, ground.calendar, lenient=True)
        if log.refused is not None:
            return None
        places = ground.maker.in_table_order(case)
        return tuple(places[entry.index] - first for entry in log.order[-size:])
