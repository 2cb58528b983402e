"""What `make dist` holds is held: archives that differ, lack a file or bring a foreign one are found."""

from __future__ import annotations

import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest
import release

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = ["gaf_rules/__init__.py", "gaf_rules/py.typed", "README.md", ".ci/run"]
_IN_WHEEL = {
    *("gaf_rules/__init__.py", "gaf_rules/py.typed"),
    *(f"gaf_rules-1.dist-info/{name}" for name in ("METADATA", "RECORD", "WHEEL")),
    *(f"gaf_rules-1.dist-info/{name}" for name in ("entry_points.txt", "licenses/LICENSE")),
    "gaf_rules-1.data/data/share/man/man1/gaf-rules.1",
}


def _wheel(folder: Path, names: set[str]) -> Path:
    path = folder / "gaf_rules-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(names):
            archive.writestr(name, "")
    return path


def _source(folder: Path, names: set[str]) -> Path:
    path = folder / "gaf_rules-1.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name in sorted(names):
            archive.addfile(tarfile.TarInfo(f"gaf_rules-1/{name}"))
    return path


def test_a_whole_wheel_passes_and_a_missing_or_foreign_file_is_named(tmp_path: Path) -> None:
    release.check_wheel(_wheel(tmp_path, _IN_WHEEL), _NAMES)
    with pytest.raises(release.ReleaseError, match=r"missing \['gaf_rules/py.typed'\]"):
        release.check_wheel(_wheel(tmp_path, _IN_WHEEL - {"gaf_rules/py.typed"}), _NAMES)
    with pytest.raises(release.ReleaseError, match=r"foreign \['tests/secret.txt'\]"):
        release.check_wheel(_wheel(tmp_path, _IN_WHEEL | {"tests/secret.txt"}), _NAMES)


def test_a_whole_source_archive_passes_and_a_missing_or_foreign_file_is_named(
    tmp_path: Path,
) -> None:
    whole = {*_NAMES, "PKG-INFO"} - {".ci/run"}
    release.check_source(_source(tmp_path, whole), _NAMES)
    with pytest.raises(release.ReleaseError, match=r"missing \['README.md'\]"):
        release.check_source(_source(tmp_path, whole - {"README.md"}), _NAMES)
    with pytest.raises(release.ReleaseError, match=r"foreign \['.ci/run'\]"):
        release.check_source(_source(tmp_path, whole | {".ci/run"}), _NAMES)


def test_archives_that_differ_by_a_byte_are_found(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "x.whl").write_bytes(b"the same")
    release.same_bytes(one / "x.whl", other / "x.whl")
    (other / "x.whl").write_bytes(b"the sama")
    with pytest.raises(release.ReleaseError, match="differ"):
        release.same_bytes(one / "x.whl", other / "x.whl")


def test_the_constraints_are_the_versions_of_the_lock(root: Path, tmp_path: Path) -> None:
    lock = (root / "requirements" / "ci.lock").read_text("utf-8")
    text = release.pinned(
        root / "requirements" / "ci.lock", tmp_path / "constraints.txt"
    ).read_text("utf-8")
    assert text.count("\n") == lock.count("==") - lock.count("== '") > 0
    assert "--hash" not in text
    assert "\\" not in text


@pytest.mark.deep
def test_two_builds_and_one_of_the_source_archive_are_the_same_bytes(
    root: Path, tmp_path: Path
) -> None:
    if not (root / ".git").exists():
        pytest.skip("no checkout: what git knows cannot be asked")
    source, wheel = release.build(root, tmp_path)
    assert (source.suffix, wheel.suffix) == (".gz", ".whl")
