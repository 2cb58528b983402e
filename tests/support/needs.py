"""What a need promises, checked by assessments alone: the goal reached, nothing grave, no day to spare."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from attrs import evolve

import gaf_rules as gaf

if TYPE_CHECKING:
    from worlds import World

__all__ = ["check_finding", "check_stage", "held_about", "stages_of"]

_DAY = timedelta(days=1)
GRAVE = frozenset({"breach", "consequence"})
Key = tuple[str, str, int]


def assessed(found: World, events: tuple[gaf.Event, ...], as_of: date) -> gaf.Assessment | None:
    """The assessment of another log; None where it is not legal."""
    try:
        return gaf.assess(evolve(found.case, events=events), as_of=as_of, readings=found.readings)
    except gaf.IllegalEventError:
        return None


def held_about(assessment: gaf.Assessment) -> set[Key]:
    """What breaches and consequences are about; overdue that becomes late is about the same."""
    return {(f.clause, f.procedure, f.round) for f in assessment.findings if f.severity in GRAVE}


def _log(found: World, as_of: date) -> tuple[gaf.Event, ...]:
    return tuple(event for event in found.case.events if event.on <= as_of)


def _put(log: tuple[gaf.Event, ...], need: gaf.Need, event: gaf.Event) -> tuple[gaf.Event, ...]:
    """The log with an act in it, in place of the one that was done wrong if there is one."""
    if need.replaces is None:
        return (*log, event)
    return tuple(event if other is need.replaces else other for other in log)


def _has(assessment: gaf.Assessment, finding: gaf.Finding) -> bool:
    return any(other.key[:4] == finding.key[:4] for other in assessment.findings)


def check_finding(found: World, finding: gaf.Finding, need: gaf.Need) -> str:
    """A need that mends or would have kept away a finding that is not about a duty's last day.

    Returns which of the promises there was to check.
    """
    if need.replaces is None and need.not_after is None:
        return _check_now(found, finding, need)
    day = finding.since if need.replaces is not None else found.as_of
    log = _log(found, day)
    before, after = assessed(found, log, day), assessed(found, _put(log, need, need.event), day)
    assert before is not None
    assert after is not None, "the act is legal on its day"
    assert _has(before, finding)
    assert not _has(after, finding), "done on its day"
    assert held_about(after) <= held_about(before), "nothing grave is new"
    if need.replaces is not None and need.event.on == need.replaces.on:
        return "right"
    later = evolve(need.event, on=need.event.on + _DAY)
    if later.on > day or later == need.replaces:
        return "dated"
    late = assessed(found, _put(log, need, later), day)
    assert late is None or _has(late, finding) or not held_about(late) <= held_about(before)
    return "dated"


def _check_now(found: World, finding: gaf.Finding, need: gaf.Need) -> str:
    log = _log(found, found.as_of)
    before, after = (
        assessed(found, log, found.as_of),
        assessed(found, (*log, need.event), found.as_of),
    )
    assert before is not None
    assert after is not None, "the act is legal now"
    assert not _has(after, finding), "mended now"
    assert held_about(after) <= held_about(before), "nothing grave is new"
    return "now"


def stages_of(procedure: str) -> tuple[str, ...]:
    """The stages of a procedure, as the guideline has them."""
    return tuple(
        dict.fromkeys(row.stage for row in gaf.HAINAN.states if row.procedure == procedure)
    )


def check_stage(found: World, need: gaf.Need) -> str:
    """A step towards a stage: legal, nothing grave is new, and a day later it is late or not legal."""
    log, day = _log(found, found.as_of), need.event.on
    assert day >= found.as_of
    before, after = assessed(found, log, day), assessed(found, (*log, need.event), day)
    assert before is not None
    if after is None:
        # By that day time alone has closed the way for another period.
        assert day > found.as_of
        return "closed"
    assert held_about(after) <= held_about(before), "nothing grave is new"
    if need.not_after is None or need.not_after < found.as_of:
        return "open"
    late = assessed(found, (*log, evolve(need.event, on=day + _DAY)), day + _DAY)
    assert late is None or _is_late(late, need), "done a day later"
    return "dated"


def _is_late(assessment: gaf.Assessment, need: gaf.Need) -> bool:
    """Whether the duty is missed, or can no longer be said to be met."""
    duties = [
        duty
        for duty in assessment.duties
        if (duty.clause, duty.procedure, duty.act) == (need.clause, need.procedure, need.act)
    ]
    return any(duty.status in {"met_late", "lapsed", "overdue", "undetermined"} for duty in duties)
