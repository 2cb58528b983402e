"""Every row of a guideline edited alone: silenced where it has a condition, else made to differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve
from unlinked import unlinked

from gaf_rules.language.conditions import AnyOf

if TYPE_CHECKING:
    from collections.abc import Iterator

    import gaf_rules as gaf

__all__ = ["TABLES", "edits", "row_of", "without"]

_NEVER = AnyOf(())
# Table of the guideline → the word with which the ids of its rules begin.
TABLES = {
    "transitions": "transition",
    "lapses": "lapse",
    "states": "state",
    "duties": "duty",
    "ahead": "ahead",
    "findings": "finding",
    "questions": "question",
    "scope": "scope",
    "routes": "route",
    "materials": "material",
    "forms": "form",
}
_WORDS = {word: table for table, word in TABLES.items()}


def _edited(table: str, row: Any) -> Any:
    if table == "lapses":
        return evolve(row, state="nowhere")
    if table == "states":
        return evolve(row, stage="elsewhere")
    if table == "ahead":
        # Where the act ahead is a duty of its own, the row tells the order alone.
        return evolve(row, ahead_of="determination")
    return evolve(row, when=_NEVER)


def without(guideline: gaf.Guideline, table: str, index: int) -> gaf.Guideline:
    """The guideline with one row edited; all others keep their numbers."""
    rows = list(getattr(guideline, table))
    rows[index] = _edited(table, rows[index])
    changes: dict[str, Any] = {table: tuple(rows)}
    return unlinked(guideline, **changes)


def edits(guideline: gaf.Guideline) -> Iterator[tuple[str, int]]:
    """Table and number of every row."""
    for table in TABLES:
        for index in range(len(getattr(guideline, table))):
            yield table, index


def row_of(rule: str) -> tuple[str, int] | None:
    """The row that a rule was made from, by its id; None for a rule that stands for no single row."""
    word, _, rest = rule.partition(":")
    fields = rest.split(":")
    if word not in _WORDS or len(fields) < 2 or not fields[1].isdigit():
        return None
    return _WORDS[word], int(fields[1])
