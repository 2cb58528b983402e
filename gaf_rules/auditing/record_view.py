"""Facts of many records as a row sees them: its own, those of the records above it, those of its case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.facts import split
from gaf_rules.auditing.reading import CASE_COLUMNS
from gaf_rules.auditing.record_store import NONE, RECORDS
from gaf_rules.language.rows import CHILDREN

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.case_batch import CaseBatch
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.record_store import RecordStore

__all__ = ["OF_THE_CASE", "PARTIES", "ROW", "Key", "RecordView"]

PARTIES = frozenset({"app", "sponsor"})
"""Records that cases with the same events may have otherwise."""
_OF_PARTIES = frozenset(f"{part}.{name}" for part, name in CASE_COLUMNS.values())
_STATES = "state"
_DAYS = (".on", ".until")
OF_THE_CASE, ROW = "of the case", "row"

Key = tuple[Any, ...]
"""Which column: how many records before, the fact, and which part of it, if it is not the fact itself."""


class RecordView:
    """Records of one kind, or the records that are open now, with what lies above them.

    They are judged together, each for all cases of the kind that its case is of. Days are stamps, and of the
    parties those of the model, which other cases of its kind may have otherwise.

    Arguments:
        batch: the cases.
        store: where the records are.
        procedure: whose they are.
        kind: what they are; "" for what is no record.
        cases: the case of each, as a kind of the batch.
        above: for a kind of record, the row for each; NONE where there is none.
    """

    def __init__(
        self,
        batch: CaseBatch,
        store: RecordStore,
        procedure: str,
        kind: str,
        cases: Ints,
        above: Callable[[str], Ints],
    ) -> None:
        self.batch = batch
        self.store = store
        self.procedure = procedure
        self.kind = kind
        self.cases = cases
        self.size = len(cases)
        self._above = above
        self._rows: dict[str, Ints] = {}
        self._columns: dict[Key, Ints] = {}
        self._before: RecordView | None = None

    @classmethod
    def now(
        cls, batch: CaseBatch, store: RecordStore, procedure: str, cases: Ints, kind: str = ""
    ) -> RecordView:
        """The records that are open for these cases."""
        return cls(
            batch,
            store,
            procedure,
            kind,
            cases,
            lambda kind: store.open_row(kind, procedure)[cases],
        )

    @classmethod
    def of(
        cls, batch: CaseBatch, store: RecordStore, key: tuple[str, str], rows: Ints
    ) -> RecordView:
        """Records of a kind, each with what was above it when it was opened."""
        kind, procedure = key
        table = store.table(kind, procedure)
        cases = table.column("case")[rows]

        def above(other: str) -> Ints:
            if other == kind:
                return rows
            return cases if other in {"case", "shutdown"} else table.column(f"@{other}")[rows]

        return cls(batch, store, procedure, kind, cases, above)

    @classmethod
    def ahead(cls, batch: CaseBatch, store: RecordStore, cases: Ints) -> RecordView:
        """The filing still to come, of cases that have none under way."""
        nothing = np.full(len(cases), NONE, np.int32)

        def above(kind: str) -> Ints:
            own = kind == "application" or kind in CHILDREN["application"]
            return nothing if own else store.open_row(kind, "filing")[cases]

        return cls(batch, store, "filing", "application", cases, above)

    def only(self, kept: Ints) -> RecordView:
        """Some of them."""

        def above(kind: str) -> Ints:
            return self.rows(kind)[kept]

        return RecordView(
            self.batch, self.store, self.procedure, self.kind, self.cases[kept], above
        )

    def before(self, depth: int) -> RecordView:
        """For each record the one so many before it in the same application."""
        if not depth:
            return self
        if self._before is None:
            key = self.kind, self.procedure
            rows = self.store.table(*key).column("before")[self.rows(self.kind)]
            self._before = RecordView.of(self.batch, self.store, key, rows)
        return self._before.before(depth - 1)

    def rows(self, kind: str) -> Ints:
        """The rows of the records of a kind."""
        found = self._rows.get(kind)
        if found is None:
            found = self._rows[kind] = self._above(kind)
        return found

    # -- facts -----------------------------------------------------------------------------------------
    def fact(self, fact: str) -> Ints | None:
        """A fact: stamps of days or numbers of words; None where it never is one."""
        record, name = split(fact)
        if record in PARTIES:
            known = fact in _OF_PARTIES
            return self.batch.party(fact, self.batch.parties[self.cases]) if known else None
        if record == _STATES:
            return self.batch.states_of[name][self.cases]
        fact_types = self.store.fact_types
        written = fact in fact_types.days or fact in fact_types.words or fact == "feedback.state"
        return self.numbers(record, name) if record in RECORDS and written else None

    # -- columns ---------------------------------------------------------------------------------------
    def is_day(self, key: Key) -> bool:
        """Whether the column holds the stamps of days."""
        _, fact, part = key
        return fact in self.store.fact_types.days if part is None else str(part).endswith(_DAYS)

    def is_apart(self, key: Key) -> bool:
        """Whether the cases of one kind may have it otherwise, though no day is in question."""
        _, fact, part = key
        if part == OF_THE_CASE:
            return bool(fact != "tier")  # which is what makes a kind
        return part is None and split(fact)[0] in PARTIES

    def column(self, key: Key) -> Ints:
        """One number a record: a fact, a part of a mark, or the row of the record before."""
        found = self._columns.get(key)
        if found is None:
            found = self._columns[key] = self._column(*key)
        return found

    def _column(self, depth: int, fact: str, part: str | None) -> Any:
        view = self.before(depth)
        if part == OF_THE_CASE:
            return self.batch.judged[fact][view.cases]
        if part is None:
            return view.fact(fact)
        if part == ROW:
            return view.rows(fact)
        record, name = split(fact)
        return view.numbers(record, f"{name}{part}")

    def numbers(self, record: str, name: str) -> Ints:
        """Any column of a record: its number, its place, a part of a mark."""
        return self.store.table(record, self.procedure).column(name)[self.rows(record)]

    def apart(self, key: Key, batch: CaseBatch, members: Ints) -> Ints:
        """The same for members, where they may have it otherwise."""
        _, fact, which = key
        if which == OF_THE_CASE:
            return batch.judged[fact].take(members)
        return batch.party(fact, batch.parties.take(members))
