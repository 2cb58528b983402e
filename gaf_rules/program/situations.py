"""Where a case stands, what may be done there, in which order a day is legal: the values of the automaton.

How they hang together, and how they are made, stands in :mod:`gaf_rules.program.automaton`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from gaf_rules.language.core import facts_of
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.program.asked import EVENT, KNOWN, Over, Question, cell_of
from gaf_rules.program.effects import Write, effects_of, writes_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gaf_rules.language.rows import LapseRow
    from gaf_rules.log.entries import Sign
    from gaf_rules.program.automaton import Automaton
    from gaf_rules.program.bearing import Cell
    from gaf_rules.program.program import Step

    Values = tuple[Any, ...]
    Facts = Mapping[str, Mapping[str, Any]]
    Needs = tuple[tuple[Question, bool], ...]

__all__ = ["Lapse", "Move", "Row", "Situation", "Symbol", "smallest_order"]

_PLACE: dict[str, int] = {name: place for place, name in enumerate(PROCEDURES)}


class Symbol:
    """All that a row may ask of an event, days apart: events that share it are one to the automaton.

    Attributes:
        tier: of the sponsors that it is a symbol for.
        sign: type, procedure, roles and answer.
        fields: the other fields that rows ask for: the value, or :data:`~gaf_rules.program.asked.KNOWN` where
            it is enough that there is one; None: there is none.
    """

    __slots__ = ("fields", "rows", "sign", "tier")

    def __init__(
        self, tier: str, sign: Sign, fields: dict[str, Any], rows: tuple[Row, ...]
    ) -> None:
        self.tier = tier
        self.sign = sign
        self.fields = fields
        self.rows = rows

    def said(self, field: str) -> Any:
        """A field of the event, as facts take it over; of a day that it is there."""
        if field == "on":
            return KNOWN
        return getattr(self.sign, field) if field in {"by", "to"} else self.fields[field]


class Move:
    """A row that may be taken by a symbol in a situation.

    Attributes:
        needs: the questions, each with the answer it must have.
        step: the row, ready to run; ``step.row`` is the transition.
        to: the situation after it.
        writes: what it does to the registers, in this order.
    """

    __slots__ = ("needs", "step", "to", "writes")

    def __init__(self, needs: Needs, step: Step, to: Situation, writes: tuple[Write, ...]) -> None:
        self.needs = needs
        self.step = step
        self.to = to
        self.writes = writes

    def __repr__(self) -> str:
        row = self.step.row
        return f"Move({', '.join(row.clauses)}: {row.procedure} {row.event} → {self.to.states})"


class Lapse(NamedTuple):
    """What time alone ends: once the question is answered with yes, another situation begins.

    Attributes:
        place: of the row among the lapses of the guideline; each is looked at once before an event, in order.
        row: the row with its clauses.
        over: the question.
        to: the situation after it.
        writes: the registers that it fills.
    """

    place: int
    row: LapseRow
    over: Over
    to: Situation
    writes: tuple[Write, ...]


class Situation:
    """Where a case stands, as far as it matters to what may happen next.

    Attributes:
        states: the states of the procedures, in the order of
            :data:`gaf_rules.language.vocabulary.PROCEDURES`.
        known: the moves of the symbols that were asked for here.
        may_lapse: time alone may end something here; where it is False, the states tell that it does not.
        beside: by another situation and a symbol: where that one leads, if the same is open there as here.
    """

    __slots__ = (
        "_lapses", "automaton", "beside", "given", "known", "may_lapse", "states", "values",
    )  # fmt: skip

    def __init__(
        self, automaton: Automaton, given: Facts, states: tuple[str, ...], values: Values
    ) -> None:
        self.automaton = automaton
        self.given = given
        self.states = states
        self.values = values
        self.known: dict[Symbol, tuple[Move, ...]] = {}
        self.beside: dict[tuple[Situation, Symbol | None], dict[int, Situation] | None] = {}
        lapsing = automaton.machine.lapsing
        self.may_lapse = not lapsing.isdisjoint(zip(PROCEDURES, states, strict=True))
        self._lapses: tuple[Lapse, ...] | None = None

    def moves(self, symbol: Symbol) -> tuple[Move, ...]:
        """The moves open to a symbol, in the order of the rows."""
        found = self.known.get(symbol)
        return self.automaton.learn(self, symbol) if found is None else found

    @property
    def lapses(self) -> tuple[Lapse, ...]:
        """What time alone may end here, in the order of the rows; found out when it is first asked for."""
        if self._lapses is None:
            self._lapses = self.automaton.lapses_of(self) if self.may_lapse else ()
        return self._lapses

    @property
    def facts(self) -> dict[Cell, Any]:
        """What is known here: cell → value, :data:`~gaf_rules.program.asked.KNOWN` for a day."""
        cells = zip(self.automaton.cells, self.values, strict=False)
        return {cell: value for cell, value in cells if value is not None}

    def value(self, procedure: str, fact: str, symbol: Symbol | None) -> Any:
        """What is known of a fact as a procedure sees it, while a symbol is at hand."""
        record, _, name = fact.partition(".")
        if record in self.given:
            return self.given[record][name]
        if record == "state":
            return self.states[_PLACE[name]]
        if record == EVENT:
            return None if symbol is None else symbol.said(name)
        return self.values[self.automaton.places[cell_of(procedure, fact)]]

    def __repr__(self) -> str:
        return f"Situation({self.states})"


class Row:
    """A transition as the automaton needs it: where it looks, and which cells it changes.

    ``needs`` is what the automaton keeps of it: in which ways it can be taken, by what :meth:`read` gives.
    """

    __slots__ = (
        "_read", "effects", "enters", "needs", "once", "place", "procedure", "states", "step", "writes",
    )  # fmt: skip

    def __init__(self, automaton: Automaton, step: Step) -> None:
        row = step.row
        self.step = step
        self.procedure = row.procedure
        self.place = _PLACE[row.procedure]
        self.states = frozenset(row.states)
        self.enters = tuple((_PLACE[procedure], to) for procedure, to in row.enters)
        places = automaton.places
        self.once = None if row.once is None else places[cell_of(row.procedure, f"{row.once}.seen")]
        self.effects = tuple((places[e.cell], e) for e in effects_of(row, automaton.cells))
        self.writes = writes_of(row, automaton.registers)
        read = [row.when]
        dated: tuple[str, ...] = ()
        if step.within is not None:
            read += [start.when for start in step.within.row.starts]
            dated = tuple(start.fact for start in step.within.row.starts)
        facts = (*dated, *(fact for when in read for fact in facts_of(when)))
        self._read = tuple(dict.fromkeys(facts))
        self.needs: dict[Values, tuple[Needs, ...]] = {}

    def read(self, here: Situation, symbol: Symbol) -> list[Any]:
        """What a situation and a symbol say to all that the row asks, the order of days apart."""
        return [here.value(self.procedure, fact, symbol) for fact in self._read]


# -- the order of a day ------------------------------------------------------------------------------------
_TRIES = 16
"""Tries for each event of a day before the search is asked in which days count, too."""

_SOME = 12
"""Events of a day up to which this search goes back where it has come to no end."""


def smallest_order(here: Situation, symbols: Sequence[Symbol]) -> list[int] | None:
    """The smallest legal order of the events of a day where the days themselves decide nothing.

    Arguments:
        here: the situation in the morning, in which nothing is over that time alone ends.
        symbols: the events, in the order of the table.

    Returns:
        The places of the events in that order; None where there is none, where the answer to a question
        about days is wanted, or where it takes long: then
        :class:`gaf_rules.evaluate.ordering.Day` is to be asked.
    """
    morning = here
    for symbol in symbols:
        moves = here.known.get(symbol) or here.moves(symbol)
        if not moves or moves[0].needs:
            return _searched(morning, symbols)
        here = moves[0].to
        if here.may_lapse and _may_lapse(morning, here):
            return _searched(morning, symbols)
    return [*range(len(symbols))]


def _searched(here: Situation, symbols: Sequence[Symbol]) -> list[int] | None:
    """As :func:`smallest_order`, where the order of the table is not legal: the smallest event first."""
    morning, order = here, list[int]()
    left = [*reversed(range(len(symbols)))]  # the smallest last, where taking it out costs least
    dead: set[tuple[Situation, tuple[int, ...]]] = set()
    path: list[tuple[Situation, list[int], int]] = []
    tries, at = _TRIES * len(symbols), len(left)
    while left:
        at -= 1
        if at < 0:
            # Nothing of what is left is legal here: a step back, to what comes next there.
            dead.add((here, tuple(left)))
            if not path:
                return None
            here, left, at = path.pop()
            order.pop()
            continue
        symbol = symbols[left[at]]
        moves = here.moves(symbol)
        tries -= 1
        if not moves:
            continue
        then = moves[0].to
        if moves[0].needs or tries < 0 or (then.may_lapse and _may_lapse(morning, then)):
            return None
        rest = left if len(symbols) > _SOME else left.copy()
        place = rest.pop(at)
        if rest is left:
            order.append(place)
            here, at = then, len(left)
        elif (then, tuple(rest)) not in dead:
            path.append((here, left, at))
            order.append(place)
            here, left, at = then, rest, len(rest)
    return order


def _may_lapse(morning: Situation, here: Situation) -> bool:
    """Whether time may end something in the midst of a day.

    What began on the day has its whole period before it; what could be over in the morning has been asked
    for then. What is left is a period that began before and had been out of sight.
    """
    asked = [lapse.over for lapse in morning.lapses]
    return any(
        over.trigger is None
        or over.duty.row.period is None
        or over.duty.row.period.backward
        or (over.trigger in morning.facts and over not in asked)
        for over in (lapse.over for lapse in here.lapses)
    )
