"""The order in which the events of one day are taken where the order of the contract's table leads nowhere.

The order looked for is the smallest in which every event is legal, as in :mod:`gaf_rules.replay`. It is
looked for in many cases at once: an attempt that runs aground says how far it came, and the next attempt is
the smallest order that differs from it by then.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from attrs import frozen

from gaf_rules.audit.counted import Ints

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.audit.walk import Course, Walk

    _Order = tuple[tuple[int, ...], int]

__all__ = ["NOTHING", "Orders", "settle"]

_LONGEST = 8
"""Events of a day whose order is looked for here; a case with more of them is assessed by itself."""

_ATTEMPTS = 60
"""Attempts after which the cases that are left are assessed one by one."""


@frozen(eq=False)
class Orders:
    """Orders that days are taken in, day by day.

    Attributes:
        cases: the case of each, ascending.
        offsets: the place of the day's first event among the events of its case.
        orders: the order itself, each as the number under which it is known.
        known: the orders by their numbers, each with the place at which it differs from what was tried.
    """

    cases: Ints
    offsets: Ints
    orders: Ints
    known: list[_Order]

    def of(self, cases: Ints) -> Orders:
        """Those of some cases."""
        kept = np.isin(self.cases, cases)
        return Orders(self.cases[kept], self.offsets[kept], self.orders[kept], self.known)

    def apply(self, cases: Ints, course: Course) -> None:
        """Put the events of a course in these orders; ``cases`` are those of the course."""
        by_place = np.argsort(cases)
        mine = by_place[np.searchsorted(cases, self.cases, sorter=by_place)]
        first = course.first[mine] + self.offsets
        for number in np.unique(self.orders).tolist():
            order = np.array(self.known[number][0])
            begins = first[self.orders == number][:, None]
            for column in course.columns:
                column[begins + np.arange(len(order))] = column[begins + order]

    def with_next(self, walk: Walk, cases: Ints, halted: Ints) -> tuple[Orders, Ints]:
        """These orders, of each case that ran aground the next one; and the cases that have none left.

        Arguments:
            walk: the attempt.
            cases: its cases.
            halted: the places of those that ran aground.
        """
        course, counts = walk.course, walk.part.ground.log.counts
        begins, ends = course.day(course.next[halted])
        mine, offsets = cases[halted], begins - (course.ends[halted] - counts[cases[halted]])
        given = self._given(mine, offsets)
        found = np.full(len(halted), -1, np.int64)
        key = _keys(course, course.next[halted], begins, ends) * (len(self.known) + 1) + given + 1
        for one in np.unique(key).tolist():
            some = np.flatnonzero(key == one)
            at = some[0]
            begin, size = int(begins[at]), int(ends[at] - begins[at])
            tried = tuple(course.turn[begin : int(course.next[halted[at]])].tolist())
            found[some] = self._after(tried, int(given[at]), size)
        there = found >= 0
        # An order for the same day stands in the place of the one before.
        again = np.isin(_day(self.cases, self.offsets), _day(mine[there], offsets[there]))
        merged = Orders(
            np.concatenate([self.cases[~again], mine[there]]),
            np.concatenate([self.offsets[~again], offsets[there]]),
            np.concatenate([self.orders[~again], found[there]]),
            self.known,
        )
        return merged, mine[~there]

    def _after(self, tried: tuple[int, ...], given: int, size: int) -> int:
        """The number of the order to be tried next; −1 where there is none."""
        if size > _LONGEST:
            return -1
        order = _next(_reached(tried, None if given < 0 else self.known[given]), size)
        if order is None:
            return -1
        if order not in self.known:
            self.known.append(order)
        return self.known.index(order)

    def _given(self, cases: Ints, offsets: Ints) -> Ints:
        """For each of these days the order that it was taken in; −1 for that of the table."""
        known = dict(
            zip(_day(self.cases, self.offsets).tolist(), self.orders.tolist(), strict=True)
        )
        days = _day(cases, offsets).tolist()
        return np.array([known.get(day, -1) for day in days], np.int64)


def _day(cases: Ints, offsets: Ints) -> Ints:
    key: Ints = cases.astype(np.int64) << 24 | offsets
    return key


def _keys(course: Course, at: Ints, begins: Ints, ends: Ints) -> Ints:
    """One number for how many events a day has and which of them were taken, in which order."""
    key = (ends - begins).astype(np.int64)
    for step in range(_LONGEST):
        taken = begins + step < at
        turn = course.turn[np.minimum(begins + step, len(course.turn) - 1)].astype(np.int64)
        key = key * (_LONGEST + 2) + np.where(taken, np.minimum(turn, _LONGEST) + 1, 0)
    return key


def _reached(tried: tuple[int, ...], given: _Order | None) -> tuple[int, ...]:
    """What an attempt has ruled out: the events it took, or the first that it was to take and could not."""
    if given is None:
        return tried
    order, place = given
    gone = len(tried) <= place or (tried[:place] == order[:place] and tried[place] < order[place])
    return order[: place + 1] if gone else tried


@lru_cache(maxsize=4096)
def _next(tried: tuple[int, ...], count: int) -> _Order | None:
    """The smallest order after all that begin like this, and where it differs; None where there is none.

    >>> _next((0, 1), 3), _next((2,), 3)
    (((0, 2, 1), 1), None)
    """
    for place in range(len(tried) - 1, -1, -1):
        rest = sorted(set(range(count)) - set(tried[:place]))
        larger = [one for one in rest if one > tried[place]]
        if larger:
            rest.remove(larger[0])
            return (*tried[:place], larger[0], *rest), place
    return None


NOTHING = Orders(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.int64), [])


def settle(
    walk: Walk, cases: Ints, orders: Orders, attempt: Callable[[Ints, Orders], Walk]
) -> tuple[Ints, Orders, Ints]:
    """Look for the orders of the days on which a walk ran aground.

    Arguments:
        walk: the walk.
        cases: its cases, ascending.
        orders: those that it took.
        attempt: walks some cases again, their days in other orders.

    Returns:
        The cases for which orders were found, with them; and those for which none were.
    """
    lost, done = [cases[~walk.halted]], []
    halted = np.flatnonzero(walk.halted)
    mine = Orders(orders.cases, orders.offsets, orders.orders, list(orders.known))
    for _ in range(_ATTEMPTS):
        if not halted.size:
            break
        mine, hopeless = mine.with_next(walk, cases, halted)
        lost.append(hopeless)
        cases = np.setdiff1d(cases[halted], hopeless, assume_unique=True)
        if not cases.size:
            halted = cases
            break
        walk = attempt(cases, mine.of(cases))
        lost.append(cases[walk.stuck & ~walk.halted])
        halted = np.flatnonzero(walk.halted)
        done.append(cases[~walk.stuck])
    lost.append(cases[halted])
    settled = np.sort(np.concatenate(done)) if done else cases[:0]
    return settled, mine.of(settled), np.concatenate(lost)
