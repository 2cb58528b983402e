"""A case as facts: every property of a kind filled from the records, days compared, absence made a boolean.

Nothing here decides anything; it says of each fact whether it is known, what it is, and which of two days
comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.durable.premises import Atom, Value
from gaf_rules.language.rows import Minus

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gaf_rules.durable.guards import FactKind

    Records = Mapping[str, Any]

__all__ = ["APART", "FactSource", "fact_of", "left_over", "order", "values_of"]

APART = 2
"""How two days stand to each other where one of them is not known."""


@frozen(eq=False)
class FactSource:
    """What a fact is filled from.

    Attributes:
        records: record → its facts (the event at hand among them).
        places: role → the positions at which it stands.
        derived: what earlier conclusions and counts say, by name.
    """

    records: Records
    places: Mapping[str, frozenset[str]]
    derived: Mapping[str, Value]


def fact_of(records: Records, name: str) -> Any:
    """The value behind ``record.field``, None where there is none."""
    record, _, field = name.partition(".")
    return records[record].get(field)


def order(first: date | None, second: date | None) -> int:
    """-1, 0 or 1 as the first day is before, the same or after; 2 where one is not known.

    >>> from datetime import date
    >>> order(date(2026, 1, 1), date(2026, 1, 2)), order(None, date(2026, 1, 2))
    (-1, 2)
    """
    if first is None or second is None:
        return APART
    a, b = first.toordinal(), second.toordinal()
    return (a > b) - (a < b)


def left_over(records: Records, items: str | Minus | None) -> tuple[str, ...]:
    """What a list expression amounts to, in the order of its first list."""
    if isinstance(items, Minus):
        gone = set(left_over(records, items.right))
        return tuple(item for item in left_over(records, items.left) if item not in gone)
    value = None if items is None else fact_of(records, items)
    if isinstance(value, str):
        return (value,)
    return tuple(value or ())


def _at(source: FactSource, path: tuple[str, str]) -> Any:
    return source.records[path[0]].get(path[1])


def _asked(source: FactSource, atom: Atom) -> bool:
    question: Any = atom.about[1]
    met: bool = question.holds(_at(source, atom.paths[0]))
    return met


def _text(source: FactSource, atom: Atom) -> str:
    value = _at(source, atom.paths[0])
    return value if isinstance(value, str) else ""


def _ordered(source: FactSource, atom: Atom) -> int:
    return order(_at(source, atom.paths[0]), _at(source, atom.paths[1]))


def _stands(source: FactSource, atom: Atom) -> bool:
    event = source.records["event"]
    role = event.get(atom.sort)
    # What hands something to itself stands nowhere on the way.
    return event.get("by") != event.get("to") and atom.about[0] in source.places.get(role or "", ())


def _repeated(source: FactSource, atom: Atom) -> bool:
    step = source.records["event"].get("mark")
    return step in source.records[str(atom.about[0])].get("repeated", ())


def _is_left(source: FactSource, atom: Atom) -> bool:
    items: Any = atom.about[0]
    return bool(left_over(source.records, items))


_FILL: dict[str, Callable[[FactSource, Atom], Value]] = {
    "asked": _asked,
    "text": _text,
    "order": _ordered,
    "by": _stands,
    "to": _stands,
    "repeated": _repeated,
    "items": _is_left,
    "given": lambda source, atom: source.derived[str(atom.about[0])],
}


def values_of(kind: FactKind, source: FactSource) -> dict[str, Value]:
    """The fact of this kind: every property, filled."""
    return {atom.name: _FILL[atom.sort](source, atom) for atom in kind.atoms}
