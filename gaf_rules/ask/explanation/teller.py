"""What all parts of one explanation share: words, clauses, facts, their days in the log; lines told apart."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import evolve

from gaf_rules.ask.explanation.fact_words import FactWords
from gaf_rules.evaluate.basis import outline_behind, world_behind
from gaf_rules.evaluate.outline import outline
from gaf_rules.evaluate.vanished import vanished
from gaf_rules.language.core import value_of
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.rows import Copy, Gather, Put
from gaf_rules.program.positions import suits
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gaf_rules.answers.assessment import Assessment
    from gaf_rules.ask.explanation.reasons import Deciding
    from gaf_rules.ask.explanation.tree import Node, Quoted, Used
    from gaf_rules.evaluate.outline import Outline, World
    from gaf_rules.language.conditions import Condition, Facts
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import DutyRow
    from gaf_rules.log.entries import Sign
    from gaf_rules.values.texts import Lang

__all__ = ["Recorded", "Teller", "told_apart"]


class Recorded:
    """On which days the log holds what a fact is about, whether or not it was written down under that fact.

    A fact that is not known says nothing of the log: a supplement may be there and be too late to count, a
    number may belong to an application that has ended. Of such a fact nobody says that it is not on record.
    """

    def __init__(self, world: World, core: Outline) -> None:
        self._world = world
        self._core = core
        self._days: dict[str, tuple[date, ...]] | None = None

    def days(self, fact: str) -> tuple[date, ...]:
        """The days of the events that may write down a fact, each once, in the order of the log."""
        if self._days is None:
            self._days = self._worked_out()
        return self._days.get(fact, ())

    def _worked_out(self) -> dict[str, tuple[date, ...]]:
        written: dict[Sign, tuple[str, ...]] = {}
        days: dict[str, dict[date, None]] = {}
        for entry in self._core.log.order:
            sign = entry.sign
            facts = written.get(sign)
            if facts is None:
                facts = written[sign] = tuple(self._written(sign))
            for fact in facts:
                days.setdefault(fact, {})[entry.on] = None
        return {fact: tuple(found) for fact, found in days.items()}

    def _written(self, sign: Sign) -> Iterator[str]:
        """The facts that the rows for such an event write down, in whatever state."""
        machine = self._world.machine
        places = machine.tiers[self._world.case.sponsor.tier].places
        own = sign.procedure
        for procedure in machine.procedures.get(sign.name, ()) if own is None else (own,):
            for step in machine.steps.get((procedure, sign.name), ()):
                if suits(step.row, sign, places):
                    for action in step.row.actions:
                        if isinstance(action, Gather) or (
                            isinstance(action, Put) and not isinstance(action.take, Copy)
                        ):
                            yield action.fact


@lru_cache(maxsize=8)
def _fact_words(guideline: Guideline, lang: Lang) -> FactWords:
    """The words of one guideline in one language, with the labels already looked up."""
    return FactWords(guideline, Words(lang, guideline))


class Teller:
    """Puts rows and facts into the words of one language."""

    def __init__(self, assessment: Assessment, lang: Lang) -> None:
        basis = assessment.basis
        self.assessment = assessment
        self.world: World = world_behind(basis)
        self.core: Outline = outline_behind(basis)
        self.guideline: Guideline = self.world.machine.guideline
        self.options: dict[str, str] = self.core.log.contexts["filing"]["reading"]
        self.facts = _fact_words(self.guideline, lang)
        self.words = self.facts.words
        self.recorded = Recorded(self.world, self.core)

    def say(self, zh: str, en: str) -> str:
        """The one of the two that is in the language."""
        return self.words.say(zh, en)

    def of(self, kind: str, key: str) -> str:
        """The words for a value."""
        return self.facts.of(kind, key)

    def limit(self, row: DutyRow) -> str:
        """What a duty is called: its clause and the act."""
        return f"{row.clause} {self.of('act', row.act)}"

    def stage(self, procedure: str, stage: str) -> str:
        """The words for a stage of a procedure."""
        return self.facts.stage(procedure, stage)

    def clauses(self, slugs: tuple[str, ...]) -> tuple[Quoted, ...]:
        """Clauses with their wording, each once."""
        return self.facts.quotes(slugs)

    def decide(self, condition: Condition, facts: Facts) -> tuple[bool, tuple[Deciding, ...]]:
        """Whether a condition holds, and the parts that decide it, not yet in words."""
        return self.facts.decide(condition, facts)

    def used(self, parts: Iterable[Deciding], facts: Facts) -> tuple[Used, ...]:
        """What the deciding parts say of the facts; readings are told apart by name."""
        return self.facts.used(parts, facts, self.recorded)

    def because(self, condition: Condition, facts: Facts) -> tuple[bool, tuple[Used, ...]]:
        """Whether a condition holds, and the facts that decide it."""
        holds, parts = self.facts.decide(condition, facts)
        return holds, self.used(parts, facts)

    def fact(self, name: str, facts: Facts) -> Used:
        """One fact as it is known."""
        value = value_of(facts, name)
        return self.facts.fact(name, value, () if value is not None else self.recorded.days(name))

    def readings(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The options chosen for readings."""
        return tuple((name, self.options[name]) for name in dict.fromkeys(names))

    def apart(self, used: tuple[Used, ...]) -> tuple[tuple[Used, ...], tuple[tuple[str, str], ...]]:
        """The facts without the readings among them, and the readings with their options."""
        rested = [fact for fact in used if fact.name.startswith("reading.")]
        if not rested:
            return used, ()
        plain = tuple([fact for fact in used if not fact.name.startswith("reading.")])
        return plain, self.readings(fact.name.removeprefix("reading.") for fact in rested)

    def options_against(self, name: str, key: tuple[Any, ...]) -> tuple[str, ...]:
        """The options of a reading under which a finding, one that it disputes, is not there."""
        others = tuple(option for option in READING_OPTIONS[name] if option != self.options[name])
        if len(others) == 1:
            return others
        return tuple(option for option in others if key in self._gone_with(name, option))

    def _gone_with(self, name: str, option: str) -> frozenset[tuple[Any, ...]]:
        readings = self.assessment.basis.readings
        other = outline(self.world, evolve(readings, **{name: option}), lenient=True)
        return vanished(self.world, readings, self.core, other)

    def unknown(self, name: str) -> Used:
        """A fact that is not known, or of a record that was never opened."""
        return self.facts.unknown(name, self.recorded.days(name))

    def value(self, facts: Any, name: str) -> Any:
        """The value of a fact."""
        return value_of(facts, name)


