"""Random legal logs never raise, illegal ones always do, and every answer stands in any order."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from attrs import evolve
from walks import Walk, walk

import gaf_rules as gaf
from gaf_rules.language.vocabulary import STAGES, STATUSES

_SEEDS = range(240)
_AFTER = (0, 9, 45)


def _assess(found: Walk, days: int) -> gaf.Assessment:
    return gaf.assess(found.case, as_of=found.last + timedelta(days=days), readings=found.readings)


@pytest.mark.no_cover
def test_walks() -> None:
    """One test for all that is asked of walks: one takes far longer to find than to judge."""
    assessments = []
    for seed in _SEEDS:
        found = walk(seed)
        made = [_assess(found, days) for days in _AFTER]
        for assessment in made:
            _is_in_order(assessment)
        _illegal_step_is_refused(found)
        if seed % 6 == 0:
            assert _assess(_shuffled(found, seed), _AFTER[1]) == made[1], seed
        assessments += made
    _went_nearly_everywhere(assessments)


def _is_in_order(assessment: gaf.Assessment) -> None:
    assert all(isinstance(f.disputed_by, tuple) for f in assessment.findings)
    for duty in assessment.duties:
        due = duty.due
        if due is not None and due.on is not None and due.safe_on is not None:
            assert due.safe_on <= due.on
    for finding in assessment.findings:
        assert finding.since <= assessment.as_of


def _illegal_step_is_refused(found: Walk) -> None:
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


def _shuffled(found: Walk, seed: int) -> Walk:
    """The same log, its list in another order."""
    events = list(found.case.events)
    random.Random(seed).shuffle(events)  # noqa: S311 - a shuffle, no secret
    case = evolve(found.case, events=tuple(events))
    return Walk(case, found.readings, found.last, found.refused)


def _went_nearly_everywhere(assessments: list[gaf.Assessment]) -> None:
    stages = {stage for a in assessments for stage in a.stages.values()}
    statuses = {duty.status for a in assessments for duty in a.duties}
    codes = {finding.code for a in assessments for finding in a.findings}
    assert stages == set(STAGES)
    assert statuses == set(STATUSES)
    assert len(codes) >= 33, sorted(codes)
