"""Puts faults into the core, one at a time, and asks the tests which of them they notice.

Run it with the library installed, from the checkout::

    python scripts/mutants.py                  a sample of 320 faults in the code
    python scripts/mutants.py --sample 0       every fault in the code: days
    python scripts/mutants.py --only periods   one part of the core
    python scripts/mutants.py --only rows      the rows: periods, lists of states, lists of clauses
    python scripts/mutants.py --only conditions   the conditions of rows, and what steps write down

The library's files are left alone: a child process that is forked before the library was imported gets the
faulty module in place of the true one, and runs the tests that go through the faulty line until one fails:
first the files of tests that have noticed most, for the time they take, then the quick ones. Which tests go
through which line is learnt from one run without a fault. A fault in a row is another guideline, put to the
tables that were read from the text and to the cases whose answers were written down beforehand. What nobody
notices is listed; it stands in ``tests/mutants/survivors.toml`` with the reason, or a test is lacking. Of a
condition much says what a state or another condition says already: random logs, walked on from where its row
may be taken, tell whether any answer is another.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import importlib
import os
import random
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from code_mutants import Fault, faults, faulty  # noqa: E402 - from the folder just named
from noticing import Finder, Tests, learn, path_of  # noqa: E402 - likewise

KNOWN: Final = ROOT / "tests" / "mutants" / "survivors.toml"
PARTS: Final = ROOT / "tests" / "mutants" / "parts.toml"
SEED: Final = 2026
LOGS: Final = 100
"""Of how many logs of each of two guidelines it is asked whether a condition changes an answer."""
_HEAVY: Final = (
    "pytest", "hypothesis", "numpy", "pandas", "polars", "pyarrow", "narwhals", "jsonschema", "z3",
)  # fmt: skip
"""What every child would load again; none of it loads the library."""


# -- faults in the code -----------------------------------------------------------------------------------
def sample(parts: dict[str, list[str]], size: int) -> list[tuple[str, Fault]]:
    """Module and fault: as many as asked for, drawn evenly over the faults of the parts."""
    every = [
        (module, fault)
        for modules in parts.values()
        for module in modules
        for fault in faults(path_of(module).read_text("utf-8"))
    ]
    if not size or size >= len(every):
        return every
    drawn = random.Random(SEED).sample(range(len(every)), size)  # noqa: S311 - a sample, no secret
    # As drawn: what is done when somebody stops it is a sample too.
    return [every[place] for place in drawn]


def code_survivors(drawn: Sequence[tuple[str, Fault]], tests: Tests) -> Iterator[tuple[str, Fault]]:
    """The faults in the code that no test notices, told as they are found."""
    killed = 0
    for number, (module, fault) in enumerate(drawn, 1):
        path = path_of(module)
        finder = Finder(module, str(path), faulty(path.read_text("utf-8"), fault.number))
        asked = [*tests.through(str(path), fault)]
        if tests.notice(asked, finder):
            killed += 1
        else:
            print(f"{module}:{fault.line}: {fault.was} → {fault.now or 'nothing'}", flush=True)  # noqa: T201 - a script tells
            yield module, fault
        if number % 20 == 0 or number == len(drawn):
            print(f"… {killed} of {number} noticed", file=sys.stderr, flush=True)  # noqa: T201 - a script tells
    print(f"code: {killed} of {len(drawn)} noticed ({100 * killed / len(drawn):.1f} %)")  # noqa: T201 - a script tells


def row_survivors(which: str, size: int) -> list[str]:
    """The faults in the rows that no table and no case tells, but for those that are none.

    Those of rows are argued; those of conditions are none where random logs show no other answer.
    """
    sys.path.insert(0, str(ROOT))
    from row_faults import (  # noqa: PLC0415 - loads the library
        condition_faults,
        is_noticed,
        row_faults,
    )
    from row_witnesses import differing_log  # noqa: PLC0415 - likewise

    from gaf_rules.guidelines.hainan import HAINAN  # noqa: PLC0415 - likewise

    made = row_faults if which == "rows" else condition_faults
    every, kinds, killed = [*made(HAINAN)], Counter[str](), Counter[str]()
    if which == "conditions":  # as drawn, like those in the code
        every = random.Random(SEED).sample(every, min(size, len(every)) or len(every))  # noqa: S311 - likewise
    found, alike = [], 0
    for number, each in enumerate(every, 1):
        kind = f"{each.table}.{each.field}"
        kinds[kind] += 1
        if is_noticed(each):
            killed[kind] += 1
        elif which == "conditions" and differing_log(each, LOGS) is None:
            print(f"no other answer: {each}", flush=True)  # noqa: T201 - a script tells
            alike += 1
        else:
            print(each, flush=True)  # noqa: T201 - a script tells
            found.append(str(each))
        if number % 20 == 0:
            print(f"… {killed.total()} of {number} noticed", file=sys.stderr, flush=True)  # noqa: T201 - a script tells
    for kind, number in kinds.items():
        print(f"  {kind}: {killed[kind]} of {number}")  # noqa: T201 - a script tells
    told = f"{killed.total()} of {len(every)} noticed ({100 * killed.total() / len(every):.1f} %)"
    told += f"; {alike} change no answer of {2 * LOGS} logs; {len(found)} are left"
    print(f"{which}: {told}")  # noqa: T201 - a script tells
    known = {each["fault"] for each in _known()["rows"]}
    return [each for each in found if each not in known]


def _known() -> dict[str, list[dict[str, str]]]:
    """The faults that are known to be none."""
    return tomllib.loads(KNOWN.read_text("utf-8"))


def _at(module: str, fault: Fault) -> str:
    """The line that a fault is in, as it is written."""
    return path_of(module).read_text("utf-8").splitlines()[fault.line - 1].strip()


def main() -> None:
    """The faults that are asked for; ends with 1 where one survives that is not listed with its reason."""
    asked = argparse.ArgumentParser(description="Faults put into the core, and which are noticed.")
    asked.add_argument(
        "--sample", type=int, default=320, help="faults in the code, or the conditions; 0: all"
    )
    asked.add_argument("--parts", type=Path, default=PARTS, help="the modules, and the tests")
    asked.add_argument("--only", help="one part of the core, rows, or conditions")
    asked.add_argument("--learnt", type=Path, help="where to keep which test runs which line")
    given = asked.parse_args()
    os.environ |= {"HYPOTHESIS_PROFILE": "few", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    if given.only in {"rows", "conditions"}:
        sys.exit(1 if row_survivors(given.only, given.sample) else 0)
    for heavy in _HEAVY:
        importlib.import_module(heavy)
    held = tomllib.loads(given.parts.read_text("utf-8"))
    parts = held["parts"] if given.only is None else {given.only: held["parts"][given.only]}
    known = {(each["module"], each["at"], each["was"], each["now"]) for each in _known()["code"]}
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder, "learnt.json") if given.learnt is None else given.learnt.resolve()
        paths = [str(path_of(module)) for modules in parts.values() for module in modules]
        tests = Tests(learn(held["tests"], paths, kept), held["always"])
        drawn = sample(parts, given.sample)
        fresh = [
            module
            for module, fault in code_survivors(drawn, tests)
            if (module, _at(module, fault), fault.was, fault.now) not in known
        ]
    sys.exit(1 if fresh else 0)


if __name__ == "__main__":
    main()
