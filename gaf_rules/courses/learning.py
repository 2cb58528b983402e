"""Learning a way: the ordinary evaluator, run once on days that write down what is asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import fields

from gaf_rules.answer import answer
from gaf_rules.case import Case
from gaf_rules.courses.ends import end_of
from gaf_rules.courses.seen import Course, course_of, events_until
from gaf_rules.courses.traced import Stated, Text, Trace
from gaf_rules.courses.tree import Tree, grown
from gaf_rules.courses.writing import course_function
from gaf_rules.events import Event
from gaf_rules.kinds import DATED, FREE
from gaf_rules.outline import World, outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.assessment import Assessment
    from gaf_rules.readings import Readings

__all__ = ["course_for", "learnt", "traced"]


def traced(world: World, readings: Readings, *, tangled: bool) -> tuple[Trace, Assessment]:
    """An assessment whose days are traced, and the trace.

    Arguments:
        world: a case of the course, with the other arguments of an assessment.
        readings: the readings.
        tangled: the events are taken by day and by what they say.

    Raises:
        Untraceable: something was asked that cannot be asked of many cases at once.
        GafRulesError: the case itself is refused.
    """
    trace = Trace()
    case, calendar = world.case, world.calendar
    covered = world.as_of in calendar.coverage
    trace.covered = trace.ask(("covered", calendar), covered)
    events = events_until(case, world.as_of, tangled=tangled)
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
    values["place"] = place
    return _draft(_Placed, **values)


class _Placed(Event):
    """An event that stands for those of many cases; what it says orders it as they are ordered."""

    place: int

    def __repr__(self) -> str:
        return f"{self.place:06}"


def course_for(world: World, readings: Readings) -> Callable[..., Assessment | None] | None:
    """The function of the course of one case, that knows its way alone; None if it cannot be had.

    Nothing is kept: this is for whoever wants to read the function.

    Arguments:
        world: the case, with the other arguments of an assessment.
        readings: the readings.

    >>> from datetime import date
    >>> from gaf_rules import CHINA, App, Case, Event, Readings, Sponsor
    >>> from gaf_rules.compiled import source_of
    >>> from gaf_rules.scoping import machine_of
    >>> case = Case(
    ...     id="C01",
    ...     app=App(kind="app", runs_on_mobile=True, purpose="internal"),
    ...     sponsor=Sponsor(kind="administrative_organ", tier="municipal"),
    ...     events=(Event(type="self_check_completed", on=date(2026, 3, 2), problems=()),),
    ... )
    >>> course = course_for(World(case, date(2026, 3, 9), machine_of(None), CHINA), Readings())
    >>> source_of(course).splitlines()[1].strip()
    'day_0, today, = days'
    """
    known, _ = course_of(world.case, world.as_of, world.machine, world.calendar, readings)
    if known is None:
        return None
    found = learnt(None, known, world, readings)
    return None if found is None else found[1]


def learnt(
    tree: Tree | None, course: Course, world: World, readings: Readings
) -> tuple[Tree, Callable[..., Assessment | None]] | None:
    """The ways of a course with that of one more case, and their function; None if it cannot be had.

    Arguments:
        tree: the ways known so far.
        course: the course.
        world: the case, with the other arguments of an assessment.
        readings: the readings.

    Whatever stands in the way is no error of the case, which has been assessed: it goes the ordinary way.
    """
    try:
        trace, found = traced(world, readings, tangled=course.tangled)
    except Exception:  # noqa: BLE001 - a day that is no date may run into anything; the case itself did not
        return None
    more = grown(tree, trace.asked, end_of(found))
    if more is None:
        return None
    return more, course_function(more, world, readings, course.fields)
