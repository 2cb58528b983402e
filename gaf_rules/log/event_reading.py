"""The events of a document read: fast where they are like those that are in order, with care everywhere else.

A document is mostly made of few words. What the careful reader says of an event of certain words is asked for
once, with a day and a text that are in order in the places of those of the document; what is left of each
event are its days and its texts. Whatever is not plainly in order is left to the careful reader: the fast one
never says what is wrong, and takes nothing that the careful one refuses.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import fields as attributes

from gaf_rules.documents.document import absent, read_day, read_value, wanted
from gaf_rules.language.kinds import DATED, FREE
from gaf_rules.language.vocabulary import EVENT_TYPES
from gaf_rules.log.events import (
    EVENT_FIELDS,
    FIELDS,
    REQUIRED,
    Event,
    Field,
    check_word,
    days_out_of_place,
    event_problems,
    misplaced_days,
    unknown_field,
)
from gaf_rules.log.roles import supplied_role
from gaf_rules.values.drafts import maker
from gaf_rules.values.errors import CaseError
from gaf_rules.values.nearest import may_suggest, named
from gaf_rules.values.texts import says_something

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.values.errors import Problem

__all__ = ["complete", "read_event", "read_plain_event"]

_KEPT = 4096
"""Kinds of events, and days, that are remembered."""
_TYPE = Field(kind="word", values=EVENT_TYPES)
_SPECS = {
    kind: {"type": Field(kind="text"), "on": Field(kind="date"), **specs}
    for kind, specs in FIELDS.items()
}


# -- with care -----------------------------------------------------------------------------------------------
def read_event(value: object, path: str, problems: list[Problem]) -> Event | None:
    """One event; what is wrong with it goes to ``problems``."""
    if not isinstance(value, dict):
        problems.append(wanted(path, value, "object"))
        return None
    before = len(problems)
    kind: Any = value.get("type")
    if "type" not in value:
        problems.append(absent(f"{path}.type", _TYPE))
    else:
        problems += check_word(kind, EVENT_TYPES, f"{path}.type", suggest=may_suggest(problems))
    if len(problems) > before:
        return None
    specs = _SPECS[kind]
    fields: dict[str, Any] = {}
    for name, got in value.items():
        if name in specs:
            fields[name] = read_value(got, specs[name], f"{path}.{name}", problems)
        else:
            told = named(name)
            place, suggest = f"{path}.{told}", may_suggest(problems)
            problems.append(unknown_field(told, got, kind, place, suggest=suggest))
    problems += [
        absent(f"{path}.{name}", spec)
        for name, spec in specs.items()
        if spec.default is REQUIRED and name not in value
    ]
    if len(problems) > before:
        if fields.get("on") is not None:
            problems += _out_of_place(fields, path)
        return None
    try:
        made = Event(**fields)
    except CaseError:
        problems += _rehung(fields, path)
        problems += _out_of_place(fields, path)
        return None
    problems += misplaced_days(made, path)
    return made


def _out_of_place(fields: dict[str, Any], path: str) -> list[Problem]:
    """The days among the fields of an event that its own day rules out."""
    expected, posted = fields.get("expected_on"), fields.get("posted_on")
    return days_out_of_place(fields["on"], expected, posted, path)


def _rehung(values: dict[str, Any], path: str) -> list[Problem]:
    """The problems of an event that is well-formed field by field, under its place in the log."""
    draft = object.__new__(Event)
    for attribute in attributes(Event):
        object.__setattr__(draft, attribute.name, values.get(attribute.name))
    return event_problems(draft, path)


def complete(event: Event, tier: str) -> bool:
    """Whether nobody needs to be told who acted, or who was addressed."""
    specs = FIELDS[event.type]
    return all(
        supplied_role(event, name, tier) is not None for name in ("by", "to") if name in specs
    )


# -- fast ----------------------------------------------------------------------------------------------------
_OPEN = frozenset({"on", *DATED, *FREE})
_WORDS = frozenset({str, bool, type(None)})
_PLACE = {name: place for place, name in enumerate(("type", "on", *EVENT_FIELDS))}
_SAMPLE: dict[str, Any] = {
    "on": "2026-03-02",
    **dict.fromkeys(DATED, "2026-03-02"),
    **dict.fromkeys(FREE, "1"),
}
_make = maker(Event, convert=False, checked=True, more=("kind",))


@lru_cache(maxsize=_KEPT)
def _day(text: str) -> date | None:
    """The day that a text names; None for all that names none."""
    return read_day(text, "$", [])


@lru_cache(maxsize=_KEPT)
def _like(tier: str, said: tuple[Any, ...]) -> tuple[tuple[str, ...], list[Any]] | None:
    """What the events that say certain words have in common; None where they are not in order.

    Arguments:
        tier: of the sponsor, by which roles may be left out.
        said: the fields of such an event; a list as a tuple, a day or text as whether there is one.

    Returns:
        The fields that hold a day or a text, and the values of all fields of such an event, its kind last.
    """
    document: dict[str, Any] = {}
    for name, value in zip(said[::2], said[1::2], strict=True):
        if name in _OPEN:
            document[name] = _SAMPLE[name] if value else None
        else:
            document[name] = list(value) if isinstance(value, tuple) else value
    problems: list[Problem] = []
    made = read_event(document, "$", problems)
    if problems or made is None or not complete(made, tier):
        return None
    opened = tuple(name for name in document if name in _OPEN and document[name] is not None)
    return opened, [getattr(made, name) for name in (*_PLACE, "kind")]


def read_plain_event(value: object, tier: str) -> Event | None:
    """An event that is plainly in order, as :func:`read_event` gives it; None where care is needed.

    >>> read_plain_event({"type": "app_launched", "on": "2026-03-02"}, "municipal").on
    datetime.date(2026, 3, 2)
    >>> read_plain_event({"type": "app_launched", "on": "2026-02-30"}, "municipal") is None
    True
    """
    said = _said(value) if isinstance(value, dict) else None
    if said is None:
        return None
    try:
        found = _like(tier, said)
    except TypeError:  # something in a list that is no word
        return None
    return None if found is None else _filled(*found, value)  # type: ignore[arg-type]  # a dict, as above


def _said(document: dict[Any, Any]) -> tuple[Any, ...] | None:
    """What a document says beside its days and texts; None where a value is of no kind that events have."""
    said: list[Any] = []
    for name, got in document.items():
        said.append(name)
        if name in _OPEN:
            said.append(got is not None)
        elif type(got) in _WORDS:
            said.append(got)
        elif type(got) is list:
            said.append(tuple(got))
        else:
            return None
    return tuple(said)


def _filled(opened: tuple[str, ...], like: list[Any], document: dict[str, Any]) -> Event | None:
    """An event with the days and texts of a document; None where one of them is none."""
    values = like.copy()
    for name in opened:
        got = document[name]
        if type(got) is not str:
            return None
        if name in FREE:
            value: Any = got if says_something(got) else None
        else:
            value = _day(got)
        if value is None:
            return None
        values[_PLACE[name]] = value
    made = _make(*values)
    return None if len(opened) > 1 and misplaced_days(made, "$") else made
