"""The hot paths and a start cost no more instructions than they did: counts do not wobble as times do.

A path is run so often and so often again under an instruction counter; the difference is its own. Counts
are held against those of a fixed piece of plain Python in the same interpreter, so that another build of
Python shifts both. A start is a process that assesses one case, less what `attrs`, `json` and `datetime`
take alone. After a change that is meant to cost more (or that costs less)::

    python tests/speed/test_instructions.py
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_HERE = Path(__file__).resolve()
_BENCHMARKS = _HERE.parents[2] / "benchmarks"
_SCRIPT = _BENCHMARKS / "hot_paths.py"
_START = _BENCHMARKS / "first_case.py"
_NOT_OURS = "import attrs, datetime, json"
_KNOWN = _HERE.with_name("instructions.toml")
_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
_WORSE = 1.2
_CALLS = {
    "reference": 1_000, "deadline": 5_000, "assess": 100, "explain": 12,
}  # fmt: skip
# The first calls compile, fill tables: they are in every run, and fall out of the difference.
_FIRST = {
    "reference": 10, "deadline": 400, "assess": 20, "explain": 8,
}  # fmt: skip
_VALGRIND = shutil.which("valgrind")


def _counted(*words: str, compiled: Path | None = None) -> int:
    """Instructions of a process of this interpreter with such arguments.

    With ``compiled``, modules come out of that folder as Python has compiled them in a run before.
    """
    assert _VALGRIND is not None
    told = subprocess.run(
        [
            _VALGRIND,
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            sys.executable,
            *words,
        ],
        capture_output=True,
        text=True,
        check=True,
        env=_environment(compiled),
    )
    found = re.search(r"Collected : (\d+)", told.stderr)
    assert found is not None, told.stderr
    return int(found[1])


def _environment(compiled: Path | None) -> dict[str, str]:
    # The same hashes, hence the same order of sets and probes of dicts, in every run.
    known = {"PYTHONHASHSEED": "0", "PYTHONPATH": str(_BENCHMARKS.parent)}
    if compiled is not None:
        known |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(compiled)}
    # What measures coverage in the processes a test starts would be counted too.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return {**kept, **known}


def _called(calls: dict[str, int]) -> int:
    """Instructions of a process that calls the hot paths so often."""
    return _counted(str(_SCRIPT), *(str(word) for pair in calls.items() for word in pair))


def _started(compiled: Path) -> int:
    """Instructions of a start: the library imported and one case assessed, less what is not ours."""
    commands = ((str(_START),), ("-c", _NOT_OURS))
    for words in commands:  # modules are compiled in a run that nobody counts
        subprocess.run([sys.executable, *words], check=True, env=_environment(compiled))
    ours, not_ours = (_counted(*words, compiled=compiled) for words in commands)
    return ours - not_ours


def _measured(compiled: Path) -> dict[str, float]:
    """Instructions of one call of each path and of a start, in calls of the reference."""
    first = _called(_FIRST)
    each = {
        path: (_called({**_FIRST, path: _FIRST[path] + calls}) - first) / calls
        for path, calls in _CALLS.items()
    }
    each["start"] = _started(compiled)
    return {path: cost / each["reference"] for path, cost in each.items() if path != "reference"}


def _limits() -> dict[str, float]:
    found: dict[str, float] = tomllib.loads(_KNOWN.read_text("utf-8")).get(_VERSION, {})
    return found


@pytest.mark.skipif(
    _VALGRIND is None, reason="valgrind, which counts instructions, is not installed"
)
@pytest.mark.skipif(not _limits(), reason=f"no counts are kept for Python {_VERSION}")
def test_no_hot_path_has_become_a_fifth_worse(tmp_path: Path) -> None:
    worse = _worse(_measured(tmp_path), _limits())
    assert not worse, "a hot path has become slower; python tests/speed/test_instructions.py renews"


def test_a_fifth_more_is_found_and_less_is_not() -> None:
    kept = {"assess": 10.0, "deadline": 0.1}
    assert _worse({"assess": 12.1, "deadline": 0.1}, kept) == {"assess": "12.100, kept: 10.000"}
    assert _worse({"assess": 11.9, "deadline": 0.09}, kept) == {}
    assert set(_worse({"assess": 9.0}, kept)) == {"deadline"}


def _worse(measured: dict[str, float], kept: dict[str, float]) -> dict[str, str]:
    """The paths that cost more than they may, or are no longer measured."""
    found = {path: measured.get(path, math.inf) for path in kept}
    return {
        path: f"{cost:.3f}, kept: {kept[path]:.3f}"
        for path, cost in found.items()
        if cost > _WORSE * kept[path]
    }


def _renew() -> None:
    kept = tomllib.loads(_KNOWN.read_text("utf-8"))
    with TemporaryDirectory() as compiled:
        kept[_VERSION] = _measured(Path(compiled))
    head = "# Instructions of one call, in calls of the reference loop, by Python version.\n"
    head += "# Renewed by: python tests/speed/test_instructions.py\n"
    parts = (
        f'\n["{version}"]\n' + "".join(f"{path} = {cost:.4f}\n" for path, cost in costs.items())
        for version, costs in sorted(kept.items())
    )
    _KNOWN.write_text(head + "".join(parts), "utf-8")


if __name__ == "__main__":
    _renew()
