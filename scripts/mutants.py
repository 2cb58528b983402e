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
notices is listed; it stands in ``tests/mutants/survivors.toml`` with the reason, or a test is lacking.
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import contextlib
import importlib.machinery
import importlib.util
import json
import math
import os
import random
import resource
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import ModuleType

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from code_mutants import Fault, faults, faulty  # noqa: E402 - from the folder just named

KNOWN: Final = ROOT / "tests" / "mutants" / "survivors.toml"
PARTS: Final = ROOT / "tests" / "mutants" / "parts.toml"
SEED: Final = 2026
_PAUSE, _GRACE, _UNKNOWN, _LONGEST = 0.02, 15.0, 60.0, 7200.0
_ENOUGH: Final = 8.0
_READING: Final = 0.5
"""About the seconds that it takes to read a file of tests."""
_PASSED, _FAILED, _BROKEN, _NOTHING = 0, 1, 3, 5
_PLACES: Final = range(10, 250)
"""What a child ends with that has noticed a fault: the place of the file of tests that did, from 10 on."""
_HEAVY: Final = (
    *(
        "pytest",
        "hypothesis",
        "numpy",
        "pandas",
        "polars",
        "pyarrow",
        "narwhals",
        "jsonschema",
        "z3",
    ),
)


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


class _Learning:
    """A plugin of pytest: which test went through which line, and the processor's seconds that it took."""

    def __init__(self, paths: Sequence[str]) -> None:
        import coverage  # noqa: PLC0415 - needed where tests are learnt, not where they are run

        self.paths = paths
        self.measured = coverage.Coverage(data_file=None, config_file=False, include=[*paths])
        self.seconds: dict[str, float] = {}
        self.start = 0.0
        self.failed: set[str] = set()

    def pytest_sessionstart(self) -> None:
        """Before the first test is read."""
        self.measured.start()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins."""
        self.measured.switch_context(nodeid)
        self.start = time.process_time()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """A test has ended."""
        self.seconds[nodeid] = time.process_time() - self.start

    def pytest_runtest_logreport(self, report: Any) -> None:
        """A step of a test is done."""
        if report.failed:
            self.failed.add(report.nodeid)

    def told(self) -> dict[str, Any]:
        """Of each file each line with its tests, and the seconds of each test."""
        self.measured.stop()
        held = self.measured.get_data()
        lines = {path: held.contexts_by_lineno(path) for path in self.paths}
        return {
            "lines": {
                path: {line: sorted({*tests} - {""}) for line, tests in each.items()}
                for path, each in lines.items()
            },
            "seconds": {
                name: took for name, took in self.seconds.items() if name not in self.failed
            },
            "failed": sorted(self.failed),
        }


class _Only:
    """A plugin of pytest: of the tests that are found, those asked for; a file means all of its tests."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self.wanted = {*wanted}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """After the tests are read."""
        items[:] = [
            each
            for each in items
            if not self.wanted.isdisjoint({each.nodeid, _file_of(each.nodeid)})
        ]


def _pytest(tests: Sequence[str], plugin: Any, *more: str) -> int:
    """How tests ended that are run in this process."""
    import pytest  # noqa: PLC0415 - loaded once by the parent

    # No plugins but what marks and options need: loading all takes longer than most faults live.
    options = (
        *("-q", "-p", "pytest_cov.plugin", "--no-cov", "--assert=plain"),
        *("-p", "no:cacheprovider", "-c", str(ROOT / "pyproject.toml"), *more),
    )
    return int(pytest.main([*options, *tests], plugins=[plugin]))


def _in_child(work: Callable[[], int], limit: float) -> int | None:
    """What some work in a child ends with; None where it does not end in time."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = _BROKEN
        with contextlib.suppress(BaseException):
            os.setpgid(0, 0)
            os.chdir(ROOT)
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), 1)
                os.dup2(nowhere.fileno(), 2)
            code = work()
        os._exit(code)
    end = time.monotonic() + limit
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(_PAUSE)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def learn(tests: Sequence[str], paths: Sequence[str], kept: Path) -> dict[str, Any]:
    """Which test goes through which line of which file: all tests, run once without a fault.

    Arguments:
        tests: files and folders of tests.
        paths: the files in which faults will be.
        kept: where what was learnt is written; what stands there already is taken as it is.
    """

    def work() -> int:
        plugin = _Learning(paths)
        code = _pytest(tests, plugin)
        kept.write_text(json.dumps(plugin.told()), "utf-8")
        return code

    if not kept.exists() and _in_child(work, _LONGEST) not in {_PASSED, _FAILED}:
        kept.unlink(missing_ok=True)
        sys.exit(f"the tests do not run: {' '.join(tests)}")
    found: dict[str, Any] = json.loads(kept.read_text("utf-8"))
    for name in found["failed"]:
        print(f"left out, since it fails without any fault: {name}", file=sys.stderr)  # noqa: T201 - a script tells
    return found


def _file_of(test: str) -> str:
    """The file of a test."""
    return test.partition("::")[0]


