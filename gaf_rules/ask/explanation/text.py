"""An explanation as text, in the order in which an official would argue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.ask.explanation.tree import CountedDay, Explanation, Node, Quoted

__all__ = ["as_text", "passed_over_line"]

_NUMERALS = "一二三四五六七八九十"
_DAYS_A_LINE = 3


def as_text(explanation: Explanation) -> str:
    """The whole explanation; what every section says, and the rules that did not apply in one line each."""
    words = Words(explanation.lang)
    lines = [explanation.title]
    for number, section in enumerate(explanation.sections):
        lines += [
            "",
            words.say(f"{_NUMERALS[number]}、{section.text}", f"{number + 1}. {section.text}"),
        ]
        for node in section.children:
            lines += _node(node, words, "  ")
    return "\n".join(lines)


def _node(node: Node, words: Words, indent: str) -> Iterator[str]:
    if node.kind == "rule":
        yield f"{indent}{passed_over_line(node, words)}"
        return
    yield f"{indent}{node.text}"
    deeper = f"{indent}    "
    if node.kind not in {"event", "lapse"}:
        yield from (f"{deeper}{_quoted(clause, words)}" for clause in node.clauses)
    elif node.clauses:
        ids = words.join([clause.clause for clause in node.clauses])
        yield f"{deeper}{words.say(f'依据 {ids}', f'on {ids}')}"
    if node.facts:
        facts = words.say("；", "; ").join(fact.text for fact in node.facts)
        yield f"{deeper}{words.say('事实：', 'facts: ')}{facts}"
    yield from (f"{deeper}{line}" for line in _days(node.days, words))
    if node.readings and node.kind != "reading":
        readings = words.say("；", "; ").join(words.reading(*pair) for pair in node.readings)
        yield f"{deeper}{words.say('读法：', 'readings: ')}{readings}"
    for child in node.children:
        yield from _node(child, words, deeper)


def passed_over_line(node: Node, words: Words) -> str:
    """A rule that was considered and did not apply, with its clauses and the reason, in one line."""
    ids = words.join([clause.clause for clause in node.clauses])
    why = words.say("；", "; ").join(fact.text for fact in node.facts)
    chosen = [words.reading(*pair) for pair in node.readings]
    why = words.say("；", "; ").join(part for part in (why, *chosen) if part)
    place = words.say(f"（{ids}）", f" ({ids})") if ids else ""
    return words.say(
        f"{node.text}{place}：不适用，因为{why}", f"{node.text}{place}: no, because {why}"
    )


def _quoted(clause: Quoted, words: Words) -> str:
    text = words.say(
        f"第 {clause.clause} 条：{clause.wording}", f"clause {clause.clause}: {clause.wording}"
    )
    if clause.source is not None:
        text += words.say(f"原文：“{clause.source}”", f" Original: “{clause.source}”")
    return text


def _days(days: tuple[CountedDay, ...], words: Words) -> Iterator[str]:
    """The days, some to a line; days off take a line of their own."""
    row: list[str] = []
    for day in days:
        if day.number is None or len(row) == _DAYS_A_LINE:
            if row:
                yield words.say("，", ", ").join(row)
            row = []
        if day.number is None:
            yield day.text
        else:
            row.append(day.text)
    if row:
        yield words.say("，", ", ").join(row)
