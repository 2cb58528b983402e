"""Counting, over every pattern of working days and days off that a window can have.

A window is a row of days each of which is worked or not, all patterns at once. The last day of a period is a
formula over them; that the formula is what the code counts is seen on every pattern of a shorter window.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import pytest
import z3
from attrs import evolve

import gaf_rules as gaf
from gaf_rules.language.periods import count_due
from gaf_rules.language.readings import READING_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.no_cover

_DEFAULTS = {name: options[0] for name, options in READING_OPTIONS.items()}
_FORWARD = [
    {**_DEFAULTS, "trigger_day": day, "receipt_on_day_off": receipt}
    for day, receipt in product(
        READING_OPTIONS["trigger_day"], READING_OPTIONS["receipt_on_day_off"]
    )
]
_COUNTED = ("trigger_day", "receipt_on_day_off")
_BACKWARD = [{**_DEFAULTS, "before_window": option} for option in READING_OPTIONS["before_window"]]
_WINDOW = 10
_SHORT = 7
_FIRST, _BEYOND = date(2026, 3, 1), date(2026, 6, 1)
_NO = z3.BoolVal(val=False)
_N, _M = z3.Ints("n m")
_WORKED = [z3.Bool(f"worked{n}") for n in range(_WINDOW)]


def _rank(day: int) -> Any:
    """Working days from the first of the window through a day."""
    return z3.Sum([0, *(z3.If(each, 1, 0) for each in _WORKED[: day + 1])])


_RANKS = [_rank(day) for day in range(-1, _WINDOW)]


def _is_nth_after(day: int, n: Any, last: int) -> Any:
    return z3.And(_WORKED[last], _RANKS[last + 1] - _RANKS[day + 1] == n, last > day)


def _is_nth_before(day: int, n: Any, last: int) -> Any:
    return z3.And(_WORKED[last], _RANKS[day] - _RANKS[last] == n, last < day)


def _is_last_day(day: int, n: Any, last: int, options: dict[str, str], *, receipt: bool) -> Any:
    """Whether a day is the last of a period counted forward from a day: by what the readings say in words."""
    if receipt and options["receipt_on_day_off"] == "next_working_day":
        moved = [
            z3.And(_WORKED[start], z3.Not(z3.Or([_NO, *_WORKED[day:start]])),
                   _is_last_day(start, n, last, options, receipt=False))
            for start in range(day, last + 1)
        ]  # fmt: skip
        return z3.Or([_NO, *moved])
    # With the day itself counted, it is as if one had started on the day before.
    return _is_nth_after(day - (options["trigger_day"] == "include"), n, last)


def _proved(claim: Any) -> bool:
    solver = z3.Solver()
    solver.add(z3.Not(claim))
    found = solver.check()
    assert found != z3.unknown
    return bool(found == z3.unsat)


@pytest.mark.parametrize("options", _FORWARD, ids=lambda each: "-".join(map(each.get, _COUNTED)))
def test_a_later_trigger_or_a_larger_number_never_ends_sooner(options: dict[str, str]) -> None:
    for day in range(1, _WINDOW // 2):
        for last, other in combinations(reversed(range(day - 1, _WINDOW)), 2):
            ends = _is_last_day(day, _N, last, options, receipt=True)
            later = _is_last_day(day + 1, _N, other, options, receipt=True)
            more = _is_last_day(day, _M, other, options, receipt=True)
            assert _proved(z3.Not(z3.And(_N > 0, ends, z3.Or(later, z3.And(_M >= _N, more)))))


def test_counted_back_a_later_day_or_a_smaller_number_never_ends_sooner() -> None:
    for day in range(_WINDOW // 2, _WINDOW - 1):
        for other, last in combinations(range(_WINDOW), 2):
            ends = _is_nth_before(day, _N, last)
            later = _is_nth_before(day + 1, _N, other)
            fewer = _is_nth_before(day, _M, other)
            assert _proved(
                z3.Not(z3.And(_N > 0, ends, z3.Or(later, z3.And(_M > 0, _M <= _N, fewer))))
            )


def test_back_and_forward_again_is_where_one_was() -> None:
    for day, there in combinations(range(_WINDOW), 2):
        after, before = _is_nth_after(day, _N, there), _is_nth_before(there, _N, day)
        # From a working day the two are inverse; a day off is not where a count can end.
        assert _proved(
            z3.Implies(_N > 0, z3.And(_WORKED[day], after) == z3.And(_WORKED[there], before))
        )


def test_a_claim_that_is_false_is_not_proved() -> None:
    """Counted from a day off, forward and back again leads to the working day before it."""
    assert not _proved(z3.Implies(_is_nth_after(3, _N, 6), _is_nth_before(6, _N, 3)))


# -- the formula is what the code counts -----------------------------------------------------------------
class _Pattern:
    """A window as the calendar that a period is counted by: only what is asked of one is there."""

    def __init__(self, worked: tuple[bool, ...]) -> None:
        self.days = [_FIRST + timedelta(days=n) for n in range(len(worked))]
        self.worked = [day for day, is_worked in zip(self.days, worked, strict=True) if is_worked]
        self.coverage = evolve(gaf.CHINA.coverage, first=_FIRST)

    def is_working_day(self, day: date) -> bool:
        return day in self.worked

    def nth_working_day_after(self, day: date, n: int) -> date:
        return self._at([each for each in self.worked if each > day], n)

    def nth_working_day_before(self, day: date, n: int) -> date:
        return self._at([each for each in reversed(self.worked) if each < day], n)

    def _at(self, days: list[date], n: int) -> date:
        return days[n - 1] if n <= len(days) else _BEYOND


def _patterns() -> Iterator[tuple[tuple[bool, ...], Any]]:
    for worked in product((True, False), repeat=_SHORT):
        fixed = [z3.BoolVal(each) for each in worked]
        yield (
            worked,
            list(
                zip(_WORKED, (*fixed, *[z3.BoolVal(val=False)] * (_WINDOW - _SHORT)), strict=True)
            ),
        )


def _formulas(period: Any, options: dict[str, str], day: int) -> list[Any]:
    number = z3.IntVal(period.number + (options["before_window"] == "clear_days") * period.backward)
    if period.backward:
        return [_is_nth_before(day, number, last) for last in range(_SHORT)]
    receipt = period.from_receipt
    return [_is_last_day(day, number, last, options, receipt=receipt) for last in range(_SHORT)]


@pytest.mark.parametrize("period", gaf.HAINAN.periods.values(), ids=lambda each: each.clause)
def test_the_formula_is_what_the_code_counts_on_every_pattern(period: Any) -> None:
    short = evolve(period, working_days=2)
    for options in _BACKWARD if period.backward else _FORWARD:
        day = _SHORT - 2 if period.backward else 1
        every = _formulas(short, options, day)
        for worked, fixed in _patterns():
            calendar: Any = _Pattern(worked)
            due = count_due(short, calendar.days[day], options, calendar).on
            claimed = [
                n
                for n, each in enumerate(every)
                if z3.is_true(z3.simplify(z3.substitute(each, fixed)))
            ]
            expected = [] if due == _BEYOND else [calendar.days.index(due)]
            assert claimed == expected, (worked, options)


def test_the_first_day_of_a_calendar_counts_itself_on_every_pattern() -> None:
    """There is no day before it to start from, so that the code has a way of its own."""
    for number, options in product((1, 2, 3), _FORWARD):
        if options["trigger_day"] != "include":
            continue
        short = evolve(gaf.HAINAN.periods["2.4.2a"], working_days=number)
        every = _formulas(short, options, 0)
        for worked, fixed in _patterns():
            calendar: Any = _Pattern(worked)
            due = count_due(short, _FIRST, options, calendar).on
            claimed = [
                n for n, e in enumerate(every) if z3.is_true(z3.simplify(z3.substitute(e, fixed)))
            ]
            expected = [] if due == _BEYOND else [calendar.days.index(due)]
            assert claimed == expected, (worked, options)
