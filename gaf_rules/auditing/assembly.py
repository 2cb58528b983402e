"""Which records a row of the guideline is about, and how what is concluded of them is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.judge import Judge
from gaf_rules.auditing.ledger import NONE
from gaf_rules.auditing.view import View
from gaf_rules.language.rows import CHILDREN
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.member import Party
    from gaf_rules.auditing.rows_out import Rows
    from gaf_rules.auditing.walk import Walk

__all__ = ["Assembly"]

_Pending = tuple["Rows", "tuple[str, str] | None", "Ints", Any, list[Any]]
"""Rows to be handed over: where, what they are numbered by, the cases, order or number, the columns."""

_DEREGISTRATION = PROCEDURES.index("deregistration")
_FILING = PROCEDURES.index("filing")
_WITHIN = frozenset(CHILDREN["application"])
"""Records of which an application may have several, so that its last one counts as the latest."""


class Assembly(Judge):
    """Brings records together by what their cases share, and gathers what is concluded."""

    walk: Walk

    # -- who is judged together ------------------------------------------------------------------------
    def sort(self) -> None:
        """Make ready for judging."""
        self.rounds: dict[tuple[str, str], list[tuple[Ints, Ints]]] = {}
        self.pending: list[_Pending] = []
        self._parties: dict[tuple[str, str, bool], list[tuple[Party, Ints]]] = {}
        self._several: dict[tuple[str, str], Any] = {}
        state = self.walk.state
        self._waiting = np.array([self._is_over(states) for states in self.ground.states.values])[
            state
        ]

    def _is_over(self, states: tuple[str, ...]) -> bool:
        state = states[_FILING]
        return state == "not_started" or self.machine.states["filing", state].ended

    def keep(self, members: Any) -> None:
        """Go on with these members of the part alone."""
        self.part = self.part.only(members)
        self._parties = {}

    def parties(
        self, kind: str, procedure: str, *, latest: bool = False
    ) -> list[tuple[Party, Ints]]:
        """The records of a kind, with their places among all records of their case."""
        key = kind, procedure, latest
        found = self._parties.get(key)
        if found is None:
            found = self._parties[key] = [
                self._inner(view, places, kind)
                for view, places in self._views(kind, procedure, latest=latest)
            ]
        return found

    def _inner(self, view: View, places: Ints, kind: str) -> tuple[Party, Ints]:
        inside = self.part.sizes[view.cases] > 0
        if inside.all():
            return self.party(view, kind), places
        rows = np.flatnonzero(inside)
        return self.party(view.only(rows), kind), places[rows]

    def _views(self, kind: str, procedure: str, *, latest: bool) -> Iterator[tuple[View, Ints]]:
        part, ledger = self.part, self.ledger
        everyone = np.arange(len(part.models))
        if kind == "case":
            if procedure == "filing":
                yield View.now(part, ledger, "filing", everyone), everyone * 0
            return
        if kind == "shutdown":
            if procedure == "deregistration":
                some = np.flatnonzero(self.walk.begun >> _DEREGISTRATION & 1)
                yield View.now(part, ledger, procedure, some), ledger.opened[some] + 2
            return
        ahead = kind == "application" and procedure == "filing"
        if (kind, procedure) in ledger.tables or kind == "preparation":
            yield self._records(kind, procedure, latest=latest, ahead=ahead)
        if ahead:
            some = np.flatnonzero(self._waiting)
            yield View.ahead(part, ledger, some), ledger.opened[some] + 1

    def _records(
        self, kind: str, procedure: str, *, latest: bool, ahead: bool
    ) -> tuple[View, Ints]:
        table = self.ledger.table(kind, procedure)
        rows = np.arange(table.size, dtype=np.int32)
        if kind == "preparation" and procedure != self.ground.makeup.prepares:
            rows = rows[:0]
        if latest:
            rows = rows[self._is_latest(kind, procedure, rows, ahead=ahead)]
        return View.of(self.part, self.ledger, (kind, procedure), rows), table.column("place")[rows]

    def _is_latest(self, kind: str, procedure: str, rows: Ints, *, ahead: bool) -> Any:
        """Which records are the last of their application, or of their case."""
        table = self.ledger.table(kind, procedure)
        cases = table.column("case")[rows]
        if kind in _WITHIN:
            above = table.column("@application")[rows]
            # Without an application the case itself stands in.
            whose = np.where(above == NONE, cases, above + len(self.part.models))
        else:
            whose = cases
        last = np.full(int(whose.max(initial=-1)) + 1, NONE, np.int32)
        last[whose] = rows
        found = last[whose] == rows
        return found & ~self._waiting[cases] if ahead else found

    def ordinals(self, party: Party) -> Ints:
        """The number of each record; that of one still to come is 1."""
        if party.kind in {"case", "shutdown"}:
            return np.ones(party.size, np.int32)
        return np.maximum(party.view.numbers(party.kind, "ordinal"), 1)

    def several(self, key: tuple[str, str]) -> Any:
        """Of each kind whether several of its records may come to a duty of this clause and procedure."""
        found = self._several.get(key)
        if found is None:
            clause, procedure = key
            duties: Any = self.machine.duties
            count = np.zeros(len(self.part.models), np.int64)
            for over, rows in duties.items():
                for row in (duty.row for duty in rows):
                    if row.clause == clause and procedure in row.procedures:
                        for party, _ in self.parties(over, procedure):
                            count += np.bincount(party.view.cases, minlength=len(count))
            found = self._several[key] = count > 1
        return found

    def let_go(self) -> None:
        """Keep nothing of the cases; what holds one another would keep it all until it is looked for."""
        self.trees.clear()
        for name in ("walk", "ledger", "part", "_parties", "pending", "rounds"):
            self.__dict__.pop(name, None)

    # -- handing over ----------------------------------------------------------------------------------
    def deliver(self) -> Ints:
        """Number the rounds, and hand over every row of the cases that could be judged; the others."""
        lost = np.concatenate([self.part.members[:0], *self.lost])
        numbers = self._numbered()
        self.results.case_template[lost] = -1
        gone = np.zeros(len(self.results.case_template), np.bool_)
        gone[lost] = True
        for rows, key, cases, order, columns in self.pending:
            number = order if key is None else numbers(key, cases, order)
            if lost.size:
                kept = ~gone[cases]
                cases = cases[kept]  # noqa: PLW2901 - the rest of them
                number = number[kept] if np.ndim(number) else number
                columns = [value[kept] if np.ndim(value) else value for value in columns]  # noqa: PLW2901 - likewise
            rows.add(cases, [columns[0], number, *columns[1:]])
        return np.flatnonzero(gone)

    def _numbered(self) -> Any:
        """How the duties of a clause are numbered: in the order of the records, those fallen away too."""
        tables: dict[tuple[str, str], tuple[Ints, Ints, Ints]] = {}
        for key, pieces in self.rounds.items():
            cases = np.concatenate([cases for cases, _ in pieces]).astype(np.int64)
            order = np.concatenate([np.broadcast_to(o, len(c)) for c, o in pieces])
            ordered = np.sort(cases << 20 | order)
            whose = ordered >> 20
            first = np.ones(len(whose), np.bool_)
            first[1:] = whose[1:] != whose[:-1]
            start = np.maximum.accumulate(np.where(first, np.arange(len(whose)), 0))
            several = np.zeros(len(self.results.case_template), np.bool_)
            several[whose] = True
            tables[key] = ordered, np.arange(len(whose)) - start + 1, several

        def number(key: tuple[str, str], cases: Ints, order: Any) -> Any:
            if key not in tables:
                return 1
            ordered, numbers, several = tables[key]
            some = np.flatnonzero(several[cases])
            wanted = cases[some].astype(np.int64) << 20 | order[some]
            found = np.ones(len(cases), np.int32)
            found[some] = numbers[np.searchsorted(ordered, wanted)]
            return found

        return number
