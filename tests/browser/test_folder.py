"""The folder that is written: whole, the same each time, and enough to run without anything else."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from page_forms import sent

import gaf_rules as gaf
from gaf_rules.browser import folder as packaging
from gaf_rules.browser.skeleton import POLICY, skeleton
from gaf_rules.cli import main
from gaf_rules.values.shipped import words_of
from gaf_rules.values.theme import THEMES

if TYPE_CHECKING:
    from collections.abc import Callable

_ENGINE = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    "python_stdlib.zip": "python_stdlib.zip",
    "pyodide-lock.json": "pyodide-lock.json",
}
_PACKAGE = Path(gaf.__file__).parent
_ANSWER = """
import json, sys
import gaf_rules
from gaf_rules.browser.answering import answered
assert gaf_rules.__file__.startswith(sys.argv[1]), gaf_rules.__file__
print(answered(sys.stdin.read()))
print(*sorted(name for name in sys.modules if name.partition(".")[0] in {"starlette", "numpy", "polars"}))
"""


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What stands in the place of the package of the npm registry, where no browser reads it."""
    folder = tmp_path_factory.mktemp("pyodide")
    (folder / "package.json").write_text('{"name": "pyodide", "version": "314.0.7"}')
    for name in _ENGINE:
        (folder / name).write_bytes(name.encode())
    return folder


