"""The order of the events of one day: the smallest, by the contract's table, in which every one is legal.

Looked for depth first, the smallest event first, so that the first full order is the smallest. What is left
of a day in one situation (:mod:`gaf_rules.bearing`) is looked at once, however it was come by, events that no
step tells apart count as one, and a way is left as soon as an event could not become legal any more. The
order of an arbitrary day still cannot be found in bounded time: the search ends at :data:`BOUND`, and says
so.
"""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from gaf_rules.bearing import SHARED, bearing_of
from gaf_rules.conditions import AllOf, Is, IsIn, Not
from gaf_rules.fold import Fold
from gaf_rules.rows import CHILDREN, Open
from gaf_rules.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.conditions import Condition
    from gaf_rules.entries import Entry, Sign
    from gaf_rules.rows import Transition

    Situation = tuple[Any, ...]
    Left = tuple[int, ...]

__all__ = ["BOUND", "BoundReached", "Day"]

BOUND = 20_000
"""Events tried in situations, beyond those of a straight way, after which the search is given up."""

_ABSENT = object()
_OWN = tuple(sorted({*CHILDREN} - SHARED))


class BoundReached(Exception):  # noqa: N818 - no error by itself: the replay makes one of it
    """The search has come to its bound: whether there is a legal order is not known."""


class _Kind:
    """Events of a day that no step tells apart: they are taken in the order of the table.

    Attributes:
        entry: one of them, to be tried.
        places: their places among the events of the day, ascending.
        rows: the transitions that could ever be theirs, each with what it asks of the states.
        opens, once: the records that it may open, and those in which it counts once, if it always does.
        enters: the states that it may enter.
        leaves: the states that it is taken in, if it always leaves them for others.
    """

    def __init__(self, entry: Entry, rows: tuple[Transition, ...]) -> None:
        self.entry = entry
        self.places: list[int] = []
        self.rows = [(row, _wanted_states(row)) for row in rows]
        self.opens = {record for row in rows for record in _opened(row)}
        counted = all(row.once is not None for row in rows)
        self.once = {_record(row.procedure, str(row.once)) for row in rows} if counted else None
        self.enters = {(row.procedure, row.to) for row in rows if row.to is not None}
        always = all(row.states and row.to is not None for row in rows)
        sources = {(row.procedure, state) for row in rows for state in row.states}
        self.leaves = sources if always and sources.isdisjoint(self.enters) else None


def _record(procedure: str, record: str) -> tuple[str, str]:
    return "" if record in SHARED else procedure, record


def _opened(row: Transition) -> Iterator[tuple[str, str]]:
    for action in row.actions:
        if isinstance(action, Open):
            for record in (action.record, *CHILDREN[action.record]):
                yield _record(row.procedure, record)


def _wanted_states(row: Transition) -> list[tuple[str, frozenset[str], bool]]:
    """What a row asks of the states, if plainly said: the procedure, states, whether in them or not."""
    found = [(row.procedure, frozenset(row.states), True)] if row.states else []
    return found + [one for part in _parts(row.when) for one in _about_states(part, wanted=True)]


