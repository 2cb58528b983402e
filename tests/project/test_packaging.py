"""What is shipped: one package, whole and typed, and the command; what is tested is just that."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import entry_points, version
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

_PACKAGE = "gaf_rules"


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return table


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and a source archive, built without a network."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-t",
            "wheel",
            "-t",
            "sdist",
            "-d",
            str(folder),
        ],
        cwd=root,
        check=True,
        capture_output=True,
    )
    return folder


def _shipped_files(root: Path) -> set[str]:
    return {
        str(PurePosixPath(path.relative_to(root)))
        for path in (root / _PACKAGE).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_whole_and_nothing_else(
    root: Path, built: Path, project: dict[str, Any]
) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    info, shared = (f"gaf_rules-{project['version']}.{kind}" for kind in ("dist-info", "data"))
    assert {name.split("/")[0] for name in names} == {_PACKAGE, info, shared}
    packaged = {name for name in names if name.startswith(f"{_PACKAGE}/")}
    assert packaged == _shipped_files(root)
    data = {
        f"{_PACKAGE}/calendar/data/{name}.json" for name in ("state_council", "regions", "lunar")
    }
    assert {f"{_PACKAGE}/py.typed", *data} <= packaged
    assert {name for name in names if name.startswith(shared)} == {
        f"{shared}/data/share/man/man1/gaf-rules.1"
    }
    assert f"{info}/licenses/LICENSE" in names


def test_the_source_archive_can_be_tested_and_built_again(root: Path, built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert _shipped_files(root) <= names
    wanted = {
        "pyproject.toml",
        "Makefile",
        "README.md",
        "LICENSE",
        "tests/conftest.py",
        "docs/conf.py",
        "calendars/state_council/2026.toml",
        "scripts/shipped_calendars.py",
    }
    assert wanted <= names
    assert not [name for name in names if name.startswith("docs/_build")]


def test_what_is_tested_is_what_stands_in_the_checkout(root: Path) -> None:
    """An old installation would let a broken checkout pass: `make test` installs it anew."""
    for name in sorted(_shipped_files(root)):
        installed = files(_PACKAGE).joinpath(*name.split("/")[1:])
        assert installed.is_file(), f"{name} is not installed: run make test"
        assert installed.read_bytes() == (root / name).read_bytes(), f"{name}: run make test"


def test_the_command_is_installed(project: dict[str, Any]) -> None:
    (command,) = entry_points(group="console_scripts", name="gaf-rules")
    assert command.value == project["scripts"]["gaf-rules"]
    assert callable(command.load())


def test_the_library_knows_its_version(project: dict[str, Any]) -> None:
    import gaf_rules

    assert gaf_rules.__version__ == project["version"] == version("gaf-rules")


def test_the_second_engine_is_left_out_where_it_does_not_build(project: dict[str, Any]) -> None:
    (durable,) = project["optional-dependencies"]["durable"]
    assert durable.endswith("; python_version < '3.13'")
