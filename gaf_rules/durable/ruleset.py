"""A guideline as one checked ruleset for the second engine; of its parts steps, lapses and stages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.durable.guards import FactKind, RulePart, check_part
from gaf_rules.durable.parts import RuleEntry, entry, kinds_of, plain
from gaf_rules.durable.premises import Atom, Repeated, Stands, Within, day_over, given, soft, when
from gaf_rules.durable.rows_duty import DutyRules, duty_rules
from gaf_rules.durable.rows_record import Frame, RecordRules, frame_of, record_rules
from gaf_rules.language.conditions import AnyOf, Is, IsIn, Not
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.rows import CHILDREN
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.durable.guards import Rule
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.rows import Transition

__all__ = ["Ruleset", "lapse_parts", "name_of", "ruleset", "stage_part", "step_parts"]


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


# -- what happens, as rules: transitions, states that time ends, and the stages that states show -------
def name_of(row: Transition) -> str:
    """The name under which events find the row: the type, with the question of a determination."""
    return row.event if row.question is None else f"{row.event}:{row.question}"


def _conditions(row: Transition) -> list[Condition]:
    found: list[Condition] = [row.when]
    if row.states:
        found.append(IsIn(f"state.{row.procedure}", row.states))
    for side, positions in (("by", row.by), ("to", row.dest)):
        if positions:
            found.append(AnyOf(tuple(Stands(side, position) for position in positions)))
    if row.answer is not None:
        found.append(Is("event.answer", row.answer))
    if row.once is not None:
        found.append(Not(Repeated(row.once)))
    if row.within is not None:
        found.append(Within(row.within))
    return found


def step_parts(guideline: Guideline) -> dict[tuple[str, str], RulePart]:
    """For each procedure and event, which rows of the table allow it."""
    groups: dict[tuple[str, str], list[RuleEntry]] = {}
    for index, row in enumerate(guideline.transitions):
        row_id = f"transition:{row.clauses[0]}:{index}"
        made = entry(row_id, ("step", index), *_conditions(row))
        groups.setdefault((row.procedure, name_of(row)), []).append(made)
    return {
        key: RulePart(f"step.{'.'.join(key)}", kinds_of(f"step.{'.'.join(key)}", entries))
        for key, entries in groups.items()
    }


def lapse_parts(
    guideline: Guideline,
) -> tuple[RulePart, tuple[tuple[FactKind, ...], tuple[FactKind, ...]]]:
    """First which states time may end, then, the last day being counted, whether it has."""
    watch = []
    ends = []
    for index, row in enumerate(guideline.lapses):
        row_id = f"lapse:{row.clauses[0]}:{index}"
        watch.append(
            entry(f"{row_id}:at", ("watch", index), Is(f"state.{row.procedure}", row.state))
        )
        ends.append(
            plain(
                row_id,
                ("lapse", index),
                when(Atom("text", (f"state.{row.procedure}",), str), row.state),
                when(day_over(row.duty), -1),
                when(soft(row.duty), value=False),
                when(given("lapse", int), index),
            )
        )
    groups = kinds_of("watch", watch), kinds_of("lapse", ends)
    return RulePart("lapse", (*groups[0], *groups[1])), groups


def stage_part(guideline: Guideline) -> tuple[RulePart, dict[str, tuple[FactKind, ...]]]:
    """The stage that each state shows, and whether the application has come to an end there."""
    groups: dict[str, list[RuleEntry]] = {}
    for index, row in enumerate(guideline.states):
        at = Is(f"state.{row.procedure}", row.name)
        entries = groups.setdefault(row.procedure, [])
        entries.append(entry(f"state:{row.procedure}:{index}", ("stage", row.stage), at))
        if row.ended:
            entries.append(entry(f"state:{row.procedure}:{index}:ended", ("ended", True), at))
    kinds = {name: kinds_of(f"stage.{name}", entries) for name, entries in groups.items()}
    return RulePart("stage", tuple(kind for group in kinds.values() for kind in group)), kinds