class Tests:
    """The tests that may notice a fault, those first that have noticed most for the time they take.

    Arguments:
        learnt: what :func:`learn` found.
        always: files, or single tests, that are asked about every fault at last: what a line does is kept and
            used by tests that never go through it.
    """

    def __init__(self, learnt: dict[str, Any], always: Sequence[str]) -> None:
        self.lines: dict[str, dict[str, list[str]]] = learnt["lines"]
        self.seconds: dict[str, float] = learnt["seconds"]
        self.always = {each for each in self.seconds if each.startswith(tuple(always))}
        # What has not been learnt is run whole.
        fresh = {each for each in always if not any(name.startswith(each) for name in self.always)}
        self.always |= fresh
        self.seconds |= dict.fromkeys(fresh, _UNKNOWN)
        self.noticed: Counter[str] = Counter()

    def through(self, path: str, fault: Fault) -> Iterator[list[str]]:
        """The tests to run, file by file: through the line, through its function, those of always, the rest.

        Of those through the line as many as `_ENOUGH` seconds hold at first, the quick ones of each file, and
        of those through the function; what nobody has noticed then is put to all through the function.
        """
        lines = self.lines.get(path, {})
        seen: set[str] = set()
        near = {
            each
            for line, tests in lines.items()
            if fault.first <= int(line) <= fault.last
            for each in tests
        }
        for wanted, enough in (
            ({*lines.get(str(fault.line), ())}, _ENOUGH),
            (near, _ENOUGH),
            (self.always, math.inf),
            (near, math.inf),
        ):
            left = enough
            for held in self._by_file((wanted - seen) & {*self.seconds}):
                fitting = self._fitting(held, left)
                left -= self.together(fitting)
                seen |= {*fitting}
                if fitting:
                    yield fitting

    def together(self, tests: Iterable[str]) -> float:
        """The seconds of some tests."""
        return sum(self.seconds[each] for each in tests)

    def _fitting(self, tests: Iterable[str], left: float) -> list[str]:
        """The quickest of some tests, as many as fit into the seconds that are left."""
        quickest = sorted(tests, key=self.seconds.__getitem__)
        ends = accumulate(self.seconds[each] for each in quickest)
        return [each for each, end in zip(quickest, ends, strict=True) if end <= left]

    def _by_file(self, tests: set[str]) -> list[list[str]]:
        files: dict[str, list[str]] = {}
        for each in sorted(tests):
            files.setdefault(_file_of(each), []).append(each)

        def worth(held: list[str]) -> tuple[float, float]:
            took = self.together(held)
            return -self.noticed[_file_of(held[0])] / (took + _READING), took

        return sorted(files.values(), key=worth)

    def notice(self, tests: Sequence[list[str]], finder: _Finder) -> bool:
        """Whether one of the tests fails, or takes far more of the processor's time than it should.

        Arguments:
            tests: names of tests, file by file.
            finder: where the fault is.
        """

        def work() -> int:
            sys.meta_path.insert(0, finder)
            for place, each in enumerate(tests):
                limit = time.process_time() + 2 * self.together(each) + _GRACE
                resource.setrlimit(resource.RLIMIT_CPU, (int(limit), resource.RLIM_INFINITY))
                code = _pytest([_file_of(each[0])], _Only(each), "-x")
                if code not in {_PASSED, _NOTHING}:
                    return _PLACES[min(place, len(_PLACES) - 1)]
            return _PASSED

        code = _in_child(work, _LONGEST)
        if code is not None and code in _PLACES:
            self.noticed[_file_of(tests[_PLACES.index(code)][0])] += 1
        return code != _PASSED


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
        finder = _Finder(module, str(path), faulty(path.read_text("utf-8"), fault.number))
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
    """The faults in the rows that no table and no case tells, but for those that are known to be none."""
    sys.path.insert(0, str(ROOT))
    from row_faults import (  # noqa: PLC0415 - loads the library
        condition_faults,
        is_noticed,
        row_faults,
    )

    from gaf_rules.guidelines.hainan import HAINAN  # noqa: PLC0415 - likewise

    made = row_faults if which == "rows" else condition_faults
    every, kinds, killed = [*made(HAINAN)], Counter[str](), Counter[str]()
    if which == "conditions":  # as drawn, like those in the code
        every = random.Random(SEED).sample(every, min(size, len(every)) or len(every))  # noqa: S311 - likewise
    found = []
    for number, each in enumerate(every, 1):
        kind = f"{each.table}.{each.field}"
        kinds[kind] += 1
        if is_noticed(each):
            killed[kind] += 1
        else:
            print(each, flush=True)  # noqa: T201 - a script tells
            found.append(str(each))
        if number % 20 == 0:
            print(f"… {killed.total()} of {number} noticed", file=sys.stderr, flush=True)  # noqa: T201 - a script tells
    for kind, number in kinds.items():
        print(f"  {kind}: {killed[kind]} of {number}")  # noqa: T201 - a script tells
    told = f"{killed.total()} of {len(every)} noticed ({100 * killed.total() / len(every):.1f} %)"
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
        importlib.import_module(heavy)  # what every child would load again
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
