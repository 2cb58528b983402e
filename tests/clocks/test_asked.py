"""What is asked is asked exactly if some answer changes something: every day is tried as the answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from attrs import evolve
from worlds import World, worlds

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORLDS = 50
_DAY = timedelta(days=1)
_FINE, _COARSE = range(25), (0, 2, 11)

# The receipt that a day stands in for, by what that day is of: what the sponsor or an office did before it.
_RECEIPTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "application_submitted": (
        "application_received",
        ("municipal_cac", "provincial_department"),
    ),
    "reported_to_national": ("application_received", ("national_cac",)),
    "materials_returned": ("return_received", ("sponsor",)),
    "feedback_issued": ("feedback_received", ("provincial_cac",)),
    "filing_number_issued": ("filing_number_received", ("provincial_cac",)),
    "filing_number_relayed": ("filing_number_received", ("sponsor",)),
}


def _told(found: gaf.Assessment) -> tuple[list[str], list[str]]:
    """What is said of acts that are not done in time, and what is found.

    Of an act with a last day that is that day, of one without the day from which its time is reckoned.
    Notices about the calendar begin with the period and are none of what an answer is wanted for.
    """
    duties = [
        str((d.clause, d.procedure, d.round, d.status, d.late_by_working_days, _rests_on(d)))
        for d in found.duties
        if d.status != "met"
    ]
    held = [
        str((f.code, f.clause, f.procedure, f.round, f.since, f.items))
        for f in found.findings
        if not f.code.startswith("CALENDAR") and not f.code.endswith("IN_WINDOW")
    ]
    return sorted(duties), sorted(held)


def _rests_on(duty: gaf.Duty) -> Any:
    due = duty.due
    if duty.status == "met_late":
        return duty.met_on
    return duty.trigger if due is None else (due.on, due.earliest, due.latest, due.certainty)


def _with(world: World, answer: dict[str, Any]) -> gaf.Assessment | None:
    """The assessment with an answer in the log; None where it is not legal there."""
    try:
        event = gaf.Event(**answer)
        return world.assess(case=evolve(world.case, events=(*world.case.events, event)))
    except gaf.GafRulesError:
        return None


def _after(world: World, answer: dict[str, Any], near: Iterable[int]) -> Iterator[gaf.Assessment]:
    """What the world comes to with the answer on each day so many days after an event."""
    days = {event.on + _DAY * more for event in world.case.events for more in near}
    for day in sorted(day for day in {*days, world.as_of} if day <= world.as_of):
        found = _with(world, {**answer, "on": day})
        if found is not None:
            yield found


def _is_idle(world: World, base: gaf.Assessment, question: gaf.Question) -> bool:
    """Whether every answer leaves all as it is; an answer may need another one beside it."""
    told, tried = _told(base), 0
    for found in _after(world, question.answer(), _FINE):
        asked = {each.asks_date for each in found.questions}
        if question.asks_date in asked or _told(found) != told:
            return False
        tried += 1
    # On the day itself there is but one answer, and a log may leave no room for any.
    return tried > 1


def _answers(world: World, base: gaf.Assessment) -> Iterator[tuple[str, str, str]]:
    """The receipts that days stand in for, now or before an application ended: event, role, procedure."""
    ended = [
        event.on
        for event in world.case.events
        if event.type in {"application_withdrawn", "filing_refused"}
    ]
    again = any(event.type == "supplement_submitted" for event in world.case.events)
    for found in (base, *(world.assess(as_of=day - _DAY) for day in ended)):
        for duty in found.duties:
            if duty.trigger is not None and duty.trigger.estimated:
                kind, roles = _RECEIPTS.get(duty.trigger.event, ("", ()))
                # A receipt of the supplement has a place of its own, which nothing needs to stand in for.
                for role in () if again and "national_cac" in roles else roles:
                    yield kind, role, duty.procedure


def test_a_receipt_is_asked_for_exactly_if_its_day_changes_something() -> None:
    asked = unasked = 0
    for found in worlds(_WORLDS, first=90_000):
        world = found.until_now()
        base = world.assess()
        receipts = [q for q in base.questions if q.id.startswith("receipt:")]
        for question in receipts:
            assert not _is_idle(world, base, question), (question.id, world)
            asked += 1
        known = {(q.asks_date, q.procedure) for q in receipts}
        for kind, role, procedure in {*_answers(world, base)}:
            if (f"{kind}@{role}", procedure) in known:
                continue
            answer = {"type": kind, "by": role, "procedure": procedure}
            for after in _after(world, answer, _COARSE):
                assert _told(after) == _told(base), (answer, world)
            unasked += 1
    assert min(asked, unasked) > _WORLDS // 3


def test_what_is_undetermined_says_what_would_settle_it() -> None:
    undetermined = 0
    for found in worlds(2 * _WORLDS, first=91_000):
        base = found.until_now().assess()
        asked = {(c, q.procedure) for q in base.questions for c in (*q.changes, q.clause)}
        for duty in base.duties:
            calendar = duty.due is not None and duty.due.certainty != "final"
            if duty.status == "undetermined" and not calendar:
                assert (duty.clause, duty.procedure) in asked, (duty, found)
                undetermined += 1
    assert undetermined > _WORLDS // 5


def test_no_two_questions_have_one_name() -> None:
    for found in worlds(_WORLDS, first=92_000):
        names = [question.id for question in found.until_now().assess().questions]
        assert len(names) == len({*names})
