"""What a transition does to the facts that bear on steps, and to the days that questions ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gaf_rules.language.rows import CHILDREN, Clear, Copy, Drop, Enter, Gather, Mark, Open, Put
from gaf_rules.program.asked import KNOWN, cell_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gaf_rules.language.rows import Transition
    from gaf_rules.program.bearing import Cell

_Written = Put | Gather | Drop | Mark | Clear

__all__ = ["Effect", "Write", "changed", "effects_of", "writes_of"]


class Write(NamedTuple):
    """What a move does to a register.

    Attributes:
        register: the register.
        source: ``"on"`` (the day of the event), another field of the event that holds a day, the register
            that is copied, or None: the register is empty from then on. Of a lapse ``"due"``, the last day
            of the duty, or ``"since"``, the day after it.
        first: a register that is filled is left alone.
    """

    register: Cell
    source: str | Cell | None
    first: bool = False


class Effect(NamedTuple):
    """What a move does to a cell: clear, value, copy, field, gather, drop; from a constant, cell or field."""

    kind: str
    cell: Cell
    source: Any = None
    first: bool = False


def effects_of(row: Transition, cells: Iterable[Cell]) -> Iterator[Effect]:
    """What a row does to some cells, in the order of its actions.

    A record that is opened is empty, and so are those below it.
    """
    some = tuple(cells)
    for action in (Put("case.first_on", first=True), *row.actions):
        if isinstance(action, Open):
            kinds = {action.record, *CHILDREN[action.record]}
            for cell in some:
                if cell[1] in kinds and cell[0] in {"", row.procedure}:
                    yield Effect("clear", cell)
            continue
        if isinstance(action, Enter):
            # What is written down where another procedure enters a state is the day.
            yield from _effects(Put(action.fact), action.procedure, some)
        else:
            yield from _effects(action, row.procedure, some)


def _effects(action: _Written, procedure: str, some: tuple[Cell, ...]) -> Iterator[Effect]:
    cell = cell_of(procedure, action.fact)
    if cell in some:
        yield _effect(action, cell, procedure)


def _effect(action: _Written, cell: Cell, procedure: str) -> Effect:
    match action:
        case Clear():
            return Effect("clear", cell)
        case Mark():
            return Effect("value", cell, KNOWN)
        case Gather(take=field) | Drop(take=field):
            return Effect("drop" if isinstance(action, Drop) else "gather", cell, field)
        case Put(value=None, take=Copy(fact), first=first):
            return Effect("copy", cell, cell_of(procedure, fact), first)
        case Put(value=None, take=field, first=first):
            return Effect("field", cell, field, first)
        case Put(value=value):
            return Effect("value", cell, value)


def writes_of(row: Transition, registers: tuple[Cell, ...]) -> tuple[Write, ...]:
    """What a row does to the registers, in the order of its actions."""
    return tuple(
        Write(
            effect.cell, effect.source if effect.kind in {"copy", "field"} else None, effect.first
        )
        for effect in effects_of(row, registers)
    )


def changed(effect: Effect, before: Any, copied: Any, said: Any) -> Any:
    """The value of a cell after an effect.

    Arguments:
        effect: the effect.
        before: the value of its cell.
        copied: the value of the cell that it copies.
        said: the field of the event that it takes over.
    """
    if effect.first and before is not None:
        return before
    match effect.kind:
        case "value":
            return effect.source
        case "copy":
            return copied
        case "field":
            return said
        case "gather" | "drop":
            return (_gathered if effect.kind == "gather" else _dropped)(before, said)
    return None


def _dropped(before: Any, gone: Any) -> Any:
    return tuple(item for item in before or () if item not in (gone or ()))


def _gathered(before: Any, more: Any) -> Any:
    if before is KNOWN or not before or not more:
        return more or before
    return (*before, *(item for item in more if item not in before))
