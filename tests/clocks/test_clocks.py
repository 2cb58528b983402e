"""The clocks of the review are those of the contract, whatever is missing and whatever moves them."""

from __future__ import annotations

import os
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from audit_tables import expected, found_by, frames
from clock_logs import clock_logs
from clock_oracle import End, Told, told
from two_engines import Moment, Remembered, gist

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_CASES = 20_000 if os.environ.get("GAF_LONG") == "1" else 1_200
_SETS = 100 if os.environ.get("GAF_LONG") == "1" else 12
_CLAUSES = ("2.4.2a", "2.4.2c", "2.4.3a", "2.4.4c")

Looked = tuple[gaf.Case, "date", gaf.Readings, gaf.Assessment]


def _assessed(count: int) -> Iterator[Looked]:
    """So many logs on a day; those that an abandonment makes impossible are passed over."""
    for case, as_of, readings in islice(clock_logs(1), count):
        try:
            made = gaf.assess(case, as_of=as_of, readings=readings)
        except gaf.IllegalEventError:
            continue
        yield case, as_of, readings, made


@pytest.fixture(scope="module")
def looked() -> list[Looked]:
    return list(_assessed(_CASES))


def _said(made: gaf.Assessment) -> list[Told]:
    return [
        Told(
            duty.clause,
            duty.trigger.event,
            duty.trigger.on,
            duty.trigger.estimated,
            End(duty.due.on, duty.due.earliest, duty.due.latest),
            duty.status,
        )
        for duty in made.duties
        if duty.clause in _CLAUSES and duty.due is not None and duty.trigger is not None
    ]


def test_clocks_are_those_of_the_contract(looked: list[Looked]) -> None:
    seen = set()
    for case, as_of, readings, made in looked:
        ours, theirs = _said(made), told(case, as_of, readings)
        if made.stages["filing"] == "deemed_abandoned":
            # With the application the duties that were open fall away; what ended it stands.
            theirs = [each for each in theirs if each in ours or each.status == "lapsed"]
        assert set(ours) == set(theirs), (case, as_of, readings)
        seen |= {(each.clause, each.status, each.estimated, each.end.on is None) for each in ours}
    assert len(looked) > _CASES * 0.8
    assert len(seen) > 30


@pytest.mark.no_cover
def test_the_columns_say_the_same() -> None:
    for seed, (_, as_of, readings) in enumerate(islice(clock_logs(3), _SETS)):
        cases = [case for case, _, _ in islice(clock_logs(100 + seed, readings), 60)]
        said = found_by(gaf.audit(*frames(cases), as_of=as_of, readings=readings))
        for case, got in zip(cases, said, strict=True):
            assert got == expected(case, as_of=as_of, readings=readings), (case, as_of, readings)


@pytest.mark.no_cover
def test_the_second_engine_says_the_same(looked: list[Looked]) -> None:
    module = import_module("gaf_rules.durable.engine")
    engine = Remembered(module.EngineDriver())
    for case, as_of, readings, _ in looked[:120]:
        moment = Moment(case=case, as_of=as_of, readings=readings, calendar=gaf.CHINA)
        assert gist(moment.durable(engine)) == gist(moment.native()), (case, as_of, readings)
