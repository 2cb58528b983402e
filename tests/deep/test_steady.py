"""Many assessments of random cases under random guidelines: memory stays, and no call stands out."""

from __future__ import annotations

import gc
import random
import statistics
import time
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
_MORE = 20
"""Megabytes by which the process may grow in the second half."""
_TRIES = 6
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
def test_memory_stays_and_no_call_takes_five_times_as_long_as_most() -> None:
    for log, day in _asked(2_000):  # what is compiled and learnt of the rows is learnt once
        _took(log, day)
    took, held = list[int](), list[float]()
    slow: list[tuple[LegalLog, date]] = []
    median = 0.0
    for number, (log, day) in enumerate(_asked(_MANY), 1):
        took.append(_took(log, day))
        if number % (_MANY // 20) == 0:
            median = statistics.median(took)
            held.append(_megabytes())
        if median and took[-1] > _TIMES * median:
            slow.append((log, day))
    assert held[-1] - held[len(held) // 2] < _MORE, held
    # A situation that no log had come to before is worked out from the rows: few calls, and each only once.
    assert len(slow) < _MANY // 200, len(slow)
    again = [min(_took(log, day) for _ in range(_TRIES)) / median for log, day in slow]
    assert max(again, default=0) < _TIMES, sorted(again)[-10:]
