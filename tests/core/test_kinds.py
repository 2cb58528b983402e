"""Events that are alike share a kind; what one of them was checked for, the next is not let off wrongly."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from worlds import worlds

import gaf_rules as gaf
from gaf_rules.log.events import EVENT_FIELDS, event_problems, kind_of

_DAY = date(2026, 3, 2)
_PLAIN: dict[str, dict[str, Any]] = {
    "supplement_submitted": {
        "statement": True, "rectification_plan": False, "posted_on": _DAY, "to": "municipal_cac",
    },
    "filing_number_issued": {"number": "N-1"},
    "application_submitted": {"materials": ("functions",), "to": "municipal_cac"},
    "determination": {"question": "2.4.4d", "answer": "yes"},
    "app_launched": {},
}  # fmt: skip
_WRONG: tuple[tuple[str, dict[str, Any]], ...] = (
    ("supplement_submitted", {"statement": 1}),
    ("supplement_submitted", {"rectification_plan": 0}),
    ("supplement_submitted", {"posted_on": datetime(2026, 3, 2)}),
    ("supplement_submitted", {"posted_on": "2026-03-02"}),
    ("supplement_submitted", {"to": ["municipal_cac"]}),
    ("filing_number_issued", {"number": " "}),
    ("filing_number_issued", {"number": None}),
    ("filing_number_issued", {"number": 7}),
    ("filing_number_issued", {"procedure": "none"}),
    ("application_submitted", {"materials": ["functions"]}),
    ("application_submitted", {"materials": ("functions", "functions")}),
    ("application_submitted", {"problems": ()}),
    ("determination", {"answer": "municipal_cac"}),
    ("app_launched", {"by": "sponsor"}),
    ("app_launched", {"on": datetime(2026, 3, 2)}),
    ("app_launched", {"on": None}),
)


@pytest.mark.parametrize(("kind", "wrong"), _WRONG)
def test_an_event_is_refused_also_after_one_like_it(kind: Any, wrong: dict[str, Any]) -> None:
    for _ in range(2):
        gaf.Event(type=kind, on=_DAY, **_PLAIN[kind])
        with pytest.raises(gaf.CaseError):
            gaf.Event(**{"type": kind, "on": _DAY, **_PLAIN[kind], **wrong})


@pytest.mark.parametrize("kind", ["launch", None, 3, [], {}])
def test_a_type_that_is_none_is_refused(kind: Any) -> None:
    with pytest.raises(gaf.CaseError):
        gaf.Event(type=kind, on=_DAY)


def test_events_of_one_kind_differ_only_in_days_and_free_text() -> None:
    events = [event for world in worlds(60) for event in world.case.events]
    open_fields = {"posted_on", "expected_on", "change_on", "reason", "number"}
    known: dict[Any, tuple[Any, ...]] = {}
    for event in events:
        words = tuple(
            getattr(event, name) is None if name in open_fields else getattr(event, name)
            for name in ("type", *EVENT_FIELDS)
        )
        assert known.setdefault(event.kind, words) == words
        assert not event_problems(event, "$")
    assert len(known) == len(set(known.values()))
    assert len(known) < len(events) / 2


def test_a_kind_is_no_part_of_the_event() -> None:
    event = gaf.Event(type="filing_number_issued", on=_DAY, number="N-1")
    assert event.procedure == "filing"
    for travelled in (copy.deepcopy(event), copy.copy(event), pickle.loads(pickle.dumps(event))):  # noqa: S301 - just written
        assert travelled == event
        assert hash(travelled) == hash(event)
        assert kind_of(travelled) is event.kind
    assert evolve(event, on=_DAY + timedelta(days=1), number="N-2").kind is event.kind
    assert evolve(event, procedure="change", number=None).kind is not event.kind
    assert "kind" not in repr(event)
    assert "kind" not in event.to_dict()


def test_a_case_that_has_travelled_is_assessed_as_before() -> None:
    for world in worlds(12):
        case = pickle.loads(pickle.dumps(world.case))  # noqa: S301 - what was just written
        assert world.assess(case=case) == world.assess()
