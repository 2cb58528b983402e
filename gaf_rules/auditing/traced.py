"""A day that stands for the days of many cases, and a record of what was asked of it.

The rows are evaluated once, by the ordinary evaluator, on a case whose days are :class:`Day`. Such a day
has the value of that one case; whenever its order among days decides something, the trace writes down a
*guard*: what was asked and what was answered. Whatever the evaluator concludes then holds of every case
with the same events that gives all guards the same answers, with its own days in place of these.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.auditing.counted import EXACT, MISSING, NULLS, day_of, number_of, shape_of
from gaf_rules.language.periods import Due, ManyDays
from gaf_rules.values.relations import Compared, Relations, relation, turned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.auditing.counted import Tables
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.periods import Period

__all__ = ["Count", "Day", "Guard", "ManyCases", "Node", "Trace", "Untraceable"]

Node = tuple[Any, ...]
"""How a day or a count comes about: an operation and its arguments."""


class Untraceable(Exception):  # noqa: N818 - not an error: such a case is assessed by itself
    """Something was asked of a day that has no answer for many cases at once."""


@frozen
class Guard:
    """One question that decided something, and the answer that the conclusions rest on."""

    kind: str
    about: tuple[Any, ...]
    answer: Any


class Day(Compared):
    """A day of the case that is traced: its number, and the node that says how other cases come by theirs.

    Attributes:
        covered: certainly inside the calendar, in every case.
    """

    __slots__ = ("covered", "node", "number", "trace")

    def __init__(self, trace: Trace, node: int, number: int, *, covered: bool) -> None:
        self.trace = trace
        self.node = node
        self.number = number
        self.covered = covered

    def _is(self, other: object, relations: int) -> Any:
        if isinstance(other, date):
            other = self.trace.constant(other)
        if not isinstance(other, Day):
            return NotImplemented
        return self.trace.order(self, other, relations)

    def __hash__(self) -> int:
        return id(self)

    def __add__(self, other: timedelta) -> Day:
        return self.trace.day(("plus", self.node, other.days), self.number + other.days)

    def __sub__(self, other: timedelta) -> Day:
        return self + -other

    def isoformat(self) -> str:
        """A mark in the text, in the place of which each case puts its own day."""
        return f"\x02{self.node}\x03"

    __str__ = isoformat

    def __format__(self, _: str) -> str:
        return self.isoformat()


class Count:
    """A number of working days of the case that is traced."""

    __slots__ = ("node", "number")

    def __init__(self, node: int, number: int | None) -> None:
        self.node = node
        self.number = number


class Trace:
    """What came up while one case was evaluated.

    Arguments:
        tables: the tables of the audit.

    Attributes:
        coarse: of deadlines only the bounds are looked at, not whether they are final.
        loose: of deadlines only the earliest of many is looked at, not which of them there are.
        nodes: how each day and count comes about, in order; nodes only refer to earlier ones.
        guards: what decided something, in the order in which it was asked.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.nodes: list[Node] = []
        self.guards: list[Guard] = []
        self._numbers: dict[Node, int] = {}
        self._days: dict[Node, Day] = {}
        self._relations = Relations()
        self._answers: dict[tuple[Any, ...], Any] = {}
        self._calendars: dict[int, ManyCases] = {}
        self.coarse = False
        self.loose = False

    # -- days and counts -----------------------------------------------------------------------------
    def node(self, node: Node) -> int:
        """The number of a node."""
        found = self._numbers.get(node)
        if found is None:
            found = self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return found

    def day(self, node: Node, number: int, *, covered: bool = False) -> Day:
        """The day that a node stands for, always the same object for the same node."""
        found = self._days.get(node)
        if found is None:
            found = self._days[node] = Day(self, self.node(node), number, covered=covered)
        return found

    def constant(self, day: date) -> Day:
        """A day that is the same in all cases."""
        number = number_of(day)
        return self.day(("constant", number), number)

    # -- questions -----------------------------------------------------------------------------------
    def ask(self, kind: str, about: tuple[Any, ...], answer: Any) -> Any:
        """Write down that something was asked, once, and give the answer back."""
        if (kind, *about) not in self._answers:
            self._answers[kind, *about] = answer
            self.guards.append(Guard(kind, about, answer))
        return answer

    def order(self, a: Day, b: Day, relations: int) -> bool:
        """Whether the first day stands in one of these relations to the second."""
        actual = relation(a.number, b.number)
        if a is b:
            return bool(actual & relations)
        if a.node > b.node:
            a, b, actual, relations = b, a, turned(actual), turned(relations)
        holds, before, left = self._relations.asked((a.node, b.node), actual, relations)
        if left != before:
            self.guards.append(Guard("order", (a.node, b.node), left))
        return holds

    def calendar(self, view: WorkingCalendar) -> ManyCases:
        """A calendar as the evaluator sees it."""
        found = self._calendars.get(id(view))
        if found is None:
            found = self._calendars[id(view)] = ManyCases(self, view)
        return found


