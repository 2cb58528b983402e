"""Tables that can be read: the cells of a row are set one below another where columns have no room.

That is on a phone, and on every screen for five and more columns of which one holds paragraphs. Each cell
then needs its heading beside it; the style sheet shows it there and nowhere else.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx

__all__ = ["StackedTables", "setup"]

_COLUMNS: Final = 3
# From so many columns on, and with so long a text in one of them, a desktop has no room either.
_MANY: Final = 5
_PARAGRAPH: Final = 200
# As many narrow signs as a phone has on a line beside the edges of three cells; a Chinese one is two wide.
_PHONE: Final = 34
# What is no longer is a number, with a word beside it perhaps: numbers are compared down a column.
_NUMBER: Final = 24
_NEARLY: Final = 0.8


def _width(text: str) -> int:
    """How wide a line is, in narrow signs."""
    return sum(1 + (unicodedata.east_asian_width(sign) in "WF") for sign in text)


def _lines(text: str) -> list[str]:
    return text.splitlines() or [""]


def _words(text: str) -> list[str]:
    """What no line end may come into: between Chinese signs it may."""
    return re.split(r"[ \n]+|(?<=[\u2e80-\uffef])|(?=[\u2e80-\uffef])", text)


def _widest(columns: Iterable[tuple[str, ...]], parts: Callable[[str], list[str]]) -> list[int]:
    """How wide the widest part of each column is."""
    return [max(_width(part) for cell in cells for part in parts(cell)) for cells in columns]


def _are_figures(columns: list[tuple[str, ...]]) -> bool:
    """Whether nearly all of them begin with a digit: they are compared down a column, which may scroll."""
    cells = [cell for column in columns for cell in column if cell]
    return sum(cell[0].isdigit() for cell in cells) > _NEARLY * len(cells)


def _needs_stacking(heads: list[str], columns: list[tuple[str, ...]]) -> bool:
    """Whether a phone cannot show it: columns of sentences, or words that do not fit beside one another."""
    cells, words = _widest(columns, _lines), _widest(columns, _words)
    # The style sheet breaks no Chinese heading.
    named = _widest([(head,) for head in heads], lambda head: head.split() or [""])
    room = _PHONE + _COLUMNS - len(heads)
    if sum(map(max, cells, named)) <= room or (len(heads) > _MANY and _are_figures(columns[1:])):
        return False
    sentences = len(heads) >= _COLUMNS and max(cells[1:]) > _NUMBER
    return sentences or sum(map(max, words, named)) > room


class StackedTables(SphinxTransform):
    """Marks such tables, and gives each of their cells its heading."""

    default_priority = 800

    def apply(self, **_: Any) -> None:
        """Tables that do not fit."""
        for table in self.document.findall(nodes.table):
            heads = [entry.astext() for head in table.findall(nodes.thead) for entry in head[0]]
            rows = [row for body in table.findall(nodes.tbody) for row in body]
            texts = [tuple(cell.astext() for cell in row) for row in rows]
            if not _needs_stacking(heads, [*zip(*texts, strict=True)]):
                continue
            table["classes"].append("stacked")
            if len(heads) < _COLUMNS:
                continue  # what stands below a name needs no heading
            if len(heads) >= _MANY and max(map(_width, chain(*texts))) > _PARAGRAPH:
                table["classes"].append("wordy")
            for row in rows:
                for head, cell in zip(heads[1:], row[1:], strict=True):
                    if head and cell.astext().strip():
                        # Raw, so that the search does not find the heading once more in each cell.
                        label = f'<span class="cell-label">{escape(head)}</span>'
                        cell.insert(0, nodes.raw("", label, format="html"))


def setup(app: Sphinx) -> dict[str, Any]:
    """While a page is read."""
    app.add_transform(StackedTables)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
