"""Of one day what comes down is listed from the highest office on, as it can happen; so in columns, too."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from audit_tables import expected, found_by, frames
from worked_cases import worked_cases

import gaf_rules as gaf
from gaf_rules.ask.explanation import explain
from gaf_rules.evaluate.basis import outline_behind

_C22 = next(case for case in worked_cases() if case.name == "C22")
_DAY = date(2026, 2, 24)
_WAY = (("provincial_cac", "municipal_cac"), ("municipal_cac", "sponsor"))


def _event(kind: Any, **fields: Any) -> gaf.Event:
    return gaf.Event(type=kind, on=_DAY, procedure="filing", **fields)


def _log() -> tuple[gaf.Event, ...]:
    issued = _event("feedback_issued", grounds=("supplement",), functional_rectification=False)
    relayed = [_event("feedback_relayed", by=by, to=to) for by, to in _WAY]
    received = [
        _event("feedback_received", by=by) for by in ("provincial_cac", "municipal_cac", "sponsor")
    ]
    case = gaf.Case.from_dict(_C22.document)
    before = (
        e for e in case.events if e.on < _DAY and not e.type.startswith(("feedback", "supplement"))
    )
    return (*before, issued, *relayed, *received)


@pytest.mark.parametrize("seed", range(20))
def test_two_relays_of_one_day_are_listed_as_they_can_happen(seed: int) -> None:
    events = list(_log())
    random.Random(seed).shuffle(events)  # noqa: S311 - a shuffle, no secret
    case = gaf.Case.from_dict(_C22.document)
    mixed = gaf.Case(id="C22", app=case.app, sponsor=case.sponsor, events=tuple(events))
    found = gaf.assess(mixed, as_of=date(2026, 2, 25))
    taken = [
        entry for *_, entry in outline_behind(found.basis).log.taken if entry and entry.on == _DAY
    ]
    assert [(e.by, e.to) for e in taken if e.type == "feedback_relayed"] == list(_WAY)
    received = [e.by for e in taken if e.type == "feedback_received"]
    assert received == ["provincial_cac", "municipal_cac", "sponsor"]
    told = [node.text for node in explain(found, "en").walk() if "Feedback passed on" in node.text]
    assert ["(provincial CAC)" in text for text in told] == [True, False]


def test_columns_take_them_in_the_same_order() -> None:
    case = gaf.Case.from_dict(_C22.document)
    made = gaf.Case(id="C22", app=case.app, sponsor=case.sponsor, events=_log())
    events, cases = frames([made], random.Random(3))  # noqa: S311 - a shuffle, no secret
    as_of = date(2026, 2, 25)
    assert found_by(gaf.audit(events, cases, as_of=as_of)) == [expected(made, as_of=as_of)]
