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


def _found(*options: str) -> set[int]:
    """The lines in which mypy finds an error."""
    words = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", *options, str(_TYPOS)]
    run = subprocess.run(words, cwd=_ROOT, capture_output=True, text=True, check=False)
    assert not run.stderr
    return {int(at) for at in re.findall(r"typos\.py:(\d+): error", run.stdout)}


def test_mypy_finds_every_slip_and_nothing_else() -> None:
    assert _found() == _slips()


def test_a_word_too_many_among_those_that_are_allowed_is_seen(tmp_path: Path) -> None:
    """The fault stands in the library: its vocabulary takes the slip for a word."""
    vocabulary, spoilt = "gaf_rules/language/vocabulary.py", tmp_path / "vocabulary.py"
    text = (_ROOT / vocabulary).read_text("utf-8")
    spoilt.write_text(text.replace('"municipal",', '"municipal", "munincipal",', 1), "utf-8")
    found = _found("--cache-dir", str(tmp_path / "cache"), "--shadow-file", vocabulary, str(spoilt))
    (missed,) = _slips() - found
    assert "munincipal" in _TYPOS.read_text("utf-8").splitlines()[missed - 1]
