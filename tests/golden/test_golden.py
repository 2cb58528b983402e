"""The files that were read through by eye are still what the library says."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def script(root: Path) -> Any:
    spec = importlib.util.spec_from_file_location("golden", root / "scripts" / "golden_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_golden_files_are_fresh(script: Any) -> None:
    made = dict(script.files())
    stale = [path.name for path, content in made.items() if path.read_bytes() != content]
    assert not stale, "run scripts/golden_files.py and read the difference"
    kept = {path for path in script.FOLDER.rglob("*.*") if path.suffix in {".ics", ".txt", ".svg"}}
    assert kept == set(made)
