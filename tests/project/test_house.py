"""The house as its page tells it: every room is there on its floor, and names in strings point down too."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.rows import FIRST_HOP, FIRST_TIER
from gaf_rules.language.vocabulary import ROLES, TIERS
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
    told = {room: int(floor) for room, floor in re.findall(r"(?m)^\| `(\w+)` \| (\d+) ", text)}
    assert told == _FLOORS


def _named_in_strings(path: Path) -> set[str]:
    """The modules of the library that a file names in a string of its own; docstrings are none."""
    return {
        node.value
        for node in ast.walk(_HOUSE.tree(path))
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


# -- the figures of the page -------------------------------------------------------------------------------
_ALLOWED = 0.05


def _figures(page: str, names: int) -> list[int]:
    """The last column of the table of figures."""
    block = (_ROOT / page).read_text("utf-8").partition("<!-- figures:")[2].partition("<!-- end")[0]
    found = re.findall(r"(?m)^\| [^|]+\|[^|]*\| ([\d,]+) \|$", block)
    assert len(found) == names
    return [int(each.replace(",", "")) for each in found]


def test_the_page_has_the_figures_that_are_counted() -> None:
    counted = _HOUSE.figures()
    for page in _PAGES:
        for (name, now), told in zip(counted.items(), _figures(page, len(counted)), strict=True):
            assert abs(told - now) <= max(1, now * _ALLOWED), (page, name, told, now)
    assert counted["lines"] == sum(
        counted[name] for name in ("code", "rows", "imports", "docstrings", "blank")
    )
    for name in ("floors", "longest"):
        assert counted[name] <= _HOUSE.WANTED[name]


def test_each_line_is_of_one_sort(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text('"""Of what."""\n\nimport x  # said\n\n# why\ny = """a\nb"""\n')
    assert dict(_HOUSE.sorts(file)) == {
        "code": 2, "imports": 1, "docstrings": 1, "comments": 1, "blank": 2,
    }  # fmt: skip


# -- no knowledge of one guideline outside the room of guidelines ------------------------------------------
_CLAUSES = {
    slug for slug in (*gaf.HAINAN.clauses, *ALGORITHMS.clauses) if re.search(r"\.\d+[a-z]", slug)
}
_MAY_NAME = {
    "language/vocabulary.py": "the words of a case, and the questions that it may answer",
    "language/readings.py": "the options of the readings",
    "log/roles.py": "what the format of a case supplies where a role is left out",
    "log/events.py": "the clause by which a filing has a number",
    "readings_text/model.py": "an example",
    "readings_text/__init__.py": "where the points stand that can be read two ways",
    "policy/simulating/usual.py": "a model that callers replace by their own",
    "testing/registered.py": "an amendment as an example, and whose planning is tried",
}


def _names_of_guidelines() -> set[str]:
    """What offices, tiers and positions are called; the sponsor is one in every guideline."""
    tiers = (*gaf.HAINAN.tiers, *ALGORITHMS.tiers)
    places = {place for tier in tiers for at in tier.places.values() for place in at}
    return ({*ROLES, *TIERS} | places) - {"sponsor", FIRST_HOP, FIRST_TIER}


_NAMES = _names_of_guidelines()


def _plain_strings(path: Path) -> set[str]:
    """The strings of a file that stand in code: docstrings are none."""
    nodes = [*ast.walk(_HOUSE.tree(path))]
    told = {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    }


def _known_by_name(path: Path) -> set[str]:
    return _plain_strings(path) & (_NAMES | _CLAUSES)


def test_no_office_tier_position_or_clause_is_known_by_name_outside_guidelines() -> None:
    found = {
        str(path.relative_to(_PACKAGE)): known
        for path in _PACKAGE.glob("*/**/*.py")
        if path.relative_to(_PACKAGE).parts[0] != "guidelines" and (known := _known_by_name(path))
    }
    assert found.keys() == _MAY_NAME.keys(), found


def test_a_look_up_by_name_is_seen(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text(
        '"""Of the provincial_cac."""\nx = row.by == "provincial_cac"\ny = "2.4.4c"\n'
    )
    assert _known_by_name(planted) == {"provincial_cac", "2.4.4c"}
