"""Memory, threads and forks of the second engine: run by hand, figures in docs/evidence/second-engine.md.

    python benchmarks/durable_memory.py [ASSESSMENTS] [THREADS] [CASES_EACH]

Random cases come from the tests; run it from a checkout with durable_rules installed.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "support")]

from worlds import moments  # noqa: E402 - as above

import gaf_rules as gaf  # noqa: E402 - the checkout must be on the path first
from gaf_rules.durable.durable import derive  # noqa: E402 - as above

_POOL = 400
_WARM = 13


def resident() -> int:
    """Resident memory of this process in KiB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


_FIRST = ("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks")


class _Info(ctypes.Structure):
    """What glibc tells of its heap; ``uordblks`` is what is in use."""

    _fields_ = tuple(
        (name, ctypes.c_size_t) for name in (*_FIRST, "uordblks", "fordblks", "keepcost")
    )


def in_use() -> int:
    """Memory that was asked for and not given back, in KiB (glibc): a leak shows here, fragments do not."""
    libc = ctypes.CDLL(None)
    libc.mallinfo2.restype = _Info
    return int(libc.mallinfo2().uordblks) // 1024


def gist(found: Any) -> tuple[Any, ...]:
    """Stages, duty statuses, findings and questions."""
    return (
        dict(found.stages),
        tuple((d.clause, d.procedure, d.round, d.status) for d in found.duties),
        tuple((f.code, f.procedure, f.round, f.since, f.items) for f in found.findings),
        tuple(q.id for q in found.questions),
    )


def second(world: Any) -> tuple[Any, ...]:
    """What the second engine says of a random case."""
    found = derive(world.case, as_of=world.as_of, readings=world.readings)
    return gist(found.assessment)


def memory(pool: list[Any], wanted: list[Any], count: int) -> None:
    """So many assessments in one process, each held against the first engine."""
    for world in pool * _WARM:
        second(world)
    gc.collect()
    before, used, started = resident(), in_use(), time.perf_counter()
    print(f"after {len(pool) * _WARM} assessments: {before} KiB resident, {used} KiB in use by C")
    for number in range(count):
        place = number % len(pool)
        if second(pool[place]) != wanted[place]:
            sys.exit(f"{pool[place]} is judged differently")
        if number % max(count // 10, 1) == 0:
            print(f"  {number:>8}  {resident() - before:+6}  {in_use() - used:+6} KiB", flush=True)
    took = time.perf_counter() - started
    gc.collect()
    print(
        f"{count} assessments: {resident() - before:+} KiB resident, {in_use() - used:+} KiB in use, "
        f"{took / count * 1e3:.2f} ms each"
    )


def threads(pool: list[Any], wanted: list[Any], number: int, each: int) -> None:
    """So many threads at once, all on the one engine of the process."""
    wrong: list[int] = []

    def work(offset: int) -> None:
        for step in range(each):
            place = (offset + step) % len(pool)
            if second(pool[place]) != wanted[place]:
                wrong.append(place)

    started = time.perf_counter()
    workers = [threading.Thread(target=work, args=(n * 37,)) for n in range(number)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - started
    print(f"{number} threads x {each} cases: {len(wrong)} wrong, {took:.1f} s")


def fork(pool: list[Any], wanted: list[Any]) -> None:
    """A forked child, and the parent after it."""
    child = os.fork()
    if child == 0:
        os._exit(any(second(world) != want for world, want in zip(pool, wanted, strict=True)))
    _, status = os.waitpid(child, 0)
    after = all(second(world) == want for world, want in zip(pool, wanted, strict=True))
    said = "right" if status == 0 else f"exit {status}"
    print(f"forked child: {said}; parent after it: {'right' if after else 'wrong'}")


def main(arguments: list[str]) -> None:
    """All three."""
    count, number, each = (*map(int, arguments), *(100_000, 8, 2_000)[len(arguments) :])
    pool = list(moments(_POOL))
    wanted = [gist(gaf.assess(w.case, as_of=w.as_of, readings=w.readings)) for w in pool]
    memory(pool, wanted, count)
    threads(pool, wanted, number, each)
    fork(pool, wanted)


if __name__ == "__main__":
    main(sys.argv[1:])
