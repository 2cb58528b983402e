"""What an audit in batches takes of time and memory, on a log that benchmarks/large_log.py has written.

Run: python benchmarks/large_audit.py FOLDER OUT [batches]. Ended and run again, it goes on.
"""

from __future__ import annotations

import resource
import sys
import time

import gaf_rules as gaf
from gaf_rules.adapters.parquet_audit import audit_parquet

__all__ = ["main"]

_EVERY = 60
"""Seconds between two lines."""


def main(folder: str, out: str, batches: int | None = None) -> None:
    """Audits, and prints how far it has come, seconds, processor seconds, and the peak of memory in MB."""
    begun, told = time.perf_counter(), [-_EVERY, ""]

    def tell(what: str, done: int, of: int) -> None:
        now = time.perf_counter() - begun
        if what != told[1] or now - float(told[0]) > _EVERY or done == of:
            told[:] = [now, what]
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
            print(
                f"{what} {done}/{of}: {now:.0f} s, {time.process_time():.0f} s, {peak} MB",
                flush=True,
            )

    sources = f"{folder}/events", f"{folder}/cases"
    as_of = gaf.simulate(0, 1).as_of
    found = audit_parquet(*sources, out, as_of=as_of, batches=batches, progress=tell)
    print(found.read)


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[3:]))
