"""Nothing is held against anybody on a day that stands in for a receipt, and such a day always exists."""

from __future__ import annotations

import os
import random
from datetime import date
from itertools import combinations, islice
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from clock_logs import clock_logs
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.rows import DutyRow

_LOGS = 3_000 if os.environ.get("GAF_LONG") == "1" else 45
_OTHERS = frozenset({"municipal_cac", "provincial_department", "national_cac"})
_HELD = frozenset({"overdue", "lapsed", "met_late"})
_LATE = frozenset(
    {
        "COMPLETENESS_REVIEW_LATE",
        "COMPLETENESS_REVIEW_OVERDUE",
        "NATIONAL_REVIEW_LATE",
        "NATIONAL_REVIEW_OVERDUE",
        "EXTENSION_NOTICE_LATE",
        "DEEMED_ABANDONED",
    }
)


def _logs() -> Iterator[tuple[gaf.Case, date, gaf.Readings]]:
    """Logs of every kind of sponsor, in all procedures, and such as dwell on the clocks."""
    for world in worlds(_LOGS, first=40_000):
        yield world.case, world.as_of, world.readings
    yield from islice(clock_logs(2), _LOGS)


def _readings(first: gaf.Readings, dice: random.Random) -> Iterator[gaf.Readings]:
    yield first
    yield gaf.Readings.from_dict(
        {name: dice.choice(options) for name, options in READING_OPTIONS.items()}
    )


def _assessed(case: gaf.Case, as_of: date, readings: gaf.Readings) -> gaf.Assessment | None:
    """The assessment; None where the log could not have happened under these readings."""
    try:
        return gaf.assess(case, as_of=as_of, readings=readings)
    except gaf.IllegalEventError:
        return None


def _is_on_its_way_without(case: gaf.Case, event: gaf.Event) -> bool:
    """Whether without this receipt nobody could tell that anything has been sent to that office.

    Every step after the provincial office's own receipt needs it; a feedback reaches the sponsor by a relay,
    a supplement the national office by a report.
    """
    if event.type == "application_received" and event.by not in _OTHERS:
        return True
    begins, sent = {
        ("application_received", "national_cac"): ("supplement_submitted", "reported_to_national"),
        ("feedback_received", event.by): ("feedback_issued", "feedback_relayed"),
    }.get((event.type, event.by), (None, None))
    same = [e for e in case.events if e.procedure in {event.procedure, None} and e.on <= event.on]
    begun = max((e.on for e in same if e.type == begins), default=date.min)
    by = event.by if sent == "feedback_relayed" else None
    return sent is not None and not any(
        e.type == sent and e.on >= begun and e.to in {by, None} for e in same
    )


def _without(case: gaf.Case, dice: random.Random) -> Iterator[gaf.Case]:
    """The case with one receipt taken out, with two, and with none left but those that are needed."""
    received = [
        place
        for place, event in enumerate(case.events)
        if event.type.endswith("_received") and not _is_on_its_way_without(case, event)
    ]
    some: list[tuple[int, ...]] = [(place,) for place in received]
    pairs: list[tuple[int, ...]] = list(combinations(received, 2))
    some += dice.sample(pairs, min(3, len(pairs)))
    for gone in (*some, tuple(received)):
        left = tuple(e for place, e in enumerate(case.events) if place not in gone)
        yield evolve(case, events=left)


def _late(made: gaf.Assessment) -> set[tuple[str, str, int]]:
    return {(f.code, f.procedure, f.round) for f in made.findings if f.code in _LATE}


def _dated(made: gaf.Assessment, *, but: frozenset[str] = frozenset()) -> set[tuple[str, str, int]]:
    """The duties with a period, but for those of a status."""
    return {
        (d.clause, d.procedure, d.round)
        for d in made.duties
        if d.due is not None and d.status not in but
    }


