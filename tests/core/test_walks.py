"""Random legal logs never raise, illegal ones always do, and every answer stands in any order."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import cache

import pytest
from attrs import evolve
from walks import Walk, walk

import gaf_rules as gaf
from gaf_rules.language.vocabulary import STAGES, STATUSES

pytestmark = pytest.mark.no_cover  # long comparisons: what they run through is measured elsewhere

_SEEDS = range(240)
_AFTER = (0, 9, 45)


@cache
def _walk(seed: int) -> Walk:
    return walk(seed)


def _assess(found: Walk, days: int) -> gaf.Assessment:
    return gaf.assess(found.case, as_of=found.last + timedelta(days=days), readings=found.readings)


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_legal_log_never_raises_and_an_illegal_step_is_always_refused(seed: int) -> None:
    # One test for both: a walk takes far longer to find than to judge.
    _never_raises(_walk(seed))
    _is_refused(_walk(seed))


def _never_raises(found: Walk) -> None:
    for days in _AFTER:
        assessment = _assess(found, days)
        assert all(isinstance(f.disputed_by, tuple) for f in assessment.findings)
        for duty in assessment.duties:
            due = duty.due
            if due is not None and due.on is not None and due.safe_on is not None:
                assert due.safe_on <= due.on
        for finding in assessment.findings:
            assert finding.since <= assessment.as_of


def _is_refused(found: Walk) -> None:
    assert found.refused is not None
    # The step was illegal on its day, before the last step of the walk was taken.
    before = [event for event in found.case.events if event.on < found.refused.on]
    case = evolve(found.case, events=(*before, found.refused))
    with pytest.raises(gaf.IllegalEventError) as refusal:
        gaf.assess(case, as_of=found.refused.on, readings=found.readings)
    assert refusal.value.path == f"$.events[{len(before)}]"
    # After the deregistration report nothing is allowed any more.
    ended = gaf.assess(
        evolve(found.case, events=tuple(before)), as_of=found.refused.on, readings=found.readings
    ).stages.get("deregistration")
    assert refusal.value.allowed or ended == "reported"
    assert refusal.value.clause in gaf.HAINAN.clauses


@pytest.mark.parametrize("seed", _SEEDS[::6])
def test_the_order_of_the_list_never_matters(seed: int) -> None:
    found = _walk(seed)
    events = list(found.case.events)
    random.Random(seed).shuffle(events)  # noqa: S311 - a shuffle, no secret
    shuffled = Walk(
        evolve(found.case, events=tuple(events)), found.readings, found.last, found.refused
    )
    assert _assess(shuffled, 9) == _assess(found, 9)


def test_the_walks_go_nearly_everywhere() -> None:
    assessments = [_assess(_walk(seed), days) for seed in _SEEDS for days in _AFTER]
    stages = {stage for a in assessments for stage in a.stages.values()}
    statuses = {duty.status for a in assessments for duty in a.duties}
    codes = {finding.code for a in assessments for finding in a.findings}
    assert stages == set(STAGES)
    assert statuses == set(STATUSES)
    assert len(codes) >= 33, sorted(codes)
