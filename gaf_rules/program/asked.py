"""What rows ask of facts of which the days are not known yet: answered, or left as a question about days.

A condition is worked out over what a situation of the automaton (:mod:`gaf_rules.program.automaton`) knows. Where it
turns on the order of two days, that order is what is left to be asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gaf_rules.language.conditions import (
    AllOf,
    AnyOf,
    Before,
    Condition,
    Has,
    Holds,
    Is,
    IsIn,
    Lacks,
    Not,
    NotAfter,
)
from gaf_rules.language.rows import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.program import CompiledDuty

__all__ = [
    "KNOWN",
    "Over",
    "Question",
    "TwoDays",
    "cell_of",
    "left_of",
    "question_of",
    "ways_of",
]

EVENT = "event"
"""The record of the event at hand; as a cell it belongs to no procedure."""


class _Known:
    """What stands for a value of which only is asked that it is there: a day, a text, a filled list."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "KNOWN"


KNOWN: Final = _Known()
"""The value of a cell whose fact is there, where no more than that matters."""


class TwoDays(NamedTuple):
    """Whether the first day is before the second; or on it, unless the order is strict.

    A day is a register, or ``("", "event", FIELD)``: a day that the event at hand states.
    """

    first: Cell
    second: Cell
    strict: bool


class Over(NamedTuple):
    """Whether the last day of a duty has passed before the day of the event at hand.

    Attributes:
        duty: the duty, with its clause.
        procedure: whose records its facts are in.
        trigger: the register with the day that starts it; None: only the facts themselves can tell.
    """

    duty: CompiledDuty
    procedure: str
    trigger: Cell | None


Question = TwoDays | Over


def cell_of(procedure: str, fact: str) -> Cell:
    """Where the fact of a procedure is kept; what procedures share is kept once.

    >>> cell_of("change", "submission.to"), cell_of("change", "case.launched_on")
    (('change', 'submission', 'to'), ('', 'case', 'launched_on'))
    """
    record, _, name = fact.partition(".")
    return "" if record in SHARED or record == EVENT else procedure, record, name


def question_of(procedure: str, part: Before | NotAfter) -> TwoDays:
    """The order that a condition asks for, of the days of a procedure."""
    first, second = cell_of(procedure, part.first), cell_of(procedure, part.second)
    return TwoDays(first, second, isinstance(part, Before))


# -- conditions over what is known ---------------------------------------------------------------------------
class _Asked(Condition):
    """In what is left of a condition: the order of two days."""

    __slots__ = ("question",)

    def __init__(self, question: TwoDays) -> None:
        self.question = question


def left_of(  # noqa: C901, PLR0911 - a word of the language a line
    condition: Condition,
    procedure: str,
    value: Callable[[str], Any],
    order: Callable[[TwoDays], bool | None],
) -> bool | Condition:
    """Whether a condition holds; what is left of it where that turns on the order of two days.

    Arguments:
        condition: the condition.
        procedure: whose records its facts are in.
        value: what is known of a fact.
        order: the answer to a question, where it is known.
    """
    match condition:
        case AllOf(parts) | AnyOf(parts):
            settles = isinstance(condition, AnyOf)
            rest: list[Condition] = []
            for part in parts:
                left = left_of(part, procedure, value, order)
                if left is settles:
                    return settles
                if not isinstance(left, bool):
                    rest.append(left)
            return type(condition)(tuple(rest)) if rest else not settles
        case Not(part):
            left = left_of(part, procedure, value, order)
            return not left if isinstance(left, bool) else Not(left)
        case Has(fact):
            return value(fact) not in {None, ()}
        case Lacks(fact):
            return value(fact) in {None, ()}
        case Is(fact, wanted):
            got = value(fact)
            plain = wanted is None or isinstance(wanted, bool)
            return got is wanted if plain else bool(got == wanted)
        case IsIn(fact, values):
            return value(fact) in values
        case Holds(fact, member):
            return member in (value(fact) or ())
        case Before(first, second) | NotAfter(first, second):
            if value(first) is None or value(second) is None:
                return False
            question = question_of(procedure, condition)
            known = order(question)
            return _Asked(question) if known is None else known
    raise TypeError(condition)


def _asked_in(left: Condition) -> Iterator[TwoDays]:
    if isinstance(left, _Asked):
        yield left.question
    elif isinstance(left, Not):
        yield from _asked_in(left.part)
    elif isinstance(left, (AllOf, AnyOf)):
        for part in left.parts:
            yield from _asked_in(part)


def _holds(left: Condition, answers: Mapping[TwoDays, bool]) -> bool:
    match left:
        case _Asked():
            return answers[left.question]
        case Not(part):
            return not _holds(part, answers)
        case AllOf(parts):
            return all(_holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, answers) for part in parts)
    raise TypeError(left)


def ways_of(left: bool | Condition) -> Iterator[tuple[tuple[Question, bool], ...]]:  # noqa: FBT001 - what left_of gives
    """The answers under which what is left of a condition holds, one way after the other."""
    if isinstance(left, bool):
        yield from [()] if left else []
        return
    asked = tuple(dict.fromkeys(_asked_in(left)))
    for number in range(1 << len(asked)):
        answers = {each: not number >> place & 1 for place, each in enumerate(asked)}
        if _holds(left, answers):
            yield tuple(answers.items())
