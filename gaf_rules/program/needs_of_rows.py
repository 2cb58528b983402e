"""What the rows of a guideline ask for in order to say what is legal, and where they ask for it no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.language.core import DayOrder, facts_of, parts_of, walk
from gaf_rules.language.rows import Copy, Put
from gaf_rules.program.asked import EVENT, TwoDays, cell_of, question_of
from gaf_rules.program.effects import effects_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.rows import ClockRow, Start, Transition
    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.program import CompiledDuty, Program, Step

__all__ = [
    "dead_cells",
    "given_facts",
    "given_parts",
    "happened",
    "ordered_pairs",
    "registers_of",
]

_GIVEN = frozenset({"app", "sponsor", "reading"})


def _ending(machine: Program) -> Iterator[tuple[str, CompiledDuty]]:
    """The duties whose last day decides what is legal, with the procedure in which it does."""
    for lapse, duty in machine.lapses:
        yield lapse.procedure, duty
    for (procedure, _), steps in machine.steps.items():
        for step in steps:
            if step.within is not None:
                yield procedure, step.within


def _conditions(machine: Program) -> Iterator[tuple[str, Condition]]:
    """All conditions on which it depends what is legal, each with its procedure."""
    for row in machine.guideline.transitions:
        yield row.procedure, row.when
    for procedure, duty in _ending(machine):
        parts: tuple[Start | ClockRow, ...] = (*duty.row.starts, *duty.row.clock)
        for part in parts:
            yield procedure, part.when


def given_facts(machine: Program) -> tuple[str, ...]:
    """The facts of app, sponsor and readings that decide which steps are legal, the tier among them."""
    found = {
        fact
        for _, condition in _conditions(machine)
        for fact in facts_of(condition)
        if fact.partition(".")[0] in _GIVEN
    }
    return tuple(sorted(found | {"sponsor.tier"}))


def given_parts(machine: Program) -> tuple[Condition, ...]:
    """The largest parts of those conditions that look at nothing but such facts."""
    found: dict[Condition, None] = {}

    def gather(condition: Condition) -> None:
        records = {fact.partition(".")[0] for fact in facts_of(condition)}
        if records <= _GIVEN:
            found[condition] = None
            return
        for part in parts_of(condition):
            gather(part)

    for _, condition in _conditions(machine):
        gather(condition)
    return tuple(found)


def _two_days(machine: Program) -> Iterator[TwoDays]:
    for procedure, condition in _conditions(machine):
        for part in walk(condition):
            if isinstance(part, DayOrder):
                yield question_of(procedure, part)


def ordered_pairs(machine: Program) -> tuple[TwoDays, ...]:
    """The pairs of facts of which the order of their days is asked for."""
    found = dict.fromkeys(_two_days(machine))
    return tuple(pair for pair in found if EVENT not in {pair.first[1], pair.second[1]})


def registers_of(machine: Program) -> tuple[Cell, ...]:
    """The facts whose days questions ask for, and those that these are copied from."""
    found = {cell for pair in _two_days(machine) for cell in pair[:2] if cell[1] != EVENT}
    for procedure, duty in _ending(machine):
        found |= {cell_of(procedure, start.fact) for start in duty.row.starts}
    copies = {
        (cell_of(row.procedure, action.fact), cell_of(row.procedure, action.take.fact))
        for row in machine.guideline.transitions
        for action in row.actions
        if isinstance(action, Put) and isinstance(action.take, Copy)
    }
    before = 0
    while before != (before := len(found)):
        found |= {source for copy, source in copies if copy in found}
    return tuple(sorted(found))


def happened(machine: Program, cell: Cell) -> bool:
    """Whether a fact is nothing but the day of an event, so that it never lies ahead."""
    written = [
        each
        for row in machine.guideline.transitions
        for each in effects_of(row, (cell,))
        if each.kind != "clear"
    ]
    return all(each.kind == "field" and each.source == "on" for each in written)


# -- where it is asked for no more ------------------------------------------------------------
def _duty_cells(procedure: str, duty: CompiledDuty) -> Iterator[Cell]:
    """The facts on which the last day of a duty rests, those of app, sponsor and readings apart."""
    row = duty.row
    parts: tuple[Start | ClockRow, ...] = (*row.starts, *row.clock)
    facts = [start.fact for start in row.starts] + ([row.marks] if row.marks else [])
    for fact in (*facts, *(fact for part in parts for fact in facts_of(part.when))):
        yield cell_of(procedure, fact)


def _reads(step: Step, cells: list[Cell]) -> set[Cell]:
    """The facts of which a step makes use."""
    row = step.row
    names = [*facts_of(row.when)] + ([] if row.once is None else [f"{row.once}.seen"])
    found = {cell_of(row.procedure, fact) for fact in names}
    found |= {each.source for each in effects_of(row, cells) if each.kind == "copy"}
    if step.within is not None:
        found |= {*_duty_cells(row.procedure, step.within)}
    return found.intersection(cells)


def _emptied(row: Transition, cells: list[Cell]) -> set[Cell]:
    """The facts of which nothing that was there before is left after a row."""
    return {
        each.cell for each in effects_of(row, cells) if not each.first and each.kind != "gather"
    }


def dead_cells(
    machine: Program, places: Mapping[Cell | TwoDays, int]
) -> dict[tuple[str, str], tuple[int, ...]]:
    """By procedure and state: the cells of the procedure that no row asks for before they are written anew.

    Arguments:
        machine: the program.
        places: the place of each cell and of each pair of days.
    """
    live: dict[tuple[str, str], set[Cell]] = {at: set() for at in machine.states}
    cells = [key for key in places if not isinstance(key, TwoDays)]
    steps = [
        (step.row, _reads(step, cells), _emptied(step.row, cells))
        for group in machine.steps.values()
        for step in group
    ]
    size = -1
    while size != (size := sum(map(len, live.values()))):
        for row, reads, emptied in steps:
            for procedure, state in live:
                if procedure == row.procedure and (not row.states or state in row.states):
                    after = live[procedure, row.to or state]
                    live[procedure, state] |= reads | (after - emptied)
        for lapse, duty in machine.lapses:
            at = lapse.procedure, lapse.state
            live[at] |= {*_duty_cells(lapse.procedure, duty), *live[lapse.procedure, lapse.to]}
    return {
        (procedure, state): tuple(
            place
            for key, place in places.items()
            if any(
                cell[0] == procedure and cell not in some
                for cell in (key[:2] if isinstance(key, TwoDays) else (key,))
            )
        )
        for (procedure, state), some in live.items()
    }
