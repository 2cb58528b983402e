"""A guideline compiled once: its rows indexed by what they are looked up by, and turned into functions.

The functions are written by :mod:`gaf_rules.program.compiled` from the rows, each when it is first needed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import Factory, field, frozen

from gaf_rules.language.core import NEVER
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.partial import assume
from gaf_rules.language.rows import (
    AheadRow,
    LapseRow,
    StateRow,
    Transition,
)
from gaf_rules.program.advice import Advice, advice_of
from gaf_rules.program.compiled import (
    duties_function,
    items_function,
    predicate,
    selector,
)
from gaf_rules.program.compiled_rows import CompiledDuty, CompiledRow, Step
from gaf_rules.program.positions import Tier
from gaf_rules.values.drafts import Shown
from gaf_rules.values.lazy import Deferred

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from gaf_rules.language.conditions import Condition, Test

    Facts = Mapping[str, Mapping[str, Any]]
    Selector = Callable[..., list[Any]]

__all__ = [
    "Advised",
    "CompiledDuty",
    "CompiledRow",
    "Program",
    "Rules",
    "Standing",
    "Step",
    "program",
]


class Rules:
    """What bears on one kind of record in one procedure, each as one function of the facts.

    ``findings`` and ``questions`` give the rows that hold, for a record that is the latest of its application
    or not, ``duties`` what :func:`~gaf_rules.program.compiled.duties_function` says; None where the guideline
    has no such row.
    """

    __slots__ = ("duties", "findings", "questions")

    duties: Selector | None
    findings: Selector | None
    questions: Selector | None

    def __init__(
        self,
        procedure: str,
        duties: list[CompiledDuty],
        findings: list[CompiledRow],
        questions: list[CompiledRow],
    ) -> None:
        makes: dict[str, tuple[list[Any], Callable[[], Any]]] = {
            "duties": (duties, lambda: duties_function(duties, procedure)),
            "findings": (findings, lambda: selector([*map(_selected, findings)])),
            "questions": (questions, lambda: selector([*map(_selected, questions)])),
        }
        for name, (rows, make) in makes.items():
            some = any(compiled.row.when != NEVER for compiled in rows)
            setattr(self, name, Deferred(make, self, name) if some else None)


def _selected(compiled: CompiledRow) -> tuple[Any, Condition, bool, str]:
    row = compiled.row
    return compiled, row.when, row.latest, _remark(row)


def _remark(row: Any) -> str:
    """What stands beside a row in the text of a function: its clause and what it is."""
    name = getattr(row, "code", None) or getattr(row, "act", None) or "?"
    return f"{row.clause} {name}".strip()


class _Rulebook(dict[tuple[str, str], Rules]):
    """The rules by kind of record and procedure, put together when first asked for."""

    def __init__(self, machine: Program) -> None:
        super().__init__()
        self.machine = machine

    def __missing__(self, key: tuple[str, str]) -> Rules:
        kind, procedure = key
        machine = self.machine
        self[key] = made = Rules(
            procedure,
            [d for d in machine.duties.get(kind, ()) if procedure in d.row.procedures],
            [f for f in machine.findings.get(kind, ()) if procedure in f.row.procedures],
            [q for q in machine.questions if q.row.over == kind and procedure in q.row.procedures],
        )
        return made


class Advised(NamedTuple):
    """What is asked before the act of a duty is advised, and what comes ahead of it.

    Attributes:
        test: whether the act can be done, or can after what comes ahead of it.
        ahead: the rows for that, each with its condition and the list that it has to settle.
    """

    test: Test
    ahead: tuple[tuple[AheadRow, Test, Callable[[Facts], tuple[str, ...]] | None], ...]


class _Advised(dict[tuple[CompiledDuty, str], Advised]):
    """What is asked of each duty in each procedure, put together when first asked for."""

    def __init__(self, machine: Program) -> None:
        super().__init__()
        self.machine = machine

    def __missing__(self, key: tuple[CompiledDuty, str]) -> Advised:
        row, procedure = key[0].row, key[1]
        advice = self.machine.advice
        ahead = tuple(
            (each, predicate(each.when), items_function(each.items) if each.items else None)
            for each in advice.ahead_of(row.act, procedure)
        )
        self[key] = made = Advised(predicate(advice.advised(row, procedure)), ahead)
        return made


class Standing(NamedTuple):
    """What is known of a duty before its facts are put together.

    Attributes:
        certainty: of its last day; None where it has none.
        late: whether a notice of extension came after the last day.
        regional: whether regional days may lie in its window.
    """

    clause: str
    procedure: str
    status: str
    certainty: str | None
    late: bool
    regional: bool


_DATED = ("due_on", "clear_on")
_REGIONAL = ("local_holidays", "closures")


class _OnDuties(dict[Standing, "Selector | None"]):
    """The findings on a duty by its standing: most duties in order have none to test."""

    def __init__(self, machine: Program) -> None:
        super().__init__()
        self.machine = machine

    def __missing__(self, key: Standing) -> Selector | None:
        key = Standing(*key)
        known: dict[str, str | None] = {"status": key.status, "certainty": key.certainty}
        known |= {} if key.certainty else dict.fromkeys(_DATED)
        known |= {} if key.late else {"extended_late_on": None}
        known |= {} if key.regional else dict.fromkeys(_REGIONAL)
        rows = self.machine.duty_findings
        left = []
        for found in (*rows.get(key.clause, ()), *rows.get("*", ())):
            when = found.row.when
            for name, value in known.items():
                when = assume(when, f"duty.{name}", value)
            if key.procedure in found.row.procedures:
                left.append((found, when, False, _remark(found.row)))
        self[key] = made = selector(left)
        return made


def _advice(machine: Program) -> Advice:
    return advice_of(machine.guideline)


@frozen(eq=False, repr=False)
class Program(Shown):
    """Everything of a guideline that evaluation needs, looked up by what it is looked up by.

    ``rules`` and ``on_duties`` hold the rows of ``duties``, ``findings`` and ``questions`` once more, as
    functions that test all rows which can bear on a record, and no others. ``advised`` says of a duty when
    its act is advised, ``advice`` what may be advised at all, and in which order. In ``provenances`` the room
    above keeps what assessments stand on, for a few hundred calendars and readings at most.
    """

    guideline: Guideline
    tiers: dict[str, Tier]
    states: dict[tuple[str, str], StateRow]
    steps: dict[tuple[str, str], tuple[Step, ...]]
    procedures: dict[str, tuple[str, ...]]
    lapses: tuple[tuple[LapseRow, CompiledDuty], ...]
    lapsing: frozenset[tuple[str, str]]
    duties: dict[str, tuple[CompiledDuty, ...]]
    findings: dict[str, tuple[CompiledRow, ...]]
    duty_findings: dict[str, tuple[CompiledRow, ...]]
    questions: tuple[CompiledRow, ...]
    scope: tuple[CompiledRow, ...]
    routes: tuple[CompiledRow, ...]
    materials: dict[str, tuple[CompiledRow, ...]]
    forms: dict[str, tuple[CompiledRow, ...]]
    rules: dict[tuple[str, str], Rules] = field(
        init=False, repr=False, default=Factory(_Rulebook, takes_self=True)
    )
    on_duties: dict[Standing, Selector | None] = field(
        init=False, repr=False, default=Factory(_OnDuties, takes_self=True)
    )
    advised: dict[tuple[CompiledDuty, str], Advised] = field(
        init=False, repr=False, default=Factory(_Advised, takes_self=True)
    )
    provenances: dict[Any, Any] = field(init=False, repr=False, factory=dict)
    advice: Advice = field(init=False, repr=False, default=Factory(_advice, takes_self=True))

    def procedures_of(self, sign: Any) -> tuple[str, ...]:
        """The procedures that an event may belong to: its own, or those that know such an event."""
        return (sign.procedure,) if sign.procedure else self.procedures.get(sign.name, ())


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
    local = frozenset(guideline.local_roles)
    duties = _grouped(guideline.duties, lambda r: r.over, lambda row: CompiledDuty(row, local))
    by_clause = {duty.row.clause: duty for group in duties.values() for duty in group}
    steps = _grouped(
        guideline.transitions,
        _step_key,
        lambda row: Step(row, None if row.within is None else by_clause[row.within]),
    )
    procedures: dict[str, list[str]] = {}
    for procedure, name in steps:
        procedures.setdefault(name, []).append(procedure)
    on_duties = [row for row in guideline.findings if row.over.startswith("duty:")]
    others = [row for row in guideline.findings if not row.over.startswith("duty:")]
    return Program(
        guideline=guideline,
        tiers={row.tier: Tier.of(row) for row in guideline.tiers},
        states={(row.procedure, row.name): row for row in guideline.states},
        steps=steps,
        procedures={name: tuple(found) for name, found in procedures.items()},
        lapses=tuple((row, by_clause[row.duty]) for row in guideline.lapses),
        lapsing=frozenset((row.procedure, row.state) for row in guideline.lapses),
        duties=duties,
        findings=_grouped(others, lambda r: r.over, CompiledRow),
        duty_findings=_grouped(on_duties, lambda r: r.over.partition(":")[2], CompiledRow),
        questions=tuple(CompiledRow(row) for row in guideline.questions),
        scope=tuple(CompiledRow(row) for row in guideline.scope),
        routes=tuple(CompiledRow(row) for row in guideline.routes),
        materials=_grouped(guideline.materials, lambda r: r.procedure, CompiledRow),
        forms=_grouped(guideline.forms, lambda r: r.procedure, CompiledRow),
    )
