"""``since`` is the first day on which a finding holds: asked of every finding of the cases written down."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen
from fresh import document, fresh_cases, reading
from pinned import CHINA
from worked_cases import worked_cases

import gaf_rules as gaf

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["first_day_slips"]

_DAY = timedelta(days=1)
# What app and sponsor are holds on any day; what is told of it is told from the first event on.
_ALWAYS = frozenset(
    {"OWNER_NOT_COVERED", "SCOPE_UNDETERMINED", "EXCLUDED_TYPE", "NOT_MOBILE", "ROUTE_UNDETERMINED"}
)
# Of a period that begins on the day that stands in for a receipt, and then on the day of that receipt.
_OF_THE_CALENDAR = frozenset(
    {"CALENDAR_PROVISIONAL", "CALENDAR_UNPUBLISHED", "LOCAL_HOLIDAY_IN_WINDOW", "CLOSURE_IN_WINDOW"}
)
# What is told later of a day that has passed: a person's answer, and the day of a change.
_HINDSIGHT = frozenset({"determination", "change_planned", "change_took_effect"})


@frozen(kw_only=True)
class _Written:
    """A case and all that its assessment depends on but the rows."""

    case: gaf.Case
    as_of: date
    readings: gaf.Readings
    calendar: gaf.WorkingCalendar

    def found(self, day: date, guideline: gaf.Guideline) -> dict[Any, gaf.Finding]:
        """The findings on a day, by what each of them says."""
        given: dict[str, Any] = {"readings": self.readings, "calendar": self.calendar}
        told = gaf.assess(self.case, as_of=day, guideline=guideline, **given).findings
        return {(f.code, f.clause, f.procedure, f.round, f.items): f for f in told}


@cache
def _written() -> tuple[_Written, ...]:
    return (
        *(
            _Written(
                case=gaf.Case.from_dict(held.document),
                as_of=held.as_of,
                readings=gaf.Readings.from_dict(held.readings),
                calendar=held.calendar(),
            )
            for held in worked_cases()
            if held.error is None
        ),
        *(
            _Written(
                case=gaf.Case.from_dict(document(told)),
                as_of=told.as_of,
                readings=reading(told),
                calendar=CHINA,
            )
            for told in fresh_cases()
            if told.error is None
        ),
    )


@cache
def _codes(held: _Written) -> frozenset[str]:
    return frozenset(code for code, *_ in held.found(held.as_of, gaf.HAINAN))


def first_day_slips(guideline: gaf.Guideline, code: str | None = None) -> Iterator[str]:
    """Findings that hold on the day before, or do not hold yet on the day that they name.

    Arguments:
        guideline: the rows.
        code: of the findings that are asked for; None: of all.
    """
    for held in _written():
        if code is not None and code not in _codes(held):
            continue
        for key, finding in held.found(held.as_of, guideline).items():
            if finding.code in _ALWAYS or code not in {None, finding.code}:
                continue
            told_later = any(
                event.type in _HINDSIGHT and event.on > finding.since for event in held.case.events
            )
            if not told_later and key not in held.found(finding.since, guideline):
                yield f"{held.case.id}: {finding.code} does not hold yet on {finding.since}"
            moved = finding.code in _OF_THE_CALENDAR and any(
                event.type.endswith("_received") and event.on == finding.since
                for event in held.case.events
            )
            if not moved and key in held.found(finding.since - _DAY, guideline):
                yield f"{held.case.id}: {finding.code} holds before {finding.since}"
