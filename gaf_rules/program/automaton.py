"""The automaton of a guideline: where a case stands, what may happen there, and where it stands after it.

The transitions and lapses of a guideline look at few facts (:mod:`gaf_rules.program.bearing`); of most only
whether they are known, of days besides the order of some two. So all logs that have led to the same of these
facts stand in one **situation**, and all events that differ in nothing that a row asks are one **symbol**.
What a symbol does in a situation is worked out from the rows when it is first asked for, once for all cases,
and depends on nothing but the rows: the same in whatever order cases come, in one thread or in many.

* ``automaton.start(facts)`` is the situation in which a case begins, ``automaton.symbol(entry, tier)`` what
  an event is to it.
* ``here.moves(symbol)``: the moves that are open, in the order of the contract; none: the event is not legal.
  A move can be taken if all its ``needs`` are answered as wanted; most moves have none. The first that can be
  taken is taken; ``move.to`` is the situation after it.
* ``move.step.row`` is the transition with its clauses and all its actions; ``move.writes`` says what of it
  concerns the ``registers``: those facts whose days a question may ask for, no others.
* ``here.lapses``: what time alone may end before the next event; each with its own question.
* A question is :class:`~gaf_rules.program.asked.TwoDays` (the order of two registers, or of one and a day
  that the event states) or :class:`~gaf_rules.program.asked.Over` (has the last day of a duty passed before
  the day of the event?).

What a row answers is kept by all that the row reads, and rows read little: what is new about most situations
is how things are put together, not what any row makes of them.

The automaton is bounded: with :data:`LIMIT` situations or symbols it forgets them all, and begins anew. A log
that is being read goes on with those that it holds.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gaf_rules.language.conditions import compile_condition
from gaf_rules.language.core import ALWAYS, NEVER
from gaf_rules.language.kinds import DATED, Kind
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES
from gaf_rules.program.asked import (
    KNOWN,
    Over,
    TwoDays,
    cell_of,
    left_of,
    ways_of,
)
from gaf_rules.program.bearing import bearing_of
from gaf_rules.program.effects import Effect, Write, changed
from gaf_rules.program.needs_of_rows import (
    given_facts,
    given_parts,
    happened,
    ordered_pairs,
    registers_of,
)
from gaf_rules.program.positions import suits
from gaf_rules.program.situations import Lapse, Move, Row, Situation, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gaf_rules.language.conditions import Condition
    from gaf_rules.log.entries import Entry, Sign
    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.program import CompiledDuty, Program, Step
    from gaf_rules.program.situations import Needs

    Values = tuple[Any, ...]
    Facts = Mapping[str, Mapping[str, Any]]

__all__ = ["LIMIT", "Automaton", "automaton_of"]

LIMIT = 1 << 12
"""Situations, symbols, and answers of a row, that an automaton keeps: some 8 MB if all are there."""


class Automaton:
    """The situations of a guideline, found as they are asked for.

    Attributes:
        machine: the program it belongs to.
        given: the facts of app, sponsor and readings that rows ask for; each combination has its own start.
        cells: the facts that make a situation: procedure (empty for a record that is shared), record, fact.
        pairs: the pairs of days whose order is asked for; a situation knows it where it follows from the
            order of events.
        registers: the facts whose days questions ask for.
    """

    def __init__(self, machine: Program) -> None:
        self.machine = machine
        bearing = bearing_of(machine.guideline)
        self.given = given_facts(machine)
        self.cells = bearing.cells
        self.pairs = ordered_pairs(machine)
        self.registers = registers_of(machine)
        keys: tuple[Cell | TwoDays, ...] = (*self.cells, *self.pairs)
        self.places = {key: place for place, key in enumerate(keys)}
        self._fields = bearing.fields
        self._presence = frozenset(self.places[cell] for cell in bearing.presence)
        self._ordered = self._orders()
        self._given_names = [
            (record, name) for record, _, name in (f.partition(".") for f in self.given)
        ]
        self._given_tests = [compile_condition(each) for each in given_parts(machine)]
        self._starts: dict[Values, Situation] = {}
        self._alike: dict[tuple[bool, ...], Facts] = {}
        self._situations: dict[Values, Situation] = {}
        self._symbols: dict[Values, Symbol] = {}
        self._by_kind: defaultdict[str, dict[Kind, Symbol]] = defaultdict(dict)
        self._rows: dict[Step, Row] = {}

    def _orders(self) -> dict[int, list[tuple[int, int, bool | None]]]:
        """By cell: of which pair it is one, the other one, and the order where it is the later to be written.

        Events come in the order of their days: what is written now is not before what stands there already.
        """
        found: dict[int, list[tuple[int, int, bool | None]]] = {}
        for pair in self.pairs:
            place, first, second = (self.places[key] for key in (pair, pair.first, pair.second))
            plain = happened(self.machine, pair.first) and happened(self.machine, pair.second)
            found.setdefault(first, []).append(
                (place, second, False if plain and pair.strict else None)
            )
            found.setdefault(second, []).append(
                (place, first, None if pair.strict or not plain else True)
            )
        return found

    def _make_room(self) -> None:
        """Forget all that was learnt once it has come to the limit: no table leads to what another lost."""
        if max(len(self._situations), len(self._symbols), len(self._starts)) >= LIMIT:
            for known in (self._situations, self._symbols, self._starts, self._by_kind):
                known.clear()

    # -- where one begins ----------------------------------------------------------------------------
    def start(self, facts: Facts) -> Situation:
        """The situation in which a case begins.

        Arguments:
            facts: the records ``app``, ``sponsor`` and ``reading``.
        """
        key = tuple([facts[record][name] for record, name in self._given_names])
        found = self._starts.get(key)
        if found is None:
            made: dict[str, dict[str, Any]] = {"app": {}, "sponsor": {}, "reading": {}}
            for (record, name), value in zip(self._given_names, key, strict=True):
                made[record][name] = value
            alike = tuple([test(made) for test in self._given_tests])
            # Cases of which the rows can say nothing different begin alike.
            given = self._alike.setdefault(alike, made)
            states, values = (NOT_STARTED,) * len(PROCEDURES), (None,) * len(self.places)
            found = self._starts[key] = self._situation(given, states, values)
        return found

    def by_kind(self, tier: str) -> dict[Kind, Symbol]:
        """What events are to the automaton, for sponsors of a tier: those whose kind was seen before."""
        return self._by_kind[tier]

    def symbol(self, entry: Entry, tier: str) -> Symbol:
        """What an event is to the automaton, for sponsors of a tier."""
        by_kind = self._by_kind[tier]
        kind: Kind | None = getattr(entry.event, "kind", None)
        found = None if kind is None else by_kind.get(kind)
        if found is None:
            found = self._symbol(entry, tier)
            if kind is not None:
                by_kind[kind] = found
        return found

    def _symbol(self, entry: Entry, tier: str) -> Symbol:
        sign, event = entry.sign, entry.event
        fields: dict[str, Any] = {}
        for name, valued in self._fields:
            value = getattr(event, name)
            if name in DATED or not valued:
                value = None if value in (None, ()) else KNOWN
            fields[name] = value
        alike = [(type(value), value) for value in fields.values()]  # 1 is not True
        key = (
            *(tier, sign.name, sign.procedure, sign.mark, sign.by, sign.to, sign.answer),
            *alike,
        )
        found = self._symbols.get(key)
        return self._new_symbol(key, tier, sign, fields) if found is None else found

    def _new_symbol(self, key: Values, tier: str, sign: Sign, fields: dict[str, Any]) -> Symbol:
        steps, places = self.machine.steps, self.machine.tiers[tier].places
        rows = tuple(
            self._row(step)
            for procedure in self.machine.procedures_of(sign)
            for step in steps.get((procedure, sign.name), ())
            if suits(step.row, sign, places)
        )
        self._make_room()
        # Of two threads that make the same the first is heard.
        return self._symbols.setdefault(key, Symbol(tier, sign, fields, rows))

    def _row(self, step: Step) -> Row:
        found = self._rows.get(step)
        return self._rows.setdefault(step, Row(self, step)) if found is None else found

    def _situation(self, given: Facts, states: tuple[str, ...], values: Values) -> Situation:
        key = (id(given), states, values)
        found = self._situations.get(key)
        if found is None:
            self._make_room()
            made = Situation(self, given, states, values)
            found = self._situations.setdefault(key, made)
        return found

    # -- what may happen -----------------------------------------------------------------------------
    def learn(self, here: Situation, symbol: Symbol) -> tuple[Move, ...]:
        """The moves of a symbol in a situation, from the rows; kept there."""
        return here.known.setdefault(symbol, tuple(self._open(here, symbol)))

    def has_room(self, here: Situation, symbol: Symbol) -> bool:
        """Whether a row stands there for a symbol, whatever has been seen of it within a record."""
        return any(self._open(here, symbol, again=True))

    def _open(self, here: Situation, symbol: Symbol, *, again: bool = False) -> Iterator[Move]:
        mark = symbol.sign.mark
        for row in symbol.rows:
            if row.states and here.states[row.place] not in row.states:
                continue
            if not again and row.once is not None and mark in (here.values[row.once] or ()):
                continue
            needs = self._needs(here, row, symbol)
            to = self._after(here, symbol, row) if needs else here
            for need in needs:
                yield Move(need, row.step, to, row.writes)
                if not need:
                    # What asks nothing can always be taken: no row after it ever is.
                    return

    def _needs(self, here: Situation, row: Row, symbol: Symbol) -> tuple[Needs, ...]:
        """The ways in which a row can be taken, each with its questions; kept by all that the row reads."""
        key = (*row.read(here, symbol), *here.values[len(self.cells) :])
        found = row.needs.get(key)
        if found is None:
            left = self._left(here, row.procedure, row.step.row.when, symbol)
            found = tuple(ways_of(left, row.procedure))
            over = self._over(here, row.procedure, row.step.within, symbol) if found else None
            if over is not None:
                found = tuple((*need, (over, False)) for need in found)
            if len(row.needs) >= LIMIT:
                row.needs.clear()
            row.needs[key] = found
        return found

    def _left(
        self, here: Situation, procedure: str, when: Condition, symbol: Symbol | None
    ) -> Condition:
        def value(fact: str) -> Any:
            return here.value(procedure, fact, symbol)

        def order(pair: TwoDays) -> bool | None:
            place = self.places.get(pair)
            return None if place is None else here.values[place]

        return left_of(when, procedure, value, order)

    def _after(self, here: Situation, symbol: Symbol, row: Row) -> Situation:
        """The situation after a symbol has taken a row."""
        values = [*here.values]
        if row.once is not None:
            values[row.once] = (values[row.once] or frozenset()) | {symbol.sign.mark}
        for place, effect in row.effects:
            copied = values[self.places[effect.source]] if effect.kind == "copy" else None
            said = (
                symbol.said(effect.source) if effect.kind in {"field", "gather", "drop"} else None
            )
            self._put(values, place, effect, changed(effect, values[place], copied, said))
        states = here.states
        for place, to in row.enters:
            states = (*states[:place], to, *states[place + 1 :])
        return self._situation(here.given, states, tuple(values))

    def _put(self, values: list[Any], place: int, effect: Effect, value: Any) -> None:
        if value is values[place] and effect.first:
            return
        if place in self._presence:
            value = None if value in (None, ()) else KNOWN
        values[place] = value
        for order, other, known in self._ordered.get(place, ()):
            later = effect.kind == "field" and effect.source == "on" and values[other] is not None
            values[order] = known if later else None

    # -- time ----------------------------------------------------------------------------------------
    def _over(
        self, here: Situation, procedure: str, duty: CompiledDuty | None, symbol: Symbol | None
    ) -> Over | None:
        """The question whether a duty's last day has passed; None where it certainly has not."""
        if duty is None or duty.row.period is None:
            return None
        for start in duty.row.starts:
            if here.value(procedure, start.fact, symbol) is None:
                continue
            holds = self._left(here, procedure, start.when, symbol)
            if holds == NEVER:
                continue
            if holds != ALWAYS or duty.row.marks is not None:
                return Over(duty, procedure, None)
            # The true receipt can only be later: nothing ends on a day that stands in for it.
            return (
                None if start.estimated else Over(duty, procedure, cell_of(procedure, start.fact))
            )
        return None

    def lapses_of(self, here: Situation) -> tuple[Lapse, ...]:
        """What time alone may end in a situation, from the rows."""
        made = []
        for number, (row, duty) in enumerate(self.machine.lapses):
            at = PROCEDURES.index(row.procedure)
            over = self._over(here, row.procedure, duty, None)
            if here.states[at] != row.state or over is None:
                continue
            values, writes = [*here.values], []
            for fact, source in ((row.due, "due"), (row.since, "since"), (row.ended, "since")):
                cell = cell_of(row.procedure, fact)
                if cell in self.registers:
                    writes.append(Write(cell, source))
                if cell in self.places:
                    self._put(values, self.places[cell], Effect("value", cell, KNOWN), KNOWN)
            states = (*here.states[:at], row.to, *here.states[at + 1 :])
            to = self._situation(here.given, states, tuple(values))
            made.append(Lapse(number, row, over, to, tuple(writes)))
        return tuple(made)


@lru_cache(maxsize=8)
def automaton_of(machine: Program) -> Automaton:
    """The automaton of a compiled guideline."""
    return Automaton(machine)
