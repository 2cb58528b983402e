"""Why a condition holds or does not: the parts that decide, and what they say of the facts, in words."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.conditions import (
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
    compile_condition,
    facts_of,
)
from gaf_rules.messages.facts import FACT_VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.conditions import Facts, Test
    from gaf_rules.guideline import Guideline
    from gaf_rules.report.words import Words

__all__ = ["Deciding", "FactWords", "deciding", "json_value", "value_of"]


@frozen
class Deciding:
    """A part without parts that decides, and whether it holds."""

    part: Condition
    holds: bool


def value_of(facts: Facts, name: str) -> Any:
    """The value of a fact, None where it is not known."""
    record, _, key = name.partition(".")
    return facts[record].get(key)


def json_value(value: Any) -> Any:
    """The value of a fact as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [json_value(item) for item in value]
    return value


def deciding(condition: Condition, facts: Facts) -> tuple[bool, tuple[Deciding, ...]]:
    """Whether a condition holds, and the parts that suffice to see it.

    All parts of an :class:`AllOf` that holds, the first part that fails of one that does not; with
    :class:`AnyOf` the other way round.

    >>> deciding(AllOf((Has("case.a"), Has("case.b"))), {"case": {"a": 1}})
    (False, (Deciding(part=Has(fact='case.b'), holds=False),))
    """
    match condition:
        case AllOf(parts):
            return _through(parts, facts, until=False)
        case AnyOf(parts):
            return _through(parts, facts, until=True)
        case Not(part):
            holds, inner = deciding(part, facts)
            return not holds, inner
    holds = _test(condition)(facts)
    return holds, (Deciding(condition, holds),)


@lru_cache(maxsize=1024)
def _test(part: Condition) -> Test:
    """The compiled form of a part; rows share their parts, and there are some hundreds."""
    return compile_condition(part)


def _through(
    parts: tuple[Condition, ...], facts: Facts, *, until: bool
) -> tuple[bool, tuple[Deciding, ...]]:
    found: list[Deciding] = []
    for part in parts:
        holds, inner = deciding(part, facts)
        if holds is until:
            return holds, inner
        found += inner
    return not until, tuple(found)


@lru_cache(maxsize=1024)
def _fact_of(part: Condition) -> str:
    """The first fact that a part looks at."""
    return facts_of(part)[0]


class FactWords:
    """Says in one language what facts are and what was found of them."""

    def __init__(self, guideline: Guideline, words: Words) -> None:
        self.guideline = guideline
        self.words = words
        self._labels: dict[tuple[str, str], str] = {}

    def of(self, kind: str, key: str) -> str:
        """The words for a value, looked up once."""
        found = self._labels.get((kind, key))
        if found is None:
            found = self._labels[kind, key] = self.guideline.label(kind, key, self.words.lang)
        return found

    def name(self, fact: str) -> str:
        """What a fact is called; of a reading its name."""
        record, _, key = fact.partition(".")
        if record == "reading":
            return self.of("reading", key)
        return self.of("fact", fact)

    def value(self, fact: str, value: Any) -> str:
        """A value of a fact."""
        say = self.words.say
        if value is None:
            return say("未知", "not known")
        if value is True or value is False:
            return say("是", "yes") if value else say("否", "no")
        if isinstance(value, date):
            return self.words.day(value)
        if isinstance(value, tuple):
            return self.words.join([self.words.item(str(item)) for item in value]) or say(
                "无", "none"
            )
        return self._word(fact, str(value))

    def _word(self, fact: str, value: str) -> str:
        record, _, key = fact.partition(".")
        if record == "reading":
            return self.of("reading_option", f"{key}={value}")
        if record == "state" or key == "state":
            return self._state(key, value)
        if key.startswith("answer_") or key.endswith("_answer"):
            return self.of("answer", value)
        kind = FACT_VALUES.get(fact)
        return self.words.item(value) if kind is None else self.of(kind, value)

    def _state(self, procedure: str, name: str) -> str:
        rows = [row for row in self.guideline.states if row.name == name]
        row = next((row for row in rows if row.procedure == procedure), rows[0])
        return self.guideline.stage_label(row.procedure, row.stage, self.words.lang)

    def phrases(self, found: tuple[Deciding, ...], facts: Facts) -> Iterator[tuple[str, str]]:
        """Each deciding part once: the name of its (first) fact and what it says."""
        said: dict[str, str] = {}
        for each in found:
            text = self.phrase(each, facts)
            if text not in said:
                said[text] = _fact_of(each.part)
        yield from ((name, text) for text, name in said.items())

    def phrase(self, found: Deciding, facts: Facts) -> str:  # noqa: PLR0911 - one line a word of the language
        """What one part says of the facts: what is known, or what is missing or other than asked."""
        match found.part:
            case Has(fact) | Lacks(fact) | Is(fact, None):
                return self._known(fact, facts)
            case Is(fact, bool()):
                return self._known(fact, facts)
            case Is(fact, value):
                return self._is(fact, self.value(fact, value), facts, holds=found.holds)
            case IsIn(fact, values):
                others = self.words.say("或", " or ").join(self.value(fact, v) for v in values)
                return self._is(fact, others, facts, holds=found.holds)
            case Holds(fact, member):
                return self._member(fact, member, holds=found.holds)
            case Before(first, second):
                return self._order(first, second, facts, strict=True, holds=found.holds)
            case NotAfter(first, second):
                return self._order(first, second, facts, strict=False, holds=found.holds)
        raise TypeError(found.part)

    def _known(self, fact: str, facts: Facts) -> str:
        value, name = value_of(facts, fact), self.name(fact)
        if value is None or value == ():
            return self.words.say(f"没有记录：{name}", f"not on record: {name}")
        return self._stated(name, self.value(fact, value))

    def _stated(self, name: str, value: str) -> str:
        return self.words.say(f"{name}：{value}", f"{name}: {value}")

    def _is(self, fact: str, wanted: str, facts: Facts, *, holds: bool) -> str:
        text = self._stated(self.name(fact), self.value(fact, value_of(facts, fact)))
        return text if holds else self.words.say(f"{text}，不是{wanted}", f"{text}, not {wanted}")

    def _member(self, fact: str, member: str, *, holds: bool) -> str:
        name, item = self.name(fact), self.words.item(member)
        if holds:
            return self.words.say(f"{name}中有{item}", f"{name}: {item} among them")
        return self.words.say(f"{name}中没有{item}", f"{name}: {item} not among them")

    def _order(self, first: str, second: str, facts: Facts, *, strict: bool, holds: bool) -> str:
        for fact in (first, second):
            if value_of(facts, fact) is None:
                return self._known(fact, facts)
        a, b = self._known(first, facts), self._known(second, facts)
        if strict:
            word = ("早于", "is before") if holds else ("不早于", "is not before")
        else:
            word = ("不晚于", "is not after") if holds else ("晚于", "is after")
        return self.words.say(f"{a} {word[0]} {b}", f"{a} {word[1]} {b}")
