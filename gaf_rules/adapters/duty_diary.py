"""What an assessment puts into a diary: one entry a duty that has a day, on its safe or its last day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.adapters.diary import TEXTS, DiaryEntry, DiaryPage, uid_of
from gaf_rules.answers.assessment import Assessment
from gaf_rules.documents.fields import say
from gaf_rules.evaluate.assessing import assess
from gaf_rules.evaluate.basis import found_with
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.answers.assessment import Deadline, Duty
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.evaluate.basis import Basis, Held
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

__all__ = ["duty_entries", "entry_day", "nothing_due", "uid"]

SETTLED: Final = frozenset({"met", "met_late", "lapsed"})
"""The statuses of a duty that nobody has to be reminded of."""
MOST_STEPS: Final = 400_000
"""Days of a log times its events up to which ``include_met`` goes back to every day of it."""


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


def duty_entries(
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
    page = _DutyPage.of(assessment, held, lang)
    had = {} if replaces is None else _dated(replaces)
    if include_met:
        had = {**_dated_before(assessment), **had}
    shown = {
        key: page.duty(key, duty, duty.due, day)
        for key, (duty, day) in _dated(assessment).items()
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
    return _DutyPage.of(assessment, held, lang).nothing()


def _dated(assessment: Assessment) -> dict[str, tuple[Duty, date]]:
    """UID to duty and the day that it stands on, for the duties that have one."""
    found = ((duty, entry_day(duty)) for duty in assessment.duties)
    return {uid(assessment, duty): (duty, day) for duty, day in found if day is not None}


def _dated_before(assessment: Assessment) -> dict[str, tuple[Duty, date]]:
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
        found |= _dated(
            assess(
                basis.case,
                as_of=day,
                guideline=basis.guideline,
                calendar=basis.calendar,
                readings=basis.readings,
            )
        )
    return found


def _check_length(days: int, events: int) -> None:
    """Each day of a log is assessed from its beginning: that grows with the square of the log."""
    if days * events > MOST_STEPS:
        zh, en = (
            text.format(events=events, days=days, most=MOST_STEPS) for text in TEXTS["too_long"]
        )
        raise CaseError((say("log_too_long", "$.events", events, zh, en, (f"<= {MOST_STEPS}",)),))


def _is_tentative(duty: Duty, due: Deadline) -> bool:
    """Whether the day of a duty may still move."""
    return due.certainty != "final" or due.on is None or duty.status == "undetermined"


@frozen(kw_only=True)
class _DutyPage(DiaryPage):
    """Makes the entries of one assessment."""

    assessment: Assessment

    @classmethod
    def of(cls, assessment: Assessment, held: Held, lang: Lang) -> _DutyPage:
        return cls(assessment=assessment, **cls.shared(held, Words(lang, held.guideline)))

    def duty(self, key: str, duty: Duty, due: Deadline, day: date) -> DiaryEntry:
        return self.entry(
            key,
            day,
            self._summary(duty, due, day),
            self._description(duty, due),
            role=duty.bearer,
            procedure=duty.procedure,
            status="TENTATIVE" if _is_tentative(duty, due) else "CONFIRMED",
            rings=duty.status not in SETTLED,
        )

    def cancelled(self, key: str, duty: Duty, day: date, now: Duty | None) -> DiaryEntry:
        """What takes back an entry: the same UID and day, no alarms, and why.

        ``now`` is the duty as it stands, None where it is no more.
        """
        why = self._dated("cancelled_gone")
        if now is not None:
            why = self._dated("cancelled_undated", status=self.words.of("status", now.status))
        return self.entry(
            key,
            day,
            self._line(self.say("cancelled"), duty),
            (self.quoted(duty.clause), why, self._number(duty)),
            role=duty.bearer,
            procedure=duty.procedure,
            status="CANCELLED",
        )

    def nothing(self) -> DiaryEntry:
        """The note that nothing is due, and why."""
        scope, key = self.assessment.scope, "nothing_open"
        if scope.in_scope is False:
            key = "nothing_out_of_scope"
        elif any(duty.status not in SETTLED for duty in self.assessment.duties):
            key = "nothing_undated"
        why = self.say(key, clauses=self.words.join(scope.clauses))
        summary = self._dated("nothing", subject=self.subject(self.assessment.case))
        key = uid_of(self.assessment.case, "nothing due")
        return self.entry(key, self.assessment.as_of, summary, (why,), role="sponsor")

    def _dated(self, key: str, **facts: str) -> str:
        """A text that says as of which day it holds."""
        return self.say(key, as_of=self.words.day(self.assessment.as_of), **facts)

    def _line(self, head: str, duty: Duty) -> str:
        subject = self.subject(self.assessment.case)
        return self.line(head[0].upper() + head[1:], duty.act, duty.bearer, subject)

    def _summary(self, duty: Duty, due: Deadline, day: date) -> str:
        """What is to be done, in one line; ``day`` is where the entry stands."""
        if duty.status in {*SETTLED, "overdue"}:
            head = self.words.of("status", duty.status)
        else:
            head = self.say("safe_day" if due.on is not None and day != due.on else "last_day")
        if _is_tentative(duty, due):
            head = self.say("tentative", head=head)
        return self._line(head, duty)

    def _description(self, duty: Duty, due: Deadline) -> Iterator[str]:
        """Why, line by line."""
        yield self.quoted(duty.clause)
        yield self._reason(duty, due)
        yield self._last_day(due)
        if due.safe_on is not None and due.safe_on != due.on:
            yield self.say("safe", day=self.words.day(due.safe_on))
        status = self.words.of("status", duty.status)
        if duty.met_on is not None:
            status += f" {self.words.day(duty.met_on)}"
        yield self._dated("status", status=status)
        if duty.consequence is not None:
            yield self.say("if_missed", clause=self.quoted(duty.consequence))
        yield self._number(duty)

    def _number(self, duty: Duty) -> str:
        procedure = self.words.of("procedure", duty.procedure)
        number = clean(f"{self.assessment.case} · {procedure} · {duty.round}")
        return self.say("number", number=number)

    def _reason(self, duty: Duty, due: Deadline) -> str:
        trigger, day = duty.trigger, self.words.day(due.trigger)
        event = "" if trigger is None else self.words.of("event", trigger.event)
        last = due.on or due.earliest
        if last is not None and last < due.trigger:
            return self.say("counted_back", day=day, event=event)
        if trigger is not None and trigger.estimated:
            event = self.say("estimated", event=event)
        return self.say("counted_from", day=day, event=event)

    def _last_day(self, due: Deadline) -> str:
        first, last, text = due.earliest, due.latest, self.words.due(due)
        if due.on is not None and first is not None and last is not None and first != last:
            text = self.say("between", text=text, first=first, last=last)
        return self.say("last", text=text)
