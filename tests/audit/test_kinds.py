"""Cases with the same events are of one kind, and of several where their days say so."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from audit_tables import expected, found_by, frames
from hypothesis import given
from hypothesis import strategies as st
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.auditing import tables
from gaf_rules.auditing.counted import MISSING, PARTS, Tables, number_of, shape_of
from gaf_rules.auditing.numbers import IntegerInterner
from gaf_rules.auditing.sorting import Kinds, chained
from gaf_rules.language.periods import count_due
from gaf_rules.language.vocabulary import PROCEDURES

_MONDAY = date(2026, 3, 2)
_AS_OF = date(2026, 6, 1)


_CASES = st.lists(st.lists(st.integers(0, 3), max_size=5), max_size=40)


@given(_CASES, st.data())
def test_sequences_are_told_apart_as_by_a_dictionary(
    cases: list[list[int]], data: st.DataObject
) -> None:
    roots = [data.draw(st.integers(0, 1)) for _ in cases]
    counts = np.array([len(case) for case in cases], np.int64)
    symbols = np.array([symbol for case in cases for symbol in case], np.int64)
    starts = np.cumsum(counts) - counts
    found = chained(
        IntegerInterner(), np.array(roots, np.int64), 5, starts, counts, symbols
    ).tolist()
    said = [(root, *case) for root, case in zip(roots, cases, strict=True)]
    pairs = set(zip(found, said, strict=True))
    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})


# -- where the cases of a kind part ----------------------------------------------------------------------
def _app() -> gaf.App:
    return gaf.App(kind="app", runs_on_mobile=True, purpose="public", grassroots_facing=False)


def _answered(number: int, wait: int) -> gaf.Case:
    """A filing whose feedback is answered so many calendar days later, in the end by a person's yes."""
    day = _MONDAY + timedelta(days=number % 5)

    def on(days: int, kind: Any, **fields: Any) -> gaf.Event:
        return gaf.Event(type=kind, on=day + timedelta(days=days), **fields)

    return gaf.Case(
        id=f"c{number}-{wait}",
        app=_app(),
        sponsor=gaf.Sponsor(kind="administrative_organ", tier="municipal"),
        events=(
            on(0, "application_submitted", materials=("application_form",)),
            on(1, "application_received", by="municipal_cac"),
            on(2, "application_forwarded"),
            on(3, "application_received", by="provincial_cac"),
            on(4, "completeness_confirmed"),
            on(5, "reported_to_national"),
            on(6, "feedback_issued", grounds=("supplement",), functional_rectification=False),
            on(7, "feedback_received", by="sponsor"),
            on(
                7 + wait,
                "supplement_submitted",
                statement=True,
                rectification_plan=False,
                posted_on=day + timedelta(days=7 + wait // 2),
            ),
        ),
    )


_WAITS = (3, 9, 13, 14, 15, 16, 17, 25, 40)


def _wrong(cases: list[gaf.Case]) -> list[str]:
    said = found_by(gaf.audit(*frames(cases), as_of=_AS_OF))
    return [
        case.id
        for case, got in zip(cases, said, strict=True)
        if got != expected(case, as_of=_AS_OF)
    ]


def test_kinds_are_told_apart_where_a_time_limit_has_run_out_for_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = [_answered(number, wait) for number in range(10) for wait in _WAITS]
    found: list[set[int]] = []
    models = Kinds.models

    def noted(self: Kinds) -> Any:
        found.append(set(self.kind.tolist()))
        return models(self)

    monkeypatch.setattr(Kinds, "models", noted)
    assert _wrong(cases) == []
    # In time; too late; too late, but posted in time.
    assert [len(kinds) for kinds in found] == [3]


def test_kinds_that_are_not_told_apart_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kinds, "parted", lambda _, ways, *__: ways)
    assert _wrong([_answered(0, wait) for wait in _WAITS])


def _parties(*choices: tuple[Any, ...]) -> product[tuple[Any, ...]]:
    return product(*choices)


