"""A guideline compiled once: indexed transitions and conditions turned into plain functions."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.conditions import Test, compile_condition
from gaf_rules.errors import GuidelineError
from gaf_rules.guideline import Guideline
from gaf_rules.rows import (
    Clear,
    ClockRow,
    Copy,
    DutyRow,
    Gather,
    LapseRow,
    Mark,
    Minus,
    Open,
    Put,
    StateRow,
    Transition,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gaf_rules.rows import FindingRow, MaterialRow, QuestionRow

    Facts = Mapping[str, Mapping[str, Any]]

__all__ = ["CompiledDuty", "CompiledRow", "Program", "Step", "evaluate_items", "program"]


@frozen
class Step:
    """A transition ready to run."""

    row: Transition
    states: frozenset[str]
    by: frozenset[str]
    dest: frozenset[str]
    test: Test
    actions: tuple[tuple[Any, ...], ...]


@frozen
class CompiledDuty:
    """A duty row with its conditions as functions and its facts split into (record, field)."""

    row: DutyRow
    when: Test
    starts: tuple[tuple[str, str, Test, Any], ...]
    met_by: tuple[tuple[str, str], ...]
    met_when: Test
    void_by: tuple[tuple[str, str], ...]
    before: tuple[str, str] | None
    marks: tuple[str, str] | None
    clock: tuple[tuple[str, ClockRow, Test], ...]
    resumes: Test | None
    unclear: Test | None
    excused: Test | None
    next_action: Test


@frozen
class CompiledRow:
    """Any row with one condition: a finding, a question, a material."""

    row: Any
    when: Test


@frozen
class Program:
    """Everything of a guideline that evaluation needs, looked up by what it is looked up by."""

    guideline: Guideline
    states: dict[tuple[str, str], StateRow]
    steps: dict[tuple[str, str], tuple[Step, ...]]
    procedures: dict[str, tuple[str, ...]]
    lapses: tuple[tuple[LapseRow, CompiledDuty], ...]
    duties: dict[str, tuple[CompiledDuty, ...]]
    findings: dict[str, tuple[CompiledRow, ...]]
    duty_findings: dict[str, tuple[CompiledRow, ...]]
    questions: tuple[CompiledRow, ...]
    scope: tuple[CompiledRow, ...]
    routes: tuple[CompiledRow, ...]
    materials: dict[str, tuple[CompiledRow, ...]]
    forms: dict[str, tuple[CompiledRow, ...]]


def _split(fact: str) -> tuple[str, str]:
    record, _, name = fact.partition(".")
    return record, name


def _action(action: object) -> tuple[Any, ...]:  # noqa: PLR0911 - one line a kind of action
    """An action as a flat tuple: code, then its arguments."""
    match action:
        case Open(record):
            return ("open", record)
        case Gather(fact, take):
            return ("gather", *_split(fact), take)
        case Mark(fact, kind, expected):
            return ("mark", *_split(fact), kind, expected)
        case Clear(fact):
            return ("clear", *_split(fact))
        case Put(fact, Copy(source), first=first):
            return ("copy", *_split(fact), *_split(source), first)
        case Put(fact, take, value=None, first=first):
            return ("put", *_split(fact), take, first)
        case Put(fact, value=value, first=first):
            return ("const", *_split(fact), value, first)
    raise TypeError(action)


def _step(row: Transition) -> Step:
    return Step(
        row,
        frozenset(row.states),
        frozenset(row.by),
        frozenset(row.dest),
        compile_condition(row.when),
        tuple(_action(action) for action in row.actions),
    )


def _maybe(condition: Any) -> Test | None:
    return None if condition is None else compile_condition(condition)


def _duty(row: DutyRow) -> CompiledDuty:
    return CompiledDuty(
        row,
        compile_condition(row.when),
        tuple((*_split(s.fact), compile_condition(s.when), s) for s in row.starts),
        tuple(_split(fact) for fact in row.met_by),
        compile_condition(row.met_when),
        tuple(_split(fact) for fact in row.void_by),
        _split(row.before) if row.before else None,
        _split(row.marks) if row.marks else None,
        tuple((c.mark, c, compile_condition(c.when)) for c in row.clock),
        _maybe(row.resumes),
        _maybe(row.unclear),
        _maybe(row.excused),
        compile_condition(row.next_action),
    )


def _compiled(row: FindingRow | QuestionRow | MaterialRow | Any) -> CompiledRow:
    return CompiledRow(row, compile_condition(row.when))


def _grouped(
    rows: Any, key: Callable[[Any], Any], make: Callable[[Any], Any]
) -> dict[Any, tuple[Any, ...]]:
    groups: dict[Any, list[Any]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(make(row))
    return {name: tuple(group) for name, group in groups.items()}


def _step_key(row: Transition) -> tuple[str, str]:
    name = row.event if row.question is None else f"{row.event}:{row.question}"
    return row.procedure, name


@lru_cache(maxsize=8)
def program(guideline: Guideline) -> Program:
    """The compiled form of a guideline, made once for each guideline value."""
    steps = _grouped(guideline.transitions, _step_key, _step)
    procedures: dict[str, list[str]] = {}
    for procedure, name in steps:
        procedures.setdefault(name, []).append(procedure)
    duties = _grouped(guideline.duties, lambda r: r.over, _duty)
    by_clause = {duty.row.clause: duty for group in duties.values() for duty in group}
    for lapse in guideline.lapses:
        if lapse.duty not in by_clause:
            raise GuidelineError(
                clause=lapse.duty,
                known=tuple(by_clause),
                zh=f"状态 {lapse.state} 随第 {lapse.duty} 条的期限而终止，但没有这一条的义务行",
                en=f"the state {lapse.state} ends with the time limit of {lapse.duty}, which has no duty row",
            )
    on_duties = [row for row in guideline.findings if row.over.startswith("duty:")]
    others = [row for row in guideline.findings if not row.over.startswith("duty:")]
    return Program(
        guideline=guideline,
        states={(row.procedure, row.name): row for row in guideline.states},
        steps=steps,
        procedures={name: tuple(found) for name, found in procedures.items()},
        lapses=tuple((row, by_clause[row.duty]) for row in guideline.lapses),
        duties=duties,
        findings=_grouped(others, lambda r: r.over, _compiled),
        duty_findings=_grouped(on_duties, lambda r: r.over.partition(":")[2], _compiled),
        questions=tuple(_compiled(row) for row in guideline.questions),
        scope=tuple(_compiled(row) for row in guideline.scope),
        routes=tuple(_compiled(row) for row in guideline.routes),
        materials=_grouped(guideline.materials, lambda r: r.procedure, _compiled),
        forms=_grouped(guideline.forms, lambda r: r.procedure, _compiled),
    )


def evaluate_items(items: str | Minus | None, facts: Facts) -> tuple[str, ...]:
    """The list that an items expression stands for; a single word becomes a list of one."""
    if items is None:
        return ()
    if isinstance(items, Minus):
        right = evaluate_items(items.right, facts)
        return tuple(item for item in evaluate_items(items.left, facts) if item not in right)
    record, name = _split(items)
    value = facts[record].get(name)
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
