"""A day that writes down what is asked of it, and a calendar for such days.

The days have the values of one case. Whenever their order, or what the calendar says of them, decides
something, the question is written down with its answer; what is made of them is written down as an
expression. Whatever else is asked of a day is refused: the case then goes the ordinary way.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from gaf_rules import periods
from gaf_rules.periods import Due, ManyDays
from gaf_rules.relations import Compared, Relations, relation, turned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.periods import Period

__all__ = [
    "CERTAIN",
    "Count",
    "Day",
    "Many",
    "Node",
    "Stated",
    "Text",
    "Trace",
    "Untraceable",
    "Written",
    "shape_of",
]

Node = tuple[Any, ...]
"""How a day or a count comes about: an operation and its arguments; equal where they are the same."""

_COUNTING = ("trigger_day", "receipt_on_day_off", "before_window")

CERTAIN: tuple[Any, ...] = ("final", True, True, True, True)
"""The shape of a deadline that is final: one day, and nothing can move it."""


class Untraceable(Exception):  # noqa: N818 - not an error: such a case goes the ordinary way
    """Something was asked that has no answer for many cases at once."""


def shape_of(due: Due) -> tuple[Any, ...]:
    """How certain a deadline is, which parts of it are known, and whether they are one and the same.

    >>> from datetime import date
    >>> shape_of(Due(on=None, earliest=date(2026, 3, 2), latest=None, certainty="projected"))
    ('projected', False, True, False, False)
    """
    on, earliest, latest = due.on, due.earliest, due.latest
    alike = on is earliest is latest is not None
    return due.certainty, on is not None, earliest is not None, latest is not None, alike


def _refuse(*_: object) -> NoReturn:
    raise Untraceable


_closed: Any = _refuse


class _Closed:
    """Refuses whatever could tell one value from another."""

    __slots__ = ()

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _closed
    __bool__ = __len__ = __iter__ = __contains__ = __str__ = __repr__ = __format__ = _closed
    __add__ = __radd__ = __sub__ = __rsub__ = __neg__ = __int__ = __index__ = _closed


class Text(_Closed):
    """Text of the case that no row may look at."""

    __slots__ = ()


class Stated(Text):
    """Text of an event: that it is there is known."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return True


class Count(_Closed):
    """A number of working days of the case that is traced."""

    __slots__ = ("node", "number")

    def __init__(self, node: Node, number: int) -> None:
        self.node = node
        self.number = number


class Written(_Closed):
    """A day of the case that is traced, as text."""

    __slots__ = ("day",)

    def __init__(self, day: Day) -> None:
        self.day = day


class Day(Compared, _Closed):
    """A day of the case that is traced: its value, and how other cases come by theirs.

    Attributes:
        place: the place among the days of the log and ``as_of``, for these.
    """

    __slots__ = ("node", "place", "trace", "value")

    def __init__(self, trace: Trace, node: Node, value: date, place: int | None) -> None:
        self.trace = trace
        self.node = node
        self.value = value
        self.place = place

    def _is(self, other: object, relations: int) -> Any:
        if isinstance(other, Day):
            return self.trace.order(self, other, relations)
        if type(other) is date:
            return self.trace.order(self, self.trace.day(("constant", other), other), relations)
        return NotImplemented

    def __bool__(self) -> bool:
        return True

    __hash__ = _Closed.__hash__

    def isoformat(self) -> Any:
        """The day as text."""
        return Written(self)

    def __add__(self, other: object) -> Day:
        if type(other) is not timedelta:
            raise Untraceable
        return self.trace.day(("plus", self.node, other), self.value + other)

    def __sub__(self, other: object) -> Day:
        if type(other) is not timedelta:
            raise Untraceable
        return self + -other


