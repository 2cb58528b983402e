"""What is known of events before a case is looked at: what those of one symbol open, enter and leave."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gaf_rules.language.conditions import Among
from gaf_rules.language.core import AllOf, AnyOf, Backend, DayOrder, FactTest, Not, path_of
from gaf_rules.language.rows import CHILDREN, SHARED, Open

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.rows import Transition
    from gaf_rules.program.automaton import Automaton
    from gaf_rules.program.situations import Symbol

__all__ = ["Sort", "record_of", "sort_of"]


class Sort:
    """What is known beforehand of all events with a sign.

    Attributes:
        rows: the transitions that could ever be theirs, each with what it asks of the states.
        opens, once: the records that they may open, and those in which they count once, if they always do.
        enters: the states that they may enter.
        leaves: the states that they are taken in, if they always leave these for others.
        is_free: whether they decide nothing but whether they happen again: taken as soon as they are legal
            they are in nobody's way.
    """

    def __init__(self, automaton: Automaton, symbol: Symbol) -> None:
        rows = [each.step.row for each in symbol.rows]
        sign = symbol.sign
        self.rows = [(row, _wanted_states(row)) for row in rows]
        self.opens = {record for row in rows for record in _opened(row)}
        counted = all(row.once is not None for row in rows)
        once = frozenset(record_of(row.procedure, str(row.once)) for row in rows if counted)
        self.once = (sign.mark, once) if counted else None
        self.enters = {each for row in rows for each in row.enters}
        always = all(row.states and row.to is not None for row in rows)
        sources = {(row.procedure, state) for row in rows for state in row.states}
        self.leaves = sources if always and sources.isdisjoint(self.enters) else None
        cells = {cell[:2]: set[str]() for cell in automaton.cells}
        for procedure, record, name in automaton.cells:
            cells[procedure, record].add(name)
        self.is_free = not self.enters and not any(_bears(row, cells) for row in rows)


@lru_cache(maxsize=1024)
def sort_of(automaton: Automaton, symbol: Symbol) -> Sort:
    """What is known of a symbol of an automaton, worked out once."""
    return Sort(automaton, symbol)


def record_of(procedure: str, record: str) -> tuple[str, str]:
    """Where the facts of a record of a procedure are kept; what procedures share is kept once."""
    return "" if record in SHARED else procedure, record


def _bears(row: Transition, cells: dict[tuple[str, str], set[str]]) -> bool:
    """Whether a row writes anything that bears on steps, what it has been seen in apart."""
    if any(record in cells for record in _opened(row)):
        return True
    facts = (getattr(action, "fact", "").partition(".") for action in row.actions)
    return any(name in cells.get(record_of(row.procedure, record), ()) for record, _, name in facts)


def _opened(row: Transition) -> Iterator[tuple[str, str]]:
    for action in row.actions:
        if isinstance(action, Open):
            for record in (action.record, *CHILDREN[action.record]):
                yield record_of(row.procedure, record)


def _wanted_states(row: Transition) -> list[tuple[str, frozenset[str], bool]]:
    """What a row asks of the states, if plainly said: the procedure, states, whether in them or not."""
    found = [(row.procedure, frozenset(row.states), True)] if row.states else []
    return found + list(_PLAIN(row.when, wanted=True))


def _joint(each: AllOf | AnyOf, *, wanted: bool) -> Iterator[tuple[str, frozenset[str], bool]]:
    """What all parts ask; where one of several suffices, nothing is plainly said."""
    if isinstance(each, AllOf) is wanted:
        for part in each.parts:
            yield from _PLAIN(part, wanted=wanted)


def _state(each: FactTest, *, wanted: bool) -> Iterator[tuple[str, frozenset[str], bool]]:
    record, procedure = path_of(each.fact)
    if record == "state" and isinstance(each.question, Among):
        yield procedure, frozenset(map(str, each.question.wanted)), wanted


_PLAIN: Backend[Iterator[tuple[str, frozenset[str], bool]]] = Backend(
    "states plainly asked for",
    {
        AllOf: _joint,
        AnyOf: _joint,
        Not: lambda each, *, wanted: _PLAIN(each.part, wanted=not wanted),
        FactTest: _state,
        DayOrder: lambda _, **__: iter(()),
    },
)
