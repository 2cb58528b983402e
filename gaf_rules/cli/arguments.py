"""The arguments of every command."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from gaf_rules import __version__
from gaf_rules.cli import (
    assess_command,
    calendar,
    deadline_command,
    explain_command,
    export,
    law,
    plan_command,
    schema_command,
    serve_command,
    tables,
    verify_command,
)

__all__ = ["Parser", "UsageError", "parser"]


class UsageError(Exception):
    """The arguments do not fit the command; one line says how."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of printing its usage and leaving the process."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options
        )

    def error(self, message: str) -> NoReturn:
        """Raises `UsageError`; the command's own help is named."""
        text = f"{' '.join(message.split())} ({self.prog} --help)"
        raise UsageError(text)


def parser() -> Parser:
    """The parser of ``gaf-rules``; each command leaves its function in ``run``."""
    top = Parser(
        prog="gaf-rules",
        description="政务移动互联网应用程序备案（海南）：谁、在哪个工作日之前、依据哪一条、做什么\n"
        "Filing of government mobile apps (Hainan): who must do what by which working day, and on "
        "which clause",
        epilog="exit status: 0 done · 1 breach or consequence found (--strict) · 2 bad input · "
        "3 error of the library",
    )
    top.add_argument("--version", action="version", version=f"gaf-rules {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for module in (
        assess_command,
        tables,
        explain_command,
        plan_command,
        deadline_command,
        calendar,
        law,
        schema_command,
        serve_command,
        export,
        verify_command,
    ):
        module.register(commands)
    return top
