"""Counting over days of which some are open: the least and the most working days up to each.

A timeline is a run of days, most of them decided, with stretches in which one of several patterns
holds. The stretches do not overlap and their patterns are chosen independently. So the least count
up to a day is the sum of the least counts of the stretches passed, and a date found by the least
(or the most) count is attained by some choice of patterns: the interval is exact, not an estimate.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CountEnd", "CountTimeline", "OpenStretch"]


class CountEnd(NamedTuple):
    """Where a count ends.

    Attributes:
        day: the ordinal of the day that completes it, or None where the timeline ends before.
        missing: how many working days are missing at the end of the timeline; 0 where ``day``
            is given.
    """

    day: int | None
    missing: int


@frozen(kw_only=True, eq=False)
class OpenStretch:
    """Days in which one of several patterns of working days holds.

    Attributes:
        first: the ordinal of its first day.
        counts: for each pattern, how many of its first 0, 1, 2, ... days are worked.
        least, most: the least and the most of these.
    """

    first: int
    counts: tuple[tuple[int, ...], ...]
    least: tuple[int, ...]
    most: tuple[int, ...]

    @classmethod
    def of(cls, first: int, patterns: Iterable[bytes]) -> OpenStretch:
        """A stretch from patterns of equal length, one byte a day, 1 where it is worked."""
        counts = tuple(tuple(accumulate(p, initial=0)) for p in patterns)
        least, most = (tuple(map(end, zip(*counts, strict=True))) for end in (min, max))
        return cls(first=first, counts=counts, least=least, most=most)

    @property
    def end(self) -> int:
        """The ordinal of the first day after it."""
        return self.first + len(self.least) - 1


@frozen(kw_only=True, eq=False)
class CountTimeline:
    """Days from ``first`` on, with the extremes of the running count.

    Attributes:
        first: the ordinal of the first day.
        least, most: the least and the most working days among the first 0, 1, 2, ... days.
        inside: the stretch a day lies in, by ordinal; the last day of a stretch is left out,
            because what follows it no longer depends on the pattern.
    """

    first: int
    least: tuple[int, ...]
    most: tuple[int, ...]
    inside: Mapping[int, OpenStretch]

    @classmethod
    def of(cls, first: int, worked: bytes, stretches: Iterable[OpenStretch]) -> CountTimeline:
        """A timeline.

        Arguments:
            first: the ordinal of the first day.
            worked: one byte a day, 1 where it is worked; inside a stretch it does not matter.
            stretches: inside the timeline and not overlapping.

        >>> open_pair = OpenStretch.of(2, [bytes([1, 0]), bytes([0, 1])])
        >>> line = CountTimeline.of(1, bytes([1, 0, 0, 1]), [open_pair])
        >>> line.least, line.most
        ((0, 1, 1, 2, 3), (0, 1, 2, 2, 3))
        >>> [found.day for found in line.nth_after(1, 1)]
        [2, 3]
        """
        gains = [(flag, flag) for flag in worked]
        inside: dict[int, OpenStretch] = {}
        for stretch in stretches:
            at = slice(stretch.first - first, stretch.end - first)
            gains[at] = zip(_gains(stretch.least), _gains(stretch.most), strict=True)
            inside.update(dict.fromkeys(range(stretch.first, stretch.end - 1), stretch))
        return cls(
            first=first,
            least=tuple(accumulate((gain for gain, _ in gains), initial=0)),
            most=tuple(accumulate((gain for _, gain in gains), initial=0)),
            inside=inside,
        )

    @property
    def end(self) -> int:
        """The ordinal of the first day after it."""
        return self.first + len(self.least) - 1

    def nth_after(self, day: int, n: int) -> tuple[CountEnd, CountEnd]:
        """The first and the last day that the ``n``-th working day after ``day`` can be.

        Arguments:
            day: an ordinal, at the earliest the day before the first.
            n: a number of working days, 1 or more.
        """
        stretch = self.inside.get(day)
        if stretch is None:
            index = day + 1 - self.first
            return self._beyond(self.most, index, n), self._beyond(self.least, index, n)
        least, most = _rest(stretch, day - stretch.first)
        # Within the stretch the pattern before and after ``day`` is the same one, so the count
        # from ``day`` on is not the difference of two extremes: it has extremes of its own.
        return (
            self._from_inside(self.most, most, stretch, day, n),
            self._from_inside(self.least, least, stretch, day, n),
        )

    def _from_inside(
        self, counts: tuple[int, ...], rest: tuple[int, ...], stretch: OpenStretch, day: int, n: int
    ) -> CountEnd:
        if n <= rest[-1]:
            return CountEnd(day + 1 + bisect_left(rest, n), 0)
        return self._beyond(counts, stretch.end - self.first, n - rest[-1])

    def _beyond(self, counts: tuple[int, ...], index: int, n: int) -> CountEnd:
        target = counts[index] + n
        if target > counts[-1]:
            return CountEnd(None, target - counts[-1])
        return CountEnd(self.first + bisect_left(counts, target, index) - 1, 0)


def _gains(counts: Iterable[int]) -> list[int]:
    """By how much a running count grows on each day."""
    return [after - before for before, after in pairwise(counts)]


@lru_cache(maxsize=4096)
def _rest(stretch: OpenStretch, offset: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The least and the most working days among the 1, 2, ... days after a day of a stretch."""
    since: dict[int, list[tuple[int, ...]]] = {}
    for counts in stretch.counts:
        since.setdefault(counts[offset + 1], []).append(counts[offset + 2 :])
    least = [
        [v - start for v in map(min, zip(*rows, strict=True))] for start, rows in since.items()
    ]
    most = [[v - start for v in map(max, zip(*rows, strict=True))] for start, rows in since.items()]
    return tuple(map(min, zip(*least, strict=True))), tuple(map(max, zip(*most, strict=True)))
