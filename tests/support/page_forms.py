"""The form of the page as a browser would send it: the controls of its HTML, with what is filled in."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

from gaf_rules.browser.answering import answered

__all__ = ["Controls", "ask", "sent"]


class Controls(HTMLParser):
    """Collects the controls, and what a page must not be given: scripts, handlers, controls without name."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.unlabelled: list[str] = []
        self._labels = 0
        self._select = ""
        self._first = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.handlers += [name for name in held if name.startswith("on")]
        self._labels += tag == "label"
        if tag in {"input", "select", "textarea"} and held.get("type") != "hidden":
            self.unlabelled += [] if self._labels else [held["name"]]
        if tag == "input" and held.get("type") not in {"checkbox", "file"}:
            self.fields.append((held["name"], held.get("value", "")))
        elif tag == "input" and "checked" in held:
            self.fields.append((held["name"], held["value"]))
        elif tag == "select":
            self._select, self._first = held["name"], True
        elif tag == "option" and (self._first or "selected" in held):
            if not self._first:
                self.fields.pop()
            self.fields.append((self._select, held["value"]))
            self._first = False

    def handle_endtag(self, tag: str) -> None:
        self._labels -= tag == "label"


def sent(html: str) -> Controls:
    """The controls of a piece of the page."""
    found = Controls()
    found.feed(html)
    return found


def ask(
    what: str, fields: list[tuple[str, str]], *, lang: str = "zh", **more: Any
) -> dict[str, Any]:
    """The answer of the library to the script of the page."""
    request = {"do": what, "lang": lang, "theme": "auto", "fields": fields, **more}
    found: dict[str, Any] = json.loads(answered(json.dumps(request)))
    return found
