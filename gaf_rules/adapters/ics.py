"""The duties of an assessment as diary entries: iCalendar (RFC 5545), one entry a duty."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from gaf_rules.assessment import Assessment
from gaf_rules.basis import found_with
from gaf_rules.calendar import WorkingCalendar
from gaf_rules.calendar.day import require_date
from gaf_rules.case import Case
from gaf_rules.errors import GafRulesError
from gaf_rules.guideline import Guideline
from gaf_rules.messages import label
from gaf_rules.report.layout import clean
from gaf_rules.report.words import Words

try:
    from icalendar import Alarm, Calendar, Event, vCalAddress
except ImportError as missing:
    raise GafRulesError(
        zh="写日程需要 icalendar：pip install gaf-rules[ics]",
        en="diary entries need icalendar: pip install gaf-rules[ics]",
    ) from missing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.assessment import Deadline, Duty

__all__ = ["ALARMS", "entry_day", "to_ics", "uid"]

ALARMS: Final = (5, 1)
"""How many working days before an entry its alarms go off."""

# In the morning: an alarm at midnight, when an all-day entry begins, wakes people up.
_ALARM_TIME: Final = timedelta(hours=9)
_SETTLED: Final = frozenset({"met", "met_late", "lapsed"})


def to_ics(
    assessment: Assessment,
    *,
    calendar: WorkingCalendar | None = None,
    lang: str = "zh",
    sequence: int = 0,
    include_met: bool = False,
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> bytes:
    """The duties that have a day, as an iCalendar file; the same arguments give the same bytes.

    Left out are duties without a day (no number in the text, or an extension whose new date is not
    known) and those that are settled: met, met late, lapsed. An entry that stands in a diary already is
    replaced by the one of the same UID, so ``include_met=True`` is how to bring settled ones up to
    date: they keep their UID, are marked as settled and have no alarms.

    The entry of a sponsor stands on the safe day (in time under every reading), that of an authority
    on the last day; both are in the text. Where the calendar is not published so far it stands on the
    earliest day that may be the last one, is TENTATIVE and gives the interval.

    Arguments:
        assessment: the assessment; DTSTAMP is midnight UTC of its ``as_of``.
        calendar: the working days for the alarms, 5 and 1 working days before the entry, at 09:00; that of
            the assessment by default. Give ``calendar.for_place(place)`` for a place.
        lang: ``"zh"`` or ``"en"``.
        sequence: the revision; raise it with each file that is sent, so that it replaces the last.
        include_met: whether settled duties are put in too.
        case: the case, for the names of the app and the sponsor; that of the assessment by default.
        guideline: the one it was assessed with, for its wording; that of the assessment by default.

    Raises:
        GafRulesError: another language, or a sequence that is not a whole number from 0 on.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> case = gaf.Case(
    ...     id="C05",
    ...     app=gaf.App(kind="app", runs_on_mobile=True, purpose="internal", grassroots_facing=False),
    ...     sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
    ...     events=(
    ...         gaf.Event(type="app_launched", on=date(2026, 2, 2)),
    ...         gaf.Event(type="app_taken_offline", on=date(2026, 3, 2)),
    ...     ),
    ... )
    >>> file = to_ics(gaf.assess(case, as_of=date(2026, 3, 2)), lang="en")
    >>> [line for line in file.decode().splitlines() if line.startswith(("DTSTART", "DTEND"))]
    ['DTSTART;VALUE=DATE:20260313', 'DTEND;VALUE=DATE:20260314']
    """
    label("role", "sponsor", lang)  # refuses another language, also where there is nothing to say
    if type(sequence) is not int or sequence < 0:
        raise GafRulesError(
            zh=f"sequence：得到 {sequence!r}；应为不小于 0 的整数",
            en=f"sequence: got {sequence!r}; a whole number from 0 on is allowed",
        )
    held = found_with(assessment, case=case, calendar=calendar, guideline=guideline)
    page = _Page(assessment, Words(lang), held.calendar, held.guideline, held.case)
    file = Calendar()
    file.add("prodid", f"-//gaf_rules//diary//{lang.upper()}")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    # PUBLISH is the method under which an entry has an ORGANIZER and nobody is asked to reply.
    file.add("method", "PUBLISH")
    for duty in assessment.duties:
        day = entry_day(duty)
        if day is not None and (include_met or duty.status not in _SETTLED):
            file.add_component(page.entry(duty, day, sequence))
    return bytes(file.to_ical())


def uid(assessment: Assessment, duty: Duty) -> str:
    """The UID of a duty's entry: the same for the same case, guideline row, procedure and round.

    It does not depend on the day of assessment, the readings, the language or the calendar.
    """
    parts = [assessment.case, duty.clause, duty.procedure, duty.round]
    digest = hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()
    return f"{digest[:32]}@gaf-rules"


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


def _is_tentative(duty: Duty, due: Deadline) -> bool:
    return due.certainty != "final" or due.on is None or duty.status == "undetermined"


@frozen
class _Page:
    """What all the entries of one file share."""

    assessment: Assessment
    words: Words
    calendar: WorkingCalendar
    guideline: Guideline
    case: Case | None

    def entry(self, duty: Duty, day: date, sequence: int) -> Event:
        """One VEVENT."""
        due = duty.due
        assert due is not None  # noqa: S101 - tells the type checker; the caller has a day of it
        entry = Event()
        entry.add("uid", uid(self.assessment, duty))
        entry.add("dtstamp", datetime.combine(self.assessment.as_of, time(), UTC))
        entry.add("sequence", sequence)
        entry.add("dtstart", require_date(day))
        entry.add("dtend", day + timedelta(days=1))
        summary = self._summary(duty, due, day)
        entry.add("summary", summary)
        entry.add("description", "\n".join(self._description(duty, due)))
        entry.add("organizer", self._bearer(duty.bearer), encode=False)
        entry.add("categories", [self._word("procedure", duty.procedure)])
        entry.add("status", "TENTATIVE" if _is_tentative(duty, due) else "CONFIRMED")
        entry.add("transp", "TRANSPARENT")
        if duty.status not in _SETTLED:
            for number in ALARMS:
                entry.add_component(self._alarm(day, number, summary))
        return entry

    def _alarm(self, day: date, number: int, summary: str) -> Alarm:
        """An alarm some working days before an entry."""
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", self._days_before(day, number) - day + _ALARM_TIME)
        left = self.words.working_days(number)
        alarm.add(
            "description", self.words.say(f"还有 {left}：{summary}", f"{left} left. {summary}")
        )
        return alarm

    def _days_before(self, day: date, number: int) -> date:
        if day in self.calendar.coverage:
            return self.calendar.nth_working_day_before(day, number)
        # Too early rather than too late where the notices do not reach.
        return self.calendar.bounds_before(day, number).earliest

    def _word(self, kind: str, key: str) -> str:
        return self.guideline.label(kind, key, self.words.lang)

    def _bearer(self, role: str) -> vCalAddress:
        """Who must act; an office has no mail address that we know, so a URN names its role."""
        name = self._word("role", role)
        if role == "sponsor" and self.case is not None and self.case.sponsor.name:
            name = self.case.sponsor.name
        address = vCalAddress(f"urn:gaf-rules:{role}")
        # A parameter cannot hold a double quote.
        address.params["CN"] = clean(name).replace('"', "'")
        return address

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
