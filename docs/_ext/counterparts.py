"""Each page is linked to itself in the other language; a page that has no counterpart is a warning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

__all__ = ["counterpart", "setup"]

_DOCS: Final = Path(__file__).resolve().parent.parent
_LOG = logging.getLogger(__name__)
_MADE_IN_BOTH: Final = {"search", "genindex"}
_TITLES: Final = {"zh_CN": "gaf_rules 文档", "en": "gaf_rules"}


def counterpart(page: str, language: str) -> str:
    """The address of a page in the other language, as seen from the page.

    >>> counterpart("guide/install", "en"), counterpart("guide/install", "zh_CN")
    ('../zh/guide/install.html', '../../guide/install.html')
    """
    up = "../" * page.count("/")
    return f"{up}zh/{page}.html" if language == "en" else f"{up}../{page}.html"


def _named(_: Sphinx, config: Config) -> None:
    config.html_title = _TITLES[config.language]


def _linked(app: Sphinx, page: str, _: str, context: dict[str, Any], __: object) -> None:
    language = app.config.language
    other = _DOCS / "zh" if language == "en" else _DOCS
    made = page in _MADE_IN_BOTH or page in getattr(app, "made_pages", ())
    if not made and not (other / f"{page}.md").is_file():
        _LOG.warning("the page %s is not there in the other language", page, location=page)
    context["counterpart"] = counterpart(page, language)
    context["counterpart_lang"] = "zh-CN" if language == "en" else "en"
    context["counterpart_words"] = "本页中文版" if language == "en" else "This page in English"


def setup(app: Sphinx) -> dict[str, Any]:
    """What the templates need to link the page to its counterpart."""
    app.connect("config-inited", _named)
    app.connect("html-page-context", _linked)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