# -- lines that would read alike ---------------------------------------------------------------------------
def told_apart(nodes: Iterable[Node], words: Words) -> tuple[Node, ...]:
    """The nodes in their order, no two of one text.

    Arguments:
        nodes: what stands side by side under one heading.
        words: the language that they speak.
    """
    alike: dict[str, list[Node]] = {}
    held = tuple(nodes)
    for node in held:
        alike.setdefault(node.text, []).append(node)
    marks = {
        id(node): mark
        for group in alike.values()
        # A rule that did not apply is told with its clauses and its reason anyhow.
        if len(group) > 1 and group[0].kind != "rule"
        for node, mark in zip(group, _marks(group, words), strict=True)
    }
    return tuple(
        evolve(node, text=words.say(f"{node.text}（{mark}）", f"{node.text} ({mark})"))
        if (mark := marks.get(id(node)))
        else node
        for node in held
    )


def _marks(group: list[Node], words: Words) -> list[str]:
    """What tells the nodes of a group apart, as short as it can be."""
    clauses = [", ".join(quoted.clause for quoted in node.clauses) for node in group]
    facts = [words.say("；", "; ").join(fact.text for fact in node.facts) for node in group]
    both = [
        words.say("：", ": ").join(part for part in pair if part)
        for pair in zip(clauses, facts, strict=True)
    ]
    for marks in (clauses, facts, both):
        if all(marks) and len({*marks}) == len(group):
            return marks
    counts: Counter[str] = Counter()
    counted = []
    for mark in both:
        counts[mark] += 1
        times = str(counts[mark])
        counted.append(f"{mark}{words.say('；', '; ')}{times}" if mark else times)
    return counted
