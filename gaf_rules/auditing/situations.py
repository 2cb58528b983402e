"""What the events of a day make of a situation: an automaton over days, found as cases come to need it.

A situation is all that decides which steps are legal: where the procedures stand
and the facts that rows ask about, of days only that they are there. The days themselves are kept beside it,
a *register* each. What a day's events make of a situation is found once, by the ordinary fold, on one case
that stands for all (:mod:`gaf_rules.auditing.traced`): their legal order, the situation after them, and the
registers that they write. Where days decide, as when time has ended an application, what was asked is kept
as a tree (:mod:`gaf_rules.auditing.tree`), and each case goes its own way.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.cases import draft
from gaf_rules.auditing.masks import PARTIES
from gaf_rules.auditing.numbers import Numbers
from gaf_rules.auditing.reading import DATE_FIELDS, SHAPE
from gaf_rules.auditing.traced import Day, Trace, Untraceable
from gaf_rules.auditing.tree import Tree
from gaf_rules.auditing.view import PARTY_COLUMNS
from gaf_rules.evaluate.fold import Fold
from gaf_rules.evaluate.ordering import BoundReached
from gaf_rules.evaluate.ordering import Day as Search
from gaf_rules.language.conditions import facts_of, walk
from gaf_rules.language.rows import CHILDREN, SHARED, LapseRow
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.log.case import Case
from gaf_rules.log.entries import Entry, in_table_order
from gaf_rules.program.bearing import bearing_of
from gaf_rules.values.days import the_day

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints, Tables
    from gaf_rules.auditing.part import Ground
    from gaf_rules.auditing.vocabularies import Vocabulary
    from gaf_rules.language.guideline import Guideline

__all__ = ["ASKS", "NEW", "NOT_LEGAL", "NOWHERE", "Dawn", "Passed", "Situations"]

NOWHERE = 0
"""The situation of cases whose log is left: whatever comes then leads nowhere else."""
NOT_LEGAL, ASKS, NEW = -1, -2, -3
"""What stands in the place of the situation after a day: none, one that days decide, one not known yet."""
_TIME = 0
"""The sign of the time before a day, or up to the day of assessment."""
_ABSENT, _NOTHING, _THERE = "absent", "nothing", "there"
_SOME_DAY = the_day(2026, 1, 1)
_OWN = tuple(sorted({*CHILDREN} - {*SHARED}))


class Passed(NamedTuple):
    """What has become of a situation.

    Attributes:
        after: the situation after the day; NOT_LEGAL where its events are legal in no order.
        order: for each event of the day its place among them as they were found; empty: as they were found.
        writes: the registers written, each with what is written.
        lapses: of each state that time has ended the last day of the duty, and the day from which it has.
    """

    after: int
    order: tuple[int, ...] = ()
    writes: tuple[tuple[int, Any], ...] = ()
    lapses: tuple[tuple[Any, Any], ...] = ()


class Dawn:
    """Some cases as a day begins: what the nodes of a trace begin with.

    Arguments:
        ground: what the cases are of.
        registers: for each register the day of each case.
        places: of each of these cases its place in the table of cases.
        days: the day that begins, of each of these cases.
        begins: where in the log its events begin.
        cases: which cases they are, as the registers have them.
        at: of each a place of whoever asks.
    """

    def __init__(
        self,
        ground: Ground,
        registers: list[Ints],
        places: Ints,
        days: Ints,
        begins: Ints,
        cases: Ints,
        at: Ints,
    ) -> None:
        self.ground = ground
        self.registers = registers
        self.places = places
        self.days = days
        self.begins = begins
        self.cases = cases
        self.at = at

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.cases)

    def only(self, kept: Any) -> Dawn:
        """Some of them."""
        held = (self.places, self.days, self.begins, self.cases, self.at)
        return Dawn(self.ground, self.registers, *(each[kept] for each in held))

    def one(self) -> Dawn:
        """One from among them."""
        middle = len(self.cases) // 2
        return self.only(slice(middle, middle + 1))

    def tells(self, _: Any) -> bool:
        """Whether these are cases, each of which can be asked."""
        return True

    def is_day(self, key: Any) -> bool:
        """Whether a column holds days."""
        return not isinstance(key, str)

    def words(self, fact: str) -> Vocabulary | None:
        """The vocabulary of a fact of the parties."""
        return self.ground.parties.get(PARTY_COLUMNS.get(fact, ""))

    def slot(self, register: int | str) -> Ints:
        """The days of a register; those of the day that begins under −1; words of the parties by name."""
        if isinstance(register, str):
            words: Any = self.words(register)
            return words.of(self.places)  # type: ignore[no-any-return]  # numbers
        found: Ints = self.days if register < 0 else self.registers[register][self.cases]
        return found

    def field(self, place: int, name: str) -> Ints:
        """A date field of one of the day's events."""
        found: Ints = self.ground.log.field(name, self.begins + place)
        return found