def test_parties_of_a_kind_may_differ() -> None:
    """The same events, but apps and sponsors that the rows judge differently, some out of scope."""
    model = _answered(0, 9)
    cases = [
        gaf.Case(
            id=f"{kind}-{sort}-{facing}-{place}",
            app=gaf.App(
                kind=kind, runs_on_mobile=True, purpose="internal", grassroots_facing=facing
            ),
            sponsor=gaf.Sponsor(kind=sort, tier="municipal", place=place),
            events=model.events,
        )
        for kind, sort, facing, place in _parties(
            ("app", "official_account", "other"),
            ("administrative_organ", "public_institution", "party_organ"),
            (True, False, None),
            (None, "460400", "469025"),
        )
    ]
    assert _wrong(cases) == []


@pytest.mark.no_cover
def test_what_one_piece_of_a_log_has_taught_holds_for_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Judged in pieces of a few cases each, in which other tiers, ways and places come first."""
    cases = [
        evolve(world.case, sponsor=evolve(world.case.sponsor, place=place))
        for place in (None, "460400")
        for world in worlds(24, first=90_000)
    ]
    assert len({case.sponsor.tier for case in cases}) > 2
    monkeypatch.setattr(tables, "_CHUNK", 5)
    assert _wrong(cases) == []


@pytest.mark.no_cover
def test_few_cases_that_are_assessed_one_by_one_make_the_same_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tables_of = frames([world.case for world in worlds(36, first=91_000)])
    found = []
    for few in (-1, 1000):
        monkeypatch.setattr(tables, "FEW", few)
        made = gaf.audit(*tables_of, as_of=_AS_OF)
        found.append([table.rows() for table in (made.cases, made.duties, made.findings)])
        keys = made.duties.select("case_id", "procedure", "clause").rows()
        order = [(case, PROCEDURES.index(name), clause) for case, name, clause in keys]
        assert order == sorted(order)
    (cases, duties, findings), (others, other_duties, other_findings) = found
    assert cases == others
    assert sorted(duties, key=repr) == sorted(other_duties, key=repr)
    assert findings == other_findings


# -- deadlines -------------------------------------------------------------------------------------------
_PERIODS = {duty.period.clause: duty.period for duty in gaf.HAINAN.duties if duty.period}


@pytest.mark.parametrize("clause", _PERIODS)
@pytest.mark.parametrize("known_on", [None, date(2020, 1, 20)])
def test_tables_say_of_a_day_what_is_said_of_it_alone(clause: str, known_on: date | None) -> None:
    calendar = gaf.CHINA if known_on is None else gaf.CHINA.as_known_on(known_on)
    period = _PERIODS[clause]
    first = number_of(calendar.coverage.first)
    size = number_of(calendar.coverage.published_through) - first + 60
    # Every week somewhere, and every day near the ends.
    asked = sorted({*range(0, size, 61), *range(40), *range(size - 130, size - 60)})
    for trigger, receipt, window in product(
        ("exclude", "include"), ("actual", "next_working_day"), ("backward", "clear_days")
    ):
        readings = {
            "trigger_day": trigger, "receipt_on_day_off": receipt, "before_window": window,
        }  # fmt: skip
        for days in (None,) if period.backward else (None, 0, 1, 7):
            table = Tables(calendar, first, first + size).due(period, readings, calendar, days)
            for place in asked:
                if not table.known[place]:
                    continue
                due = table.due(place + first)
                parts = [number_of(getattr(due, name)) for name in PARTS]
                assert [int(table.columns[name][place]) for name in PARTS] == parts
                assert int(table.columns["shape"][place]) == shape_of(due)
            assert table.known.mean() > 0.5  # most days are final


def test_a_deadline_read_off_wrongly_would_be_seen() -> None:
    period = _PERIODS["2.4.4c"]
    readings = {
        "trigger_day": "exclude", "receipt_on_day_off": "actual", "before_window": "backward",
    }  # fmt: skip
    first = number_of(_MONDAY)
    table = Tables(gaf.CHINA, first, first + 9).due(period, readings, gaf.CHINA, None)
    due = count_due(period, _MONDAY, readings, gaf.CHINA, days=None)
    assert table.columns["on"][0] == number_of(due.on) != table.columns["on"][1]
    assert MISSING not in table.columns["on"]
