"""What the page itself says, in Chinese and English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gaf_rules.messages import LANGUAGES
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

__all__ = ["NO_WORDS", "both", "told"]

NO_WORDS: Final = 'schema = "gaf-mapping/1"'
"""The mapping that stands on the page to begin with: a sheet without words of its own."""
_WORDS: Final = words_of("gaf_rules.browser", "page.json")["page"]


def told(key: str, lang: Lang) -> str:
    """A text of the page in one language."""
    return _WORDS[key][LANGUAGES.index(lang)]


def both(key: str) -> str:
    """A text of the page in both, of which a style shows the one of the page."""
    zh, en = _WORDS[key]
    return f'<span lang="zh">{zh}</span><span lang="en">{en}</span>'
