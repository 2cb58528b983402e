"""Rows made into kinds of facts with rules: entries in, kinds of at most sixty rules out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.durable.guards import MOST_RULES, FactKind, Rule
from gaf_rules.durable.premises import Alternatives, Premise, Value, alternatives
from gaf_rules.language.conditions import AllOf, Condition
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["RuleEntry", "entry", "kinds_of", "plain"]


@frozen
class RuleEntry:
    """One row, or one rule of how rows are read: its id, the ways it can hold, what it says."""

    id: str
    ways: Alternatives
    says: tuple[str, Value]


def entry(row_id: str, says: tuple[str, Value], *conditions: Condition) -> RuleEntry:
    """An entry from conditions that must hold together."""
    return RuleEntry(row_id, alternatives(AllOf(conditions)), says)


def plain(row_id: str, says: tuple[str, Value], *premises: Premise) -> RuleEntry:
    """An entry from premises."""
    return RuleEntry(row_id, (premises,), says)


def _rules(
    entries: Iterable[RuleEntry],
) -> Iterator[tuple[str, tuple[Premise, ...], tuple[str, Value]]]:
    for made in entries:
        for number, premises in enumerate(made.ways):
            yield f"{made.id}:{number}", premises, made.says


def _kind(name: str, rules: list[tuple[str, tuple[Premise, ...], tuple[str, Value]]]) -> FactKind:
    atoms = tuple(dict.fromkeys(p.atom for _, premises, _ in rules for p in premises))
    types: dict[str, type] = {}
    for atom in atoms:
        if atom.name in types:
            raise GafRulesError(
                zh=f"第二引擎：{name} 的两个事实写成同一个属性名 {atom.name}，须改其一",
                en=f"second engine: two facts of {name} have the property name {atom.name}; rename one",
            )
        types[atom.name] = atom.type
    made = tuple(Rule(rule_id, name, premises, says) for rule_id, premises, says in rules)
    return FactKind(name, types, made, atoms)


def kinds_of(name: str, entries: Iterable[RuleEntry]) -> tuple[FactKind, ...]:
    """The kinds that hold these entries, a new one whenever one is full; none for no entry."""
    return _kinds(name, tuple(entries))


@lru_cache(maxsize=2**11)
def _kinds(name: str, entries: tuple[RuleEntry, ...]) -> tuple[FactKind, ...]:
    rules = list(_rules(entries))
    return tuple(
        _kind(f"{name}.{start // MOST_RULES}", rules[start : start + MOST_RULES])
        for start in range(0, len(rules), MOST_RULES)
    )
