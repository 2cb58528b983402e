"""Small faults put into the rows of a guideline, one at a time, and whether a case is answered otherwise.

A period a day longer or shorter, a state left out where a step is legal, a clause left out where a row names
several. The cases are those of :mod:`row_cases`, of which each row has some that use it; for a state, logs
that stand in it, with the step of the row as the next one.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from row_cases import RowCase, users
from unlinked import unlinked
from worlds import world

import gaf_rules as gaf
from gaf_rules.testing.logs import LegalLog, Walker

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["RowFault", "is_noticed", "row_faults"]

_MOST, _FEW = 60, 5
_CITED = ("scope", "routes", "duties", "transitions", "lapses")
_WORLDS, _STANDING, _TRIES, _STEPS, _WALKS = 300, 30, 3, 12, 4


@frozen
class RowFault:
    """One fault: the table, the number of the row, the field, and what stands there then."""

    table: str
    number: int
    field: str
    now: Any

    def made(self, guideline: gaf.Guideline) -> gaf.Guideline:
        """The guideline with the fault."""
        rows = list(getattr(guideline, self.table))
        given: dict[str, Any] = {self.field: self.now}
        rows[self.number] = evolve(rows[self.number], **given)
        changed: dict[str, Any] = {self.table: tuple(rows)}
        return unlinked(guideline, **changed)


def _one_less(table: str, number: int, field: str, held: tuple[str, ...]) -> Iterator[RowFault]:
    if len(held) > 1:
        for place in range(len(held)):
            yield RowFault(table, number, field, (*held[:place], *held[place + 1 :]))


def row_faults(guideline: gaf.Guideline) -> Iterator[RowFault]:
    """All of them, table by table."""
    for number, row in enumerate(guideline.duties):
        if row.period is not None:
            for by in (1, -1):
                changed: dict[str, Any] = {row.period.unit: row.period.number + by}
                yield RowFault("duties", number, "period", evolve(row.period, **changed))
    for number, step in enumerate(guideline.transitions):
        yield from _one_less("transitions", number, "states", step.states)
    for table in _CITED:
        for number, each in enumerate(getattr(guideline, table)):
            yield from _one_less(table, number, "clauses", each.clauses)


def _answer(held: RowCase, guideline: gaf.Guideline, *, whole: bool = False) -> Any:
    """What is answered; all that is told, clauses of each step among it, where it is asked for."""
    try:
        assessed = held.assess(guideline)
        found = assessed.to_dict()
        if whole:
            route = gaf.route(held.case.sponsor, guideline=guideline)
            found["told"] = [route.clauses, str(gaf.explain(assessed, "en"))]
    except (gaf.GafRulesError, KeyError) as error:  # what nobody linked may refer to what is gone
        return type(error).__name__
    found.pop("provenance", None)  # the digest of the rows tells any of them
    return found


# -- logs that stand in a state ---------------------------------------------------------------------------
def _known() -> Iterator[LegalLog]:
    """Logs of walks, and those of the cases of which each row has some."""
    seen = set()
    for row in gaf.HAINAN.transitions:
        for held in users("transitions", row)[:_FEW]:
            if id(held) not in seen and held.guideline is gaf.HAINAN:
                seen.add(id(held))
                yield LegalLog(held.case, held.as_of, held.readings, calendar=held.calendar)
    for seed in range(_WORLDS):
        yield world(seed, 34)


@cache
def _standing() -> dict[tuple[str, str], list[LegalLog]]:
    """Procedure and state to logs that have come there, and not past it."""
    found: dict[tuple[str, str], list[LegalLog]] = defaultdict(list)
    for made in _known():
        for day in sorted({event.on for event in made.case.events}):
            for later in (0, 40):
                log = evolve(made, as_of=day + timedelta(days=later)).until_now()
                replayed = Walker(Random(0), log).replayed(log.case.events)  # noqa: S311 - no secret
                if replayed.refused is None:
                    for pair in replayed.state.items():
                        if len(found[pair]) < _STANDING:
                            found[pair].append(log)
    return found


def _before(row: Any) -> Iterator[LegalLog]:
    """Logs that have all but the step of a row, which some state allowed."""
    for held in users("transitions", row)[:_FEW]:
        if held.guideline is gaf.HAINAN:
            log = LegalLog(held.case, held.as_of, held.readings, calendar=held.calendar)
            taken = Walker(Random(0), log).replayed(held.case.events).taken  # noqa: S311 - no secret
            day = next(day for day, each, _, entry in taken if each is row and entry is not None)
            left = (
                e for e in held.case.events if e.on <= day and (e.on, e.type) != (day, row.event)
            )
            yield evolve(log, as_of=day).with_events(left)


def _steps_from(row: Any, state: str) -> Iterator[RowCase]:
    """Cases in which the step of a row is taken in a state: from there at once, or after some steps."""
    here = _standing().get((row.procedure, state), ())
    for number, (log, steps) in enumerate([*((each, 0) for each in here), *_further(row)]):
        walker = Walker(Random(number), log)  # noqa: S311 - no secret
        for left in range(steps, -1, -1):
            if not steps or walker.state[row.procedure] == state:
                before = walker.log
                if walker.step([row] * _TRIES) is not None:
                    yield RowCase(
                        case=walker.log.case,
                        as_of=walker.log.as_of,
                        readings=log.readings,
                        calendar=log.calendar,
                    )
                walker.log = before
            if left:
                rows, weights = walker.weights()
                walker.step(walker.dice.choices(rows, weights, k=_TRIES))


def _further(row: Any) -> list[tuple[LegalLog, int]]:
    return [(log, _STEPS) for log in _before(row) for _ in range(_WALKS)]


def _cases(fault: RowFault, row: Any) -> Iterator[RowCase]:
    if fault.field == "states":
        (gone,) = {*row.states} - {*fault.now}
        yield from _steps_from(row, gone)
    yield from users(fault.table, row)[: _FEW if fault.field == "clauses" else _MOST]


def is_noticed(fault: RowFault) -> bool:
    """Whether a case that uses the row is answered otherwise."""
    row, whole = getattr(gaf.HAINAN, fault.table)[fault.number], fault.field == "clauses"
    wrong: dict[int, gaf.Guideline] = {}
    for held in _cases(fault, row):
        other = wrong.setdefault(id(held.guideline), fault.made(held.guideline))
        if _answer(held, other, whole=whole) != _answer(held, held.guideline, whole=whole):
            return True
    return False
