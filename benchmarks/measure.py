"""How things are timed side by side: round by round in turn, so that a busy machine slows all of them alike.

In each round every way answers the question for a moment, one after the other; what is compared is the ratio
within a round. Given are medians and the middle half of the rounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Agreement", "Both", "Question", "Spread", "Timing", "Way", "agreement", "side_by_side"]


@frozen
class Both:
    """A sentence in both languages."""

    zh: str
    en: str


@frozen(kw_only=True)
class Agreement:
    """How far the answers of a way are ours.

    Attributes:
        asked: how many were asked for.
        refused: how many it gave no answer to.
        other: how many it answered otherwise than we.
        example: one of those, as "question: ours, theirs"; empty where there is none.
        where: the years (or other groups) in which it differs.
    """

    asked: int
    refused: int
    other: int
    example: str = ""
    where: tuple[str, ...] = ()


@frozen(kw_only=True)
class Way:
    """One way to answer a question.

    Attributes:
        name: the library, with what is used of it.
        call: does the work once.
        size: how many answers that gives; times are for each.
        agreement: how far they are ours, where there is something to compare.
        remark: what the reader must know before comparing.
        limit: no rival, but what the machine allows.
    """

    name: str
    call: Callable[[], object]
    size: int = 1
    agreement: Agreement | None = None
    remark: Both | None = None
    limit: bool = False


@frozen(kw_only=True)
class Question:
    """One question, and the ways to answer it, ours first.

    Attributes:
        key: short name, for the command line.
        title: what is asked.
        about: how it is asked, and what cannot be said.
        unit: what one time is for.
        ways: ours first; the ratios are to it.
        left_out: library → why it is not there.
        rounds: how often, where the usual number would take too long.
    """

    key: str
    title: Both
    about: Both
    unit: Both
    ways: tuple[Way, ...] = field(converter=tuple)
    left_out: tuple[tuple[str, str], ...] = ()
    rounds: int | None = None


@frozen
class Spread:
    """The median and the middle half of a series."""

    low: float
    mid: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of at least one value.

        >>> Spread.of([5.0, 1.0, 2.0, 3.0, 4.0])
        Spread(low=2.0, mid=3.0, high=4.0)
        """
        if len(values) == 1:
            return cls(values[0], values[0], values[0])
        low, _, high = quantiles(values, n=4, method="inclusive")
        return cls(low, median(values), high)


@frozen(kw_only=True)
class Timing:
    """What a way took.

    Attributes:
        way: which.
        seconds: for each answer.
        ratio: to the first way, round by round.
    """

    way: Way
    seconds: Spread
    ratio: Spread


def agreement(
    asked: Iterable[object],
    ours: Callable[[object], object],
    theirs: Callable[[object], object],
    group: Callable[[object], str] = str,
) -> Agreement:
    """Ask both the same, and count; an exception of theirs is a refusal.

    >>> agreement([1, 2, 3], lambda n: n, lambda n: 12 // (6 - n) and n or 0).other
    0
    """
    count = refused = other = 0
    example, where = "", []
    for one in asked:
        count += 1
        mine = ours(one)
        try:
            found = theirs(one)
        except Exception:  # noqa: BLE001 - whatever it raises, it gives no answer
            refused += 1
            continue
        if found != mine:
            other += 1
            example = example or f"{one}: {mine}, {found}"
            where.append(group(one))
    return Agreement(
        asked=count,
        refused=refused,
        other=other,
        example=example,
        where=tuple(dict.fromkeys(where)),
    )


def side_by_side(
    ways: Sequence[Way],
    *,
    rounds: int = 21,
    moment: float = 0.01,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[Timing, ...]:
    """Time the ways in turn.

    Arguments:
        ways: the first is the one that the others are compared with.
        rounds: how often each has its turn.
        moment: about how many seconds a turn takes; what takes longer is called once.
        clock: seconds.
    """
    times = [_times(way, moment, clock) for way in ways]
    taken: list[list[float]] = [[] for _ in ways]
    for turn in range(rounds):
        # Every other round backwards: none is always the one after a heavy neighbour.
        order = range(len(ways)) if turn % 2 == 0 else range(len(ways) - 1, -1, -1)
        for at in order:
            taken[at].append(_seconds(ways[at], times[at], clock))
    return tuple(
        Timing(
            way=way,
            seconds=Spread.of(took),
            ratio=Spread.of([one / first for one, first in zip(took, taken[0], strict=True)]),
        )
        for way, took in zip(ways, taken, strict=True)
    )


def _seconds(way: Way, times: int, clock: Callable[[], float]) -> float:
    call = way.call
    begin = clock()
    for _ in range(times):
        call()
    return (clock() - begin) / (times * way.size)


def _times(way: Way, moment: float, clock: Callable[[], float]) -> int:
    """How many calls fill a moment; the first call, which loads and fills tables, is not counted."""
    way.call()
    once = max(_seconds(way, 1, clock) * way.size, 1e-9)
    return max(1, round(moment / once))
