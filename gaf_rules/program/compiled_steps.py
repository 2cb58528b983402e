"""Transitions as Python functions: what a step writes down, as the source that a person would write by hand.

As :mod:`gaf_rules.program.compiled` does it for conditions, duties and lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define

from gaf_rules.language.core import path_of
from gaf_rules.language.rows import CHILDREN, SHARED, Copy, Drop, Enter, Gather, Mark, Open, Put
from gaf_rules.program.compiled import function
from gaf_rules.values.drafts import Shown, maker

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.language.rows import Action, Transition

__all__ = ["Record", "step_function"]


@define(eq=False, repr=False, weakref_slot=False)
class Record(Shown):
    """One record that a step opened: its kind, its procedure, its facts and the facts above it."""

    kind: str
    procedure: str
    ordinal: int
    facts: dict[str, Any]
    context: dict[str, Any]


_record = maker(Record)


_ON_ENTRY = {"on": "event.on", "by": "event.sign.by", "to": "event.sign.to"}


def _taken(take: str) -> str:
    """A field of the event: the roles as supplied, the rest as it stands in the log."""
    return _ON_ENTRY.get(take, f"event.event.{take}")


def _opening(kind: str, procedure: str) -> list[str]:
    """The lines that open a record of a kind; those below it begin anew."""
    if kind in SHARED:
        opened = [f"for each in fold.contexts.values(): each[{kind!r}] = opened"]
    else:
        opened = [f"facts[{kind!r}] = opened"]
        opened += [f"facts[{child!r}] = {{}}" for child in CHILDREN[kind]]
    key = f"({kind!r}, {procedure!r})"
    return [
        f"number = fold.counts[{key}] = fold.counts.get({key}, 0) + 1",
        "opened = {'ordinal': number}",
        *opened,
        f"fold.records.append(record({kind!r}, {procedure!r}, number, opened, facts.copy()))",
    ]


def _entering(action: Enter) -> list[str]:
    """The lines by which another procedure enters a state."""
    record, name = path_of(action.fact)
    return [
        f"fold.contexts[{action.procedure!r}][{record!r}][{name!r}] = event.on",
        f"facts['state'][{action.procedure!r}] = {action.state!r}",
    ]


def _action(action: Action, procedure: str) -> list[str]:
    """The lines that write down what one action says."""
    if isinstance(action, Open | Enter):
        return _opening(action.record, procedure) if isinstance(action, Open) else _entering(action)
    record, name = path_of(action.fact)
    target = f"facts[{record!r}]"
    if isinstance(action, Put):
        if isinstance(action.take, Copy):
            source, field = path_of(action.take.fact)
            return [f"{target}[{name!r}] = facts[{source!r}].get({field!r})"]
        value = _taken(action.take) if action.value is None else repr(action.value)
        known = f"{target}.get({name!r})"
        guard = [f"if {known} is None:"] if action.first and action.value is None else []
        return [*guard, f"{'    ' if guard else ''}{target}[{name!r}] = {value}"]
    if isinstance(action, Gather | Drop):
        kept, said = f"{target}.get({name!r}) or ()", _taken(action.take)
        if isinstance(action, Drop):
            kept, said = said, kept
        left = f"b for b in {said} if b not in a"
        made = f"tuple({left})" if isinstance(action, Drop) else f"(*a, *({left}))"
        return [f"a = {kept}", f"{target}[{name!r}] = {made}"]
    if isinstance(action, Mark):
        expected = _taken(action.expected) if action.expected else "None"
        mark = f"({action.kind!r}, event.on, {expected})"
        return [f"{target}[{name!r}] = (*{target}.get({name!r}, ()), {mark})"]
    return [f"{target}.pop({name!r}, None)"]


def step_function(row: Transition) -> Callable[[Any, dict[str, Any], Any], None]:
    """A function of the fold, the facts and the event that takes the step a row allows.

    >>> from gaf_rules.language.rows import Transition
    >>> from gaf_rules.program.compiled import source_of
    >>> row = Transition(
    ...     clauses=("2.4.1",),
    ...     procedure="filing",
    ...     event="application_received",
    ...     to="under_review",
    ...     actions=(Put("submission.first_tier_on"),),
    ... )
    >>> print(source_of(step_function(row)))
    def step(fold, facts, event):
        # 2.4.1: application_received
        facts['submission']['first_tier_on'] = event.on
        facts['state']['filing'] = 'under_review'
    """
    body = [f"# {', '.join(row.clauses)}: {row.event}"]
    if row.event != "determination" and row.procedure != "filing":
        body.append(f"fold.begun.add({row.procedure!r})")
    for action in row.actions:
        body += _action(action, row.procedure)
    if row.to is not None:
        body.append(f"facts['state'][{row.procedure!r}] = {row.to!r}")
    made: Callable[[Any, dict[str, Any], Any], None] = function(
        "step(fold, facts, event)",
        body if len(body) > 1 else [*body, "return"],
        {"record": _record},
    )
    return made
