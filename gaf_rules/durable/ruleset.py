"""A guideline as one ruleset for the second engine: all parts, made and checked once for each value."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.durable.guards import FactKind, RulePart, check_part
from gaf_rules.durable.rows_duty import DutyRules, duty_rules
from gaf_rules.durable.rows_frame import Frame, frame_of
from gaf_rules.durable.rows_log import lapse_parts, name_of, stage_part, step_parts
from gaf_rules.durable.rows_record import RecordRules, record_rules
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.rows import CHILDREN
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.durable.guards import Rule

__all__ = ["Ruleset", "ruleset"]


@frozen(eq=False)
class Ruleset:
    """All rules of a guideline.

    Attributes:
        guideline: the rows.
        steps: (procedure, event) → which rows allow the event.
        procedures: event → the procedures it may belong to, where it names none.
        within: (procedure, event) → the clauses whose last day bears on which row allows it.
        lapse, watch, ends: states that time ends.
        stage, stages: the stage of each state.
        frame: scope, route, materials, forms.
        records: (kind of record, procedure) → its rules.
        duties: (index of the duty row, procedure) → its rules.
    """

    guideline: Guideline
    steps: dict[tuple[str, str], RulePart]
    procedures: dict[str, tuple[str, ...]]
    within: dict[tuple[str, str], tuple[str, ...]]
    lapse: RulePart
    watch: tuple[FactKind, ...]
    ends: tuple[FactKind, ...]
    stage: RulePart
    stages: dict[str, tuple[FactKind, ...]]
    frame: Frame
    records: dict[tuple[str, str], RecordRules]
    duties: dict[tuple[int, str], DutyRules]

    def parts(self) -> Iterator[RulePart]:
        """Every part, in a fixed order."""
        yield from self.steps.values()
        yield self.lapse
        yield self.stage
        yield self.frame.scope_part
        yield self.frame.materials_part
        for record in self.records.values():
            yield record.part
        for duty in self.duties.values():
            yield duty.clock_part
            yield duty.part

    def rules(self) -> Iterator[Rule]:
        """Every rule, in a fixed order."""
        for part in self.parts():
            for kind in part.kinds:
                yield from kind.rules


@lru_cache(maxsize=8)
def ruleset(guideline: Guideline) -> Ruleset:
    """The rules of a guideline, every part checked.

    Raises:
        GafRulesError: a row that cannot be said in the narrow language that is safe.
    """
    lapse, (watch, ends) = lapse_parts(guideline)
    stage, stages = stage_part(guideline)
    procedures: dict[str, dict[str, None]] = {}
    within: dict[tuple[str, str], dict[str, None]] = {}
    for row in guideline.transitions:
        procedures.setdefault(name_of(row), {})[row.procedure] = None
        if row.within is not None:
            within.setdefault((row.procedure, name_of(row)), {})[row.within] = None
    made = Ruleset(
        guideline=guideline,
        steps=step_parts(guideline),
        procedures={name: tuple(found) for name, found in procedures.items()},
        within={key: tuple(found) for key, found in within.items()},
        lapse=lapse,
        watch=watch,
        ends=ends,
        stage=stage,
        stages=stages,
        frame=frame_of(guideline),
        records={
            (over, procedure): record_rules(guideline, over, procedure)
            for over in ("case", *CHILDREN)
            for procedure in PROCEDURES
        },
        duties={
            (index, procedure): duty_rules(guideline, index, procedure)
            for index, row in enumerate(guideline.duties)
            for procedure in row.procedures
        },
    )
    for part in made.parts():
        check_part(part)
    return made
