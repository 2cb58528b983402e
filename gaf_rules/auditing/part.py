"""The cases of an audit, and those of them that are judged together at one time.

Cases are taken through the table kind by kind: those of one kind have the same events in the same order,
so that what holds of one holds of all, save for the days. What is written down of a day is therefore its
*stamp*, where in the log it is to be read; each case then reads a day of its own.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.alike import sorted_by_kind
from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.ledger import Lexicon
from gaf_rules.auditing.makeup import makeup_of
from gaf_rules.auditing.signs import Signs
from gaf_rules.auditing.stamps import PLACES, SOURCES, place_of, source_of
from gaf_rules.auditing.vocabularies import Vocabulary
from gaf_rules.auditing.walk import States

if TYPE_CHECKING:
    from gaf_rules.auditing.cases import Maker
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.log import Log
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.program.program import Program

__all__ = ["Ground", "Part"]


class Ground:
    """What does not change from one part to the next, nor from one set of readings to another.

    Arguments:
        machine, calendar, today: arguments of an assessment; the day as a number.
        maker, log: the cases.

    Attributes:
        words, parties: the vocabularies of the columns of events and of cases.
        lexicon: those of the facts.
        steps: the steps that count once, a number each.
        tiers, places: what occurs; ``tier`` and ``place`` say for each case which. Of places only those
            with regional days of their own are told apart.
    """

    def __init__(
        self, machine: Program, calendar: WorkingCalendar, today: int, *, maker: Maker, log: Log
    ) -> None:
        self.machine = machine
        self.calendar = calendar
        self.today = today
        self.maker = maker
        self.log = log
        self.makeup = makeup_of(machine.guideline)
        self.lexicon = Lexicon()
        self.steps: dict[Any, int] = {}
        self.words = _vocabularies(maker.events)
        self.parties = _vocabularies(maker.cases)
        self.tiers, self.tier = self._named("tier", lambda value: value)
        self.places, self.place = self._named("place", self._counting)
        self.signs = Signs(maker.events, self.tiers)
        self.states = States(machine, self.signs, self.lexicon.of("state"))

    def _named(self, name: str, kind: Any) -> tuple[list[Any], Ints]:
        """What occurs in a column of the cases, each kind once, and which it is for each case."""
        words = self.parties.get(name)
        if words is None:
            return [None], np.zeros(len(self.log.starts), np.int32)
        kinds = [kind(value) for value in words.values]
        values = list(dict.fromkeys(kinds))
        table = np.array([values.index(one) for one in kinds], np.int32)
        return values, table[words.of(slice(None))]

    def _counting(self, place: Any) -> Any:
        """A place, if it has regional days of its own."""
        if place is None or any(o.bears_on(str(place)) for o in self.calendar.overlays):
            return place
        return None


def _vocabularies(coded: Any) -> dict[str, Vocabulary]:
    return {name: Vocabulary(column, coded.codes) for name, column in coded.columns.items()}


class Part:
    """Some cases, judged together under one set of readings, kind by kind.

    Arguments:
        ground: what they have in common with all others.
        members: the cases, as places in the log, those of one kind together.
        begins: where in ``members`` each kind begins.
        readings: field → option.
        tied: whether all cases of a kind have the same events on one day.

    Attributes:
        models: of each kind its first case, which goes through the table for all.
        sizes: how many cases are of each kind.
        alone: whether each case is a kind of its own.
        states_of: by procedure the state of each kind, once the log has been read.
        judged: by name the tiers, places and ways up that occur, and for each member which.
        parties: of each member the combination of words of its row in the table of cases.
        cases: the members once more, in 32 bits, as conclusions name them.
        given: days that no event states, for each member, by number.
    """

    def __init__(
        self,
        ground: Ground,
        members: Ints,
        begins: Ints,
        readings: dict[str, str],
        *,
        tied: bool = False,
    ) -> None:
        self.ground = ground
        self.tied = tied
        self.readings = readings
        self.members = members
        self.begins = begins
        self.sizes = np.diff(np.append(begins, len(members)))
        self.models = members[begins]
        self.alone = len(begins) == len(members)
        self.starts = ground.log.starts[members]
        self.parties = ground.maker.cases.codes[members]
        self.cases = members.astype(np.int32)
        self.judged: dict[str, tuple[list[Any], Ints]] = {
            "tier": (ground.tiers, ground.tier[members]),
            "place": (ground.places, ground.place[members]),
        }
        self.states_of: dict[str, Ints] = {}
        self.given: list[Ints] = []

    @classmethod
    def singly(cls, ground: Ground, cases: Ints, readings: dict[str, str]) -> Part:
        """Each case as a kind of its own."""
        return cls(ground, cases, np.arange(len(cases)), readings, tied=True)

    @classmethod
    def by_kind(
        cls, ground: Ground, cases: Ints, readings: dict[str, str], *, tied: bool = False
    ) -> Part:
        """Cases of one tier with the same events as a kind; ``tied``: with the same events of one day."""
        members, begins = sorted_by_kind(ground.log, ground.tier, cases, tied=tied)
        return cls(ground, members, begins, readings, tied=tied)

    def spread(self, kinds: Ints) -> tuple[Ints, Ints]:
        """For each member of these kinds, which of them it is of, and its place among the members."""
        if self.alone:
            return np.arange(len(kinds)), kinds
        sizes = self.sizes[kinds]
        which = np.repeat(np.arange(len(kinds)), sizes)
        first = self.begins[kinds] - (np.cumsum(sizes) - sizes)
        return which, first[which] + np.arange(len(which))

    def days(self, stamps: Ints, members: Ints) -> Ints:
        """The days that stamps stand for, in these members; MISSING where there is none."""
        log, starts = self.ground.log, self.starts
        if not len(stamps) or (stamps.min() >= 0 and stamps.max() < 1 << PLACES):
            plain: Ints = log.days[starts[members] + stamps]
            return plain
        days = np.full(len(stamps), MISSING, np.int32)
        sources = source_of(stamps)
        for number in range(int(sources.max(initial=-1)) + 1):
            some = np.flatnonzero(sources == number)
            if not some.size:
                continue
            if number >= len(SOURCES):
                days[some] = self.given[number - len(SOURCES)][members[some]]
                continue
            places = starts[members[some]] + place_of(stamps[some])
            name = SOURCES[number]
            days[some] = log.days[places] if name == "on" else log.field(name, places)
        return days

    def give(self, number: int, members: Ints, days: Ints) -> int:
        """Keep days that no event states, under a number; the stamp for them."""
        while len(self.given) <= number:
            self.given.append(np.full(len(self.members), MISSING, np.int32))
        self.given[number][members] = days
        return (len(SOURCES) + number) << PLACES

    def only(self, kept: Any) -> Part:
        """The kinds as they are, with these members alone; of some kinds there may be none left."""
        left = copy(self)
        before = np.concatenate([[0], np.cumsum(kept)])
        left.sizes = before[self.begins + self.sizes] - before[self.begins]
        left.begins = before[self.begins]
        left.members, left.starts = self.members[kept], self.starts[kept]
        left.parties, left.cases = self.parties[kept], self.cases[kept]
        left.alone = self.alone and len(left.members) == len(self.members)
        left.judged = {name: (values, which[kept]) for name, (values, which) in self.judged.items()}
        left.given = [days[kept] for days in self.given]
        return left

    def some(self, kinds: Ints) -> Part:
        """These kinds alone."""
        _, members = self.spread(kinds)
        sizes = self.sizes[kinds]
        begins = np.cumsum(sizes) - sizes
        return Part(self.ground, self.members[members], begins, self.readings, tied=self.tied)

    def parted(self, kinds: Ints, answers: Ints) -> Part:
        """The members of these kinds as kinds of their own, by an answer of each."""
        which, members = self.spread(kinds)
        key = which * 2 + answers[members]
        order = np.argsort(key, kind="stable")
        first = np.ones(len(key), np.bool_)
        first[1:] = key[order][1:] != key[order][:-1]
        begins = np.flatnonzero(first)
        return Part(
            self.ground, self.members[members[order]], begins, self.readings, tied=self.tied
        )
