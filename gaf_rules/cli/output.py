"""Printing: text, JSON, and errors of one line; nothing that a file or a name holds steers the terminal."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from gaf_rules.report.layout import clean

if TYPE_CHECKING:
    from gaf_rules.values.errors import GafRulesError
    from gaf_rules.values.texts import Lang

__all__ = [
    "colourful",
    "json_text",
    "one_line",
    "print_bytes",
    "print_error",
    "print_json",
    "print_text",
    "shown",
]

_COLOUR: Final = re.compile(r"(\x1b\[\d+m)")
_STEERS: Final = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of signs that are obeyed instead of shown: controls, directions, halves of pairs, line ends."""


def _is_shown(sign: str) -> bool:
    return sign.isprintable() or category(sign) not in _STEERS


def shown(text: str, *, colour: bool = False) -> str:
    r"""A text of which a terminal obeys nothing but line breaks and, where wanted, our own colours.

    >>> shown("a\x1b[2Jb\u202ec\nd")
    'a\ufffd[2Jb\ufffdc\nd'
    """
    if colour:
        parts = _COLOUR.split(text)
        parts[::2] = [shown(part) for part in parts[::2]]
        return "".join(parts)
    return "".join(sign if sign == "\n" or _is_shown(sign) else "\ufffd" for sign in text)


def print_text(text: str) -> None:
    """A text that ends with a line break, or does not, with exactly one."""
    print(shown(text.rstrip("\n"), colour=colourful()))


def print_error(line: str) -> None:
    """One line on standard error, behind the name of the program."""
    print(f"gaf-rules: {shown(' '.join(line.split()))}", file=sys.stderr)


def print_bytes(data: bytes) -> None:
    """A file as it is, ends of lines included: text would get those of the platform."""
    sys.stdout.flush()
    # A stream that was put in the place of the real one may take text only.
    below = getattr(sys.stdout, "buffer", None)
    if below is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        below.write(data)


def json_text(data: Any, **options: Any) -> str:
    r"""JSON with Chinese characters as they are, and with what a terminal would obey as JSON escapes it.

    >>> json_text({"name": "\x9b1m\u202e"}) == '{"name": "' + chr(92) + "u009b1m" + chr(92) + 'u202e"}'
    True
    """
    text = json.dumps(data, ensure_ascii=False, **options)
    if text.isprintable():
        return text
    return "".join(
        sign if sign == "\n" or _is_shown(sign) else json.dumps(sign)[1:-1] for sign in text
    )


def print_json(data: Any) -> None:
    """JSON with Chinese characters as they are."""
    print(json_text(data, indent=2))


def colourful() -> bool:
    """Whether colours are wanted: on a terminal, unless NO_COLOR is set (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def one_line(error: GafRulesError, lang: Lang, *, where: str | None) -> str:
    """An error in one line, behind the name of the file it is about."""
    line = clean(" ".join(error.text(lang).split()))
    if where == "-":
        where = "标准输入" if lang == "zh" else "standard input"
    where = None if where is None else clean(where)
    if where is None or line.startswith(where):
        return line
    return f"{where}{'：' if lang == 'zh' else ': '}{line}"
