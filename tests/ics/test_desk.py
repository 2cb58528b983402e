"""The diary of a desk: several cases in one file, and one file for each entry."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import icalendar
import pytest
import vobject
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from worked_cases import worked_cases
from worlds import legal_cases

import gaf_rules as gaf

_LEGAL = [case for case in worked_cases() if case.error is None]
_FOUND = [case.assess() for case in _LEGAL[:40]]
_CASES = [evolve(found.basis.case, id=f"{at}") for at, found in enumerate(_FOUND)]
_DAY = date(2026, 2, 20)


def _gone(name: str, on: date) -> gaf.Case:
    """An app taken offline, whose deregistration is to be reported."""
    events = (
        gaf.Event(type="app_launched", on=date(2025, 12, 1)),
        gaf.Event(type="app_taken_offline", on=on),
    )
    app = gaf.App(kind="app", runs_on_mobile=True, purpose="internal", name=name)
    office = gaf.Sponsor(kind="administrative_organ", tier="municipal", name="市教育局")
    return gaf.Case(id=name, app=app, sponsor=office, events=events)


_SUPPLEMENT = next(case for case in _LEGAL if case.document["id"] == "C22").assess().basis.case
_DESK = gaf.inbox(
    [
        *(evolve(_SUPPLEMENT, id=f"S{at}") for at in range(8)),
        *(_gone(f"G{day}", date(2026, 1, day)) for day in (5, 6, 30)),
        *(_gone(f"F{day}", date(2026, 2, day)) for day in (9, 10)),
    ],
    "sponsor",
    as_of=_DAY,
)


def _events(file: bytes) -> list[Any]:
    read: Any = icalendar.Calendar.from_ical(file)
    return list(read.walk("VEVENT"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_item_with_a_day_is_an_entry(lang: Any) -> None:
    found = _events(gaf.to_ics(_DESK, lang=lang))
    wanted = [item for item in _DESK if item.not_after is not None]
    assert len(found) == len(wanted) > 10
    assert 0 < len(_DESK.overdue) < len(wanted)
    for entry, item in zip(found, wanted, strict=True):
        assert entry["DTSTART"].dt == item.not_after
        assert item.case in entry["DESCRIPTION"]
        assert str(item.clause) in entry["DESCRIPTION"]
        assert entry["ORGANIZER"] == "urn:gaf-rules:sponsor"
        assert bool(entry.walk("VALARM")) != (item in _DESK.overdue)
    assert len({str(entry["UID"]) for entry in found}) == len(found)


@given(st.lists(legal_cases(), max_size=4), st.sampled_from([*gaf.LABELS["role"]]))
@settings(max_examples=20)
def test_the_same_thing_keeps_its_uid_and_every_file_is_read(worlds: list[Any], role: str) -> None:
    cases = [evolve(world.case, id=f"{at}") for at, world in enumerate(worlds)]
    day = max((world.as_of for world in worlds), default=date(2026, 3, 9))
    desk = gaf.inbox(cases, role, as_of=day)
    file = gaf.to_ics(desk)
    assert file == gaf.to_ics(gaf.Inbox.from_dict(desk.to_dict()))
    read: Any = vobject.readOne(file.decode())
    assert len(read.contents["vevent"]) == max(1, sum(i.not_after is not None for i in desk))
    later = {str(e["UID"]) for e in _events(gaf.to_ics(evolve(desk, as_of=day + timedelta(1))))}
    assert later == {str(e["UID"]) for e in _events(file)}


def test_several_assessments_lie_in_one_file() -> None:
    found = [gaf.assess(case, as_of=date(2026, 3, 9)) for case in _CASES]
    whole = gaf.to_ics(found)
    single = [each for one in found for each in _events(gaf.to_ics(one))]
    notes = {str(e["UID"]) for e in single if str(e["SUMMARY"]).startswith("没有待办期限")}
    wanted = [e.to_ical() for e in single if str(e["UID"]) not in notes]
    assert [e.to_ical() for e in _events(whole)] == wanted
    idle = [one for one in found if not any(d.due and d.status == "open" for d in one.duties)][:2]
    assert len(_events(gaf.to_ics(idle))) == 2
    with pytest.raises(gaf.CaseError, match="same entry"):
        gaf.to_ics([*found, found[0], found[1]] * 2)


def test_a_plan_goes_with_an_inbox() -> None:
    plan = gaf.plan(
        gaf.App(kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        launch_on=date(2026, 9, 1),
        as_of=date(2026, 3, 9),
    )
    both = _events(gaf.to_ics([plan, _DESK]))
    assert len(both) == len(_events(gaf.to_ics(plan))) + len(_events(gaf.to_ics(_DESK)))


def test_one_item_for_each_entry_as_a_server_wants_it() -> None:
    whole = gaf.to_ics(_DESK, sequence=3)
    items = gaf.split_ics(whole)
    assert [uid for uid, _ in items] == [str(entry["UID"]) for entry in _events(whole)]
    for (uid, item), entry in zip(items, _events(whole), strict=True):
        read: Any = icalendar.Calendar.from_ical(item)
        assert "METHOD" not in read
        (only,) = read.walk("VEVENT")
        assert str(only["UID"]) == uid
        assert only.to_ical() == entry.to_ical()
    for wrong in (b"", b"BEGIN:VCALENDAR", b"x"):
        with pytest.raises(gaf.CaseError, match="iCalendar"):
            gaf.split_ics(wrong)


def test_with_an_address_an_entry_is_as_outlook_wants_it() -> None:
    for entry in _events(gaf.to_ics(_DESK, mail="desk@example.org")):
        assert entry["ORGANIZER"] == "mailto:desk@example.org"
        assert entry["ORGANIZER"].params["CN"]
        assert len(entry.walk("VALARM")) <= 1
    found = gaf.assess(_SUPPLEMENT, as_of=_DAY)
    mail = {"sponsor": "a@example.org"}
    for entry in _events(gaf.to_ics(found, include_met=True, mail=mail)):
        address = str(entry["ORGANIZER"])
        assert address == "mailto:a@example.org" or address.startswith("urn:gaf-rules:")
        assert address != "urn:gaf-rules:sponsor"


@pytest.mark.parametrize(
    "mail",
    [
        "",
        "desk",
        "a@b c",
        "a@b\r\nX: y",
        "a@b;c",
        3,
        ["a@b"],
        {"office": "a@b.c"},
        {"sponsor": None},
    ],
)
def test_what_is_no_address_is_refused(mail: Any) -> None:
    with pytest.raises(gaf.CaseError, match="mail"):
        gaf.to_ics(_DESK, mail=mail)


def test_what_goes_with_one_subject_is_refused_for_others() -> None:
    found = _FOUND[0]
    wrong: Any = (
        ([found, _DESK], {"replaces": found}),
        ([found, _DESK], {"case": _CASES[0]}),
        (_DESK, {"include_met": True}),
        ([found, 3], {}),
        ("C22", {}),
        ([], {}),
    )
    for subject, more in wrong:
        with pytest.raises(gaf.CaseError):
            gaf.to_ics(subject, **more)
