"""What is installed of the calendar files says what the files say, and is read without a parser."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from gaf_rules.calendar import data as calendar_data
from gaf_rules.values.errors import NoticeError

if TYPE_CHECKING:
    from pathlib import Path

_COPY = "run python scripts/shipped_calendars.py after a change of a calendar file"


def test_the_copies_say_what_the_files_say(root: Path) -> None:
    kept = root / "calendars"
    notices = calendar_data.read_notices(kept / "state_council")
    assert calendar_data.state_council() == notices, _COPY
    assert calendar_data.regions() == calendar_data.read_overlays(kept / "regions"), _COPY


def test_a_folder_of_decisions_that_is_none_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(NoticeError, match="overlays"):
            calendar_data.read_overlays(folder)


def test_a_change_of_what_was_read_changes_nothing_for_the_next() -> None:
    first = calendar_data.state_council()
    first[0][1]["off"].clear()
    assert calendar_data.state_council()[0][1]["off"]


def test_a_loader_that_gives_its_files_out_otherwise_does_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec = calendar_data.__spec__
    assert spec is not None

    class Loader:
        """One without ``get_data``, which not every loader has."""

        get_resource_reader = getattr(spec.loader, "get_resource_reader", None)

    read = calendar_data.state_council()
    monkeypatch.setattr(spec, "loader", Loader())
    assert calendar_data.state_council() == read


def test_neither_parser_nor_file_system_is_loaded_for_it() -> None:
    code = (
        "import sys; from gaf_rules.calendar import data;"
        "data.state_council(); data.regions();"
        "print({'tomllib', 'importlib.resources', 'zipfile'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
