"""What users hold on to stays: every public name, what it takes and what its values have, as written down."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]


def _script() -> Any:
    path = _ROOT / "scripts" / "public_names.py"
    spec = importlib.util.spec_from_file_location("public_names", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_nothing_public_has_changed_unsaid() -> None:
    script = _script()
    held = script.TARGET.read_text("utf-8").splitlines()
    now = [*script.public()]
    assert {*held} - {*now} == set(), (
        "gone or changed; if that is meant: python scripts/public_names.py"
    )
    assert {*now} - {*held} == set(), "new: python scripts/public_names.py writes it down"
    assert (
        "assess(case, *, as_of, guideline=None, calendar=None, readings=None, engine='native')"
        in held
    )
