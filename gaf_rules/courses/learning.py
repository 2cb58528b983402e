"""Learning a way: the ordinary evaluator, run once on days that write down what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields

from gaf_rules.answer import answer
from gaf_rules.case import Case
from gaf_rules.courses.seen import events_until
from gaf_rules.courses.traced import Stated, Text, Trace, Untraceable
from gaf_rules.courses.tree import Tree, grown
from gaf_rules.courses.writing import course_function
from gaf_rules.errors import GafRulesError
from gaf_rules.kinds import DATED, FREE
from gaf_rules.outline import World, outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.assessment import Assessment
    from gaf_rules.events import Event
    from gaf_rules.readings import Readings

__all__ = ["learnt", "traced"]


def traced(world: World, readings: Readings) -> tuple[Trace, Assessment]:
    """An assessment whose days are traced, and the trace.

    Arguments:
        world: a case of the course, with the other arguments of an assessment.
        readings: the readings.

    Raises:
        Untraceable: something was asked that cannot be asked of many cases at once.
        GafRulesError: the case itself is refused.
    """
    trace = Trace()
    case, calendar = world.case, world.calendar
    covered = world.as_of in calendar.coverage
    trace.covered = trace.ask(("covered", calendar), covered)
    events = events_until(case, world.as_of)
    asked: Any = _draft(
        Case,
        id=Text(),
        title=None,
        app=_nameless(case.app),
        sponsor=_nameless(case.sponsor),
        events=tuple(_with_days(event, place, trace) for place, event in enumerate(events)),
    )
    as_of: Any = trace.day(("today",), world.as_of, len(events))
    many: Any = trace.calendar(calendar)
    seen = World(asked, as_of, world.machine, many)
    return trace, answer(seen, outline(seen, readings), readings)


def _draft(cls: type, **values: Any) -> Any:
    """An object of a class with these fields, unchecked: days that are no dates would be refused."""
    made: Any = object.__new__(cls)
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def _fields(value: Any) -> dict[str, Any]:
    return {part.name: getattr(value, part.name) for part in fields(type(value))}


def _nameless(party: Any) -> Any:
    return _draft(type(party), **{**_fields(party), "name": Text()})


def _with_days(event: Event, place: int, trace: Trace) -> Any:
    values = _fields(event)
    values["on"] = trace.day(("event", place), event.on, place)
    for name in DATED:
        if values[name] is not None:
            values[name] = trace.day(("field", place, name), values[name])
    for name in FREE:
        if values[name] is not None:
            values[name] = Stated()
    return _draft(type(event), **values)


def learnt(
    tree: Tree | None, world: World, readings: Readings, dated: tuple[tuple[int, str], ...]
) -> tuple[Tree, Callable[..., Assessment | None]] | None:
    """The ways of a course with that of one more case, and their function; None if it cannot be had.

    Arguments:
        tree: the ways known so far.
        world: the case, with the other arguments of an assessment.
        readings: the readings.
        dated: the days beside those of the events, in the order in which the function takes them.
    """
    try:
        trace, found = traced(world, readings)
    except (Untraceable, GafRulesError, TypeError, AttributeError):
        # A day that is no date may run into either of the latter two; the case itself did not.
        return None
    more = grown(tree, trace.asked, found)
    if more is None:
        return None
    return more, course_function(more, world, readings, dated)
