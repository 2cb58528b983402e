"""Random conditions over random facts, what they mean word by word, and what each back end makes of them."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from attrs import frozen
from hypothesis import strategies as st

from gaf_rules.adapters.boxes import InputColumns
from gaf_rules.ask.explanation.reasons import decider
from gaf_rules.auditing import facts
from gaf_rules.durable import facts as facts_told
from gaf_rules.durable import premises
from gaf_rules.language import partial
from gaf_rules.language.conditions import (
    AllOf,
    AnyOf,
    AtLeast,
    Before,
    Condition,
    Has,
    Holds,
    Is,
    IsIn,
    Lacks,
    Not,
    NotAfter,
    compile_condition,
)
from gaf_rules.language.core import FactQuestion, FactTest, facts_of
from gaf_rules.language.fact_schema import Fact
from gaf_rules.program import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

    Records = dict[str, dict[str, Any]]

__all__ = [
    "BACK_ENDS",
    "DAYS",
    "FLAGS",
    "LISTS",
    "VALUES",
    "WORDS",
    "SomeOf",
    "conditions",
    "means",
    "records",
]

WORDS = ("a.word", "b.word", "state.filing")
DAYS = ("a.day", "b.day", "held.day")
FLAGS = ("a.flag", "facts.flag")
LISTS = ("a.list", "b.list")
VALUES = st.sampled_from(["x", "y", None])
_ALL = WORDS + DAYS + FLAGS + LISTS


@frozen
class SomeOf(Condition):
    """A word that the library does not have: at least so many of the parts hold."""

    count: int
    parts: tuple[Condition, ...]

    def lowered(self) -> Condition:
        return AnyOf(tuple(AllOf(some) for some in combinations(self.parts, self.count)))


@frozen(eq=False, repr=False)
class ExactNumber(FactQuestion):
    """A question that the library does not have: has the list just so many members?"""

    wanted: int

    def holds(self, value: Any) -> bool:
        return len(value or ()) == self.wanted

    def source(self, value: str) -> str:
        return f"len({value} or ()) == {self.wanted}"


@frozen
class Exactly(Condition):
    """A word that asks it."""

    count: int
    fact: str

    def lowered(self) -> Condition:
        return FactTest(self.fact, ExactNumber(self.count))


_leaves: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Has, st.sampled_from(_ALL)),
    st.builds(Lacks, st.sampled_from(_ALL)),
    st.builds(Is, st.sampled_from(WORDS), VALUES),
    st.builds(Is, st.sampled_from(FLAGS), st.sampled_from([True, False, None])),
    st.builds(IsIn, st.sampled_from(WORDS), st.sampled_from([("x",), ("x", "y"), ()])),
    st.builds(Before, st.sampled_from(DAYS), st.sampled_from(DAYS)),
    st.builds(NotAfter, st.sampled_from(DAYS), st.sampled_from(DAYS)),
    st.builds(Holds, st.sampled_from(LISTS), st.sampled_from("xyz")),
    st.builds(Exactly, st.integers(0, 3), st.sampled_from(LISTS)),
    st.builds(AtLeast, st.integers(0, 3), st.sampled_from(LISTS)),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(AllOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple)),
        st.builds(SomeOf, st.integers(0, 3), st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@st.composite
def records(draw: st.DrawFn) -> Records:
    """The facts, each absent, None, or something of its kind."""
    found: Records = {"a": {}, "b": {}, "state": {}, "held": {}, "facts": {}}
    days = st.none() | st.dates(date(2026, 3, 1), date(2026, 3, 4))
    lists = st.none() | st.lists(st.sampled_from("xyz"), max_size=3).map(tuple)
    kinds = ((WORDS, VALUES), (DAYS, days), (FLAGS, st.none() | st.booleans()), (LISTS, lists))
    for names, values in kinds:
        for name in names:
            record, _, field = name.partition(".")
            if draw(st.booleans()):
                found[record][field] = draw(values)
    return found


def _at(known: Records, fact: str) -> Any:
    record, _, name = fact.partition(".")
    return known[record].get(name)


def means(condition: Any, known: Records) -> bool:  # noqa: C901, PLR0911 - one line a word of the language
    """The condition, word by word as the pages put it: nothing of the library looks at it here."""
    match condition:
        case AllOf(parts):
            return False not in [means(part, known) for part in parts]
        case AnyOf(parts):
            return True in [means(part, known) for part in parts]
        case SomeOf(count, parts):
            return sum(means(part, known) for part in parts) >= count
        case Not(part):
            return not means(part, known)
        case Has(fact):
            return _at(known, fact) not in (None, ())
        case Lacks(fact):
            return _at(known, fact) in (None, ())
        case Is(fact, value):
            return bool(_at(known, fact) == value)
        case IsIn(fact, values):
            return _at(known, fact) in list(values)
        case Holds(fact, member):
            return member in list(_at(known, fact) or [])
        case AtLeast(count, fact):
            return count <= len(list(_at(known, fact) or []))
        case Exactly(count, fact):
            return count == len(list(_at(known, fact) or []))
        case Before(first, second) | NotAfter(first, second):
            a, b = _at(known, first), _at(known, second)
            same = isinstance(condition, NotAfter)
            return None not in {a, b} and (a < b or (same and a == b))
    raise TypeError(condition)


# -- every back end, as an answer to one condition on one set of facts ---------------------------------------
def _partly(condition: Condition, known: Records) -> bool:
    """What does not hang on days known one by one, the rest put to the facts."""
    for fact in facts_of(condition):
        value = _at(known, fact)
        if fact not in DAYS or value is None:
            condition = partial.assume(condition, fact, value)
    assert {*facts_of(condition)} <= {*DAYS}
    return compile_condition(condition)(known)


def _as_premises(condition: Condition, known: Records) -> bool:
    """Whether one of the conjunctions of the second engine holds."""
    premises.alternatives.cache_clear()  # a fault put in for a test is seen, and forgotten
    source = facts_told.FactSource(known, {}, {})
    tests: dict[str, Callable[[Any, Any], bool]] = {
        "eq": lambda a, b: a == b,
        "neq": lambda a, b: a != b,
        "lte": lambda a, b: a <= b,
        "gt": lambda a, b: a > b,
    }
    return any(
        all(tests[p.op](facts_told._FILL[p.atom.sort](source, p.atom), p.value) for p in way)
        for way in premises.alternatives(condition)
    )


_KNOWN = {
    **dict.fromkeys(WORDS, Fact("word", ("x", "y"))),
    **dict.fromkeys(DAYS, Fact("day")),
    **dict.fromkeys(FLAGS, Fact("flag")),
    **dict.fromkeys(LISTS, Fact("words")),
}


def _in_boxes(condition: Condition, known: Records) -> bool:
    """Whether a rule of a decision table holds; of two that do, a table that collects would tell both."""
    boxes = InputColumns(_KNOWN).boxes(condition)
    held = [all(each.value(known) in box[each] for each in box) for box in boxes]
    assert held.count(True) <= 1
    return True in held


BACK_ENDS: dict[str, Callable[[Condition, Records], bool]] = {
    "evaluation": lambda condition, known: compile_condition(condition)(known),
    "source": lambda condition, known: compiled.predicate.__wrapped__(condition)(known),
    "partial": _partly,
    "many": lambda condition, known: facts.holds(condition, lambda fact: _at(known, fact)),
    "premises": _as_premises,
    "reasons": lambda condition, known: decider(condition)(known)[0],
    "boxes": _in_boxes,
}
