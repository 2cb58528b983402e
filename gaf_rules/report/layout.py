"""Columns for a terminal, in which a Chinese character is as wide as two Latin ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["WIDTH", "clean", "columns", "pad", "paint", "width", "wrap"]

WIDTH: Final = 100
"""How wide a report is, in columns of the terminal."""

_NARROWEST: Final = 16
# Never at the beginning of a line of Chinese.
_CLOSING: Final = "，。；：？！、）》〉”’」』】"
_COLOURS: Final = {
    "red": "31",
    "magenta": "35",
    "yellow": "33",
    "green": "32",
    "dim": "2",
    "bold": "1",
}


def clean(text: str) -> str:
    r"""Text of a case, safe for a terminal: what cannot be shown (escape codes, line breaks) is replaced.

    >>> clean("a\x1b[31m\n b")
    'a\ufffd[31m\ufffd b'
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def width(text: str) -> int:
    """How many columns a text takes.

    >>> width("备案 OK")
    7
    """
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )


def pad(text: str, to: int) -> str:
    """The text with blanks behind it, up to a width in columns."""
    return text + " " * (to - width(text))


def _pieces(text: str) -> Iterator[str]:
    """What a line may be broken into: words with the blank behind them, and single Chinese characters."""
    word = ""
    for char in text:
        wide = east_asian_width(char) in "WF"
        if wide and char not in _CLOSING:
            if word:
                yield word
            word = char
        elif word and east_asian_width(word[0]) in "WF" and not (wide or char == " "):
            yield word
            word = char
        else:
            word += char
            if char == " ":
                yield word
                word = ""
    if word:
        yield word


def wrap(text: str, to: int) -> list[str]:
    """The lines of a text, none wider than ``to`` columns unless a single word is.

    >>> wrap("补充提交材料或整改说明。", 10)
    ['补充提交材', '料或整改说', '明。']
    >>> wrap("submit the supplement", 14)
    ['submit the', 'supplement']
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1]) + width(piece.rstrip()) > to:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def columns(
    rows: Sequence[Sequence[str]], limits: Sequence[int], total: int, gap: int = 2
) -> list[list[str]]:
    """Rows of cells as lines: each column as wide as it needs to be, at most its limit, cells wrapped.

    Arguments:
        rows: the cells, one more in each row than there are limits; a line break in a cell stays one.
        limits: the most columns of the terminal that each may take; the last cell takes what is left.
        total: how wide the whole may be.
        gap: blanks between two columns.

    Returns:
        for each row its lines.

    >>> columns([["a", "备案"], ["bcd", "x"]], [4], 9)
    [['a    备案'], ['bcd  x']]
    """

    def lines(cell: str, limit: int) -> list[str]:
        return [line for part in cell.split("\n") for line in wrap(part, limit)]

    broken = [
        [lines(cell, limit) for cell, limit in zip(row[:-1], limits, strict=True)] for row in rows
    ]
    widths = [
        max((width(line) for row in broken for line in row[at]), default=0)
        for at in range(len(limits))
    ]
    left = max(total - sum(widths) - gap * len(widths), _NARROWEST)
    out = []
    for row, cells in zip(rows, broken, strict=True):
        filled = [*cells, lines(row[-1], left)]
        height = max(len(cell) for cell in filled)
        block = []
        for at in range(height):
            texts = [cell[at] if at < len(cell) else "" for cell in filled]
            padded = [pad(text, to) for text, to in zip(texts, widths, strict=False)]
            block.append((" " * gap).join([*padded, texts[-1]]).rstrip())
        out.append(block)
    return out


def paint(text: str, colour: str, *, on: bool) -> str:
    """The text in an ANSI colour, where colour is on."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if on and colour else text