class Situations:
    """The situations that cases of a log come to, under one set of readings.

    Attributes:
        classes: for each combination of an event's words what of it bears on steps.
        starts: for each combination of a party's words the situation that its cases begin in; −1: no party.
        registers: how many there are.
    """

    def __init__(self, ground: Ground, readings: dict[str, str], tables: Tables) -> None:
        self.ground = ground
        self.machine = ground.machine
        self.readings = readings
        self.tables = tables
        self.bearing = bearing_of(self.machine.guideline)
        days = ground.makeup.days
        self.dated = [
            place
            for place, cell in enumerate(self.bearing.cells)
            if cell not in self.bearing.presence and ".".join(cell[1:]) in days
        ]
        self.register_of = {cell: number for number, cell in enumerate(self.dated)}
        self.registers = len(self.dated)
        self._lock = Lock()
        self.signs, self.pairs = Numbers(), Numbers()
        self._known: list[tuple[Any, ...]] = []
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._samples: list[Case] = []
        self._trees: dict[int, Tree] = {}
        self.after = np.full(1 << 10, NEW, np.int32)
        self.hard = np.zeros(1 << 10, np.bool_)
        self.passed: dict[int, Passed] = {}
        self.lapsing = np.zeros(1 << 10, np.bool_)
        self._ending = _ending(self.machine.guideline)
        self._classify()
        self._begin()

    @property
    def is_plain(self) -> bool:
        """Whether no marks of a clock bear on steps: of these there is any number."""
        marks = self.ground.makeup.marks
        return not any(".".join(cell[1:]) in marks for cell in self.bearing.cells)

    # -- events and parties ----------------------------------------------------------------------------
    def _classify(self) -> None:
        maker = self.ground.maker
        names = {*SHAPE, *dict(self.bearing.fields)}
        known: dict[Any, int] = {}
        classes = []
        self.models: list[dict[str, Any] | None] = []
        for code, parts in enumerate(maker.events.parts):
            said = tuple((name, value) for name, value in parts.items() if name in names)
            found = known.setdefault(said, len(known))
            if found == len(self.models):
                self.models.append(maker.model(code))
            classes.append(found)
        self.classes = np.array(classes, np.uint8 if len(known) <= 256 else np.uint16)  # noqa: PLR2004 - of a byte
        self.width = len(known) + 1
        self.signs.of(
            np.arange(self.width, dtype=np.int64)
        )  # number 0 is the end, the others single events

    def single(self, classes: Ints) -> Ints:
        """The signs of days with one event."""
        found: Ints = classes.astype(np.int32) + 1
        return found

    def joined(self, signs: Ints, classes: Ints) -> Ints:
        """The signs of days with one event more."""
        key = signs.astype(np.int64)
        key *= self.width
        key += classes
        key += 1
        return self.signs.of(key)

    def _members(self, sign: int) -> list[int]:
        found = []
        while sign >= self.width:
            sign, event = divmod(self.signs.value(sign), self.width)
            found.append(event - 1)
        return [sign - 1, *reversed(found)] if sign else []

    def _begin(self) -> None:
        """The situations that cases begin in: by tier, and by place where that has regional days."""
        ground = self.ground
        known: dict[Any, int] = {}
        starts = []
        self._known.append(())  # that of cases that are left
        for code in range(len(ground.maker.cases.parts)):
            parties = ground.maker.parties(code)
            if parties is None:
                starts.append(-1)
                continue
            app, sponsor = parties
            key = sponsor.tier, ground.counting(sponsor.place)
            kind = known.setdefault(key, len(known))
            if kind == len(self._samples):
                self._samples.append(Case(id="-", app=app, sponsor=sponsor, events=()))
            states = ("not_started",) * len(PROCEDURES)
            starts.append(self._number((kind, states, *(_ABSENT for _ in self.bearing.cells))))
        self.starts = np.array(starts, np.int32)

    # -- situations --------------------------------------------------------------------------------------
    def _number(self, known: tuple[Any, ...]) -> int:
        found = self._numbers.get(known)
        if found is None:
            found = self._numbers[known] = len(self._known)
            self._known.append(known)
            if found >= len(self.lapsing):
                self.lapsing = np.append(self.lapsing, np.zeros_like(self.lapsing))
            self.lapsing[found] = not self.machine.lapsing.isdisjoint(
                zip(PROCEDURES, known[1], strict=True)
            )
        return found

    def _restored(self, situation: int, trace: Trace, dawn: Dawn) -> Fold:
        """A fold in a situation, the days of its registers standing for those of all cases."""
        kind, states, *values = self._known[situation]
        calendar: Any = trace.calendar(self.ground.calendar)
        fold = Fold(self._samples[kind], self.machine, self.readings, calendar)
        fold.state.update(zip(PROCEDURES, states, strict=True))
        fold.here = fold.tables[states]
        shared: dict[str, dict[str, Any]] = {record: {} for record in SHARED}
        parties = {
            name: _Asked(name, fold.contexts["filing"][name], trace, dawn) for name in PARTIES
        }
        for context in fold.contexts.values():
            context.update(shared, **parties, **{record: {} for record in _OWN})
        for place, (cell, value) in enumerate(zip(self.bearing.cells, values, strict=True)):
            if value is _ABSENT:
                continue
            procedure, record, name = cell
            register = self.register_of.get(place)
            if register is not None and value is _THERE:
                found: Any = self._day(register, trace, dawn)
            elif isinstance(value, tuple):
                found = set(value[1]) if value[0] is set else value[1]
            else:
                found = None if value is _NOTHING else value
            fold.contexts[procedure or "filing"][record][name] = found
        return fold

    def _day(self, register: int, trace: Trace, dawn: Dawn) -> Day:
        return trace.day(("slot", register), int(dawn.slot(register)[0]))

    def _reached(self, kind: int, fold: Fold) -> tuple[tuple[Any, ...], list[tuple[int, Any]]]:
        """The situation that a fold has come to, and the days of its registers."""
        said: list[Any] = [kind, tuple(fold.state.values())]
        days = []
        for place, cell in enumerate(self.bearing.cells):
            procedure, record, name = cell
            value = fold.contexts[procedure or "filing"][record].get(name, _ABSENT)
            register = self.register_of.get(place)
            if value is not _ABSENT:
                if value is None or value == ():
                    value = _NOTHING
                elif cell in self.bearing.presence:
                    value = _THERE
                elif isinstance(value, Day) != (register is not None):
                    raise Untraceable
                elif register is not None:
                    days.append((register, value))
                    value = _THERE
                else:
                    value = (set, frozenset(value)) if type(value) is set else (list, value)
            said.append(value)
        return tuple(said), days

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
            self.hard = np.append(self.hard, np.zeros(more, np.bool_))
            self.after = np.append(self.after, np.full(more, NEW, np.int32))

    def learn(self, pairs: Ints, dawn: Dawn) -> None:
        """Find out what new pairs come to, each on one case; where that is asked of days, that is noted."""
        for pair, place in zip(
            *(some.tolist() for some in np.unique(pairs, return_index=True)), strict=True
        ):
            with self._lock:
                if self.after[pair] != NEW:
                    continue
                found = self._first(pair, dawn.only(slice(place, place + 1)))
                self.hard[pair] = bool(found is None or found.order or found.writes)
                self.after[pair] = ASKS if found is None else found.after

    def _first(self, pair: int, dawn: Dawn) -> Passed | None:
        """What a pair comes to; None where that depends on days."""
        key = self.pairs.value(pair)
        situation, sign = key >> 32, key & 0xFFFFFFFF
        if situation == NOWHERE:
            return Passed(NOWHERE)
        tree = Tree(self.tables, lambda one, trace: self._passes(situation, sign, one, trace))
        (knot, _), *_ = tree.decide(dawn)
        if tree.root.question is not None or not isinstance(knot.outcome, Passed):
            self._trees[pair] = tree
            return None
        self.passed[pair] = knot.outcome
        return knot.outcome

    def decide(self, pair: int, dawn: Dawn) -> Any:
        """What a pair comes to for each of some cases: knots of a tree, with the values of their cases."""
        return self._trees[pair].decide(dawn)

    def _passes(self, situation: int, sign: int, dawn: Dawn, trace: Trace) -> Passed:
        number = int(dawn.days[0])
        kind = self._known[situation][0]
        tier = self._samples[kind].sponsor.tier
        day = trace.day(("slot", -1), number, covered=False)
        lapses: list[tuple[Any, Any]] = []
        order: tuple[int, ...] = ()
        if sign == _TIME:
            fold = self._restored(situation, trace, dawn)
            _pass_time(fold, day, lapses)
        else:
            group = self._entries(self._members(sign), tier, day, dawn)
            ranks = {entry.sign.rank for entry in group}
            if len(ranks) < len(group):
                raise Untraceable  # the search looks at more of them than bears on steps
            found = self._legal(situation, group, lapses, trace, dawn)
            if found is None:
                return Passed(NOT_LEGAL)
            fold, taken = found
            order = tuple(entry.index for entry in taken)
            order = () if order == tuple(range(len(order))) else order
        known, days = self._reached(kind, fold)
        was = self._known[situation][2:]
        writes = tuple(
            (register, value)
            for register, value in days
            if was[self.dated[register]] is not _THERE
            or value is not trace.day(("slot", register), 0)
        )
        return Passed(self._number(known), order, writes, tuple(lapses))

    def _entries(self, members: list[int], tier: str, day: Day, dawn: Dawn) -> list[Entry]:
        compared = {name for name, valued in self.bearing.fields if valued}
        entries = []
        for place, member in enumerate(members):
            model = self.models[member]
            if model is None:
                raise Untraceable
            days: dict[str, Any] = {
                name: _SOME_DAY for name in DATE_FIELDS if model[name] is not None
            }
            for name in compared & days.keys():
                number = int(dawn.field(place, name)[0])
                days[name] = day.trace.day(("field", place, name), number)
            event = draft(model, days)
            try:
                entries.append(Entry(event, place, tier).on_day(day))  # type: ignore[arg-type]  # a traced day
            except (KeyError, TypeError):
                raise Untraceable from None
        return entries

    def _legal(
        self,
        situation: int,
        group: list[Entry],
        lapses: list[tuple[Any, Any]],
        trace: Trace,
        dawn: Dawn,
    ) -> tuple[Fold, list[Entry]] | None:
        """The fold after the events of a day in the smallest legal order, and that order."""
        group = in_table_order(group)
        fold = self._restored(situation, trace, dawn)
        if self._taken(fold, group, lapses):
            return fold, group
        if len(group) == 1:
            return None
        morning = self._restored(situation, trace, dawn)
        try:
            search = Search(morning, group)
            for name, context in search.scratch.contexts.items():
                context.update({party: morning.contexts[name][party] for party in PARTIES})
            order = search.order()
        except BoundReached:
            raise Untraceable from None
        if order is None:
            return None
        fold = self._restored(situation, trace, dawn)
        if not self._taken(fold, order, lapses):
            raise Untraceable
        return fold, order

    def _taken(self, fold: Fold, entries: list[Entry], lapses: list[tuple[Any, Any]]) -> bool:
        """Take events in this order; whether all of them are legal."""
        lapses.clear()
        asked = self._standing(fold)  # up to the morning time has passed
        for entry in entries:
            if fold.here.lapsing and (here := self._standing(fold)) != asked:
                _pass_time(fold, entry.on, lapses)
                asked = here
            if not fold.take(entry):
                return False
        return True

    def _standing(self, fold: Fold) -> list[Any]:
        """All that decides whether time ends a state: days by which they are, since asking is noted."""
        facts = [
            fold.contexts[procedure][record].get(name) for procedure, record, name in self._ending
        ]
        return [*fold.state.values(), *(id(v) if isinstance(v, Day) else v for v in facts)]


