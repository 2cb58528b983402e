"""Diary entries: read back by two libraries, one entry a duty, the same UID for the same duty."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject
from fresh import Fresh, document
from worked_cases import WorkedCase, worked_cases
from worlds import moments

import gaf_rules as gaf
from gaf_rules.adapters.duty_diary import duty_entries as entries
from gaf_rules.adapters.ics import ALARMS, entry_day, to_ics, uid

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_LEGAL = [case for case in worked_cases() if case.error is None]
_BY_ID = {case.document["id"]: case for case in _LEGAL}
_SETTLED = {"met", "met_late", "lapsed"}


def _entries(file: bytes) -> list[Any]:
    read: Any = icalendar.Calendar.from_ical(file)
    return list(read.walk("VEVENT"))


def _open_case() -> gaf.Assessment:
    """A case in which a sponsor's period is running."""
    held = _BY_ID["C22"].assess().basis.case
    return gaf.assess(held, as_of=date(2026, 2, 20))


@pytest.mark.parametrize(
    ("log", "on", "clause", "wanted"),
    [
        # The last day of an office, though another reading would have it sooner; of a sponsor the safe day.
        ("REVIEWED", "03-09", "2.4.2a", date(2026, 3, 20)),
        ("NATIONAL", "03-20", "2.4.3a", date(2026, 4, 15)),
        ("ASKED", "03-27", "2.4.4c", date(2026, 4, 9)),
    ],
)
def test_an_office_has_its_last_day_and_a_sponsor_its_safe_one(
    log: str, on: str, clause: str, wanted: date
) -> None:
    told = Fresh(says=clause, log=(log,), on=on)
    found = gaf.assess(gaf.Case.from_dict(document(told)), as_of=told.as_of)
    days = {
        entry["DTSTART"].dt
        for entry in _entries(to_ics(found, lang="en"))
        if clause in entry["SUMMARY"]
    }
    assert days == {wanted}


