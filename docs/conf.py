"""How Sphinx builds the two sites: ``make docs``. Needs no network; a warning is an error there.

One source folder a language, one configuration: ``docs`` is English, ``docs/zh`` Chinese, built with
``-D language=zh_CN``.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_DOCS = Path(__file__).resolve().parent
sys.path.insert(0, str(_DOCS / "_ext"))

project = "gaf_rules"
author = "gaf_rules contributors"
project_copyright = author
release = tomllib.loads((_DOCS.parent / "pyproject.toml").read_text("utf-8"))["project"]["version"]
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    # Of our own, in docs/_ext.
    "bigram_search",
    "chinese_chrome",
    "counterparts",
    "drawn_diagrams",
    "made_pages",
    "stacked_tables",
]
source_suffix = {".md": "myst-nb"}
exclude_patterns = ["_build", "zh/**"]
templates_path = ["_templates"]

# The notebooks are run while the pages are built; a cell that fails is an error. Other pages have no cells.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 600
nb_merge_streams = True

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_fence_as_directive = ["mermaid"]
myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = False
napoleon_use_ivar = True

smartquotes_action = "qe"  # quotes and dots, not dashes: options begin with two of them

html_theme = "furo"
html_title = "gaf_rules"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_search_language = "zh"  # the one of bigram_search, which leaves English words as they are
html_show_sphinx = False
html_copy_source = False
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}


def _dashes(_: Sphinx, document: nodes.document) -> None:
    """Between a name and what it is Sphinx writes two hyphens."""
    for text in [each for each in document.findall(nodes.Text) if each == " -- "]:
        text.parent.replace(text, nodes.Text(" – "))


_TOGETHER = re.compile(r"(?m)^    (\w+(?:, \w+)+)(: .*(?:\n {5}.*)*)")
_RETURNS = re.compile(r"(?m)^(Returns:\n +)(?=\S)")


def _no_types(*told: Any) -> None:
    """Docstrings here name no types, and a comma or a colon in them is no sign of one.

    What is said of several fields at once, ``a, b: …``, is said of each; what is returned, its type before.
    """
    lines = told[-1]
    text = _TOGETHER.sub(
        lambda found: "\n".join(f"    {name}{found[2]}" for name in found[1].split(", ")),
        "\n".join(lines),
    )
    lines[:] = _RETURNS.sub(r"\1: ", text).split("\n")


def _short_words(*told: Any) -> tuple[str, str | None] | None:
    """A signature without the thirty words that an argument may be: they have a page of their own."""
    signature, returned = told[-2:]
    if signature is None:
        return None
    return re.sub(r"Literal\[[^]]{80,}\]", "str", signature), returned


def setup(app: Sphinx) -> None:
    """When a docstring is read, before napoleon reads it, and when a page has been read."""
    app.connect("autodoc-process-docstring", _no_types, priority=400)
    app.connect("autodoc-process-signature", _short_words)
    app.connect("doctree-read", _dashes)
