"""Docstrings and numbers as they are meant: what Sphinx takes a sign for, and where a line may end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Typeset", "plainly", "setup", "short_words"]

_TOGETHER: Final = re.compile(r"(?m)^    (\w+(?:, \w+)+)(: .*(?:\n {5}.*)*)")
_RETURNS: Final = re.compile(r"(?m)^(Returns:\n +)(?=\S)")
_UNIT: Final = re.compile(r"(?<=\d) (?=(?:%|[nµm]?s|/s|微秒|毫秒)(?!\w))")


def plainly(text: str) -> str:
    """A docstring for napoleon: those here name no types, and a comma or a colon is no sign of one.

    What is said of several fields at once, ``a, b: …``, is said of each; a colon stands before a return.
    """
    each = _TOGETHER.sub(
        lambda found: "\n".join(f"    {name}{found[2]}" for name in found[1].split(", ")), text
    )
    return _RETURNS.sub(r"\1: ", each)


def short_words(signature: str) -> str:
    """A signature without the thirty words that an argument may be: they have a page of their own."""
    return re.sub(r"Literal\[[^]]{80,}\]", "str", signature)


class Typeset(SphinxTransform):
    """A dash where Sphinx writes two hyphens; no line ends between a number and its unit."""

    default_priority = 700

    def apply(self, **_: Any) -> None:
        """In running text, not in examples."""
        for text in [*self.document.findall(nodes.Text)]:
            if isinstance(text.parent, nodes.literal | nodes.FixedTextElement | nodes.raw):
                continue
            meant = " – " if text == " -- " else _UNIT.sub("\u00a0", text)
            if meant != text:
                text.parent.replace(text, nodes.Text(meant))


def _docstring(*told: Any) -> None:
    lines = told[-1]
    lines[:] = plainly("\n".join(lines)).split("\n")


def _signature(*told: Any) -> tuple[str, str | None] | None:
    signature, returned = told[-2:]
    return None if signature is None else (short_words(signature), returned)


def setup(app: Sphinx) -> dict[str, Any]:
    """Before napoleon reads a docstring, and while a page is read."""
    app.connect("autodoc-process-docstring", _docstring, priority=400)
    app.connect("autodoc-process-signature", _signature)
    app.add_transform(Typeset)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
