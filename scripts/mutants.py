"""Puts faults into the core, one at a time, and asks the tests which of them they notice.

Run it with the library installed, from the checkout::

    python scripts/mutants.py                  a sample of 320 faults in the code
    python scripts/mutants.py --sample 0       every fault in the code: many hours
    python scripts/mutants.py --only periods   one part of the core
    python scripts/mutants.py --only rows      the rows: periods, lists of states, lists of clauses

The library's files are left alone: a child process that is forked before the library was imported gets the
faulty module in place of the true one, and runs the tests of its part of the core until one fails. A fault in
a row is another guideline, put to the cases whose answers were written down beforehand. What nobody notices
is listed; it stands in ``tests/mutants/survivors.toml`` with the reason, or a test is lacking.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import contextlib
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator, Sequence
    from types import ModuleType

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from code_mutants import Fault, faults, faulty  # noqa: E402 - from the folder just named

KNOWN: Final = ROOT / "tests" / "mutants" / "survivors.toml"
PARTS: Final = ROOT / "tests" / "mutants" / "parts.toml"
SEED: Final = 2026
_PAUSE, _GRACE = 0.02, 30.0
_PASSED, _FAILED, _INTERRUPTED, _BROKEN = 0, 1, 2, 3


class _Faulty(importlib.machinery.SourceFileLoader):
    """Loads one module with a fault in it."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self.tree = tree

    def get_code(self, fullname: str) -> Any:
        return compile(self.tree, self.get_filename(fullname), "exec", dont_inherit=True)


class _Finder:
    """Finds one module where the fault is, and leaves all others to Python."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        self.name, self.loader = name, _Faulty(name, path, tree)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The place of the faulty module."""
        del path, target
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.loader.path, loader=self.loader)


def path_of(module: str) -> Path:
    """The file of a module as it is installed, which is not imported."""
    spec = importlib.util.find_spec("gaf_rules")
    if spec is None or spec.submodule_search_locations is None:
        sys.exit("gaf_rules is not installed: make mutants installs it")
    return Path(spec.submodule_search_locations[0], *module.split(".")[1:]).with_suffix(".py")


def _run_tests(tests: Sequence[str], finder: _Finder | None) -> int:
    """In a child: the tests with the faulty module; how they ended."""
    import pytest  # noqa: PLC0415 - loaded once by the parent

    if finder is not None:
        sys.meta_path.insert(0, finder)  # type: ignore[arg-type]  # it has what is asked of a finder
    os.chdir(ROOT)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
        # No plugins but what marks and options need: loading all takes longer than most faults live.
        options = (
            "-q",
            "-x",
            "-p",
            "pytest_cov.plugin",
            "--no-cov",
            "--assert=plain",
            "-pno:cacheprovider",
        )
        return int(pytest.main([*options, *tests]))


def notices(tests: Sequence[str], limit: float, finder: _Finder | None = None) -> bool:
    """Whether one of the tests fails, or does not come to an end.

    Arguments:
        tests: files of tests, the quick ones first.
        limit: seconds after which the tests are held to hang.
        finder: where the fault is; None: nowhere.
    """
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = _BROKEN
        with contextlib.suppress(BaseException):
            os.setpgid(0, 0)
            code = _run_tests(tests, finder)
        os._exit(code)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            if code > _BROKEN:
                sys.exit(f"pytest does not run: {' '.join(tests)} end with {code}")
            return code != _PASSED
        time.sleep(_PAUSE)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


# -- faults in the code -----------------------------------------------------------------------------------
def sample(parts: dict[str, Any], size: int) -> list[tuple[str, str, Fault]]:
    """Part, module and fault: as many as asked for, drawn evenly over the lines of the core."""
    every = [
        (part, module, fault)
        for part, held in parts.items()
        for module in held["modules"]
        for fault in faults(path_of(module).read_text("utf-8"))
    ]
    if not size or size >= len(every):
        return every
    drawn = random.Random(SEED).sample(range(len(every)), size)  # noqa: S311 - a sample, no secret
    # As drawn: what is done when somebody stops it is a sample too.
    return [every[place] for place in drawn]


def _limits(parts: dict[str, Any]) -> dict[str, float]:
    """How long the tests of each part may take, after they have passed once without a fault."""
    found = {}
    for part, held in parts.items():
        start = time.monotonic()
        if notices(held["tests"], 1200):
            sys.exit(f"the tests of {part} fail without any fault")
        found[part] = 4 * (time.monotonic() - start) + _GRACE
    return found


def code_survivors(parts: dict[str, Any], size: int) -> Iterator[tuple[str, Fault]]:
    """The faults in the code that no test notices, told as they are found."""
    limits, drawn = _limits(parts), sample(parts, size)
    killed = 0
    for number, (part, module, fault) in enumerate(drawn, 1):
        path = path_of(module)
        finder = _Finder(module, str(path), faulty(path.read_text("utf-8"), fault.number))
        if notices(parts[part]["tests"], limits[part], finder):
            killed += 1
        else:
            print(f"{module}:{fault.line}: {fault.was} → {fault.now or 'nothing'}", flush=True)  # noqa: T201 - a script tells
            yield module, fault
        if number % 20 == 0 or number == len(drawn):
            print(f"… {killed} of {number} noticed", file=sys.stderr, flush=True)  # noqa: T201 - a script tells
    print(f"code: {killed} of {len(drawn)} noticed ({100 * killed / len(drawn):.1f} %)")  # noqa: T201 - a script tells


def row_survivors() -> list[Any]:
    """The faults in the rows after which every case is answered as before."""
    sys.path.insert(0, str(ROOT))
    from row_faults import is_noticed, row_faults  # noqa: PLC0415 - loads the library

    from gaf_rules.guidelines.hainan import HAINAN  # noqa: PLC0415 - likewise

    every = [*row_faults(HAINAN)]
    found = [each for each in every if not is_noticed(each)]
    for each in found:
        print(f"{each.table}[{each.number}].{each.field} → {each.now}")  # noqa: T201 - a script tells
    print(f"rows: {len(every) - len(found)} of {len(every)} noticed")  # noqa: T201 - a script tells
    return found


def main() -> None:
    """The faults that are asked for; ends with 1 where one survives that is not listed with its reason."""
    asked = argparse.ArgumentParser(description="Faults put into the core, and which are noticed.")
    asked.add_argument("--sample", type=int, default=320, help="faults in the code; 0 for all")
    asked.add_argument("--parts", type=Path, default=PARTS, help="which tests for which modules")
    asked.add_argument("--only", help="one part of the core, or rows")
    given = asked.parse_args()
    for heavy in (
        "pytest",
        "hypothesis",
        "numpy",
        "pandas",
        "polars",
        "pyarrow",
        "narwhals",
        "jsonschema",
    ):
        importlib.import_module(heavy)  # what every child would load again
    os.environ |= {"HYPOTHESIS_PROFILE": "few", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    if given.only == "rows":
        sys.exit(1 if row_survivors() else 0)
    parts = tomllib.loads(given.parts.read_text("utf-8"))
    if given.only is not None:
        parts = {name: held for name, held in parts.items() if name == given.only}
    known = {
        (each["module"], each["was"], each["now"])
        for each in tomllib.loads(KNOWN.read_text("utf-8"))["code"]
    }
    fresh = [
        found
        for found in code_survivors(parts, given.sample)
        if (found[0], found[1].was, found[1].now) not in known
    ]
    sys.exit(1 if fresh else 0)


if __name__ == "__main__":
    main()
