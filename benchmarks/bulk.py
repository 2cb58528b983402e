"""How fast working days are counted in columns: against a plain copy and numpy's own business days.

Run: python benchmarks/bulk.py
"""

from __future__ import annotations

import statistics
import time
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from gaf_rules import bulk
from gaf_rules.calendar import CHINA

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["main"]

_ROWS = 1_000_000


def _seconds(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and half the distance between the quartiles."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    quarters = statistics.quantiles(took, n=4)
    return statistics.median(took), (quarters[2] - quarters[0]) / 2


def main() -> None:
    """Print one line for each way."""
    dice = np.random.default_rng(1)
    first, last = CHINA.coverage.first, date(2026, 11, 1)
    dates = np.datetime64(first, "D") + dice.integers(0, (last - first).days, _ROWS)
    counts = dice.integers(1, 30, _ROWS)
    covered = range(first.toordinal(), CHINA.coverage.published_through.toordinal() + 1)
    every = [date.fromordinal(number) for number in covered]
    # Make-up days are worked Saturdays and Sundays: numpy can say that only with a week of seven
    # working days and every day off listed.
    off = [day for day in every if not CHINA.is_working_day(day)]
    peer = np.busdaycalendar(weekmask="1111111", holidays=off)
    out, copy = np.empty_like(dates), np.empty_like(dates)

    def numpy_way(n: object) -> object:
        return np.busday_offset(dates, n, roll="preceding", busdaycal=peer)

    for n in (10, counts):
        assert (bulk.nth_working_day_after(dates, n) == numpy_way(n)).all()  # noqa: S101 - a check
    plain, _ = _seconds(lambda: np.copyto(copy, dates), 41)
    print(f"{_ROWS} dates                      ms    ±     x copy  busday_offset/ours")
    print(f"plain copy                   {plain * 1e3:9.2f}")
    for name, n in (("fixed n", 10), ("any n", counts)):
        ours, spread = _seconds(lambda n=n: bulk.nth_working_day_after(dates, n, out=out), 41)  # type: ignore[misc]  # mypy cannot infer a default of a lambda
        theirs, _ = _seconds(lambda n=n: numpy_way(n), 5)  # type: ignore[misc]  # as above
        print(
            f"nth_working_day_after, {name:8}{ours * 1e3:7.2f} {spread * 1e3:5.2f} {ours / plain:6.1f}"
            f" {theirs / ours:12.0f}"
        )
    for name, work in (
        ("count_working_days", lambda: bulk.count_working_days(dates, dates[::-1])),
        ("is_working_day", lambda: bulk.is_working_day(dates)),
    ):
        ours, spread = _seconds(work, 21)
        print(f"{name:31}{ours * 1e3:7.2f} {spread * 1e3:5.2f} {ours / plain:6.1f}")


if __name__ == "__main__":
    main()
