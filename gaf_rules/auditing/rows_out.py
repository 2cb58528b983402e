"""Rows as they are concluded, kept as columns of numbers until all are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gaf_rules.auditing.conclusions import CaseWords, Conclusion, DutyWords, FindingWords
from gaf_rules.auditing.counted import number_of
from gaf_rules.auditing.numbers import Numbered
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
    """The rows of a table that has several rows a case, in pieces as they come.

    Arguments:
        width: how many columns of numbers a row has, the number of its template first.
    """

    def __init__(self, width: int) -> None:
        self.width = width
        self._pieces: list[tuple[Small, list[Small]]] = []
        self._order: Any = None
        self._cases = np.zeros(0, np.int32)
        self._singles: list[tuple[int, ...]] = []

    def add(self, cases: Small, columns: list[Small]) -> None:
        """Rows of many cases."""
        self._pieces.append((cases, columns))

    def add_one(self, case: int, row: tuple[int, ...]) -> None:
        """A row of one case."""
        self._singles.append((case, *row))

    def close(self, rank: Small | None = None) -> None:
        """Put the pieces together; by case, and by rank where cases came apart, if one is given.

        Arguments:
            rank: for each template its place among those of a case.
        """
        self._pieces.sort(key=lambda piece: int(piece[0][0]) if len(piece[0]) else -1)
        whole = np.concatenate([*(cases for cases, _ in self._pieces), self._alone(0)])
        if rank is not None and not (whole[1:] >= whole[:-1]).all():
            key = whole.astype(np.int64) * (len(rank) + 1) + rank.take(self.column(0))
            self._order = np.argsort(key, kind="stable")
        self._cases = whole if self._order is None else whole.take(self._order)

    def cases(self) -> Small:
        """For each row its case."""
        return self._cases

    def column(self, place: int) -> Small:
        """One column of all rows."""
        pieces = [columns[place] for _, columns in self._pieces]
        whole: Small = np.concatenate([*pieces, self._alone(place + 1)])
        return whole if self._order is None else whole.take(self._order)

    def let_go(self, place: int) -> None:
        """Keep a column no longer."""
        for _, columns in self._pieces:
            columns[place] = columns[place][:0]

    def _alone(self, place: int) -> Small:
        return np.array([row[place] for row in self._singles], np.int32)


class Results:
    """What has been concluded so far, for all cases."""

    def __init__(self, cases: int) -> None:
        self.case_words = Numbered[CaseWords]()
        self.duty_words = Numbered[DutyWords]()
        self.finding_words = Numbered[FindingWords]()
        self.case_template = np.full(cases, -1, np.int32)
        self.duties = Rows(DUTY_WIDTH)
        self.findings = Rows(3)
        self.errors: dict[int, GafRulesError | tuple[str, str]] = {}

    def refuse(self, case: int, error: GafRulesError | tuple[str, str]) -> None:
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
        """Put all rows together, those of duties by case, procedure and clause."""
        keys = [(PROCEDURES.index(w.procedure), w.clause) for w in self.duty_words.values]
        ranks = {key: rank for rank, key in enumerate(sorted(set(keys)))}
        self.duties.close(np.array([ranks[key] for key in keys], np.int32))
        self.findings.close()


def _place(duty: tuple[DutyWords, int, Any]) -> tuple[int, str]:
    """Where a duty stands among those of its case."""
    return PROCEDURES.index(duty[0].procedure), duty[0].clause


def _plain(value: date | int | None) -> int:
    return value if isinstance(value, int) else number_of(value)
