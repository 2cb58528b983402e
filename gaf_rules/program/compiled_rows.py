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
    trigger_function,
)
from gaf_rules.program.compiled_steps import step_function
from gaf_rules.program.positions import POSITIONED
from gaf_rules.values.lazy import Deferred

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from gaf_rules.language.core import Condition, Facts, Test
    from gaf_rules.language.periods import Trigger
    from gaf_rules.language.rows import ClockRow, DutyRow, Transition

__all__ = ["CompiledDuty", "CompiledRow", "Step"]


def _test(condition: Condition, owner: Any = None, name: str = "") -> Test:
    """A condition as a function, made when it is first called."""
    return Deferred(lambda: predicate(condition), owner, name)


class Step:
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
        self.test = _test(row.when, self, "test")
        self.take = Deferred(lambda: step_function(row), self, "take")


class CompiledDuty:
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

        self.when = _test(row.when, self, "when")
        self.trigger = Deferred(lambda: trigger_function(row.starts), self, "trigger")
        self.met_on = Deferred(lambda: first_known(row.met_by, row.met_when), self, "met_on")
        self.void_on = Deferred(lambda: earliest_known(row.void_by), self, "void_on")
        self.clock = tuple([(c.mark, c, _test(c.when)) for c in row.clock])
        for name in ("resumes", "unclear", "excused"):
            when = getattr(row, name)
            test = None if when is None else _test(when, self, name)
            setattr(self, name, test)


class CompiledRow:
    """Any row with one condition: a finding, a question, a material."""

    __slots__ = ("items", "row", "when")

    row: Any
    when: Test
    items: Callable[[Facts], tuple[str, ...]] | None

    def __init__(self, row: Any) -> None:
        self.row = row
        # Asked once for each combination of facts: not worth a function of its own.
        self.when = Deferred(lambda: compile_condition(row.when), self, "when")
        self.items = None
        if getattr(row, "items", None) is not None:
            self.items = Deferred(lambda: items_function(row.items), self, "items")
