"""Properties of assessments: order, time, malformed documents, purity, completeness of the table."""

from __future__ import annotations

import builtins
import copy
import datetime as dt
import json
import os
import pickle
import random
import time
from datetime import date, timedelta
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worked_cases import WorkedCase, worked_cases

import gaf_rules as gaf
from gaf_rules.language.conditions import compile_condition
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.program.program import program

_LEGAL = [case for case in worked_cases() if case.error is None]
_HARD = [c for c in _LEGAL if not any(e["type"] == "determination" for e in c.document["events"])]
_cases = st.sampled_from(_LEGAL)


def _judge(case: WorkedCase, document: dict[str, Any], as_of: date) -> gaf.Assessment:
    return gaf.assess(
        gaf.Case.from_dict(document),
        as_of=as_of,
        calendar=case.calendar(),
        readings=gaf.Readings.from_dict(case.readings),
    )


@given(case=_cases, seed=st.integers(0, 10_000))
def test_the_order_of_the_list_never_matters(case: WorkedCase, seed: int) -> None:
    shuffled = copy.deepcopy(case.document)
    random.Random(seed).shuffle(shuffled["events"])  # noqa: S311 - a shuffle, no secret
    assert _judge(case, shuffled, case.as_of) == case.assess()


@given(case=_cases, days=st.integers(1, 120))
def test_what_was_missed_stays_missed(case: WorkedCase, days: int) -> None:
    events = case.document["events"]
    cut = {**case.document, "events": [e for e in events if e["on"] <= case.as_of.isoformat()]}
    before = _judge(case, cut, case.as_of)
    after = _judge(case, cut, case.as_of + timedelta(days=days))
    kept = {f.key[:4] for f in after.findings}
    lost = [
        f.code
        for f in before.findings
        if f.severity in {"breach", "consequence"} and f.key[:4] not in kept
    ]
    assert not lost
    statuses = {(d.clause, d.procedure, d.round): d.status for d in after.duties}
    for duty in before.duties:
        if duty.status in {"overdue", "lapsed", "met_late"}:
            assert statuses[duty.clause, duty.procedure, duty.round] == duty.status


def test_abandonment_needs_nothing_but_time() -> None:
    case = next(c for c in _LEGAL if c.document["id"] == "C22")
    due = date(2026, 3, 6)
    on_time = _judge(case, case.document, due)
    a_day_later = _judge(case, case.document, due + timedelta(days=1))
    assert "DEEMED_ABANDONED" not in {f.code for f in on_time.findings}
    assert "DEEMED_ABANDONED" in {f.code for f in a_day_later.findings}
    assert a_day_later.stages["filing"] == "deemed_abandoned"


_JUNK: list[Any] = [
    None, True, 0, -1, 10**30, 1.5, float("nan"), "", " ", "x", "APP", "2026-02-30", "20260401", "2026-4-1",
    "0001-01-01", "9999-12-31", "1926-03-12", "2026-04-01T00:00:00", "\ud800", [], {}, [None], [[]], {"a": 1},
    ["acceptance", "acceptance"], "change", "deregistration", "national_cac", "government_services_authority",
]  # fmt: skip


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for key, item in value.items():
            found += _paths(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            found += _paths(item, (*path, index))
    return found


@settings(max_examples=600)
@given(case=_cases, data=st.data())
def test_a_mutated_document_gives_nothing_but_its_own_errors(
    case: WorkedCase, data: st.DataObject
) -> None:
    document = copy.deepcopy(case.document)
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(_paths(document)))
        holder: Any = document
        for step in path[:-1]:
            holder = holder[step]
        act = data.draw(st.sampled_from(["put", "put", "drop", "double", "rename"]))
        if act == "put":
            holder[path[-1]] = copy.deepcopy(data.draw(st.sampled_from(_JUNK)))
        elif act == "drop":
            del holder[path[-1]]
        elif isinstance(holder, list):
            holder.append(copy.deepcopy(holder[path[-1]]))
        else:
            holder[f"{path[-1]}s"] = holder.pop(path[-1])
        if not _paths(document):
            break
    _expect_own_errors(case, document)


def _expect_own_errors(case: WorkedCase, document: dict[str, Any]) -> None:
    try:
        assessment = _judge(case, document, case.as_of)
    except gaf.CaseError as error:
        good = bool(error.problems) and all(
            p.path.startswith("$") and p.zh and p.en for p in error.problems
        )
    except gaf.IllegalEventError as error:
        known = error.clause in gaf.HAINAN.clauses
        good = error.path.startswith("$.events[") and known and bool(error.allowed and error.zh)
    else:
        good = bool(json.dumps(assessment.to_dict(), ensure_ascii=True))
    assert good


def test_deep_nesting_is_refused_like_anything_else() -> None:
    deep: list[Any] = []
    for _ in range(5_000):
        deep = [deep]
    case = next(c for c in _LEGAL if c.document["id"] == "C22")
    for place in ("id", "title", "app", "events"):
        with pytest.raises(gaf.CaseError):
            _judge(case, {**case.document, place: deep}, case.as_of)


