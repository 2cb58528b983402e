"""Fresh cases by an independent reading of guideline and contract; the same in all three engines."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from as_change import change_cases
from attrs import evolve
from audit_tables import expected, found_by, frames
from fresh import assessed, check_fresh, document, fresh_cases, reading
from two_engines import Moment, gist
from worlds import World, worlds

import gaf_rules as gaf
from gaf_rules.auditing import learnt, tables

if TYPE_CHECKING:
    from fresh import Fresh

_CASES = {case.says: case for case in fresh_cases()}
_LEGAL = [case for case in _CASES.values() if case.error is None]
_OF_CHANGE = [*change_cases()]
_EVERY = [*_CASES.values(), *_OF_CHANGE]
_WORLDS = 60


def test_each_case_has_a_sentence_of_its_own() -> None:
    assert len(_CASES) == len(fresh_cases()) >= 100


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("docs/evidence/index.md", "178 worked cases, and {} read anew"),
        ("docs/zh/evidence/index.md", "178 个案例，另有 {} 个重新研读原文写成"),
    ],
)
def test_the_page_counts_the_cases_that_were_read_anew(page: str, words: str) -> None:
    assert words.format(len(_CASES)) in (Path(__file__).parents[2] / page).read_text("utf-8")


@pytest.mark.parametrize("case", [c for c in _EVERY if c.error is None], ids=lambda case: case.says)
def test_a_fresh_case_gives_what_the_sentence_says(case: Fresh) -> None:
    check_fresh(case, assessed(case).to_dict())


def test_most_cases_of_the_review_are_cases_of_a_change_too() -> None:
    assert len(_OF_CHANGE) > 60


@pytest.mark.parametrize("case", [c for c in _EVERY if c.error], ids=lambda case: case.says)
def test_a_fresh_case_is_refused_and_told_why(case: Fresh) -> None:
    assert case.error is not None
    kind, words = case.error
    with pytest.raises(getattr(gaf, kind)) as refused:
        assessed(case)
    assert words in refused.value.en
    assert words in refused.value.zh


@pytest.mark.parametrize("case", _LEGAL, ids=lambda case: case.says)
def test_the_second_engine_says_the_same(case: Fresh) -> None:
    moment = Moment(gaf.Case.from_dict(document(case)), case.as_of, reading(case))
    assert gist(moment.durable()) == gist(moment.native())


def test_an_audit_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    # By columns, however few the cases are.
    monkeypatch.setattr(tables, "FEW", -1)
    monkeypatch.setattr(learnt, "PAID", -1)
    groups: dict[Any, list[gaf.Case]] = {}
    for case in _LEGAL:
        held = gaf.Case.from_dict(document(case))
        groups.setdefault((reading(case), case.as_of), []).append(held)
    for (readings, as_of), cases in groups.items():
        events, parties = frames(cases)
        said = found_by(gaf.audit(events, parties, as_of=as_of, readings=readings))
        for held, got in zip(cases, said, strict=True):
            assert got == expected(held, as_of=as_of, readings=readings), held.id


def _random() -> list[World]:
    return [world.until_now() for world in worlds(_WORLDS, first=70_000)]


def test_whatever_is_asked_of_a_person_can_be_answered() -> None:
    answered = 0
    for world in _random():
        for question in world.assess().questions:
            if question.asks_date is not None:
                continue
            for answer in question.options:
                on = question.on or world.as_of
                said = gaf.Event(**{**question.answer(), "on": on, "answer": answer})
                after = world.assess(case=evolve(world.case, events=(*world.case.events, said)))
                assert question.id not in {each.id for each in after.questions}
                answered += 1
    assert answered > _WORLDS


def test_a_change_of_a_dead_app_is_due_only_if_it_was_missed_before() -> None:
    dead = 0
    for world in _random():
        day = world.as_of
        ahead = day + timedelta(days=60)
        plan = gaf.Event(type="change_planned", on=day, change_on=ahead, major=True)
        gone = gaf.Event(type="app_taken_offline", on=day)
        case = evolve(world.case, events=(*world.case.events, plan, gone))
        try:
            found = world.assess(case=case, as_of=ahead)
        except gaf.IllegalEventError:
            continue
        dead += 1
        for duty in found.duties:
            if duty.clause == "2.5.1b" and duty.met_on is None:
                assert duty.due is not None
                assert duty.status in {"overdue", "undetermined"}
                assert duty.due.latest is None or duty.due.latest < day
    assert dead > 2
