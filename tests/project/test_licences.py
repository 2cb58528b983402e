"""The pages of licences list what the extras bring, with the licence each library states, and no more."""

from __future__ import annotations

from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution, requires
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from licences_page import brought, licence, listed
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).resolve().parents[2]
_PAGES = [_ROOT / "docs" / under / "reference" / "licences.md" for under in ("", "zh")]


def _is_here(name: str) -> bool:
    try:
        return bool(distribution(name))
    except PackageNotFoundError:
        return False


def test_both_pages_list_the_same() -> None:
    english, chinese = (listed(page.read_text("utf-8")) for page in _PAGES)
    assert english == chinese
    assert english["attrs"] == ("MIT", ())


def test_what_comes_with_the_extras_here_is_listed_with_its_licence() -> None:
    held = listed(_PAGES[0].read_text("utf-8"))
    extras = {extra for _, extras in held.values() for extra in extras}
    for extra in sorted(extras):
        # What this Python leaves out, or is not installed, cannot be looked at.
        for name in filter(_is_here, brought(extra)):
            stated, by = held[name]
            assert stated == licence(distribution(name)), f"{name}: python scripts/licences_page.py"
            assert not by or extra in by, f"{name}: python scripts/licences_page.py"


def test_what_is_listed_is_brought_by_something() -> None:
    held = listed(_PAGES[0].read_text("utf-8"))
    extras = {extra for _, extras in held.values() for extra in extras}
    everything = set.union(*(brought(extra) for extra in extras))
    # What an extra leaves out on this Python may have been put there by hand.
    everything |= {
        canonicalize_name(Requirement(line).name) for line in requires("gaf-rules") or ()
    }
    assert {name for name in held if _is_here(name)} - everything == set()


def test_copyleft_comes_with_one_extra_alone() -> None:
    """As the page says."""
    held = listed(_PAGES[0].read_text("utf-8"))
    copyleft = {name: extras for name, (stated, extras) in held.items() if "GPL" in stated}
    assert copyleft == {"lunardate": ("workalendar",), "pymeeus": ("workalendar",)}


@pytest.mark.parametrize(
    ("fields", "stated"),
    [
        ([("License-Expression", "MIT OR BSD-2-Clause"), ("License", "other")], "MIT OR BSD-2-Clause"),
        ([("License", "MIT")], "MIT"),
        ([("License", "Apache 2.0\n\nThe text of it")], "Apache-2.0"),
        ([("Classifier", "License :: OSI Approved :: MIT License")], "MIT"),
        ([("License", "see"), ("Classifier", "License :: OSI Approved :: BSD License")], "BSD-3-Clause"),
        ([], ""),
    ],
)  # fmt: skip
def test_a_licence_is_read_wherever_it_is_stated(
    fields: list[tuple[str, str]], stated: str
) -> None:
    metadata = Message()
    for name, value in fields:
        metadata[name] = value
    found: Any = SimpleNamespace(metadata=metadata)
    assert licence(found) == stated


def test_a_licence_that_only_its_file_states_is_read_there() -> None:
    metadata = Message()
    metadata["License-File"] = "LICENSE"
    files = {"licenses/LICENSE": "\n    Apache License\n    Version 2.0, January 2004\n"}
    found: Any = SimpleNamespace(metadata=metadata, read_text=files.get)
    assert licence(found) == "Apache-2.0"
    files.clear()
    assert licence(found) == ""
