"""Single rows as functions: a transition ready to run, a duty row, any row with one condition.

The functions are written by :mod:`gaf_rules.program.compiled`, each when it is first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.language.conditions import compile_condition
from gaf_rules.language.core import path_of
from gaf_rules.program.compiled import (
    earliest_known,
    first_known,
    items_function,
    predicate,
    step_function,
    trigger_function,
)
from gaf_rules.program.positions import POSITIONED
from gaf_rules.values.lazy import Late

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gaf_rules.language.core import Condition, Facts, Test
    from gaf_rules.language.periods import Trigger
    from gaf_rules.language.rows import ClockRow, DutyRow, Transition

__all__ = ["CompiledDuty", "CompiledRow", "Step"]


class Step(Late):
    """A transition ready to run.

    Attributes:
        row: the transition.
        procedure: whose it is.
        within: the duty whose last day must not have passed; None: no matter.
        test: its condition.
        take: takes the step: writes down what the row says, then enters its state.
    """

    __slots__ = ("procedure", "row", "take", "test", "within")

    test: Test
    take: Callable[[Any, dict[str, Any], Any], None]

    def __init__(self, row: Transition, within: CompiledDuty | None = None) -> None:
        self.row = row
        self.procedure = row.procedure
        self.within = within

    def _make_test(self) -> Test:
        return predicate(self.row.when)

    def _make_take(self) -> Callable[[Any, dict[str, Any], Any], None]:
        return step_function(self.row)


def _optional(condition: Condition | None) -> Test | None:
    """The condition as a function; None where there is none."""
    return None if condition is None else predicate(condition)


class CompiledDuty(Late):
    """A duty row as functions of the facts.

    Attributes:
        trigger: what starts it, of what is known.
        met_on, void_on: the day on which it was fulfilled, or ended without being done.
        when, resumes, unclear, excused: the conditions; None where the row has none.
        before, marks: the facts of the row, split into (record, field).
        kept_in: the records in which it is written down that the duty is fulfilled.
        clock: what each mark does, and when.
        local: the roles of the sponsor's place, for whom regional days may count.
        period, consequence: as in the row; ``is_backward``: the period is counted back from a day named.
        is_plain: nothing makes its status unclear, and nothing excuses a miss.
        positions: whether bearer and addressee are positions, at which each sponsor has another role.
    """

    __slots__ = (
        "before", "clock", "consequence", "excused", "is_backward", "is_plain", "kept_in", "local", "marks",
        "met_on", "period", "positions", "resumes", "row", "trigger", "unclear", "void_on", "when",
    )  # fmt: skip

    when: Test
    trigger: Callable[[Facts], Trigger | None]
    clock: tuple[tuple[str, ClockRow, Test], ...]
    met_on: Callable[[Facts], date | None]
    void_on: Callable[[Facts], date | None]
    resumes: Test | None
    unclear: Test | None
    excused: Test | None

    def __init__(self, row: DutyRow, local: frozenset[str] = frozenset()) -> None:
        self.row = row
        self.local = local
        self.period = row.period
        self.consequence = row.consequence
        self.is_backward = row.period is not None and row.period.backward
        self.is_plain = row.unclear is None and row.excused is None
        self.positions = row.bearer in POSITIONED, row.to in POSITIONED
        limit = row.limit or row.before
        self.before = path_of(limit) if limit else None
        self.marks = path_of(row.marks) if row.marks else None
        self.kept_in = tuple(dict.fromkeys(path_of(fact)[0] for fact in row.met_by))

    def _make_when(self) -> Test:
        return predicate(self.row.when)

    def _make_trigger(self) -> Callable[[Facts], Trigger | None]:
        return trigger_function(self.row.starts)

    def _make_met_on(self) -> Callable[[Facts], date | None]:
        return first_known(self.row.met_by, self.row.met_when)

    def _make_void_on(self) -> Callable[[Facts], date | None]:
        return earliest_known(self.row.void_by)

    def _make_clock(self) -> tuple[tuple[str, ClockRow, Test], ...]:
        return tuple((c.mark, c, predicate(c.when)) for c in self.row.clock)

    def _make_resumes(self) -> Test | None:
        return _optional(self.row.resumes)

    def _make_unclear(self) -> Test | None:
        return _optional(self.row.unclear)

    def _make_excused(self) -> Test | None:
        return _optional(self.row.excused)


class CompiledRow(Late):
    """Any row with one condition: a finding, a question, a material."""

    __slots__ = ("items", "row", "when")

    row: Any
    when: Test
    items: Callable[[Facts], tuple[str, ...]] | None

    def __init__(self, row: Any) -> None:
        self.row = row

    def _make_when(self) -> Test:
        # Asked once for each combination of facts: not worth a function of its own.
        return compile_condition(self.row.when)

    def _make_items(self) -> Callable[[Facts], tuple[str, ...]] | None:
        return None if self.row.items is None else items_function(self.row.items)
