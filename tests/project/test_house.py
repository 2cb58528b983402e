"""The house as its page tells it: every room is there on its floor, and names in strings point down too."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

from gaf_rules.values.doors import DOORS

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = _ROOT / "gaf_rules"
_PAGES = ("docs/explanation/architecture.md", "docs/zh/explanation/architecture.md")
_MOST_FLOORS = 12


def _script() -> Any:
    spec = importlib.util.spec_from_file_location("house", _ROOT / "scripts" / "house.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_HOUSE = _script()
_FLOORS: dict[str, int] = _HOUSE.floors(_HOUSE.rooms())


def test_a_dozen_floors_and_no_circle() -> None:
    assert max(_FLOORS.values()) <= _MOST_FLOORS
    with pytest.raises(RecursionError):
        _HOUSE.floors({"a": {"b"}, "b": {"a"}})


@pytest.mark.parametrize("page", _PAGES)
def test_the_page_names_each_room_on_its_floor(page: str) -> None:
    text = (_ROOT / page).read_text("utf-8")
    told = {room: int(floor) for floor, room in re.findall(r"(?m)^\| (\d+) \| `(\w+)` ", text)}
    assert told == _FLOORS


def _named_in_strings(path: Path) -> set[str]:
    """The modules of the library that a file names in a string of its own; docstrings are none."""
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"gaf_rules(\.\w+)+", node.value)
    }


def _looks_up(path: Path) -> set[str]:
    """What a file names in strings that stands in a room above its own."""
    own = _FLOORS[path.relative_to(_PACKAGE).parts[0]]
    return {name for name in _named_in_strings(path) if _FLOORS.get(name.split(".")[1], 0) > own}


def test_a_name_in_a_string_points_down_but_for_the_doors() -> None:
    found = {path.name: up for path in _PACKAGE.glob("*/**/*.py") if (up := _looks_up(path))}
    assert found == {"doors.py": {module for _, module, _ in DOORS}}


def test_a_string_that_looks_up_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").mkdir()
    planted = tmp_path / "log" / "case.py"
    planted.write_text(
        'from importlib import import_module\nimport_module("gaf_rules.cli.files")\n'
    )
    monkeypatch.setitem(globals(), "_PACKAGE", tmp_path)
    assert _looks_up(planted) == {"gaf_rules.cli.files"}


@pytest.mark.parametrize("page", _PAGES)
def test_the_recipes_name_what_exists(page: str) -> None:
    text = (_ROOT / page).read_text("utf-8")
    recipes = text[text.index("`gaf_rules/language/conditions.py`") :]
    named = re.findall(r"`((?:gaf_rules|tests|docs|calendars|scripts)/[\w./-]*)`", recipes)
    assert len(named) > 20
    assert [name for name in named if not (_ROOT / name).exists()] == []
