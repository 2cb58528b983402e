"""How Sphinx builds the two sites: ``make docs``. Needs no network; a warning is an error there.

One source folder a language, one configuration: ``docs`` is English, ``docs/zh`` Chinese, built with
``-D language=zh_CN``.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

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
    "as_meant",
    "bigram_search",
    "chinese_chrome",
    "counterparts",
    "drawn_diagrams",
    "made_pages",
    "stacked_tables",
    "whole_outputs",
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
