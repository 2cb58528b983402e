"""What is declared is imported, and what is imported is declared: at run time and by each extra."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = _ROOT / "gaf_rules"

# Under which name a library is imported, where that is not the name it is asked for by.
_IMPORTED_AS = {
    "chinesecalendar": "chinese_calendar",
    "argparse-manpage": "argparse_manpage",
    "durable-rules": "durable_rules_engine",
    "griffelib": "griffe",
    "myst-nb": "myst_nb",
    "python-calamine": "python_calamine",
    "python-dateutil": "dateutil",
    "pydmnrules": "pyDMNrules",
    "pyyaml": "yaml",
    "spiffworkflow": "SpiffWorkflow",
    "z3-solver": "z3",
}
# Which parts of the package may import what an extra brings.
_HOMES = {
    "durable": ("durable",),
    "frames": ("auditing", "bulk", "columns", "policy"),
    "plot": ("adapters/plot.py",),
    "ics": ("adapters/ics.py", "adapters/subscription.py"),
    "parquet": (
        "adapters/calendar_files.py",
        "adapters/parquet_audit.py",
        "adapters/parquet_files.py",
    ),
    "spark": ("adapters/spark.py",),
    "sheets": ("sheets",),
    "page": ("sheets/workbooks.py", "sheets/writing.py"),
    "progress": ("cli/tables.py",),
    "serve": ("service", "cli/serve_command.py"),
    "workalendar": ("adapters/workalendar.py",),
    "testing": ("testing",),
}
# A cluster has it already, in the version that it runs; beside that one it weighs half a gigabyte.
_APART = {"spark"}
# Whoever hands in a frame of theirs has them, and nobody else needs them.
_BROUGHT = {
    "frames": {"pandas", "polars", "pyarrow"},
    # Tables are read with the extra sheets, which brings Polars.
    "progress": {"polars"},
    # It asks for the extra frames, which brings numpy.
    "parquet": {"numpy"},
    # It asks for the extra frames, too; PyArrow comes with pyspark[sql].
    "spark": {"numpy", "pyarrow"},
    # It asks for the extra frames, which brings narwhals. In a browser openpyxl stands in for its reader.
    "sheets": {"pandas", "pyarrow", "narwhals", "openpyxl"},
    # The better reader and the frames of `sheets` are not of Python alone.
    "page": {"python_calamine", "polars"},
    "testing": {"numpy", "narwhals", "pandas", "polars", "pyarrow"},
}
# What tests need and do not import: where it is asked for by a name or an option instead.
_TOOLS = {
    "pytest-cov": ("Makefile", "--cov "),
    "pytest-xdist": ("Makefile", "-n 2 "),
    "towncrier": ("tests/project/test_changes.py", '"towncrier"'),
    "hatchling": ("tests/project/test_packaging.py", '"hatchling"'),
    "ruff": ("Makefile", "$(BIN)/ruff "),
    "mypy": ("Makefile", "$(BIN)/mypy"),
    "import-linter": ("Makefile", "$(BIN)/lint-imports"),
    "cyclonedx-bom": ("scripts/release.py", '"cyclonedx_py"'),
    "uv": ("Makefile", "$(BIN)/uv "),
    "types-jsonschema": ("tests/schema/test_schema.py", "from jsonschema import"),
    # Packages of pages are found by Sphinx under their names.
    "sphinx": ("docs/build.py", '"sphinx"'),
    "furo": ("docs/conf.py", '"furo"'),
}

_EXTENSIONS = {path.stem for path in (_ROOT / "docs" / "_ext").glob("*.py")}
"""The extensions of the pages import each other by name."""


@lru_cache(maxsize=1)
def _project() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def _declared(extra: str = "") -> set[str]:
    """The libraries asked for at run time, or by an extra."""
    project = _project()
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[<>=;\[ ]", line)[0] for line in lines} - {"gaf-rules"}


def _modules(libraries: set[str]) -> set[str]:
    return {_IMPORTED_AS.get(name, name) for name in libraries}


@lru_cache(maxsize=1024)
def _imports(path: Path) -> frozenset[str]:
    """What a module imports that is neither Python's nor ours, by any of the usual ways."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            if called in {"import_module", "importorskip", "library", "_library"}:
                found.add(str(node.args[0].value))
    names = {name.split(".")[0] for name in found}
    return frozenset(names - {"gaf_rules", ""} - {*sys.stdlib_module_names})


