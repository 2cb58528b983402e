"""What is timed side by side: ratios hold on a machine that is slow by turns; the page is the run's."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

_ROOT = Path(__file__).resolve().parents[2]
_BENCHMARKS = str(_ROOT / "benchmarks")


def _load(name: str) -> Any:
    """A module of the benchmarks, which are scripts and no package."""
    sys.path.insert(0, _BENCHMARKS)
    try:
        return import_module(name)
    finally:
        sys.path.remove(_BENCHMARKS)


@pytest.fixture(scope="module")
def measure() -> Any:
    return _load("measure")


class _Machine:
    """A clock, and work that takes time by it: more in some rounds than in others."""

    def __init__(self, loads: list[float]) -> None:
        self.now = 0.0
        self.loads = loads
        self.turns = 0

    def clock(self) -> float:
        return self.now

    def work(self, seconds: float) -> Any:
        def call() -> None:
            # Two turns a round, after the two calls of each way before it begins.
            load = self.loads[max(0, self.turns - 4) // 2 % len(self.loads)]
            self.turns += 1
            self.now += seconds * load

        return call


@given(
    loads=st.lists(st.floats(1, 50), min_size=1, max_size=9),
    factor=st.floats(0.01, 100),
)
def test_a_load_that_all_share_leaves_the_ratio_as_it_is(loads: list[float], factor: float) -> None:
    measure, machine = _load("measure"), _Machine(loads)
    ways = [measure.Way(name=str(of), call=machine.work(of), size=10) for of in (1.0, factor)]
    ours, other = measure.side_by_side(ways, rounds=9, moment=0.001, clock=machine.clock)
    assert ours.ratio == measure.Spread(1.0, 1.0, 1.0)
    assert other.ratio.mid == pytest.approx(factor)
    assert other.ratio.low == pytest.approx(other.ratio.high)


@given(values=st.lists(st.floats(0, 1e6), min_size=1))
def test_the_spread_is_in_order_and_within_what_was_seen(values: list[float]) -> None:
    spread = _load("measure").Spread.of(values)
    assert min(values) <= spread.low <= spread.mid <= spread.high <= max(values)


def test_answers_that_differ_or_fail_are_counted(measure: Any) -> None:
    def theirs(number: int) -> int:
        if number == 4:
            raise LookupError
        return number + (number == 2)

    found = measure.agreement(range(6), lambda number: number, theirs)
    assert (found.asked, found.refused, found.other) == (6, 1, 1)
    assert (found.example, found.where) == ("2: 2, 3", ("2",))


def test_a_quick_way_is_called_often_and_a_slow_one_once_a_turn(measure: Any) -> None:
    machine = _Machine([1.0])
    calls = {"quick": 0, "slow": 0}

    def way(name: str, seconds: float) -> Any:
        work = machine.work(seconds)

        def call() -> None:
            calls[name] += 1
            work()

        return measure.Way(name=name, call=call)

    measure.side_by_side(
        [way("quick", 0.001), way("slow", 5.0)], rounds=3, moment=0.01, clock=machine.clock
    )
    assert calls == {"quick": 2 + 3 * 10, "slow": 2 + 3}


@pytest.mark.parametrize(
    ("path", "lang"),
    [("docs/reference/benchmarks.md", 1), ("docs/zh/reference/benchmarks.md", 0)],
)
def test_the_page_is_what_the_results_say(path: str, lang: int) -> None:
    results = json.loads((_ROOT / "benchmarks" / "results.json").read_text("utf-8"))
    shown = (_ROOT / path).read_text("utf-8")
    assert shown == _load("page").page(results, lang), "python benchmarks/side_by_side.py --page"
    assert (_ROOT / path).with_name("growth.svg").is_file()


def test_an_aim_that_is_missed_is_said_to_be_and_by_how_much() -> None:
    def row(name: str, seconds: float, ratio: float) -> dict[str, Any]:
        return {"name": name, "seconds": [seconds] * 3, "ratio": [ratio] * 3}

    def found(seconds: float) -> Any:
        rows = [row("gaf_rules", seconds, 1.0), row("holidays 1", 40e-6, 40e-6 / seconds)]
        results = {"questions": [{"key": "one_deadline", "rows": rows}], "curves": []}
        return _load("goals").goals(results)[0]

    assert found(0.5e-6).met is True
    late = found(0.9e-6)
    assert (late.met, late.off) == (False, pytest.approx(1.5))