@pytest.fixture(scope="module")
def page(pyodide: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page") / "out"
    assert main(["export", "page", str(folder), "--pyodide", str(pyodide)]) == 0
    return folder


def test_it_is_whole_and_the_same_each_time(page: Path, pyodide: Path, tmp_path: Path) -> None:
    again = tmp_path / "made" / "below"
    assert main(["export", "page", str(again), "--pyodide", str(pyodide)]) == 0
    held, made = (
        {each.name: hashlib.sha256(each.read_bytes()).digest() for each in folder.iterdir()}
        for folder in (page, again)
    )
    assert held == made
    ours = {"index.html", "page.js", "page.css", "worker.js", "packages.zip"}
    assert set(held) == ours | set(_ENGINE.values())
    for source, name in _ENGINE.items():
        assert (page / name).read_bytes() == source.encode()


def test_names_are_those_that_every_server_knows(page: Path) -> None:
    endings = {each.suffix for each in page.iterdir()}
    assert endings == {".html", ".css", ".js", ".json", ".zip", ".wasm"}
    scripts = "".join(each.read_text("utf-8") for each in (page / "page.js", page / "worker.js"))
    named = set(re.findall(r'[`"](?:\./|\$\{here\})?([\w.-]+\.(?:js|zip))[`"]', scripts))
    assert named == {"worker.js", "pyodide.js", "pyodide.asm.js", "packages.zip"}


def test_the_archive_holds_the_library_and_what_it_needs(page: Path) -> None:
    with zipfile.ZipFile(page / "packages.zip") as archive:
        names = set(archive.namelist())
    ours = {
        f"gaf_rules/{each.relative_to(_PACKAGE).as_posix()}"
        for each in _PACKAGE.rglob("*")
        if each.is_file() and "__pycache__" not in each.parts
    }
    assert ours == {name for name in names if name.startswith("gaf_rules/")}
    assert {"attr/__init__.py", "icalendar/__init__.py", "dateutil/__init__.py", "six.py"} <= names
    licences = {name.split("-")[0] for name in names if re.search(r"dist-info/.*LICENSE", name)}
    assert {"attrs", "icalendar", "python_dateutil", "six", "tzdata"} <= licences
    assert not [name for name in names if name.endswith(".pyc") or name.startswith("..")]


def test_what_is_in_the_archive_answers_alone(page: Path, root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(page / "packages.zip") as archive:
        archive.extractall(tmp_path)
    case = (root / "examples/feedback-in-spring-festival.json").read_text("utf-8")
    fields = [("source", "json"), ("case", case), ("as_of", "2026-02-20")]
    asked = {"do": "files", "lang": "zh", "theme": "auto", "fields": fields}
    done = subprocess.run(
        [sys.executable, "-S", "-B", "-c", _ANSWER, str(tmp_path)],
        input=json.dumps(asked),
        env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    answer, others = done.stdout.splitlines()
    assert ".ics" in json.loads(answer)["html"]["files"]
    assert not others


def _without_version(folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "pyodide"}')


def _of_another(folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "other", "version": "314.0.7"}')


def _too_old(folder: Path) -> None:
    (folder / "package.json").write_text('{"name": "pyodide", "version": "0.29.0"}')


def _without_engine(folder: Path) -> None:
    (folder / "pyodide.asm.wasm").unlink()


@pytest.mark.parametrize("spoil", [_without_version, _of_another, _too_old, _without_engine])
def test_a_folder_that_is_not_pyodide_is_refused(
    spoil: Callable[[Path], None],
    pyodide: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoilt = tmp_path / "spoilt"
    spoilt.mkdir()
    for each in pyodide.iterdir():
        (spoilt / each.name).write_bytes(each.read_bytes())
    spoil(spoilt)
    out = tmp_path / "out"
    for lang in ("zh", "en"):
        words = ["export", "page", str(out), "--pyodide", str(spoilt), "--lang", lang]
        assert main(words) == 2
        assert "npm pack pyodide@" in capsys.readouterr().err
    assert not out.exists()


def test_nothing_is_overwritten_and_nothing_guessed(
    page: Path, pyodide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "page", str(page), "--pyodide", str(pyodide), "--lang", "en"]) == 2
    assert "not overwritten" in capsys.readouterr().err
    taken = tmp_path / "file"
    taken.write_text("")
    assert main(["export", "page", str(taken), "--pyodide", str(pyodide)]) == 2
    assert main(["export", "page", str(tmp_path / "new"), "--lang", "en"]) == 2
    assert "--pyodide" in capsys.readouterr().err
    assert main(["export", "page", str(taken / "below"), "--pyodide", str(pyodide)]) == 2
    assert main(["export", "ics", str(taken), "--lang", "en"]) == 2
    assert "--as-of" in capsys.readouterr().err


def test_a_library_that_is_missing_or_compiled_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaging, "_WANTED", ("attrs", "not-installed-anywhere"))
    with pytest.raises(gaf.GafRulesError, match="not-installed-anywhere"):
        packaging.packages()
    monkeypatch.setattr(packaging, "_WANTED", ("numpy",))
    with pytest.raises(gaf.GafRulesError, match=r"numpy .* not of Python alone"):
        packaging.packages()


def test_the_skeleton_says_everything_in_both_languages_and_by_name() -> None:
    html = skeleton((("Pyodide", "<314>"),))
    assert "Pyodide &lt;314&gt;" in html
    controls = sent(html)
    assert not controls.unlabelled
    assert not controls.handlers
    assert html.count('<span lang="zh">') == html.count('<span lang="en">') > 30
    options = re.findall(r'<option value="[^"]*" data-zh="([^"]+)" data-en="([^"]+)">([^<]+)', html)
    assert len(options) == html.count("<option") > 20
    assert all(shown == zh for zh, _, shown in options)
    assert not [en for _, en, _ in options if re.search("[\u4e00-\u9fff]", en) and en != "中文"]
    ids = re.findall(r'id="([\w-]+)"', html)
    assert len(ids) == len(set(ids))
    named = re.findall(r'aria-labelledby="([\w-]+)"', html)
    assert set(named) <= set(ids)
    words: dict[str, Any] = words_of("gaf_rules.browser", "page.json")
    assert all(zh and en for zh, en in words["page"].values())
    # Each text is used; none is left over.
    source = "".join(each.read_text("utf-8") for each in (_PACKAGE / "browser").glob("*.py"))
    said = set(re.findall(r"""["'](\w+)["']""", source))
    assert set(words["page"]) <= said | set(THEMES)


def test_the_policy_lets_nothing_out() -> None:
    told = dict(part.strip().split(" ", 1) for part in POLICY.split(";"))
    assert told["default-src"] == "'none'"
    assert told["connect-src"] == "'self'"
    assert "'unsafe-eval'" not in POLICY.split()
    assert "'unsafe-inline'" not in told["script-src"]
    assert not re.search(r"https?:|\*", POLICY)
