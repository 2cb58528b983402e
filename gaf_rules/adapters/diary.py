"""What stands in a diary: one entry a duty, in words, not yet in any format."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.adapters.duty_words import SETTLED, DiaryWords, is_tentative
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.documents.fields import say
from gaf_rules.evaluate.assessing import assess
from gaf_rules.evaluate.basis import found_with
from gaf_rules.report.words import Words
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from gaf_rules.answers.assessment import Assessment, Deadline, Duty
    from gaf_rules.evaluate.basis import Basis
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

__all__ = [
    "ALARMS",
    "Alarm",
    "DiaryEntry",
    "alarms",
    "dated",
    "dated_before",
    "entries",
    "entry_day",
    "nothing_due",
    "uid",
    "uid_of",
]

ALARMS: Final = (5, 1)
"""How many working days before an entry its alarms go off."""


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


def uid(assessment: Assessment, duty: Duty) -> str:
    """The UID of a duty's entry: the same for the same case, guideline row, procedure and round.

    It does not depend on the day of assessment, the readings, the language or the calendar.
    """
    return uid_of(assessment.case, duty.clause, duty.procedure, duty.round)


MOST_STEPS = 400_000
"""Days of a log times its events up to which ``include_met`` goes back to every day of it."""


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
    lang: Lang = "zh",
    include_met: bool = False,
    replaces: Assessment | None = None,
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> tuple[DiaryEntry, ...]:
    """The entries of the duties that have a day; arguments as of `gaf_rules.adapters.ics.to_ics`."""
    held = found_with(assessment, case=case, calendar=calendar, guideline=guideline)
    page = _DutyPage(DiaryWords(assessment, Words(lang, held.guideline), held), held.calendar)
    had = {} if replaces is None else dated(replaces)
    if include_met:
        had = {**dated_before(assessment), **had}
    shown = {
        key: page.entry(key, duty, duty.due, day)
        for key, (duty, day) in dated(assessment).items()
        if duty.due is not None and (include_met or duty.status not in SETTLED or key in had)
    }
    now = {uid(assessment, duty): duty for duty in assessment.duties}
    gone = (
        page.cancelled(key, duty, day, now.get(key))
        for key, (duty, day) in had.items()
        if key not in shown
    )
    return *shown.values(), *gone


def nothing_due(
    assessment: Assessment,
    *,
    lang: Lang = "zh",
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> DiaryEntry:
    """The note for a diary that gets no entry: as of this day nothing is due, and why."""
    held = found_with(assessment, case=case, guideline=guideline)
    words = DiaryWords(assessment, Words(lang, held.guideline), held)
    summary, why = words.nothing()
    return DiaryEntry(
        uid=uid_of(assessment.case, "nothing due"),
        on=assessment.as_of,
        summary=summary,
        description=why,
        role="sponsor",
        name=words.bearer("sponsor"),
        category=words.words.of("procedure", "filing"),
        status="CONFIRMED",
        alarms=(),
    )


def dated(assessment: Assessment) -> dict[str, tuple[Duty, date]]:
    """UID to duty and the day that it stands on, for the duties that have one."""
    found = ((duty, entry_day(duty)) for duty in assessment.duties)
    return {uid(assessment, duty): (duty, day) for duty, day in found if day is not None}


def dated_before(assessment: Assessment) -> dict[str, tuple[Duty, date]]:
    """The same of every earlier day of the case, the last day of each counting.

    Duties change with the events, and with a day that goes by: so what was there between two events shows
    on the day of the first and on the eve of the second. What was sent under other readings, or before an
    event was known, nobody can tell from the case: that is what ``replaces`` is for.

    Raises:
        CaseError: a log so long that this would take more than :data:`MOST_STEPS`.
    """
    basis: Basis | None = assessment.basis
    if basis is None:
        return {}
    days = sorted({event.on for event in basis.case.events if event.on <= assessment.as_of})
    _check_length(len(days), len(basis.case.events))
    eves = [day - timedelta(days=1) for day in days[1:]]
    found: dict[str, tuple[Duty, date]] = {}
    for day in sorted({*days, *eves}):
        found.update(
            dated(
                assess(
                    basis.case,
                    as_of=day,
                    guideline=basis.guideline,
                    calendar=basis.calendar,
                    readings=basis.readings,
                )
            )
        )
    return found


def _check_length(days: int, events: int) -> None:
    """Each day of a log is assessed from its beginning: that grows with the square of the log."""
    if days * events <= MOST_STEPS:
        return
    raise CaseError(
        (
            say(
                "log_too_long",
                "$.events",
                events,
                f"include_met 要把 {events} 个事件的记录逐日（{days} 天）重新评估；乘积不得超过"
                f" {MOST_STEPS}。请不用 include_met，或以 replaces 给出上一次的评估",
                f"include_met assesses a log of {events} events on each of its {days} days; the product must "
                f"not be above {MOST_STEPS}. Leave it out, or give the assessment before as replaces",
                (f"<= {MOST_STEPS}",),
            ),
        )
    )


@frozen
class _DutyPage:
    """Makes the entries of one assessment."""

    words: DiaryWords
    calendar: WorkingCalendar

    def entry(self, key: str, duty: Duty, due: Deadline, day: date) -> DiaryEntry:
        summary = self.words.summary(duty, due, day)
        return DiaryEntry(
            uid=key,
            on=day,
            summary=summary,
            description="\n".join(self.words.description(duty, due)),
            role=duty.bearer,
            name=self.words.bearer(duty.bearer),
            category=self.words.words.of("procedure", duty.procedure),
            status="TENTATIVE" if is_tentative(duty, due) else "CONFIRMED",
            alarms=()
            if duty.status in SETTLED
            else alarms(self.calendar, day, summary, self.words.words),
        )

    def cancelled(self, key: str, duty: Duty, day: date, now: Duty | None) -> DiaryEntry:
        """What takes back an entry: the same UID and day, no alarms, and why."""
        return DiaryEntry(
            uid=key,
            on=day,
            summary=self.words.cancelled(duty),
            description="\n".join(self.words.why_cancelled(duty, now)),
            role=duty.bearer,
            name=self.words.bearer(duty.bearer),
            category=self.words.words.of("procedure", duty.procedure),
            status="CANCELLED",
            alarms=(),
        )
