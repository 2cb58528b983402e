"""The two sites as they are built, and what stands on their pages, for those who test them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

__all__ = ["QUERIES", "built_site", "holding", "index_of", "text_of"]

ROOT = Path(__file__).resolve().parents[2]
QUERIES = {
    "": {
        "2.4.4c": "2.4.4c",
        "Spring Festival": "spring festival",
        "deemed abandoned": "deem abandon",
        "typhoon": "typhoon",
        "receipt_on_day_off": "receipt_on_day_off",
        "safe_on": "safe_on",
        "备案编号": "备案编号",
        "Cyberspace administrations": "cyberspac administr",
        "DEEMED_ABANDONED": "deemed_abandoned",
        "gaf_rules.assess": "gaf_rules.assess",
    },
    "zh": {
        query: query
        for query in (
            "备案编号",
            "视为放弃",
            "完备性审核",
            "补充提交",
            "调休上班",
            "稳妥日",
            "市县网信办",
            "停工",
            "2.4.4c",
            "gaf.assess",
        )
    },
}
"""Ten queries for each site, with what a plain text search looks for: the beginnings of words."""


def built_site(folder: Path) -> Path:
    """Both sites built into a folder; a warning fails."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "build.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr or done.stdout
    return folder


class _Article(HTMLParser):
    """The text of the article of a page, without the link to the other language."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._inside = False
        self._skipped = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        self._inside = self._inside or tag == "article"
        # Words of pictures are in no index.
        if tag == "svg" or {"counterpart", "headerlink"} & {*classes}:
            self._skipped = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"
        if tag == self._skipped:
            self._skipped = ""

    def handle_data(self, data: str) -> None:
        if self._inside and not self._skipped:
            self.parts.append(data)


@lru_cache(maxsize=256)
def text_of(page: Path) -> str:
    """What a reader of a page sees of it, without pictures and what stands on every page."""
    reader = _Article()
    reader.feed(page.read_text("utf-8"))
    return re.sub(r"\s+", " ", "".join(reader.parts))


@lru_cache(maxsize=4)
def index_of(site: Path) -> dict[str, Any]:
    """The search index of a site."""
    text = (site / "searchindex.js").read_text("utf-8")
    index: dict[str, Any] = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    return index


def holding(site: Path, beginnings: str) -> set[str]:
    """The pages on which a word stands for each of these beginnings: what a plain text search finds."""
    # A Chinese word begins anywhere, others where no letter and no digit stands before.
    wanted = [
        re.compile((r"(?<![a-z0-9])" if word.isascii() else "") + re.escape(word), re.IGNORECASE)
        for word in beginnings.split()
    ]
    return {
        name
        for name in index_of(site)["docnames"]
        if all(word.search(text_of(site / f"{name}.html")) for word in wanted)
    }
