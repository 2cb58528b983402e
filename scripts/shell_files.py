"""Writes what shells complete the commands by, and the manual page, from the arguments of the commands.

Run it from the checkout, with the library installed, after a change of a command; a test compares::

    python scripts/shell_files.py
"""  # noqa: INP001 - a script, no package

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shtab
from argparse_manpage.manpage import Manpage

import gaf_rules as gaf
from gaf_rules.cli.arguments import parser
from gaf_rules.cli.completion_command import SHELLS
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOT: Final = Path(__file__).resolve().parent.parent
_FILES: Final = ("FILE", "CASE", "EVENTS", "TEXT", "NOTICE")
_KNOWN: Final = {
    "clause": [*gaf.HAINAN.periods],
    "readings": [f"{name}={word}" for name, words in READING_OPTIONS.items() for word in words],
}


def _actions(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every argument of a command and of those below it, which are told by a few words."""
    for action in command._actions:  # noqa: SLF001 - argparse has no other way to ask
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for said in action._choices_actions:  # noqa: SLF001 - as above
                below = action.choices[said.dest]
                below.description = said.help  # the short words, where shells show one line
                yield from _actions(below)
        else:
            yield action


def completion(shell: str) -> str:
    """The script for a shell: files and folders where they are wanted, readings and clauses by name."""
    commands = parser()
    for action in _actions(commands):
        wanted = str(action.metavar or "")
        if wanted.startswith("DIR") and "FILE" not in wanted:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined] # shtab's way to be told
        elif any(word in wanted for word in _FILES):
            action.complete = shtab.FILE  # type: ignore[attr-defined] # as above
        elif action.dest in _KNOWN:
            action.choices = [*_KNOWN[action.dest]]
    made: str = shtab.complete(commands, shell)
    return made


def manual() -> str:
    """The manual page."""
    os.environ["COLUMNS"] = "1000"  # lines are broken by whoever shows the page
    made = Manpage(parser())
    made.description = "filing of government mobile apps: who must do what by which working day"
    made.manual = "gaf_rules"
    made.source = f"gaf_rules {gaf.__version__}"
    made.date = ""  # the version says how old it is
    return str(made)


def made_files() -> dict[Path, str]:
    """Every file with what it should hold."""
    folder = _ROOT / "gaf_rules" / "cli" / "completions"
    scripts = {folder / shell: f"{completion(shell).rstrip()}\n" for shell in SHELLS}
    return scripts | {_ROOT / "docs" / "man" / "gaf-rules.1": manual()}


if __name__ == "__main__":
    for target, text in made_files().items():
        target.write_text(text, encoding="utf-8")
