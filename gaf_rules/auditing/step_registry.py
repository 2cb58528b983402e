"""The steps that cases take, by number: rows of the transition table, and states before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from gaf_rules.auditing.numbers import Interner
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.language.rows import LapseRow, Transition
    from gaf_rules.log.entries import Entry
    from gaf_rules.program.situations import Situation

    _Step = tuple[Transition | LapseRow, Entry | None, Situation, Situation]

__all__ = ["Firing", "StepRegistry"]


class Firing(NamedTuple):
    """A row that is taken, with the roles of the event that takes it; none where time alone does."""

    row: Transition | LapseRow
    by: str | None = None
    to: str | None = None


class StepRegistry:
    """The steps met so far.

    Attributes:
        together: steps that are taken one after the other, by number; the first are none.
        firings: the rows that steps take.
        standings: the states of the procedures, each combination that occurs; cases begin in the first.
    """

    def __init__(self) -> None:
        self.together = Interner[tuple[int, ...]](())
        self.firings: list[Firing] = []
        self.standings = Interner((NOT_STARTED,) * len(PROCEDURES))
        self._firings = Interner[tuple[int | str | None, ...]]()
        self._steps = Interner[tuple[int, int, int]]()

    def of(self, steps: Iterable[_Step]) -> int:
        """The number of steps taken one after the other: row, event, the situations before and after."""
        return self.together.of(tuple([self._step(*step) for step in steps]))

    def columns(self) -> Ints:
        """Of each step the number of its firing, and those of the states before and after it."""
        return np.array(self._steps.values, np.int32).reshape(-1, 3).T.copy()

    def _step(
        self, row: Transition | LapseRow, entry: Entry | None, here: Situation, after: Situation
    ) -> int:
        roles = () if entry is None else (entry.sign.by, entry.sign.to)
        firing = self._firings.of((id(row), *roles))
        if firing == len(self.firings):
            self.firings.append(Firing(row, *roles))
        return self._steps.of(
            (firing, self.standings.of(here.states), self.standings.of(after.states))
        )
