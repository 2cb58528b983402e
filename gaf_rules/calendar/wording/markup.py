"""The text of a page that was saved as HTML: its lines, without its marks.

Written out rather than taken from ``html.parser``, which needs time by the square for a page full of marks
that are never closed, and raises errors of its own.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["without_marks"]

_MARK: Final = re.compile(r"</?[a-zA-Z][^<>]{0,400}>")
_NAME: Final = re.compile(r"/?[a-zA-Z][^\s/>]*|[!?]")
_COMMENT: Final = "!--"
_UNSEEN: Final = frozenset({"script", "style", "template"})
# Whatever else a mark does, it begins a line: two things that a page shows apart stay apart.
_INSIDE_A_LINE: Final = frozenset(
    {
        "a",
        "abbr",
        "b",
        "em",
        "font",
        "i",
        "ins",
        "mark",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    }
)


def without_marks(text: str) -> str:
    r"""``text`` as a reader of the page sees it; as it is where it has no marks.

    >>> without_marks("<p>一、<b>元旦</b>：\n1月1日&nbsp;放假。</p><p>二、春节").split()
    ['一、元旦：1月1日', '放假。', '二、春节']
    """
    if _MARK.search(text) is None:
        return text
    lines = unescape("".join(_shown(text))).split("\n")
    return "\n".join([line for line in lines if line.strip()])


def _shown(text: str) -> Iterator[str]:
    """What is shown, piece by piece, with a line for each mark that begins one."""
    # Where the source breaks its lines a page does not.
    first, *pieces = text.replace("\r", "").replace("\n", "").split("<")
    yield first
    until = ""
    for piece in pieces:
        found, (_, closed, rest) = _NAME.match(piece), piece.partition(">")
        name = found.group().lower() if found and closed else ""
        if until == _COMMENT or (piece.startswith(_COMMENT) and not until):
            _, closed, rest = piece.partition("-->")
            until = "" if closed else _COMMENT
            yield rest
        elif until:
            until = "" if name == until else until
            yield "" if until else rest
        elif name in _UNSEEN:
            until = f"/{name}"
        elif name:
            yield ("" if name.lstrip("/") in _INSIDE_A_LINE else "\n") + rest
        else:
            yield f"<{piece}"
