"""A diary that is kept up to date: what no longer counts is taken back, in a file that is never empty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import vobject
from attrs import evolve
from worked_cases import WorkedCase, worked_cases
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.adapters.ics import entry_day, to_ics, uid

if TYPE_CHECKING:
    from gaf_rules.values.texts import Lang

_LEGAL = [case for case in worked_cases() if case.error is None]
_BY_ID = {case.document["id"]: case for case in _LEGAL}
_SETTLED = {"met", "met_late", "lapsed"}


def _case(name: str, **changed: Any) -> gaf.Case:
    """A worked case, with fields of its last event of that type changed: ``review_extended={…}``."""
    document = _BY_ID[name].assess().basis.case.to_dict()
    for kind, fields in changed.items():
        next(e for e in reversed(document["events"]) if e["type"] == kind).update(fields)
    return gaf.Case.from_dict(document)


def _with(case: gaf.Case, *events: gaf.Event) -> gaf.Case:
    return gaf.Case(id=case.id, app=case.app, sponsor=case.sponsor, events=(*case.events, *events))


class _Diary:
    """A calendar program as its user knows it: the same UID replaces, CANCELLED removes."""

    def __init__(self) -> None:
        self.held: dict[str, Any] = {}

    def take(self, file: bytes) -> None:
        read: Any = vobject.readOne(file.decode("utf-8"))
        for entry in read.contents["vevent"]:
            # What says that nothing was due on a day is no entry of a duty.
            if not entry.summary.value.startswith(("没有待办期限", "Nothing is due")):
                self.held[entry.uid.value] = entry

    def shown(self) -> dict[str, date]:
        return {
            key: entry.dtstart.value
            for key, entry in self.held.items()
            if entry.status.value != "CANCELLED"
        }

    def rings(self) -> set[str]:
        return {key for key, entry in self.held.items() if "valarm" in entry.contents}


def _wanted(found: gaf.Assessment) -> dict[str, date]:
    return {uid(found, duty): day for duty in found.duties if (day := entry_day(duty)) is not None}


def _check(diary: _Diary, found: gaf.Assessment) -> None:
    """The diary has what the last assessment has, and only what is still to be done rings."""
    assert diary.shown() == _wanted(found)
    still = {uid(found, duty) for duty in found.duties if duty.status not in _SETTLED}
    assert diary.rings() <= still & set(_wanted(found))


def test_an_extension_without_a_new_date_takes_the_old_one_back() -> None:
    before = gaf.assess(_case("C15a"), as_of=date(2026, 8, 20))
    case = _case("C15a", review_extended={"expected_on": None})
    after = gaf.assess(case, as_of=date(2026, 9, 1))
    review = next(duty for duty in after.duties if duty.clause == "2.4.3a")
    assert (review.status, entry_day(review)) == ("extended", None)
    for update in ({"replaces": before}, {"include_met": True}):
        diary = _Diary()
        diary.take(to_ics(before))
        assert date(2026, 8, 31) in diary.shown().values()
        diary.take(to_ics(after, sequence=1, **update))
        assert date(2026, 8, 31) not in diary.shown().values()
        taken_back = diary.held[uid(after, review)]
        assert taken_back.status.value == "CANCELLED"
        assert "valarm" not in taken_back.contents
        assert "新日期未知" in taken_back.description.value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_withdrawal_takes_back_what_is_no_more(lang: Lang) -> None:
    case = _case("C20")
    before = gaf.assess(case, as_of=date(2026, 2, 25))
    ended = gaf.Event(
        type="application_withdrawn", on=date(2026, 3, 3), procedure="filing", reason="重报"
    )
    after = gaf.assess(_with(case, ended), as_of=date(2026, 3, 4))
    for update in ({"replaces": before}, {"include_met": True}):
        diary = _Diary()
        diary.take(to_ics(before, lang=lang))
        assert diary.shown()[_key(before, "2.4.4c")] == date(2026, 3, 6)
        diary.take(to_ics(after, lang=lang, sequence=1, **update))
        assert _key(before, "2.4.4c") not in diary.shown()
        assert not diary.rings()


def _key(found: gaf.Assessment, clause: str) -> str:
    return next(uid(found, duty) for duty in found.duties if duty.clause == clause)


@pytest.mark.parametrize("case", _LEGAL[::2], ids=lambda c: c.name)
def test_a_diary_kept_day_by_day_has_what_holds(case: WorkedCase) -> None:
    """Files of every day with an event, and of one day after the last of them."""
    last = case.assess()
    log, readings = last.basis.case, last.basis.readings
    calendar = last.basis.calendar
    days = sorted({*(event.on for event in log.events if event.on <= last.as_of), last.as_of})
    by_replacing, by_itself = _Diary(), _Diary()
    before: gaf.Assessment | None = None
    for number, day in enumerate(days):
        found = gaf.assess(log, as_of=day, readings=readings, calendar=calendar)
        by_replacing.take(to_ics(found, sequence=number, replaces=before))
        by_itself.take(to_ics(found, sequence=number))
        before = found
    # The last file alone brings a diary up to date that was never told what it replaces.
    by_itself.take(to_ics(last, sequence=len(days), include_met=True))
    _check(by_itself, last)
    wanted = _wanted(last)
    assert all(wanted.get(key) == day for key, day in by_replacing.shown().items())
    assert by_replacing.rings() <= {
        uid(last, duty) for duty in last.duties if duty.status not in _SETTLED
    }


@pytest.mark.no_cover
def test_random_diaries_keep_nothing_that_no_longer_holds() -> None:
    cancelled = 0
    for world in worlds(60, first=12000):
        last = world.assess()
        diary = _Diary()
        for event in sorted(world.case.events, key=lambda e: e.on):
            if event.on < last.as_of:
                day = event.on + timedelta(days=1)
                found = gaf.assess(
                    world.case,
                    as_of=min(day, last.as_of),
                    readings=last.basis.readings,
                    calendar=last.basis.calendar,
                )
                diary.take(to_ics(found))
        diary.take(to_ics(last, sequence=1, include_met=True))
        _check(diary, last)
        cancelled += sum(e.status.value == "CANCELLED" for e in diary.held.values())
    assert cancelled > 10


def test_a_plan_takes_back_the_steps_that_it_does_not_have() -> None:
    day = date(2026, 3, 2)
    case = evolve(_case("C22"), events=())
    first = gaf.plan(case, launch_on=date(2026, 6, 1), as_of=day)
    other = gaf.Sponsor(kind="administrative_organ", tier="provincial_department")
    second = gaf.plan(evolve(case, sponsor=other), launch_on=date(2026, 6, 8), as_of=day)
    diary = _Diary()
    diary.take(to_ics(first))
    diary.take(to_ics(second, sequence=1, replaces=first))
    # A provincial department hands in straight to the province.
    assert len(diary.shown()) == len(second.steps) < len(first.steps)
    assert diary.rings() == set(diary.shown())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["C05", "C22"])
def test_a_file_is_never_empty_and_says_why_nothing_is_due(name: str, lang: Lang) -> None:
    file = to_ics(_BY_ID[name].assess(), lang=lang)
    read: Any = vobject.readOne(file.decode("utf-8"))
    (note,) = read.contents["vevent"]
    assert note.transp.value == "TRANSPARENT"
    assert note.dtstart.value == _BY_ID[name].as_of
    assert {"zh": "没有待办期限", "en": "Nothing is due"}[lang] in note.summary.value
    assert note.description.value
    assert "valarm" not in note.contents


def test_what_said_that_nothing_is_due_is_taken_back() -> None:
    case = _case("C22")
    before = gaf.assess(
        gaf.Case(id=case.id, app=case.app, sponsor=case.sponsor), as_of=case.events[0].on
    )
    after = gaf.assess(case, as_of=date(2026, 2, 20))
    read: Any = icalendar.Calendar.from_ical(to_ics(after, replaces=before))
    note: Any = icalendar.Calendar.from_ical(to_ics(before))
    wanted = str(note.walk("VEVENT")[0]["UID"])
    found = {str(entry["UID"]): entry["STATUS"] for entry in read.walk("VEVENT")}
    assert found[wanted] == "CANCELLED"


def test_a_plan_of_which_all_is_done_says_so() -> None:
    case = _case("C31")
    made = gaf.plan(case, launch_on=date(2026, 5, 8), as_of=date(2026, 5, 9))
    assert all(step.done_on for step in made.steps)
    read: Any = vobject.readOne(to_ics(made, lang="en").decode("utf-8"))
    assert "Every step" in read.vevent.summary.value


@pytest.mark.parametrize("case", _LEGAL[::3], ids=lambda c: c.name)
def test_what_is_published_names_its_bearer_and_invites_nobody(case: WorkedCase) -> None:
    file: Any = icalendar.Calendar.from_ical(to_ics(case.assess(), include_met=True))
    assert file["METHOD"] == "PUBLISH"
    assert file.subcomponents
    for part in file.subcomponents:
        assert str(part["ORGANIZER"]).startswith("urn:gaf-rules:")
        assert part["ORGANIZER"].params["CN"]
        assert "ATTENDEE" not in part


def test_what_cannot_be_replaced_is_refused() -> None:
    one, other = _BY_ID["C22"].assess(), _BY_ID["C11"].assess()
    later = gaf.assess(one.basis.case, as_of=one.as_of + timedelta(days=1))
    for wrong in (other, later, "C22", 3):
        with pytest.raises(gaf.GafRulesError, match="replaces") as caught:
            to_ics(one, replaces=wrong)  # type: ignore[arg-type]  # the point is that it is refused
        assert "replaces" in caught.value.zh
