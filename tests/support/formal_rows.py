"""What a row decides, as a case with days: the log on which it is missed, or on which it would be too much.

The worked logs, whose events lie on days of their own, become logs of unknown days, of an unknown app and
sponsor, under unknown readings. The solver finds what stands for all that, so that the condition of a row
holds, or does not hold although the row is there no longer or has no condition any more. What it finds is a
case, and ``assess`` has the last word on it.
"""

from __future__ import annotations

from datetime import date
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import z3
from attrs import evolve, frozen
from formal_cases import DAYS, LENGTH, Log, spread
from formulas import Sheet, example, formula
from unlinked import unlinked
from worked_cases import worked_cases

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Logs", "Seen"]

_FREE = ("app", "reading")
_USUAL = gaf.Readings()
_TRIES = 20
"""Of so many duties it is asked whether a finding on them hangs on their being kept."""
_DOSSIERS = ("dossier", "shutdown")
"""The records that hold what was handed in."""


@frozen
class Seen:
    """A case and a day on which two guidelines differ, and in what."""

    case: gaf.Case
    as_of: date
    readings: gaf.Readings
    what: frozenset[str]


@frozen(eq=False)
class _Held:
    """A log of unknown days."""

    case: gaf.Case
    days: list[Any]
    as_of: Any
    log: Log

    def order(self, *, strict: bool) -> list[Any]:
        """What holds of its days: the events come in their order, then the assessment."""
        days = [*dict.fromkeys(self.days)]
        found = [*(days[0] >= 0, self.as_of <= LENGTH - 61, self.as_of >= days[-1])]
        return [*found, *(a < b if strict else a <= b for a, b in pairwise(days))]

    def cases(self, on: Sequence[date], app: gaf.App) -> Iterator[gaf.Case]:
        """The log on these days, and the same with nothing handed in."""
        events = [evolve(e, on=day) for e, day in zip(self.case.events, on, strict=True)]
        yield evolve(self.case, app=app, events=tuple(events))
        if any(event.materials for event in events):
            bare = (evolve(e, materials=()) if e.materials else e for e in events)
            yield evolve(self.case, app=app, events=tuple(bare))


def _said(
    case: gaf.Case, as_of: date, guideline: gaf.Guideline, readings: gaf.Readings = _USUAL
) -> frozenset[str] | None:
    """What is answered; None where the log is not legal."""
    try:
        found = gaf.assess(case, as_of=as_of, guideline=guideline, readings=readings)
    except gaf.GafRulesError:
        return None
    duties = (f"{d.clause} {d.procedure} {d.round} {d.act} {d.status}" for d in found.duties)
    findings = (f"{f.code} {f.procedure} {f.round} {'·'.join(f.items)}" for f in found.findings)
    questions = (f"{q.clause}?" for q in found.questions)
    return frozenset((*duties, *findings, *questions, *found.forms))


def _laid_out(case: gaf.Case) -> Iterator[gaf.Case]:
    """The log with its events on days of their own, and as they share them, if that says anything else."""
    told = set()
    events = sorted(case.events, key=lambda each: each.on)
    days = {day: DAYS[3 * n] for n, day in enumerate(sorted({each.on for each in events}))}
    shared = evolve(case, events=tuple(evolve(each, on=days[each.on]) for each in events))
    for found in (spread(case), shared):
        said = _said(found, found.events[-1].on, gaf.HAINAN)
        if said is not None and said not in told:
            told.add(said)
            yield found


def _logs() -> list[gaf.Case]:
    """Worked logs as far as they are legal so, the long ones first."""
    legal = (gaf.Case.from_dict(w.document) for w in worked_cases() if w.error is None)
    found = [each for case in legal if case.events for each in _laid_out(case)]
    return sorted(found, key=lambda case: -len(case.events))


