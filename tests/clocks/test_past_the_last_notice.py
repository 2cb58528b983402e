"""Past the last notice: the interval is that of the readings chosen, the safe day that of all readings."""

from __future__ import annotations

import os
from datetime import date, timedelta
from itertools import islice, product
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from clock_logs import clock_logs

import gaf_rules as gaf
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = timedelta(days=1)
_LOGS = 2_000 if os.environ.get("GAF_LONG") == "1" else 200
# The calendar ends where it ended when this was written, whatever notices are added later.
_CALENDAR = gaf.CHINA.as_known_on(date(2026, 11, 1))
_COUNTING = ("trigger_day", "receipt_on_day_off", "before_window")
_MISSED = {"overdue", "lapsed"}
_DECEMBER = [date(2026, 12, day) for day in range(10, 32)]


def _under_all(names: tuple[str, ...]) -> list[gaf.Readings]:
    return [
        gaf.Readings.from_dict(dict(zip(names, options, strict=True)))
        for options in product(*(READING_OPTIONS[name] for name in names))
    ]


@pytest.mark.parametrize("clause", ["2.4.2a", "2.4.3a", "2.4.4c", "2.5.1b", "2.6.1b"])
def test_a_deadline_alone_has_the_interval_of_its_readings(clause: str) -> None:
    bear = {"2.5.1b": ("before_window",), "2.6.1b": ("trigger_day",)}.get(clause, _COUNTING[:2])
    days = _DECEMBER if clause != "2.5.1b" else [date(2027, 1, day) for day in range(4, 29)]
    moved = 0
    for day in days:
        every = [
            gaf.deadline(clause, trigger=day, calendar=_CALENDAR, readings=readings)
            for readings in _under_all(bear)
        ]
        for one in every:
            assert one.earliest is not None
            assert one.latest is not None
            assert one.earliest <= one.latest
            assert one.safe_on == min(other.earliest for other in every if other.earliest), day
            if clause != "2.5.1b":
                assert one.earliest >= day
        assert len({one.safe_on for one in every}) == 1
        moved += len({one.earliest for one in every}) > 1
    assert moved > len(days) / 2


def _later(case: gaf.Case, as_of: date, readings: gaf.Readings) -> dict[tuple[Any, ...], gaf.Duty]:
    made = gaf.assess(case, as_of=as_of, calendar=_CALENDAR, readings=readings)
    return {(duty.clause, duty.round): duty for duty in made.duties}


def _looked() -> list[tuple[gaf.Case, date, gaf.Readings]]:
    """Logs that end where a period runs past the last notice."""
    found = []
    for case, as_of, readings in islice(clock_logs(4), _LOGS):
        if as_of >= date(2026, 11, 20):
            until = tuple(event for event in case.events if event.on <= as_of)
            found.append((evolve(case, events=until), as_of, readings))
    return found


def _unpublished(duties: dict[tuple[Any, ...], gaf.Duty]) -> Iterator[tuple[Any, gaf.Duty]]:
    for key, duty in duties.items():
        if duty.due is not None and duty.due.on is None and duty.due.latest is not None:
            assert duty.due.certainty == "projected"
            assert duty.due.safe_on <= duty.due.earliest  # type: ignore[operator] # both are there
            if duty.met_on is None:
                yield key, duty


def _ends(duty: gaf.Duty) -> tuple[date, date]:
    due = duty.due
    assert due is not None
    assert due.earliest is not None
    assert due.latest is not None
    return due.earliest, due.latest


def _wanted(duty: gaf.Duty, day: date) -> set[str]:
    """The status of a duty not done by a day."""
    first, last = _ends(duty)
    assert duty.trigger is not None
    if day <= first:
        return {"open"}
    return {"undetermined"} if day <= last or duty.trigger.estimated else _MISSED


def test_a_duty_is_open_through_the_earliest_day_and_missed_after_the_latest() -> None:
    seen = set()
    for case, as_of, readings in _looked():
        try:
            duties = _later(case, as_of, readings)
        except gaf.IllegalEventError:
            continue
        for key, duty in _unpublished(duties):
            for end in _ends(duty):
                for day in (end, end + _DAY):
                    held = _later(case, max(day, as_of), readings).get(key)
                    # With another one an application may end.
                    if held is not None:
                        assert held.status in _wanted(held, max(day, as_of)), (case, day, readings)
                        seen.add((duty.clause, held.status))
    assert {status for _, status in seen} >= {"open", "undetermined", "overdue", "lapsed"}
    assert len({clause for clause, _ in seen}) == 4


def test_no_action_is_wanted_before_what_calls_for_it() -> None:
    actions = 0
    for case, as_of, readings in _looked():
        try:
            made = gaf.assess(case, as_of=as_of, calendar=_CALENDAR, readings=readings)
        except gaf.IllegalEventError:
            continue
        for duty in made.duties:
            for action in made.next_actions:
                if (action.clause, action.act) != (duty.clause, duty.act) or duty.due is None:
                    continue
                if action.not_after == (duty.due.on or duty.due.earliest) and duty.trigger:
                    actions += 1
                    assert action.not_after is None or action.not_after >= duty.trigger.on
    assert actions > _LOGS / 10
