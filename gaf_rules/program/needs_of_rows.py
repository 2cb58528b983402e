"""What the rows of a guideline ask for in order to say what is legal."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from gaf_rules.language.core import DayOrder, FactTest, core_of, facts_of, parts_of, path_of
from gaf_rules.language.rows import Copy, Put
from gaf_rules.program.asked import EVENT, TwoDays, cell_of, question_of
from gaf_rules.program.bearing import conditions_of, ending_duties, leaves_of
from gaf_rules.program.effects import effects_of

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition
    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.program import Program

__all__ = [
    "given_facts",
    "given_parts",
    "happened",
    "ordered_pairs",
    "registers_of",
]

_GIVEN = frozenset({"app", "sponsor", "reading"})


def given_facts(machine: Program) -> tuple[str, ...]:
    """The facts of app, sponsor and readings that decide which steps are legal, the tier among them."""
    found = {fact for part in given_parts(machine) for fact in facts_of(part)}
    return tuple(sorted(found | {"sponsor.tier"}))


@lru_cache(maxsize=8)
def given_parts(machine: Program) -> tuple[Condition, ...]:
    """The largest parts of those conditions that look at nothing but such facts."""
    found: list[Condition] = []
    known: dict[
        int, bool
    ] = {}  # the guideline holds its conditions, and these all that they lower to

    def is_given(condition: Condition) -> bool:
        """Whether nothing else is asked for; parts that alone are so are noted where the whole is not."""
        answer = known.get(id(condition))
        if answer is None:
            core = core_of(condition)
            own = [(part, is_given(part)) for part in parts_of(core)]
            answer = all(given for _, given in own)
            if isinstance(core, (FactTest, DayOrder)):
                answer = all(path_of(fact)[0] in _GIVEN for fact in facts_of(core))
            if not answer:
                found.extend(part for part, given in own if given)
            known[id(condition)] = answer
        return answer

    found += [each for _, each in conditions_of(machine.guideline) if is_given(each)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=8)
def _two_days(machine: Program) -> tuple[TwoDays, ...]:
    return tuple(
        question_of(procedure, leaf)
        for procedure, leaf in leaves_of(machine.guideline)
        if isinstance(leaf, DayOrder)
    )


def ordered_pairs(machine: Program) -> tuple[TwoDays, ...]:
    """The pairs of facts of which the order of their days is asked for."""
    found = dict.fromkeys(_two_days(machine))
    return tuple(pair for pair in found if EVENT not in {pair.first[1], pair.second[1]})


def registers_of(machine: Program) -> tuple[Cell, ...]:
    """The facts whose days questions ask for, and those that these are copied from."""
    found = {cell for pair in _two_days(machine) for cell in pair[:2] if cell[1] != EVENT}
    for procedure, duty in ending_duties(machine.guideline):
        found |= {cell_of(procedure, start.fact) for start in duty.starts}
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
