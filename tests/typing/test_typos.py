"""Whoever has their code checked for types is told of a word that does not exist before it runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

_HERE = Path(__file__).parent
_TYPOS = _HERE / "typos.py"
_ROOT = _HERE.parent.parent


def _slips() -> set[int]:
    """The lines that have a slip."""
    lines = _TYPOS.read_text("utf-8").splitlines()
    return {number for number, line in enumerate(lines, 1) if line.endswith("# slip")}


def test_mypy_finds_every_slip_and_nothing_else() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", str(_TYPOS)],
        cwd=_ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = {int(at) for at in re.findall(r"typos\.py:(\d+): error", run.stdout)}
    assert found == _slips(), run.stdout + run.stderr
