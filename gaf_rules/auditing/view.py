"""Facts of many records as a row sees them: its own, those of the records above it, those of its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.facts import split
from gaf_rules.auditing.ledger import NONE, RECORDS
from gaf_rules.auditing.reading import CASE_COLUMNS
from gaf_rules.auditing.vocabularies import Column
from gaf_rules.language.rows import CHILDREN

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.ledger import Ledger
    from gaf_rules.auditing.part import Part

__all__ = ["View"]

_PARTIES = frozenset(f"{part}.{name}" for part, name in CASE_COLUMNS.values())
_STATES = "state"


class View:
    """Records of one kind, or the records that are open now, with what lies above them.

    Days are stamps, and of the parties those of the model, which other cases of its kind may have otherwise.

    Arguments:
        part: the cases.
        ledger: where the records are.
        procedure: whose they are.
        cases: the case of each, as a kind of the part.
        above: for a kind of record, the row for each; NONE where there is none.
    """

    def __init__(
        self,
        part: Part,
        ledger: Ledger,
        procedure: str,
        cases: Ints,
        above: Callable[[str], Ints],
    ) -> None:
        self.part = part
        self.ledger = ledger
        self.procedure = procedure
        self.cases = cases
        self._above = above
        self._rows: dict[str, Ints] = {}
        self._facts: dict[str, Any] = {}

    @classmethod
    def now(cls, part: Part, ledger: Ledger, procedure: str, cases: Ints) -> View:
        """The records that are open for these cases."""
        return cls(
            part, ledger, procedure, cases, lambda kind: ledger.open_row(kind, procedure)[cases]
        )

    @classmethod
    def of(cls, part: Part, ledger: Ledger, key: tuple[str, str], rows: Ints) -> View:
        """Records of a kind, each with what was above it when it was opened."""
        kind, procedure = key
        table = ledger.table(kind, procedure)
        cases = table.column("case")[rows]

        def above(other: str) -> Ints:
            if other == kind:
                return rows
            return cases if other in {"case", "shutdown"} else table.column(f"@{other}")[rows]

        return cls(part, ledger, procedure, cases, above)

    @classmethod
    def ahead(cls, part: Part, ledger: Ledger, cases: Ints) -> View:
        """The filing still to come, of cases that have none under way."""
        nothing = np.full(len(cases), NONE, np.int32)

        def above(kind: str) -> Ints:
            own = kind == "application" or kind in CHILDREN["application"]
            return nothing if own else ledger.open_row(kind, "filing")[cases]

        return cls(part, ledger, "filing", cases, above)

    def only(self, kept: Ints) -> View:
        """Some of them."""

        def above(kind: str) -> Ints:
            return self.rows(kind)[kept]

        return View(self.part, self.ledger, self.procedure, self.cases[kept], above)

    def before(self, kind: str) -> View:
        """For each record the one before it in the same application."""
        table = self.ledger.table(kind, self.procedure)
        return View.of(
            self.part, self.ledger, (kind, self.procedure), table.column("before")[self.rows(kind)]
        )

    def rows(self, kind: str) -> Ints:
        """The rows of the records of a kind."""
        found = self._rows.get(kind)
        if found is None:
            found = self._rows[kind] = self._above(kind)
        return found

    # -- facts -----------------------------------------------------------------------------------------
    def fact(self, fact: str) -> Any:
        """A fact: a column, or None where it never is one."""
        if fact not in self._facts:
            self._facts[fact] = self._fact(fact)
        return self._facts[fact]

    def _fact(self, fact: str) -> Any:
        record, name = split(fact)
        if record in {"app", "sponsor"}:
            return self._party(fact)
        if record == _STATES:
            return self._state(self.part.states_of[name][self.cases])
        if record not in RECORDS:
            return None
        column = self.ledger.table(record, self.procedure).column(name)
        if fact == "feedback.state":
            return self._state(column[self.rows(record)])
        makeup = self.ledger.makeup
        if fact not in makeup.days and fact not in makeup.words:
            return None
        words = None if fact in makeup.days else self.ledger.lexicon.of(fact)
        return Column(column[self.rows(record)], words)

    def _party(self, fact: str) -> Column | None:
        if fact not in _PARTIES:
            return None
        numbers = self.part.party(fact, self.part.parties[self.cases])
        return Column(numbers, self.ledger.lexicon.of(fact))

    def _state(self, codes: Ints) -> Column:
        return Column(codes, self.ledger.lexicon.of(_STATES))

    def numbers(self, record: str, name: str) -> Ints:
        """Any column of a record: its number, its place, a part of a mark."""
        return self.ledger.table(record, self.procedure).column(name)[self.rows(record)]

    def has(self, kind: str) -> Any:
        """Which of the records have one of a kind above them."""
        return self.rows(kind) != NONE

    def known(self, fact: str) -> Any:
        """Which of them know a day."""
        found = self.fact(fact)
        return np.zeros(len(self.cases), np.bool_) if found is None else found.values != MISSING
