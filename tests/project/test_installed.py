"""However the library comes to a machine, it is whole, and a neighbour's names are its own.

A project beside it may well have a folder or an app that is called ``calendars``; Python finds what
stands in the present folder first.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gaf_rules.calendar import CHINA

if TYPE_CHECKING:
    from collections.abc import Callable

# Whatever reads data of ours: notices, regions, lunar years, checks of data from outside.
_ASKED = """
import json, site, sys
for place in sys.argv[1:]:
    site.addsitedir(place)
import calendars
from datetime import date
import gaf_rules as gaf
from gaf_rules.values.errors import NoticeError
bounds = gaf.CHINA.bounds_after(date(2027, 2, 1), 10)
notice = gaf.Notice.from_dict(gaf.CHINA.notices[-1].to_dict())
try:
    gaf.Notice.from_toml("year = 1")
except NoticeError as error:
    refused = error.key
print(json.dumps({
    "neighbour": calendars.WHOSE,
    "from": gaf.__file__,
    "sha256": gaf.CHINA.sha256,
    "regional": gaf.CHINA.is_working_day(date(2014, 4, 2), place="460200"),
    "bounds": [str(bounds.earliest), str(bounds.latest)],
    "notice": notice == gaf.CHINA.notices[-1],
    "refused": refused,
}))
"""


def _hatchling(folder: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "hatchling", "build", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def _unpacked(wheel: Path, target: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)  # noqa: S202 - built by this test
    return target


def _wheel(root: Path, folder: Path) -> Path:
    _hatchling(root, "-t", "wheel", "-d", str(folder))
    (wheel,) = folder.glob("*.whl")
    return wheel


def _as_wheel(root: Path, folder: Path) -> Path:
    return _unpacked(_wheel(root, folder), folder / "unpacked")


def _as_wheel_of_the_source_archive(root: Path, folder: Path) -> Path:
    _hatchling(root, "-t", "sdist", "-d", str(folder))
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    return _as_wheel(folder / sdist.name.removesuffix(".tar.gz"), folder)


def _as_editable(root: Path, folder: Path) -> Path:
    code = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    command = [sys.executable, "-c", code, str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return _unpacked(wheel, folder / "unpacked")


def _as_checkout(root: Path, _: Path) -> Path:
    return root


_WAYS = {
    "wheel": _as_wheel,
    "source archive": _as_wheel_of_the_source_archive,
    "editable": _as_editable,
    "checkout": _as_checkout,
    "zip": _wheel,
}


@pytest.fixture
def beside(tmp_path: Path) -> Path:
    """A folder of somebody's project, with a package that is called ``calendars``."""
    project = tmp_path / "project"
    (project / "calendars").mkdir(parents=True)
    (project / "calendars" / "__init__.py").write_text("WHOSE = 'the project'\n", "utf-8")
    return project


@pytest.fixture
def needed(tmp_path: Path) -> Path:
    """What the library needs at run time and nothing else: no other copy of it is found."""
    folder = tmp_path / "needed"
    for name in ("attr", "attrs"):
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        shutil.copytree(Path(spec.origin).parent, folder / name)
    return folder


@pytest.mark.parametrize("way", _WAYS.values(), ids=_WAYS)
def test_beside_a_package_called_calendars_everything_works(
    root: Path, tmp_path: Path, beside: Path, needed: Path, way: Callable[[Path, Path], Path]
) -> None:
    folder = tmp_path / "built"
    folder.mkdir()
    place = way(root, folder)
    # -E, -S: without the paths and the packages of the environment that runs this test.
    command = [sys.executable, "-E", "-S", "-c", _ASKED, str(needed), str(place)]
    told = subprocess.run(command, cwd=beside, capture_output=True, text=True, check=False)
    assert not told.stderr
    answer = json.loads(told.stdout)
    assert Path(answer.pop("from")).is_relative_to(root if way is _as_editable else place)
    assert answer == {
        "neighbour": "the project",
        "sha256": CHINA.sha256,
        "regional": False,
        "bounds": ["2027-02-19", "2027-02-23"],
        "notice": True,
        "refused": "number",
    }


def test_the_wheel_brings_one_name_and_it_is_ours(root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(_wheel(root, tmp_path)) as archive:
        names = {name.split("/")[0] for name in archive.namelist()}
    assert {name for name in names if not name.endswith((".dist-info", ".data"))} == {"gaf_rules"}
