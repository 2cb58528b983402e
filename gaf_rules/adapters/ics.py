"""Duties, plans and desks as diary entries: iCalendar (RFC 5545), one entry a duty, step or action."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from gaf_rules.adapters.desk_diary import desk_entries, nothing_on_desk
from gaf_rules.adapters.diary import ALARMS
from gaf_rules.adapters.duty_diary import duty_entries, entry_day, nothing_due, uid
from gaf_rules.adapters.plan_diary import nothing_left, plan_entries
from gaf_rules.answers.assessment import Assessment
from gaf_rules.ask.inboxes import Inbox
from gaf_rules.ask.planning.value import Plan
from gaf_rules.documents.fields import say, short
from gaf_rules.evaluate.arguments import expect
from gaf_rules.language.vocabulary import ROLES
from gaf_rules.messages import label
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import require
from gaf_rules.values.lacking import library

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.adapters.diary import DiaryEntry
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.log.case import Case
    from gaf_rules.values.texts import Lang

    Stamped = tuple[DiaryEntry, date]

__all__ = ["ALARMS", "entry_day", "split_ics", "to_ics", "uid", "write"]

# In the morning: an alarm at midnight, when an all-day entry begins, wakes people up.
_ALARM_TIME: Final = timedelta(hours=9)
_MOST: Final = 2**31 - 1
"""The largest whole number of RFC 5545 (3.3.8)."""
_ADDRESS: Final = re.compile(r"[^\s@<>:;,\"\x00-\x1f]+@[^\s@<>:;,\"\x00-\x1f]+")
Subject = Assessment | Plan | Inbox


def to_ics(
    subject: Subject | Iterable[Subject],
    *,
    calendar: WorkingCalendar | None = None,
    lang: Lang = "zh",
    sequence: int = 0,
    include_met: bool = False,
    replaces: Assessment | Plan | None = None,
    case: Case | None = None,
    guideline: Guideline | None = None,
    mail: str | Mapping[str, str] | None = None,
) -> bytes:
    """The duties that have a day, the steps of a plan or what lies on a desk, as an iCalendar file.

    The same arguments give the same bytes. Left out are duties without a day (no number in the text, or an
    extension whose new date is not known) and those that are settled: met, met late, lapsed. That is the file
    for a diary that has nothing of the case yet. For one that has, there are two ways, and both leave nothing
    behind: an entry of a duty that is settled is marked so and loses its alarms, and an entry of a duty that
    has lost its day, or is no more, comes back under its UID with ``STATUS:CANCELLED``.

    - ``replaces=earlier`` brings up to date what the file of an earlier assessment put there.
    - ``include_met=True`` does so for the files of every earlier day of the same log, without being
      told of them; what is settled is there from the beginning too.

    The entry of a sponsor stands on the safe day (in time under every reading), that of an authority
    on the last day; both are in the text. Where the calendar is not published so far it stands on the
    earliest day that may be the last one, is TENTATIVE and gives the interval.

    A plan has an entry for each step still to be done, on its latest safe day (``include_met=True`` brings
    those that are done too). The plan for another day replaces it; where the wish is impossible or the
    calendar is not published so far, its entries are TENTATIVE. A desk has an entry for each item with a day.

    A file must have something in it (RFC 5545, 3.6). Where there is no entry, it has one on the day of
    assessment that says that nothing is due, and why; it takes no time and rings no alarm.

    Arguments:
        subject: the assessment, the plan or the inbox, or several of them for one diary; DTSTAMP is midnight
            UTC of its ``as_of``; of a plan without one, of the day of the last step done, or of the wish.
        calendar: the working days for the alarms, 5 and 1 working days before the entry, at 09:00; that of
            the assessment by default. Give ``calendar.for_place(place)`` for a place.
        lang: ``"zh"`` or ``"en"``.
        sequence: the revision; raise it with each file that is sent, so that it replaces the last.
        include_met: whether settled and cancelled duties are put in too.
        replaces: the earlier assessment of the same case, or the earlier plan for the same kind of wish,
            whose file this one is to replace.
        case: the case, for the names of the app and the sponsor; that of the assessment by default.
        guideline: the one it was assessed with, for its wording; that of the assessment by default.
        mail: the mail address of those who must act: one for all, or role → address. An entry with one is as
            Outlook wants it (MS-OXCICAL): the organizer is a ``mailto:``, and it has one alarm, the earlier.

    Returns:
        the file; `split_ics` makes one for each entry of it.

    Raises:
        GafRulesError: an argument of another kind, another language, a sequence that is not a whole number
            from 0 to 2147483647, an earlier assessment of another case or of a later day, two subjects that
            have an entry in common, or icalendar is not installed.
        CaseError: with ``include_met``, a log whose days times its events are more than 400,000: it would
            have to be assessed on each of them.

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
    subjects = _subjects(subject)
    _check_sequence(sequence)
    addresses = _addresses(mail)
    if len(subjects) != 1 and (replaces is not None or case is not None):
        name = "case" if replaces is None else "replaces"
        zh = f"得到 {len(subjects)} 份；{name}= 只用于一份"
        en = f"got {len(subjects)} subjects; {name}= goes with one"
        raise CaseError((say("wrong_argument", f"${name}", None, zh, en),))
    told: Any = {"lang": lang, "case": case, "guideline": guideline}
    expect(include_met=include_met)
    wanted = {**told, "calendar": calendar, "include_met": include_met, "replaces": replaces}
    found = [each for one in subjects for each in _stamped(one, _entries(one, **wanted))]
    if not found:
        found = [each for one in subjects for each in _stamped(one, (_nothing(one, **told),))]
    elif replaces is not None and not _entries(replaces, **{**wanted, "replaces": None}):
        # What said that nothing is due says so no longer.
        gone = evolve(_nothing(replaces, **told), status="CANCELLED")
        found += _stamped(subjects[0], (gone,))
    _check_once(found)
    return write(found, lang=lang, sequence=sequence, addresses=addresses)


