"""Counts the house: rooms, floors and lines of the code, and how many modules one answer goes through.

Run it from the checkout, with the library installed; the second writes the figures into its page::

    python scripts/house.py
    python scripts/house.py --write

A room is a folder directly under ``gaf_rules``; a floor is a step of the longest chain of imports from room
to room; the depth of calls counts functions of the library that stand on the stack at once.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import ast
import re
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


def loaded() -> str:
    """The folder of the library as it is loaded, the checkout's or an installed one."""
    import gaf_rules  # noqa: PLC0415 - wherever it is

    return f"{Path(gaf_rules.__file__).parent}/"


@cache
def tree(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    """The modules of the library that a file imports, whenever it does."""
    for node in ast.walk(tree(path)):
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
    depth, deepest, package = 0, 0, loaded()

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal depth, deepest
        name = frame.f_code.co_filename
        if not name.startswith(package) or frame.f_code.co_name.startswith("<"):
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
    package = loaded()

    def step(frame: FrameType, event: str, _: object) -> Callable[..., Any]:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode":
            name = frame.f_code.co_filename.removeprefix(package).removesuffix(".py")
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


# -- what the lines are ----------------------------------------------------------------------------------
SORTS: Final = ("code", "imports", "docstrings", "comments", "blank")


def sorts(path: Path) -> Counter[str]:
    """How many lines of a file are what: one of `SORTS`."""
    text = path.read_text("utf-8").splitlines()
    sort = {}
    for number, line in enumerate(text, 1):
        told = line.strip()
        sort[number] = "comments" if told.startswith("#") else "code" if told else "blank"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            what = "imports"
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            what = "docstrings"
        elif isinstance(node, ast.Constant | ast.JoinedStr) and node.end_lineno != node.lineno:
            what = "code"  # what is written over several lines, whatever these look like
        else:
            continue
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1):
            if sort[number] != "docstrings":
                sort[number] = what
    return Counter(sort.values())


# -- the figures of the page -----------------------------------------------------------------------------
PAGES: Final = {
    "en": ROOT / "docs" / "explanation" / "architecture.md",
    "zh": ROOT / "docs" / "zh" / "explanation" / "architecture.md",
}
_BLOCK: Final = re.compile(
    r"(<!-- figures: written by `python scripts/house.py --write` -->\n).*?(<!-- end of figures -->)",
    re.DOTALL,
)
_HEADS: Final = {"en": ("figure", "wanted", "reached"), "zh": ("数目", "期望", "现状")}
_NAMES: Final = {
    "floors": ("floors", "层"),
    "longest": ("lines of the longest module", "最长模块的行数"),
    "assess": ("modules of `assess`", "`assess` 经过的模块"),
    "assess_deep": ("depth of calls of `assess`", "`assess` 的调用深度"),
    "explain": ("modules of an explanation", "一次解释经过的模块"),
    "lines": ("lines of Python", "Python 行数"),
    "code": ("– code without the rows", "– 其中代码（不含规则行）"),
    "rows": ("– rows of the guidelines", "– 指南的规则行"),
    "imports": ("– imports", "– 导入"),
    "docstrings": ("– docstrings", "– 文档字符串"),
    "blank": ("– blank lines and comments", "– 空行与注释"),
}
WANTED: Final = {
    "floors": 12, "longest": 400, "assess": 12, "assess_deep": 8, "explain": 25, "lines": 33_000,
}  # fmt: skip


def figures() -> dict[str, int]:
    """What is counted, by the names of `_NAMES`."""
    whole = [*PACKAGE.rglob("*.py")]
    each = {path: sorts(path) for path in whole}
    found = sum(each.values(), Counter())
    rows = sum(each[path]["code"] for path in (PACKAGE / "guidelines").rglob("*.py"))
    walks = {}
    for name, job in jobs().items():
        job()  # what is loaded and worked out once is no part of it
        walks[name] = walked(job)
    return {
        "floors": max(floors(rooms()).values()),
        "longest": max(lines(iter([path])) for path in whole),
        "assess": walks["assess"][0],
        "assess_deep": walks["assess"][1],
        "explain": walks["explain"][0],
        "lines": lines(iter(whole)),
        "code": found["code"] - rows,
        "rows": rows,
        "imports": found["imports"],
        "docstrings": found["docstrings"],
        "blank": found["blank"] + found["comments"],
    }


def write() -> None:
    """Writes the figures into the page, in both languages."""
    found = figures()
    for at, (lang, path) in enumerate(PAGES.items()):
        table = [f"| {' | '.join(_HEADS[lang])} |", "|---|--:|--:|"]
        for name, words in _NAMES.items():
            wanted = f"{WANTED[name]:,}" if name in WANTED else ""
            table.append(f"| {words[at]} | {wanted} | {found[name]:,} |")
        text = "\n".join(table)
        path.write_text(
            _BLOCK.sub(
                lambda block, text=text: f"{block[1]}\n{text}\n\n{block[2]}",
                path.read_text("utf-8"),
            ),
            "utf-8",
        )


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
    if sys.argv[1:] == ["--write"]:
        write()
    sys.stdout.writelines(f"{line}\n" for line in report())
