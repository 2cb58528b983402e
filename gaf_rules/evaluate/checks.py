"""What a case must satisfy before it is assessed: days that can be, answers that do not contradict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.log.entries import Entry
from gaf_rules.log.events import misplaced_days, out_of_place, say
from gaf_rules.values.days import the_day
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.log.case import Case
    from gaf_rules.log.events import Event
    from gaf_rules.program.program import Program
    from gaf_rules.values.errors import Problem

__all__ = [
    "LAST_CASE_DAY",
    "check_answers",
    "check_days",
    "check_log",
    "check_questions",
    "contradictions",
]

LAST_CASE_DAY = the_day(2199, 12, 31)
"""The last day that can stand in a case; what systems write for "never" lies after it."""


def check_log(case: Case, calendar: WorkingCalendar, machine: Program) -> None:
    """The checks below.

    Raises:
        CaseError: as below.
    """
    check_days(case, calendar)
    check_questions(case, machine)
    check_answers(case)


def check_days(case: Case, calendar: WorkingCalendar) -> None:
    """Every day of the log can be: in itself, and beside the days it cannot come before or after.

    Events that are still to come on the day of assessment are looked at too: what is no day in a case is
    none wherever it stands.

    Raises:
        CaseError: every day that does not fit.
    """
    first = calendar.coverage.first
    problems: list[Problem] = []
    for index, event in enumerate(case.events):
        path = f"$.events[{index}]"
        problems += [*_out_of_range(event, first, path)] or [*_misplaced(event, case, path)]
    if problems:
        raise CaseError(tuple(problems))


def _out_of_range(event: Event, first: date, path: str) -> Iterator[Problem]:
    for name in ("on", "posted_on", "expected_on", "change_on"):
        day = getattr(event, name)
        if day is None or first <= day <= LAST_CASE_DAY:
            continue
        if day < first:
            what = (
                f"{day} 早于日历的第一天 {first}，无从数工作日",
                f"{day} is before the first day of the calendar, {first}; working days cannot be counted",
            )
        else:
            what = (
                f"{day} 晚于 {LAST_CASE_DAY}，不是案件中的日期；“尚未”请不写该事件，或在允许处写 null",
                f"{day} is after {LAST_CASE_DAY} and no day of a case; for 'not yet' leave the event out",
            )
        yield out_of_place(f"{path}.{name}", day, what, f"{first}..{LAST_CASE_DAY}")


def _misplaced(event: Event, case: Case, path: str) -> Iterator[Problem]:
    """Days that the day of the event itself, or of the feedback answered, rules out."""
    yield from (wrong := misplaced_days(event, path))
    posted = event.posted_on
    received = None if posted is None or wrong else _received(event, case)
    if posted is not None and received is not None and posted < received:
        what = (
            f"寄出日 {posted} 早于收到所答复反馈之日 {received}",
            f"posted on {posted}, before the feedback that it answers was received, {received}",
        )
        yield out_of_place(f"{path}.posted_on", posted, what, f"{received}..{event.on}")


def _received(supplement: Event, case: Case) -> date | None:
    """The first day on which the sponsor can have had the feedback that a supplement answers.

    That is its receipt; where the log has none, the last step on the way to it, after which it came.
    """
    tier, until = case.sponsor.tier, supplement.on
    told = [
        Entry(event, index, tier)
        for index, event in enumerate(case.events)
        if event.type.startswith("feedback_")
        and event.on <= until
        and event.procedure == supplement.procedure
    ]
    if any(entry.type == "feedback_issued" and entry.on < until for entry in told):
        # What is told on the day of the arrival may be the next one, which this supplement does not answer.
        told = [entry for entry in told if entry.on < until]
    start = max((entry.on for entry in told if entry.type == "feedback_issued"), default=None)
    if start is None:
        return None
    after = [entry for entry in told if entry.on >= start]
    own = [e.on for e in after if e.type == "feedback_received" and e.by == "sponsor"]
    return min(own) if own else max(entry.on for entry in after)


def check_answers(case: Case) -> None:
    """No question is answered in two ways on one day: which of the two came last, no record tells.

    Raises:
        CaseError: every answer that contradicts one before it in the list.
    """
    if problems := (*contradictions(case.events),):
        raise CaseError(problems)


def contradictions(events: Iterable[Event]) -> Iterator[Problem]:
    """The answers that contradict another one of their day."""
    said: dict[tuple[date, str], list[tuple[int, Event]]] = {}
    for index, event in enumerate(events):
        if event.question is None or event.answer is None:
            continue
        before = said.setdefault((event.on, event.question), [])
        for first, other in before:
            if _contradict(other, event):
                zh = (
                    f"{event.on} 对 {event.question} 另有答复 {other.answer}（$.events[{first}]）；"
                    "同日先后不明，每个程序只能有一个答复，答哪个程序以 procedure 写明"
                )
                en = (
                    f"{event.question} was answered {other.answer} on {event.on} too ($.events[{first}]); "
                    "which came last, no record tells: one answer a day for each procedure, named by "
                    "`procedure`"
                )
                path, allowed = f"$.events[{index}].answer", (str(other.answer),)
                yield say(
                    "contradictory_answer", path, event.answer, zh, en, allowed, event.question
                )
                break
        before.append((index, event))


def _contradict(one: Event, other: Event) -> bool:
    """Whether two answers to one question differ; one that names no procedure may be meant for any."""
    apart = one.procedure and other.procedure and one.procedure != other.procedure
    return one.answer != other.answer and not apart


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
                "not_asked",
                f"$.events[{index}].question",
                question,
                f"{key} 不问 {question}；可答：{'、'.join(asked)}",
                f"{key} does not ask {question}; it asks: {', '.join(asked)}",
                asked,
            )
            for index, question in wrong
        )
    )
