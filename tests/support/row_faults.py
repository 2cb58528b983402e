"""Small faults put into the rows of a guideline, one at a time, and whether anything written down tells.

A period a day longer or shorter; a state left out where a step is legal, or none named any more; a clause
left out where a row names several, or another where it names one; another severity; another fact where a row
keeps or takes a day; a part of a condition forgotten, or "not" before it; "before" where "not after" stands;
one of the facts that a step writes down left out. What tells are the tables read from the text and the
contract (:mod:`step_table`, :mod:`plain_tables`, :mod:`ways`) and the cases whose answers were written down
(:mod:`worked_cases`, :mod:`fresh`).
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest
from as_change import change_cases
from attrs import evolve, fields, frozen
from first_days import first_day_slips
from fresh import assessed, check_fresh, fresh_cases
from plain_tables import plain_slips
from step_slips import step_slips
from unlinked import unlinked
from ways import route_slips, way_slips
from worked_cases import check_expected, worked_cases

import gaf_rules as gaf
from gaf_rules.language.conditions import AllOf, AnyOf, Before, Not, NotAfter
from gaf_rules.language.core import Condition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["RowFault", "condition_faults", "is_noticed", "row_faults"]

_ANOTHER_CLAUSE = "T1"
_LISTED = ("scope", "routes", "duties", "transitions", "lapses")
_NAMED = ("findings", "materials", "ahead", "questions", "scope")
_CONDITIONED = ("transitions", "findings", "duties", "questions", "scope", "routes", "materials")
_SEVERITIES = ("breach", "consequence", "defect", "notice")


@frozen
class RowFault:
    """One fault: the table, the number of the row, the field, what stands there then, and what that lacks."""

    table: str
    number: int
    field: str
    now: Any
    lacks: str = ""

    def __str__(self) -> str:
        row = getattr(gaf.HAINAN, self.table)[self.number]
        names = ("procedure", "event", "code", "clause", "question", "answer", "material", "state")
        told = " ".join(str(held) for name in names if (held := getattr(row, name, None)))
        was = getattr(row, self.field)
        gone = self.lacks or (" ".join({*was} - {*self.now}) if isinstance(was, tuple) else was)
        return f"{self.table}[{self.number}] {told}: {self.field} without {gone}"

    def made(self, guideline: gaf.Guideline) -> gaf.Guideline:
        """The guideline with the fault."""
        rows = list(getattr(guideline, self.table))
        given: dict[str, Any] = {self.field: self.now}
        rows[self.number] = evolve(rows[self.number], **given)
        changed: dict[str, Any] = {self.table: tuple(rows)}
        return unlinked(guideline, **changed)


def _one_less(
    table: str, number: int, field: str, held: tuple[str, ...], alone: tuple[str, ...]
) -> Iterator[RowFault]:
    """One left out of several; for one that stands alone what stands there instead."""
    for place in range(len(held)):
        left = (*held[:place], *held[place + 1 :])
        yield RowFault(table, number, field, left or alone)


def _days(guideline: gaf.Guideline) -> Iterator[RowFault]:
    for number, row in enumerate(guideline.duties):
        if row.period is not None:
            for by in (1, -1):
                changed: dict[str, Any] = {row.period.unit: row.period.number + by}
                yield RowFault("duties", number, "period", evolve(row.period, **changed))
    for number, lapse in enumerate(guideline.lapses):
        record = lapse.since.partition(".")[0]
        for field in ("due", "since", "ended"):
            yield RowFault("lapses", number, field, f"{record}.elsewhere_on")
    for number, finding in enumerate(guideline.findings):
        record = finding.since.partition(".")[0]
        yield RowFault("findings", number, "since", f"{record}.elsewhere_on")


def row_faults(guideline: gaf.Guideline) -> Iterator[RowFault]:
    """All of them, table by table."""
    yield from _days(guideline)
    for number, step in enumerate(guideline.transitions):
        yield from _one_less("transitions", number, "states", step.states, ())
    for table in _LISTED:
        for number, each in enumerate(getattr(guideline, table)):
            yield from _one_less(table, number, "clauses", each.clauses, (_ANOTHER_CLAUSE,))
    for table in _NAMED:
        for number, each in enumerate(getattr(guideline, table)):
            if each.clause:
                yield RowFault(table, number, "clause", _ANOTHER_CLAUSE)
    for number, row in enumerate(guideline.findings):
        for severity in _SEVERITIES:
            if severity != row.severity:
                yield RowFault("findings", number, "severity", severity)


def _weaker(held: Condition) -> Iterator[tuple[str, Condition]]:
    """The condition with one slip in it, and what was forgotten, with its place where it may stand twice."""
    if isinstance(held, (AllOf, AnyOf)):
        for place, part in enumerate(held.parts):
            left = (*held.parts[:place], *held.parts[place + 1 :])
            if left:
                yield f"{place} {part}", left[0] if len(left) == 1 else evolve(held, parts=left)
            for what, other in _weaker(part):
                parts = (*held.parts[:place], other, *held.parts[place + 1 :])
                yield f"{place}.{what}", evolve(held, parts=parts)
    elif isinstance(held, Not):
        yield f"not {held.part}", held.part
        for what, other in _weaker(held.part):
            yield f"not.{what}", Not(other)
    elif isinstance(held, (Before, NotAfter)):
        other_order = NotAfter if isinstance(held, Before) else Before
        yield f"order of {held}", other_order(held.first, held.second)


def condition_faults(guideline: gaf.Guideline) -> Iterator[RowFault]:
    """All slips in the conditions of rows, and in what steps write down."""
    for table in _CONDITIONED:
        for number, row in enumerate(getattr(guideline, table)):
            for name in (each.name for each in fields(type(row))):
                held = getattr(row, name)
                if isinstance(held, Condition):
                    for what, now in _weaker(held):
                        yield RowFault(table, number, name, now, what)
    for number, step in enumerate(guideline.transitions):
        for place, action in enumerate(step.actions):
            left = (*step.actions[:place], *step.actions[place + 1 :])
            yield RowFault("transitions", number, "actions", left, f"{place} {action}")


# -- what was written down --------------------------------------------------------------------------------
def _refuses(kind: str, words: str, assess: Callable[[], Any]) -> None:
    with pytest.raises(gaf.GafRulesError) as refused:
        assess()
    assert type(refused.value).__name__ == kind
    assert words in refused.value.en


@cache
def _checks() -> tuple[Callable[[gaf.Guideline], None], ...]:
    """Of each case: what fails where its answer is not the one that was written down."""

    def worked(case: Any, guideline: gaf.Guideline) -> None:
        if case.error is None:
            check_expected(case.expect, case.assess(guideline).to_dict())
        else:
            _refuses(case.error, "", lambda: case.assess(guideline))

    def read_anew(case: Any, guideline: gaf.Guideline) -> None:
        if case.error is None:
            check_fresh(case, assessed(case, guideline).to_dict())
        else:
            kind, words = case.error
            _refuses(kind, words, lambda: assessed(case, guideline))

    def bound(check: Any, case: Any) -> Callable[[gaf.Guideline], None]:
        return lambda guideline: check(case, guideline)

    return (
        *(bound(worked, case) for case in worked_cases()),
        *(bound(read_anew, case) for case in (*fresh_cases(), *change_cases())),
    )


_NOTICED: Counter[int] = Counter()


def _none(told: Iterator[str]) -> None:
    assert next(told, None) is None


def _fails(check: Callable[[gaf.Guideline], None], guideline: gaf.Guideline) -> bool:
    try:
        check(guideline)
    except (AssertionError, pytest.fail.Exception, KeyError, TypeError, gaf.GafRulesError):
        # Rows that nobody linked name what is not there: no day to count from, no clause to cite.
        return True
    return False


def is_noticed(fault: RowFault) -> bool:
    """Whether a table or a case says that the rows with the fault are wrong."""
    guideline = fault.made(gaf.HAINAN)
    tables: Iterator[str]
    if fault.table == "transitions":
        event = gaf.HAINAN.transitions[fault.number].event
        # Of other events those that rest on what this one writes down.
        some = way_slips(guideline, event), step_slips(guideline, event), step_slips(guideline)
        tables = chain(*some)
    elif fault.table in {"routes", "questions"}:
        tables = route_slips(guideline)
    else:
        tables = plain_slips(guideline)
    if fault.field == "since" and fault.table == "findings":
        tables = first_day_slips(guideline, gaf.HAINAN.findings[fault.number].code)
    # The plain tables tell of answers, which are transitions, too.
    checks = (lambda made: _none(chain(tables, plain_slips(made))), *_checks())
    # Those first that have noticed most.
    for place in sorted(range(len(checks)), key=_NOTICED.__getitem__, reverse=True):
        if _fails(checks[place], guideline):
            _NOTICED[place] += 1
            return True
    return False
