"""The search of the pages finds Chinese: its runs are cut into pairs, in the index and in the query.

No dictionary decides what a word is, so a term is found wherever it stands, as a plain text search would; now
and then a page is found besides that has all the pairs and not the term.
Compound names, such as the clause ``2.4.4c``, stay whole; in the index their parts stand as well.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.search.en import SearchEnglish

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

__all__ = ["BigramSearch", "query_words", "setup"]

_HAN = r"\u3400-\u9fff"
_WORDS = re.compile(rf"[{_HAN}]+|[^\W{_HAN}]+(?:\.[^\W{_HAN}]+)*")

# The cut of a query in the browser: `query_words` below, word for word. No sign that HTML would escape.
_IN_THE_BROWSER = (
    r"""
var splitQuery = function (query) {
  var words = query.match(/[HAN]+|(?:(?![HAN])[\p{L}\p{N}_])+(?:\.(?:(?![HAN])[\p{L}\p{N}_])+)*/gu);
  return (words || []).flatMap(function (word) {
    if (!/^[HAN]{2}/u.test(word)) return [word];
    return Array.from(word).slice(1).map(function (sign, place) { return word.charAt(place) + sign; });
  });
};
"""
).replace("HAN", _HAN)


def query_words(query: str) -> Iterator[str]:
    """The words that a query is cut into: all of them must stand on a page."""
    for word in _WORDS.findall(query):
        if word[0] < "\u3400" or len(word) == 1:
            yield word
        else:
            yield from (before + after for before, after in pairwise(word))


def _index_words(text: str) -> Iterator[str]:
    """The words of a page: those a query can have, single characters and the parts of a compound name."""
    yield from query_words(text)
    for word in _WORDS.findall(text):
        if word[0] >= "\u3400":
            yield from word
        else:
            # "due.safe_on" is found by each of its names, too, and by the words of these.
            yield from (part for signs in (r"\.", r"[._]") for part in re.split(signs, word))


class BigramSearch(SearchEnglish):
    """English as Sphinx knows it, Chinese in pairs of characters."""

    lang = "zh"
    js_splitter_code = _IN_THE_BROWSER

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name is Sphinx's
        """The words of a text that goes into the index."""
        return list(_index_words(input))


def _without_pictures(_: Sphinx, page: nodes.document, __: str) -> None:
    """Keeps the words of pictures out of the index: stripped of their tags they would run into each other."""
    for raw in page.findall(nodes.raw):
        if "<svg" in raw.astext():
            raw["classes"].append("no-search")


def setup(app: Sphinx) -> dict[str, Any]:
    """Takes the place of Sphinx's own Chinese."""
    app.add_search_language(BigramSearch)
    app.connect("doctree-resolved", _without_pictures)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
