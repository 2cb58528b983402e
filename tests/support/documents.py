"""Runs the examples of a Markdown page and compares what they print with what the page says.

What is run, top to bottom, in one namespace a page, with the checkout as working directory:

* a ``python`` block; if the next block of the page is ``text``, or ``console`` without a ``$``,
  that is what the code must print. With ``>>>`` prompts it is a doctest with its output inside;
* in a ``console`` block, each line ``$ gaf-rules ...`` (through the function behind the command)
  with the lines up to the next ``$`` as its output, standard error included. What goes into a file
  (``> why.html``) is made and not looked at. Other commands are not run.

A block is left alone only after a comment that says why: ``<!-- not run: needs a network -->``.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import shlex
import traceback
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Block", "Mismatch", "blocks", "check_page"]

_FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,}|~{3,}) *(?P<info>.*)$")
_NOT_RUN = re.compile(r"<!-- not run: \S.* -->")


@frozen(kw_only=True)
class Block:
    """A fenced block: its language, its text, its first line's number, whether it is to be run."""

    lang: str
    text: str
    line: int
    run: bool


@frozen(kw_only=True)
class Mismatch:
    """An example that does not print what the page says."""

    line: int
    code: str
    expected: str
    got: str

    def __str__(self) -> str:
        """The four, laid out for a person."""
        return (
            f"line {self.line}:\n{self.code}\n--- the page says\n{self.expected}\n"
            f"--- it prints\n{self.got}"
        )


def blocks(text: str) -> Iterator[Block]:
    """The fenced blocks of a Markdown text, in order; one that never ends is a ValueError."""
    lines = iter(enumerate(text.splitlines(), 1))
    previous = ""
    for number, line in lines:
        fence = _FENCE.match(line)
        if fence is None:
            previous = line if line.strip() else previous
            continue
        body: list[str] = []
        for _, inner in lines:
            if inner.strip().startswith(fence["ticks"]) and not inner.strip().strip(
                fence["ticks"][0]
            ):
                break
            body.append(inner.removeprefix(fence["indent"]))
        else:
            message = f"the block that begins on line {number} has no end"
            raise ValueError(message)
        words = fence["info"].split()
        yield Block(
            lang=words[0].strip("{}") if words else "",
            text="\n".join(body),
            line=number + 1,
            run=_NOT_RUN.search(previous) is None,
        )
        previous = ""


def check_page(
    text: str, *, command: Callable[[list[str]], int | None], folder: Path
) -> tuple[int, list[Mismatch]]:
    """Runs a page.

    Arguments:
        text: the page, Markdown.
        command: the function behind ``gaf-rules``; takes the arguments after the name.
        folder: working directory of the examples.

    Returns:
        how many examples were run, and those that print something else than the page says.
    """
    found = list(blocks(text))
    namespace: dict[str, Any] = {"__name__": "__page__"}
    examples: list[Mismatch] = []
    with contextlib.chdir(folder):
        for block, after in zip_longest(found, found[1:]):
            if not block.run:
                continue
            if block.lang in {"python", "py"}:
                examples.append(_python(block, after, namespace))
            elif block.lang == "console":
                examples.extend(_console(block, command))
    return len(examples), [e for e in examples if _tidy(e.expected) != _tidy(e.got)]


def _python(block: Block, after: Block | None, namespace: dict[str, Any]) -> Mismatch:
    if ">>> " in block.text:
        return _doctest(block, namespace)
    is_output = after is not None and (
        after.lang == "text" or (after.lang == "console" and not after.text.startswith("$ "))
    )
    # Leading line breaks: a traceback then gives the line of the page.
    source = "\n" * (block.line - 1) + block.text
    got = _printed(lambda: _execute(source, namespace))
    expected = after.text if after is not None and is_output else ""
    return Mismatch(line=block.line, code=block.text, expected=expected, got=got)


def _execute(source: str, namespace: dict[str, Any]) -> None:
    program = compile(source, "page", "exec", dont_inherit=True)
    exec(program, namespace)  # noqa: S102 - pages of our own


def _doctest(block: Block, namespace: dict[str, Any]) -> Mismatch:
    test = doctest.DocTestParser().get_doctest(
        block.text, namespace, "page", "page", block.line - 1
    )
    report = io.StringIO()
    doctest.DocTestRunner(verbose=False).run(test, out=report.write, clear_globs=False)
    namespace.update(test.globs)
    return Mismatch(line=block.line, code=block.text, expected="", got=report.getvalue())


def _console(block: Block, command: Callable[[list[str]], int | None]) -> Iterator[Mismatch]:
    commands = list(re.finditer(r"^\$ (?P<line>.*(?:\\\n.*)*)$", block.text, re.MULTILINE))
    ends = [c.start() for c in commands[1:]] + [len(block.text)]
    for found, end in zip(commands, ends, strict=False):  # no command: one end too many
        argv = shlex.split(found["line"], comments=True)
        if not argv or argv[0] != "gaf-rules":
            continue
        into_file = ">" in argv
        arguments = argv[1 : argv.index(">")] if into_file else argv[1:]

        def run(arguments: list[str] = arguments, *, into_file: bool = into_file) -> None:
            file = (
                contextlib.redirect_stdout(io.StringIO()) if into_file else contextlib.nullcontext()
            )
            with (
                contextlib.suppress(SystemExit),
                file,
            ):  # argparse ends like this; what it printed counts
                command(arguments)

        line = block.line + block.text.count("\n", 0, found.start())
        expected = block.text[found.end() : end].removeprefix("\n")
        yield Mismatch(line=line, code=found[0], expected=expected, got=_printed(run))


def _printed(run: Callable[[], object]) -> str:
    output = io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            run()
        except Exception:  # noqa: BLE001 - whatever goes wrong is what the example printed
            output.write(traceback.format_exc())
    return output.getvalue()


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip("\n").splitlines())
