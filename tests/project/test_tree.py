"""The tree itself: small modules that say what they are, no trace of one machine, reasons given."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_MOST_LINES = {"gaf_rules": 400}
_MOST_LINES_ELSEWHERE = 450
_MOST_BYTES = 1_000_000
_NOT_OURS = {".git", ".venv", "_build", "build", "dist", "__pycache__", ".hypothesis", "htmlcov"}


def _files() -> list[Path]:
    """What is or will be under version control; in an unpacked archive, every file."""
    if (_ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 - the git of the path
            cwd=_ROOT,
            capture_output=True,
            check=True,
        )
        found = [_ROOT / name for name in listed.stdout.decode().split("\0") if name]
        return sorted(path for path in found if path.is_file())
    return sorted(p for p in _ROOT.rglob("*") if p.is_file() and not _NOT_OURS & {*p.parts})


_FILES = _files()
_MODULES = [path for path in _FILES if path.suffix == ".py"]


def _name(path: Path) -> str:
    return str(path.relative_to(_ROOT))


def _text(path: Path) -> str | None:
    raw = path.read_bytes()
    return None if b"\0" in raw else raw.decode("utf-8")


def test_there_is_a_tree_to_look_at() -> None:
    assert {"pyproject.toml", "Makefile", "LICENSE", "tests/project/test_tree.py"} <= {
        _name(path) for path in _FILES
    }


@pytest.mark.parametrize("path", _MODULES, ids=_name)
def test_a_module_has_a_docstring_and_is_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module begins with a sentence on what it is"
    most = _MOST_LINES.get(path.relative_to(_ROOT).parts[0], _MOST_LINES_ELSEWHERE)
    assert len(text.splitlines()) <= most, "split it: one noun a module"


@pytest.mark.parametrize(
    "path",
    [p for p in _MODULES if p.relative_to(_ROOT).parts[0] == "gaf_rules"],
    ids=_name,
)
def test_a_module_of_the_library_lists_its_public_names(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    defined = {
        node.name
        for node in tree.body
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_")
    }
    listed: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Name) and t.id == "__all__" for t in targets):
                constants = [c for c in ast.walk(node.value) if isinstance(c, ast.Constant)]
                listed |= {str(constant.value) for constant in constants}
    assert defined <= listed, "in __all__, or with a leading underscore"


# The names stand apart from the slashes, so that this file does not find itself.
_MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:home|mnt|opt|private|root|tmp|Users|work)/|\b[A-Z]:\\Users\\"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see /" + "home/ann/x", True),
        ('open("/' + 'tmp/x")', True),
        ("C:" + r"\Users\ann", True),
        ("https://www.gov.cn/home/x", False),
        ("../home/x", False),
        ("#!/usr/bin/env bash", False),
    ],
)
def test_a_path_of_one_machine_is_recognised(text: str, found: bool) -> None:
    assert bool(_MACHINE_PATH.search(text)) is found


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{_name(path)}:{number}: {line.strip()[:80]}"
        for path in _FILES
        for number, line in enumerate((_text(path) or "").splitlines(), 1)
        if _MACHINE_PATH.search(line)
    ]
    assert not found, "\n".join(found)


def test_files_are_text_in_utf8_with_plain_line_ends_and_of_bearable_size() -> None:
    for path in _FILES:
        assert path.stat().st_size <= _MOST_BYTES, f"{_name(path)} is too big"
        text = _text(path)
        if text:
            assert "\r" not in text, f"{_name(path)}: line ends are \\n"
            assert text.endswith("\n"), f"{_name(path)} ends without a line end"
            assert not re.search(r"^(<<<<<<<|>>>>>>>) ", text, re.MULTILINE), (
                f"{_name(path)}: merge"
            )


_SUPPRESSION = re.compile(
    r"#\s*(?:noqa(?P<noqa>: *[A-Z]+[0-9]+(?:[, ]+[A-Z]+[0-9]+)*)?"
    r"|type: *ignore(?P<ignore>\[[\w\-, ]+\])?"
    r"|pragma: no (?:cover|branch)(?P<pragma>))"
    r"(?P<reason>[^\"']*)"
)


def _unreasoned(line: str) -> bool:
    found = _SUPPRESSION.search(line)
    if found is None:
        return False
    named = any(found[group] is not None for group in ("noqa", "ignore", "pragma"))
    return not named or not re.search(r"\w{2,}", found["reason"])


@pytest.mark.parametrize(
    ("line", "unreasoned"),
    [
        ("x = 1  # " + "noqa: S301 - our own bytes", False),
        ("x = 1  # " + "noqa: S301, S302  our own bytes", False),
        ("x = 1  # " + "type: ignore[arg-type]  # checked above", False),
        ("x = 1  # " + "noqa: S301", True),
        ("x = 1  # " + "noqa", True),
        ("x = 1  # " + "type: ignore[arg-type]", True),
        ("x = 1  # " + "pragma: no cover", True),
        ("x = 1  # plain words", False),
    ],
)
def test_an_exception_without_a_reason_is_recognised(line: str, unreasoned: bool) -> None:
    assert _unreasoned(line) is unreasoned


def test_every_exception_from_a_check_gives_its_code_and_a_reason() -> None:
    found = [
        f"{_name(path)}:{number}: {line.strip()}"
        for path in _MODULES
        if path != Path(__file__)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if _unreasoned(line)
    ]
    assert not found, "\n".join(found)


def test_every_rule_that_is_off_has_a_reason_beside_it() -> None:
    text = (_ROOT / "pyproject.toml").read_text("utf-8")
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    off = [
        *lint["ignore"],
        *(rule for rules in lint["per-file-ignores"].values() for rule in rules),
    ]
    reasoned = re.findall(r'^ *"([A-Z]+[0-9]+)",? +# \w.+$', text, re.MULTILINE)
    assert sorted(reasoned) == sorted(off)


# Rooms beside one another that may not know each other, and what nothing but a command may read.
_PARTED = (
    ("adapters", "service"),
    ("ask", "auditing", "durable", "sheets"),
    ("report", "bulk", "law"),
    ("evaluate", "columns"),
    ("answers", "log", "guidelines"),
    ("calendar", "documents", "readings_text"),
)
_IMPURE = {
    "logging",
    "os",
    "platform",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "threading",
    "time",
    "urllib",
    "uuid",
}


def test_the_contracts_of_imports_say_what_is_meant() -> None:
    """Else `make check` would let through what a line of its own settings has given away."""
    settings = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    rooms, *floors, impure = settings["contracts"]
    lines = [{*re.findall(r"\w+", line)} for line in rooms["layers"] if ":" not in line]
    for parted in _PARTED:
        assert {*parted} in lines, parted
    assert all(each["exhaustive"] for each in (rooms, *floors))
    assert set(impure["forbidden_modules"]) >= _IMPURE
    # What may read them for all that: commands, what is a thread of its own, what plays along with others.
    let = {
        line.partition(" -> ")[0]
        for line in impure["ignore_imports"]
        if line.rpartition(" ")[2] in {*_IMPURE, "**"}
    }
    assert {name.split(".")[1] for name in let} == {
        "adapters",
        "cli",
        "durable",
        "testing",
        "auditing",
    }


def test_the_calendar_data_need_only_values_and_the_standard_library() -> None:
    """Whatever reads the notices tells of them by the one kind of error there is, and knows nothing else."""
    allowed = {"gaf_rules.calendar.data", "gaf_rules.values"}
    for path in sorted((_ROOT / "gaf_rules" / "calendar" / "data").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                own = any(name == room or name.startswith(f"{room}.") for room in allowed)
                assert own or name.split(".")[0] in sys.stdlib_module_names, _name(path)


def test_importing_the_library_loads_nothing_heavy() -> None:
    heavy = {"numpy", "pandas", "polars", "pyarrow", "narwhals", "matplotlib", "icalendar", "rich",
             "workalendar", "dateutil", "durable_rules_engine", "cattrs", "argparse"}  # fmt: skip
    listing = subprocess.run(
        [sys.executable, "-c", "import gaf_rules, sys; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    )
    loaded = {name.split(".")[0] for name in listing.stdout.split()}
    assert "gaf_rules" in loaded
    assert not heavy & loaded


def test_one_case_assessed_loads_nothing_that_only_others_need() -> None:
    # What takes long to load, and what is for words, for files of one's own or for other questions.
    others = (
        "_hashlib", "hashlib", "tomllib", "difflib", "workalendar", "cattrs", "numpy",
        "gaf_rules.calendar.data.checks", "gaf_rules.messages", "gaf_rules.readings_text", "gaf_rules.report",
        "gaf_rules.ask.explanation", "gaf_rules.calendar.projection", "gaf_rules.calendar.render",
        "gaf_rules.auditing", "gaf_rules.ask.planning", "gaf_rules.law", "gaf_rules.show.schemas",
    )  # fmt: skip
    code = (_ROOT / "benchmarks" / "first_case.py").read_text("utf-8")
    listing = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
        # What measures coverage in the processes a test starts brings modules of its own.
        env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
    )
    loaded = listing.stdout.split()
    assert "gaf_rules.evaluate.outline" in loaded
    found = [n for n in loaded if any(n == other or n.startswith(f"{other}.") for other in others)]
    assert not found
