"""What stands in a diary: one entry a duty, in words, not yet in any format."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.assessment import Assessment
from gaf_rules.basis import found_with
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.case import Case
from gaf_rules.guideline import Guideline
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.assessment import Deadline, Duty

__all__ = ["ALARMS", "Alarm", "Entry", "alarms", "entries", "entry_day", "uid", "uid_of"]

ALARMS: Final = (5, 1)
"""How many working days before an entry its alarms go off."""

_SETTLED: Final = frozenset({"met", "met_late", "lapsed"})


@frozen(kw_only=True)
class Alarm:
    """A reminder: the day on which it goes off, and what it says."""

    on: date
    text: str


@frozen(kw_only=True)
class Entry:
    """One line of a diary.

    Attributes:
        uid: the same for the same thing, so that a later file replaces it.
        on: the day.
        summary: what is to be done, in one line.
        description: why, in a few.
        role: who must act.
        name: the same in words.
        category: what it belongs to: the procedure.
        tentative: whether the day may still move.
        alarms: the reminders, the earliest first.
    """

    uid: str
    on: date
    summary: str
    description: str
    role: str
    name: str
    category: str
    tentative: bool
    alarms: tuple[Alarm, ...]


def uid_of(*parts: str | int) -> str:
    """A UID that depends on these parts and on nothing else.

    >>> uid_of("C05", "2.6.1b", "deregistration", 1)
    '72bd6f8d11e9973fb184b0d537c5cc94@gaf-rules'
    """
    digest = hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()
    return f"{digest[:32]}@gaf-rules"


def uid(assessment: Assessment, duty: Duty) -> str:
    """The UID of a duty's entry: the same for the same case, guideline row, procedure and round.

    It does not depend on the day of assessment, the readings, the language or the calendar.
    """
    return uid_of(assessment.case, duty.clause, duty.procedure, duty.round)


def entry_day(duty: Duty) -> date | None:
    """The day on which a duty stands in the diary: the safe day of a sponsor, else the last day.

    None for a duty without a day.
    """
    due = duty.due
    if due is None:
        return None
    last = due.earliest if due.on is None else due.on
    if duty.bearer == "sponsor" and last is not None and due.safe_on is not None:
        return due.safe_on
    return last


def alarms(calendar: WorkingCalendar, day: date, summary: str, words: Words) -> tuple[Alarm, ...]:
    """The reminders of an entry, so many working days before it."""

    def before(number: int) -> date:
        if day in calendar.coverage:
            return calendar.nth_working_day_before(day, number)
        # Too early rather than too late where the notices do not reach.
        return calendar.bounds_before(day, number).earliest

    def text(number: int) -> str:
        left = words.working_days(number)
        return words.say(f"还有 {left}：{summary}", f"{left} left. {summary}")

    return tuple(Alarm(on=before(number), text=text(number)) for number in ALARMS)


def entries(
    assessment: Assessment,
    *,
    calendar: WorkingCalendar | None = None,
    lang: str = "zh",
    include_met: bool = False,
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> tuple[Entry, ...]:
    """The entries of the duties that have a day; arguments as of `gaf_rules.adapters.ics.to_ics`."""
    held = found_with(assessment, case=case, calendar=calendar, guideline=guideline)
    page = _Page(assessment, Words(lang), held.calendar, held.guideline, held.case)
    return tuple(
        page.entry(duty, duty.due, day)
        for duty in assessment.duties
        if duty.due is not None
        and (day := entry_day(duty)) is not None
        and (include_met or duty.status not in _SETTLED)
    )


def _is_tentative(duty: Duty, due: Deadline) -> bool:
    return due.certainty != "final" or due.on is None or duty.status == "undetermined"


@frozen
class _Page:
    """What all the entries of one assessment share."""

    assessment: Assessment
    words: Words
    calendar: WorkingCalendar
    guideline: Guideline
    case: Case | None

    def entry(self, duty: Duty, due: Deadline, day: date) -> Entry:
        summary = self._summary(duty, due, day)
        settled = duty.status in _SETTLED
        return Entry(
            uid=uid(self.assessment, duty),
            on=day,
            summary=summary,
            description="\n".join(self._description(duty, due)),
            role=duty.bearer,
            name=self._bearer(duty.bearer),
            category=self._word("procedure", duty.procedure),
            tentative=_is_tentative(duty, due),
            alarms=() if settled else alarms(self.calendar, day, summary, self.words),
        )

    def _bearer(self, role: str) -> str:
        if role == "sponsor" and self.case is not None and self.case.sponsor.name:
            return clean(self.case.sponsor.name)
        return clean(self._word("role", role))

    def _word(self, kind: str, key: str) -> str:
        return self.guideline.label(kind, key, self.words.lang)

    def _subject(self) -> str:
        name = None if self.case is None else self.case.app.name
        return clean(name or self.assessment.case)

    def _summary(self, duty: Duty, due: Deadline, day: date) -> str:
        say = self.words.say
        if duty.status in {*_SETTLED, "overdue"}:
            head = self._word("status", duty.status)
        elif due.on is not None and day != due.on:
            head = say("稳妥日", "safe day")
        else:
            head = say("最后一天", "last day")
        if _is_tentative(duty, due):
            head = say(f"{head}（待定）", f"{head} (tentative)")
        act, who = self._word("act", duty.act), self.words.role(duty.bearer)
        if self.words.lang == "en":
            head = head[0].upper() + head[1:]
        return say(
            f"{head}：{act}（{who}）· {self._subject()}",
            f"{head}: {act} ({who}) · {self._subject()}",
        )

    def _description(self, duty: Duty, due: Deadline) -> Iterator[str]:
        w = self.words
        yield self._quoted(duty.clause)
        yield self._reason(duty, due)
        yield self._last_day(due)
        if due.safe_on is not None and due.safe_on != due.on:
            safe = w.day(due.safe_on)
            yield w.say(
                f"稳妥日：{safe}，无论采用哪种读法都不迟",
                f"Safe day: {safe}, in time under every reading",
            )
        as_of = w.day(self.assessment.as_of)
        status = self._word("status", duty.status)
        if duty.met_on is not None:
            status += f" {w.day(duty.met_on)}"
        yield w.say(f"状态：{status}（截至 {as_of}）", f"Status: {status} (as of {as_of})")
        if duty.consequence is not None:
            yield w.say("逾期后果，", "If missed, ") + self._quoted(duty.consequence)
        number = (
            f"{self.assessment.case} · {self._word('procedure', duty.procedure)} · {duty.round}"
        )
        yield w.say(f"案件：{clean(number)}", f"Case: {clean(number)}")

    def _quoted(self, clause: str) -> str:
        text = self.guideline.wording(clause, self.words.lang)
        return self.words.say(f"第 {clause} 条：{text}", f"Clause {clause}: {text}")

    def _reason(self, duty: Duty, due: Deadline) -> str:
        trigger, say = duty.trigger, self.words.say
        day = self.words.day(due.trigger)
        event = "" if trigger is None else self._word("event", trigger.event)
        last = due.on or due.earliest
        if last is not None and last < due.trigger:
            return say(f"由 {day}（{event}）倒算", f"Counted back from {day} ({event})")
        if trigger is not None and trigger.estimated:
            event = say(f"{event}，推定", f"{event}, estimated")
        return say(f"自 {day}（{event}）起算", f"Counted from {day} ({event})")

    def _last_day(self, due: Deadline) -> str:
        w, first, last = self.words, due.earliest, due.latest
        text = w.due(due)
        if due.on is not None and first is not None and last is not None and first != last:
            text += w.say(
                f"，可能在 {first} 至 {last} 之间", f", may come to lie from {first} to {last}"
            )
        return w.say(f"最后一天：{text}", f"Last day: {text}")
