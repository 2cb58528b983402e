"""Conditions as decision tables have them: a list of values for each input, one rule beside the other.

A **box** gives for some columns the values that are let through; for all others it lets everything through. A
condition is a list of boxes of which no two overlap, so that whatever meets it is met by exactly one rule. A
column is one fact where its values can be listed; what is asked of any other fact (is this day known? is that
in the list? does one day come before the other?) is a column of its own, answered by yes or no.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from gaf_rules.language.case_fields import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.language.conditions import Among, Known, Member, Members, compile_condition
from gaf_rules.language.core import AllOf, AnyOf, Backend, DayOrder, FactTest, Not, value_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from gaf_rules.language.core import Condition, Facts
    from gaf_rules.language.fact_schema import Fact

__all__ = ["EVERYTHING", "Box", "InputColumn", "InputColumns", "join", "less", "meet"]

_YES_NO = (True, False)
_FIELDS = {
    f"{record}.{name}": field
    for record, fields in (("app", APP_FIELDS), ("sponsor", SPONSOR_FIELDS))
    for name, field in fields.items()
}


class InputColumn(NamedTuple):
    """An input of a table.

    Attributes:
        name: a plain name: letters, digits and underscores.
        values: all values that may stand there, in order; None: not known.
        facts: the facts it rests on.
        asks: what is asked of them, where it is not the value itself.
    """

    name: str
    values: tuple[str | bool | None, ...]
    facts: tuple[str, ...] = ()
    asks: Condition | None = None

    def value(self, facts: Facts) -> Any:
        """What stands there for a case, given its facts."""
        if self.asks is not None:
            return compile_condition(self.asks)(facts)
        return value_of(facts, self.facts[0])


Box = dict[InputColumn, frozenset[Any]]
EVERYTHING: tuple[Box, ...] = ({},)


# -- boxes -------------------------------------------------------------------------------------------------
def _both(a: Box, b: Box) -> Box | None:
    """What two boxes have in common; None: nothing."""
    found = {**a, **{column: a.get(column, values) & values for column, values in b.items()}}
    return found if all(found.values()) else None


def _outside(box: Box, other: Box) -> Iterator[Box]:
    """The boxes that are left of one without another."""
    if _both(box, other) is None:
        yield box
        return
    rest = dict(box)
    for column, values in other.items():
        mine = rest.get(column, frozenset(column.values))
        if mine - values:
            yield {**rest, column: mine - values}
        rest[column] = mine & values


def meet(a: Iterable[Box], b: Iterable[Box]) -> tuple[Box, ...]:
    """What lies in both."""
    b = tuple(b)
    return tuple(found for x in a for y in b if (found := _both(x, y)) is not None)


def less(a: Iterable[Box], b: Iterable[Box]) -> tuple[Box, ...]:
    """What lies in the first alone."""
    left = tuple(a)
    for other in b:
        left = tuple(piece for box in left for piece in _outside(box, other))
    return left


def join(a: Iterable[Box], b: Iterable[Box]) -> tuple[Box, ...]:
    """What lies in one of them, each point once."""
    a = tuple(a)
    return (*a, *less(b, a))


def _every(each: AllOf, columns: InputColumns) -> tuple[Box, ...]:
    found = EVERYTHING
    for part in each.parts:
        found = meet(found, columns.boxes(part))
    return found


def _some(each: AnyOf, columns: InputColumns) -> tuple[Box, ...]:
    found: tuple[Box, ...] = ()
    for part in each.parts:
        found = join(found, columns.boxes(part))
    return found


def _leaf(each: FactTest | DayOrder, columns: InputColumns) -> tuple[Box, ...]:
    column = columns.of(each)
    if column.asks is not None:
        return ({column: frozenset((True,))},)
    holds = each.question.holds  # type: ignore[union-attr]  # orders are always asked
    wanted = frozenset(value for value in column.values if holds(value))
    if len(wanted) == len(column.values):
        return EVERYTHING
    return ({column: wanted},) if wanted else ()


_BOXES: Backend[tuple[Box, ...]] = Backend(
    "decision tables",
    {
        AllOf: _every,
        AnyOf: _some,
        Not: lambda each, columns: less(EVERYTHING, columns.boxes(each.part)),
        FactTest: _leaf,
        DayOrder: _leaf,
    },
)


class InputColumns:
    """The columns for some facts, and conditions as boxes over them.

    Arguments:
        known: each fact by its name, with what may stand there.
    """

    def __init__(self, known: Mapping[str, Fact]) -> None:
        self._known = known

    def boxes(self, condition: Condition) -> tuple[Box, ...]:
        """The boxes of a condition; none overlaps another."""
        return _BOXES(condition, self)

    def of(self, leaf: FactTest | DayOrder) -> InputColumn:
        """The column that a test or an order looks at."""
        if isinstance(leaf, DayOrder):
            word = "not_after" if leaf.or_same else "before"
            name = f"{_plain(leaf.first)}_{word}_{_plain(leaf.second)}"
            return InputColumn(name, _YES_NO, (leaf.first, leaf.second), leaf)
        fact = self._known[leaf.fact]
        values = _YES_NO if fact.kind == "flag" else fact.values
        if fact.kind in {"flag", "word"} and values is not None:
            field = _FIELDS.get(leaf.fact)
            always = field is not None and not field.nullable
            return InputColumn(
                _plain(leaf.fact), (*values, *(() if always else (None,))), (leaf.fact,)
            )
        return InputColumn(
            f"{_plain(leaf.fact)}_{_asked(leaf.question)}", _YES_NO, (leaf.fact,), leaf
        )


def _plain(name: str) -> str:
    """A name without signs that mean something in an expression."""
    return re.sub(r"\W", "_", name)


def _asked(question: Any) -> str:
    match question:
        case Known():
            return "known"
        case Member(wanted):
            return f"has_{_plain(wanted)}"
        case Members(wanted):
            return f"has_at_least_{wanted}"
        case Among(wanted):
            return f"is_{_plain('_'.join(map(str, wanted)))}"
    return _plain(repr(question)).strip("_").lower()
