"""What each case of an audit has been through: its steps, and its stays in the stages, as columns."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from gaf_rules.auditing.cases import draft
from gaf_rules.auditing.counted import MISSING, Ints, number_of
from gaf_rules.auditing.walker import Walker
from gaf_rules.evaluate.replay import replay
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.log.case import Case, as_facts
from gaf_rules.log.entries import Entry
from gaf_rules.program.automaton import automaton_of
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gaf_rules.auditing.log import Log
    from gaf_rules.auditing.sorting import Kinds
    from gaf_rules.auditing.tables import Job
    from gaf_rules.language.readings import Readings

__all__ = ["Stays", "Steps", "stays_of", "steps_of"]

States = tuple[str, ...]


@frozen(eq=False)
class Steps:
    """The steps of cases, one row each: those of one case together, in the order in which they were taken.

    Attributes:
        case: places in the table of cases, ascending.
        day: numbers of days.
        code: the words of the event, as the log numbers them; −1 for what time alone has brought about.
        before, after: places in ``states``.
        states: the states of the procedures, each combination that occurs.
        refused: the cases that have no steps, their log being malformed or not legal.
    """

    case: Ints
    day: Ints
    code: Ints
    before: Ints
    after: Ints
    states: tuple[States, ...]
    refused: tuple[int, ...]


@frozen(eq=False)
class Stays:
    """Stays of cases in stages, one row each, those of one case and procedure in the order of time.

    Attributes:
        case: places in the table of cases, ascending.
        procedure: places in ``PROCEDURES``.
        stage: places in ``stages``.
        entered: numbers of days.
        left: likewise; MISSING where the case is still there.
        onwards: the stage after it; −1 where there is none yet.
        stages: the names of the stages.
    """

    case: Ints
    procedure: Ints
    stage: Ints
    entered: Ints
    left: Ints
    onwards: Ints
    stages: tuple[str, ...]


def steps_of(job: Job, readings: Readings) -> Steps:
    """The steps of the cases of an audit, which has been run under these readings."""
    return _Paths(job, readings).steps()


class _Paths:
    def __init__(self, job: Job, readings: Readings) -> None:
        self.job = job
        self.options = {name: getattr(readings, name) for name in READING_OPTIONS}
        self.numbers: dict[States, int] = {}
        self.refused: list[int] = []

    def number(self, states: States) -> int:
        return self.numbers.setdefault(states, len(self.numbers))

    def steps(self) -> Steps:
        alone, pieces = np.arange(len(self.job.ids)), []
        if self.job.kinds is not None:
            together = np.flatnonzero(self.job.kinds.kind >= 0)
            stuck, *pieces = self._together(self.job.kinds, together)
            alone = np.setdiff1d(alone, together[~np.isin(together, stuck)])
        pieces += [piece for case in alone.tolist() if (piece := self._alone(case)) is not None]
        empty: Any = (np.zeros(0, np.int32),) * 6
        columns = [np.concatenate(column) for column in zip(empty, *pieces, strict=True)]
        # Of what happens to one case: its events in order, what time brought about before the next of them.
        order = np.lexsort((columns[1], columns[0]))
        case, _, day, code, before, after = (column[order] for column in columns)
        return Steps(case, day, code, before, after, tuple(self.numbers), tuple(self.refused))

    # -- many at once ------------------------------------------------------------------------------------
    def _together(self, kinds: Kinds, cases: Ints) -> list[Any]:
        """The cases that have to be replayed one by one after all, then the steps of the others in pieces."""
        job = self.job
        log, ground = job.log, kinds.ground
        symbols, numbered = self._symbols(ground.learnt.tiers)
        parties = ground.codes[cases]
        walker = Walker(
            job.machine,
            self.options,
            job.calendar,
            job.span,
            symbols=symbols,
            places=ground.learnt.places,
            place=ground.place[parties],
        )
        starts = np.array([self._start(walker, code) for code in range(len(job.maker.cases.parts))])
        walker.situation[:] = starts[parties]
        tiers = ground.tier[parties]
        order = np.argsort(-log.counts[cases], kind="stable")
        counts = log.counts[cases][order]
        before, after = (np.zeros(len(log.days), np.int32) for _ in range(2))
        lapsed: list[Any] = []
        for place in range(int(counts[0]) if len(counts) else 0):
            live = order[: int(np.searchsorted(-counts, -place))]
            at = log.starts[cases[live]] + place
            days = log.days[at]
            self._wait(walker, live, days, cases, 2 * place, lapsed)
            before[at] = walker.situation[live]
            legal = walker.take(
                live,
                numbered[tiers[live], log.codes[at]],
                days,
                partial(_field, log, at),
            )
            walker.stuck[live[~legal]] = True
            after[at] = walker.situation[live]
        today = np.full(len(cases), job.today, np.int32)
        self._wait(walker, np.arange(len(cases)), today, cases, 2 * len(log.days), lapsed)
        return [cases[walker.stuck], *self._pieces(walker, cases, before, after, lapsed)]

    def _wait(
        self, walker: Walker, live: Ints, days: Ints, cases: Ints, rank: int, lapsed: list[Any]
    ) -> None:
        waiting = np.flatnonzero(walker.lapsing[walker.situation[live]])
        for each in walker.pass_time(live[waiting], days[waiting]):
            whole = [
                np.full(len(each.cases), value, np.int32) for value in (-1, each.before, each.after)
            ]
            ranks = np.full(len(each.cases), rank, np.int64)
            lapsed.append((each.cases, cases[each.cases], ranks, each.since, *whole))

    def _pieces(
        self, walker: Walker, cases: Ints, before: Ints, after: Ints, lapsed: list[Any]
    ) -> list[Any]:
        log = self.job.log
        states = np.array([self.number(each.states) for each in walker.situations] or [0], np.int32)
        held = cases[~walker.stuck]
        counts = log.counts[held]
        ends = np.cumsum(counts)
        rank = np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)
        at = np.repeat(log.starts[held], counts) + rank
        events = (
            np.repeat(held, counts).astype(np.int32), 2 * rank + 1, log.days[at],
            log.codes[at].astype(np.int32), states[before[at]], states[after[at]],
        )  # fmt: skip
        pieces = [events]
        for own, case, ranks, since, code, *between in lapsed:
            kept = ~walker.stuck[own]
            ends_ = (states[each[kept]] for each in between)
            pieces.append(
                (case[kept].astype(np.int32), ranks[kept], since[kept], code[kept], *ends_)
            )
        return pieces

    def _symbols(self, tiers: Sequence[str | None]) -> tuple[list[Any], Ints]:
        """What the events of the log are to the automaton, and by tier and words which of them."""
        maker = self.job.maker
        automaton = automaton_of(self.job.machine)
        found: dict[Any, int] = {}
        table = np.zeros((len(tiers), len(maker.events.parts)), np.int32)
        for row, tier in enumerate(tiers):
            for code in range(len(maker.events.parts)):
                model = maker.model(code)
                if model is not None and tier is not None:
                    symbol = automaton.symbol(Entry(draft(model, {}), 0, tier), tier)
                    table[row, code] = found.setdefault(symbol, len(found))
        return list(found), table

    def _start(self, walker: Walker, code: int) -> int:
        parties = self.job.maker.parties(code)
        if parties is None:
            return 0
        facts = {"app": as_facts(parties[0]), "sponsor": as_facts(parties[1])}
        return walker.number(walker.automaton.start({**facts, "reading": self.options}))

    # -- one by one --------------------------------------------------------------------------------------
    def _alone(self, case: int) -> tuple[Any, ...] | None:
        job = self.job
        try:
            made = job.maker.plain(case) or Case.from_dict(job.maker.document(case))
            found = replay(made, job.as_of, job.machine, self.options, job.calendar)
        except GafRulesError:
            self.refused.append(case)
            return None
        places = job.maker.in_table_order(case)
        last = tuple(found.state[name] for name in PROCEDURES)
        states = [
            self.number(each) for each in (*(here.states for *_, here, _ in found.taken), last)
        ]
        rows = [
            (case, rank, number_of(day), -1 if entry is None else job.log.codes[places[entry.index]],
             before, after)
            for rank, ((day, *_, entry), (before, after)) in enumerate(
                zip(found.taken, pairwise(states), strict=True)
            )
        ]  # fmt: skip
        columns: Any = np.array(rows, np.int64).reshape(-1, 6).T.astype(np.int32)
        return tuple(columns)


def _field(log: Log, at: Ints, name: str, some: Ints) -> Ints:
    found: Ints = log.field(name, at[some])
    return found


# -- stays -----------------------------------------------------------------------------------------------
def stays_of(steps: Steps, stage_of: Mapping[tuple[str, str], str]) -> Stays:
    """The stays in the stages of all procedures, what was before the beginning left out.

    Arguments:
        steps: the steps.
        stage_of: procedure and state → stage.
    """
    stages = tuple(dict.fromkeys(stage_of.values()))
    number = {name: place for place, name in enumerate(stages)}
    pieces = []
    for place, procedure in enumerate(PROCEDURES):
        table = np.array(
            [number[stage_of[procedure, states[place]]] for states in steps.states], np.int8
        )
        before, after = (table[column] for column in (steps.before, steps.after))
        moved = np.flatnonzero(before != after)
        case, day, to = steps.case[moved], steps.day[moved], after[moved]
        # A stay ends where the next one of the same case begins.
        ended = np.append(case[1:] == case[:-1], False)[: len(case)]
        left = np.where(ended, np.roll(day, -1), MISSING).astype(np.int32)
        onwards = np.where(ended, np.roll(to, -1), -1).astype(np.int8)
        pieces.append((case, np.full(len(case), place, np.int8), to, day, left, onwards))
    columns = [np.concatenate(column) for column in zip(*pieces, strict=True)]
    order = np.argsort(columns[0], kind="stable")
    case, procedure_, stage, entered, left_, onwards_ = (column[order] for column in columns)
    return Stays(case, procedure_, stage, entered, left_, onwards_, stages)
