"""Docstrings and numbers as they are meant: what Sphinx takes a sign for, and where a line may end."""

from __future__ import annotations

import re
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes
from sphinx.domains.python._object import PyObject
from sphinx.transforms import SphinxTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["BreakablePaths", "Typeset", "plainly", "setup", "short_words"]

_TOGETHER: Final = re.compile(r"(?m)^    (\w+(?:, \w+)+)(: .*(?:\n {5}.*)*)")
_RETURNS: Final = re.compile(r"(?m)^(Returns:\n +)(?=\S)")
_UNIT: Final = re.compile(r"(?<=\d) (?=(?:%|[nµm]?s|/s|微秒|毫秒)(?!\w))| (?=†)")
_WHOLE: Final = re.compile(r"((?<!\w)(?:\d{4}-\d{2}-\d{2}|[A-Z]-\d{2})(?!\w))")
_GAP_OF_COLUMNS: Final = re.compile(r"(?m)^.*\S  +\S")
_LINES_OF_A_TABLE: Final = 3

_JOINTS: Final = re.compile(r"(?<=[.:@])(?=\w)")
_LONG_PATH: Final = 28
"""In signs."""


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
    """A dash where Sphinx writes two hyphens; no line ends in a date or before a unit."""

    default_priority = 700

    def apply(self, **_: Any) -> None:
        """In running text; of examples those are marked whose columns stand below one another."""
        for text in [*self.document.findall(nodes.Text)]:
            if isinstance(text.parent, nodes.literal | nodes.FixedTextElement | nodes.raw):
                continue
            meant = " – " if text == " -- " else _UNIT.sub("\u00a0", text)
            parts = _WHOLE.split(meant)
            whole = [nodes.inline("", part, classes=["whole"]) for part in parts[1::2]]
            if whole or meant != text:
                between = map(nodes.Text, parts[::2])
                each = chain.from_iterable(zip_longest(between, whole))
                text.parent.replace(text, [node for node in each if node])
        for example in self.document.findall(nodes.literal_block):
            if len(_GAP_OF_COLUMNS.findall(example.astext())) >= _LINES_OF_A_TABLE:
                example["classes"].append("columns")


class BreakablePaths(SphinxTransform):
    """A long path that begins a row may end its line behind a sign, so that the other cells have room."""

    default_priority = 850  # stacked_tables.py reads what stands in the cells

    def apply(self, **_: Any) -> None:
        """The sign stays out of what is searched and copied."""
        for row in self.document.findall(nodes.row):
            for code in row[0].findall(nodes.literal):
                parts = _JOINTS.split(code.astext())
                if sum(map(len, parts)) >= _LONG_PATH:
                    wbr = [nodes.raw("", "<wbr>", format="html") for _ in parts]
                    texts = map(nodes.Text, parts)
                    code[:] = [each for pair in zip(texts, wbr, strict=True) for each in pair][:-1]


def _docstring(*told: Any) -> None:
    what, lines = told[1], told[-1]
    lines[:] = plainly("\n".join(lines)).split("\n")
    if what in {"attribute", "property"}:
        # What stands before a colon on the first line would be taken for a type.
        lines[0] = f": {lines[0]}"


def _in_few_words(*told: Any) -> None:
    lines = told[-1]
    lines[:] = map(short_words, lines)


def _named(app: Sphinx) -> None:
    """A class here has attributes, which Sphinx calls variables."""
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "属性" if app.config.language == "zh_CN" else "Attributes"


def _says_nothing(*told: Any) -> bool | None:
    """Fields of a named tuple say which number they have; what they are, its own docstring tells."""
    return str(told[3].__doc__).startswith("Alias for field number") or None


def _signature(*told: Any) -> tuple[str, str | None] | None:
    signature, returned = told[-2:]
    return None if signature is None else (short_words(signature), returned)


def setup(app: Sphinx) -> dict[str, Any]:
    """Before napoleon reads a docstring, and while a page is read."""
    app.connect("builder-inited", _named)
    app.connect("autodoc-process-docstring", _docstring, priority=400)
    app.connect("autodoc-process-docstring", _in_few_words, priority=600)
    app.connect("autodoc-process-signature", _signature)
    app.connect("autodoc-skip-member", _says_nothing)
    app.add_transform(Typeset)
    app.add_transform(BreakablePaths)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
