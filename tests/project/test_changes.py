"""What has changed since the last release lies in files that make a changelog and say whom it concerns."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS

_ROOT = Path(__file__).resolve().parents[2]
_CHANGES = _ROOT / "changes"
_SETTINGS = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]
_FILES = sorted(p for p in _CHANGES.iterdir() if p.name not in _SETTINGS["ignore"])
_IMPACT = re.compile(
    r"\n\nImpacted clauses · 所涉条款: (?P<clauses>[^.]+(?:\.[^ .][^.]*)*)\. "
    r"Impacted dates · 所涉日期: (?P<dates>.+)\.\n\Z"
)
_DATES = re.compile(r"all|(?:from |until )?{0}|{0}\.\.{0}".format(r"\d{4}-\d{2}-\d{2}"))
_CLAUSES = {"all", *gaf.HAINAN.clauses, *ALGORITHMS.clauses}


def _changelog(folder: Path) -> subprocess.CompletedProcess[str]:
    """The changelog that the files of a folder with a pyproject.toml make."""
    command = [*(sys.executable, "-m", "towncrier", "build", "--draft", "--version", "9.9.9")]
    return subprocess.run(
        [*command, "--date", "2026-11-30", "--dir", str(folder)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def _wrong(text: str) -> str | None:
    """What is wrong with a change of answers; None: nothing."""
    found = _IMPACT.search(text)
    if found is None:
        return "the last paragraph names no clauses and dates"
    if unknown := {*found["clauses"].split(", ")} - _CLAUSES:
        return f"no clauses: {unknown}"
    if bad := [each for each in found["dates"].split(", ") if not _DATES.fullmatch(each)]:
        return f"no dates: {bad}"
    return None


# Where only the core is worked on the program that gathers them may be missing.
_GATHERED = pytest.mark.skipif(find_spec("towncrier") is None, reason="no towncrier here")


@_GATHERED
def test_the_files_make_a_changelog_and_all_of_them_are_in_it() -> None:
    made = _changelog(_ROOT)
    assert made.returncode == 0, made.stdout + made.stderr
    for path in _FILES:
        first, *_ = path.read_text("utf-8").splitlines()
        assert f"- {first}" in made.stdout
    used = {path.suffixes[-2].removeprefix(".") for path in _FILES}
    titles = [kind["name"] for kind in _SETTINGS["type"] if kind["directory"] in used]
    assert re.findall(r"^### (.+)$", made.stdout, re.MULTILINE) == titles


@_GATHERED
@pytest.mark.parametrize("name", ["+slip.anwser.md", "slip.md", "answer"])
def test_a_file_of_no_known_type_is_refused(name: str, tmp_path: Path) -> None:
    for held in ("pyproject.toml", "CHANGELOG.md"):
        shutil.copy(_ROOT / held, tmp_path)
    (tmp_path / "changes").mkdir()
    (tmp_path / "changes" / name).write_text("Something.\n", "utf-8")
    refused = _changelog(tmp_path)
    assert refused.returncode != 0
    assert name in refused.stdout + refused.stderr


@pytest.mark.parametrize("path", _FILES, ids=lambda path: path.name)
def test_a_change_is_told_in_both_languages_and_an_answer_says_whom_it_concerns(path: Path) -> None:
    text = path.read_text("utf-8")
    assert re.search(r"[\u4e00-\u9fff]", text.partition("Impacted")[0])
    assert re.search(r"[A-Za-z]{3} [a-z]{2}", text)
    if ".answer." in path.name:
        assert _wrong(text) is None, f"{path.name}: {_wrong(text)}"


_SAID = "\n\nImpacted clauses · 所涉条款: {}. Impacted dates · 所涉日期: {}.\n"


@pytest.mark.parametrize(
    ("clauses", "dates", "right"),
    [
        ("2.4.4b, 2.7.1b", "all", True),
        ("all", "from 2026-03-01, 2025-10-08..2025-10-11", True),
        ("9.9", "all", False),
        ("2.4.4b", "lately", False),
        ("2.4.4b", "", False),
    ],
)
def test_clauses_that_do_not_exist_and_days_that_are_none_are_seen(
    clauses: str, dates: str, right: bool
) -> None:
    assert (_wrong(_SAID.format(clauses, dates)) is None) is right
    assert _wrong("Another answer.\n") is not None


def test_what_is_not_released_stands_in_files_only() -> None:
    """A line by hand would miss its type, and the release would put it under the wrong version."""
    head, mark, released = (
        (_ROOT / "CHANGELOG.md").read_text("utf-8").partition(_SETTINGS["start_string"])
    )
    assert mark, "the mark behind which a release is put"
    assert not re.search(r"^[-#]{1,3} (?!Changes)", head, re.MULTILINE)
    titles = re.findall(r"^## (.+)$", released, re.MULTILINE)
    assert [title for title in titles if not re.match(r"\d+\.\d+\.\d+ · \d{4}-", title)] == []
