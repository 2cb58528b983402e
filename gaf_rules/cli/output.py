"""Printing: text, JSON, and errors of one line."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Any

from gaf_rules.report.layout import clean

if TYPE_CHECKING:
    from gaf_rules.values.errors import GafRulesError
    from gaf_rules.values.texts import Lang

__all__ = ["colourful", "one_line", "print_bytes", "print_json", "print_text"]


def print_text(text: str) -> None:
    """A text that ends with a line break, or does not, with exactly one."""
    print(text.rstrip("\n"))


def print_bytes(data: bytes) -> None:
    """A file as it is, ends of lines included: text would get those of the platform."""
    sys.stdout.flush()
    # A stream that was put in the place of the real one may take text only.
    below = getattr(sys.stdout, "buffer", None)
    if below is None:
        sys.stdout.write(data.decode("utf-8"))
    else:
        below.write(data)


def print_json(data: Any) -> None:
    """JSON with Chinese characters as they are."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


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
