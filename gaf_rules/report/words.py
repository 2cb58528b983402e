"""What the parts of an assessment are called: days, roles, acts, items."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from gaf_rules.language.guideline import Guideline
from gaf_rules.messages import LABELS, LANGUAGES, label, length, stage_label
from gaf_rules.report.layout import clean
from gaf_rules.values.days import from_iso
from gaf_rules.values.given import one_of
from gaf_rules.values.texts import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from gaf_rules.answers.assessment import Deadline
    from gaf_rules.language.periods import Period
    from gaf_rules.language.vocabulary import Unit

__all__ = ["Words"]

_WEEKDAYS: Final = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_ITEM_KINDS: Final = ("material", "problem", "position", "event", "answer")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@frozen
class Words:
    """The words of one language, ``"zh"`` or ``"en"``, and those that a guideline has of its own first."""

    lang: Lang
    guideline: Guideline | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        one_of("lang", self.lang, LANGUAGES)

    def say(self, zh: str, en: str) -> str:
        """The one of the two that is in the language."""
        return zh if self.lang == "zh" else en

    def sentence(self, texts: Mapping[str, tuple[str, str]], key: str, **facts: Any) -> str:
        """One of the texts of a data file, its braces filled."""
        return texts[key][LANGUAGES.index(self.lang)].format(**facts)

    def of(self, kind: str, key: str) -> str:
        """The label of a value; see `gaf_rules.messages.label`."""
        own = self.guideline
        return label(kind, key, self.lang) if own is None else own.label(kind, key, self.lang)

    def knows(self, kind: str, key: str) -> bool:
        """Whether a value has words."""
        return key in LABELS.get(kind, ()) or self._has_own(kind, key)

    def _has_own(self, kind: str, key: str) -> bool:
        return self.guideline is not None and key in self.guideline.words.get(kind, ())

    def stage(self, procedure: str, stage: str) -> str:
        """A stage of a procedure."""
        told = stage_label if self.guideline is None else self.guideline.stage_label
        return told(procedure, stage, self.lang)

    def weekday(self, day: date) -> str:
        """The day of the week in short."""
        name = _WEEKDAYS[self.lang][day.weekday()]
        return self.say(f"周{name}", name)

    def day(self, day: date) -> str:
        """A day with its day of the week.

        >>> from datetime import date
        >>> Words("zh").day(date(2026, 3, 6)), Words("en").day(date(2026, 3, 6))
        ('2026-03-06 周五', '2026-03-06 Fri')
        """
        return _day(day, self.lang)

    def working_days(self, number: int) -> str:
        """A number of working days."""
        return self.counted("working_days", number)

    def counted(self, unit: Unit, number: int) -> str:
        """A number of what a period counts."""
        return length(number, unit, self.lang)

    def period(self, period: Period) -> str:
        """How long a period is."""
        return self.counted(period.unit, period.number)

    def role(self, role: str) -> str:
        """The short name of a role, for tables."""
        is_renamed = self._has_own("role", role) and not self._has_own("role_short", role)
        return self.of("role" if is_renamed else "role_short", role)

    def join(self, parts: tuple[str, ...] | list[str]) -> str:
        """Parts one after the other."""
        return self.say("、", ", ").join(parts)

    def reading(self, name: str, option: str) -> str:
        """A reading and an option of it.

        >>> Words("en").reading("receipt_on_day_off", "actual")
        'receipt on a day off: the actual day'
        """
        return f"{self.of('reading', name)}{self.say('：', ': ')}{self.option(name, option)}"

    def option(self, name: str, option: str) -> str:
        """An option of a reading alone."""
        return self.of("reading_option", f"{name}={option}")

    def item(self, item: str) -> str:
        """What is missing or wrong, in words."""
        for kind in _ITEM_KINDS:
            if self.knows(kind, item):
                return self.of(kind, item)
        if _DAY.fullmatch(item):
            return self.day(from_iso(item))
        return clean(item)

    def clause(self, clause: str) -> str:
        """A clause by its number."""
        return self.say(f"第 {clause} 条", f"clause {clause}")

    def due(self, due: Deadline) -> str:
        """The last day: a date, an interval where the calendar ends, or that it is not known."""
        if due.on is not None:
            text = self.day(due.on)
        elif due.earliest is None or due.latest is None:
            return self.say("未知", "not known")
        elif due.earliest == due.latest:
            text = self.day(due.earliest)
        else:
            text = self.say(f"{due.earliest} 至 {due.latest}", f"{due.earliest} to {due.latest}")
        if due.certainty == "final":
            return text
        certainty = self.of("certainty", due.certainty)
        return self.say(f"{text}（{certainty}）", f"{text} ({certainty})")


@lru_cache(maxsize=4096)
def _day(day: date, lang: Lang) -> str:
    """A day with its day of the week; an explanation names the same days many times."""
    return f"{day} {Words(lang).weekday(day)}"