class ManyCases(ManyDays):
    """A calendar that answers about traced days."""

    __slots__ = ("trace", "view")

    def __init__(self, trace: Trace, view: WorkingCalendar) -> None:
        self.trace = trace
        self.view = view

    def for_place(self, place: str | None, kinds: tuple[str, ...]) -> ManyCases:
        """As of a calendar; itself where no overlay bears on the place."""
        return self.trace.calendar(self.view.for_place(place, kinds))

    def overlay_days(
        self, place: str | None, kind: str, *, after: Day, through: Day
    ) -> tuple[int, ...]:
        """The days of overlays in a window: only whether there are any may be asked."""
        days = self.trace.tables.overlay(self.view, str(place), kind)
        found = tuple(int(day) for day in days if after.number < day <= through.number)
        about = (self.view, str(place), kind, after.node, through.node)
        self.trace.ask("overlay", about, bool(found))
        return found[:1]

    def count_due(
        self, period: Period, day: Day, readings: dict[str, str], days: int | Count | None
    ) -> Due:
        """The deadline as nodes, guarded by which parts of it are known and how certain it is."""
        trace = self.trace
        tables = trace.tables
        nodes: tuple[int, ...]
        if isinstance(days, Count):
            table: Any = tables.family(period, readings, self.view)
            due, nodes = table.due(day.number, days.number), (day.node, days.node)
        else:
            table = tables.due(period, readings, self.view, days)
            due, nodes = table.due(day.number), (day.node,)
        shape = shape_of(due)
        kind = "nulls" if trace.coarse else "shape"
        if not (trace.coarse and trace.loose):
            trace.ask(kind, (table, *nodes), shape & NULLS if trace.coarse else shape)
        exact = not trace.coarse and bool(shape & EXACT)
        covered = not trace.coarse and due.certainty != "projected"

        def part(name: str) -> Any:
            value = getattr(due, name)
            if value is None and not (trace.coarse and trace.loose):
                return None
            known = covered and (exact or name == "on")
            node = ("due", table, "on" if exact else name, *nodes)
            return trace.day(node, number_of(value), covered=known)

        return Due(
            on=part("on"),
            earliest=part("earliest"),
            latest=part("latest"),
            certainty=due.certainty,
        )

    def elapsed(self, after: Day, through: Day) -> Count | None:
        """Working days between two days; that the calendar reaches so far is asked where it is not plain."""
        trace = self.trace
        number = self._between(after.number, through.number)
        node = ("elapsed", self.view, after.node, through.node)
        if not (after.covered and through.covered):
            trace.ask("unknown", node[1:], number is None)
        return None if number is None else Count(trace.node(node), number)

    def unspent(self) -> int | None:
        """Past the last notice each case is counted by itself."""
        raise Untraceable

    def _between(self, after: int, through: int) -> int | None:
        if through <= after:
            return 0
        first, last = day_of(after), day_of(through)
        covered = self.view.coverage
        if first not in covered or last not in covered:
            return None
        return self.view.count_working_days(after=first, through=last)  # type: ignore[arg-type]  # covered days

    def earliest(self, days: Iterable[Day | None]) -> Day | None:
        """The earliest of days, without asking which it is."""
        trace = self.trace
        trace.coarse, before = True, trace.coarse
        try:
            known = {day.node: day for day in days if day is not None}
        finally:
            trace.coarse = before
        if not known:
            return None
        if trace.loose:
            return self._least(known)
        if len(known) == 1:
            return next(iter(known.values()))
        number = min(day.number for day in known.values())
        return trace.day(("min", *sorted(known)), number)

    def _least(self, days: dict[int, Day]) -> Day | None:
        """The earliest of days some of which there may not be; whether there is any is asked."""
        trace = self.trace
        number = min((d.number for d in days.values() if d.number != MISSING), default=MISSING)
        found = trace.day(("least", *sorted(days)), number)
        return found if trace.ask("known", (found.node,), number != MISSING) else None
