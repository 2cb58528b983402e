"""Which tests notice a fault in the code: learnt from one run without a fault, asked in children with one."""

from __future__ import annotations

import contextlib
import importlib.machinery
import importlib.util
import json
import math
import os
import resource
import signal
import sys
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
    from types import ModuleType

    from code_mutants import Fault

ROOT: Final = Path(__file__).resolve().parents[2]
_PAUSE, _GRACE, _UNKNOWN, _LONGEST = 0.02, 15.0, 60.0, 7200.0
_ENOUGH: Final = 8.0
_READING: Final = 0.5
"""About the seconds that it takes to read a file of tests."""
_SHARED: Final = " # "
"""Between the home of a fixture and its name."""
_PASSED, _FAILED, _BROKEN, _NOTHING = 0, 1, 3, 5
_PLACES: Final = range(10, 250)
"""What a child ends with that has noticed a fault: the place of the file of tests that did, from 10 on."""


class _Faulty(importlib.machinery.SourceFileLoader):
    """Loads one module with a fault in it."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self.tree = tree

    def get_code(self, fullname: str) -> Any:
        return compile(self.tree, self.get_filename(fullname), "exec", dont_inherit=True)


class Finder:
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
        import coverage

        self.paths = paths
        self.measured = coverage.Coverage(data_file=None, config_file=False, include=[*paths])
        # Python's own monitoring, the usual way from 3.14 on, knows nothing of contexts.
        self.measured.set_option("run:core", "ctrace")
        self.seconds: dict[str, float] = {}
        self.fixtures: dict[str, set[str]] = {}
        self.test = ""
        self.start = 0.0
        self.failed: set[str] = set()

    def pytest_sessionstart(self) -> None:
        """Before the first test is read."""
        self.measured.start()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins."""
        self.test = nodeid
        self.measured.switch_context(nodeid)
        self.start = time.process_time()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, object, object]:
        """What several tests share is made in one of them, and rests on its lines for all."""
        if fixturedef.scope == "function":
            return (yield)
        self.measured.switch_context(f"{fixturedef.baseid}{_SHARED}{fixturedef.argname}")
        try:
            return (yield)
        finally:
            self.measured.switch_context(self.test)

    def pytest_runtest_call(self, item: Any) -> None:
        """A test has all that it asks for."""
        self.fixtures[item.nodeid] = {*item.fixturenames}

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
                path: {line: sorted(self._tests(names)) for line, names in each.items()}
                for path, each in lines.items()
            },
            "seconds": {
                name: took for name, took in self.seconds.items() if name not in self.failed
            },
            "failed": sorted(self.failed),
        }

    def _tests(self, contexts: Iterable[str]) -> set[str]:
        """The tests, and those that ask for the fixtures, that went through a line."""
        found = {each for each in contexts if each and _SHARED not in each}
        for context in {*contexts} - found:
            home, _, name = context.partition(_SHARED)
            found |= {
                test
                for test, names in self.fixtures.items()
                if name in names and test.startswith(home)
            }
        return found


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

    def notice(self, tests: Sequence[list[str]], finder: Finder) -> bool:
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
