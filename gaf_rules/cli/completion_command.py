"""``gaf-rules completion``: by what a shell completes the commands; ``scripts/shell_files.py`` makes it."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from gaf_rules.cli.declared import Command

if TYPE_CHECKING:
    import argparse

__all__ = ["COMMANDS", "SHELLS"]

SHELLS = ("bash", "zsh", "fish")
"""The shells that are known; a file of that name each, in the folder ``completions``."""


def _run(options: argparse.Namespace) -> int:
    """Prints the script."""
    script = files("gaf_rules.cli") / "completions" / options.shell
    print(script.read_text("utf-8"), end="")
    return 0


COMMANDS: Final = {"completion": Command(_run, {"shell": SHELLS})}
"""Name to command."""