def split_ics(file: bytes) -> tuple[tuple[str, bytes], ...]:
    """A file of `to_ics` as one for each entry, for a CalDAV server: one UID in an item, and no METHOD.

    Arguments:
        file: what `to_ics` gave.

    Returns:
        (UID, file) for each entry, in the order of the file (RFC 4791, 4.1).

    Raises:
        GafRulesError: it is no iCalendar file, or icalendar is not installed.

    >>> import gaf_rules as gaf
    >>> from datetime import date
    >>> desk = gaf.inbox([], "sponsor", as_of=date(2026, 3, 9))
    >>> [(uid, item.count(b"BEGIN:VEVENT")) for uid, item in split_ics(gaf.to_ics(desk))]
    [('4750de2f0eba86ce5afa1ba44313f23b@gaf-rules', 1)]
    """
    require("file", file, bytes, "iCalendar 文件的字节", "the bytes of an iCalendar file")
    icalendar = library("icalendar", "ics", "to_ics", "to_ics")
    try:
        whole = icalendar.Calendar.from_ical(file)
    except (TypeError, ValueError) as error:
        zh, en = "不是 iCalendar 文件，或写法不合", "this is no iCalendar file, or not well formed"
        raise CaseError((say("wrong_argument", "$file", None, zh, en),)) from error
    found = []
    for entry in whole.walk("VEVENT"):
        item = icalendar.Calendar()
        for name in ("prodid", "version", "calscale"):
            item.add(name, whole[name])
        item.add_component(entry)
        found.append((str(entry["uid"]), bytes(item.to_ical())))
    return tuple(found)


_SUBJECT: Final = (
    " gaf.assess、gaf.plan 或 gaf.inbox 的结果，或其列表",
    "what gaf.assess, gaf.plan or gaf.inbox returns, or a list of that",
)


def _subjects(given: object) -> tuple[Subject, ...]:
    """One, or several; at least one."""
    # An inbox can be gone through too, but is one.
    several = given if isinstance(given, Iterable) and not isinstance(given, Inbox | str) else ()
    found: Any = tuple(several) or (given,)
    for each in found:
        require("subject", each, (Assessment, Plan, Inbox), *_SUBJECT)
    return tuple(found)


def _stamped(subject: Subject, found: Iterable[DiaryEntry]) -> list[Stamped]:
    return [(entry, _made_on(subject)) for entry in found]


def _made_on(subject: Subject) -> date:
    """The day for which it was made; of a plan that has none that of the last step done, else of the wish."""
    if subject.as_of is not None:
        return subject.as_of
    done = (step.done_on for step in subject.steps if step.done_on is not None)
    return max(done, default=subject.wish)


