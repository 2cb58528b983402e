"""In what two guidelines differ: numbers of days, dates, clauses, rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen

from gaf_rules.language.row_kinds import ROW_KINDS
from gaf_rules.language.rows import DutyRow
from gaf_rules.values.drafts import Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.periods import Period

__all__ = ["Difference", "differences"]


@frozen(kw_only=True, eq=False, repr=False)
class Difference(Value):
    """One thing in which two guidelines differ: the clause, what it is, and its value in each.

    The clause is empty for what the text does not say (the dates that a caller sets).
    """

    clause: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.clause} {self.what}: {self.before} → {self.after}".lstrip()


def differences(one: Guideline, other: Guideline) -> tuple[Difference, ...]:
    """What holds of the second guideline and not of the first, or the other way round."""
    found = [
        _length(clause, period, after)
        for clause, period in one.periods.items()
        if (after := other.periods.get(clause)) is not None
        and (after.number, after.unit) != (period.number, period.unit)
    ]
    for name in ("effective_from", "legacy_until"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine != theirs:
            found.append(Difference(clause="", what=name, before=str(mine), after=str(theirs)))
    for slug in dict.fromkeys((*one.clauses, *other.clauses)):
        mine, theirs = one.clauses.get(slug), other.clauses.get(slug)
        if mine != theirs:
            found.append(
                Difference(
                    clause=slug,
                    what="clause",
                    before="–" if mine is None else mine.en,
                    after="–" if theirs is None else theirs.en,
                )
            )
    return (*found, *_rows(one, other))


def _undated(row: Any) -> Any:
    """A row without its number of days, which is compared by itself."""
    return evolve(row, period=None) if isinstance(row, DutyRow) else row


def _rows(mine: Guideline, other: Guideline) -> Iterator[Difference]:
    """The rows that only one of the two has; a row that was changed is there twice."""
    for kind in ROW_KINDS:
        before = dict.fromkeys(_undated(row) for row in getattr(mine, kind))
        after = dict.fromkeys(_undated(row) for row in getattr(other, kind))
        for row in before:
            if row not in after:
                yield Difference(
                    clause=_clause_of(row), what=kind, before=_said(row), after=_NOTHING
                )
        for row in after:
            if row not in before:
                yield Difference(
                    clause=_clause_of(row), what=kind, before=_NOTHING, after=_said(row)
                )


def _length(clause: str, before: Period, after: Period) -> Difference:
    """Two numbers, where the unit is the same; else each with its unit."""
    if before.unit == after.unit:
        unit = before.unit.replace("_", " ")
        return Difference(
            clause=clause, what=unit, before=str(before.number), after=str(after.number)
        )
    from gaf_rules.messages import length  # noqa: PLC0415 - words are read when needed

    first, second = (length(each.number, each.unit) for each in (before, after))
    return Difference(clause=clause, what="period", before=first, after=second)


_NOTHING = "–"


def _clause_of(row: Any) -> str:
    clauses = getattr(row, "clauses", ())
    own = getattr(row, "clause", None) or getattr(row, "form", None)
    return str(own or next(iter(clauses), ""))


def _said(row: Any) -> str:
    """The fields of a row that are not at their defaults, short."""
    told = {
        each.name: getattr(row, each.name)
        for each in fields(type(row))
        if each.name not in {"clause", "clauses"} and getattr(row, each.name) != each.default
    }
    return ", ".join(f"{name}={_plain(value)}" for name, value in told.items())


def _plain(value: Any) -> Any:
    """Mappings and sets as lists of words: Python tells the members of a set in another order each time."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_plain(held)}" for key, held in value.items()) + "}"
    if isinstance(value, frozenset):
        return " ".join(sorted(value))
    return value
