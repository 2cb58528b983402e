"""What holds of one record, as rules: what its duties rest on, its findings, its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.durable.guards import FactKind, RulePart
from gaf_rules.durable.parts import RuleEntry, entry, kinds_of
from gaf_rules.durable.premises import LeftOver
from gaf_rules.language.conditions import Has, Is
from gaf_rules.program.advice import advice_of

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import FindingRow, QuestionRow

__all__ = ["RecordRules", "finding_conditions", "record_rules"]

LATEST = Is("record.latest", value=True)


@frozen
class RecordRules:
    """The rules over one kind of record in one procedure.

    Attributes:
        part: all of them, for one session.
        basis: what the duties rest on: whether they exist, what starts them, what counts as done.
        findings, questions: the rows of that name.
        duties: indices of the duty rows over this record, in order.
    """

    part: RulePart
    basis: tuple[FactKind, ...]
    findings: tuple[FactKind, ...]
    questions: tuple[FactKind, ...]
    duties: tuple[int, ...]


def _basis(guideline: Guideline, index: int, procedure: str) -> list[RuleEntry]:
    """What a duty row asks of the record alone, before any day is counted; what comes ahead of its act."""
    row, advice = guideline.duties[index], advice_of(guideline)
    row_id = f"duty:{row.clause}:{index}"
    found = [entry(f"{row_id}:exists", (f"exists {index}", True), row.when)]
    found += [
        entry(f"{row_id}:start:{number}", (f"start {index}", number), Has(start.fact), start.when)
        for number, start in enumerate(row.starts)
    ]
    found += [
        entry(f"{row_id}:{name}", (f"{name} {index}", True), condition)
        for name, condition in (
            ("counts", row.met_when),
            ("resumes", row.resumes),
            ("unclear", row.unclear),
            ("excused", row.excused),
        )
        if condition is not None
    ]
    # What may be advised depends on where the procedure stands, so the rule is one of this procedure.
    if (advised := advice.advised(row, procedure)) is not None:
        found.append(entry(f"{row_id}:next:{procedure}", (f"next {index}", True), advised))
    found += [
        entry(
            f"ahead:{ahead.clause}:{guideline.ahead.index(ahead)}:{index}:{procedure}",
            (f"ahead {index}", guideline.ahead.index(ahead)),
            ahead.when,
            *([LeftOver(ahead.items)] if ahead.items is not None else []),
        )
        for ahead in advice.ahead_of(row.act, procedure)
    ]
    return found


def finding_conditions(row: FindingRow) -> list[Condition]:
    """What must hold for a finding, its list among it."""
    return [row.when, *([LeftOver(row.items)] if row.items is not None else [])]


def _findings(guideline: Guideline, over: str, procedure: str) -> list[RuleEntry]:
    return [
        entry(
            f"finding:{row.code}:{index}",
            ("finding", index),
            *finding_conditions(row),
            *([LATEST] if row.latest else []),
        )
        for index, row in enumerate(guideline.findings)
        if row.over == over and procedure in row.procedures
    ]


def _questions(rows: tuple[QuestionRow, ...], over: str, procedure: str) -> list[RuleEntry]:
    return [
        entry(
            f"question:{row.clause}:{index}",
            ("question", index),
            row.when,
            *([LATEST] if row.latest else []),
        )
        for index, row in enumerate(rows)
        if row.over == over and procedure in row.procedures
    ]


def record_rules(guideline: Guideline, over: str, procedure: str) -> RecordRules:
    """The rules over one kind of record in one procedure; all of them may be none."""
    duties = tuple(
        index
        for index, row in enumerate(guideline.duties)
        if row.over == over and procedure in row.procedures
    )
    name = f"{over}.{procedure}"
    basis = kinds_of(
        f"basis.{name}",
        [made for index in duties for made in _basis(guideline, index, procedure)],
    )
    findings = kinds_of(f"finding.{name}", _findings(guideline, over, procedure))
    questions = kinds_of(f"question.{name}", _questions(guideline.questions, over, procedure))
    part = RulePart(f"record.{name}", (*basis, *findings, *questions))
    return RecordRules(part, basis, findings, questions, duties)
