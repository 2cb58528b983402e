"""What the facts of a guideline are: days, words or marks, as its rows write them down.

A column of facts holds one sort of thing. Which, is read off the actions of the transitions; nothing is
declared twice.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.auditing.reading import DATE_FIELDS
from gaf_rules.language.rows import SHARED, Copy, Drop, Enter, Gather, Mark, Open, Put

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import Transition

__all__ = ["FactTypes", "fact_types_of"]

_ON, _DATE, _WORD, _MARKS = "on", "date", "word", "marks"


@frozen
class FactTypes:
    """What the facts of a guideline are.

    Attributes:
        days: the facts that are days.
        covered: those of them that are days of events alone, so that the calendar reaches them.
        words: the facts that are words or lists.
        marks: the facts that are marks of a clock.
        prepares: the procedure that opens preparations.
        plain: whether each fact is one sort of thing, and records that are shared are opened by one
            procedure; otherwise cases are assessed one by one.
    """

    days: frozenset[str]
    covered: frozenset[str]
    words: frozenset[str]
    marks: frozenset[str]
    prepares: str
    plain: bool


@lru_cache(maxsize=8)
def fact_types_of(guideline: Guideline) -> FactTypes:
    """Read off the rows of a guideline what its facts are."""
    sorts: dict[str, set[str]] = {"case.first_on": {_ON}}
    copies: list[tuple[str, str]] = []
    openers: dict[str, set[str]] = {}
    for row in guideline.transitions:
        _openers(row, openers)
        for fact, sort, source in _written(row):
            if source is None:
                sorts.setdefault(fact, set()).add(sort)
            else:
                copies.append((fact, source))
    for lapse in guideline.lapses:
        for fact in (lapse.due, lapse.since, lapse.ended):
            sorts.setdefault(fact, set()).add(_DATE)
    for _ in copies:
        for fact, source in copies:
            sorts.setdefault(fact, set()).update(sorts.get(source, ()))

    def of(*wanted: str) -> frozenset[str]:
        return frozenset(fact for fact, found in sorts.items() if found & set(wanted))

    days, words, marks = of(_ON, _DATE), of(_WORD), of(_MARKS)
    plain = not (days & words or days & marks or words & marks)
    plain &= all(len(found) == 1 for kind, found in openers.items() if kind in SHARED)
    # Days of the calendar that are left when a clock stops are told one by one.
    plain &= not any(
        row.period is not None
        and not row.period.counts_working_days
        and (row.marks or row.resumes is not None)
        for row in guideline.duties
    )
    prepares = next(iter(openers.get("preparation", ())), "")
    return FactTypes(days, days - of(_DATE), words, marks, prepares, plain)


def _openers(row: Transition, openers: dict[str, set[str]]) -> None:
    """Note which procedures open records of which kind."""
    for action in row.actions:
        if isinstance(action, Open):
            openers.setdefault(action.record, set()).add(row.procedure)


def _written(row: Transition) -> Iterator[tuple[str, str, str | None]]:
    """The facts that a row writes, what sort of thing each is, and the fact it is a copy of."""
    for action in row.actions:
        if isinstance(action, Put):
            if isinstance(action.take, Copy) and action.value is None:
                yield action.fact, "", action.take.fact
            elif action.value is not None:
                yield action.fact, _WORD, None
            else:
                sort = {"on": _ON}.get(str(action.take), _WORD)
                yield action.fact, _DATE if action.take in DATE_FIELDS else sort, None
        elif isinstance(action, Gather | Drop):
            yield action.fact, _WORD, None
        elif isinstance(action, Mark):
            yield action.fact, _MARKS, None
        elif isinstance(action, Enter):
            yield action.fact, _ON, None
