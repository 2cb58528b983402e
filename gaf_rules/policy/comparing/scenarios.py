"""Scenarios: named guidelines, readings and calendars, and every combination of those that are given."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from gaf_rules.calendar.working import WorkingCalendar
from gaf_rules.language.guideline import Guideline
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.log.events import say
from gaf_rules.values.errors import CaseError
from gaf_rules.values.given import require

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Scenario", "one_by_one", "scenarios_of"]


@frozen(kw_only=True)
class Scenario:
    """What a log is judged by.

    Attributes:
        name: as it stands in the tables.
        guideline: the guideline; None for Hainan's.
        readings: how the text is read; None for the usual readings.
        calendar: the calendar; None for the one shipped.
    """

    name: str
    guideline: Guideline | None
    readings: Readings | None
    calendar: WorkingCalendar | None

    def arguments(self) -> dict[str, Any]:
        """The arguments of `gaf_rules.assess` and `gaf_rules.audit` that it sets."""
        return {
            "guideline": self.guideline,
            "readings": self.readings,
            "calendar": self.calendar,
        }


def scenarios_of(guidelines: Any, readings: Any, calendars: Any) -> tuple[Scenario, ...]:
    """Every combination of the guidelines, readings and calendars given, the first of each first.

    Arguments:
        guidelines: one, None for the usual one, or a mapping of names to guidelines.
        readings: likewise.
        calendars: likewise.

    Raises:
        CaseError: something else, a mapping that is empty, or fewer than two combinations.

    >>> [each.name for each in scenarios_of({"a": None, "b": None}, {"c": None, "d": None}, None)]
    ['a · c', 'a · d', 'b · c', 'b · d']
    """
    named = (
        _named("scenarios", guidelines, Guideline, "指南", "a guideline"),
        _named("readings", readings, Readings, "读法", "Readings"),
        _named("calendars", calendars, WorkingCalendar, "日历", "a WorkingCalendar"),
    )
    found = tuple(
        Scenario(
            name=" · ".join(name for name, _ in each if name),
            guideline=each[0][1],
            readings=each[1][1],
            calendar=each[2][1],
        )
        for each in product(*named)
    )
    if len(found) < 2:  # noqa: PLR2004 - one alone is no comparison
        raise CaseError(
            (
                say(
                    "wrong_argument",
                    "$scenarios",
                    len(found),
                    "只有一种情形；至少给出两个指南、两种读法或两个日历，各有名称，第一个是对照",
                    "one scenario only; give at least two guidelines, readings or calendars by name, the"
                    " first is what the others are held against",
                    (),
                ),
            )
        )
    return found


def _named(name: str, given: Any, kind: type, zh: str, en: str) -> tuple[tuple[str, Any], ...]:
    """Names and values of one argument; a value by itself has no name."""
    if given is None or isinstance(given, kind):
        return (("", given),)
    require(name, given, Mapping, f"{zh}，或名称到{zh}的映射", f"{en}, or a mapping of names to it")
    for key, value in given.items():
        require(f"{name} (key)", key, str, "名称", "a name")
        require(f"{name}.{key}", value, (kind, type(None)), zh, en)
    return tuple(given.items())


def one_by_one(readings: Readings) -> Iterator[tuple[str, Readings]]:
    """The readings themselves, and each that differs from them in one option, by that option.

    >>> [name for name, _ in one_by_one(Readings())][:3]
    ['', 'trigger_day=include', 'local_holidays=apply']
    """
    yield "", readings
    for name, options in READING_OPTIONS.items():
        for option in options:
            if option != getattr(readings, name):
                changed: dict[str, Any] = {name: option}
                yield f"{name}={option}", evolve(readings, **changed)
