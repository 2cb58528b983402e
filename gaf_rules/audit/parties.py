"""Records of one make, evaluated together whatever the cases they belong to.

All records of a kind for which the same facts are known go into one party: a column for each fact. One of
them is evaluated, its facts standing for those of all (see :mod:`gaf_rules.audit.traced`); the guards are
put to all at once, and those that answer otherwise part and are evaluated in turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.audit.facts import Facts, Word, split
from gaf_rules.audit.traced import Day, Trace, Untraceable
from gaf_rules.audit.values import Slots, Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from gaf_rules.audit.counted import Ints, Tables
    from gaf_rules.audit.walk import Instance, Skeleton

    Evaluate = Callable[["Member", Trace], Any]

__all__ = ["Leaf", "Member", "Party", "parties_of_make"]

_CHUNK = 1 << 16


class Leaf(NamedTuple):
    """Cases that went the same way through the table, and what is left behind.

    Attributes:
        skeleton: the records and their facts.
        cases: places of the cases.
        values: what the facts are worked out from.
        shared: what the cases share besides: tier, place, and the way up once it is known.
    """

    skeleton: Skeleton
    cases: Ints
    values: Values
    shared: tuple[Any, ...]

    def of(self, node: int) -> Any:
        """The values of a node, one a case."""
        found = self.values.of(node)
        return found if np.ndim(found) else np.broadcast_to(found, len(self.cases))


class Party:
    """Records of one make.

    Attributes:
        leaves: where the records come from, and which record of each it is.
        chain: of the first record, it and the records before it in the same application.
        cases: the case of each row.
    """

    def __init__(
        self, members: Sequence[tuple[Leaf, list[Instance]]], names: Sequence[str]
    ) -> None:
        self.leaves = members
        self.chain = members[0][1]
        self.shared = members[0][0].shared
        self.begun = members[0][0].skeleton
        self.cases = np.concatenate([leaf.cases for leaf, _ in members])
        self.columns: list[Any] = []
        self.slots: dict[tuple[int, str], Any] = {}
        for depth in range(len(self.chain)):
            for name in names:
                self._add(depth, name)

    def _add(self, depth: int, name: str) -> None:
        record, field = split(name)
        first: Any = self.chain[depth].context[record].get(field)
        if not isinstance(first, Day | Word) and not _is_marks(first):
            self.slots[depth, name] = None, first
            return
        facts: list[tuple[Leaf, Any]] = [
            (leaf, chain[depth].context[record].get(field)) for leaf, chain in self.leaves
        ]
        if isinstance(first, Day | Word):
            self.slots[depth, name] = self._column(facts), first
        else:
            self.slots[depth, name] = (
                tuple(
                    tuple(
                        self._column([(leaf, marks[at][part]) for leaf, marks in facts])
                        if isinstance(first[at][part], Day)
                        else first[at][part]
                        for part in range(3)
                    )
                    for at in range(len(first))
                ),
                first,
            )

    def _column(self, facts: list[tuple[Leaf, Any]]) -> int:
        self.columns.append(np.concatenate([leaf.of(fact.node) for leaf, fact in facts]))
        return len(self.columns) - 1

    def evaluate(
        self, tables: Tables, run: Evaluate, rows: Ints | None = None
    ) -> Iterator[tuple[Any, Values, Ints]]:
        """What ``run`` makes of the rows: each outcome with the values it speaks of and its rows.

        Raises:
            Untraceable: something was asked that has no answer for many cases at once.
        """
        left = [np.arange(len(self.cases)) if rows is None else rows]
        while left:
            some = left.pop()
            if not len(some):
                continue
            trace = Trace(tables)
            outcome = run(Member(self, trace, int(some[len(some) // 2])), trace)
            parted: dict[int, list[Ints]] = {}
            for start in range(0, len(some), _CHUNK):
                piece = some[start : start + _CHUNK]
                values = Values(trace, Slots([column[piece] for column in self.columns]))
                for place, guard in enumerate(trace.guards):
                    meets = values.meet(guard)
                    if not np.all(meets):
                        parted.setdefault(place, []).append(piece[~meets])
                        piece, values = piece[meets], values.only(meets)
                        if not len(piece):
                            break
                if len(piece):
                    yield outcome, values, piece
            left += [np.concatenate(others) for others in parted.values()]


class Member:
    """The record of a party that is evaluated for all: its facts, and those of the records before it."""

    def __init__(self, party: Party, trace: Trace, row: int) -> None:
        self.party = party
        self.trace = trace
        self.row = row
        self._known: dict[tuple[int, str], Any] = {}
        self.extra: dict[str, Callable[[], Any]] = {}

    def getter(self, depth: int = 0) -> Callable[[str], Any]:
        """Facts by their full name."""

        def get(name: str) -> Any:
            key = depth, name
            if key not in self._known:
                self._known[key] = self._fact(key)
            return self._known[key]

        return get

    def _fact(self, key: tuple[int, str]) -> Any:
        if key[1] in self.extra:
            return self.extra[key[1]]()
        if key not in self.party.slots:
            raise Untraceable(key[1])
        place, first = self.party.slots[key]
        if isinstance(place, tuple):
            return tuple(
                tuple(
                    self._one(part, model) if isinstance(model, Day) else part
                    for part, model in zip(mark, models, strict=True)
                )
                for mark, models in zip(place, first, strict=True)
            )
        return first if place is None else self._one(place, first)

    def _one(self, place: int, model: Any) -> Any:
        number = int(self.party.columns[place][self.row])
        if isinstance(model, Day):
            return self.trace.day(("slot", place), number, covered=model.covered)
        node = self.trace.node(("slot", place))
        return Word(self.trace, node, model.vocabulary, number)

    def facts(self, depth: int = 0, **fixed: Any) -> dict[str, Any]:
        """The facts as the core reads them, record by record."""
        get = self.getter(depth)
        records = {split(name)[0] for at, name in self.party.slots if at == depth}
        found: dict[str, Any] = {
            record: Facts(lambda field, record=record: get(f"{record}.{field}"))  # type: ignore[misc]  # mypy cannot infer a default of a lambda
            for record in records
        }
        return {**found, **fixed}


def _is_marks(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], tuple)


def _make(value: Any) -> Any:
    """What makes two facts of one make: nothing, the same value, or a day or word of the same origin."""
    if value is None:
        return None
    if isinstance(value, Day):
        return Day, value.covered
    if isinstance(value, Word):
        return Word, id(value.vocabulary)
    if _is_marks(value):
        return tuple(
            tuple(_make(part) if isinstance(part, Day) else part for part in mark) for mark in value
        )
    return type(value), value


def parties_of_make(
    leaves: Sequence[Leaf],
    choose: Callable[[Leaf], Iterator[list[Instance]]],
    names: Sequence[str],
    besides: Callable[[Leaf, Instance], Any],
) -> Iterator[Party]:
    """The records of these leaves, sorted into parties.

    Arguments:
        leaves: where the records are.
        choose: the records of a leaf that are meant, each with those before it.
        names: the facts that may be asked for.
        besides: what else must be the same.
    """
    pairs = [split(name) for name in names]
    groups: dict[Any, list[tuple[Leaf, list[Instance]]]] = {}
    for leaf in leaves:
        if not len(leaf.cases):
            continue
        for chain in choose(leaf):
            key = (
                leaf.shared,
                besides(leaf, chain[0]),
                *(
                    tuple([_make(one.context[record].get(field)) for record, field in pairs])
                    for one in chain
                ),
            )
            groups.setdefault(key, []).append((leaf, chain))
    for members in groups.values():
        yield Party(members, names)
