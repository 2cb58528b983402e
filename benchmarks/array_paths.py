"""The hot paths over arrays, as ratios to the bare look-ups that they cannot do without: for the guard.

The audit of a log has no bare look-ups to stand beside; its time is taken in times of so many cases assessed
one by one.

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
import polars as pl
from audit import AS_OF, log_of, table_of
from common import N
from million_dates import sample

import gaf_rules as gaf
from gaf_rules import bulk
from gaf_rules.log.events import EVENT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["audited", "ratios"]

_ROWS = 200_000
_TURNS = 151
_CASES = 4_000
_SINGLY = 400
_FEW_TURNS = 5


def _quickest(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _ratio(ours: Callable[[], object], bare: Callable[[], object], turns: int = _TURNS) -> float:
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns):
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


def audited(slowed: float = 0.0) -> float:
    """The time of an audit over that of a tenth of its cases assessed one by one."""
    columns = log_of(_CASES)
    events, parties = (table_of(part, "polars") for part in columns)
    again = round(_CASES * slowed)
    part = [table.filter(pl.col("case_id") < again) for table in (events, parties)]
    singly = _cases(events.filter(pl.col("case_id") < _SINGLY), parties[:_SINGLY])

    def together() -> None:
        gaf.audit(events, parties, as_of=AS_OF)
        if again:
            gaf.audit(*part, as_of=AS_OF)

    def one_by_one() -> None:
        for case in singly:
            gaf.assess(case, as_of=AS_OF)

    return _ratio(together, one_by_one, _FEW_TURNS)


def _cases(events: pl.DataFrame, parties: pl.DataFrame) -> list[gaf.Case]:
    """The same log as cases."""
    logs: dict[int, list[gaf.Event]] = {}
    for row in events.iter_rows(named=True):
        fields = {name: row[name] for name in EVENT_FIELDS if row.get(name) is not None}
        for name in ("materials", "problems", "missing", "grounds"):
            if name in fields:
                fields[name] = tuple(fields[name].split(";")) if fields[name] else ()
        made = gaf.Event(type=row["type"], on=row["on"], **fields)
        logs.setdefault(row["case_id"], []).append(made)
    return [
        gaf.Case(
            id=str(row["case_id"]),
            app=gaf.App(
                kind=row["app_kind"],
                runs_on_mobile=row["runs_on_mobile"],
                purpose=row["purpose"],
                grassroots_facing=row["grassroots_facing"],
            ),
            sponsor=gaf.Sponsor(kind=row["sponsor_kind"], tier=row["tier"]),
            events=tuple(logs.get(row["case_id"], ())),
        )
        for row in parties.iter_rows(named=True)
    ]


def _main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--slowed", type=float, default=0.0)
    slowed = parser.parse_args().slowed
    print(json.dumps({**ratios(slowed), "audit": audited(slowed)}))


if __name__ == "__main__":
    _main()
