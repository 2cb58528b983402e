"""The course of a case, and what is known of it: at first nothing, later a function of the days.

A function is learnt only after about as many cases as it costs to learn it: a course which occurs now and
then costs no more than before, and one that takes another way each time by less than half more, for a while.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter, eq, not_
from typing import TYPE_CHECKING, Any

from gaf_rules.checks import check_log
from gaf_rules.errors import CalendarHorizonError
from gaf_rules.events import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.assessment import Assessment
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.case import Case
    from gaf_rules.courses.tree import Tree
    from gaf_rules.events import Event
    from gaf_rules.kinds import Kind
    from gaf_rules.outline import World
    from gaf_rules.program import Program
    from gaf_rules.readings import Readings

__all__ = ["Course", "course_of", "events_until"]

_LONGEST = 48
"""Events of a log beyond which no course is looked for: so long a log is not like another."""
_COURSES = 256
_PATHS = 16
"""Ways through the questions that one course may have; what takes another is evaluated as ever."""
_PATIENCE = 32
"""Cases that go by before a way is learnt: learning costs about as much as evaluating so many."""

_on = attrgetter("on")
_kind, _type, _dated = attrgetter("kind"), attrgetter("type"), attrgetter("dated")
_app = attrgetter("kind", "runs_on_mobile", "purpose", "grassroots_facing")
_sponsor = attrgetter("kind", "tier", "place")


class Course:
    """What is known of one course.

    Threads may share it: each sees a function that is right, or none yet; what two learn at once, one of
    them may have to learn again.

    Attributes:
        fields: the days beside those of the events: which event, which field.
        tangled: events of one type and one day: which comes first may hang on what they say.
        tree: the ways learnt so far.
        follow: the function of case, calendar and days; gives None where the days lead another way.
    """

    __slots__ = ("_paths", "_patience", "_went_by", "fields", "follow", "tangled", "tree")

    def __init__(self, kinds: tuple[Kind, ...], ties: tuple[bool, ...]) -> None:
        self.fields: tuple[tuple[int, str], ...] = ()
        if any(map(_dated, kinds)):
            self.fields = tuple([(n, name) for n, kind in enumerate(kinds) for name in kind.dated])
        self.tangled = True in ties and _tangled(kinds, ties)
        self.tree: Tree | None = None
        self.follow: Callable[[Case, WorkingCalendar, list[date]], Assessment | None] | None = None
        self._paths = 0
        self._went_by = 0
        self._patience = _PATIENCE

    def answer(self, case: Case, calendar: WorkingCalendar, days: list[date]) -> Assessment | None:
        """The assessment of a case of this course, or None where the rows must be asked."""
        follow = self.follow
        if follow is None:
            return None
        try:
            return follow(case, calendar, days)
        except CalendarHorizonError:
            return None

    def went_by(self, world: World, readings: Readings) -> None:
        """A case of this course was evaluated by the rows; after enough of them its way is learnt."""
        self._went_by += 1
        if self._went_by >= self._patience:
            self.learn(world, readings)

    def learn(self, world: World, readings: Readings) -> bool:
        """Learn the way that a case of this course takes; False where there is none to be learnt."""
        from gaf_rules.courses.learning import learnt  # noqa: PLC0415 - most processes never need it

        self._went_by = 0
        found = learnt(self.tree, self, world, readings)
        if found is None:
            self._patience *= 4
            return False
        self.tree, self.follow = found
        self._paths += 1
        # The function is written anew with each way, so that a later way costs more than an earlier one.
        self._patience += _PATIENCE if self._paths < _PATHS else 1 << 62
        return True


class _Sighting:
    """That a course has occurred: once is no reason to keep anything of it."""

    __slots__ = ("course", "times")

    def __init__(self) -> None:
        self.course: Course | None = None
        self.times = 0


@lru_cache(maxsize=_COURSES)
def _sighting(*_: Any) -> _Sighting:
    return _Sighting()


def _seen(kinds: tuple[Kind, ...], *setting: Any) -> Course | None:
    """The course of these events, from its second occurrence on.

    However many cases go by whose course never comes again, none of them takes the place of a course that
    has been learnt.
    """
    sighting = _sighting(kinds, *setting)
    if sighting.course is None:
        sighting.times += 1
        if sighting.times > 1:
            sighting.course = _course(kinds, *setting)
    return sighting.course


@lru_cache(maxsize=_COURSES)
def _course(
    kinds: tuple[Kind, ...],
    machine: Program,  # noqa: ARG001 - tells courses apart
    calendar: WorkingCalendar,  # noqa: ARG001 - tells courses apart
    readings: Readings,  # noqa: ARG001 - tells courses apart
    app: tuple[Any, ...],  # noqa: ARG001 - tells courses apart
    sponsor: tuple[Any, ...],  # noqa: ARG001 - tells courses apart
    ties: tuple[bool, ...],
) -> Course:
    """What is known of the course of these events, some of which are of one day with the next."""
    return Course(kinds, ties)


def _tangled(kinds: tuple[Kind, ...], ties: tuple[bool, ...]) -> bool:
    """Whether two events of one day are of one type."""
    days = (0, *accumulate(map(not_, ties)))
    return len(set(zip(map(_type, kinds), days, strict=False))) < len(kinds)


def events_until(case: Case, as_of: date, *, tangled: bool) -> list[Event]:
    """The events through a day, by day; those of one day as listed, or where tangled by what they say."""
    events = sorted(case.events, key=_content if tangled else _on)
    return [event for event in events if event.on <= as_of]


def _content(event: Event) -> tuple[date, str]:
    return event.on, repr(event)


def _kinds(events: list[Event]) -> tuple[Kind, ...]:
    try:
        return tuple(map(_kind, events))
    except AttributeError:
        return tuple(map(kind_of, events))


def course_of(
    case: Case,
    as_of: date,
    machine: Program,
    calendar: WorkingCalendar,
    readings: Readings,
    *,
    again: bool = False,
) -> tuple[Course | None, list[date]]:
    """The course of a case, and the days that its function takes; None where none is looked for.

    Arguments:
        case: the case.
        as_of: the day of assessment.
        machine: the compiled guideline.
        calendar: the calendar; another calendar value is another course.
        readings: the readings; likewise.
        again: only one that has occurred before.

    Raises:
        CaseError: an event after ``as_of`` makes no sense; others are found when the rows are asked.
    """
    if type(as_of) is not date or len(case.events) > _LONGEST:
        return None, []
    events = sorted(case.events, key=_on)
    if events and events[-1].on > as_of:
        check_log(case, as_of, calendar, machine)
        events = [event for event in events if event.on <= as_of]
    days = list(map(_on, events))
    days.append(as_of)
    ties = tuple(map(eq, days, days[1:]))
    setting = machine, calendar, readings, _app(case.app), _sponsor(case.sponsor), ties
    find = _seen if again else _course
    course = find(_kinds(events), *setting)
    if course is not None and course.tangled:
        events.sort(key=_content)
        course = find(_kinds(events), *setting)
    if course is None:
        return None, []
    for place, name in course.fields:
        days.append(getattr(events[place], name))
    return course, days
