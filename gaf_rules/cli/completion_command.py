"""``gaf-rules completion``: by what a shell completes the commands; ``scripts/shell_files.py`` makes it."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from gaf_rules.cli.options import add_common

if TYPE_CHECKING:
    import argparse

__all__ = ["SHELLS", "register"]

SHELLS = ("bash", "zsh", "fish")
"""The shells that are known; a file of that name each, in the folder ``completions``."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command."""
    command = commands.add_parser(
        "completion",
        help="命令补全 completion of commands by the shell",
        description="打印一段供命令行解释器补全命令的脚本\n"
        "Print the script by which a shell completes the commands",
        epilog='bash: eval "$(gaf-rules completion bash)"\n'
        'zsh: eval "$(gaf-rules completion zsh)"\n'
        "fish: gaf-rules completion fish | source",
    )
    command.add_argument("shell", choices=SHELLS)
    add_common(command, json=False)
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    """Prints the script."""
    script = files("gaf_rules.cli") / "completions" / options.shell
    print(script.read_text("utf-8"), end="")
    return 0
