"""The pieces of the audit that random logs seldom reach: orders of a day, numbers, facts of two sorts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames
from hypothesis import given
from hypothesis import strategies as st
from unlinked import unlinked

import gaf_rules as gaf
from gaf_rules.auditing import numbers as numbering
from gaf_rules.auditing.counted import EPOCH, Tables, number_of
from gaf_rules.auditing.dictionary import Dictionary
from gaf_rules.auditing.fact_types import fact_types_of
from gaf_rules.auditing.numbers import IntegerInterner
from gaf_rules.language.rows import Put

_MONDAY = date(2026, 3, 2)


@given(st.lists(st.integers(0, 1 << 62), max_size=300), st.integers(1, 5))
def test_numbers_are_those_of_a_dictionary(values: list[int], pieces: int) -> None:
    numbers, known = IntegerInterner(), dict[int, int]()
    for piece in np.array_split(np.array(values, np.int64), pieces):
        got = numbers.of(piece).tolist()
        for value in piece.tolist():
            known.setdefault(value, len(known))
        assert [numbers.values[place] for place in got] == piece.tolist()
    assert sorted(numbers.values.tolist()) == sorted(known)


def test_values_that_share_a_slot_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    # All of them point to one slot of a table that grows meanwhile.
    monkeypatch.setattr(numbering, "_MIX", np.uint64(0))
    values = np.arange(3000, dtype=np.int64) * 7919
    numbers = IntegerInterner()
    first, again = numbers.of(values), numbers.of(values[::-1].copy())
    assert np.array_equal(first, again[::-1])
    assert len(set(first.tolist())) == len(values)


def test_threads_that_ask_at_once_are_told_the_same() -> None:
    numbers, dice = IntegerInterner(), np.random.default_rng(3)
    pieces = [dice.integers(0, 4000, 3000) for _ in range(40)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(numbers.of, pieces))
    for piece, got in zip(pieces, found, strict=True):
        assert np.array_equal(numbers.values[got], piece)


def test_words_that_are_equal_but_of_another_type_are_two() -> None:
    words = Dictionary()
    said = (None, True, 1, False, 0, "1", ("1",))
    assert [words.of(value) for value in (*said, *said)] == [*range(7), *range(7)]
    assert [type(value) for value in words.values] == [type(value) for value in said]


def test_a_question_is_put_once_and_only_to_words_that_are_asked_about() -> None:
    put: list[Any] = []

    class IsA:
        def holds(self, value: Any) -> bool:
            put.append(value)
            return bool(value == "a")

    words = Dictionary()
    decided = words.decided(IsA())  # type: ignore[arg-type]  # it is asked nothing else
    first = np.array([words.of(word) for word in ("b", "a", "b")])
    assert decided.of(first).tolist() == [0, 1, 0]
    more = np.array([words.of(word) for word in ("c", "a", "d")])[:2]
    assert decided.of(more).tolist() == [0, 1]
    assert sorted(put) == ["a", "b", "c"]


def _app() -> gaf.App:
    return gaf.App(
        kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False, name="一"
    )


def _on(day: date, kind: Any, **fields: Any) -> gaf.Event:
    return gaf.Event(type=kind, on=day, **fields)


def _filing(day: date, *, at_once: bool) -> list[gaf.Event]:
    """A filing up to its number; all on one day, or a day each."""
    steps: list[tuple[str, dict[str, Any]]] = [
        ("application_submitted", {"materials": ("application_form",)}),
        ("application_received", {"by": "municipal_cac"}),
        ("application_forwarded", {}),
        ("application_received", {"by": "provincial_cac"}),
        ("completeness_confirmed", {}),
        ("reported_to_national", {}),
        ("application_received", {"by": "national_cac"}),
        ("filing_number_issued", {"number": "1"}),
        ("filing_number_received", {"by": "sponsor"}),
        ("app_launched", {}),
    ]
    return [
        _on(day if at_once else day + timedelta(n), kind, **fields)
        for n, (kind, fields) in enumerate(steps)
    ]


@pytest.mark.parametrize("last", range(2, 11))
def test_many_events_of_one_day_in_any_order_of_rows(last: int) -> None:
    sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    events = _filing(_MONDAY, at_once=True)[:last]
    orders = [events, events[::-1], events[1::2] + events[::2]]
    cases = [
        gaf.Case(id=f"c{n}", app=_app(), sponsor=sponsor, events=tuple(some))
        for n, some in enumerate(orders * 4)
    ]
    # One that is not legal in any order: its first step is missing.
    cases.append(evolve(cases[0], id="x", events=tuple(events[1:])))
    log, parties = frames(cases)
    said = found_by(gaf.audit(log, parties, as_of=date(2026, 3, 20)))
    for case, got in zip(cases, said, strict=True):
        assert got == expected(case, as_of=date(2026, 3, 20)), case.id
    assert said[-1][0][-1] is not None


def test_a_guideline_whose_facts_are_of_two_sorts_is_judged_case_by_case() -> None:
    row = next(row for row in gaf.HAINAN.transitions if row.event == "app_launched")
    mixed = evolve(row, actions=(*row.actions, Put("case.submitted_on", value="once")))
    others = tuple(mixed if one is row else one for one in gaf.HAINAN.transitions)
    guideline = unlinked(gaf.HAINAN, transitions=others)
    assert fact_types_of(gaf.HAINAN).plain
    assert not fact_types_of(guideline).plain
    sponsor = gaf.Sponsor(kind="administrative_organ", tier="municipal")
    cases = [
        gaf.Case(
            id=f"c{n}",
            app=_app(),
            sponsor=sponsor,
            events=tuple(_filing(_MONDAY, at_once=False)[:n]),
        )
        for n in range(9)
    ]
    log, parties = frames(cases)
    said = found_by(gaf.audit(log, parties, as_of=date(2026, 4, 1), guideline=guideline))
    for case, got in zip(cases, said, strict=True):
        assert got == expected(case, as_of=date(2026, 4, 1), guideline=guideline), case.id


def test_a_thread_sees_what_it_has_asked_though_another_has_laid_more_tables() -> None:
    """Between a look into the columns and the filling of them, the other thread may have made them anew."""
    first, last = (day.toordinal() - EPOCH for day in (date(2026, 1, 5), date(2027, 3, 1)))
    tables = Tables(gaf.CHINA, first, last)
    period = gaf.HAINAN.periods["2.4.4c"]
    family = tables.family(period, gaf.Readings().options(), gaf.CHINA)
    # Nothing of a period that begins here and ends past the last notice is known from the start.
    day, ten = np.array([date(2026, 12, 28).toordinal() - EPOCH - first]), np.array([10])
    wanted = family.due(int(day[0]) + first, 10)
    assert not family.places(day - 300, ten)[0]["known"].all()

    class Raced:
        """A lock before which the other thread comes in."""

        def __enter__(self) -> None:
            tables.lock.acquire()
            family._grow(20)

        def __exit__(self, *_: object) -> None:
            tables.lock.release()

    family._lock = Raced()  # type: ignore[assignment]  # it is only entered and left
    columns, places = family.places(day, ten)
    assert columns["known"].take(places).all()
    assert columns["earliest"].take(places)[0] == number_of(wanted.earliest)