@pytest.mark.parametrize("case", _LEGAL, ids=lambda c: c.name)
def test_one_entry_for_each_duty_that_has_a_day(case: WorkedCase) -> None:
    assessment = case.assess()
    entries = _entries(to_ics(assessment))
    wanted = [d for d in assessment.duties if entry_day(d) and d.status not in _SETTLED]
    if not wanted:  # a file is never empty
        (note,) = entries
        assert note["DTSTART"].dt == assessment.as_of
        return
    assert len(entries) == len(wanted)
    for duty, entry in zip(wanted, entries, strict=True):
        assert entry["UID"] == uid(assessment, duty)
        assert entry["DTSTART"].dt == entry_day(duty)
        assert entry["DTEND"].dt == entry["DTSTART"].dt + timedelta(days=1)
        assert entry["DTSTAMP"].dt.date() == assessment.as_of
        assert duty.clause in entry["DESCRIPTION"]
        due = duty.due
        assert due is not None
        open_day = due.certainty != "final" or due.on is None or duty.status == "undetermined"
        assert entry["STATUS"] == ("TENTATIVE" if open_day else "CONFIRMED")
        organizer = entry["ORGANIZER"]
        assert organizer == f"urn:gaf-rules:{duty.bearer}"
        assert organizer.params["CN"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", _LEGAL[::3], ids=lambda c: c.name)
def test_a_second_library_reads_the_same(case: WorkedCase, lang: Lang) -> None:
    file = to_ics(case.assess(), lang=lang, include_met=True)
    ours = _entries(file)
    found: Any = vobject.readOne(file.decode("utf-8"))
    theirs = found.contents.get("vevent", [])
    assert [entry.uid.value for entry in theirs] == [str(entry["UID"]) for entry in ours]
    for one, other in zip(theirs, ours, strict=True):
        assert one.summary.value == str(other["SUMMARY"])
        assert one.description.value == str(other["DESCRIPTION"])
        assert one.dtstart.value == other["DTSTART"].dt


@pytest.mark.parametrize("case", _LEGAL[::3], ids=lambda c: c.name)
def test_the_form_is_that_of_the_standard(case: WorkedCase) -> None:
    file = to_ics(case.assess(), include_met=True)
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    file.decode("utf-8")
    uids = re.findall(rb"\r\nUID:(\S+)", file)
    assert len(set(uids)) == len(uids)
    for entry in _entries(file):
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"} <= set(entry)
    # ics and ical.js misread tasks, recurrence rules and alarms that count from the end.
    assert set(re.findall(rb"\r\nBEGIN:(\w+)", file)) <= {b"VEVENT", b"VALARM"}
    assert not re.search(rb"\r\n(?:RRULE|RDATE|RECURRENCE-ID|TRIGGER;)", file)


def test_the_same_duty_keeps_its_uid() -> None:
    first = _open_case()
    later = gaf.assess(first.basis.case, as_of=date(2026, 2, 26))
    other = gaf.assess(
        first.basis.case, as_of=first.as_of, readings=gaf.Readings(trigger_day="include")
    )
    wanted = {str(entry["UID"]) for entry in _entries(to_ics(first))}
    assert wanted
    for file in (to_ics(later), to_ics(other), to_ics(first, lang="en"), to_ics(first, sequence=3)):
        assert wanted <= {str(entry["UID"]) for entry in _entries(file)}


def test_an_update_replaces_and_never_doubles() -> None:
    first = _open_case()
    diary: dict[str, Any] = {}
    for number, day in enumerate((first.as_of, date(2026, 3, 2), date(2026, 3, 9))):
        assessment = gaf.assess(first.basis.case, as_of=day)
        for entry in _entries(to_ics(assessment, sequence=number, include_met=True)):
            assert entry["SEQUENCE"] == number
            diary[str(entry["UID"])] = entry
    rounds = {uid(assessment, d) for d in assessment.duties if entry_day(d)}
    assert {key for key, entry in diary.items() if entry["STATUS"] != "CANCELLED"} == rounds
    lapsed = next(entry for entry in diary.values() if "2.4.4c" in entry["DESCRIPTION"])
    assert not lapsed.walk("VALARM")


def _working_days_before(day: date, number: int) -> date:
    """A dumb walk."""
    while number:
        day -= timedelta(days=1)
        number -= gaf.CHINA.is_working_day(day)
    return day


def test_alarms_go_off_working_days_before() -> None:
    looked_at = 0
    for world in moments(900, first=4000):
        assessment = world.assess()
        for entry in _entries(to_ics(assessment)):
            day = entry["DTSTART"].dt
            if str(entry["SUMMARY"]).startswith("没有待办期限"):
                assert not entry.walk("VALARM")
                continue
            if day > gaf.CHINA.coverage.final_through:
                continue
            triggers = [alarm["TRIGGER"].dt for alarm in entry.walk("VALARM")]
            rung = [day + timedelta(days=trigger.days) for trigger in triggers]
            assert rung == [_working_days_before(day, number) for number in ALARMS]
            looked_at += 1
    assert looked_at > 50


def test_a_provisional_day_is_tentative_and_gives_the_interval() -> None:
    case = _BY_ID["H218"].assess()
    entry = next(e for e in _entries(to_ics(case, lang="en")) if "2.4.3a" in e["DESCRIPTION"])
    assert entry["STATUS"] == "TENTATIVE"
    assert "may come to lie from" in entry["DESCRIPTION"]


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert to_ics(_open_case()) == to_ics(_open_case())


def test_names_from_a_case_cannot_break_the_file() -> None:
    first = _open_case()
    document = first.basis.case.to_dict()
    document["app"]["name"] = 'x"\r\nBEGIN:VEVENT;,\\'
    document["sponsor"]["name"] = '"; CN=x\n'
    hostile = gaf.assess(gaf.Case.from_dict(document), as_of=first.as_of)
    assert len(_entries(to_ics(hostile))) == len(_entries(to_ics(first)))


@pytest.mark.parametrize("sequence", [-1, 1.0, True, "1", 2**31, 2**40])
def test_a_sequence_is_a_whole_number_of_the_standard(sequence: Any) -> None:
    with pytest.raises(gaf.GafRulesError, match="sequence") as caught:
        to_ics(_open_case(), sequence=sequence)
    assert "2147483647" in caught.value.zh
    assert b"SEQUENCE:2147483647" in to_ics(_open_case(), sequence=2**31 - 1)


def test_another_language_is_refused() -> None:
    with pytest.raises(gaf.CaseError, match=r"\$lang: got"):
        to_ics(_open_case(), lang="fr")  # type: ignore[arg-type]  # no such language


def test_without_the_library_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(gaf.GafRulesError, match=r'pip install "gaf-rules\[ics\]"'):
        to_ics(_open_case())
    # What is to be written is known without it.
    assert entries(_open_case())


def test_importing_the_adapter_does_not_import_the_library() -> None:
    code = "import gaf_rules as gaf, sys; gaf.to_ics; sys.exit('icalendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_all_names_of_the_package_load_without_the_library() -> None:
    code = "import sys; sys.modules['icalendar'] = None\nfrom gaf_rules import *\nprint(to_ics)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
