"""A row changed in the second engine's input alone is noticed: every row, one at a time.

For every row there is a case in a pool that makes it fire; the row is silenced (or made to differ) for the
second engine only, and the two must then disagree on such a case. So no row is dead weight in the
comparison, and no agreement rests on the engines reading the same thing the same wrong way by accident of
never reading it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip(
    "durable_rules_engine",
    reason="durable_rules is not installed for this Python",
    exc_type=ImportError,
)

from attrs import evolve, frozen
from directed import pool
from fresh import document, fresh_cases, reading
from row_cases import KINDS, users
from row_edits import TABLES, edits, row_of, without
from two_engines import Moment, Remembered, gist, worked_moments
from worlds import moments

import gaf_rules as gaf
from gaf_rules.durable.durable import Shared
from gaf_rules.durable.engine import EngineDriver
from gaf_rules.values.errors import DisagreementError

if TYPE_CHECKING:
    from gaf_rules.language.periods import Period

_RANDOM = 1200
_MOST = 40


@frozen(eq=False)
class _Pool:
    """Cases with what both engines make of them, and which rows they make fire."""

    engine: Remembered
    cases: list[tuple[Moment, Shared, dict[str, Any]]]
    by_row: dict[tuple[str, int], list[int]]


def _case(kind: Any, tier: Any, *events: gaf.Event) -> gaf.Case:
    app = gaf.App(kind=kind, runs_on_mobile=True, purpose="internal")
    sponsor = gaf.Sponsor(kind="administrative_organ", tier=tier)
    return gaf.Case(id="answered", app=app, sponsor=sponsor, events=events)


def _answered() -> list[Moment]:
    """What random logs hardly ever hold: each answer on scope and route; an extension told too late."""
    day = date(2026, 3, 2)

    def answer(question: str, word: str) -> gaf.Event:
        return gaf.Event(type="determination", on=day, question=question, answer=word)

    made = [_case("other", "municipal", answer("1.2e", word)) for word in ("yes", "no")]
    made += [
        _case("app", "central_agency", answer("2.2.0", word))
        for word in ("municipal_cac", "provincial_department", "provincial_cac")
    ]
    steps: list[dict[str, Any]] = [
        {"type": "application_submitted", "by": "sponsor", "to": "municipal_cac", "materials": ()},
        {"type": "application_forwarded", "by": "municipal_cac", "to": "provincial_cac"},
        {"type": "application_received", "by": "provincial_cac"},
        {"type": "completeness_confirmed"},
        {"type": "reported_to_national"},
        {"type": "application_received", "by": "national_cac"},
    ]
    events = [
        gaf.Event(on=day + timedelta(days=n), procedure="filing", **step)
        for n, step in enumerate(steps)
    ]
    late = gaf.Event(
        type="review_extended", on=date(2026, 6, 1), procedure="filing", reason="情况复杂"
    )
    made.append(_case("app", "municipal", *events, late))
    return [Moment(case, date(2026, 6, 2), gaf.Readings()) for case in made]


def _users_of_rows() -> list[Moment]:
    """One case for every row that the test of the rows themselves looks at."""
    held = {
        id(user): user
        for kind in KINDS
        for row in getattr(gaf.HAINAN, kind)
        for user in users(kind, row)[:2]
    }
    return [
        Moment(user.case, user.as_of, user.readings, user.calendar, user.guideline)
        for user in held.values()
    ]


@pytest.fixture(scope="module")
def cases() -> _Pool:
    engine = Remembered(EngineDriver())
    # The text names no day from which it applies; a guideline that does is a case of its own.
    dated = evolve(gaf.HAINAN, effective_from=date(2026, 3, 1))
    found = worked_moments()
    found += [evolve(moment, guideline=dated) for moment in found[:40]]
    found += _answered()
    found += [
        Moment(gaf.Case.from_dict(document(case)), case.as_of, reading(case))
        for case in fresh_cases()
        if case.error is None
    ]
    found += [Moment.of(world) for world in moments(_RANDOM)]
    found += [Moment.of(world) for _, world in pool(1)]
    found += _users_of_rows()
    made = _Pool(engine, [], {})
    for number, moment in enumerate(found):
        shared = moment.shared()
        derived = moment.derived(engine, shared=shared)
        told = gist(moment.native())
        assert gist(derived.assessment) == told
        made.cases.append((moment, shared, told))
        for row in {row_of(proof.rule) for proof in derived.proofs} - {None}:
            assert row is not None
            made.by_row.setdefault(row, []).append(number)
    return made


def _noticed(made: _Pool, table: str, index: int) -> bool:
    changed: dict[int, gaf.Guideline] = {}
    near = made.by_row.get((table, index), [])
    # Those first that were looked for on behalf of this row; of the rest the last ones first.
    users_of_it = {id(user.case) for user in users(table, getattr(gaf.HAINAN, table)[index])}
    own = [n for n, (moment, _, _) in enumerate(made.cases) if id(moment.case) in users_of_it]
    for number in (*own[-_MOST:], *near[:: -max(1, len(near) // _MOST)]):
        moment, shared, told = made.cases[number]
        given = moment.guideline
        edited = changed.setdefault(id(given), without(given, table, index))
        try:
            derived = moment.durable(made.engine, shared=shared, guideline=edited)
        except DisagreementError:
            return True
        if gist(derived) != told:
            return True
    return False


@pytest.mark.no_cover
@pytest.mark.deep
def test_each_row_changed_for_one_engine_alone_is_noticed(cases: _Pool) -> None:
    rows = list(edits(gaf.HAINAN))
    assert {table for table, _ in rows} == set(TABLES)
    assert [row for row in rows if not _noticed(cases, *row)] == []
    # And every number of days.
    periods = [period for period in gaf.HAINAN.periods.values() if period.like is None]
    assert [p.clause for p in periods if not _counted(cases, p)] == []


def _counted(made: _Pool, period: Period) -> bool:
    """Whether one day more for the second engine alone is noticed."""
    longer = gaf.HAINAN.amend({period.clause: {"n": period.days + 1}})
    rows = [n for n, row in enumerate(gaf.HAINAN.duties) if row.clause == period.clause]
    near = [n for row in rows for n in made.by_row["duties", row]][:_MOST]
    return any(
        gist(moment.durable(made.engine, shared=shared, guideline=longer)) != told
        for moment, shared, told in (made.cases[n] for n in near)
    )
