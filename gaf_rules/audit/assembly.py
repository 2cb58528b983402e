"""Which records a row of the guideline is about, and how what is concluded of them is handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.audit.judge import Judge
from gaf_rules.audit.ledger import NONE
from gaf_rules.audit.view import View
from gaf_rules.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.audit.counted import Ints
    from gaf_rules.audit.member import Party
    from gaf_rules.audit.walk import Walk

__all__ = ["Assembly"]

_DEREGISTRATION = PROCEDURES.index("deregistration")
_FILING = PROCEDURES.index("filing")
_WITHIN = frozenset({"submission", "feedback"})
"""Records of which an application may have several, so that its last one counts as the latest."""


class Assembly(Judge):
    """Brings records together by what their cases share, and gathers what is concluded."""

    walk: Walk

    # -- who is judged together ------------------------------------------------------------------------
    def sort(self, stuck: Any) -> None:
        """Make ready for judging; the cases that are stuck are left out."""
        self.rounds: dict[tuple[str, str], list[tuple[Ints, Ints]]] = {}
        self.pending: list[tuple[Any, ...]] = []
        self._inside = ~stuck
        self._parties: dict[tuple[str, str, bool], list[tuple[Party, Ints]]] = {}
        state = self.walk.state
        ended = np.array([self._is_over(states) for states in self.ground.states.values])
        applied = self.ledger.open_row("application", "filing")
        prepared = self._prepared()
        self._waiting = ended[state] & ((applied == NONE) | prepared)

    def _is_over(self, states: tuple[str, ...]) -> bool:
        state = states[_FILING]
        return state == "not_started" or self.machine.states["filing", state].ended

    def _prepared(self) -> Any:
        """The cases that are preparing a filing."""
        view = View.now(self.part, self.ledger, "filing", np.arange(len(self.part.cases)))
        found = view.fact("preparation.open")
        nobody = np.zeros(len(self.part.cases), np.bool_)
        return nobody if found is None else found.passes(("true",), bool)

    def by_way(self, ways: Ints, paths: list[Any]) -> None:
        """Go on with the cases that have a way up, be it one that is left to a person."""
        self._inside &= ways >= 0
        self.part.judged["way"] = paths, ways
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
        inside = self._inside[view.cases]
        if inside.all():
            return self.party(view, kind), places
        rows = np.flatnonzero(inside)
        return self.party(view.only(rows), kind), places[rows]

    def _views(self, kind: str, procedure: str, *, latest: bool) -> Iterator[tuple[View, Ints]]:
        part, ledger = self.part, self.ledger
        everyone = np.arange(len(part.cases))
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
            whose = np.where(above == NONE, cases, above + len(self.part.cases))
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

    def let_go(self) -> None:
        """Keep nothing of the cases; what holds one another would keep it all until it is looked for."""
        self.trees.clear()
        for name in ("walk", "ledger", "part", "_parties", "pending", "rounds"):
            self.__dict__.pop(name, None)

    # -- handing over ----------------------------------------------------------------------------------
    def deliver(self, lost: Ints) -> None:
        """Number the rounds, and hand over every row of the cases that could be judged."""
        mine = self.part.cases
        keep = np.ones(len(mine), np.bool_)
        keep[lost] = False
        numbers = self._numbered()
        self.results.case_template[mine[lost]] = -1
        for rows, key, cases, order, columns in self.pending:
            places = keep[cases]
            whole = bool(places.all())
            number = order if key is None else numbers(key, cases, order)
            some = [
                value if whole or not np.ndim(value) else value[places]
                for value in (columns[0], number, *columns[1:])
            ]
            rows.add(mine[cases if whole else cases[places]], some)

    def _numbered(self) -> Any:
        """How the duties of a clause are numbered: in the order of the records, those fallen away too."""
        tables: dict[tuple[str, str], tuple[Ints, Ints]] = {}
        for key, pieces in self.rounds.items():
            cases = np.concatenate([cases for cases, _ in pieces]).astype(np.int64)
            several = np.bincount(cases) > 1
            if several.any():
                order = np.concatenate([np.broadcast_to(o, len(c)) for c, o in pieces])
                some = several[cases]
                ordered = np.sort(cases[some] << 20 | order[some])
                whose = ordered >> 20
                first = np.concatenate([[True], whose[1:] != whose[:-1]])
                start = np.maximum.accumulate(np.where(first, np.arange(len(whose)), 0))
                tables[key] = ordered, np.arange(len(whose)) - start + 1

        def number(key: tuple[str, str], cases: Ints, order: Any) -> Any:
            if key not in tables:
                return 1
            ordered, numbers = tables[key]
            wanted = cases.astype(np.int64) << 20 | order
            place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
            return np.where(ordered[place] == wanted, numbers[place], 1)

        return number
