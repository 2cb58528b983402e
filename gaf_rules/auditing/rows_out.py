"""Rows as they are concluded, kept as columns of numbers until all are there."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gaf_rules.auditing.conclusions import CaseWords, Conclusion, DutyWords, FindingWords
from gaf_rules.auditing.counted import number_of
from gaf_rules.auditing.numbers import Interner
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.values.errors import GafRulesError

__all__ = ["DUTY_WIDTH", "Results", "Rows"]

Small = NDArray[np.int32]
DUTY_WIDTH = 10
"""Columns of a duty: its template, its round, six days and two counts."""
_NOTHING = CaseWords(None, None, None, (None, None, None))


class Rows:
    """The rows of a table that has several rows a case.

    Those that are found in order are written where they stay; others are put between them in the end.

    Arguments:
        width: how many columns of numbers a row has, the number of its template first.
    """

    def __init__(self, width: int) -> None:
        self._columns = [np.empty(0, np.int32) for _ in range(width + 1)]
        self._filled: list[tuple[int, int]] = []
        self._pieces: list[tuple[Small, ...]] = []
        self._singles: list[tuple[int, ...]] = []

    def make_room(self, most: int) -> None:
        """Room for so many rows in order; what is not written to costs no memory."""
        self._columns = [np.empty(most, np.int32) for _ in self._columns]

    def places(self, start: int, count: int) -> list[Small]:
        """The places of some rows in order, to be written to: their cases, then each column."""
        self._filled.append((start, start + count))
        return [column[start : start + count] for column in self._columns]

    def add(self, cases: Small, columns: list[Small]) -> None:
        """Rows in any order."""
        self._pieces.append((cases, *columns))

    def add_one(self, case: int, row: tuple[int, ...]) -> None:
        """A row of one case."""
        self._singles.append((case, *row))

    def close(self) -> None:
        """Put the rows together; those in order by case, and the others between them as they came."""
        self._pieces.append(
            tuple(np.array(self._singles, np.int32).reshape(-1, len(self._columns)).T)
        )
        others = [np.concatenate(some) for some in zip(*self._pieces, strict=True)]
        self._filled.sort()
        ends = [0, *accumulate(end - start for start, end in self._filled)]
        for place, column in enumerate(self._columns):
            for (start, end), into in zip(self._filled, ends, strict=False):
                column[into : into + end - start] = column[start:end]
            column.resize(ends[-1], refcheck=False)
            if not place:
                between = np.searchsorted(column, others[0])
            if not ends[-1]:
                self._columns[place] = others[place]
            elif between.size:
                self._columns[place] = np.insert(column, between, others[place])

    def cases(self) -> Small:
        """For each row its case."""
        return self._columns[0]

    def column(self, place: int) -> Small:
        """One column of all rows."""
        return self._columns[place + 1]

    def let_go(self, place: int) -> None:
        """Keep a column no longer."""
        self._columns[place + 1] = self._columns[place + 1][:0].copy()


class Results:
    """What has been concluded so far, for all cases."""

    def __init__(self, cases: int) -> None:
        self.case_words = Interner[CaseWords]()
        self.duty_words = Interner[DutyWords]()
        self.finding_words = Interner[FindingWords]()
        self.case_template = np.full(cases, -1, np.int32)
        self.duties = Rows(DUTY_WIDTH)
        self.findings = Rows(3)
        self.errors: dict[int, GafRulesError] = {}

    def refuse(self, case: int, error: GafRulesError) -> None:
        """Note that a case cannot be assessed, and why."""
        self.case_template[case] = self.case_words.of(_NOTHING)
        self.errors[case] = error

    def one(self, case: int, found: Conclusion) -> None:
        """The conclusions of one case."""
        self.case_template[case] = self.case_words.of(found.case)
        for words, number, values in sorted(found.duties, key=_place):
            place = self.duty_words.of(words)
            self.duties.add_one(case, (place, number, *(_plain(value) for value in values)))
        for named, number, since in found.findings:
            self.findings.add_one(case, (self.finding_words.of(named), number, _plain(since)))

    def close(self) -> None:
        """Put all rows together."""
        self.duties.close()
        self.findings.close()


def _place(duty: tuple[DutyWords, int, Any]) -> tuple[int, str]:
    """Where a duty stands among those of its case."""
    return PROCEDURES.index(duty[0].procedure), duty[0].clause


def _plain(value: date | int | None) -> int:
    return value if isinstance(value, int) else number_of(value)