class Trace:
    """What came up while one case was evaluated.

    Attributes:
        asked: each question that decided something, with its answer, in order.
    """

    def __init__(self) -> None:
        self.asked: list[tuple[Node, Any]] = []
        self._answers: dict[Node, Any] = {}
        self._days: dict[Node, Day] = {}
        self._relations = Relations()
        self._numbers: dict[Node, int] = {}
        self._calendars: dict[int, Many] = {}
        self.covered = False

    def day(self, node: Node, value: date, place: int | None = None) -> Day:
        """The day that comes about in a certain way, always the same object."""
        found = self._days.get(node)
        if found is None:
            found = self._days[node] = Day(self, node, value, place)
            self._numbers[node] = len(self._numbers)
        return found

    def ask(self, question: Node, answer: Any) -> Any:
        """Write a question down, once, and give its answer."""
        if question not in self._answers:
            self._answers[question] = answer
            self.asked.append((question, answer))
        return answer

    def order(self, a: Day, b: Day, relations: int) -> bool:
        """Whether the first day stands in one of these relations to the second."""
        actual = relation(a.value, b.value)
        if a is b or (a.place is not None and b.place is not None):
            # Which days of a log are one day, and which comes first, makes it the course it is.
            return bool(actual & relations)
        if self._numbers[a.node] > self._numbers[b.node]:
            a, b, actual, relations = b, a, turned(actual), turned(relations)
        pair = a.node, b.node
        holds, before, left = self._relations.asked(pair, actual, relations)
        if left != before:
            self.ask(("order", *pair, relations & before), holds)
        return holds

    def calendar(self, view: WorkingCalendar) -> Many:
        """A calendar as the evaluator sees it."""
        found = self._calendars.get(id(view))
        if found is None:
            found = self._calendars[id(view)] = Many(self, view)
        return found


class Many(ManyDays):
    """A calendar that answers about traced days, and writes down on what its answers rest."""

    __slots__ = ("trace", "view")

    def __init__(self, trace: Trace, view: WorkingCalendar) -> None:
        self.trace = trace
        self.view = view

    @property
    def sha256(self) -> str:
        """As of the calendar."""
        return self.view.sha256

    def for_place(self, place: str | None, kinds: tuple[str, ...]) -> Many:
        """As of a calendar; itself where no overlay bears on the place."""
        return self.trace.calendar(self.view.for_place(place, kinds))

    def overlay_days(
        self, place: str | None, kind: str, *, after: Day, through: Day
    ) -> tuple[bool, ...]:
        """The days of overlays in a window: only whether there are any may be asked."""
        found = self.view.overlay_days(place, kind, after=after.value, through=through.value)
        question = ("overlay", self.view, place, kind, after.node, through.node)
        return (True,) if self.trace.ask(question, bool(found)) else ()

    def count_due(
        self, period: Period, day: Day, readings: dict[str, str], days: int | Count | None
    ) -> Due:
        """The deadline as expressions; which parts of it there are is asked."""
        trace = self.trace
        left = days.number if isinstance(days, Count) else days
        found = periods.count_due(period, day.value, readings, self.view, days=left)
        chosen = tuple((name, readings[name]) for name in _COUNTING)
        given = days.node if isinstance(days, Count) else days
        node = ("due", period, day.node, chosen, self.view, given)
        shape = shape_of(found)
        if not trace.ask(("certain", node), shape == CERTAIN):
            trace.ask(("shape", node), shape)
        alike = shape[-1]

        def part(name: str) -> Any:
            value = getattr(found, name)
            if value is None:
                return None
            return trace.day(("part", node, "on" if alike else name), value)

        return Due(
            on=part("on"),
            earliest=part("earliest"),
            latest=part("latest"),
            certainty=found.certainty,
        )

    def elapsed(self, after: Day, through: Day) -> Count | None:
        """Working days between two days; that the calendar reaches so far is asked where it is not plain."""
        trace = self.trace
        number = periods.elapsed(self.view, after.value, through.value)
        plain = trace.covered and after.place is not None and through.place is not None
        node = ("counted" if plain else "elapsed", self.view, after.node, through.node)
        if not plain:
            trace.ask(("known", node), number is not None)
        return None if number is None else Count(node, number)

    def earliest(self, days: Iterable[Day | None]) -> Day | None:
        """The earliest of days, without asking which it is."""
        known = {day.node: day for day in days if day is not None}
        if len(known) > 1:
            value = min(day.value for day in known.values())
            return self.trace.day(("least", *known), value)
        return next(iter(known.values()), None)
