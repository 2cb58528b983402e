"""Cases with the same sequence of events, taken through the table together."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.audit.alike import kinds
from gaf_rules.audit.counted import number_of
from gaf_rules.audit.facts import Word
from gaf_rules.audit.order import Stuck, walk
from gaf_rules.audit.parties import Leaf
from gaf_rules.audit.reading import CASE_COLUMNS, DATE_FIELDS, NOT_A_DAY
from gaf_rules.audit.traced import Trace
from gaf_rules.audit.values import Events, Values
from gaf_rules.audit.vocabularies import Vocabulary
from gaf_rules.audit.walk import Happened
from gaf_rules.case import APP_FIELDS, SPONSOR_FIELDS
from gaf_rules.errors import CalendarHorizonError
from gaf_rules.events import FIELDS

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.audit.cases import Maker
    from gaf_rules.audit.counted import Ints, Tables
    from gaf_rules.audit.log import Log
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.program import Program

__all__ = ["Sequences"]

FEW = 6
"""Up to so many cases are assessed one by one: a sequence of its own costs about as much as these."""

_CHUNK = 1 << 16
_SHARED = ("type", "on", "procedure", "by", "to", "question", "answer")


class Sequences:
    """The cases of an audit by their sequences of events; any readings may then be put to them.

    Arguments:
        machine, calendar, as_of: arguments of an assessment.
        maker, log, tables: the cases.
        wanted: the cases that are well-formed.
    """

    def __init__(
        self,
        machine: Program,
        calendar: WorkingCalendar,
        as_of: date,
        *,
        maker: Maker,
        log: Log,
        tables: Tables,
        wanted: Ints,
    ) -> None:
        self.machine = machine
        self.calendar = calendar
        self.as_of = as_of
        self.maker = maker
        self.log = log
        self.tables = tables
        self.words = {
            name: Vocabulary(column)
            for name, column in zip(maker.events.names, maker.events.columns, strict=True)
        }
        self.parties = {
            name: Vocabulary(column)
            for name, column in zip(maker.cases.names, maker.cases.columns, strict=True)
        }
        self.shares, shared = self._shares()
        self.shared = shared
        self.groups, self.alone = kinds(log, log.shapes, shared, wanted)

    def _shares(self) -> tuple[list[tuple[Any, Any]], Ints]:
        """Tier and place, one number a case: places with regional days of their own, all others as one."""
        count = len(self.log.starts)
        tiers, places = (self.parties.get(name) for name in ("tier", "place"))
        made: list[tuple[Any, Any]] = []
        known: dict[tuple[Any, Any], int] = {}
        tier: Ints = np.zeros(count, np.int64) if tiers is None else tiers.coded
        place: Ints = np.zeros(count, np.int64) if places is None else places.coded
        others: list[Any] = []

        def kind(value: Any) -> Any:
            if value is None or any(o.bears_on(str(value)) for o in self.calendar.overlays):
                return value
            others.append(value)
            return others[0]

        pairs, which = np.unique(tier.astype(np.int64) << 32 | place, return_inverse=True)
        table = []
        for pair in pairs.tolist():
            value = None if places is None else places.values[pair & 0xFFFFFFFF]
            named = (None if tiers is None else tiers.values[pair >> 32]), kind(value)
            if named not in known:
                known[named] = len(made)
                made.append(named)
            table.append(known[named])
        return made, np.array(table, np.int64)[which.reshape(-1)] if count else place

    def leaves(self, readings: dict[str, str]) -> tuple[list[Leaf], Ints]:
        """What the sequences leave behind under these readings; the cases left over."""
        found: list[Leaf] = []
        stuck: list[Ints] = [self.alone]
        for group in self.groups:
            left = [group]
            while left:
                some = left.pop()
                if len(some) <= FEW:
                    stuck.append(some)
                else:
                    parted = self._walk(some, readings, found)
                    if parted is None:
                        stuck.append(some)
                    else:
                        left += parted
        return found, np.concatenate(stuck)

    def _walk(self, cases: Ints, readings: dict[str, str], found: list[Leaf]) -> list[Ints] | None:
        model = int(cases[len(cases) // 2])
        trace = Trace(self.tables)
        shared = self.shares[int(self.shared[model])]
        covered = self.as_of in self.calendar.coverage
        start, count = int(self.log.starts[model]), int(self.log.counts[model])
        try:
            events = [
                self._event(trace, start, place, str(shared[0]), covered=covered)
                for place in range(count)
            ]
            today = number_of(self.as_of)
            as_of = trace.day(("constant", today), today, count, covered=covered)
            calendar: Any = trace.calendar(self.calendar)
            parties = self._parties(trace, model, shared)
            skeleton = walk(trace, self.machine, calendar, readings, parties, events, as_of)
        except (Stuck, CalendarHorizonError):
            return None
        parted: dict[int, list[Ints]] = {}
        for begin in range(0, len(cases), _CHUNK):
            piece = cases[begin : begin + _CHUNK]
            values = Values(trace, Events(self.log, piece))
            for place, guard in enumerate(trace.guards):
                meets = values.meet(guard)
                if not np.all(meets):
                    parted.setdefault(place, []).append(piece[~meets])
                    piece, values = piece[meets], values.only(meets)
                    if not len(piece):
                        break
            if len(piece):
                found.append(Leaf(skeleton, piece, values, shared))
        return [np.concatenate(some) for some in parted.values()]

    def _event(self, trace: Trace, start: int, place: int, tier: str, *, covered: bool) -> Happened:
        log, maker = self.log, self.maker
        at = start + place
        model = maker.model(int(log.codes[at]))
        if model is None:
            raise Stuck
        row = int(log.rows(at))
        facts: dict[str, Any] = {}
        for name in FIELDS[model["type"]]:
            if name in _SHARED or name not in self.words:
                continue
            if name in DATE_FIELDS:
                number = int(log.dates[name][row])
                there = number != NOT_A_DAY
                facts[name] = trace.day(("field", place, name), number) if there else None
                continue
            words = self.words[name]
            node = trace.node(("word", place, words))
            facts[name] = Word(trace, node, words, int(words.coded[row]))
        day = trace.day(("event", place), int(log.days[at]), place, covered=covered)
        event: Any = SimpleNamespace(**model)
        try:
            return Happened(event, day, facts, tier)
        except KeyError:
            raise Stuck from None

    def _parties(self, trace: Trace, case: int, shared: tuple[Any, Any]) -> dict[str, Any]:
        found: dict[str, dict[str, Any]] = {
            "app": dict.fromkeys(APP_FIELDS),
            "sponsor": dict.fromkeys(SPONSOR_FIELDS),
        }
        for column, (part, name) in CASE_COLUMNS.items():
            words = self.parties.get(column)
            if words is not None:
                node = trace.node(("party", words))
                found[part][name] = Word(trace, node, words, int(words.coded[case]))
        found["sponsor"]["tier"], found["sponsor"]["place"] = shared
        return found
