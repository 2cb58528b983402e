"""The lock of the tests has what pyproject.toml asks for, each with digests, for every supported Python."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).resolve().parents[2]
_LOCK = (_ROOT / "requirements" / "ci.lock").read_text("utf-8")
_ASKED = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
_PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def _entries(lock: str) -> list[tuple[Requirement, int]]:
    """Each package with its version, where it is for, and how many digests it has."""
    found = re.findall(
        r"^([\w.-]+==[^\\\n]+?) ?\\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)*)",
        lock,
        re.MULTILINE,
    )
    return [(Requirement(name), digests.count("--hash=")) for name, digests in found]


def _asked(*extras: str) -> set[Requirement]:
    """What the project asks for with these extras, those that name others of its own gone through."""
    lines = [*_ASKED["dependencies"]]
    for extra in extras:
        lines += _ASKED["optional-dependencies"][extra]
    found: set[Requirement] = set()
    for need in map(Requirement, lines):
        found |= _asked(*need.extras) if need.name == "gaf-rules" else {need}
    return found


def _missing(lock: str, python: str) -> list[str]:
    """What is asked for on a Python and not locked there, or locked in a version that is not wanted."""
    here = default_environment() | {"python_version": python, "python_full_version": f"{python}.5"}
    environment = {name: str(value) for name, value in here.items()}
    locked = {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each, _ in _entries(lock)
        if each.marker is None or each.marker.evaluate(environment)
    }
    return sorted(
        str(need)
        for need in _asked("test", "all")
        if (need.marker is None or need.marker.evaluate(environment))
        and not need.specifier.contains(
            locked.get(canonicalize_name(need.name), "0"), prereleases=True
        )
    )


@pytest.mark.parametrize("python", _PYTHONS)
def test_what_is_asked_for_is_locked(python: str) -> None:
    assert _missing(_LOCK, python) == [], "make lock"


def test_every_line_has_digests() -> None:
    entries = _entries(_LOCK)
    assert len(entries) == len(re.findall(r"^[\w.-]+==", _LOCK, re.MULTILINE)) > 0
    assert [str(each) for each, digests in entries if not digests] == []


def test_the_lock_names_no_place_where_packages_come_from() -> None:
    assert not re.search(r"^ *--(?:index|extra-index|find-links|trusted)|://", _LOCK, re.MULTILINE)


def test_what_is_missing_or_too_old_is_seen() -> None:
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    ruff = next(str(each) for each, _ in _entries(_LOCK) if each.name == "ruff")
    for wrong in ("ruff==0.1.0", "rough==0.17.6"):
        assert [line[:4] for line in _missing(_LOCK.replace(ruff, wrong), python)] == ["ruff"]
    assert _missing(_LOCK, python) == []
