"""What can happen in a case: the event types, their fields and what each field may hold.

``FIELDS`` is the contract's table of events as data. One frozen class, :class:`Event`, carries them all;
a field that the type does not list is refused. Dates are ``datetime.date`` and nothing else.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import fields, frozen

from gaf_rules.documents.fields import REQUIRED, Field, check_value, check_word, say, short
from gaf_rules.language.case_fields import FIELDS
from gaf_rules.language.kinds import DATED, Kind, Kinded, Readers, kind_in_order
from gaf_rules.language.vocabulary import (
    EVENT_TYPES,
    EventType,
    Ground,
    MaterialName,
    Position,
    ProblemName,
    Procedure,
    Role,
    answers_to,
)
from gaf_rules.values.days import PLAIN, plain_day
from gaf_rules.values.drafts import Value
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.nearest import nearest

__all__ = [
    "EVENT_FIELDS",
    "FIELDS",
    "REQUIRED",
    "Event",
    "Field",
    "check_value",
    "check_word",
    "days_out_of_place",
    "event_problems",
    "kind_of",
    "misplaced_days",
    "out_of_place",
    "say",
    "short",
    "unknown_field",
]

_DATE = Field(kind="date")


@frozen(kw_only=True, eq=False, repr=False, weakref_slot=False)
class Event(Kinded, Value):
    """Something that happened on a day.

    Attributes that are not listed here are the type's own fields; those it does not list are None.

    Attributes:
        type: one of the event types of the contract.
        on: the day it happened, a ``date``.
        procedure: filing, change or deregistration, where the type exists in more than one; else None.

    Raises:
        CaseError: a field that the type does not list, a missing one, or a value that does not fit.

    >>> from datetime import date
    >>> Event(type="materials_returned", on=date(2026, 7, 15), missing=("acceptance",)).missing
    ('acceptance',)
    """

    type: EventType
    on: date
    procedure: Procedure | None = None
    by: Role | None = None
    to: Role | None = None
    materials: tuple[MaterialName, ...] | None = None
    problems: tuple[ProblemName, ...] | None = None
    missing: tuple[MaterialName, ...] | None = None
    grounds: tuple[Ground, ...] | None = None
    functional_rectification: bool | None = None
    statement: bool | None = None
    rectification_plan: bool | None = None
    posted_on: date | None = None
    reason: str | None = None
    expected_on: date | None = None
    number: str | None = None
    prompted: bool | None = None
    position: Position | None = None
    change_on: date | None = None
    major: bool | None = None
    lawful: bool | None = None
    leaked: bool | None = None
    question: str | None = None
    answer: str | None = None

    def __attrs_post_init__(self) -> None:
        kind = kind_in_order(_READERS, self)
        if kind is None:
            _take_over_days(self)
            problems = event_problems(self, "$")
            if problems:
                raise CaseError(tuple(problems))
            kind = _READERS[self.type].kind(self)
            object.__setattr__(kind, "checked", True)
        object.__setattr__(self, "kind", kind)

    def to_dict(self) -> dict[str, Any]:
        """The event as JSON-ready fields, in the order of the contract."""
        out: dict[str, Any] = {"type": self.type, "on": self.on.isoformat()}
        for name, spec in FIELDS[self.type].items():
            value = getattr(self, name)
            if value is None and not spec.nullable:
                continue
            if isinstance(value, date):
                value = value.isoformat()
            out[name] = list(value) if isinstance(value, tuple) else value
        return out


def _take_over_days(event: Event) -> None:
    """A day of a class of somebody else's becomes a plain one; what is no day stays, to be refused."""
    for name in ("on", *DATED):
        day = getattr(event, name)
        if day is not None and type(day) not in PLAIN and (plain := plain_day(day)) is not None:
            object.__setattr__(event, name, plain)


_READERS = Readers(FIELDS)