def _entries(subject: Subject, **wanted: Any) -> tuple[DiaryEntry, ...]:
    replaces = wanted["replaces"]
    if isinstance(subject, Inbox):
        if replaces is not None or wanted["case"] is not None or wanted["include_met"]:
            zh = "待办清单不带这些：replaces=、case=、include_met="
            en = "an inbox goes with none of replaces=, case=, include_met="
            raise CaseError((say("wrong_argument", "$replaces", None, zh, en),))
        names = ("calendar", "lang", "guideline")
        return desk_entries(subject, **{name: wanted[name] for name in names})
    _check_replaced(subject, replaces)
    if isinstance(subject, Plan):
        return plan_entries(subject, **wanted)
    return duty_entries(subject, **wanted)


def _nothing(subject: Subject, **told: Any) -> DiaryEntry:
    if isinstance(subject, Inbox):
        return nothing_on_desk(subject, lang=told["lang"], guideline=told["guideline"])
    if isinstance(subject, Plan):
        return nothing_left(subject, **told)
    return nothing_due(subject, **told)


def _check_once(found: list[Stamped]) -> None:
    """That no two entries are the same one: the second would replace the first."""
    seen: set[str] = set()
    for entry, _ in found:
        if entry.uid in seen:
            zh = f"同一条目来自两份：{short(entry.summary)}；同一案件或待办只给一份"
            en = f"two of them have the same entry: {short(entry.summary)}; give each case or desk once"
            raise CaseError((say("repeated", "$subject", entry.summary, zh, en),))
        seen.add(entry.uid)


def _addresses(mail: object) -> dict[str, str]:
    """Role → mail address."""
    found: Any = (
        dict.fromkeys(ROLES, mail) if isinstance(mail, str) else {} if mail is None else mail
    )
    if not isinstance(found, Mapping):
        found = {"": mail}
    for role, address in found.items():
        is_one = isinstance(address, str) and _ADDRESS.fullmatch(address) is not None
        if role not in ROLES or not is_one:
            zh = f"得到 {short(role)}：{short(address)}；应为邮件地址，或角色 → 邮件地址"
            en = f"got {short(role)}: {short(address)}; a mail address, or role → mail address, is wanted"
            raise CaseError((say("wrong_argument", "$mail", address, zh, en, ROLES),))
    return dict(found)


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


def write(
    found: Iterable[Stamped],
    *,
    lang: str,
    sequence: int,
    addresses: Mapping[str, str] | None = None,
) -> bytes:
    """An iCalendar file of these entries.

    Arguments:
        found: the entries, each with the day on which it was made (DTSTAMP), in the order of the file; at
            least one (RFC 5545, 3.6).
        lang: the language they are in.
        sequence: the revision.
        addresses: role → mail address.

    Raises:
        GafRulesError: icalendar is not installed.
    """
    icalendar = library("icalendar", "ics", "to_ics", "to_ics")
    file = icalendar.Calendar()
    file.add("prodid", f"-//gaf_rules//diary//{lang.upper()}")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    # Nobody is invited and nobody is asked to reply.
    file.add("method", "PUBLISH")
    for entry, as_of in found:
        address = (addresses or {}).get(entry.role)
        file.add_component(_event(icalendar, entry, as_of, sequence, address))
    return bytes(file.to_ical())


def _event(
    icalendar: Any, entry: DiaryEntry, as_of: date, sequence: int, address: str | None
) -> Any:
    """One VEVENT."""
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", datetime.combine(as_of, time(), UTC))
    event.add("sequence", sequence)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("organizer", _bearer(icalendar, entry, address), encode=False)
    event.add("categories", [entry.category])
    event.add("status", entry.status)
    event.add("transp", "TRANSPARENT")
    for each in entry.alarms if address is None else entry.alarms[:1]:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", each.on - entry.on + _ALARM_TIME)
        alarm.add("description", each.text)
        event.add_component(alarm)
    return event


def _bearer(icalendar: Any, entry: DiaryEntry, mail: str | None) -> Any:
    """Who must act, as the ORGANIZER.

    Not as an ATTENDEE: that is somebody who is invited and may decline, RFC 5546 (3.2.1, 3.5.1) forbids it in
    what is published, and with one a calendar program would take the file for an invitation, ask for a reply
    and send mail. An ORGANIZER that same table demands, exactly one: whose entry it is. The one who must act
    is the only one of whom that can be said, and a program that shows the entry shows that name.

    An office has no mail address that we know: unless the caller gives one, a URN names its role.
    """
    known = f"urn:gaf-rules:{entry.role}" if mail is None else f"mailto:{mail}"
    address = icalendar.vCalAddress(known)
    # A parameter cannot hold a double quote.
    address.params["CN"] = entry.name.replace('"', "'")
    return address
