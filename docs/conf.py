"""How Sphinx builds the pages: `make docs`. Needs no network; a warning is an error there."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import jieba
from pygments.lexers.special import TextLexer

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

project = "gaf_rules"
author = "gaf_rules contributors"
project_copyright = author
release = tomllib.loads(_PYPROJECT.read_text("utf-8"))["project"]["version"]
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 3

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
napoleon_numpy_docstring = False

html_theme = "furo"
html_title = "gaf_rules"
# Cuts Chinese into words, and leaves English words as they are.
html_search_language = "zh"
jieba.setLogLevel("WARNING")  # or it reports on its dictionary at every build
html_show_sphinx = False


def setup(app: Sphinx) -> None:
    """Diagrams stand in the pages as the Mermaid text they are; hosts that draw Mermaid draw them."""
    app.add_lexer("mermaid", TextLexer)
