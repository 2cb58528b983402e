"""A case as facts: every property of a kind filled from the records, days compared, absence made a boolean.

Nothing here decides anything; it says of each fact whether it is known, what it is, and which of two days
comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.engines.premises import Atom, Value
from gaf_rules.rows import Minus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from gaf_rules.engines.guards import Kind

    Records = Mapping[str, Any]

__all__ = ["APART", "Scene", "fact_of", "left_over", "order", "values_of"]

APART = 2
"""How two days stand to each other where one of them is not known."""


@frozen(eq=False)
class Scene:
    """What a fact is filled from.

    Attributes:
        records: record → its facts (the event at hand among them).
        places: role → the positions at which it stands.
        said: what earlier conclusions and counts say, by name.
    """

    records: Records
    places: Mapping[str | None, frozenset[str]]
    said: Mapping[str, Value]


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


def _known(scene: Scene, fact: Any) -> bool:
    value = fact_of(scene.records, fact)
    return value is not None and value != ()


def _text(scene: Scene, fact: Any) -> Value:
    value = fact_of(scene.records, fact)
    return value if isinstance(value, str) else ""


def _stands(scene: Scene, side: str, position: Any) -> bool:
    return position in scene.places.get(fact_of(scene.records, f"event.{side}"), ())


def _seen(scene: Scene, record: Any) -> bool:
    event = scene.records["event"]
    step = event.get("type"), event.get("by"), event.get("to")
    return step in scene.records[record].get("seen", ())


_FILL: dict[str, Callable[..., Value]] = {
    "known": _known,
    "none": lambda scene, fact: fact_of(scene.records, fact) is None,
    "true": lambda scene, fact: fact_of(scene.records, fact) is True,
    "false": lambda scene, fact: fact_of(scene.records, fact) is False,
    "text": _text,
    "order": lambda scene, a, b: order(fact_of(scene.records, a), fact_of(scene.records, b)),
    "holds": lambda scene, fact, member: member in (fact_of(scene.records, fact) or ()),
    "by": lambda scene, position: _stands(scene, "by", position),
    "to": lambda scene, position: _stands(scene, "to", position),
    "seen": _seen,
    "items": lambda scene, items: bool(left_over(scene.records, items)),
    "given": lambda scene, name: scene.said[name],
}


def _value(atom: Atom, scene: Scene) -> Value:
    return _FILL[atom.sort](scene, *atom.about)


def values_of(kind: Kind, scene: Scene) -> dict[str, Value]:
    """The fact of this kind: every property, filled."""
    return {atom.name: _value(atom, scene) for atom in kind.atoms}
