"""Which readings dispute the findings of many cases: the cases judged again under each other option.

Where an option makes a log impossible, that case is looked at by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.evaluate.outline import outline
from gaf_rules.evaluate.vanished import vanished

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.rows_out import Results
    from gaf_rules.evaluate.outline import World
    from gaf_rules.language.readings import Readings

__all__ = ["Disputed"]


class Disputed:
    """Compares what was found with what is found under other options.

    Arguments:
        found: what was found, under ``readings``.
        findings: the places of the cases of the findings, their words, their rounds.
        run: judges all cases under other readings.
        world: a case by its place.
    """

    def __init__(
        self,
        found: Results,
        readings: Readings,
        findings: tuple[Ints, Any, Any],
        run: Callable[[Readings], Results],
        world: Callable[[int], World],
    ) -> None:
        self.found = found
        self.readings = readings
        self.case, self.which, self.rounds = findings
        self.run = run
        self.world = world
        self._keys: dict[Any, int] = {}
        words = found.finding_words.values
        self.fixed = np.array([*(w.fixed for w in words), True])[self.which]
        self.mine = self._numbered(found, self.which, self.rounds)

    def names(self) -> tuple[list[list[str]], Ints]:
        """The combinations of readings that dispute a finding, and for each finding which it is."""
        names = list(dict.fromkeys(name for name, _, _ in self.readings.others()))
        mask = np.zeros(len(self.case), np.int64)
        for name, _, other in self.readings.others():
            mask |= self._absent(other).astype(np.int64) << names.index(name)
        masks, place = np.unique(mask, return_inverse=True)
        return [[n for at, n in enumerate(names) if int(one) >> at & 1] for one in masks], place

    def _absent(self, other: Readings) -> Any:
        again = self.run(other)
        theirs, rounds = again.findings.column(0), again.findings.column(1)
        free = np.array([*(not w.fixed for w in again.finding_words.values), True])[theirs]
        keyed = self._numbered(again, theirs[free], rounds[free])
        known = (again.findings.cases()[free].astype(np.int64) << 32) + keyed
        absent = ~np.isin((self.case.astype(np.int64) << 32) + self.mine, known) & ~self.fixed
        for case in again.errors.keys() - self.found.errors.keys():
            rows = np.flatnonzero((self.case == case) & ~self.fixed)
            absent[rows] = self._impossible(case, rows, other)
        return absent

    def _impossible(self, case: int, rows: Ints, other: Readings) -> list[bool]:
        """Of the findings of a case whose log breaks off, which that disputes."""
        world, words = self.world(case), self.found.finding_words.values
        base, varied = outline(world, self.readings), outline(world, other, lenient=True)
        gone = vanished(world, self.readings, base, varied)
        return [
            (w.code, w.clause, w.procedure, int(self.rounds[row]), w.items) in gone
            for row in rows
            for w in (words[self.which[row]],)
        ]

    def _numbered(self, found: Results, which: Any, rounds: Any) -> Ints:
        """A number for each finding, the same for the same finding of any run."""
        keys = self._keys
        numbers = [keys.setdefault(_key(w), len(keys)) for w in found.finding_words.values]
        keyed: Ints = (np.array([*numbers, 0])[which] << 12) + rounds
        return keyed


def _key(words: Any) -> Any:
    return words.code, words.clause, words.procedure, words.items
