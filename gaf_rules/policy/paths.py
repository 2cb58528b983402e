"""What each case of an audit has been through: its steps, and its stays in the stages, as columns."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen

from gaf_rules.auditing.counted import MISSING, Ints, number_of
from gaf_rules.evaluate.replay import replay
from gaf_rules.language.readings import READING_OPTIONS
from gaf_rules.language.rows import LapseRow
from gaf_rules.language.vocabulary import PROCEDURES
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.auditing.sorting import Kinds
    from gaf_rules.auditing.tables import Job
    from gaf_rules.language.readings import Readings

__all__ = ["Stays", "StepRows", "stays_of", "steps_of"]

States = tuple[str, ...]


@frozen(eq=False)
class StepRows:
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


def steps_of(job: Job, readings: Readings) -> StepRows:
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

    def steps(self) -> StepRows:
        kinds, every = self.job.kinds, np.arange(len(self.job.ids))
        together = every[:0] if kinds is None else np.flatnonzero(kinds.kind >= 0)
        pieces = [] if kinds is None else [self._together(kinds, together)]
        alone = np.setdiff1d(every, together).tolist()
        pieces += [piece for case in alone if (piece := self._alone(case)) is not None]
        empty: Any = (np.zeros(0, np.int32),) * 6
        columns = [np.concatenate(column) for column in zip(empty, *pieces, strict=True)]
        # Of what happens to one case: its events in order, what time brought about before the next of them.
        order = np.lexsort((columns[1], columns[0]))
        case, _, day, code, before, after = (column[order] for column in columns)
        return StepRows(case, day, code, before, after, tuple(self.numbers), tuple(self.refused))

    # -- many at once ------------------------------------------------------------------------------------
    def _together(self, kinds: Kinds, cases: Ints) -> tuple[Ints, ...]:
        """The steps of cases by their kinds, each on the days of its case."""
        log, steps, courses = self.job.log, kinds.situations.steps, kinds.courses
        counts = courses.sizes.take(kinds.kind.take(cases))
        begins = np.cumsum(counts) - counts
        case, rank = np.repeat(cases, counts), np.arange(int(counts.sum()))
        rank -= np.repeat(begins, counts)
        step = courses.steps.take(
            np.repeat(courses.first.take(kinds.kind.take(cases)), counts) + rank
        )
        act, *between = (column.take(step) for column in steps.columns())
        timely = np.array([isinstance(one.row, LapseRow) for one in steps.firings], np.bool_)[act]
        times = np.append(0, np.cumsum(timely))
        past = times[:-1] - np.repeat(
            times.take(begins), counts
        )  # what time has brought about before
        at = np.where(timely, 0, log.starts.take(case) + rank - past)
        day, code = log.days.take(at), np.where(timely, -1, log.codes.take(at).astype(np.int32))
        for number in np.unique(past[timely]).tolist():
            some = np.flatnonzero(timely & (past == number))
            day[some] = kinds.given[2 * number + 1].take(case[some])
        states = np.array([self.number(each) for each in steps.standings.values], np.int32)
        before, after = (states.take(column) for column in between)
        return case.astype(np.int32), rank.astype(np.int32), day, code, before, after

    # -- one by one --------------------------------------------------------------------------------------
    def _alone(self, case: int) -> tuple[Any, ...] | None:
        job = self.job
        try:
            found = replay(job.world(case).case, job.as_of, job.machine, self.options, job.calendar)
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


# -- stays -----------------------------------------------------------------------------------------------
def stays_of(steps: StepRows, stage_of: Mapping[tuple[str, str], str]) -> Stays:
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
