"""Duties and plans as diary entries: iCalendar (RFC 5545), one entry a duty or step."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.adapters.diary import ALARMS, entries, entry_day, nothing_due, uid
from gaf_rules.adapters.plan_diary import nothing_left, plan_entries
from gaf_rules.answers.assessment import Assessment
from gaf_rules.ask.planning.value import Plan
from gaf_rules.evaluate.arguments import expect
from gaf_rules.log.events import say, short
from gaf_rules.messages import label
from gaf_rules.values.errors import CaseError, GafRulesError
from gaf_rules.values.given import require

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gaf_rules.adapters.diary import Entry
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

__all__ = ["ALARMS", "entry_day", "to_ics", "uid", "write"]

# In the morning: an alarm at midnight, when an all-day entry begins, wakes people up.
_ALARM_TIME: Final = timedelta(hours=9)
_MOST: Final = 2**31 - 1
"""The largest whole number of RFC 5545 (3.3.8)."""


def to_ics(
    subject: Assessment | Plan,
    *,
    calendar: WorkingCalendar | None = None,
    lang: Lang = "zh",
    sequence: int = 0,
    include_met: bool = False,
    replaces: Assessment | Plan | None = None,
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> bytes:
    """The duties that have a day, or the steps of a plan, as an iCalendar file; always the same bytes.

    Left out are duties without a day (no number in the text, or an extension whose new date is not
    known) and those that are settled: met, met late, lapsed. That is the file for a diary that has
    nothing of the case yet. For one that has, there are two ways, and both leave nothing behind: an entry
    of a duty that is settled is marked so and loses its alarms, and an entry of a duty that has lost its
    day, or is no more, comes back under its UID with ``STATUS:CANCELLED``.

    - ``replaces=earlier`` brings up to date what the file of an earlier assessment put there.
    - ``include_met=True`` does so for the files of every earlier day of the same log, without being
      told of them; what is settled is there from the beginning too.

    The entry of a sponsor stands on the safe day (in time under every reading), that of an authority
    on the last day; both are in the text. Where the calendar is not published so far it stands on the
    earliest day that may be the last one, is TENTATIVE and gives the interval.

    A plan has an entry for each step still to be done, on its latest safe day (``include_met=True`` brings
    those that are done too). The plan for another day replaces it; where the wish is impossible or the
    calendar is not published so far, its entries are TENTATIVE.

    A file must have something in it (RFC 5545, 3.6). Where there is no entry, it has a note (VJOURNAL) on
    the day of assessment that says that nothing is due, and why; it asks for nothing and takes no time.

    Arguments:
        subject: the assessment, or the plan; DTSTAMP is midnight UTC of its ``as_of``.
        calendar: the working days for the alarms, 5 and 1 working days before the entry, at 09:00; that of
            the assessment by default. Give ``calendar.for_place(place)`` for a place.
        lang: ``"zh"`` or ``"en"``.
        sequence: the revision; raise it with each file that is sent, so that it replaces the last.
        include_met: whether settled and cancelled duties are put in too.
        replaces: the earlier assessment of the same case, or the earlier plan for the same kind of wish,
            whose file this one is to replace.
        case: the case, for the names of the app and the sponsor; that of the assessment by default.
        guideline: the one it was assessed with, for its wording; that of the assessment by default.

    Raises:
        GafRulesError: an argument of another kind, another language, a sequence that is not a whole number
            from 0 to 2147483647, an earlier assessment of another case or of a later day, a plan without
            ``as_of``, or icalendar is not installed.

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
    require("subject", subject, (Assessment, Plan), *_SUBJECT)
    expect(include_met=include_met)
    _check_sequence(sequence)
    _check_replaced(subject, replaces)
    if subject.as_of is None:
        raise GafRulesError(
            zh="to_ics：计划没有 as_of，而日历条目须有制作日；请以 as_of= 作计划",
            en="to_ics: the plan has no as_of, and a diary entry needs the day it was made; plan with as_of=",
        )
    told: Any = {"lang": lang, "case": case, "guideline": guideline}
    wanted = {**told, "calendar": calendar, "include_met": include_met, "replaces": replaces}
    if isinstance(subject, Plan):
        found = plan_entries(subject, **wanted) or (nothing_left(subject, **told),)
    else:
        found = entries(subject, **wanted) or (nothing_due(subject, **told),)
    return write(found, as_of=subject.as_of, lang=lang, sequence=sequence)


