"""An explanation as HTML that folds open and shut: no scripts, and nothing from outside."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from gaf_rules.ask.explanation.text import passed_over_line
from gaf_rules.report.words import Words
from gaf_rules.values.theme import both, sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.explanation.tree import Explanation, Node
    from gaf_rules.values.theme import Theme

__all__ = ["as_html"]

_OPEN = 2
"""How many of the first sections stand open."""
_STYLE = "margin-left:1.2em;line-height:1.5"
_SMALL = f"color:{both('#57606a')};font-size:.92em"


def as_html(explanation: Explanation, theme: Theme = "auto") -> str:
    """One self-contained element.

    Arguments:
        explanation: what to show, in its own language.
        theme: ``auto``, ``light`` or ``dark``.

    Raises:
        CaseError: another theme.
    """
    words = Words(explanation.lang)
    parts = [f"<p><strong>{escape(explanation.title)}</strong></p>"]
    for number, section in enumerate(explanation.sections):
        state = " open" if number < _OPEN else ""
        parts.append(f"<details{state}><summary><strong>{escape(section.text)}</strong></summary>")
        for node in section.children:
            parts += _node(node, words)
        parts.append("</details>")
    return sheet("\n".join(parts), lang=explanation.lang, theme=theme)


def _node(node: Node, words: Words) -> Iterator[str]:
    body = list(_body(node, words))
    text = escape(passed_over_line(node, words) if node.kind == "rule" else node.text)
    if not body:
        yield f'<div style="{_STYLE}">{text}</div>'
        return
    yield f'<details style="{_STYLE}"><summary>{text}</summary>'
    yield from body
    yield "</details>"


def _body(node: Node, words: Words) -> Iterator[str]:
    for clause in node.clauses:
        head = words.say(f"第 {clause.clause} 条", f"clause {clause.clause}")
        yield f'<div style="{_STYLE}"><b>{escape(head)}</b> {escape(clause.wording)}</div>'
        if clause.source is not None:
            yield f'<blockquote style="{_STYLE}">{escape(clause.source)}</blockquote>'
    if node.facts:
        yield f'<ul style="{_STYLE};margin-top:0;margin-bottom:0">'
        yield from (
            f'<li>{escape(fact.text)} <code style="{_SMALL}">{escape(fact.name)}</code></li>'
            for fact in node.facts
        )
        yield "</ul>"
    if node.days:
        head = words.say("逐日", "day by day")
        yield f'<details style="{_STYLE}"><summary>{head}</summary><ul>'
        yield from (f"<li>{escape(day.text)}</li>" for day in node.days)
        yield "</ul></details>"
    if node.readings:
        shown = words.say("；", "; ").join(words.reading(*pair) for pair in node.readings)
        head = words.say("读法：", "readings: ")
        yield f'<div style="{_STYLE};{_SMALL}">{escape(head + shown)}</div>'
    for child in node.children:
        yield from _node(child, words)
