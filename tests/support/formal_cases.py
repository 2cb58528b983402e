"""What a change of the rows does to somebody: a case, with days, in which the two guidelines differ.

A legal log is taken whose events lie on days of their own, so that every day among its facts is that of one
event. These days are then unknowns, in the order of the log; the rows of both guidelines become formulas over
them, the last days of periods a table of the calendar. What the solver finds is a case, and ``assess`` has
the last word on it.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import z3
from attrs import evolve, frozen
from formulas import Sheet, example, formula, schema_of

import gaf_rules as gaf
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.outline import outline
from gaf_rules.language.periods import count_due

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["DAYS", "LENGTH", "Log", "Witness", "spread", "worse"]

_FIRST, LENGTH = date(2025, 12, 1), 300
DAYS = [_FIRST + timedelta(days=n) for n in range(LENGTH)]
_BAD = ("met_late", "overdue", "lapsed")
_READINGS = gaf.Readings()


@frozen
class Witness:
    """A case that comes out worse, and what is worse about it.

    Attributes:
        case, as_of: what to assess.
        what: the findings and missed duties that are there by the later rows and not by the earlier.
    """

    case: gaf.Case
    as_of: date
    what: tuple[str, ...]


def _held(case: gaf.Case, as_of: date, guideline: gaf.Guideline) -> set[str]:
    """What a case holds against the sponsor."""
    found = gaf.assess(case, as_of=as_of, guideline=guideline)
    missed = {
        f"{d.clause} {d.status}" for d in found.duties if d.bearer == "sponsor" and d.status in _BAD
    }
    return missed | {
        f.code for f in found.findings if f.bearer == "sponsor" and f.severity != "notice"
    }


def spread(case: gaf.Case) -> gaf.Case:
    """The log with every event on a day of its own, in its order."""
    events = sorted(case.events, key=lambda each: each.on)
    moved = (evolve(each, on=_FIRST + timedelta(days=3 * n)) for n, each in enumerate(events))
    return evolve(case, events=tuple(moved))


class Log:
    """A log with unknown days under one guideline: the facts of its records as sheets."""

    def __init__(
        self, case: gaf.Case, guideline: gaf.Guideline, days: Sequence[Any], as_of: Any
    ) -> None:
        self.guideline, self.as_of, self.days = guideline, as_of, days
        last = case.events[-1].on + timedelta(days=1)
        self.world = world_of(case, last, guideline, gaf.CHINA)
        self.found = outline(self.world, _READINGS)
        self.terms = {event.on: day for event, day in zip(case.events, days, strict=True)} | {
            last: as_of
        }
        self.schema = schema_of(guideline)

    def sheet(self, context: dict[str, Any], free: Collection[str] = ()) -> Sheet:
        """The facts of a record; those of some kinds of record may be anything."""
        fixed: dict[str, Any] = {
            f"state.{name}": state for name, state in self.found.log.state.items()
        }
        for fact, about in self.schema.items():
            record, _, name = fact.partition(".")
            if record in {"event", "duty", *free}:
                continue
            value = context[record].get(name)
            if about.kind == "day" and value is not None:
                value = self.terms.get(value, value.toordinal() - _FIRST.toordinal())
            fixed[fact] = value
        return Sheet(self.schema, fixed=fixed)

    def duties(self) -> Iterator[tuple[str, Any, Any]]:
        """Clause, and under which days it is kept, and missed; those whose clock was never touched."""
        for duty in self.found.duties:
            row, trigger, period = (
                duty.compiled.row,
                duty.trigger,
                duty.compiled.row.period,
            )
            if duty.bearer != "sponsor" or period is None or trigger is None or trigger.estimated:
                continue
            start, done = self.terms.get(trigger.on), duty.met_on
            if start is None:
                continue
            act = self.as_of if done is None else self.terms[done]
            last = _last_days(period, start)
            yield row.clause, act <= last, act > last

    def days_of(self, clause: str, procedures: Sequence[str]) -> Iterator[tuple[Any, Any]]:
        """Of each duty of a clause under which days it is kept, and missed, whoever bears it."""
        for duty in self.found.duties:
            row, trigger = duty.compiled.row, duty.trigger
            fits = row.clause == clause and duty.procedure in procedures
            if not fits or trigger is None or trigger.on not in self.terms:
                continue
            if row.period is None:
                yield self.as_of <= self.terms[trigger.on], self.as_of > self.terms[trigger.on]
                continue
            done = duty.met_on
            act = self.as_of if done is None else self.terms.get(done)
            if act is not None:
                last = _last_days(row.period, self.terms[trigger.on])
                yield act <= last, act > last

    def findings(self) -> Iterator[tuple[str, Any]]:
        """Code, and under which days a finding on a record holds."""
        machine = self.world.machine
        for record in self.found.records:
            sheet = self.sheet(record.context)
            for compiled in machine.findings.get(record.kind, ()):
                row = compiled.row
                ours = record.procedure in row.procedures and row.bearer == "sponsor"
                if ours and row.items is None and row.severity != "notice":
                    yield row.code, formula(row.when, sheet)


def _last_days(period: Any, start: Any) -> Any:
    """The last day of a period as a term: a table over the days of the window."""
    last = z3.IntVal(-1)
    for n, day in enumerate(DAYS[: LENGTH - 60]):
        due = count_due(period, day, _READINGS.options(), gaf.CHINA).on
        last = z3.If(start == n, (due - _FIRST).days if due is not None else LENGTH, last)
    return last


def _claims(before: Log, after: Log) -> Iterator[Any]:
    """Ways to come out worse: a duty that was kept is missed, a finding that did not hold does."""
    kept = {clause: term for clause, term, _ in before.duties()}
    for clause, _, missed in after.duties():
        yield z3.And(kept.get(clause, z3.BoolVal(val=True)), missed)
    held: dict[str, list[Any]] = {}
    for code, holds in before.findings():
        held.setdefault(code, []).append(holds)
    for code, holds in after.findings():
        yield z3.And(holds, *map(z3.Not, held.get(code, ())))


def worse(before: gaf.Guideline, after: gaf.Guideline, logs: Sequence[gaf.Case]) -> Witness | None:
    """A case in which the sponsor fares worse by the later rows; None: the logs have none on any days.

    Arguments:
        before: the rows as they are.
        after: the rows as they would be.
        logs: legal logs, each event on a day of its own.
    """
    for case in logs:
        days = [z3.Int(f"day{n}") for n in range(len(case.events))]
        as_of = z3.Int("as_of")
        order = [days[0] >= 0, as_of <= LENGTH - 61, as_of >= days[-1]]
        order += [a <= b for a, b in pairwise(days)]
        one, other = (Log(case, each, days, as_of) for each in (before, after))
        for claim in _claims(one, other):
            model = example([claim, *order])
            if model is None:
                continue
            on = [DAYS[model.eval(day, model_completion=True).as_long()] for day in days]
            moved = tuple(evolve(e, on=day) for e, day in zip(case.events, on, strict=True))
            when = DAYS[model.eval(as_of, model_completion=True).as_long()]
            found = _confirmed(evolve(case, events=moved), when, before, after)
            if found is not None:
                return found
    return None


def _confirmed(
    case: gaf.Case, as_of: date, before: gaf.Guideline, after: gaf.Guideline
) -> Witness | None:
    """The case, if ``assess`` says so too: as far as its log is legal by both guidelines."""
    for end in range(len(case.events), 0, -1):
        cut = evolve(case, events=case.events[:end])
        try:
            what = _held(cut, as_of, after) - _held(cut, as_of, before)
        except gaf.IllegalEventError:
            continue
        return Witness(cut, as_of, tuple(sorted(what))) if what else None
    return None
