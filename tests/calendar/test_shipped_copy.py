"""The copy of the calendar files that is read at each start says what the files say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import calendars

_COPY = "run python scripts/shipped_calendars.py after a change of a calendar file"


@pytest.mark.parametrize("name", ["state_council", "regions"])
def test_the_copy_says_what_the_files_say(name: str) -> None:
    read = getattr(calendars, name)
    assert list(read()) == list(read(parse=True)), _COPY


def test_a_change_of_what_was_read_changes_nothing_for_the_next() -> None:
    first = calendars.state_council()
    first[0][1]["off"].clear()
    assert calendars.state_council()[0][1]["off"]


def test_without_the_copy_the_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    copied = calendars.state_council()
    monkeypatch.setattr(calendars, "__path__", [str(Path(__file__).parent)])
    assert calendars.state_council() == copied


def test_neither_parser_nor_file_system_is_loaded_for_it() -> None:
    code = (
        "import sys, calendars; calendars.state_council(); calendars.regions();"
        "print({'tomllib', 'importlib.resources', 'zipfile'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