class Logs:
    """The worked logs with unknown days, made once."""

    def __init__(self) -> None:
        self.held: list[_Held] = []
        for number, case in enumerate(_logs()):
            unknown = {e.on: z3.Int(f"day{number}_{n}") for n, e in enumerate(case.events)}
            days = [unknown[event.on] for event in case.events]
            as_of = z3.Int(f"as_of{number}")
            self.held.append(_Held(case, days, as_of, Log(case, gaf.HAINAN, days, as_of)))

    def seen(self, table: str, row: Any, other: Any) -> Seen | None:
        """A case in which a row says another thing than what stands in its place; None: there is none.

        Arguments:
            table: the table that the row stands in.
            row: a row of Hainan's guideline.
            other: what would stand there.
        """
        rows = (other if each is row else each for each in getattr(gaf.HAINAN, table))
        changed: dict[str, Any] = {table: tuple(rows)}
        wrong = unlinked(gaf.HAINAN, **changed)
        models = (
            (held, sheet, model)
            for claim, held, sheet in _claims(self.held, table, row, other)
            for strict in (True, False)
            if (model := example([claim, *held.order(strict=strict)], sheet)) is not None
        )
        confirmed = (_confirmed(*found, wrong) for found in models)
        return next(filter(None, confirmed), None)


def _claims(
    logs: list[_Held], table: str, row: Any, other: Any
) -> Iterator[tuple[Any, _Held, Sheet]]:
    """Of each record of which the row speaks: that what stands in its place says another thing there."""
    rows = [
        r for r in gaf.HAINAN.findings if r is not row and table == "findings" and _says(r, row)
    ]
    for held in logs:
        for record in held.log.found.records:
            if _speaks_of(table, row, record):
                sheet = held.log.sheet(record.context, free=_FREE)
                now = formula(row.when, sheet)
                then = formula(other.when, sheet)
                rest = [z3.Not(formula(each.when, sheet)) for each in rows]
                yield z3.And(now != then, *rest), held, sheet
    if table == "findings" and row.over.startswith("duty:"):
        yield from islice(_on_duties(logs, row), _TRIES)


def _on_duties(logs: list[_Held], row: Any) -> Iterator[tuple[Any, _Held, Sheet]]:
    """Of each duty that it was kept, and that it was missed: one of the two makes the difference."""
    for held in logs:
        for kept, missed in held.log.days_of(row.over.removeprefix("duty:"), row.procedures):
            for claim in (kept, missed):
                yield claim, held, Sheet(held.log.schema)


def _says(one: Any, other: Any) -> bool:
    """Whether two findings say the same, each under its own condition."""
    return (one.code, one.clause, one.over) == (other.code, other.clause, other.over)


def _speaks_of(table: str, row: Any, record: Any) -> bool:
    if table == "materials":
        return record.procedure == row.procedure and record.kind in _DOSSIERS
    if table == "forms":
        return bool(record.procedure == row.procedure)
    return record.procedure in row.procedures and record.kind == row.over


def _confirmed(held: _Held, sheet: Sheet, model: Any, wrong: gaf.Guideline) -> Seen | None:
    """The case that a model stands for, if it is answered otherwise by the other guideline."""
    told = sheet.told(model)
    on = [DAYS[model.eval(day, model_completion=True).as_long()] for day in held.days]
    last = DAYS[model.eval(held.as_of, model_completion=True).as_long()]
    app = {name.partition(".")[2]: v for name, v in told.items() if name.startswith("app.")}
    options = {name.partition(".")[2]: v for name, v in told.items() if name.startswith("reading.")}
    readings = gaf.Readings.from_dict(options)
    for case in held.cases(on, evolve(held.case.app, **app)):
        found = _differing(case, last, readings, wrong)
        if found is not None:
            return found
    return None


def _differing(
    case: gaf.Case, as_of: date, readings: gaf.Readings, wrong: gaf.Guideline
) -> Seen | None:
    """The case as far as it is legal on these days, if it is answered otherwise by the other guideline."""
    for end in range(len(case.events), 0, -1):
        cut = evolve(case, events=case.events[:end])
        right = _said(cut, as_of, gaf.HAINAN, readings)
        if right is not None:
            found = _said(cut, as_of, wrong, readings)
            differ = found is not None and found != right
            return Seen(cut, as_of, readings, right ^ (found or right)) if differ else None
    return None
