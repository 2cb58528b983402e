"""The arguments of plans and needs: refused by name, with what was got and what is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gaf_rules.ask.needs.said import said
from gaf_rules.language.readings import Readings
from gaf_rules.log.case import Case
from gaf_rules.log.events import Field, check_value, say, short
from gaf_rules.messages import LANGUAGES
from gaf_rules.values.days import plain_day
from gaf_rules.values.errors import CaseError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar

__all__ = ["a_case", "a_day", "a_language", "durations_of", "readings_of", "wrong"]


_DAY = Field(kind="date")


def wrong(path: str, got: object, wanted: str, *allowed: str, **facts: Any) -> CaseError:
    """The error for an argument.

    Arguments:
        path: its name.
        got: what was given.
        wanted: the key of what is wanted, in the table ``argument``.
        *allowed: the values that would do, where they can be listed.
        **facts: what fills the braces of what is wanted.
    """
    zh, en = said("argument", "wrong", got=short(got), wanted=said("argument", wanted, **facts))
    return CaseError((say("wrong_argument", path, got, zh, en, allowed),))


def a_case(value: object) -> Case:
    """The case, or a CaseError."""
    if not isinstance(value, Case):
        path = "case"
        raise wrong(path, value, "case")
    return value


def a_day(value: object, path: str, calendar: WorkingCalendar) -> date:
    """A date that the calendar can count from, or a CaseError: a datetime is none, nor is a text."""
    day = plain_day(value)
    if day is None:
        raise CaseError(tuple(check_value(value, _DAY, path)))
    first = calendar.coverage.first
    if day < first:
        raise wrong(path, day.isoformat(), "day_covered", f">= {first}", first=first)
    return day


def readings_of(value: object) -> Readings:
    """The readings, the defaults where none are given, or a CaseError."""
    if value is None:
        return Readings()
    if not isinstance(value, Readings):
        path = "readings"
        raise wrong(path, value, "readings")
    return value


def durations_of(value: object, acts: Iterable[str]) -> dict[str, int]:
    """Event type to working days; a CaseError for anything else, an act that no plan has or a bad number."""
    if value is None:
        return {}
    path = "durations"
    if not isinstance(value, Mapping):
        raise wrong(path, value, "durations")
    known = tuple(dict.fromkeys(acts))
    for act, days in value.items():
        if act not in known:
            near = get_close_matches(str(act), known, n=1, cutoff=0.0)[0]
            msg = f"{path}[{short(act)}]"
            raise wrong(msg, days, "act", near=near, known=", ".join(known))
        if type(days) is not int or days < 0:
            msg = f"{path}[{short(act)}]"
            raise wrong(msg, days, "duration", ">= 0")
    return dict(value)


def a_language(value: object) -> str:
    """The language, or a CaseError."""
    if value not in LANGUAGES:
        path = "lang"
        raise wrong(path, value, "language", *LANGUAGES)
    return str(value)
