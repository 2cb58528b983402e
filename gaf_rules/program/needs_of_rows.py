"""What the rows of a guideline ask for in order to say what is legal."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gaf_rules.language.core import AllOf, AnyOf, DayOrder, facts_of, parts_of, walk
from gaf_rules.language.rows import Copy, Put
from gaf_rules.program.asked import EVENT, TwoDays, cell_of, question_of
from gaf_rules.program.effects import effects_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.rows import ClockRow, Start
    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.program import CompiledDuty, Program

__all__ = [
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


@lru_cache(maxsize=8)
def _conditions(machine: Program) -> tuple[tuple[str, Condition], ...]:
    """All conditions on which it depends what is legal, each once with its procedure."""
    found = [(row.procedure, row.when) for row in machine.guideline.transitions]
    for procedure, duty in dict.fromkeys(_ending(machine)):
        parts: tuple[Start | ClockRow, ...] = (*duty.row.starts, *duty.row.clock)
        found += [(procedure, part.when) for part in parts]
    # Rows that are made for two procedures share their conditions.
    return tuple({(procedure, id(when)): (procedure, when) for procedure, when in found}.values())


def given_facts(machine: Program) -> tuple[str, ...]:
    """The facts of app, sponsor and readings that decide which steps are legal, the tier among them."""
    found = {fact for part in given_parts(machine) for fact in facts_of(part)}
    return tuple(sorted(found | {"sponsor.tier"}))


@lru_cache(maxsize=8)
def given_parts(machine: Program) -> tuple[Condition, ...]:
    """The largest parts of those conditions that look at nothing but such facts."""
    found: dict[int, Condition] = {}
    known: dict[int, bool] = {}

    def is_given(condition: Condition) -> bool:
        """Whether nothing else is asked for; parts that alone are so are noted where the whole is not."""
        answer = known.get(id(condition))
        if answer is None:
            parts = parts_of(condition)
            own = [(part, is_given(part)) for part in parts]
            answer = (
                all(given for _, given in own)
                if own or isinstance(condition, (AllOf, AnyOf))
                else {fact.partition(".")[0] for fact in facts_of(condition)} <= _GIVEN
            )
            known[id(condition)] = answer
            if not answer:
                found.update((id(part), part) for part, given in own if given)
        return answer

    for _, condition in _conditions(machine):
        if is_given(condition):
            found[id(condition)] = condition
    return tuple(dict.fromkeys(found.values()))


@lru_cache(maxsize=8)
def _two_days(machine: Program) -> tuple[TwoDays, ...]:
    return tuple(
        question_of(procedure, part)
        for procedure, condition in _conditions(machine)
        for part in walk(condition)
        if isinstance(part, DayOrder)
    )


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