_SUBJECT: Final = (" gaf.assess 或 gaf.plan 的结果", "what gaf.assess or gaf.plan returns")


def _check_sequence(sequence: object) -> None:
    if type(sequence) is not int or not 0 <= sequence <= _MOST:
        zh = f"得到 {short(sequence)}；应为 0 至 {_MOST} 的整数"
        en = f"got {short(sequence)}; a whole number from 0 to {_MOST} is allowed"
        raise CaseError((say("wrong_argument", "$sequence", sequence, zh, en, (f"0..{_MOST}",)),))


def _check_replaced(subject: Assessment | Plan, replaces: object) -> None:
    """What is replaced is of the same kind, of the same case and no later."""
    if replaces is None:
        return
    require(
        "replaces", replaces, type(subject), f"同类：{type(subject).__name__}", "of the same kind"
    )
    earlier: Any = replaces
    if _of_what(earlier) != _of_what(subject):
        got, wanted = " ".join(_of_what(earlier)), " ".join(_of_what(subject))
        zh, en = (
            f"得到 {got} 的；应为 {wanted} 的",
            f"got that of {got}; that of {wanted} is wanted",
        )
        raise CaseError((say("wrong_argument", "$replaces", got, zh, en, (wanted,)),))
    if None not in {earlier.as_of, subject.as_of} and earlier.as_of > subject.as_of:
        zh = f"得到 {earlier.as_of} 的；不应晚于 {subject.as_of}"
        en = f"got that of {earlier.as_of}; none later than {subject.as_of} is allowed"
        raise CaseError(
            (say("wrong_argument", "$replaces", earlier.as_of, zh, en, (f"<= {subject.as_of}",)),)
        )


def _of_what(subject: Assessment | Plan) -> tuple[str, ...]:
    return (subject.case, subject.kind) if isinstance(subject, Plan) else (subject.case,)


def write(found: Iterable[Entry], *, as_of: date, lang: Lang, sequence: int) -> bytes:
    """An iCalendar file of these entries.

    Arguments:
        found: the entries, in the order of the file; at least one (RFC 5545, 3.6).
        as_of: the day on which they were made, for DTSTAMP.
        lang: the language they are in.
        sequence: the revision.

    Raises:
        GafRulesError: icalendar is not installed.
    """
    icalendar = _library()
    file = icalendar.Calendar()
    file.add("prodid", f"-//gaf_rules//diary//{lang.upper()}")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    # Nobody is invited and nobody is asked to reply.
    file.add("method", "PUBLISH")
    for entry in found:
        file.add_component(_event(icalendar, entry, as_of, sequence))
    return bytes(file.to_ical())


def _library() -> Any:
    try:
        return import_module("icalendar")
    except ImportError as error:
        raise GafRulesError(
            zh=f"to_ics 需要 icalendar（{error}）。请运行 pip install gaf-rules[ics]",
            en=f"to_ics needs icalendar ({error}). Run: pip install gaf-rules[ics]",
        ) from error


def _event(icalendar: Any, entry: Entry, as_of: date, sequence: int) -> Any:
    """One VEVENT; a note that asks for nothing is a VJOURNAL, which has no end and no alarms."""
    is_note = entry.status == "FINAL"
    event = icalendar.Journal() if is_note else icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("sequence", sequence)
    event.add("dtstart", entry.on)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("organizer", _bearer(icalendar, entry), encode=False)
    event.add("categories", [entry.category])
    event.add("status", entry.status)
    if not is_note:
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    for each in entry.alarms:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", each.on - entry.on + _ALARM_TIME)
        alarm.add("description", each.text)
        event.add_component(alarm)
    return event


def _bearer(icalendar: Any, entry: Entry) -> Any:
    """Who must act, as the ORGANIZER.

    Not as an ATTENDEE: that is somebody who is invited and may decline, RFC 5546 (3.2.1, 3.5.1) forbids it in
    what is published, and with one a calendar program would take the file for an invitation, ask for a reply
    and send mail. An ORGANIZER that same table demands, exactly one: whose entry it is. The one who must act
    is the only one of whom that can be said, and a program that shows the entry shows that name.

    An office has no mail address that we know, so a URN names its role.
    """
    address = icalendar.vCalAddress(f"urn:gaf-rules:{entry.role}")
    # A parameter cannot hold a double quote.
    address.params["CN"] = entry.name.replace('"', "'")
    return address
