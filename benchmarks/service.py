"""How many requests a second one process of the service answers, over loopback with connections kept open.

    python benchmarks/service.py [REQUESTS]

The cases are the worked ones of the tests. For what asks nothing but the calendar, and for an assessment,
prints requests a second of the wall clock and of the processor time that the server used: the second figure
is the one that a busy machine leaves alone.
"""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "support"))

from stored import assessments

_CONNECTIONS = 8


def _assessing(number: int) -> list[bytes]:
    made = []
    for found in islice(cycle(assessments().values()), number):
        body = json.dumps(found.basis.case.to_dict(), ensure_ascii=False).encode()
        head = (
            f"POST /assess?as_of={found.as_of} HTTP/1.1\r\nHost: localhost\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


def _counting(number: int) -> list[bytes]:
    path = "/calendar/nth?after=2026-02-18&n=10"
    return [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()] * number


async def _ask(host: str, port: int, waiting: list[bytes]) -> int:
    """Asks over one connection until nothing waits; how many were answered and not refused."""
    reader, writer = await asyncio.open_connection(host, port)
    answered = 0
    while waiting:
        writer.write(waiting.pop())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        answered += head.startswith(b"http/1.1 200")
    writer.close()
    await writer.wait_closed()
    return answered


async def _all(host: str, port: int, waiting: list[bytes]) -> int:
    return sum(await asyncio.gather(*(_ask(host, port, waiting) for _ in range(_CONNECTIONS))))


def _run(waiting: list[bytes]) -> tuple[int, float, float]:
    """How many were answered, the seconds it took, and the processor time of the server from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-m", "gaf_rules", "serve", "--port", "0"]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own command
        assert server.stderr is not None  # noqa: S101 - it was asked for
        host, _, port = server.stderr.readline().split("/")[2].rpartition(":")
        start = time.perf_counter()
        answered = asyncio.run(_all(host, int(port), waiting))
        took = time.perf_counter() - start
        server.terminate()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = sum(getattr(after, name) - getattr(before, name) for name in ("ru_utime", "ru_stime"))
    return answered, took, used


def main() -> None:
    """Measures, and prints what came of it."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    for name, made in (("calendar", _counting), ("assess", _assessing)):
        _, _, idle = _run(made(1))
        answered, took, used = _run(made(number))
        print(f"{name}: {answered} of {number} answered")
        print(f"  {number / took:,.0f} a second of the wall clock")
        print(f"  {number / (used - idle):,.0f} a second of the server's processor time")


if __name__ == "__main__":
    main()
