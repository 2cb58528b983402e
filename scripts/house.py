"""Counts the house: rooms, floors and lines of the code, and how many modules one answer goes through.

Run it from the checkout, with the library installed::

    python scripts/house.py

A room is a folder directly under ``gaf_rules``; a floor is a step of the longest chain of imports from room
to room; the depth of calls counts functions of the library that stand on the stack at once.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import ast
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "gaf_rules"


def imported(path: Path) -> Iterator[str]:
    """The modules of the library that a file imports, whenever it does."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(PACKAGE.name):
            own = node.module or ""
            yield from (
                (f"{own}.{each.name}" for each in node.names) if own == PACKAGE.name else [own]
            )


def rooms() -> dict[str, set[str]]:
    """Each room and the rooms it imports from."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.glob("*/**/*.py"):
        room = path.relative_to(PACKAGE).parts[0]
        named = {name.split(".")[1] for name in imported(path)}
        found.setdefault(room, set()).update(
            each for each in named - {room} if (PACKAGE / each).is_dir()
        )
    return found


def floors(known: Mapping[str, set[str]]) -> dict[str, int]:
    """On which floor each room stands: the length of the longest chain of rooms under it.

    Raises:
        RecursionError: the rooms stand in a circle.
    """

    @cache
    def floor(room: str) -> int:
        return 1 + max((floor(below) for below in known[room]), default=0)

    return {room: floor(room) for room in known}


def lines(paths: Iterator[Path]) -> int:
    """How many lines these files have."""
    return sum(len(path.read_text("utf-8").splitlines()) for path in paths)


def walked(job: Callable[[], object]) -> tuple[int, int]:
    """The modules of the library that a job goes through, and how deep its calls stand."""
    met: set[str] = set()
    depth = deepest = 0

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal depth, deepest
        name = frame.f_code.co_filename
        if not name.startswith(str(PACKAGE)) or frame.f_code.co_name.startswith("<"):
            return
        if event == "call":
            met.add(name)
            depth += 1
            deepest = max(deepest, depth)
        elif event == "return":
            depth -= 1

    sys.setprofile(watch)
    try:
        job()
    finally:
        sys.setprofile(None)
    return len(met), deepest


def instructions(job: Callable[[], object]) -> Counter[str]:
    """How many instructions of the interpreter a job takes in each module; code written from rows is one."""
    counted: Counter[str] = Counter()

    def step(frame: FrameType, event: str, _: object) -> Callable[..., Any]:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode":
            name = frame.f_code.co_filename.removeprefix(f"{PACKAGE}/").removesuffix(".py")
            counted["(written from rows or fields)" if name.startswith("<") else name] += 1
        return step

    sys.settrace(step)
    try:
        job()
    finally:
        sys.settrace(None)
    return counted


def jobs() -> dict[str, Callable[[], object]]:
    """What is walked through: a usual filing of twelve events, assessed and explained, and one deadline."""
    sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]
    from hot_paths import AS_OF, typical_cases  # noqa: PLC0415 - from the checkout

    import gaf_rules as gaf  # noqa: PLC0415 - from the checkout

    case = typical_cases(1)[0]
    held = gaf.assess(case, as_of=AS_OF)
    return {
        "assess": lambda: gaf.assess(case, as_of=AS_OF),
        "explain": lambda: gaf.explain(held),
        "deadline": lambda: gaf.deadline("2.4.4c", trigger=AS_OF),
    }


def report() -> Iterator[str]:
    """The figures, line by line."""
    known = rooms()
    stand = floors(known)
    for room in sorted(stand, key=lambda room: (-stand[room], room)):
        files = [*(PACKAGE / room).rglob("*.py")]
        below = " ".join(sorted(known[room]))
        yield f"{stand[room]:3}  {room:14}{len(files):4} modules {lines(iter(files)):6} lines   {below}"
    whole = [*PACKAGE.rglob("*.py")]
    longest = max(whole, key=lambda path: lines(iter([path])))
    yield f"{len(known)} rooms, {max(stand.values())} floors"
    yield f"{len(whole)} modules, {lines(iter(whole))} lines"
    yield f"the longest module: {longest.relative_to(ROOT)}, {lines(iter([longest]))} lines"
    for name, job in jobs().items():
        job()  # what is loaded and worked out once is no part of it
        modules, deep = walked(job)
        yield f"{name}: {modules} modules, {deep} calls deep"
    counted = instructions(jobs()["assess"])
    told = ", ".join(f"{name} {many}" for name, many in counted.most_common(12))
    yield f"assess: {counted.total()} instructions of the interpreter; {told}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report())
