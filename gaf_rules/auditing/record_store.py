"""The records of many cases as columns: one table for each kind of record, a row each, a column a fact.

It holds what :class:`gaf_rules.evaluate.fold.Fold` holds for one case. A case knows the row of the record
that is open in each of its procedures; a record knows the rows of those that were open above it when it
began.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.language.rows import CHILDREN, SHARED
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.fact_types import FactTypes

__all__ = ["NONE", "RECORDS", "RecordStore", "Table"]

NONE = -1
"""The row of a record that is not there. As an index it is the last, which holds what is not known."""

RECORDS = tuple(dict.fromkeys((*SHARED, *CHILDREN)))
"""All kinds of record that the log writes to."""

_LEAST = 1 << 10
_ROWS = frozenset({"case", "before", *(f"@{kind}" for kind in RECORDS)})


class Table:
    """Records of one kind in one procedure.

    Attributes:
        size: how many there are.
    """

    def __init__(self, kind: str, fact_types: FactTypes) -> None:
        self.kind = kind
        self.size = 0
        self._fact_types = fact_types
        self._room = _LEAST
        self._columns: dict[str, Ints] = {}

    def column(self, name: str) -> Ints:
        """A column, made when first asked for. Its last entry is what holds where there is no record."""
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = np.full(self._room + 1, self._nothing(name), np.int32)
        return found

    def _nothing(self, name: str) -> int:
        if name in _ROWS:
            return NONE
        fact = f"{self.kind}.{name}"
        return MISSING if fact in self._fact_types.days or name.endswith((".on", ".until")) else 0

    def add(self, count: int) -> Ints:
        """Room for so many more records; their rows."""
        start = self.size
        self.size += count
        if self.size > self._room:
            self._room = max(self.size, 2 * self._room)
            for name, column in self._columns.items():
                grown = np.full(self._room + 1, column[-1], column.dtype)
                grown[:start] = column[:start]
                self._columns[name] = grown
        return np.arange(start, self.size, dtype=np.int32)


class RecordStore:
    """The records of some cases.

    Arguments:
        cases: how many cases.
        fact_types: what the facts are.
    """

    def __init__(self, cases: int, fact_types: FactTypes) -> None:
        self.cases = cases
        self.fact_types = fact_types
        self.tables: dict[tuple[str, str], Table] = {}
        self._open: dict[tuple[str, str], Ints] = {}
        self._counts: dict[tuple[str, str], Ints] = {}
        self._opened = np.zeros(cases, np.int32)
        for kind in ("case", "shutdown"):
            rows = self.table(kind, "").add(cases)
            self._open[kind, ""] = rows
            self.table(kind, "").column("case")[:cases] = rows

    def table(self, kind: str, procedure: str) -> Table:
        """The records of a kind."""
        key = kind, "" if kind in SHARED else procedure
        found = self.tables.get(key)
        if found is None:
            found = self.tables[key] = Table(kind, self.fact_types)
        return found

    def open_row(self, kind: str, procedure: str) -> Ints:
        """For each case the row of the record that is open; NONE where none is."""
        key = kind, "" if kind in SHARED else procedure
        found = self._open.get(key)
        if found is None:
            found = self._open[key] = np.full(self.cases, NONE, np.int32)
        return found

    def begin(self, kind: str, procedure: str, cases: Ints) -> None:
        """Open a record of a kind for these cases; those below it begin anew."""
        table, here = self.table(kind, procedure), self.open_row(kind, procedure)
        counts = self._counts.setdefault((kind, procedure), np.zeros(self.cases, np.int32))
        counts[cases] += 1
        self._opened[cases] += 1
        before = here[cases]
        rows = table.add(len(cases))
        here[cases] = rows
        for child in CHILDREN[kind]:
            self.open_row(child, procedure)[cases] = NONE
        new = slice(table.size - len(cases), table.size)
        table.column("case")[new] = cases
        table.column("ordinal")[new] = counts[cases]
        table.column("place")[new] = self._opened[cases]
        for other in RECORDS:
            if other not in {"case", "shutdown", kind}:
                table.column(f"@{other}")[new] = self.open_row(other, procedure)[cases]
        # The record before it counts within the same application alone.
        above = table.column("@application")
        same = (above[new] != NONE) & (above[new] == above[before])
        table.column("before")[new] = np.where(same, before, NONE)

    def end(self, states: dict[str, Ints]) -> None:
        """Write down what holds when all events have been taken: the state of each open feedback."""
        for procedure in PROCEDURES:
            table = self.table("feedback", procedure)
            rows = self.open_row("feedback", procedure)
            there = np.flatnonzero(rows != NONE)
            table.column("state")[rows[there]] = states[procedure][there]

    @property
    def opened(self) -> Ints:
        """For each case how many records it has besides those of the case and the shutdown."""
        return self._opened
