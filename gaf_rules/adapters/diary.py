"""What stands in a diary: entries in words, not yet in any format, and what their makers share."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.calendar import WorkingCalendar
from gaf_rules.language.guideline import Guideline
from gaf_rules.log.case import Case
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words
from gaf_rules.values.shipped import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.evaluate.basis import Held

__all__ = ["ALARMS", "TEXTS", "Alarm", "DiaryEntry", "DiaryPage", "uid_of"]

ALARMS: Final = (5, 1)
"""How many working days before an entry its alarms go off."""
TEXTS: Final = MappingProxyType(words_of("gaf_rules.adapters", "diary.json")["diary"])
"""What entries say, in Chinese and English."""


@frozen(kw_only=True)
class Alarm:
    """A reminder: the day on which it goes off, and what it says."""

    on: date
    text: str


@frozen(kw_only=True)
class DiaryEntry:
    """One line of a diary.

    Attributes:
        uid: the same for the same thing, so that a later file replaces it.
        on: the day.
        summary: what is to be done, in one line.
        description: why, in a few.
        role: who must act.
        name: the same in words.
        category: what it belongs to: the procedure.
        status: CONFIRMED; TENTATIVE where the day may still move; CANCELLED where what an
            earlier file had no longer counts.
        alarms: the reminders, the earliest first.
    """

    uid: str
    on: date
    summary: str
    description: str
    role: str
    name: str
    category: str
    status: str
    alarms: tuple[Alarm, ...]


def uid_of(*parts: str | int) -> str:
    """A UID that depends on these parts and on nothing else.

    >>> uid_of("C05", "2.6.1b", "deregistration", 1)
    '72bd6f8d11e9973fb184b0d537c5cc94@gaf-rules'
    """
    digest = hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()
    return f"{digest[:32]}@gaf-rules"


@frozen(kw_only=True)
class DiaryPage:
    """What all entries about one subject share: their words, and the days before them on which alarms go off.

    Attributes:
        words: the language.
        guideline: for the wording of clauses.
        calendar: the working days for the alarms.
        case: for the names of the app and the sponsor; None where it is not known.
    """

    words: Words
    guideline: Guideline
    calendar: WorkingCalendar
    case: Case | None = None

    @staticmethod
    def shared(held: Held, words: Words) -> dict[str, Any]:
        """The fields of a page about what was made from ``held``."""
        return {
            "words": words,
            "guideline": held.guideline,
            "calendar": held.calendar,
            "case": held.case,
        }

    def say(self, key: str, **facts: Any) -> str:
        """One of :data:`TEXTS`."""
        return self.words.sentence(TEXTS, key, **facts)

    def quoted(self, clause: str) -> str:
        """A clause with its wording."""
        text = self.guideline.wording(clause, self.words.lang)
        return self.say("clause", clause=clause, text=text)

    def bearer(self, role: str) -> str:
        """Who must act: the sponsor by its name, where the case gives it."""
        name = None if self.case is None or role != "sponsor" else self.case.sponsor.name
        return clean(name or self.words.of("role", role))

    def subject(self, otherwise: str) -> str:
        """The app by its name, where the case gives it."""
        return clean((None if self.case is None else self.case.app.name) or otherwise)

    def line(self, head: str, act: str, role: str, subject: str) -> str:
        """What is to be done by whom, in one line."""
        who = self.words.role(role)
        return self.say("line", head=head, act=self.words.of("act", act), who=who, subject=subject)

    def entry(
        self,
        uid: str,
        on: date,
        summary: str,
        description: Iterable[str],
        *,
        role: str,
        procedure: str | None = "filing",
        status: str = "CONFIRMED",
        rings: bool = False,
    ) -> DiaryEntry:
        """An entry; arguments as its fields, ``description`` line by line; ``rings``: it has alarms."""
        return DiaryEntry(
            uid=uid,
            on=on,
            summary=summary,
            description="\n".join(description),
            role=role,
            name=self.bearer(role),
            category="" if procedure is None else self.words.of("procedure", procedure),
            status=status,
            alarms=tuple(self._alarm(on, number, summary) for number in ALARMS) if rings else (),
        )

    def _alarm(self, day: date, number: int, summary: str) -> Alarm:
        """The reminder so many working days before an entry."""
        if day in self.calendar.coverage:
            on = self.calendar.nth_working_day_before(day, number)
        else:
            # Too early rather than too late where the notices do not reach.
            on = self.calendar.bounds_before(day, number).earliest
        left = self.words.working_days(number)
        return Alarm(on=on, text=self.say("alarm", left=left, summary=summary))