def _imported(*paths: Path) -> set[str]:
    files = [each for path in paths for each in (path.rglob("*.py") if path.is_dir() else [path])]
    assert files
    return {name for file in files for name in _imports(file)}


def _home(extra: str) -> list[Path]:
    return [_PACKAGE / part for part in _HOMES[extra]]


def test_at_run_time_nothing_is_imported_but_what_is_declared_and_nothing_declared_in_vain() -> (
    None
):
    homes = {path for extra in _HOMES for path in _home(extra)}
    core = [p for p in _PACKAGE.rglob("*.py") if not homes & {p, *p.parents}]
    assert _imported(*core) == _modules(_declared())


@pytest.mark.parametrize("extra", _HOMES)
def test_an_extra_brings_what_its_part_imports_and_nothing_else(extra: str) -> None:
    imported = _imported(*_home(extra)) - _modules(_declared()) - _BROUGHT.get(extra, set())
    assert imported == _modules(_declared(extra))


def test_every_extra_has_its_part_and_all_has_them_all() -> None:
    extras = _project()["optional-dependencies"]
    assert {*extras} == {*_HOMES, "all", "docs", "test", "release", "fuzz"}
    assert extras["all"] == [
        f"gaf-rules[{','.join(name for name in _HOMES if name not in _APART)}]"
    ]


@pytest.mark.parametrize("page", ["docs/guide/install.md", "docs/zh/guide/install.md"])
def test_the_page_on_installing_lists_every_extra(page: str) -> None:
    text = (_ROOT / page).read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) == [*_HOMES, "all"]


def test_what_tests_need_is_declared_and_nothing_is_declared_in_vain() -> None:
    folders = ("tests/support", "benchmarks", "scripts", "examples/own_register")
    beside = [_ROOT / folder for folder in folders]
    ours = {path.stem for folder in beside for path in folder.glob("*.py")} | _EXTENSIONS
    needed = _imported(_ROOT / "tests", _ROOT / "scripts", _ROOT / "examples", _PACKAGE) - ours
    tools = {name for name in _declared("test") if name in _TOOLS}
    asked = (_declared("test") - tools) | _declared("fuzz")
    assert needed - _modules(_declared()) == _modules(asked)


def test_no_test_is_passed_over_for_want_of_what_this_python_can_have() -> None:
    calls = re.compile(r'importorskip\(\s*"(\w+)')
    passing = {
        name
        for path in (_ROOT / "tests").rglob("*.py")
        for name in calls.findall(path.read_text("utf-8"))
    }
    lines = map(Requirement, _project()["optional-dependencies"]["test"])
    had = {
        name
        for each in lines
        if each.marker is None or each.marker.evaluate()
        for name in _modules({each.name})
    }
    assert {"durable_rules_engine", "polars", "griffe"} <= passing
    for name in sorted(passing & had):
        import_module(name)


def test_what_the_pages_need_is_declared_and_nothing_is_declared_in_vain() -> None:
    tools = {name for name in _declared("docs") if name in _TOOLS}
    # Docutils comes with Sphinx, whose interface it is part of.
    theirs = _imported(_ROOT / "docs") - _EXTENSIONS - {"sphinx", "docutils"}
    assert theirs == _modules(_declared("docs") - tools)


@pytest.mark.parametrize("tool", _TOOLS)
def test_a_tool_is_asked_for(tool: str) -> None:
    file, words = _TOOLS[tool]
    assert words in (_ROOT / file).read_text("utf-8")
    assert tool in _declared("test") | _declared("docs") | _declared("release")