def _parts(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _parts(part)
    else:
        yield condition


def _about_states(
    condition: Condition, *, wanted: bool
) -> Iterator[tuple[str, frozenset[str], bool]]:
    match condition:
        case Not(part):
            yield from _about_states(part, wanted=not wanted)
        case Is(fact, str() as value) if fact.startswith("state."):
            yield fact.removeprefix("state."), frozenset({value}), wanted
        case IsIn(fact, values) if fact.startswith("state."):
            yield fact.removeprefix("state."), frozenset(values), wanted


class Day:
    """The events of one day, and the situations that they lead to, each by a number.

    Arguments:
        fold: as the day begins; left alone.
        group: the events, in the order of the table.
    """

    def __init__(self, fold: Fold, group: list[Entry]) -> None:
        self.group = group
        self.on = group[0].on
        self.machine = fold.machine
        self.bearing = bearing_of(fold.machine.guideline)
        self.kinds = self._kinds(fold)
        # Where situations are tried out; only what bears on steps is kept of what it comes to.
        self.scratch = Fold(fold.case, fold.machine, fold.readings, fold.calendar)
        self.situations: list[Situation] = []
        self._numbers: dict[Situation, int] = {}
        self._steps: dict[int, list[int | None]] = {}
        self._hopes: dict[tuple[tuple[str, ...], tuple[bool, ...]], bool] = {}
        self.left = tuple(len(kind.places) for kind in self.kinds)
        self.tries = BOUND + len(group) * len(self.kinds)
        self.start = self._situation(fold)

    def _kinds(self, fold: Fold) -> list[_Kind]:
        found: dict[Any, _Kind] = {}
        for place, entry in enumerate(self.group):
            sign, event = entry.sign, entry.event
            said = tuple(
                getattr(event, name) if valued else getattr(event, name) is not None
                for name, valued in self.bearing.fields
            )
            key = sign.name, sign.procedure, sign.mark, sign.by, sign.answer, said
            if key not in found:
                found[key] = _Kind(entry.on_day(self.on), self._rows(fold, sign))
            found[key].places.append(place)
        return list(found.values())

    def _rows(self, fold: Fold, sign: Sign) -> tuple[Transition, ...]:
        steps = self.machine.steps
        return tuple(
            step.row
            for name in self.machine.procedures_of(sign)
            for step in steps.get((name, sign.name), ())
            if fold.tables.suits(step.row, sign)
        )

    # -- situations ----------------------------------------------------------------------------------
    def _situation(self, fold: Fold) -> int:
        """The number of all that decides which steps are legal."""
        made: list[Any] = [tuple(fold.state.values())]
        for cell in self.bearing.cells:
            procedure, record, name = cell
            value = fold.contexts[procedure or "filing"][record].get(name, _ABSENT)
            if type(value) is set:
                value = frozenset(value)
            elif cell in self.bearing.presence and value is not _ABSENT:
                value = None if value is None or value == () else True
            made.append(value)
        found = self._numbers.setdefault(tuple(made), len(self.situations))
        if found == len(self.situations):
            self.situations.append(tuple(made))
        return found

    def _return_to(self, number: int) -> None:
        """Put the scratch into a situation."""
        fold, (states, *values) = self.scratch, self.situations[number]
        fold.state.update(zip(PROCEDURES, states, strict=True))
        fold.here = fold.tables[states]
        fold.records.clear()
        fold.taken.clear()
        shared: dict[str, dict[str, Any]] = {record: {} for record in SHARED}
        for context in fold.contexts.values():
            context.update(shared, **{record: {} for record in _OWN})
        for (procedure, record, name), value in zip(self.bearing.cells, values, strict=True):
            if value is not _ABSENT:
                facts = fold.contexts[procedure or "filing"][record]
                facts[name] = set(value) if type(value) is frozenset else value

    def _try(self, tries: int) -> None:
        self.tries -= tries
        if self.tries < 0:
            raise BoundReached

    def _steps_from(self, number: int) -> list[int | None]:
        """For each kind of event the situation after it; None where it is not legal."""
        found = self._steps.get(number)
        if found is None:
            self._try(len(self.kinds))
            self._return_to(number)
            found = self._steps[number] = []
            for kind in self.kinds:
                if not self.scratch.take(kind.entry):
                    found.append(None)
                    continue
                self.scratch.pass_time(self.on)
                found.append(self._situation(self.scratch))
                self._return_to(number)
        return found

    def _onwards(self, number: int, left: Left) -> list[tuple[int, int, Left]]:
        """The events that are legal next, smallest first: place, situation after it, what is left then."""
        steps = self._steps_from(number) if any(left) else []
        legal = [
            (kind.places[-some], then, (*left[:at], some - 1, *left[at + 1 :]))
            for at, (kind, some, then) in enumerate(zip(self.kinds, left, steps, strict=False))
            if some and then is not None
        ]
        return sorted(legal, key=itemgetter(0))

    # -- whether there is hope -------------------------------------------------------------------------
    def _has_hope(self, number: int, left: Left) -> bool:
        """False only if what is left cannot all become legal, in whatever order."""
        key = self.situations[number][0], tuple(map(bool, left))
        if key not in self._hopes:
            self._hopes[key] = self._reaches(*key)
        return self._hopes[key] and self._has_room(number, left)

    def _reaches(self, states: tuple[str, ...], left: tuple[bool, ...]) -> bool:
        """Whether the states in which each event is legal can be entered by the others, or by time."""
        reached: dict[str, set[str]] = {
            name: {state} for name, state in zip(PROCEDURES, states, strict=True)
        }
        waiting = [kind for kind, some in zip(self.kinds, left, strict=True) if some]
        legal = set[int]()
        size = -1
        while size != (size := len(legal) + sum(map(len, reached.values()))):
            for lapse in self.machine.guideline.lapses:
                if lapse.state in reached[lapse.procedure]:
                    reached[lapse.procedure].add(lapse.to)
            for at, kind in enumerate(waiting):
                for row, wants in kind.rows:
                    if all(_is_met(reached[name], some, inside) for name, some, inside in wants):
                        legal.add(at)
                        if row.to is not None:
                            reached[row.procedure].add(row.to)
        return len(legal) == len(waiting)

    def _has_room(self, number: int, left: Left) -> bool:
        """Whether there are records for all that counts once, and ways back to what must be left again."""
        some = [(kind, count) for kind, count in zip(self.kinds, left, strict=True) if count]
        opened, entered = Counter[Any](), Counter[Any]()
        for kind, count in some:
            opened.update(dict.fromkeys(kind.opens, count))
            entered.update(dict.fromkeys(kind.enters, count))
        for lapse in self.machine.guideline.lapses:
            entered[lapse.procedure, lapse.to] += entered[lapse.procedure, lapse.state]
        once = Counter[Any]()
        for kind, count in some:
            if kind.once is not None:
                once[kind.entry.sign.mark, frozenset(kind.once)] += count
            if kind.leaves is not None and count > 1 + sum(entered[at] for at in kind.leaves):
                return False
        values = zip(self.bearing.cells, self.situations[number][1:], strict=True)
        seen = {cell[:2]: value for cell, value in values if cell[2] == "seen"}
        return all(
            count
            <= sum(opened[at] + (seen[at] is _ABSENT or mark not in seen[at]) for at in records)
            for (mark, records), count in once.items()
        )

    # -- the search ------------------------------------------------------------------------------------
    def order(self) -> list[Entry] | None:
        """The smallest legal order; None if there is none.

        Raises:
            BoundReached: neither was found in time.
        """
        if not self._has_hope(self.start, self.left):
            return None
        dead: set[tuple[int, Left]] = set()
        order: list[int] = []
        path = [(self.start, self.left, iter(self._onwards(self.start, self.left)))]
        while path:
            number, left, onwards = path[-1]
            if not any(left):
                return [self.group[place] for place in order]
            for place, then, rest in onwards:
                if (then, rest) in dead:
                    continue
                if self._has_hope(then, rest):
                    order.append(place)
                    path.append((then, rest, iter(self._onwards(then, rest))))
                    break
                self._try(1 + len(self.kinds) // 16)
                dead.add((then, rest))
            else:
                self._try(1 + len(self.kinds) // 16)
                dead.add((number, left))
                path.pop()
                del order[-1:]
        return None

    def placed(self) -> set[int]:
        """The places of the events that are legal after some of the others, as far as it can be told."""
        found: set[int] = set()
        waiting, known = [(self.start, self.left)], {(self.start, self.left)}
        try:
            while waiting and len(found) < len(self.group):
                for place, then, rest in self._onwards(*waiting.pop()):
                    self._try(1)
                    found.add(place)
                    if (then, rest) not in known:
                        known.add((then, rest))
                        waiting.append((then, rest))
        except BoundReached:
            pass
        return found


def _is_met(reached: set[str], states: frozenset[str], inside: bool) -> bool:  # noqa: FBT001 - a flag of a row
    """Whether one of the states reached is, or is not, among these."""
    return not reached.isdisjoint(states) if inside else not reached <= states
