"""The order of the events of one day: the smallest, by the contract's table, in which every one is legal.

Looked for depth first, the smallest event first, so that the first full order is the smallest. What is left
of a day in one situation (:mod:`gaf_rules.program.automaton`) is looked at once, however it was come by,
events that no step tells apart count as one, and a way is left as soon as an event could not become legal
any more. The order of an arbitrary day still cannot be found in bounded time: the search ends at
:data:`BOUND`, and says so.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from gaf_rules.evaluate.fold import Fold
from gaf_rules.language.kinds import DATED
from gaf_rules.language.rows import CHILDREN, SHARED, Put
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.program.sorts import sort_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.language.rows import DutyRow, LapseRow
    from gaf_rules.log.entries import Entry
    from gaf_rules.program.situations import Situation

    # Where the procedures stand, and the days of the registers.
    Standing = tuple[Situation, tuple[Any, ...]]
    Left = tuple[int, ...]

__all__ = ["BOUND", "BoundReached", "Day"]

BOUND = 20_000
"""Events tried in situations, beyond those of a straight way, after which the search is given up."""

_FEW = 4
"""Events of which every order is sooner tried than it is looked for a reason against it."""

_OWN = tuple(sorted({*CHILDREN} - {*SHARED}))


class BoundReached(Exception):  # noqa: N818 - no error by itself: the replay makes one of it
    """The search has come to its bound: whether there is a legal order is not known."""


def _may_end(fold: Fold, lapse: LapseRow, duty: DutyRow) -> bool:
    """Whether time can end a state on this very day: not if what starts the period is still to come."""
    starts = {start.fact for start in duty.starts}
    writers = (
        action
        for row in fold.machine.guideline.transitions
        for action in row.actions
        if getattr(action, "fact", None) in starts
    )
    is_plain = all(isinstance(each, Put) and each.take == "on" for each in writers)
    own = all(fact.startswith(f"{duty.over}.") for fact in starts)
    backward = duty.period is not None and duty.period.backward
    return bool(fold.contexts[lapse.procedure][duty.over]) or backward or not (is_plain and own)


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
        self.registers = fold.automaton.registers
        self.lapses = [row for row, duty in fold.machine.lapses if _may_end(fold, row, duty.row)]
        self.entries: list[Entry] = []
        self.places: list[list[int]] = []
        self._sort(fold)
        self.left = tuple(map(len, self.places))
        # Where situations are tried out; only what bears on steps is kept of what it comes to.
        self.scratch = Fold(fold.case, fold.machine, fold.readings, fold.calendar)
        self.situations: list[Standing] = []
        self._numbers: dict[Standing, int] = {}
        self._here = -1
        self._steps: dict[tuple[int, int], int | None] = {}
        self._ends: dict[tuple[int, Left], bool] = {}
        self._hopes: dict[tuple[tuple[str, ...], tuple[bool, ...]], bool] = {}
        self.tries = BOUND + len(group) * len(self.left)
        self.start = self._situation(fold)

    def _sort(self, fold: Fold) -> None:
        """Sort the events into kinds: those that no step tells apart are taken in the order of the table."""
        kinds: dict[Any, int] = {}
        for place, entry in enumerate(self.group):
            key = fold.symbol(entry), *[getattr(entry.event, name) for name in DATED]
            at = kinds.setdefault(key, len(kinds))
            if at == len(self.entries):
                self.entries.append(entry.on_day(self.on))
                self.places.append([])
            self.places[at].append(place)
        self.sorts = [sort_of(fold.automaton, fold.symbol(entry)) for entry in self.entries]

    # -- situations ----------------------------------------------------------------------------------
    def _situation(self, fold: Fold) -> int:
        """The number of all that decides which steps are legal."""
        contexts = fold.contexts
        days = [
            contexts[procedure or "filing"][record].get(name)
            for procedure, record, name in self.registers
        ]
        made = fold.here, tuple(days)
        found = self._numbers.setdefault(made, len(self.situations))
        if found == len(self.situations):
            self.situations.append(made)
        return found

    def _return_to(self, number: int) -> None:
        """Put the scratch into a situation: of the facts, those that days are reckoned from."""
        self._here = number
        fold, (situation, days) = self.scratch, self.situations[number]
        fold.here = situation
        fold.state.update(zip(PROCEDURES, situation.states, strict=True))
        fold.records.clear()
        fold.taken.clear()
        shared: dict[str, dict[str, Any]] = {record: {} for record in SHARED}
        for context in fold.contexts.values():
            context.update(shared, **{record: {} for record in _OWN})
        known = {**situation.facts, **dict(zip(self.registers, days, strict=True))}
        for (procedure, record, name), value in known.items():
            fold.contexts[procedure or "filing"][record][name] = value

    def _try(self, tries: int) -> None:
        self.tries -= tries
        if self.tries < 0:
            raise BoundReached

    def _after(self, number: int, kind: int) -> int | None:
        """The situation after an event of a kind; None where it is not legal."""
        key = number, kind
        if key not in self._steps:
            self._try(1)
            if self._here != number:
                self._return_to(number)
            found = None
            if self.scratch.take(self.entries[kind]):
                self.scratch.pass_time(self.on)
                found = self._here = self._situation(self.scratch)
            self._steps[key] = found
        return self._steps[key]

    def _onwards(self, number: int, left: Left) -> Iterator[tuple[int, int, Left]]:
        """The events that are legal next, smallest first: place, situation after it, what is left then."""
        some = [(self.places[kind][-count], kind) for kind, count in enumerate(left) if count]
        for place, kind in sorted(some):
            then = self._after(number, kind)
            if then is not None:
                yield place, then, (*left[:kind], left[kind] - 1, *left[kind + 1 :])

    # -- whether there is hope -------------------------------------------------------------------------
    def _has_hope(self, number: int, left: Left) -> bool:
        """False only if what is left cannot all become legal, in whatever order."""
        if len(self.group) <= _FEW:
            return True
        key = self.situations[number][0].states, tuple(map(bool, left))
        if key not in self._hopes:
            self._hopes[key] = self._reaches(*key)
        return self._hopes[key] and self._has_room(number, left)

    def _reaches(self, states: tuple[str, ...], left: tuple[bool, ...]) -> bool:
        """Whether the states in which each event is legal can be entered by the others, or by time."""
        reached: dict[str, set[str]] = {
            name: {state} for name, state in zip(PROCEDURES, states, strict=True)
        }
        waiting = [sort for sort, some in zip(self.sorts, left, strict=True) if some]
        legal = set[int]()
        size = -1
        while size != (size := len(legal) + sum(map(len, reached.values()))):
            for lapse in self.lapses:
                if lapse.state in reached[lapse.procedure]:
                    reached[lapse.procedure].add(lapse.to)
            for at, sort in enumerate(waiting):
                for row, wants in sort.rows:
                    if all(_is_met(reached[name], some, inside) for name, some, inside in wants):
                        legal.add(at)
                        for procedure, state in row.enters:
                            reached[procedure].add(state)
        return len(legal) == len(waiting)

    def _has_room(self, number: int, left: Left) -> bool:
        """Whether there are records for all that counts once, and ways back to what must be left again."""
        some = [(sort, count) for sort, count in zip(self.sorts, left, strict=True) if count]
        situation, _ = self.situations[number]
        states = situation.states
        opened, entered = Counter[Any](), Counter[Any](zip(PROCEDURES, states, strict=True))
        for sort, count in some:
            opened.update(dict.fromkeys(sort.opens, count))
            entered.update(dict.fromkeys(sort.enters, count))
        for lapse in self.lapses:
            entered[lapse.procedure, lapse.to] += entered[lapse.procedure, lapse.state]
        once = Counter[Any]()
        for sort, count in some:
            if sort.once is not None:
                once[sort.once] += count
            if sort.leaves is not None and count > sum(entered[at] for at in sort.leaves):
                return False
        seen = {cell[:2]: value for cell, value in situation.facts.items() if cell[2] == "seen"}
        return all(
            count <= sum(opened[at] + (mark not in seen.get(at, ())) for at in records)
            for (mark, records), count in once.items()
        )

    # -- the search ------------------------------------------------------------------------------------
    def order(self) -> list[Entry] | None:
        """The smallest legal order; None if there is none.

        Raises:
            BoundReached: neither was found in time.
        """
        here = self.start, self.left
        if not self._can_end(*here):
            return None
        order = []
        while any(here[1]):
            onwards = self._onwards(*here)
            place, then, rest = next(one for one in onwards if self._can_end(*one[1:]))
            order.append(self.group[place])
            here = then, rest
        return order

    def _settled(self, number: int, left: Left) -> tuple[int, Left]:
        """The same with all that is free and legal taken."""
        for kind, sort in enumerate(self.sorts):
            while sort.is_free and left[kind]:
                then = self._after(number, kind)
                if then is None:
                    break
                number, left = then, (*left[:kind], left[kind] - 1, *left[kind + 1 :])
        return number, left

    def _can_end(self, number: int, left: Left) -> bool:
        """Whether all that is left can be taken in some order: depth first, each place looked at once."""
        begin = self._settled(number, left)
        path = [] if begin in self._ends else [(begin, self._onwards(*begin))]
        while path:
            here, onwards = path[-1]
            if not any(here[1]):
                self._ends.update(dict.fromkeys([place for place, _ in path], True))
                break
            for _, then, rest in onwards:
                there = self._settled(then, rest)
                known = self._ends.get(there)
                if known is None and self._has_hope(*there):
                    path.append((there, self._onwards(*there)))
                    break
                if known:
                    self._ends.update(dict.fromkeys([place for place, _ in path], True))
                    return True
                self._ends[there] = False
                self._try(1 + len(left) // 16)
            else:
                self._ends[here] = False
                self._try(1 + len(left) // 16)
                path.pop()
        return self._ends[begin]

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
