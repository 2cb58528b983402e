"""The hot paths over arrays, as ratios to the bare look-ups that they cannot do without: for the guard.

``python benchmarks/array_paths.py`` prints them; ``--slowed SHARE`` does so much of the work a second time,
to show what a slowdown looks like. A path and its look-ups take turns in one process and touch the same
memory in the same way; the quickest turn of each counts, which other programs disturb the least.
"""

from __future__ import annotations

import argparse
import json
import time
from typing import TYPE_CHECKING, Any

import numpy as np
from common import N
from million_dates import sample

from gaf_rules import bulk

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ratios"]

_ROWS = 200_000
_TURNS = 151


def _quickest(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _ratio(ours: Callable[[], object], bare: Callable[[], object]) -> float:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(_TURNS):
        taken[0].append(_quickest(ours))
        taken[1].append(_quickest(bare))
    return min(taken[0]) / min(taken[1])


def ratios(slowed: float = 0.0) -> dict[str, float]:
    """Path → its time over that of the bare look-ups."""
    days, counts = sample(np, _ROWS)
    later = days + counts
    out, numbers = np.empty_like(days), np.empty(_ROWS, np.int64)
    places, ends = days.view(np.int64), later.view(np.int64)
    table = np.arange(int(ends.max()) + 1)
    again = round(_ROWS * slowed)

    def look_up(into: Any) -> None:
        table.take(places, out=into, mode="wrap")

    def twice() -> None:
        look_up(numbers)
        np.add(numbers, counts, out=numbers)
        table.take(numbers, out=numbers, mode="wrap")

    def difference() -> None:
        look_up(numbers)
        table.take(ends, out=out.view(np.int64), mode="wrap")
        np.subtract(out.view(np.int64), numbers, out=numbers)

    table[-1] = 0  # so that a sum taken as a place stays inside
    np.minimum(table, len(table) - int(counts.max()) - 1, out=table)

    def of(work: Callable[[slice], object]) -> Callable[[], object]:
        whole, more = slice(None), slice(0, again)
        return lambda: (work(whole), again and work(more))

    after, between = bulk.nth_working_day_after, bulk.count_working_days
    return {
        "fixed n": _ratio(
            of(lambda part: after(days[part], N, out=out[part])),
            lambda: look_up(numbers),
        ),
        "any n": _ratio(of(lambda part: after(days[part], counts[part], out=out[part])), twice),
        "count": _ratio(
            of(lambda part: between(days[part], later[part], out=numbers[part])), difference
        ),
    }


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--slowed", type=float, default=0.0)
    print(json.dumps(ratios(parser.parse_args().slowed)))


if __name__ == "__main__":
    _main()
