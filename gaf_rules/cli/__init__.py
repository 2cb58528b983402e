"""The command line ``gaf-rules``: :func:`main` and one module a command.

Exit status: 0 done · 1 findings of severity breach or consequence (with ``--strict``) · 2 bad input, one
line on standard error · 3 an error of the library itself.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from typing import TYPE_CHECKING, TextIO

from attrs import evolve

from gaf_rules.cli.arguments import Parser, UsageError, parser
from gaf_rules.cli.output import one_line, print_error
from gaf_rules.values.errors import CaseError, GafRulesError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gaf_rules.values.texts import Lang

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command.

    Arguments:
        argv: the arguments after the name of the program; those of the process by default.

    Returns:
        the exit status.

    >>> main(["deadline", "2.4.4c", "2026-02-18", "--json"])  # doctest: +ELLIPSIS
    {
      "schema": "gaf-deadline/1",
      "clause": "2.4.4c",
      "trigger": "2026-02-18",
      "on": "2026-03-06",
      ...
    }
    0
    """
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        status = _run(parser(), arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone (`| head`): what was asked for is done.
        _forget(sys.stdout)
        return 0
    return status


def _run(commands: Parser, arguments: list[str]) -> int:
    lang = _lang(arguments)
    try:
        options = commands.parse_args(arguments)
        options.chose_language = any(word.partition("=")[0] == "--lang" for word in arguments)
    except UsageError as error:
        return _refuse(error.text(lang))
    except SystemExit:  # --help and --version have printed what was asked for
        return 0
    try:
        status: int = options.run(options)
    except BrokenPipeError:
        raise
    except GafRulesError as error:
        told = _as_given(error, commands.options())
        return _refuse(one_line(told, lang, where=getattr(options, "source", None)))
    except Exception as error:  # noqa: BLE001 - the last resort: one line, and a status of its own
        if options.debug:
            traceback.print_exc()
        kind = type(error).__name__
        print_error(
            f"程序内部错误：{kind}: {error}（--debug 显示何处）"
            if lang == "zh"
            else f"internal error: {kind}: {error} (--debug shows where)"
        )
        return 3
    return status


def _as_given(error: GafRulesError, known: Collection[str]) -> GafRulesError:
    """The error with options in the place of arguments of the library: ``--as-of`` for ``$as_of``."""
    if not isinstance(error, CaseError):
        return error
    problems = []
    for each in error.problems:
        name = f"--{each.path[1:].replace('_', '-')}" if each.path.startswith("$") else ""
        problems.append(evolve(each, path=name) if name in known else each)
    return CaseError(tuple(problems))


def _lang(arguments: list[str]) -> Lang:
    """The language for errors; it is wanted before the arguments are known to be good."""
    for at, word in enumerate(arguments):
        if word == "--lang=en" or (word == "--lang" and arguments[at + 1 : at + 2] == ["en"]):
            return "en"
    return "zh"


def _refuse(line: str) -> int:
    print_error(line)
    return 2


def _speak_utf8(stream: TextIO) -> None:
    """UTF-8 into a pipe whatever the locale; nothing that a case may hold stops the output."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="backslashreplace")
    else:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget(stream: TextIO) -> None:
    """Keeps the interpreter from writing what is left to a reader who has gone."""
    with contextlib.suppress(OSError, ValueError):
        number = stream.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)
