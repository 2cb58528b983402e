"""What rows ask of facts of which the days are not known yet: answered, or left as a question about days.

A condition is worked out over what a situation of the automaton (:mod:`gaf_rules.program.automaton`) knows.
Where it turns on the order of two days, that order is what is left to be asked for.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from gaf_rules.language import partial
from gaf_rules.language.core import ALWAYS, NEVER, Condition, DayOrder, FactTest, walk
from gaf_rules.language.rows import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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

    def __iter__(self) -> Iterator[Any]:
        """As a filled list: more can be gathered into it, and it stays filled."""
        return iter((self,))


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


def question_of(procedure: str, order: DayOrder) -> TwoDays:
    """The order that a condition asks for, of the days of a procedure."""
    first, second = cell_of(procedure, order.first), cell_of(procedure, order.second)
    return TwoDays(first, second, strict=not order.or_same)


# -- conditions over what is known ---------------------------------------------------------------------------
def left_of(
    condition: Condition,
    procedure: str,
    value: Callable[[str], Any],
    order: Callable[[TwoDays], bool | None],
) -> Condition:
    """What is left of a condition where it turns on the order of two days; ALWAYS or NEVER where it does not.

    Arguments:
        condition: the condition.
        procedure: whose records its facts are in.
        value: what is known of a fact.
        order: the answer to a question, where it is known.
    """

    def settled(leaf: FactTest | DayOrder, **_: bool) -> Condition:
        if isinstance(leaf, FactTest):
            answer: bool | None = leaf.question.holds(value(leaf.fact))
        elif value(leaf.first) is None or value(leaf.second) is None:
            answer = False
        else:
            answer = order(question_of(procedure, leaf))
        return leaf if answer is None else ALWAYS if answer else NEVER

    return partial.left_of(condition, settled)


def ways_of(left: Condition, procedure: str) -> Iterator[tuple[tuple[Question, bool], ...]]:
    """The answers under which what is left of a condition holds, one way after the other."""
    asked = tuple(dict.fromkeys(part for part in walk(left) if isinstance(part, DayOrder)))
    for said in product((True, False), repeat=len(asked)):
        answers = dict(zip(asked, said, strict=True))

        def given(order: Any, answers: Any = answers, **_: bool) -> Condition:
            return ALWAYS if answers[order] else NEVER

        if partial.left_of(left, given) == ALWAYS:
            yield tuple((question_of(procedure, order), yes) for order, yes in answers.items())