def _is_named(duty: gaf.Duty, case: gaf.Case) -> bool:
    """Whether an extension has named the last day, which then rests on no receipt (2.4.3b)."""
    return duty.due is not None and any(
        event.expected_on is not None
        and (event.expected_on, event.procedure) == (duty.due.on, duty.procedure)
        for event in case.events
    )


def _holds_nothing_on_stand_ins(made: gaf.Assessment, case: gaf.Case, *context: Any) -> None:
    asked = {clause for q in made.questions if q.asks_date for clause in q.changes}
    for duty in made.duties:
        if duty.trigger is None or not duty.trigger.estimated or _is_named(duty, case):
            continue
        assert duty.status not in _HELD, (duty, case, *context)
        assert duty.late_by_working_days is None, (duty, case, *context)
        # An end that nobody knows rests on no receipt either.
        if duty.status not in {"met", "extended"}:
            assert duty.clause in asked, (duty, case, *context)
        if duty.due is not None:
            held = {
                (f.clause, f.round)
                for f in made.findings
                if f.code in _LATE and f.procedure == duty.procedure
            }
            assert (duty.clause, duty.round) not in held, (duty, case, *context)


@pytest.mark.no_cover
def test_whatever_receipt_is_missing_nobody_is_late_for_it() -> None:
    removed = estimated = 0
    for number, (case, as_of, given) in enumerate(_logs()):
        dice = random.Random(number)  # noqa: S311 - a test case, no secret
        for readings in _readings(given, dice):
            full = _assessed(case, as_of, readings)
            if full is None:
                continue
            _holds_nothing_on_stand_ins(full, case, as_of, readings)
            for lacking in _without(case, dice):
                made = _assessed(lacking, as_of, readings)
                if made is None:
                    continue
                removed += 1
                estimated += any(d.trigger is not None and d.trigger.estimated for d in made.duties)
                _holds_nothing_on_stand_ins(made, lacking, as_of, readings)
                assert _late(made) <= _late(full), (lacking, as_of, readings)
                # What is not missed falls away with its application.
                assert _dated(made) >= _dated(full, but=_HELD), (lacking, as_of, readings)
    assert removed > _LOGS * 5
    assert estimated > _LOGS


def _is_needed(guideline: gaf.Guideline, fact: str) -> bool:
    """Whether nothing goes on without the receipt that writes a fact: no other step leaves its states."""
    ended = {(s.procedure, s.name) for s in guideline.states if s.ended}
    writers = [
        row
        for row in guideline.transitions
        if any(getattr(a, "fact", "") == fact for a in row.actions)
    ]
    return bool(writers) and all(
        row.to is not None
        and not any(
            other.to is not None
            and other.to != row.to
            and (other.procedure, other.to) not in ended
            and set(other.states) & set(row.states)
            for other in guideline.transitions
            if other.procedure == row.procedure
        )
        for row in writers
    )


def _periods(guideline: gaf.Guideline) -> list[DutyRow]:
    return [row for row in guideline.duties if row.period is not None and row.period.from_receipt]


@pytest.mark.parametrize("guideline", [gaf.HAINAN, ALGORITHMS], ids=["hainan", "algorithms"])
def test_a_period_that_needs_a_receipt_has_a_stand_in_for_it(guideline: gaf.Guideline) -> None:
    rows = _periods(guideline)
    assert rows
    for row in rows:
        for place, start in enumerate(row.starts):
            if start.estimated or _is_needed(guideline, start.fact):
                continue
            later = row.starts[place + 1 :]
            assert any(other.estimated for other in later), (row.clause, start.fact)


@pytest.mark.parametrize("guideline", [gaf.HAINAN, ALGORITHMS], ids=["hainan", "algorithms"])
def test_a_clock_that_a_receipt_moves_has_a_stand_in_for_it(guideline: gaf.Guideline) -> None:
    for row in guideline.duties:
        moving = [each for each in row.clock if each.does in {"resume", "restart"}]
        for each in moving:
            twins = [o for o in moving if o.does == each.does and o.when == each.when]
            assert any(other.asks for other in twins), (row.clause, each.mark)
