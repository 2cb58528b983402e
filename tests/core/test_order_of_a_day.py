"""The order of one day's events: the smallest legal one whenever there is one, found in bounded time."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from attrs import evolve
from walks import proposals, walk

import gaf_rules as gaf
from gaf_rules import days
from gaf_rules.entries import Entry, in_table_order
from gaf_rules.fold import Fold
from gaf_rules.guidelines.algorithms import ALGORITHMS
from gaf_rules.program import program
from gaf_rules.readings import READING_OPTIONS
from gaf_rules.replay import replay
from gaf_rules.vocabulary import EVENT_TYPES, MATERIALS, PROCEDURES, ROLES

if TYPE_CHECKING:
    from walks import Walk

_MACHINE = program(gaf.HAINAN)
_DAY = date(2026, 3, 5)
_SMALL = 6


def _options(readings: gaf.Readings) -> dict[str, str]:
    return {name: getattr(readings, name) for name in READING_OPTIONS}


# -- the same by brute force -------------------------------------------------------------------------------
def _fold(case: gaf.Case, readings: gaf.Readings, before: list[Entry], day: date) -> Fold:
    fold = Fold(case, _MACHINE, _options(readings), gaf.CHINA)
    for entry in before:
        fold.pass_time(entry.on)
        assert fold.take(entry)
    fold.pass_time(day)
    return fold


def _by_force(
    case: gaf.Case, readings: gaf.Readings, before: list[Entry], group: list[Entry]
) -> tuple[list[int] | None, int | None]:
    """The smallest legal order of a day out of all there are; if there is none, the event to be named."""
    ordered = in_table_order(group)
    placed: set[int] = set()
    greedy: list[Entry] | None = None
    for order in permutations(range(len(ordered))):
        fold = _fold(case, readings, before, group[0].on)
        for number, place in enumerate(order):
            fold.pass_time(group[0].on)
            if not fold.take(ordered[place]):
                break
            placed.add(place)
        else:
            return [ordered[place].index for place in order], None
    never = [entry for place, entry in enumerate(ordered) if place not in placed]
    fold, greedy = _fold(case, readings, before, group[0].on), ordered
    while True:
        fold.pass_time(group[0].on)
        taken = next((entry for entry in greedy if fold.take(entry)), None)
        if taken is None:
            return None, (never or greedy)[0].index
        greedy = [entry for entry in greedy if entry is not taken]


def _squeezed(found: Walk, dice: random.Random) -> gaf.Case:
    """The walk with some of its steps on one day: those from a step on, up to six; now and then one is lost."""
    events = list(found.case.events)
    if len(events) < 2:
        return found.case
    first = dice.randrange(len(events) - 1)
    count = dice.randrange(2, _SMALL + 1)
    day = events[first].on
    some = [evolve(event, on=day, **_earlier(event, day)) for event in events[first : first + count]]
    if dice.random() < 0.25:
        del some[dice.randrange(len(some))]
    rest = events[:first] + some
    dice.shuffle(rest)
    return evolve(found.case, events=tuple(rest))


def _earlier(event: gaf.Event, day: date) -> dict[str, Any]:
    """The dates of an event that is moved to an earlier day, moved as far."""
    moved = day - event.on
    names = ("posted_on", "expected_on", "change_on")
    return {name: old + moved for name in names if (old := getattr(event, name)) is not None}


def _check(case: gaf.Case, readings: gaf.Readings) -> str:
    """Whether the last day of a log is read as brute force reads it; what it came to."""
    last = max(event.on for event in case.events)
    entries = [Entry(event, n, case.sponsor.tier) for n, event in enumerate(case.events)]
    group = [entry for entry in entries if entry.on == last]
    earlier = evolve(case, events=tuple(event for event in case.events if event.on < last))
    places = [n for n, event in enumerate(case.events) if event.on < last]
    log = replay(earlier, last, _MACHINE, _options(readings), gaf.CHINA, lenient=True)
    if log.refused is not None:
        return "refused before"
    before = [entries[places[entry.index]] for entry in log.order]
    order, named = _by_force(case, readings, before, group)
    got = replay(case, last, _MACHINE, _options(readings), gaf.CHINA, lenient=True)
    if order is None:
        assert got.refused is not None
        assert got.refused.path == f"$.events[{named}]"
        return "refused"
    assert got.refused is None
    assert [entry.index for entry in got.order[len(before) :]] == order
    plain = [entry.index for entry in in_table_order(group)]
    return "as in the table" if order == plain else "another order"


@pytest.mark.parametrize("share", range(8))
def test_the_order_found_is_the_smallest_of_all_that_are_legal(share: int) -> None:
    told: dict[str, int] = {}
    for seed in range(share * 30, share * 30 + 30):
        found = walk(seed, 14)
        dice = random.Random(seed)  # noqa: S311 - a walk, no secret
        for _ in range(4):
            case = _squeezed(found, dice)
            if case.events:
                what = _check(case, found.readings)
                told[what] = told.get(what, 0) + 1
    assert told["another order"] > 10, told
    assert told["refused"] > 3, told
