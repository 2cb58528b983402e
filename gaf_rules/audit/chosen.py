"""Which records a row of the guideline is about, and which of their facts it may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.audit.facts import split
from gaf_rules.audit.parties import Leaf
from gaf_rules.conditions import facts_of
from gaf_rules.rows import Minus

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.audit.walk import Instance
    from gaf_rules.rows import FindingRow

__all__ = [
    "asked_by",
    "begun_of",
    "by_way",
    "chains_of",
    "latest_of",
    "names_of",
    "nothing_else",
    "ordinal_of",
    "records_of",
    "the_case",
]

_OWN = ("reading", "duty", "event")


def names_of(conditions: Iterable[Any], besides: Iterable[str]) -> list[str]:
    """The facts that conditions look at, and others, without those that are no facts of the log."""
    names = [name for one in conditions if one is not None for name in facts_of(one)]
    given = {"case.as_of", "case.effective_from", "case.legacy"}
    if given & set(names):
        names.append("case.launched_on")
    return [
        name
        for name in dict.fromkeys((*names, *besides))
        if split(name)[0] not in _OWN and name not in given
    ]


def asked_by(row: FindingRow) -> list[str]:
    """The facts that a finding shows: since when, and its items."""

    def of(items: Any) -> Iterator[str]:
        if isinstance(items, Minus):
            yield from of(items.left)
            yield from of(items.right)
        elif items is not None:
            yield items

    return [row.since, *of(row.items)]


def the_case(leaf: Leaf) -> Iterator[list[Instance]]:
    """The record of the case itself."""
    yield leaf.skeleton.records[:1]


def records_of(kind: str, procedure: str, leaf: Leaf) -> Iterator[list[Instance]]:
    """The records of a kind, each alone."""
    for record in leaf.skeleton.records:
        if record.kind == kind and record.procedure == procedure:
            yield [record]


def latest_of(kind: str, procedure: str, leaf: Leaf) -> Iterator[list[Instance]]:
    """The latest records of a kind, each alone."""
    for (record,) in records_of(kind, procedure, leaf):
        if record.latest:
            yield [record]


def chains_of(kind: str, procedure: str, leaf: Leaf) -> Iterator[list[Instance]]:
    """Each record with those before it in the same application, the nearest first."""
    chain: list[Instance] = []
    for (record,) in records_of(kind, procedure, leaf):
        here = record.context["application"]
        if chain and chain[0].context["application"] is not here:
            chain = []
        chain = [record, *chain]
        yield chain


def nothing_else(_leaf: Leaf, _record: Instance) -> None:
    """Nothing besides the facts must be the same."""
    return


def begun_of(leaf: Leaf, _record: Instance) -> Any:
    """The procedures begun and their stages."""
    return leaf.skeleton.begun, leaf.skeleton.stages


def ordinal_of(_leaf: Leaf, record: Instance) -> int:
    """The number of a record; that of one still to come is 1."""
    return max(record.ordinal, 1)


def by_way(leaf: Leaf, ways: Any, paths: list[Any]) -> Iterator[Leaf]:
    """A leaf by the way up of its cases; without those that are out of scope."""
    mine = ways[leaf.cases]
    for way in np.unique(mine).tolist():
        if way < 0:
            continue
        kept = mine == way
        shared = (*leaf.shared, paths[way])
        if kept.all():
            yield leaf._replace(shared=shared)
        else:
            yield Leaf(leaf.skeleton, leaf.cases[kept], leaf.values.only(kept), shared)
