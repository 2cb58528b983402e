"""The text of one function for a course: questions as comparisons, values made as the evaluator makes them.

What is worked out stands where it is first needed; beside each duty and finding stands its clause, by which
its row is found.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from gaf_rules.answer import UNDISPUTED, Disputes, safe_in
from gaf_rules.assessment import Assessment
from gaf_rules.basis import Basis
from gaf_rules.compiled import function
from gaf_rules.courses.ends import MADE
from gaf_rules.courses.traced import shape_of
from gaf_rules.courses.tree import Ask, Tree, ways
from gaf_rules.drafts import maker
from gaf_rules.lazy import Lazy
from gaf_rules.mapping import FrozenMap
from gaf_rules.outline import World, outline
from gaf_rules.periods import count_due, elapsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.courses.ends import End
    from gaf_rules.courses.traced import Node
    from gaf_rules.periods import Period
    from gaf_rules.readings import Readings

__all__ = ["course_function"]

_SIGNS = {1: "<", 2: "==", 3: "<=", 4: ">", 5: "!=", 6: ">="}
_BESIDE = {"duty": (0, 4), "finding": (1, 0), "action": (3,)}
"""Where clause and act, or code, stand among the fields of a value."""
_GIVEN: dict[str, Any] = {
    **{name: maker(cls) for cls, name in MADE.items()},
    "assessment": maker(Assessment, convert=False),
    "world_of": maker(World),
    "basis": maker(Basis),
    "Disputes": Disputes,
    "Lazy": Lazy,
    "UNDISPUTED": UNDISPUTED,
    "count_due": count_due,
    "elapsed": elapsed,
    "outline": outline,
    "partial": partial,
    "safe_in": safe_in,
    "shape_of": shape_of,
}


def course_function(
    tree: Tree, world: World, readings: Readings, dated: tuple[tuple[int, str], ...]
) -> Callable[..., Assessment | None]:
    """The function of case, calendar and days that follows the ways of a tree; None where they end.

    Arguments:
        tree: the ways.
        world: any case of the course, with the other arguments of an assessment.
        readings: the readings.
        dated: the days beside those of the events, in the order in which the function takes them.
    """
    names = _Names(world, readings)
    events = sum(event.on <= world.as_of for event in world.case.events)
    days = [f"day_{place}" for place in range(events)]
    others = [f"{name}_{place}" for place, name in dated]
    lines = _Lines(names, {})
    lines.text.append(f"{', '.join([*days, 'today', *others])}, = days")
    # A day before the calendar is refused, in words that only the ordinary way has.
    begins = [*days[:1], *(name for name in others if name.startswith("change_on"))]
    if begins:
        first = names.of("FIRST", world.calendar.coverage.first)
        lines.leave_if(" or ".join(f"{name} < {first}" for name in begins))
    lines.follow(tree)
    made: Callable[..., Assessment | None] = function(
        "course(case, calendar, days)", lines.text, names.known
    )
    return made


class _Names:
    """What the function refers to by name: what it is given, and values that cannot be written in place."""

    def __init__(self, world: World, readings: Readings) -> None:
        self.known: dict[str, Any] = {**_GIVEN, "MACHINE": world.machine, "READINGS": readings}
        self._of: dict[Any, str] = {}

    def of(self, name: str, value: Any) -> str:
        """The name of a value: this one, or this one with a number."""
        found = self._of.get(value)
        if found is None:
            found, number = name, 1
            while found in self.known:
                number += 1
                found = f"{name}_{number}"
            self.known[found] = value
            self._of[value] = found
        return found


class _Lines:
    """The lines of one way through the tree, and the variables that have been set before and in them."""

    def __init__(self, names: _Names, there: dict[Node, str]) -> None:
        self.names = names
        self.there = there
        self.text: list[str] = []

    # -- questions -----------------------------------------------------------------------------------
    def follow(self, tree: Tree) -> None:
        """Write a tree down to its ends."""
        while isinstance(tree, Ask):
            asked = self._asked(tree.question)
            # Where most ways lead is written last, so that little stands far to the right.
            *others, (answer, straight) = sorted(tree.branches, key=lambda branch: ways(branch[1]))
            for other, branch in others:
                aside = _Lines(self.names, dict(self.there))
                aside.follow(branch)
                self.text += [f"if {_answered(asked, other)}:", *_indented(aside.text)]
            if not (others and isinstance(answer, bool)):
                self.leave_if(_answered(asked, answer, yes=False))
            tree = straight
        self._end(tree)

    def leave_if(self, test: str) -> None:
        """Leave it to the ordinary way where a test holds."""
        self.text += [f"if {test}:", "    return None"]

    def _asked(self, question: Node) -> str:
        """The expression that answers a question."""
        match question:
            case "order", a, b, relations:
                return f"{self._day(a)} {_SIGNS[relations]} {self._day(b)}"
            case "certain", node:
                due = self._day(node)
                parts = f"{due}.on is {due}.earliest is {due}.latest is not None"
                return f"({due}.certainty == 'final' and {parts})"
            case "shape", node:
                return f"shape_of({self._day(node)})"
            case "known", node:
                return f"({self._day(node)} is not None)"
            case "covered", calendar:
                first = self.names.of("FIRST", calendar.coverage.first)
                last = self.names.of("LAST", calendar.coverage.published_through)
                return f"({first} <= today <= {last})"
            case "overlay", view, place, kind, after, through:
                window = f"after={self._day(after)}, through={self._day(through)}"
                view = self.names.of("CALENDAR", view)
                return f"bool({view}.overlay_days({place!r}, {kind!r}, {window}))"
        raise TypeError(question)

    # -- days and counts -----------------------------------------------------------------------------
    def _day(self, node: Node) -> str:
        """The variable that holds what a node stands for; worked out here where it has not been."""
        match node:
            case ("today",):
                return "today"
            case "event", place:
                return f"day_{place}"
            case "field", place, name:
                return f"{name}_{place}"
            case "constant", day:
                return self.names.of(f"DAY_{day:%Y_%m_%d}", day)
        found = self.there.get(node)
        if found is None:
            name, text = self._worked_out(node)
            found = self.there[node] = f"{name}_{len(self.there)}"
            self.text.append(f"{found} = {text}")
        return found

    def _worked_out(self, node: Node) -> tuple[str, str]:
        """How the variable of a node is called, and the expression for it."""
        match node:
            case "plus", day, step:
                return "next", f"{self._day(day)} + {self.names.of(f'DAYS_{abs(step.days)}', step)}"
            case "part", due, name:
                return name, f"{self._day(due)}.{name}"
            case "due", period, day, chosen, view, left:
                return "due", self._due(period, day, chosen, view, left)
            case "counted", view, after, through:
                window = f"after={self._day(after)}, through={self._day(through)}"
                return "days", f"{self.names.of('CALENDAR', view)}.count_working_days({window})"
            case "elapsed", view, after, through:
                window = f"{self._day(after)}, {self._day(through)}"
                return "days", f"elapsed({self.names.of('CALENDAR', view)}, {window})"
            case "least", *days:
                return "least", f"min({', '.join([self._day(day) for day in days])})"
        raise TypeError(node)

    def _due(
        self,
        period: Period,
        day: Node,
        chosen: tuple[tuple[str, str], ...],
        view: WorkingCalendar,
        left: Node | int | None,
    ) -> str:
        given = [
            self.names.of("PERIOD", period),
            self._day(day),
            self.names.of("CHOSEN", FrozenMap(dict(chosen))),
            self.names.of("CALENDAR", view),
        ]
        if left is not None:
            given.append(f"days={self._day(left) if isinstance(left, tuple) else left}")
        return f"count_due({', '.join(given)})  # {period.clause}"

    # -- ends ----------------------------------------------------------------------------------------
    def _end(self, end: End) -> None:
        """The assessment at the end of a way."""
        listed = [
            *self._listed(end.duties),
            *self._listed(end.findings),
            f"{self.names.of('QUESTIONS', end.questions) if end.questions else '()'},",
            *self._listed(end.actions),
        ]
        self.text.append("world = world_of(case, today, MACHINE, calendar)")
        self.text.append("core = Lazy(partial(outline, world, READINGS))")
        if any("disputes.of" in line for line in listed):
            self.text.append("disputes = Disputes(world, READINGS)")
        same = ("provenance", "scope", "route", "forms", "stages")
        words = [f"{self.names.of(name.upper(), getattr(end, name))}," for name in same]
        parts = ["case.id,", "today,", *words, *listed, "basis(world, READINGS, core),"]
        self.text += ["return assessment(", *_indented(parts), ")"]

    def _listed(self, values: Sequence[Node]) -> list[str]:
        """A tuple, one value a line with its clause and act or code beside it."""
        rows = [f"{self._value(value)},  # {_remark(value)}" for value in values]
        return ["(", *_indented(rows), "),"] if rows else ["(),"]

    def _value(self, node: Node) -> str:  # noqa: PLR0911 - one line a kind of expression
        """The expression for a value, made by the maker that the evaluator has."""
        match node:
            case ("undisputed",):
                return "UNDISPUTED"
            case "disputed", key:
                return f"Lazy(partial(disputes.of, {self._value(key)}))"
            case "safe", key:
                return f"Lazy(partial(safe_in, core, {self.names.of('KEY', key)}))"
            case "text", day:
                return f"{self._day(day)}.isoformat()"
            case "listed", *parts:
                return f"({', '.join([self._value(part) for part in parts])},)"
            case "made", name, *parts:
                return f"{name}({', '.join([self._value(part) for part in parts])})"
            case "same", value:
                plain = value is None or value == () or isinstance(value, str | int)
                return repr(value) if plain else self.names.of("ITEMS", value)
        return self._day(node)


def _answered(asked: str, answer: Any, *, yes: bool = True) -> str:
    """The test whether a question is answered so, or otherwise."""
    if isinstance(answer, bool):
        return asked if answer is yes else f"not {asked}"
    return f"{asked} {'==' if yes else '!='} {answer!r}"


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _remark(node: Node) -> str:
    """The words by which the row of a value is found."""
    _, made, *parts = node
    return " ".join([parts[place][1] for place in _BESIDE[made]])
