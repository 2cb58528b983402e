"""Cases on their way through the automaton, day by day, all that move on a day together.

What comes next is drawn from the model's table for the tier, the last act and the situation; its day counts
in working days from the last act. A case depends on its own numbers
alone, save where an office has a capacity.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.cases import draft
from gaf_rules.auditing.counted import MISSING, number_of
from gaf_rules.bulk.ranks import ranks_of
from gaf_rules.language.readings import READING_OPTIONS, Readings
from gaf_rules.log.case import App, Sponsor, as_facts
from gaf_rules.log.entries import Entry
from gaf_rules.log.events import EVENT_FIELDS, Event
from gaf_rules.policy.simulating.dice import draws
from gaf_rules.policy.simulating.model import LAPSE, START, label_of
from gaf_rules.policy.simulating.periods import clauses_of_acts, periods_of
from gaf_rules.policy.simulating.walker import CaseWalker
from gaf_rules.program.automaton import automaton_of
from gaf_rules.values.days import from_ordinal, the_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.policy.simulating.model import Branch, Model
    from gaf_rules.program.program import Program

__all__ = ["Happened", "SimulationRun"]

_EPOCH = the_day(1970, 1, 1).toordinal()
_NEVER, _WAKES = -1, -2
"""No act is to come; time alone will bring something about."""
_FAR = np.iinfo(np.int32).max
_SOME_DAY = the_day(2026, 1, 1)


class Happened(NamedTuple):
    """What happened: for each event its case, its day and its act, case by case and in order."""

    case: Ints
    day: Ints
    act: Ints


class _Following(NamedTuple):
    """What may follow somewhere: the probabilities summed up, and of each entry the act and the days."""

    sums: Any
    act: Ints
    days: Ints


class SimulationRun:
    """One simulation.

    Arguments:
        model, machine, calendar: what is walked.
        seed, first, count: which cases.
        until: the last day, as a number.
        capacity: clause → acts that fulfil its duty on a working day.
    """

    def __init__(
        self,
        model: Model,
        machine: Program,
        calendar: WorkingCalendar,
        *,
        seed: int,
        first: int,
        count: int,
        until: int,
        capacity: Mapping[str, int],
    ) -> None:
        self.model, self.machine, self.seed = model, machine, seed
        self.numbers = np.arange(first, first + count)
        self.ranks = ranks_of(calendar)
        self.until = min(until, self.ranks.end - 1)
        self.capacity = dict(capacity)
        self.tiers = [*machine.tiers]
        self.labels = [START, LAPSE, *dict.fromkeys(label_of(act.fields) for act in model.acts)]
        self.label_of = np.array([self.labels.index(label_of(act.fields)) for act in model.acts])
        start = number_of(from_ordinal(model.first_day))
        self.walker = CaseWalker(
            machine,
            {name: getattr(Readings(), name) for name in READING_OPTIONS},
            calendar,
            (min(start, self.ranks.first), self.until),
            symbols=self._symbols(),
            places=[None],
            place=np.zeros(count, np.int32),
        )
        self.works = clauses_of_acts(machine.guideline)
        self._now = periods_of(machine.guideline)
        self._tables: dict[int, _Following] = {}
        self._swaps: dict[tuple[int, int], bool] = {}
        self._begin()

    def _symbols(self) -> list[Any]:
        automaton = automaton_of(self.machine)
        found = []
        for tier in self.tiers:
            for act in self.model.acts:
                fields: dict[str, Any] = {**act.fields, **dict.fromkeys(act.offsets, _SOME_DAY)}
                event = Event(on=_SOME_DAY, **fields)
                held = {name: getattr(event, name) for name in ("type", "on", *EVENT_FIELDS)}
                found.append(automaton.symbol(Entry(draft(held, {}), 0, tier), tier))
        return found

    def _begin(self) -> None:
        """Who comes when: the first numbers of each case."""
        one, two = draws(self.seed, np.zeros(len(self.numbers), np.int64), self.numbers)
        weights = np.cumsum([weight for _, weight in self.model.parties])
        self.party = np.searchsorted(weights / weights[-1], one, side="right")
        tiers, starts = [], []
        for fields, _ in self.model.parties:
            app = App(
                **{name.removeprefix("app_"): fields[name] for name in fields if name in _APP}
            )
            sponsor = Sponsor(
                **{
                    name.removeprefix("sponsor_"): fields[name]
                    for name in fields
                    if name in _SPONSOR
                }
            )
            facts = {"app": as_facts(app), "sponsor": as_facts(sponsor)}
            here = self.walker.automaton.start({**facts, "reading": self.walker.readings})
            tiers.append(self.tiers.index(sponsor.tier))
            starts.append(self.walker.number(here))
        self.tier = np.array(tiers)[self.party]
        self.walker.situation[:] = np.array(starts)[self.party]
        coming = np.cumsum(self.model.arrivals)
        place = np.searchsorted(coming / coming[-1], two, side="right")
        self.day = (place + self.model.first_day - _EPOCH).astype(np.int64)
        count = len(self.numbers)
        self.label, self.step = np.zeros(count, np.int64), np.ones(count, np.int64)
        self.act, self.due = np.full(count, _NEVER), np.full(count, _FAR, np.int64)
        # Of the events of the day at hand: how many each case has had, and where it stood before the last.
        self.today, self.before = np.zeros(count, np.int64), np.full(count, -1)
        self.waiting: dict[str, Ints] = {clause: np.zeros(0, np.int64) for clause in self.capacity}
        self.buckets: dict[int, list[Ints]] = {}
        self.days: list[int] = []
        self._done: dict[tuple[str, int], int] = {}

    # -- day by day --------------------------------------------------------------------------------------
    def run(self) -> Happened:
        """All that happens until the last day."""
        every = np.arange(len(self.numbers))
        self._plan(every[self.day <= self.until])
        pieces: list[tuple[Ints, Any, Ints]] = []
        while self.days:
            day = heappop(self.days)
            while (moving := self._moving(day)).size:
                pieces.append(self._move(moving, day))
        cases = np.concatenate([np.zeros(0, np.int64), *(piece[0] for piece in pieces)])
        days = np.repeat([day for _, day, _ in pieces], [len(piece[0]) for piece in pieces]).astype(
            np.int64
        )
        acts = np.concatenate([np.zeros(0, np.int64), *(piece[2] for piece in pieces)])
        order = np.argsort(cases, kind="stable")
        return Happened(cases[order], days[order], acts[order])

    def _moving(self, day: int) -> Ints:
        """The cases for which something comes on a day: of an office no more than it can do."""
        found = np.concatenate([np.zeros(0, np.int64), *self.buckets.pop(day, ())])
        found.sort()
        if not self.capacity:
            return found
        acts = self.act[found]
        for clause, most in self.capacity.items():
            mine = np.isin(acts, self._acts_of(clause))
            queue = np.concatenate([self.waiting[clause], found[mine]])
            found, acts = found[~mine], acts[~mine]
            left = most - self._done.get((clause, day), 0) if self.ranks.worked[day] else 0
            now, self.waiting[clause] = queue[:left], queue[left:]
            self._done[clause, day] = self._done.get((clause, day), 0) + len(now)
            if self.waiting[clause].size and day < self.until:
                self._open(day + 1)
            found = np.concatenate([found, now])
            acts = np.concatenate([acts, self.act[now]])
        return found

    def _acts_of(self, clause: str) -> list[int]:
        return [
            place for place, act in enumerate(self.model.acts) if self._clause(act.fields) == clause
        ]

    def _clause(self, fields: Mapping[str, Any]) -> str | None:
        return self.works.get((fields.get("procedure") or "filing", fields["type"]))

    def _move(self, cases: Ints, day: int) -> tuple[Ints, int, Ints]:
        """What comes for these cases on a day; then what is to come next for them."""
        new = self.day[cases] != day
        self.today[cases[new]] = 0
        days = np.full(len(cases), day, np.int32)
        for lapsed in self.walker.pass_time(cases, days):
            self.label[lapsed.cases] = self.labels.index(LAPSE)
            self.day[lapsed.cases] = lapsed.since
            self.act[lapsed.cases] = _WAKES
        acting = self.act[cases] >= 0
        woken, cases = cases[~acting], cases[acting]
        acts, days = self.act[cases], days[: len(cases)]
        here = self.walker.situation[cases]
        legal = self.walker.take(
            cases,
            self.tier[cases] * len(self.model.acts) + acts,
            days,
            lambda name, some: self._stated(name, acts[some], day, self.day[cases[some]]),
        )
        cases, acts, here = cases[legal], acts[legal], here[legal]
        self.label[cases] = self.label_of[acts]
        self.day[cases] = day
        self.today[cases] += 1
        self.before[cases] = here
        self._plan(np.concatenate([woken, cases]))
        return cases, day, acts

    def _stated(self, name: str, acts: Ints, day: Any, last: Ints) -> Ints:
        """A day that events state; none before the last act of its case."""
        found: Ints = day + self.offsets(name)[acts]
        return np.maximum(found, last) if name == "posted_on" else found

    def stated(self, name: str, found: Happened) -> Ints:
        """A day that events state; MISSING where one does not."""
        there = np.array([name in act.offsets for act in self.model.acts])[found.act]
        last = np.where(
            np.append(-1, found.case[:-1]) == found.case, np.append(0, found.day[:-1]), 0
        )
        days = self._stated(name, found.act, found.day, last)
        return np.where(there, days, MISSING)

    def offsets(self, name: str) -> Ints:
        """Of each act how many calendar days after it a day is that it states."""
        return np.array([act.offsets.get(name, 0) for act in self.model.acts], np.int64)

    # -- what comes next -----------------------------------------------------------------------------------
    def _plan(self, cases: Ints) -> None:
        if not cases.size:
            return
        drawn, _ = draws(self.seed, self.step[cases], self.numbers[cases])
        self.step[cases] += 1
        key = (self.tier[cases] * len(self.labels) + self.label[cases]) << 32
        key |= self.walker.situation[cases]
        acts, days = np.full(len(cases), _NEVER), np.zeros(len(cases), np.int64)
        order = np.argsort(key, kind="stable")
        edges = np.flatnonzero(np.diff(key[order])) + 1
        for some in np.split(order, edges):
            table = self._table(int(key[some[0]]))
            at = np.searchsorted(table.sums, drawn[some], side="right")
            inside = at < len(table.act)
            acts[some[inside]], days[some[inside]] = table.act[at[inside]], table.days[at[inside]]
        self.act[cases] = acts
        self.due[cases] = np.where(acts == _NEVER, _FAR, self._after(self.day[cases], days))
        self._part(cases)
        self._limit(cases)
        self._put(cases)

    def _after(self, day: Ints, days: Ints) -> Ints:
        """The working day so many working days after; the day itself for none, or the next that is worked."""
        ranks = self.ranks
        day = np.clip(day, ranks.first, ranks.end - 1)
        place = np.where(
            days > 0, ranks.before[day + 1] + days - 1, ranks.before[day]
        )  # fmt: skip
        worked = ranks.days[np.minimum(place, len(ranks.days) - 1)]
        found: Ints = np.where(place < len(ranks.days), worked, _FAR)
        return found

    def _part(self, cases: Ints) -> None:
        """Two events of a day whose order could be doubted, and every third, come a working day later."""
        same = cases[(self.due[cases] == self.day[cases]) & (self.today[cases] > 0)]
        late = [
            case
            for case, many, before, act, tier in zip(
                same.tolist(),
                self.today[same].tolist(),
                self.before[same].tolist(),
                self.act[same].tolist(),
                self.tier[same].tolist(),
                strict=True,
            )
            if many > 1 or self._swapped(before, tier * len(self.model.acts) + act)
        ]
        self.due[late] = self._after(self.day[late], np.ones(len(late), np.int64))

    def _swapped(self, before: int, symbol: int) -> bool:
        key = before, symbol
        if key not in self._swaps:
            self._swaps[key] = self.walker.is_open(before, symbol)
        return self._swaps[key]

    def _limit(self, cases: Ints) -> None:
        """Where time brings something about first, that is what comes."""
        some = cases[self.walker.lapsing[self.walker.situation[cases]]]
        if some.size:
            ends = self.walker.ends(some)
            sooner = ends < self.due[some]
            self.act[some[sooner]], self.due[some[sooner]] = _WAKES, ends[sooner] + 1

    def _put(self, cases: Ints) -> None:
        """Into the bucket of its day."""
        due = np.maximum(self.due[cases], np.minimum(self.day[cases], self.until))
        some = cases[due <= self.until]
        due = due[due <= self.until]
        order = np.argsort(due, kind="stable")
        for piece in np.split(order, np.flatnonzero(np.diff(due[order])) + 1):
            if piece.size:
                self._open(int(due[piece[0]])).append(some[piece])

    def _open(self, day: int) -> list[Ints]:
        """The bucket of a day, which is looked at when its turn comes."""
        if day not in self.buckets:
            heappush(self.days, day)
            self.buckets[day] = []
        return self.buckets[day]

    # -- tables --------------------------------------------------------------------------------------------
    def _table(self, key: int) -> _Following:
        found = self._tables.get(key)
        if found is None:
            rest, situation = key >> 32, key & ((1 << 32) - 1)
            found = self._tables[key] = self._made(*divmod(rest, len(self.labels)), situation)
        return found

    def _made(self, tier: int, label: int, situation: int) -> _Following:
        states = self.walker.situations[situation].states
        name, last = self.tiers[tier], self.labels[label]
        branches = self.model.branches.get((name, last, states))
        if branches is None:
            branches = self.model.branches.get((name, last, None), ())
        offset = tier * len(self.model.acts)
        legal = [
            branch for branch in branches if self.walker.is_open(situation, offset + branch.act)
        ]
        whole = sum(sum(branch.after) for branch in branches)
        kept = sum(sum(branch.after) for branch in legal)
        shares = np.concatenate([np.zeros(0), *(branch.after for branch in legal)])
        return _Following(
            np.cumsum(shares) * (whole / kept if kept else 0.0),
            np.repeat(
                np.array([branch.act for branch in legal], np.int64),
                [len(branch.after) for branch in legal],
            ),
            np.concatenate([np.zeros(0, np.int64), *(self._days(branch) for branch in legal)]),
        )  # fmt: skip

    def _days(self, branch: Branch) -> Ints:
        """The working days of a branch, in proportion to the period of the guideline at hand."""
        days = np.arange(len(branch.after))
        clause = self._clause(self.model.acts[branch.act].fields)
        was, now = (periods.get(clause or "") for periods in (self.model.periods, self._now))
        if was is None or now is None or was == now:
            return days
        return -(-days * now // was)


_APP = ("app_kind", "runs_on_mobile", "purpose", "grassroots_facing")
_SPONSOR = ("sponsor_kind", "tier", "place")
