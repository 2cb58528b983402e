"""Many assessments of random cases under random guidelines: no call stands out, and nothing piles up."""

from __future__ import annotations

import gc
import random
import statistics
import time
from array import array
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from second_province import PROVINCE
from worlds import world

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from gaf_rules.testing.logs import LegalLog

_MANY = 100_000
_CLAUSES = ("2.4.2a", "2.4.3a", "2.4.4c", "2.5.1b", "2.6.1b")
_TIMES = 5
"""So many times the median no call takes once what it rests on has been met, up to logs of thirty events."""
_FIRST = 8
"""Beyond so many times the median are only calls that meet something for the first time."""
_MORE = 8
"""Megabytes by which the process may grow when all is asked once more."""
_TRIES = 20
"""How often a call that seemed long is asked again: what else the machine does is no part of it."""


def _guidelines() -> tuple[gaf.Guideline, ...]:
    """Those that there are, and some with other numbers of days; as many as are kept compiled."""

    def other(seed: int) -> gaf.Guideline:
        dice = random.Random(seed)  # noqa: S311 - test cases, no secret
        days = {clause: {"n": dice.randint(1, 60)} for clause in dice.sample(_CLAUSES, 3)}
        return dice.choice((gaf.HAINAN, PROVINCE)).amend(days)

    return gaf.HAINAN, ALGORITHMS, PROVINCE, *map(other, range(5))


def _asked(count: int) -> Iterator[tuple[LegalLog, date]]:
    """So many assessments to make: each random log on many of its days."""
    guidelines, made = _guidelines(), 0
    for seed in range(count):
        log = world(seed, guideline=guidelines[seed % len(guidelines)])
        near = {event.on for event in log.case.events} | {log.as_of}
        for day in sorted({on + timedelta(days=gap) for on in near for gap in (0, 12, 33)}):
            yield log, day
            made += 1
            if made == count:
                return


def _took(log: LegalLog, day: date) -> int:
    """The processor time of one assessment, in nanoseconds."""
    start = time.thread_time_ns()
    gaf.assess(log.case, as_of=day, readings=log.readings, guideline=log.guideline)
    return time.thread_time_ns() - start


def _megabytes() -> float:
    """What the process holds."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 1e6


@pytest.mark.deep
def test_no_call_stands_out_and_what_has_been_asked_takes_no_more_memory() -> None:
    for log, day in _asked(2_000):  # what is compiled and learnt of the rows is learnt once
        _took(log, day)
    took, median, first = array("q"), 0.0, 0
    slow: list[tuple[LegalLog, date]] = []
    for number, (log, day) in enumerate(_asked(_MANY), 1):
        took.append(_took(log, day))
        if number % (_MANY // 20) == 0:
            median = statistics.median(took)
        if median and took[-1] > _TIMES * median:
            slow.append((log, day))
            first += took[-1] > _FIRST * median
    # A year past the notices, a function that is written from rows: few calls, and each only once.
    assert first < _MANY // 500, first
    again = [min(_took(log, day) for _ in range(_TRIES)) / median for log, day in slow]
    assert max(again, default=0) < _TIMES, sorted(again)[-10:]
    # What was learnt is kept, up to a bound; asked again, all of it takes no more memory.
    held = _megabytes()
    for log, day in _asked(_MANY):
        _took(log, day)
    assert _megabytes() - held < _MORE
