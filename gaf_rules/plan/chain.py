"""The steps of each procedure in their order, out of the rows: who does what to whom, on which clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from gaf_rules.conditions import Has, walk
from gaf_rules.plan.schedule import Link

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gaf_rules.guideline import Guideline
    from gaf_rules.rows import DutyRow

__all__ = ["Stride", "duty_of", "review", "stride"]

_RELAYS = frozenset({"application_forwarded", "reported_to_national", "filing_number_relayed"})
"""The steps for which the text says promptly, or nothing, and which take a day or more in life."""


@frozen(kw_only=True)
class Stride:
    """One step, and how long it takes after the one before it."""

    act: str
    by: str | None
    to: str | None
    bearer: str
    clause: str
    procedure: str
    link: Link


def duty_of(
    guideline: Guideline, act: str, procedure: str, *, is_counted: bool = False
) -> DutyRow | None:
    """The duty whose act this is, of those that need nothing to have gone wrong before.

    One with a period comes first where it is to be counted, else last.
    """
    rows = [
        row
        for row in guideline.duties
        if row.act == act
        and procedure in row.procedures
        and not any(isinstance(part, Has) for part in walk(row.when))
    ]
    rows.sort(key=lambda row: (row.period is None) is is_counted)
    return rows[0] if rows else None


def _clause(guideline: Guideline, act: str, procedure: str) -> str:
    """The clause of the transition, for a step that is nobody's duty."""
    return next(
        row.clauses[0]
        for row in guideline.transitions
        if row.event == act and row.procedure == procedure
    )


def stride(
    guideline: Guideline,
    act: str,
    procedure: str,
    durations: Mapping[str, int],
    *,
    by: str | None = None,
    to: str | None = None,
    bearer: str = "sponsor",
    is_counted: bool = False,
) -> Stride:
    """One step; with ``is_counted`` it has the period of its duty, else the days allowed for it."""
    row = duty_of(guideline, act, procedure, is_counted=is_counted)
    if is_counted and row is not None and row.period is not None:
        facts = {start.fact for start in row.starts if not start.estimated}
        link = Link(period=row.period, readings=row.readings, starts=len(facts))
    else:
        link = Link(days=durations.get(act, 1 if act in _RELAYS else 0))
    clause = row.clause if row is not None else _clause(guideline, act, procedure)
    return Stride(
        act=act, by=by, to=to, bearer=bearer, clause=clause, procedure=procedure, link=link
    )


def review(
    guideline: Guideline, procedure: str, path: tuple[str, ...], durations: Mapping[str, int]
) -> Iterator[Stride]:
    """From the application to the number in the sponsor's hands, along the route."""

    def one(
        act: str,
        bearer: str,
        by: str | None = None,
        to: str | None = None,
        *,
        is_counted: bool = False,
    ) -> Stride:
        return stride(
            guideline, act, procedure, durations, by=by, to=to, bearer=bearer, is_counted=is_counted
        )

    first, province, nation = path[1], path[-2], path[-1]
    yield one("application_submitted", "sponsor", "sponsor", first)
    if first != province:
        yield one("application_received", first, first)
        yield one("application_forwarded", first, first, province)
    yield one("application_received", province, province)
    yield one("completeness_confirmed", province, is_counted=True)
    yield one("reported_to_national", province)
    yield one("application_received", nation, nation)
    yield one("filing_number_issued", nation, is_counted=True)
    yield one("filing_number_received", province, province)
    yield one("filing_number_relayed", province, province, "sponsor")
    yield one("filing_number_received", "sponsor", "sponsor")
