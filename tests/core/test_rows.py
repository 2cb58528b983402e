"""Every row decides something: with it taken out, an assessment that stood on it comes out differently."""

from __future__ import annotations

from typing import Any

import pytest
from row_cases import KINDS, RowCase, users

import gaf_rules as gaf

_ROWS = [(kind, number) for kind in KINDS for number in range(len(getattr(gaf.HAINAN, kind)))]
_LIMIT = 60


def _conclusions(assessment: gaf.Assessment) -> tuple[Any, ...]:
    """All that is concluded but for what is worked out on demand from the same rows."""
    duties = tuple(
        (
            (duty.clause, duty.procedure, duty.round, duty.bearer),
            (duty.status, duty.met_on, duty.trigger),
            None if duty.due is None else (duty.due.on, duty.due.earliest, duty.due.latest),
        )
        for duty in assessment.duties
    )
    return (
        assessment.scope,
        assessment.route,
        assessment.forms,
        assessment.stages,
        tuple((finding.key, finding.since) for finding in assessment.findings),
        duties,
        assessment.questions,
        assessment.next_actions,
    )


def _differs(held: RowCase, guideline: gaf.Guideline) -> bool:
    try:
        after = held.assess(guideline)
    except (gaf.GafRulesError, KeyError):  # what nobody linked may refer to rows that are gone
        return True
    return _conclusions(after) != _conclusions(held.assess())


@pytest.mark.no_cover
@pytest.mark.parametrize(("kind", "number"), _ROWS, ids=str)
def test_a_row_taken_out_is_missed(kind: str, number: int) -> None:
    row = getattr(gaf.HAINAN, kind)[number]
    found = users(kind, row)
    assert found, f"no case uses {row}"
    assert any(_differs(held, held.without(kind, row)) for held in found[:_LIMIT]), row


def test_a_guideline_with_all_its_rows_changes_nothing() -> None:
    for held in users("forms", gaf.HAINAN.forms[0])[::7]:
        assert not _differs(held, held.guideline)
