"""What the events of a day make of a situation, for all cases that come to it.

Situations, and the moves between them, are those of the program's automaton
(:mod:`gaf_rules.program.automaton`); the days of its registers are kept beside, one column each. What the
events of a day come to is found once: their smallest legal order, the situation after them, and the registers
that they fill. Where days decide, as when time has ended an application, the ordinary fold is run on one
case, its days standing for those of all (:mod:`gaf_rules.auditing.traced`); what it asked of them is kept as
a tree (:mod:`gaf_rules.auditing.decision_tree`), and each case goes its own way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.cases import draft
from gaf_rules.auditing.day_effects import ASKS, NEW, NOT_LEGAL, NOWHERE, DayEffect, DaySource
from gaf_rules.auditing.decision_tree import DecisionTree
from gaf_rules.auditing.numbers import IntegerInterner
from gaf_rules.auditing.reading import DATE_FIELDS, SHAPE
from gaf_rules.auditing.shared_trees import SharedTrees
from gaf_rules.auditing.step_registry import StepRegistry
from gaf_rules.auditing.traced import Trace, Untraceable
from gaf_rules.evaluate.fold import Fold
from gaf_rules.evaluate.ordering import BoundReached
from gaf_rules.evaluate.ordering import Day as Search
from gaf_rules.language.rows import CHILDREN, SHARED
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.log.case import Case, as_facts
from gaf_rules.log.entries import Entry, in_table_order
from gaf_rules.program.automaton import automaton_of
from gaf_rules.program.bearing import bearing_of
from gaf_rules.program.situations import smallest_order
from gaf_rules.values.days import the_day

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints, Tables
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.log.case import App, Sponsor
    from gaf_rules.program.program import Program
    from gaf_rules.program.situations import Situation

__all__ = ["Situations"]

_TIME = 0
"""The sign of the time before a day, or up to the day of assessment."""
_DAWN = "slot", -1
"""The node of the day that begins."""
_SOME_DAY = the_day(2026, 1, 1)
_WIDTH = 20
"""Bits for what of an event bears on steps."""
_OWN = tuple(sorted({*CHILDREN} - {*SHARED}))


class _Standing(NamedTuple):
    """What is to be told apart: tier and place, the situation, and the registers that hold a day."""

    kind: int
    situation: Situation
    filled: tuple[bool, ...]


class Situations:
    """The situations that cases of a log come to, under one set of readings; several threads may ask.

    Attributes:
        names: the fields of an event that bear on steps.
        models: an event for each combination of them, on some day; the first stands for what is no event.
        registers: how many there are.
        after: for each pair of a situation and a day's sign the situation after it, or why there is none.
        plan: for each pair the number of what it says besides; 0: no more than that.
        plans: what that is: pairs that write alike share it.
        course: for each pair the number of the steps taken; 0: none.
        steps: which these are.
        forms: what becomes of pairs where days decide.
        lapsing: for each situation whether time may end a state.
    """

    def __init__(
        self,
        machine: Program,
        calendar: WorkingCalendar,
        readings: dict[str, str],
        tables: Tables,
    ) -> None:
        self.machine = machine
        self.calendar = calendar
        self.readings = readings
        self.tables = tables
        self.automaton = automaton_of(self.machine)
        self.registers = len(self.automaton.registers)
        self._register = {cell: place for place, cell in enumerate(self.automaton.registers)}
        self._lock = tables.lock
        self.signs, self.pairs = IntegerInterner(), IntegerInterner()
        self.signs.of(np.zeros(1, np.int64))  # the end
        self._known: list[Any] = [None]  # the first is that of cases that are left
        self._numbers: dict[_Standing, int] = {}
        self._samples: list[Case] = []
        self._kinds: dict[Any, int] = {}
        self.names = sorted({*SHAPE, *dict(bearing_of(machine.guideline).fields)})
        self._classes: dict[Any, int] = {}
        self.models: list[dict[str, Any] | None] = [None]
        self._single = np.zeros(1, np.int32)
        self.trees = SharedTrees(self._lock)
        self.after = np.full(1 << 10, NEW, np.int32)
        self.plan = np.zeros(1 << 10, np.int32)
        self.plans = [DayEffect(NOWHERE)]
        self._plans: dict[Any, int] = {}
        self.course = np.zeros(1 << 10, np.int32)
        self.steps = StepRegistry()
        self.lapsing = np.zeros(1 << 10, np.bool_)

    # -- events and parties ----------------------------------------------------------------------------
    def class_of(self, model: dict[str, Any] | None) -> int:
        """The number of what of an event bears on steps."""
        if model is None:
            return 0
        said = tuple(
            model[name] is not None if name in DATE_FIELDS else model[name] for name in self.names
        )
        found = self._classes.get(said)
        if found is None:
            found = self._classes[said] = len(self.models)
            self.models.append(model)
        return found

    def single(self, classes: Ints) -> Ints:
        """The signs of days with one event."""
        known = len(self._single)
        if known < len(self.models):
            new = self.signs.of(np.arange(known + 1, len(self.models) + 1))
            self._single = np.concatenate([self._single, new])
        return self._single.take(classes)

    def joined(self, signs: Ints, classes: Ints) -> Ints:
        """The signs of days with one event more."""
        key = signs.astype(np.int64)
        key <<= _WIDTH
        key |= classes
        key += 1
        return self.signs.of(key)

    def _members(self, sign: int) -> list[int]:
        found = []
        while sign:
            sign, event = divmod(self.signs.value(sign), 1 << _WIDTH)
            found.append(event - 1)
        return found[::-1]

    def start(self, app: App, sponsor: Sponsor, place: str | None) -> int:
        """The situation in which a case of these parties begins; a place where it counts."""
        facts = {"app": as_facts(app), "sponsor": as_facts(sponsor), "reading": self.readings}
        start = self.automaton.start(facts)
        kind = self._kinds.setdefault((sponsor.tier, place, start), len(self._kinds))
        if kind == len(self._samples):
            self._samples.append(Case(id="-", app=app, sponsor=sponsor, events=()))
        return self._number(_Standing(kind, start, (False,) * self.registers))

    # -- situations --------------------------------------------------------------------------------------
    def _number(self, known: _Standing) -> int:
        found = self._numbers.get(known)
        if found is None:
            found = self._numbers[known] = len(self._known)
            self._known.append(known)
            if found >= len(self.lapsing):
                self.lapsing = np.append(self.lapsing, np.zeros_like(self.lapsing))
            self.lapsing[found] = bool(known.situation.lapses)
        return found

    def _restored(self, known: _Standing, trace: Trace, source: DaySource) -> Fold:
        """A fold in a situation, the days of its registers standing for those of all cases."""
        calendar: Any = trace.calendar(self.calendar)
        fold = Fold(self._samples[known.kind], self.machine, self.readings, calendar)
        fold.here = known.situation
        fold.state.update(zip(PROCEDURES, known.situation.states, strict=True))
        shared: dict[str, dict[str, Any]] = {record: {} for record in SHARED}
        for context in fold.contexts.values():
            context.update(shared, **{record: {} for record in _OWN})
        facts: dict[Any, Any] = known.situation.facts
        for register, cell in enumerate(self.automaton.registers):
            if known.filled[register]:
                number = int(source.slot(register)[0])
                facts[cell] = trace.day(("slot", register), number)
        for (procedure, record, name), value in facts.items():
            fold.contexts[procedure or "filing"][record][name] = value
        return fold

    def _days(self, fold: Fold) -> list[Any]:
        return [
            fold.contexts[procedure or "filing"][record].get(name)
            for procedure, record, name in self.automaton.registers
        ]

    # -- days --------------------------------------------------------------------------------------------
    def pair(self, situations: Ints, signs: Ints) -> Ints:
        """A number for each situation and sign that come together."""
        key = situations.astype(np.int64)
        key <<= 32
        key |= signs
        pairs = self.pairs.of(key)
        top = int(pairs.max(initial=0))
        if top >= len(self.after):
            self._grow(top)
        return pairs

    def _grow(self, count: int) -> None:
        with self._lock:
            more = max(2 * count - len(self.after), 0)
            self.plan = np.append(self.plan, np.zeros(more, np.int32))
            self.course = np.append(self.course, np.zeros(more, np.int32))
            self.after = np.append(self.after, np.full(more, NEW, np.int32))

    def learn(self, pairs: Ints, source: DaySource) -> None:
        """Find out what new pairs come to, each on one case; where that is asked of days, that is noted."""
        for pair, place in zip(
            *(some.tolist() for some in np.unique(pairs, return_index=True)), strict=True
        ):
            with self._lock:
                if self.after[pair] != NEW:
                    continue
                found = self._first(pair, source.only(slice(place, place + 1)))
                if found is not None:
                    self.plan[pair], self.course[pair] = self._planned(found), found.course
                self.after[pair] = ASKS if found is None else found.after

    def _first(self, pair: int, source: DaySource) -> DayEffect | None:
        """What a pair comes to; None where that depends on days."""
        key = self.pairs.value(pair)
        situation, sign = key >> 32, key & 0xFFFFFFFF
        if situation == NOWHERE:
            return DayEffect(NOWHERE)
        known = self._known[situation]
        found = self._plainly(known, self._members(sign)) if sign != _TIME else None
        if found is None:
            tree = DecisionTree(
                self.tables, lambda one, trace: self._passes(known, sign, one, trace)
            )
            (branch, _), *_ = tree.decide(source)
            if tree.root.question is not None or not isinstance(branch.outcome, DayEffect):
                self.trees.add(pair, tree)
                return None
            found = branch.outcome
        return found

    def _planned(self, found: DayEffect) -> int:
        """The number of what is said besides the situation after a day."""
        if not (found.order or found.writes):
            return 0
        number = self._plans.setdefault((found.order, found.writes), len(self.plans))
        if number == len(self.plans):
            self.plans.append(found)
        return number

    def _plainly(self, known: _Standing, members: list[int]) -> DayEffect | None:
        """What events come to where no day decides; None where one may, or where they are to be looked at."""
        tier = self._samples[known.kind].sponsor.tier
        group = self._entries(members, tier)
        if group is None:
            return None
        table = in_table_order(group)
        symbols = [self.automaton.symbol(entry, tier) for entry in table]
        places = smallest_order(known.situation, symbols)
        if places is None:
            alone = len(table) == 1 and not known.situation.moves(symbols[0])
            return DayEffect(NOT_LEGAL) if alone else None
        here, nodes, steps = known.situation, self._held(known), []
        for place in places:
            move = here.moves(symbols[place])[0]
            steps.append((move.step.row, table[place], here, move.to))
            here = move.to
            for register, source, first in move.writes:
                at = self._register[register]
                if not (first and nodes[at] is not None):
                    nodes[at] = self._node(source, table[place].index, nodes)
        after = self._number(_Standing(known.kind, here, tuple(node is not None for node in nodes)))
        return DayEffect(
            after,
            _moved([table[place] for place in places]),
            self._written(nodes),
            course=self.steps.of(steps),
        )

    def _held(self, known: _Standing) -> list[Any]:
        return [("slot", at) if full else None for at, full in enumerate(known.filled)]

    def _node(self, source: Any, place: int, nodes: list[Any]) -> Any:
        """What is written: the day itself, a date field of the event, or what another register holds."""
        if source is None:
            return None
        if isinstance(source, str):
            return _DAWN if source == "on" else ("field", place, source)
        return nodes[self._register[source]]

    def _written(self, nodes: list[Any]) -> tuple[tuple[int, Any], ...]:
        return tuple(
            (at, node) for at, node in enumerate(nodes) if node is not None and node != ("slot", at)
        )

    def _passes(self, known: _Standing, sign: int, source: DaySource, trace: Trace) -> DayEffect:
        """What the time before a day, or its events, come to in one case."""
        day = trace.day(_DAWN, int(source.days[0]))
        fold = self._restored(known, trace, source)
        lapses: list[tuple[Any, Any]] = []
        order: list[Entry] = []
        if sign == _TIME:
            _pass_time(fold, day, lapses)
        else:
            group = self._entries(self._members(sign), fold.tier, source, day)
            if group is None:
                raise Untraceable  # more of them counts than bears on steps
            found = _legal(fold, in_table_order(group))
            if found is None:
                return DayEffect(NOT_LEGAL)
            order = found
            asked = self._asked(fold)  # up to the morning time has passed
            for entry in order:
                if fold.here.lapses and self._asked(fold) != asked:
                    _pass_time(fold, day, lapses)
                if not fold.take(entry):
                    return DayEffect(NOT_LEGAL)
        days = self._days(fold)
        was = [trace.day(node, 0) if node else None for node in self._held(known)]
        writes = tuple(
            (at, value)
            for at, value in enumerate(days)
            if value is not None and value is not was[at]
        )
        standing = _Standing(known.kind, fold.here, tuple(value is not None for value in days))
        stood = [*(here for *_, here, _ in fold.taken), fold.here]
        course = self.steps.of(
            (row, entry, here, after)
            for (_, row, here, entry), after in zip(fold.taken, stood[1:], strict=True)
        )
        return DayEffect(self._number(standing), _moved(order), writes, tuple(lapses), course)

    def _asked(self, fold: Fold) -> list[Any]:
        """What time is asked about; days by which they are, since a comparison would be noted."""
        overs = [lapse.over for lapse in fold.here.lapses]
        days = [None if value is None else id(value) for value in self._days(fold)]
        return [object()] if any(over.trigger is None for over in overs) else [*overs, *days]

    def _entries(
        self, members: list[int], tier: str, source: DaySource | None = None, day: Any = None
    ) -> list[Entry] | None:
        """The events of a day; None where two of them are told apart by more than bears on steps."""
        entries = []
        for place, member in enumerate(members):
            model = self.models[member]
            if model is None:
                return None
            days: dict[str, Any] = {
                name: _SOME_DAY for name in DATE_FIELDS if model[name] is not None
            }
            if source is not None:
                for name in days:
                    number = int(source.field(place, name)[0])
                    days[name] = day.trace.day(("field", place, name), number)
            try:
                entry = Entry(draft(model, days), place, tier)
            except (KeyError, TypeError):
                return None
            entries.append(entry if source is None else entry.on_day(day))
        alike = len({entry.sign.rank for entry in entries}) < len(entries)
        return None if alike else entries


def _moved(order: list[Entry]) -> tuple[int, ...]:
    places = tuple(entry.index for entry in order)
    return () if places == tuple(range(len(places))) else places


def _legal(fold: Fold, group: list[Entry]) -> list[Entry] | None:
    """The smallest legal order of the events of a day."""
    places = smallest_order(fold.here, [fold.symbol(entry) for entry in group])
    if places is not None:
        return [group[place] for place in places]
    if len(group) == 1:
        return group
    try:
        return Search(fold, group).order()
    except BoundReached:
        raise Untraceable from None


def _pass_time(fold: Fold, day: Any, lapses: list[tuple[Any, Any]]) -> None:
    """Enter the states that time brings about, and note the last day of each duty that it has ended."""
    before = len(fold.taken)
    fold.pass_time(day)
    for since, row, _, entry in fold.taken[before:]:
        if entry is None:
            due: Any = getattr(row, "due", "")
            record, _, name = due.partition(".")
            lapses.append((fold.contexts[row.procedure][record][name], since))
