"""The arguments of every command."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, Final, NoReturn

from gaf_rules import __version__
from gaf_rules.cli import (
    assess_command,
    calendar,
    completion_command,
    deadline_command,
    explain_command,
    export,
    inbox_command,
    law,
    plan_command,
    schema_command,
    serve_command,
    tables,
    verify_command,
)
from gaf_rules.cli.declared import Command, declare

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

__all__ = ["MODULES", "Parser", "UsageError", "parser"]

MODULES: Final = (
    assess_command, calendar, completion_command, deadline_command, explain_command, export, inbox_command,
    law, plan_command, schema_command, serve_command, tables, verify_command,
)  # fmt: skip

_SAID: Final = (
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", "参数 {0}：没有 {1}；可取：{2}"),
    (r"argument (.+): expected one argument", "参数 {0}：须有一个值"),
    (r"argument (.+): expected at least one argument", "参数 {0}：至少须有一个值"),
    (r"argument (.+): ignored explicit argument (.+)", "参数 {0}：不带值，得到 {1}"),
    (r"argument (.+): invalid \w+ value: (.+)", "参数 {0}：值 {1} 不合要求"),
    (r"argument (.+): not allowed with argument (.+)", "参数 {0} 不能与 {1} 同用"),
    (r"one of the arguments (.+) is required", "须有其中一个参数：{0}"),
    (r"the following arguments are required: (.+)", "缺少参数：{0}"),
    (r"unrecognized arguments: (.+)", "没有这些参数：{0}"),
)
"""What Python's parser of arguments says, and the same in Chinese."""


class UsageError(Exception):
    """The arguments do not fit the command; one line says how, in both languages."""

    def text(self, lang: Lang) -> str:
        """The line in ``lang``."""
        message, program = self.args
        if lang == "zh":
            for form, words in _SAID:
                if found := re.fullmatch(form, message):
                    message = words.format(*found.groups())
                    break
        return f"{message}（{program} --help）" if lang == "zh" else f"{message} ({program} --help)"


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of printing its usage and leaving the process."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options
        )

    def error(self, message: str) -> NoReturn:
        """Raises `UsageError`; the command's own help is named."""
        raise UsageError(" ".join(message.split()), self.prog)


def parser(lang: Lang | None = None) -> Parser:
    """The parser of ``gaf-rules``; each command leaves its function in ``run``.

    Arguments:
        lang: the language in which commands and arguments are told; both, if none is named.
    """
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
    known: dict[str, Command] = {}
    for module in MODULES:
        known.update(module.COMMANDS)
    declare(commands, known, lang)
    return top
