"""One core of conditions: every back end answers alike, and what a fault in any of them does shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given
from random_conditions import BACK_ENDS, LISTS, SomeOf, conditions, means, records

import gaf_rules as gaf
from gaf_rules.adapters import boxes
from gaf_rules.ask.explanation import reasons
from gaf_rules.auditing import facts
from gaf_rules.durable import premises
from gaf_rules.language import conditions as language
from gaf_rules.language import partial
from gaf_rules.language.conditions import (
    ALWAYS,
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Has,
    Is,
    Lacks,
    Not,
    NotAfter,
    compile_condition,
)
from gaf_rules.language.core import (
    Backend,
    DayOrder,
    FactQuestion,
    FactTest,
    facts_of,
    literals,
    walk,
)
from gaf_rules.messages import LABELS
from gaf_rules.program import compiled
from gaf_rules.values.mapping import FrozenMap

_FIVE = (AllOf, AnyOf, Not, FactTest, DayOrder)
_TABLES: dict[str, Backend[Any]] = {
    "evaluation": language._TESTS,
    "source": compiled._expression,
    "partial": partial._left,
    "many": facts._HOLDS,
    "premises": premises._WAYS,
    "reasons": reasons._decider,
    "boxes": boxes._BOXES,
}


@given(conditions, records())
def test_all_back_ends_say_what_the_words_mean(condition: Condition, known: Any) -> None:
    wanted = means(condition, known)
    assert {name: ask(condition, known) for name, ask in BACK_ENDS.items()} == dict.fromkeys(
        BACK_ENDS, wanted
    )


@frozen
class _Denied(FactQuestion):
    """The other answer to a question."""

    asked: FactQuestion

    def holds(self, value: Any) -> bool:
        return not self.asked.holds(value)

    def source(self, value: str) -> str:
        return f"not ({self.asked.source(value)})"


def _wrong(condition: Any) -> Any:
    """A fault for each expression: another one in its place."""
    match condition:
        case AllOf(parts):
            return AnyOf(parts)
        case AnyOf(parts):
            return AllOf(parts)
        case Not(part):
            return AllOf((part,))
        case FactTest(fact, question):
            return FactTest(fact, _Denied(question))
    return DayOrder(condition.first, condition.second, not condition.or_same)


_KNOWN: Any = {"a": {"word": "x", "day": date(2026, 3, 2)}, "b": {"day": date(2026, 3, 2)}}
_TELLING = {
    AllOf: AllOf((Has("b.word"), Has("a.word"))),
    AnyOf: AnyOf((Has("a.word"), Has("b.word"))),
    Not: Not(Is("a.word", "x")),
    FactTest: Has("a.word"),
    DayOrder: AllOf((NotAfter("a.day", "b.day"), Has("a.word"))),
}


@pytest.mark.parametrize("name", _TABLES)
@pytest.mark.parametrize("expression", _FIVE, ids=lambda each: each.__name__)
def test_a_fault_in_any_entry_of_any_table_is_seen(name: str, expression: type[Any]) -> None:
    backend, told = _TABLES[name], _TELLING[expression]
    sound = backend.table

    def faulty(each: Condition, *given: Any, **more: Any) -> Any:
        wrong = _wrong(each)
        return sound[type(wrong)](wrong, *given, **more)

    assert BACK_ENDS[name](told, _KNOWN) is means(told, _KNOWN)
    object.__setattr__(backend, "table", FrozenMap({**sound, expression: faulty}))
    try:
        assert BACK_ENDS[name](told, _KNOWN) is not means(told, _KNOWN)
    finally:
        object.__setattr__(backend, "table", sound)


@frozen
class _Strange(Condition):
    """A word that forgot to say what it comes down to."""


@pytest.mark.parametrize("backend", _TABLES.values(), ids=lambda each: each.name)
def test_an_unknown_word_is_refused_with_what_to_do(backend: Backend[Any]) -> None:
    with pytest.raises(gaf.GafRulesError, match=r"_Strange is not known.*_Strange\.lowered\(\)"):
        backend(_Strange())
    assert set(_FIVE) <= set(backend.table)


@given(conditions)
def test_walking_meets_the_five_and_nothing_else(condition: Condition) -> None:
    parts = list(walk(condition))
    assert {type(part) for part in parts} <= {*_FIVE}
    leaves = [part for part in parts if isinstance(part, (FactTest, DayOrder))]
    assert [part for part, _ in literals(condition)] == leaves


def test_a_test_is_wanted_to_hold_unless_it_stands_under_one_not_more_than_hold() -> None:
    under = Not(AllOf((Has("a.b"), Not(AnyOf((Has("a.c"), Not(Has("a.d"))))))))
    assert [wanted for _, wanted in literals(under)] == [False, True, False]


def test_a_word_is_what_it_comes_down_to() -> None:
    assert list(walk(Lacks("a.b"))) == list(walk(Not(Has("a.b"))))
    assert facts_of(SomeOf(1, (AtLeast(2, "a.list"), Has("b.day")))) == ("a.list", "b.day")
    assert not any(compile_condition(SomeOf(1, ()))({}) for _ in range(2))
    assert compile_condition(SomeOf(0, ()))({}) == compile_condition(ALWAYS)({})


@pytest.mark.parametrize("count", range(4))
@pytest.mark.parametrize("fact", LISTS)
def test_at_least_counts_the_members(count: int, fact: str) -> None:
    record, _, name = fact.partition(".")
    for length in (None, 0, 1, 2, 3):
        known = {"a": {}, "b": {}, record: {name: None if length is None else ("x",) * length}}
        wanted = (length or 0) >= count
        asked = AtLeast(count, fact)
        assert all(ask(asked, known) is wanted for ask in BACK_ENDS.values())


def test_every_question_has_its_words() -> None:
    """What is known, true, false, or the value wanted, is told as it is; all else has a sentence."""
    own = [each for each in FactQuestion.__subclasses__() if each.__module__ == language.__name__]
    names = {each.__name__ for each in own} - {"Known", "Same", "Among"}
    both = {f"{name}{end}" for name in (*names, "Before", "NotAfter") for end in ("", ".not")}
    assert set(LABELS["reason"]) == both | {"Among.not"}


@pytest.mark.parametrize(("wanted", "other"), [(True, 1), (False, 0), (1, True), (0, False)])
def test_one_is_not_yes(wanted: Any, other: Any) -> None:
    """They are equal in Python, and are not the same answer where yes or no is asked for."""
    asked = compile_condition(Is("event.prompted", wanted))
    assert asked({"event": {"prompted": wanted}})
    if isinstance(wanted, bool):
        assert not asked({"event": {"prompted": other}})
    assert not asked({"event": {"prompted": None}})


@pytest.mark.parametrize(
    ("value", "is_there"), [(None, False), ((), False), (("a",), True), (0, True)]
)
def test_nothing_and_the_empty_list_are_not_there(value: Any, is_there: bool) -> None:
    facts_held = {"dossier": {"asked": value}}
    assert compile_condition(Has("dossier.asked"))(facts_held) is is_there
    assert compile_condition(Lacks("dossier.asked"))(facts_held) is not is_there
