"""What a case must satisfy before it is assessed: days that can be counted, answers to questions asked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gaf_rules.errors import CaseError
from gaf_rules.events import Field, check_value, say

if TYPE_CHECKING:
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.program import Program

__all__ = ["check_days", "check_log", "check_questions"]

_DAY = Field(kind="date")


def check_log(case: Case, as_of: date, calendar: WorkingCalendar, machine: Program) -> None:
    """Both checks below, each in full only where a glance at the log does not settle it.

    Raises:
        CaseError: as below.
    """
    first = calendar.coverage.first
    if type(as_of) is date and case.events:
        for event in case.events:
            if event.on < first or event.change_on is not None or event.question is not None:
                break
        else:
            return
    check_days(case, as_of, calendar)
    check_questions(case, machine)


def check_days(case: Case, as_of: date, calendar: WorkingCalendar) -> None:
    """The day of assessment is a date, and no day of the log lies before the calendar.

    Raises:
        CaseError: every day that does not fit.
    """
    if type(as_of) is not date:
        raise CaseError(tuple(check_value(as_of, _DAY, "$as_of")))
    first = calendar.coverage.first
    problems = [
        say(
            f"$.events[{index}].{name}",
            day.isoformat(),
            f"{day} 早于日历的第一天 {first}，无从数工作日",
            f"{day} is before the first day of the calendar, {first}; working days cannot be counted",
            (f">= {first}",),
        )
        for index, event in enumerate(case.events)
        if event.on <= as_of
        for name, day in (("on", event.on), ("change_on", event.change_on))
        if day is not None and day < first
    ]
    if problems:
        raise CaseError(tuple(problems))


def check_questions(case: Case, machine: Program) -> None:
    """Every answer of a person is to a question that this guideline asks.

    Raises:
        CaseError: every determination on a clause that the guideline does not ask about.
    """
    known = machine.procedures
    wrong = [
        (index, event.question)
        for index, event in enumerate(case.events)
        if event.question is not None and f"determination:{event.question}" not in known
    ]
    if not wrong:
        return
    asked = tuple(name.partition(":")[2] for name in known if ":" in name)
    key = machine.guideline.key
    raise CaseError(
        tuple(
            say(
                f"$.events[{index}].question",
                question,
                f"{key} 不问 {question}；可答：{'、'.join(asked)}",
                f"{key} does not ask {question}; it asks: {', '.join(asked)}",
                asked,
            )
            for index, question in wrong
        )
    )
