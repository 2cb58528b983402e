"""What happens, as rules: transitions, states that time ends, and the stages that states show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.durable.guards import FactKind, RulePart
from gaf_rules.durable.parts import RuleEntry, entry, kinds_of, plain
from gaf_rules.durable.premises import Atom, Seen, Stands, Within, day_over, given, soft, when
from gaf_rules.language.conditions import AnyOf, Is, IsIn, Not

if TYPE_CHECKING:
    from gaf_rules.language.conditions import Condition
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import Transition

__all__ = ["lapse_parts", "name_of", "stage_part", "step_parts"]


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
        found.append(Not(Seen(row.once)))
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
