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
from gaf_rules.messages.codes import code_meant, codes_in_words
from gaf_rules.values.given import in_language
from gaf_rules.values.nearest import meant

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
    (r"argument (.+): invalid int value: (.+)", "参数 {0}：得到 {1}；应为整数"),
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
        message, program, near = self.args
        if lang == "zh":
            for form, words in _SAID:
                if found := re.fullmatch(form, message):
                    message = words.format(*map(_in_words, found.groups()))
                    break
        ends = f"{near[0]}（{program} --help）", f"{near[1]} ({program} --help)"
        return f"{message}{in_language(lang, *ends)}"


def _in_words(part: str) -> str:
    """A list of choices as a Chinese sentence has it, those that are codes with their words."""
    choices = re.findall("'([^']*)'", part)
    return codes_in_words(tuple(choices)) if len(choices) > 1 else part


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of printing its usage and leaving the process."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options
        )

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As of the class; where an option is lacking, one that was mistyped is told, too."""
        try:
            return super().parse_args(args, namespace)
        except UsageError as error:
            message, program, near = error.args
            if "are required" in message:
                known = self.options()
                words = (word.partition("=")[0] for word in args or ())
                odd = [word for word in words if word.startswith("--") and word not in known]
                near = meant(odd[0], known) if odd else near
            elif message.startswith("argument COMMAND") and (args or ("",))[0].startswith("--"):
                near = "；选项写在命令之后", "; options stand after the command"
            raise UsageError(message, program, near) from None

    def error(self, message: str) -> NoReturn:
        """Raises `UsageError`; the command's own help is named."""
        raise UsageError(" ".join(message.split()), self.prog, self._near(message))

    def _near(self, message: str) -> tuple[str, str]:
        """What was meant by a word that is none of the choices, or by an option that there is not."""
        if found := re.fullmatch(
            r"argument .+: invalid choice: '(.+)' \(choose from (.+)\)", message
        ):
            return code_meant(found[1], tuple(re.findall(r"[^', ]+", found[2])))
        if found := re.fullmatch(r"unrecognized arguments: (-\S+?)(?:[= ].*)?", message):
            return meant(found[1], self.options())
        return "", ""

    def options(self) -> list[str]:
        """The options of this command and of those below it, for they are refused at the top."""
        held = [*self._option_string_actions]
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - nothing public tells them
                held += [each for command in action.choices.values() for each in command.options()]
        return list(dict.fromkeys(held))


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
