"""What all the parts of one explanation share: the words, the clauses, the facts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gaf_rules.explain.reasons import FactWords, deciding, value_of
from gaf_rules.explain.tree import Quoted, Used
from gaf_rules.law.drift import sentences_of
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.assessment import Assessment
    from gaf_rules.conditions import Condition, Facts
    from gaf_rules.guideline import Guideline
    from gaf_rules.outline import Outline, World
    from gaf_rules.rows import DutyRow

__all__ = ["Teller"]


@lru_cache(maxsize=8)
def _fact_words(guideline: Guideline, lang: str) -> FactWords:
    """The words of one guideline in one language, with the labels already looked up."""
    return FactWords(guideline, Words(lang))


@lru_cache(maxsize=8)
def _sentences(guideline: Guideline) -> dict[str, str]:
    """Clause to original sentence, where a source text is attached."""
    return {} if guideline.source is None else sentences_of(guideline, guideline.source)


@lru_cache(maxsize=1024)
def _quoted(guideline: Guideline, slug: str, lang: str) -> Quoted:
    """A clause with its wording; the same for every case."""
    return Quoted(
        clause=slug,
        wording=guideline.wording(slug, lang),
        source=_sentences(guideline).get(slug),
    )


class Teller:
    """Puts rows and facts into the words of one language."""

    def __init__(self, assessment: Assessment, lang: str) -> None:
        basis = assessment.basis
        self.assessment = assessment
        self.world: World = basis.world
        self.core: Outline = basis.core.value()
        self.guideline: Guideline = self.world.machine.guideline
        self.options: dict[str, str] = {
            name: getattr(basis.readings, name) for name in basis.readings.__annotations__
        }
        self.facts = _fact_words(self.guideline, lang)
        self.words = self.facts.words

    def say(self, zh: str, en: str) -> str:
        """The one of the two that is in the language."""
        return self.words.say(zh, en)

    def of(self, kind: str, key: str) -> str:
        """The words for a value."""
        return self.facts.of(kind, key)

    def place(self, role: str) -> str:
        """A role in short, or a place on a route."""
        from gaf_rules.tables import PLACES, place_words  # noqa: PLC0415 - only where a rule did not apply

        if role in PLACES:
            return place_words(self.guideline, role, self.words.lang)
        return self.words.role(role)

    def limit(self, row: DutyRow) -> str:
        """What a duty is called: its clause and the act."""
        return f"{row.clause} {self.of('act', row.act)}"

    def clauses(self, slugs: Iterable[str]) -> tuple[Quoted, ...]:
        """Clauses with their wording, each once."""
        lang = self.words.lang
        return tuple(_quoted(self.guideline, slug, lang) for slug in dict.fromkeys(slugs) if slug)

    def because(self, condition: Condition, facts: Facts) -> tuple[bool, tuple[Used, ...]]:
        """Whether a condition holds, and the facts that decide it; readings are told apart by name."""
        holds, parts = deciding(condition, facts)
        used = tuple(
            Used(name=name, value=value_of(facts, name), text=text)
            for name, text in self.facts.phrases(parts, facts)
        )
        return holds, used

    def fact(self, name: str, facts: Facts) -> Used:
        """One fact as it is known."""
        value = value_of(facts, name)
        text = f"{self.facts.name(name)}{self.say('：', ': ')}{self.facts.value(name, value)}"
        return Used(name=name, value=value, text=text)

    def readings(self, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """The options chosen for readings."""
        return tuple((name, self.options[name]) for name in dict.fromkeys(names))

    def rested(self, used: Iterable[Used]) -> tuple[tuple[str, str], ...]:
        """The readings among the facts."""
        names = (fact.name for fact in used)
        return self.readings(n.partition(".")[2] for n in names if n.startswith("reading."))

    def reading(self, name: str, option: str) -> str:
        """A reading and its option in words."""
        return f"{self.of('reading', name)}{self.say('：', ': ')}" + self.of(
            "reading_option", f"{name}={option}"
        )

    def plain(self, used: Iterable[Used]) -> tuple[Used, ...]:
        """The facts without the readings."""
        return tuple(fact for fact in used if not fact.name.startswith("reading."))

    def unknown(self, name: str) -> Used:
        """A fact of a record that was never opened."""
        return Used(
            name=name,
            value=None,
            text=self.say(
                f"没有记录：{self.facts.name(name)}", f"not on record: {self.facts.name(name)}"
            ),
        )

    def value(self, facts: Any, name: str) -> Any:
        """The value of a fact."""
        return value_of(facts, name)
