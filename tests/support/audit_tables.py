"""Cases as the two tables of an audit, and what the audit must say of them according to ``assess``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl
from attrs import evolve

import gaf_rules as gaf
from gaf_rules.language.vocabulary import FINDING_CODES, PROCEDURES
from gaf_rules.testing.tables import case_columns

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["expected", "found_by", "frames", "jittered", "row_of"]

_DATES = ("on", "posted_on", "expected_on", "change_on")
_LISTS = ("materials", "problems", "missing", "grounds")
_FLAGS = (
    "functional_rectification",
    "statement",
    "rectification_plan",
    "prompted",
    "major",
    "lawful",
    "leaked",
)


def _type_of(name: str) -> Any:
    if name in _DATES:
        return pl.Date
    if name in _LISTS:
        return pl.List(pl.String)
    return pl.Boolean if name in (*_FLAGS, "runs_on_mobile", "grassroots_facing") else pl.String


def frames(cases: Sequence[gaf.Case], dice: random.Random | None = None) -> tuple[Any, Any]:
    """The two tables in Polars; the events shuffled, where dice are given."""
    events, parties = (
        pl.DataFrame(
            {
                name: pl.Series(values, dtype=pl.Int64 if name == "case_id" else _type_of(name))
                for name, values in columns.items()
            }
        )
        for columns in case_columns(cases)
    )
    if dice is not None:
        rows = list(range(len(events)))
        dice.shuffle(rows)
        events = events[rows]
    return events, parties


def jittered(case: gaf.Case, dice: random.Random) -> gaf.Case:
    """The same events in the same order on other days: the log moved and its gaps stretched."""
    shift, stretch = dice.randrange(-40, 40), dice.choice((0.5, 0.8, 1.0, 1.0, 1.2, 1.7))
    first = min((event.on for event in case.events), default=date(2026, 1, 1))

    def moved(day: date | None) -> date | None:
        if day is None:
            return None
        return first + timedelta(days=shift + int((day - first).days * stretch))

    return evolve(
        case,
        events=tuple(evolve(event, **_moved(event, moved)) for event in case.events),
    )


def _moved(event: gaf.Event, moved: Callable[[date | None], date | None]) -> dict[str, Any]:
    return {name: moved(getattr(event, name)) for name in _DATES}


def _joined(members: Iterable[str] | None) -> str | None:
    return None if members is None else ";".join(members)


def _no_error(case: gaf.Case, **arguments: Any) -> tuple[gaf.Assessment | None, str | None]:
    try:
        return gaf.assess(case, **arguments), None
    except gaf.GafRulesError as error:
        return None, error.en


def expected(case: gaf.Case, *, disputes: bool = False, **arguments: Any) -> tuple[Any, Any, Any]:
    """The row of the case, its duties and its findings, both as sorted lists of tuples."""
    return row_of(*_no_error(case, **arguments), disputes=disputes)


def row_of(
    found: gaf.Assessment | None, error: str | None, *, disputes: bool = False
) -> tuple[Any, Any, Any]:
    """The same of an assessment, or of what is wrong with the case."""
    if found is None:
        return (None, None, None, None, None, None, [], error), [], []
    codes = {finding.code for finding in found.findings}
    row = (
        found.scope.in_scope,
        _joined(found.route),
        _joined(found.forms),
        *(found.stages.get(name) for name in PROCEDURES),
        # Those of the contract in its order, then the guideline's own.
        [*(c for c in FINDING_CODES if c in codes), *sorted(codes - {*FINDING_CODES})],
        None,
    )
    duties = []
    for duty in found.duties:
        trigger, due = duty.trigger, duty.due
        words = (
            duty.clause, duty.procedure, duty.round, duty.bearer, duty.act, duty.to,
            None if trigger is None else trigger.event,
            None if trigger is None else trigger.estimated,
            None if due is None else due.certainty, duty.status, duty.consequence,
            None if trigger is None else trigger.on,
        )  # fmt: skip
        days = (None,) * 4 if due is None else (due.on, due.safe_on, due.earliest, due.latest)
        counts = duty.elapsed_working_days, duty.late_by_working_days
        duties.append((*words, *days, duty.met_on, duty.met_on is not None, *counts))
    findings = [
        (f.code, f.clause, f.procedure, f.round, f.severity, f.bearer, _joined(f.items), f.since)
        + ((_joined(f.disputed_by),) if disputes else ())
        for f in found.findings
    ]
    return row, sorted(duties, key=repr), sorted(findings, key=repr)


def found_by(found: gaf.Audit) -> list[tuple[Any, Any, Any]]:
    """What an audit in Polars says of each case, in the same form."""
    bits = found.cases["finding_bits"].to_list()
    rows = found.cases.drop("case_id", "finding_bits").rows()
    duties: list[list[Any]] = [[] for _ in rows]
    findings: list[list[Any]] = [[] for _ in rows]
    for place, *row in found.duties.rows():
        duties[place].append(tuple(row))
    for place, *row in found.findings.rows():
        findings[place].append(tuple(row))
    for row, held in zip(rows, bits, strict=True):
        assert row[6] == [code for at, code in enumerate(found.codes) if held >> at & 1]
    return [
        (row, sorted(some, key=repr), sorted(others, key=repr))
        for row, some, others in zip(rows, duties, findings, strict=True)
    ]
