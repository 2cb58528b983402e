"""Installed without a network: what the index has is downloaded as wheels, then pip has them alone.

These tests ask a package index. Without one: ``pytest -m "not index"``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pythons import interpreter

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.index

_VERSIONS = ("3.11", "3.12", "3.13")
# A deadline, days of a year that no notice covers, an extra that is missing, and what was installed.
_ASKED = """
from datetime import date
from importlib.metadata import distributions
import gaf_rules as gaf
bounds = gaf.CHINA.bounds_after(date(2030, 2, 1), 10)
print(gaf.deadline("2.4.4c", date(2026, 2, 18)).on, bounds.earliest, bounds.latest)
try:
    import gaf_rules.adapters.workalendar
except ModuleNotFoundError as error:
    print(error)
print(*sorted(found.name for found in distributions()))
"""


def _run(*command: str, **environment: str) -> str:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        # No copy of the library but the one that is installed.
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        | environment,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def _pip(*arguments: str) -> str:
    return _run(sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments)


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    building = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(building, cwd=root, check=True, capture_output=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module", params=_VERSIONS)
def downloaded(
    request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A version of Python, and a folder of all that it needs, as wheels."""
    version: str = request.param
    folder = tmp_path_factory.mktemp(f"wheels-{version}")
    wanted = ("--only-binary=:all:", f"--python-version={version}")
    _pip("download", "--quiet", *wanted, f"--dest={folder}", str(wheel))
    return version, folder


def test_everything_is_to_be_had_as_a_wheel(downloaded: tuple[str, Path], wheel: Path) -> None:
    _, folder = downloaded
    names = {path.name for path in folder.iterdir()}
    assert wheel.name in names
    assert all(name.endswith(".whl") for name in names)
    assert {name.split("-")[0] for name in names} == {"gaf_rules", "attrs"}


def test_without_an_index_it_installs_and_answers(
    downloaded: tuple[str, Path], tmp_path: Path
) -> None:
    version, folder = downloaded
    python = interpreter(version)
    if python is None:
        pytest.skip(f"no Python {version} here: its wheels were downloaded, but not installed")
    place = tmp_path / "environment"
    _run(python, "-m", "venv", "--without-pip", str(place))
    alone = ("--quiet", "--no-index", f"--find-links={folder}")
    _pip("--python", str(place), "install", *alone, "gaf-rules")
    own = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    answer, extra, installed = _run(str(own), "-I", "-c", _ASKED).splitlines()
    assert answer == "2026-03-06 2030-02-19 2030-02-22"
    assert 'pip install "gaf-rules[workalendar]"' in extra
    assert installed.split() == ["attrs", "gaf-rules"]
