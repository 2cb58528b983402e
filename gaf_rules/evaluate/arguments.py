"""The arguments that many public functions have: what each has to be is said here once.

A public function looks at each of its arguments at its door; what lies behind may rely on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gaf_rules.calendar import WorkingCalendar
from gaf_rules.documents.fields import Field, check_value
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.readings import Readings
from gaf_rules.log.case import App, Case, Sponsor
from gaf_rules.values.days import plain_day
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import refused
from gaf_rules.values.nearest import nearest_of, short

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

__all__ = [
    "a_case",
    "a_covered_day",
    "durations_of",
    "expect",
    "readings_of",
    "require_day",
    "wrong",
]

_DAY = Field(kind="date")
_DEFAULTS = Readings()
_KINDS: dict[str, tuple[type, bool]] = {
    "case": (Case, False),
    "app": (App, False),
    "sponsor": (Sponsor, False),
    "guideline": (Guideline, True),
    "calendar": (WorkingCalendar, True),
    "old": (WorkingCalendar, False),
    "new": (WorkingCalendar, False),
    "readings": (Readings, True),
    "text": (str, False),
    "disputes": (bool, False),
    "include_met": (bool, False),
}
"""Name of an argument to what it is, and whether it may be left out, wherever a public function has it."""


def expect(**given: object) -> None:
    """Arguments that are of the same kind wherever they occur.

    Arguments:
        **given: name to what was given; the names are those of `_KINDS`.

    Raises:
        CaseError: the first that is of another kind.

    >>> expect(guideline=None, case="C1")
    Traceback (most recent call last):
    gaf_rules.values.errors.CaseError: $case: got 'C1' (str); wanted: a Case
    """
    for name, got in given.items():
        kind, may_lack = _KINDS[name]
        if not (isinstance(got, kind) or (may_lack and got is None)):
            raise wrong(name, got, name, kind.__name__)


def wrong(name: str, got: object, wanted: str, *allowed: str, **facts: Any) -> CaseError:
    """The error for an argument.

    Arguments:
        name: its name.
        got: what was given.
        wanted: the key of what is wanted, among the labels of kind ``argument``.
        *allowed: the values that would do, where they can be listed.
        **facts: what fills the braces of what is wanted.
    """
    from gaf_rules.messages.said import said  # noqa: PLC0415 - words are read when needed

    zh, en = said("argument", wanted, **facts)
    return refused(name, got, zh, en, allowed)


def require_day(name: str, got: object) -> date:
    """An argument that is a date, without time or zone, as a plain one.

    Raises:
        CaseError: it is not.

    >>> require_day("as_of", "2026-03-09")
    Traceback (most recent call last):
    gaf_rules.values.errors.CaseError: $as_of: ...
    """
    day = plain_day(got)
    if day is None:
        raise CaseError(tuple(check_value(got, _DAY, f"${name}")))
    return day


def a_case(got: object) -> Case:
    """The case, or a CaseError."""
    if not isinstance(got, Case):
        name = "case"
        raise wrong(name, got, name, Case.__name__)
    return got


def a_covered_day(name: str, got: object, calendar: WorkingCalendar) -> date:
    """A date that the calendar can count from, or a CaseError: a datetime is none, nor is a text."""
    day = require_day(name, got)
    first = calendar.coverage.first
    if day < first:
        raise wrong(name, day, "day_covered", f">= {first}", first=first)
    return day


def readings_of(got: object) -> Readings:
    """The readings, the defaults where none are given, or a CaseError."""
    if got is None:
        return _DEFAULTS
    expect(readings=got)
    assert isinstance(got, Readings)  # noqa: S101 - for the type checker; what else it is, is refused
    return got


def durations_of(got: object, acts: Iterable[str]) -> dict[str, int]:
    """Event type to working days; a CaseError for anything else, an act that no plan has or a bad number."""
    if got is None:
        return {}
    name = "durations"
    if not isinstance(got, Mapping):
        raise wrong(name, got, name)
    known = tuple(dict.fromkeys(acts))
    for act, days in got.items():
        place = f"{name}[{short(act)}]"
        if not isinstance(act, str) or act not in known:
            near = nearest_of(act, known)
            raise wrong(place, days, "act", near=near, known=", ".join(known))
        if type(days) is not int or days < 0:
            raise wrong(place, days, "duration", ">= 0")
    return dict(got)
