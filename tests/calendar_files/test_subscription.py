"""The subscription: all-day entries that readers read, UIDs that last, a revision for each change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject
from attrs import evolve

import gaf_rules as gaf
from gaf_rules.adapters import subscription

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.calendar.table import CalendarRow
    from gaf_rules.values.texts import Lang

CALENDAR = gaf.CHINA.as_known_on(date(2025, 12, 1))


def _entries(calendar: gaf.WorkingCalendar, lang: Lang = "zh") -> list[Any]:
    file = gaf.export_calendar(calendar, format="ics", lang=lang)
    read: Any = icalendar.Calendar.from_ical(file)
    return list(read.walk("VEVENT"))


def test_the_entries_are_the_days_that_are_not_what_their_weekday_says() -> None:
    told: dict[date, str] = {}
    for entry in _entries(CALENDAR, "en"):
        day = entry.start
        while day < entry.end:
            assert day not in told
            told[day] = str(entry["CATEGORIES"].to_ical().decode())
            day += timedelta(days=1)
    first, last = CALENDAR.coverage.first, CALENDAR.coverage.published_through
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        kind = CALENDAR.day(day).kind
        assert told.get(day) == {
            "public_holiday": "public holiday",
            "make_up_working_day": "make-up working day",
        }.get(kind)


def test_a_run_that_loses_its_last_day_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def shorter(rows: tuple[CalendarRow, ...]) -> Iterator[subscription.DayRun]:
        for run in runs(rows):
            yield evolve(run, last=max(run.first, run.last - timedelta(days=1)))

    runs = subscription.runs
    monkeypatch.setattr(subscription, "runs", shorter)
    with pytest.raises(AssertionError):
        test_the_entries_are_the_days_that_are_not_what_their_weekday_says()


def test_lines_end_as_the_standard_has_it_and_uids_are_one_each() -> None:
    file = gaf.export_calendar(CALENDAR, format="ics")
    assert file.count(b"\n") == file.count(b"\r\n")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:P1D" in file
    uids = [str(entry["UID"]) for entry in _entries(CALENDAR)]
    assert len(uids) == len(set(uids))


def test_a_notice_that_moves_a_festival_moves_its_entry() -> None:
    """Spring Festival 2020 was extended on 26 January: the same UID, two days more, a higher SEQUENCE."""
    before, after = (
        {str(entry["UID"]): entry for entry in _entries(gaf.CHINA.as_known_on(day))}
        for day in (date(2020, 1, 20), date(2020, 2, 1))
    )
    moved = [uid for uid in before if uid in after and before[uid].end != after[uid].end]
    (uid,) = moved
    assert (before[uid].start, before[uid].end) == (date(2020, 1, 24), date(2020, 1, 31))
    assert after[uid].end == date(2020, 2, 3)
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]
    assert after[uid]["DTSTAMP"].to_ical()[:8] == b"20200126"
    gone = set(before) - set(after)
    assert gone == {"make_up_working_day-2020-02-01@gaf-rules"}


def test_another_reader_reads_the_same() -> None:
    text = gaf.export_calendar(CALENDAR, format="ics", first=date(2026, 1, 1)).decode()
    read = vobject.readOne(text).vevent_list
    (spring,) = [each for each in read if each.summary.value == "春节（放假）"]
    assert (spring.dtstart.value, spring.dtend.value) == (date(2026, 2, 15), date(2026, 2, 24))


def test_the_last_days_of_december_are_tentative_while_a_notice_may_come() -> None:
    known = gaf.CHINA.as_known_on(date(2011, 6, 1))
    late = [e for e in _entries(known) if e.start >= date(2011, 12, 24)]
    assert all(entry["STATUS"] == "TENTATIVE" for entry in late)
    assert all(e["STATUS"] == "CONFIRMED" for e in _entries(known) if e.end <= date(2011, 12, 24))
