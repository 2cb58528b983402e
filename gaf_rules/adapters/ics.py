"""Duties and plans as diary entries: iCalendar (RFC 5545), one entry a duty or step."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.adapters.diary import ALARMS, entries, entry_day, uid
from gaf_rules.adapters.plan_diary import plan_entries
from gaf_rules.errors import GafRulesError
from gaf_rules.messages import label
from gaf_rules.plan.value import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gaf_rules.adapters.diary import Entry
    from gaf_rules.assessment import Assessment
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.guideline import Guideline

__all__ = ["ALARMS", "entry_day", "to_ics", "uid", "write"]

# In the morning: an alarm at midnight, when an all-day entry begins, wakes people up.
_ALARM_TIME: Final = timedelta(hours=9)


def to_ics(
    subject: Assessment | Plan,
    *,
    calendar: WorkingCalendar | None = None,
    lang: str = "zh",
    sequence: int = 0,
    include_met: bool = False,
    case: Case | None = None,
    guideline: Guideline | None = None,
) -> bytes:
    """The duties that have a day, or the steps of a plan, as an iCalendar file; always the same bytes.

    Left out are duties without a day (no number in the text, or an extension whose new date is not
    known) and those that are settled: met, met late, lapsed. An entry that stands in a diary already is
    replaced by the one of the same UID, so ``include_met=True`` is how to bring settled ones up to
    date: they keep their UID, are marked as settled and have no alarms.

    The entry of a sponsor stands on the safe day (in time under every reading), that of an authority
    on the last day; both are in the text. Where the calendar is not published so far it stands on the
    earliest day that may be the last one, is TENTATIVE and gives the interval.

    A plan has an entry for each step still to be done, on its latest safe day (``include_met=True`` brings
    those that are done too). The plan for another day replaces it; where the wish is impossible or the
    calendar is not published so far, its entries are TENTATIVE.

    Arguments:
        subject: the assessment, or the plan; DTSTAMP is midnight UTC of its ``as_of``.
        calendar: the working days for the alarms, 5 and 1 working days before the entry, at 09:00; that of
            the assessment by default. Give ``calendar.for_place(place)`` for a place.
        lang: ``"zh"`` or ``"en"``.
        sequence: the revision; raise it with each file that is sent, so that it replaces the last.
        include_met: whether settled duties are put in too.
        case: the case, for the names of the app and the sponsor; that of the assessment by default.
        guideline: the one it was assessed with, for its wording; that of the assessment by default.

    Raises:
        GafRulesError: another language, a sequence that is not a whole number from 0 on, a plan without
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
    if type(sequence) is not int or sequence < 0:
        raise GafRulesError(
            zh=f"sequence：得到 {sequence!r}；应为不小于 0 的整数",
            en=f"sequence: got {sequence!r}; a whole number from 0 on is allowed",
        )
    wanted: Any = {
        "calendar": calendar,
        "lang": lang,
        "include_met": include_met,
        "case": case,
        "guideline": guideline,
    }
    found = (
        plan_entries(subject, **wanted) if isinstance(subject, Plan) else entries(subject, **wanted)
    )
    if subject.as_of is None:
        raise GafRulesError(
            zh="to_ics：计划没有 as_of，而日历条目须有制作日；请以 as_of= 作计划",
            en="to_ics: the plan has no as_of, and a diary entry needs the day it was made; plan with as_of=",
        )
    return write(found, as_of=subject.as_of, lang=lang, sequence=sequence)


def write(found: Iterable[Entry], *, as_of: date, lang: str, sequence: int) -> bytes:
    """An iCalendar file of these entries.

    Arguments:
        found: the entries, in the order of the file.
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
    # PUBLISH is the method under which an entry has an ORGANIZER and nobody is asked to reply.
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
    """One VEVENT."""
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("sequence", sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("organizer", _address(icalendar, entry), encode=False)
    event.add("categories", [entry.category])
    event.add("status", "TENTATIVE" if entry.tentative else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    for each in entry.alarms:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", each.on - entry.on + _ALARM_TIME)
        alarm.add("description", each.text)
        event.add_component(alarm)
    return event


def _address(icalendar: Any, entry: Entry) -> Any:
    """Who must act; an office has no mail address that we know, so a URN names its role."""
    address = icalendar.vCalAddress(f"urn:gaf-rules:{entry.role}")
    # A parameter cannot hold a double quote.
    address.params["CN"] = entry.name.replace('"', "'")
    return address