def kind_of(event: Event) -> Kind:
    """What an event is apart from its days and its free text: the same object for all that are alike.

    >>> first, second = (Event(type="app_launched", on=date(2026, 3, day)) for day in (2, 9))
    >>> kind_of(first) is kind_of(second)
    True
    """
    if not hasattr(event, "kind"):  # it has travelled: kinds stay at home
        object.__setattr__(event, "kind", _READERS[event.type].kind(event))
    return event.kind


EVENT_FIELDS = tuple(a.name for a in fields(Event) if a.name not in {"type", "on"})


def event_problems(event: Event, path: str) -> list[Problem]:
    """Everything wrong with the fields of one event, each with its JSON path below ``path``."""
    problems = check_word(event.type, EVENT_TYPES, f"{path}.type")
    if problems:
        return problems
    problems = check_value(event.on, _DATE, f"{path}.on")
    specs = FIELDS[event.type]
    for name in EVENT_FIELDS:
        value = getattr(event, name)
        if name not in specs:
            if value is not None:
                problems.append(unknown_field(name, value, event.type, f"{path}.{name}"))
        elif value is not None or specs[name].default is REQUIRED:
            problems += check_value(value, specs[name], f"{path}.{name}")
    if not problems:
        problems = _together(event, path)
    return problems


def _together(event: Event, path: str) -> list[Problem]:
    """What only two fields together show to be wrong."""
    if event.type == "filing_number_issued":
        return _number_problems(event, path)
    if event.type == "determination":
        return check_word(event.answer, answers_to(str(event.question)), f"{path}.answer")
    return []


def misplaced_days(event: Event, path: str) -> list[Problem]:
    """The days of an event that its own day rules out: expected before it, posted after it."""
    return days_out_of_place(event.on, event.expected_on, event.posted_on, path)


def days_out_of_place(
    on: date, expected: date | None, posted: date | None, path: str
) -> list[Problem]:
    """The same of the days alone, for an event that is not well-formed otherwise."""
    problems = []
    if expected is not None and expected < on:
        what = (
            f"预计日期 {expected} 早于延长当日 {on}",
            f"the day expected, {expected}, is before the extension itself, {on}",
        )
        problems.append(out_of_place(f"{path}.expected_on", expected, what, f">= {on}"))
    if posted is not None and posted > on:
        what = (
            f"寄出日 {posted} 晚于到达日 {on}",
            f"posted on {posted}, after the arrival on {on}",
        )
        problems.append(out_of_place(f"{path}.posted_on", posted, what, f"<= {on}"))
    return problems


def out_of_place(path: str, got: date, what: tuple[str, str], allowed: str) -> Problem:
    """The problem of a day that cannot be: what is wrong with it in Chinese and English, what is allowed."""
    return say("day_out_of_place", path, got.isoformat(), *what, (allowed,))


def _number_problems(event: Event, path: str) -> list[Problem]:
    # 2.7.1a: a filing is numbered; approving a change leaves the number that is already there.
    if event.number is None and event.procedure in {None, "filing"}:
        return [
            say(
                "number_needed",
                f"{path}.number",
                None,
                "首次备案须有编号；仅变更可为 null",
                "a filing has a number; null is for a change only",
                clause="2.7.1a",
            )
        ]
    return []


def unknown_field(
    name: str, value: object, event_type: str, path: str, *, suggest: bool = True
) -> Problem:
    """The problem of a field that the event type does not list; where it may, it names the nearest one."""
    from gaf_rules.messages.codes import code_in_words, codes_in_words  # noqa: PLC0415 - words only for errors

    known = ("type", "on", *FIELDS[event_type])
    near = nearest(name, known) if suggest else ()
    near_zh = f"最接近的是 {near[0]}；" if near else ""
    near_en = f"the nearest is {near[0]}; " if near else ""
    return say(
        "unknown_field",
        path,
        value,
        f"{code_in_words('event', event_type)} 没有字段 {name}；{near_zh}可用：{codes_in_words(known)}",
        f"{event_type} has no field {name}; {near_en}it has: {', '.join(known)}",
        known,
    )
