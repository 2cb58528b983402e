"""What facts are called and what was found of them, in one language; said once and kept."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.ask.explanation.reasons import decider
from gaf_rules.ask.explanation.tree import Quoted, Used
from gaf_rules.language.conditions import Among, Known, Same
from gaf_rules.language.core import Backend, DayOrder, FactTest, facts_of
from gaf_rules.law.drift import sentences_of
from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from gaf_rules.ask.explanation.reasons import Decider, Deciding
    from gaf_rules.ask.explanation.teller import Recorded
    from gaf_rules.language.core import Condition, Facts
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.report.words import Words

    Days = tuple[date, ...]
    # Of each fact its value, and where that is not known the days on which the log holds what it is about.
    Values = dict[str, tuple[Any, Days]]

__all__ = ["FACT_VALUES", "FactWords"]

FACT_VALUES: Final = FrozenMap(
    {
        "app.kind": "app_kind",
        "app.purpose": "purpose",
        "sponsor.kind": "sponsor_kind",
        "sponsor.tier": "tier",
        "application.outcome": "stage",
        "application.position": "position",
        "application.to": "role",
        "change.outcome": "stage",
        "dossier.by": "role",
        "dossier.to": "role",
        "event.by": "role",
        "event.to": "role",
        "submission.to": "role",
        "feedback.supplement_to": "role",
        "shutdown.by": "role",
        "shutdown.to": "role",
        "duty.certainty": "certainty",
        "duty.status": "status",
    }
)
"""Fact to the kind of label of its values, where these are words of a list."""

_KEPT = 256
"""How many values of one part, or facts, are kept with their words."""


@lru_cache(maxsize=8)
def _sentences(guideline: Guideline) -> dict[str, str]:
    """Clause to original sentence, where a source text is attached."""
    return {} if guideline.source is None else sentences_of(guideline, guideline.source)


class FactWords:
    """Says in one language what facts are and what was found of them."""

    def __init__(self, guideline: Guideline, words: Words) -> None:
        self.guideline = guideline
        self.words = words
        self._labels: dict[tuple[str, str], str] = {}
        self._stages: dict[tuple[str, str], str] = {}
        self._quotes: dict[tuple[str, ...], tuple[Quoted, ...]] = {}
        # By the id of what a row of the guideline holds, which is kept beside: rows are compared field by
        # field, and nothing but the rows of the guideline is ever asked for here.
        self._deciders: dict[int, tuple[Condition, Decider]] = {}
        self._sayers: dict[int, tuple[Deciding, Callable[[Facts, Recorded], Used]]] = {}
        # The same few values come again in every case.
        self.fact = lru_cache(maxsize=_KEPT, typed=True)(self._fact)
        self.unknown = lru_cache(maxsize=_KEPT)(self._unknown)

    def of(self, kind: str, key: str) -> str:
        """The words for a value, looked up once."""
        found = self._labels.get((kind, key))
        if found is None:
            found = self._labels[kind, key] = self.guideline.label(kind, key, self.words.lang)
        return found

    def stage(self, procedure: str, stage: str) -> str:
        """The words for a stage of a procedure, looked up once."""
        found = self._stages.get((procedure, stage))
        if found is None:
            found = self.guideline.stage_label(procedure, stage, self.words.lang)
            self._stages[procedure, stage] = found
        return found

    def quotes(self, slugs: tuple[str, ...]) -> tuple[Quoted, ...]:
        """Clauses with their wording, each once; the same for every case."""
        found = self._quotes.get(slugs)
        if found is None:
            found = tuple([self._quoted(slug) for slug in dict.fromkeys(slugs) if slug])
            self._quotes[slugs] = found
        return found

    def _quoted(self, slug: str) -> Quoted:
        return Quoted(
            clause=slug,
            wording=self.guideline.wording(slug, self.words.lang),
            source=_sentences(self.guideline).get(slug),
        )

    def name(self, fact: str) -> str:
        """What a fact is called; of a reading its name."""
        record, _, key = fact.partition(".")
        if record == "reading":
            return self.of("reading", key)
        return self.of("fact", fact)

    def absent(self, days: Days) -> str:
        """That a fact is not known; and where the log holds such events all the same, on which days."""
        say = self.words.say
        if not days:
            return say("未知", "not known")
        on = self.words.join([self.words.day(day) for day in days])
        return say(f"记录中有（{on}），此处不计", f"what is on record ({on}) does not count here")

    def value(self, fact: str, value: Any, days: Days = ()) -> str:
        """A value of a fact; ``days`` are those on which the log holds what it is about."""
        say = self.words.say
        if value is None:
            return self.absent(days)
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
        return self.stage(row.procedure, row.stage)

    def _fact(self, name: str, value: Any, days: Days) -> Used:
        """One fact as it is known."""
        return Used(name=name, value=value, text=self._stated(name, value, days))

    def _unknown(self, name: str, days: Days) -> Used:
        """A fact that is not known, or of a record that was never opened."""
        return Used(name=name, value=None, text=self._known(name, None, days))

    def decide(self, condition: Condition, facts: Facts) -> tuple[bool, tuple[Deciding, ...]]:
        """Whether a condition of a row holds, and the parts that decide; see `decider`."""
        kept = self._deciders.get(id(condition))
        if kept is None:
            kept = self._deciders[id(condition)] = condition, decider(condition)
        return kept[1](facts)

    def used(self, parts: Iterable[Deciding], facts: Facts, recorded: Recorded) -> tuple[Used, ...]:
        """What the deciding parts say, each once: the (first) fact of each with its value."""
        said: dict[str, Used] = {}
        for part in parts:
            kept = self._sayers.get(id(part))
            if kept is None:
                kept = self._sayers[id(part)] = part, self._sayer(part)
            used = kept[1](facts, recorded)
            said.setdefault(used.text, used)
        return tuple(said.values())

    def _sayer(self, found: Deciding) -> Callable[[Facts, Recorded], Used]:
        """The function that puts one part into words; what it said of the same values it says again."""
        names = facts_of(found.part)
        places = [(name, *name.partition(".")[::2]) for name in names]

        @lru_cache(maxsize=_KEPT, typed=True)
        def worded(values: tuple[Any, ...], days: tuple[Days, ...]) -> Used:
            known = {name: (value, on) for name, value, on in zip(names, values, days, strict=True)}
            return Used(name=names[0], value=values[0], text=self.phrase(found, known))

        def say(facts: Facts, recorded: Recorded) -> Used:
            values = tuple([facts[record].get(key) for _, record, key in places])
            if None not in values:
                return worded(values, ((),) * len(values))
            return worded(
                values,
                tuple(
                    [
                        recorded.days(name) if value is None else ()
                        for name, value in zip(names, values, strict=True)
                    ]
                ),
            )

        return say

    def phrase(self, found: Deciding, known: Values) -> str:
        """What one part says of the facts: what is known, or what is missing or other than asked."""
        return _PHRASES(found.part, self, known, holds=found.holds)

    def asked(self, part: FactTest, known: Values, *, holds: bool) -> str:
        """What a question to one fact has come to."""
        value, days = known[part.fact]
        asked: Any = part.question
        if isinstance(asked, (Known, Same)):
            return self._known(part.fact, value, days)
        if holds and isinstance(asked, Among):
            return self._stated(part.fact, value, days)
        wanted = asked.wanted if isinstance(asked.wanted, tuple) else (asked.wanted,)
        return self._reason(
            type(asked).__name__,
            holds=holds,
            name=self.name(part.fact),
            stated=self._stated(part.fact, value, days),
            wanted=self.words.say("或", " or ").join(self.value(part.fact, one) for one in wanted),
        )

    def ordered(self, part: DayOrder, known: Values, *, holds: bool) -> str:
        """How two days stand to each other; of one that is not known, that."""
        days = {fact: self._known(fact, *known[fact]) for fact in (part.first, part.second)}
        for fact, words in days.items():
            if known[fact][0] is None:
                return words
        first, second = days[part.first], days[part.second]
        kind = "NotAfter" if part.or_same else "Before"
        return self._reason(kind, holds=holds, first=first, second=second)

    def _reason(self, kind: str, *, holds: bool, **parts: str) -> str:
        return self.words.of("reason", f"{kind}{'' if holds else '.not'}").format(**parts)

    def _known(self, fact: str, value: Any, days: Days) -> str:
        if value is None and not days:
            name = self.name(fact)
            return self.words.say(f"没有记录：{name}", f"not on record: {name}")
        return self._stated(fact, value, days)

    def _stated(self, fact: str, value: Any, days: Days) -> str:
        name, what = self.name(fact), self.value(fact, value, days)
        return self.words.say(f"{name}：{what}", f"{name}: {what}")


_PHRASES: Backend[str] = Backend(
    "the words of reasons",
    {
        FactTest: lambda part, words, known, *, holds: words.asked(part, known, holds=holds),
        DayOrder: lambda part, words, known, *, holds: words.ordered(part, known, holds=holds),
    },
)