def _forbidden(*_: object, **__: object) -> NoReturn:
    message = "the core asked for the clock, the environment or a file"
    raise AssertionError(message)


class _NoClock(dt.date):
    @classmethod
    def today(cls) -> NoReturn:
        _forbidden()


def test_nothing_reads_the_clock_the_environment_or_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for case in _LEGAL:
        case.assess().to_dict()  # what is loaded once, from the package itself, is loaded
    monkeypatch.setattr(dt, "date", _NoClock)
    for name in ("time", "time_ns", "monotonic", "localtime", "gmtime"):
        monkeypatch.setattr(time, name, _forbidden)
    monkeypatch.setattr(os, "getenv", _forbidden)
    monkeypatch.setattr(os.environ.__class__, "__getitem__", _forbidden)
    monkeypatch.setattr(builtins, "open", _forbidden)
    for case in _LEGAL[::5]:
        case.assess().to_dict()
    monkeypatch.undo()


@pytest.mark.parametrize("case", _LEGAL[::4], ids=lambda c: c.name)
def test_values_travel(case: WorkedCase) -> None:
    assessment = case.assess()
    assert pickle.loads(pickle.dumps(assessment)) == assessment  # noqa: S301 - our own bytes
    assert hash(copy.copy(assessment)) == hash(assessment)
    held = gaf.Case.from_dict(case.document)
    assert gaf.Case.from_dict(held.to_dict()) == held


def test_every_state_and_event_is_decided_and_every_state_is_reached() -> None:
    machine = program(gaf.HAINAN)
    for procedure in ("filing", "change", "deregistration"):
        states = {name for proc, name in machine.states if proc == procedure}
        reached = {"not_started"} | {
            row.to for row in gaf.HAINAN.transitions if row.procedure == procedure and row.to
        }
        reached |= {row.to for row in gaf.HAINAN.lapses if row.procedure == procedure}
        assert reached == states
        for row in gaf.HAINAN.transitions:
            if row.procedure == procedure:
                assert set(row.states) <= states
                assert row.to is None or row.to in states
    named = {row.event for row in gaf.HAINAN.transitions}
    assert named == set(EVENT_TYPES)
    final = {"displayed", "approved", "reported"}
    for state in gaf.HAINAN.states:
        assert state.bearer is not None or state.name in final


def test_every_row_names_clauses_that_exist() -> None:
    book = gaf.HAINAN.clauses
    cited = [row.clauses for row in gaf.HAINAN.transitions]
    cited += [row.clauses for row in gaf.HAINAN.lapses]
    cited += [row.clauses for row in gaf.HAINAN.routes]
    for clauses in cited:
        assert clauses
        assert all(clause in book for clause in clauses)
    for duty in gaf.HAINAN.duties:
        assert all(clause in book for clause in (duty.clause, *duty.clauses))


def test_answering_a_question_changes_something_and_removes_it() -> None:
    asked = 0
    for case in _LEGAL:
        before = case.assess()
        for question in before.questions:
            if question.asks_date:
                continue
            asked += 1
            outcomes = []
            for answer in question.options:
                document = copy.deepcopy(case.document)
                event = question.answer()
                document["events"].append(
                    {**event, "on": event["on"] or case.as_of.isoformat(), "answer": answer}
                )
                after = _judge(case, document, case.as_of)
                assert question.id not in {q.id for q in after.questions}
                bare = after.to_dict()
                bare["questions"] = []
                outcomes.append(bare)
            plain = before.to_dict()
            plain["questions"] = []
            assert any(outcome != plain for outcome in outcomes), question
    assert asked > 10


def test_conditions_of_an_unknown_kind_are_refused() -> None:
    with pytest.raises(gaf.GafRulesError, match="object is not known"):
        compile_condition(object())  # type: ignore[arg-type]  # the point is that it is refused


def test_an_unknown_engine_is_refused() -> None:
    case = gaf.Case.from_dict(_LEGAL[0].document)
    with pytest.raises(gaf.GafRulesError, match="native"):
        gaf.assess(case, as_of=_LEGAL[0].as_of, engine="guess")  # type: ignore[arg-type]  # no such engine


def test_a_moment_is_no_day() -> None:
    case = gaf.Case.from_dict(_LEGAL[0].document)
    with pytest.raises(gaf.CaseError, match="zone"):
        gaf.assess(case, as_of=dt.datetime(2026, 3, 9))


def test_a_period_may_start_on_the_first_day_of_the_calendar() -> None:
    case = next(c for c in _LEGAL if c.document["id"] == "C57")
    first = gaf.CHINA.coverage.first
    moved = {**case.document, "events": case.document["events"][:3]}
    moved["events"] = [{**event, "on": first.isoformat()} for event in moved["events"]]
    assessment = _judge(case, moved, first + timedelta(days=3))
    review = next(duty for duty in assessment.duties if duty.clause == "2.4.2a")
    assert review.due is not None
    assert review.due.safe_on == review.due.on == date(2004, 1, 15)
