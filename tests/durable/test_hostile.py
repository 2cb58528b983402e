"""Ten thousand hostile inputs against the driver, in a process of its own: a crash there fails here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip(
    "durable_rules_engine",
    reason="durable_rules is not installed for this Python",
    exc_type=ImportError,
)

_PROGRAM = Path(__file__).resolve().parents[1] / "support" / "hostile.py"
_COUNT = 100_000 if os.environ.get("GAF_LONG") == "1" else 10_000


def _run(program: Path | str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(program), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )


def test_hostile_inputs_end_in_an_error_or_in_the_right_answer() -> None:
    done = _run(_PROGRAM, str(_COUNT), "20261124")
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    counts = json.loads(done.stdout)
    assert sum(counts.values()) == _COUNT
    # Neither refuses everything nor lets everything through.
    assert min(counts["answered"], counts["refused"]) > _COUNT // 10


def test_a_crash_would_be_seen(tmp_path: Path) -> None:
    program = tmp_path / "crash.py"
    program.write_text("import os\nos.abort()\n", "utf-8")
    assert _run(program).returncode != 0