class _Asked(dict[str, Any]):
    """The facts of a party, each settled when it is asked for; the tier is the same in all cases here."""

    def __init__(self, record: str, facts: dict[str, Any], trace: Trace, dawn: Dawn) -> None:
        super().__init__(facts)
        self.record = record
        self.trace = trace
        self.dawn = dawn

    def __getitem__(self, name: str) -> Any:
        """A fact."""
        words = self.dawn.words(f"{self.record}.{name}")
        if name == "tier" or words is None:
            return super().__getitem__(name)
        key = f"{self.record}.{name}"
        code = int(self.dawn.slot(key)[0])
        self.trace.ask("word", (self.trace.node(("slot", key)),), code)
        return words.values[code]

    def get(self, name: str, default: Any = None) -> Any:
        """A fact, or the default where there is none."""
        found = self[name]
        return default if found is None else found


def _ending(guideline: Guideline) -> tuple[tuple[str, str, str], ...]:
    """The facts that decide when time ends a state."""
    found = set()
    for lapse in guideline.lapses:
        for duty in (duty for duty in guideline.duties if duty.clause == lapse.duty):
            parts = [part for start in duty.starts for part in walk(start.when)]
            parts += [part for change in duty.clock for part in walk(change.when)]
            facts = [start.fact for start in duty.starts]
            for fact in (*facts, *(fact for part in parts for fact in facts_of(part))):
                record, _, name = fact.partition(".")
                found.add((lapse.procedure, record, name))
    return tuple(sorted(found))


def _pass_time(fold: Fold, day: Any, lapses: list[tuple[Any, Any]]) -> None:
    """Enter the states that time brings about, and note the last day of each duty that it has ended."""
    before = len(fold.taken)
    fold.pass_time(day)
    for since, procedure, row, _, _ in fold.taken[before:]:
        if isinstance(row, LapseRow):
            record, _, name = row.due.partition(".")
            lapses.append((fold.contexts[procedure][record][name], since))
