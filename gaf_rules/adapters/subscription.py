"""Days off and make-up working days as a calendar to subscribe to: iCalendar (RFC 5545), all-day entries."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from gaf_rules.calendar.render import festival_name
from gaf_rules.messages import label
from gaf_rules.values.drafts import Value
from gaf_rules.values.lacking import library

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.calendar.table import CalendarRow
    from gaf_rules.values.texts import Lang

__all__ = ["DayRun", "runs", "subscription"]

_PLAIN: Final = ("working", "weekend")


@frozen(kw_only=True, eq=False, repr=False)
class DayRun(Value):
    """Neighbouring days of one kind for one festival: what becomes one entry.

    Attributes:
        kind: the kind of day, as in `DayInfo`; never a plain working day or weekend.
        festival: the festival, or None (a local holiday, a closure).
        first, last: the first and the last day.
        notices: what decided the days, each once.
        certainty: final, or provisional where one of the days is.
    """

    kind: str
    festival: str | None
    first: date
    last: date
    notices: tuple[str, ...]
    certainty: str


def runs(rows: tuple[CalendarRow, ...]) -> Iterator[DayRun]:
    """The runs of a table, in order; days that are what their weekday says are in none.

    >>> from datetime import date
    >>> from gaf_rules.calendar import CHINA
    >>> from gaf_rules.calendar.table import calendar_rows
    >>> days = tuple(calendar_rows(CHINA, first=date(2026, 1, 1), last=date(2026, 1, 31)))
    >>> [(run.kind, str(run.first), str(run.last)) for run in runs(days)]
    [('public_holiday', '2026-01-01', '2026-01-03'), ('make_up_working_day', '2026-01-04', '2026-01-04')]
    """
    for (kind, festival), group in groupby(rows, key=lambda row: (row.kind, row.festival)):
        if kind in _PLAIN:
            continue
        days = tuple(group)
        yield DayRun(
            kind=kind,
            festival=festival,
            first=days[0].day,
            last=days[-1].day,
            notices=tuple(dict.fromkeys(day.notice for day in days if day.notice)),
            certainty="final" if all(d.certainty == "final" for d in days) else "provisional",
        )


def subscription(calendar: WorkingCalendar, rows: tuple[CalendarRow, ...], lang: Lang) -> bytes:
    """An iCalendar file with one all-day entry a run.

    A festival keeps its UID from notice to notice, so that a notice that moves its days moves the entry; a
    make-up day is an entry of its own day. SEQUENCE counts the notices that have changed the year, DTSTAMP is
    midnight UTC of the day on which the last of them was issued: nothing depends on when the file is made.

    Arguments:
        calendar: the calendar, for its notices.
        rows: the days.
        lang: ``"zh"`` or ``"en"``.

    Raises:
        GafRulesError: icalendar is not installed.
    """
    icalendar = library("icalendar", "ics", "format='ics'", "format='ics'")
    name = "中国节假日与调休上班" if lang == "zh" else "China: days off and make-up working days"
    file = icalendar.Calendar()
    file.add("prodid", f"-//gaf_rules//calendar//{lang.upper()}")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("name", name)  # RFC 7986
    file.add("x-wr-calname", name)  # what programs older than it read
    file.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    held: dict[str, int] = {}
    for run in runs(rows):
        uid = _uid(run)
        held[uid] = held.get(uid, 0) + 1
        number = f"-{held[uid]}" if held[uid] > 1 else ""
        file.add_component(_event(icalendar, calendar, run, f"{uid}{number}@gaf-rules", lang))
    return bytes(file.to_ical())


def _uid(run: DayRun) -> str:
    if run.kind == "public_holiday" and run.festival is not None:
        named = sha256(run.festival.encode()).hexdigest()[:8]
        return f"{run.kind}-{run.last.year}-{named}"
    return f"{run.kind}-{run.first}"


def _event(icalendar: Any, calendar: WorkingCalendar, run: DayRun, uid: str, lang: Lang) -> Any:
    of_year = [notice for notice in calendar.notices if notice.year == run.last.year]
    issued = max((notice.known_from for notice in of_year), default=run.first)
    event = icalendar.Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(issued, time(), UTC))
    event.add("sequence", max(0, len(of_year) - 1))
    event.add("dtstart", run.first)
    event.add("dtend", run.last + timedelta(days=1))
    event.add("summary", _summary(run, lang))
    if run.notices:
        event.add("description", ("、" if lang == "zh" else "; ").join(run.notices))
    event.add("categories", [label("day_kind", run.kind, lang)])
    event.add("status", "CONFIRMED" if run.certainty == "final" else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event


def _summary(run: DayRun, lang: Lang) -> str:
    kind = label("day_kind", run.kind, lang)
    if run.festival is None:
        return kind
    festival = festival_name(run.festival, lang)
    if run.kind == "public_holiday":
        return f"{festival}（放假）" if lang == "zh" else f"{festival} (day off)"
    return f"{festival}：{kind}" if lang == "zh" else f"{kind} ({festival})"
