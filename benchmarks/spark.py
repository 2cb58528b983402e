"""An audit on a cluster: growth by partitions, and how even its groups are where one sponsor has a third.

Run: python benchmarks/spark.py FOLDER [master] [groups ...], on a log of benchmarks/large_log.py. The
first run warms the workers up. Processor time is that of all processes of the cluster.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession
from pyspark.sql import functions as sf

import gaf_rules as gaf
from gaf_rules.adapters import spark as adapter

__all__ = ["main"]

_GROUPS = (2, 4, 8, 16, 32)
_TICKS = os.sysconf("SC_CLK_TCK")


def _processor() -> float:
    """Processor seconds of this process and of all below it."""
    times: dict[int, float] = {}
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        times[int(path.parent.name)] = sum(map(int, fields[11:15])) / _TICKS
        children.setdefault(int(fields[1]), []).append(int(path.parent.name))
    below = [os.getpid()]
    for process in below:
        below.extend(children.get(process, []))
    return sum(times[process] for process in below)


def main(folder: str, master: str = "local-cluster[2,1,1024]", *groups: str) -> None:
    """Prints a line for each number of groups."""
    session = (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    events, cases = (session.read.parquet(f"{folder}/{name}") for name in ("events", "cases"))
    as_of = gaf.simulate(0, 1).as_of
    for number in map(int, groups or (_GROUPS[1], *_GROUPS)):
        begun = time.perf_counter(), _processor()
        found = adapter.audit(events, cases, as_of=as_of, groups=number)
        found.rows.write.format("noop").mode("overwrite").save()
        seconds, used = time.perf_counter() - begun[0], _processor() - begun[1]
        print(f"{number} groups: {seconds:.1f} s, {used:.1f} s processor, {_sizes(events, number)}")
    session.stop()


def _sizes(events: Any, number: int) -> str:
    """Events of the fullest group in means, spread by case and by a sponsor that has every third case."""
    case = sf.col("case_id").cast("bigint")
    sponsor = sf.when(case % 3 == 0, sf.lit(-1)).otherwise(case % 1000)
    shares = []
    for key in (case, sponsor):
        group = sf.pmod(sf.xxhash64(key), sf.lit(number)).alias("group")
        sizes = [row["count"] for row in events.groupBy(group).count().collect()]
        shares.append(max(sizes) * number / sum(sizes))
    return f"fullest by case {shares[0]:.3f} means, by sponsor {shares[1]:.1f}"


if __name__ == "__main__":
    main(*sys.argv[1:])
