"""The paths over arrays cost no more, beside the bare look-ups, than they did.

What instruction counts say of plain Python, ratios within one run say of arrays, where time goes into
memory. They are taken in a process of their own, so that nothing that measures coverage is measured. A busy
machine can only make a ratio worse for a while: a path is worse when it is so in every one of several tries.
After a change that is meant to cost more (or that costs less)::

    python tests/speed/test_ratios.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

_HERE = Path(__file__).resolve()
_SCRIPT = _HERE.parents[2] / "benchmarks" / "array_paths.py"
_KEPT = _HERE.with_name("ratios.toml")
_WORSE = 1.2
_TRIES = 5


def _measured(*options: str) -> dict[str, float]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    told = subprocess.run(
        [sys.executable, str(_SCRIPT), *options],
        capture_output=True,
        text=True,
        check=True,
        env={**kept, "PYTHONPATH": str(_SCRIPT.parents[1])},
    )
    found: dict[str, float] = json.loads(told.stdout)
    return found


def _kept() -> dict[str, float]:
    found: dict[str, float] = tomllib.loads(_KEPT.read_text("utf-8"))
    return found


def _best(tries: int, *options: str, enough: Mapping[str, float] | None = None) -> dict[str, float]:
    """The smallest ratio of each path in some tries; no further one once all are small ``enough``."""
    best: dict[str, float] = {}
    for _ in range(tries):
        for path, ratio in _measured(*options).items():
            best[path] = min(ratio, best.get(path, ratio))
        if enough is not None and not _worse(best, enough):
            break
    return best


def _worse(found: Mapping[str, float], kept: Mapping[str, float]) -> dict[str, str]:
    """The paths that are above their limit, and by how much."""
    assert set(found) == set(kept)
    return {
        path: f"{ratio:.2f} times what it stands beside, kept: {kept[path]:.2f}"
        for path, ratio in found.items()
        if ratio > _WORSE * kept[path]
    }


def test_no_path_over_arrays_has_become_a_fifth_worse() -> None:
    pytest.importorskip("polars")
    kept = _kept()
    worse = _worse(_best(_TRIES, enough=kept), kept)
    assert not worse, f"{worse}; python tests/speed/test_ratios.py renews what is kept"


def test_a_path_that_does_a_third_of_its_work_twice_is_found() -> None:
    """Held against the paths as they are now: what is kept may have been measured before they got faster."""
    pytest.importorskip("polars")
    plain, slowed = _best(2), _best(2, "--slowed", "0.35")
    if set(_worse(slowed, plain)) != set(_kept()):  # something else ran meanwhile: once more
        plain, slowed = _best(_TRIES), _best(_TRIES, "--slowed", "0.35")
    assert set(_worse(slowed, plain)) == set(_kept())


def _renew() -> None:
    tries = [_measured() for _ in range(_TRIES)]
    head = "".join(
        line for line in _KEPT.read_text("utf-8").splitlines(keepends=True) if line[0] == "#"
    )
    rows = (f'"{path}" = {min(found[path] for found in tries):.2f}\n' for path in tries[0])
    _KEPT.write_text(head + "".join(rows), "utf-8")


if __name__ == "__main__":
    _renew()
