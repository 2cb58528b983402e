"""Lines that would read alike are told apart: by their clauses, else by their facts, else by a count."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from attrs import evolve

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.ask.explanation.tree import Node
    from gaf_rules.report.words import Words

__all__ = ["told_apart"]


def told_apart(nodes: Iterable[Node], words: Words) -> tuple[Node, ...]:
    """The nodes in their order, no two of one text.

    Arguments:
        nodes: what stands side by side under one heading.
        words: the language that they speak.
    """
    alike: dict[str, list[Node]] = {}
    held = tuple(nodes)
    for node in held:
        alike.setdefault(node.text, []).append(node)
    marks = {
        id(node): mark
        for group in alike.values()
        # A rule that did not apply is told with its clauses and its reason anyhow.
        if len(group) > 1 and group[0].kind != "rule"
        for node, mark in zip(group, _marks(group, words), strict=True)
    }
    return tuple(
        evolve(node, text=words.say(f"{node.text}（{mark}）", f"{node.text} ({mark})"))
        if (mark := marks.get(id(node)))
        else node
        for node in held
    )


def _marks(group: list[Node], words: Words) -> list[str]:
    """What tells the nodes of a group apart, as short as it can be."""
    clauses = [", ".join(quoted.clause for quoted in node.clauses) for node in group]
    facts = [words.say("；", "; ").join(fact.text for fact in node.facts) for node in group]
    both = [
        words.say("：", ": ").join(part for part in pair if part)
        for pair in zip(clauses, facts, strict=True)
    ]
    for marks in (clauses, facts, both):
        if all(marks) and len({*marks}) == len(group):
            return marks
    seen: Counter[str] = Counter()
    counted = []
    for mark in both:
        seen[mark] += 1
        times = str(seen[mark])
        counted.append(f"{mark}{words.say('；', '; ')}{times}" if mark else times)
    return counted
