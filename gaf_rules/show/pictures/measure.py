"""How much room texts take in a font that we do not know, and where labels go so that none overlap."""

from __future__ import annotations

from functools import lru_cache
from math import fsum
from typing import TYPE_CHECKING, Final
from unicodedata import combining, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["break_lines", "spread", "text_width"]

_LATIN: Final = 0.6
"""Width of a Latin character in parts of the font size: that of the widest common sans-serif."""
_CLOSING: Final = "，。；：？！、）》"
"""Never at the beginning of a line of Chinese."""
_OPENING: Final = "（《〔"
"""Never at its end."""


def text_width(text: str, size: float) -> float:
    """The room that a text takes at most, in the unit of the font size.

    >>> text_width("备案", 10), text_width("ab", 10)
    (20.0, 12.0)
    """
    # Python 3.12 adds fractions up otherwise than 3.11; exactly, a picture is the same on both.
    return size * fsum(map(_em, text))


@lru_cache(maxsize=4096)
def _em(char: str) -> float:
    if combining(char):
        return 0.0
    return 1.0 if east_asian_width(char) in "WFA" else _LATIN


def break_lines(text: str, room: float, size: float) -> list[str]:
    """The text in lines that fit: broken at blanks, and between Chinese characters.

    >>> break_lines("submit the application", 80, 10)
    ['submit the', 'application']
    """
    if text_width(text, size) <= room:
        return [text.rstrip()]
    lines, taken = [""], 0.0
    for piece in _pieces(text):
        fits = text_width(piece.rstrip(), size) <= room
        for part in (piece,) if fits else _chopped(piece, room, size):
            if lines[-1] and taken + text_width(part.rstrip(), size) > room:
                lines.append("")
                taken = 0.0
            lines[-1] += part
            taken += text_width(part, size)
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """What may not be broken: a word with the blank behind it, a Chinese character with its stop."""
    piece = ""
    for char in text:
        wide = _is_wide(char) and char not in _CLOSING
        held = bool(piece) and piece[-1] in _OPENING
        if (piece and not held) and (
            wide or piece[-1] == " " or (_is_wide(piece[-1]) and char not in _CLOSING + " ")
        ):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


@lru_cache(maxsize=4096)
def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"


def _chopped(piece: str, room: float, size: float) -> Iterator[str]:
    """A piece that is too long for any line, in parts that are not."""
    part = ""
    for char in piece:
        if part and text_width((part + char).rstrip(), size) > room:
            yield part
            part = ""
        part += char
    yield part


def spread(wanted: Sequence[float], apart: float, first: float, last: float) -> list[float]:
    """Places in a row, each as near as can be to where it is wanted and none nearer than ``apart``.

    Where the row is too short for all of them they stand closer, evenly.

    Arguments:
        wanted: the places wanted, ascending.
        apart: the distance between neighbours.
        first: where the row begins.
        last: where it ends.

    >>> spread([10, 11, 50], 4, 0, 100)
    [8.5, 12.5, 50.0]
    """
    if not wanted:
        return []
    apart = min(apart, (last - first) / max(1, len(wanted) - 1))
    # Neighbours that would overlap are joined to a block; a block stands where its members average.
    blocks: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        total, count = place - index * apart, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            before = blocks.pop()
            total, count = total + before[0], count + before[1]
        blocks.append((total, count))
    end = last - (len(wanted) - 1) * apart
    places = [min(max(total / count, first), end) for total, count in blocks for _ in range(count)]
    return [place + index * apart for index, place in enumerate(places)]
