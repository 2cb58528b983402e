"""A public name means one thing: no module is named like a public function."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import pydoc
import subprocess
import sys
from pathlib import Path
from types import FunctionType, ModuleType

import cloudpickle

import gaf_rules as gaf

_MODULES = [info.name for info in pkgutil.walk_packages(gaf.__path__, "gaf_rules.")]
_FUNCTIONS = {name for name in gaf.__all__ if isinstance(getattr(gaf, name), FunctionType)}


def test_no_module_is_named_like_a_public_function() -> None:
    assert "assess" in _FUNCTIONS
    assert not [name for name in _MODULES if name.rpartition(".")[2] in {*gaf.__all__}]


# Where an array of many cases has what a case has, both are called the same.
_TWICE = {
    "Day", "Log", "Rules", "Tables", "Trigger", "Words", "_Chunk",
}  # fmt: skip


def _classes(package: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(str(path.relative_to(package)))
    return found


def test_a_class_name_stands_for_one_class() -> None:
    found = _classes(Path(gaf.__file__).parent)
    assert {name for name, where in found.items() if len(where) > 1} <= _TWICE


def test_a_second_class_of_a_name_is_seen(tmp_path: Path) -> None:
    for name in ("one.py", "two.py"):
        (tmp_path / name).write_text("class Table:\n    pass\n")
    assert _classes(tmp_path) == {"Table": ["one.py", "two.py"]}


def test_the_package_is_a_plain_module() -> None:
    assert type(gaf) is ModuleType


def test_whatever_is_imported_the_public_names_stay() -> None:
    before = {name: getattr(gaf, name) for name in gaf.__all__}
    for name in _MODULES:
        if name.endswith("__main__"):
            continue
        try:
            importlib.import_module(name)
        except ImportError:  # what it needs is not installed
            continue
    assert all(getattr(gaf, name) is value for name, value in before.items())
    assert all(isinstance(getattr(gaf, name), FunctionType) for name in _FUNCTIONS)


def test_pydoc_finds_every_public_name() -> None:
    shown = pydoc.plain(pydoc.render_doc(gaf))
    for name in gaf.__all__:
        assert name in shown
        assert pydoc.render_doc(f"gaf_rules.{name}")


def test_a_function_that_mentions_the_library_can_be_sent_elsewhere() -> None:
    def due(year: int) -> str:
        from datetime import date

        return str(gaf.deadline("2.4.4c", trigger=date(year, 2, 18)).on)

    program = "import sys, pickle; print(pickle.loads(sys.stdin.buffer.read())(2026))"
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=cloudpickle.dumps(due),
        capture_output=True,
        check=True,
    )
    assert run.stdout.decode().strip() == due(2026) == "2026-03-06"
