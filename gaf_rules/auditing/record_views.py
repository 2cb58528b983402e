"""The records of the cases that stand for a kind each: what a row of the guideline is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.record_store import NONE
from gaf_rules.auditing.record_view import RecordView
from gaf_rules.evaluate.definitions import latest_within
from gaf_rules.language.vocabulary import NOT_STARTED, PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.auditing.columnar_replay import ColumnarReplay
    from gaf_rules.auditing.counted import Ints

__all__ = ["RecordViews"]

_DEREGISTRATION = PROCEDURES.index("deregistration")
_FILING = PROCEDURES.index("filing")


class RecordViews:
    """The records that a replay has opened, and those that stand for what is still to come.

    Arguments:
        replay: the cases, their logs taken.
    """

    def __init__(self, replay: ColumnarReplay) -> None:
        self.replay = replay
        self.batch = replay.batch
        self.store = replay.store
        over = [self._is_over(states) for states in replay.steps.standings.values]
        self._waiting = np.array(over)[replay.state]
        self._known: dict[tuple[str, str, bool], list[tuple[RecordView, Ints]]] = {}

    def _is_over(self, states: tuple[str, ...]) -> bool:
        state = states[_FILING]
        return (
            state == NOT_STARTED or self.batch.encoded.learnt.machine.states["filing", state].ended
        )

    def of(
        self, kind: str, procedure: str, *, latest: bool = False
    ) -> list[tuple[RecordView, Ints]]:
        """The records of a kind, with their places among all records of their case."""
        key = kind, procedure, latest
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = [
                self._whole(view, places)
                for view, places in self._views(kind, procedure, latest=latest)
            ]
        return found

    def ordinals(self, view: RecordView) -> Ints:
        """The number of each record; that of one still to come is 1."""
        if view.kind in {"case", "shutdown"}:
            return np.ones(view.size, np.int32)
        return np.maximum(view.numbers(view.kind, "ordinal"), 1)

    def _whole(self, view: RecordView, places: Ints) -> tuple[RecordView, Ints]:
        """Those of cases whose log could be read."""
        rows = np.flatnonzero(~self.replay.stuck[view.cases])
        if len(rows) < len(view.cases):
            view, places = view.only(rows), places[rows]
        return view, places

    def _views(
        self, kind: str, procedure: str, *, latest: bool
    ) -> Iterator[tuple[RecordView, Ints]]:
        batch, store = self.batch, self.store
        everyone = np.arange(len(batch.members))
        if kind == "case":
            if procedure == "filing":
                yield RecordView.now(batch, store, "filing", everyone, kind), everyone * 0
            return
        if kind == "shutdown":
            if procedure == "deregistration":
                some = np.flatnonzero(self.replay.begun >> _DEREGISTRATION & 1)
                yield RecordView.now(batch, store, procedure, some, kind), store.opened[some] + 2
            return
        ahead = kind == "application" and procedure == "filing"
        if (kind, procedure) in store.tables or kind == "preparation":
            yield self._opened(kind, procedure, latest=latest, ahead=ahead)
        if ahead:
            some = np.flatnonzero(self._waiting)
            yield RecordView.ahead(batch, store, some), store.opened[some] + 1

    def _opened(
        self, kind: str, procedure: str, *, latest: bool, ahead: bool
    ) -> tuple[RecordView, Ints]:
        table = self.store.table(kind, procedure)
        rows = np.arange(table.size, dtype=np.int32)
        if kind == "preparation" and procedure != self.store.fact_types.prepares:
            rows = rows[:0]
        if latest:
            rows = rows[self._is_latest(kind, procedure, rows, ahead=ahead)]
        return RecordView.of(self.batch, self.store, (kind, procedure), rows), table.column(
            "place"
        )[rows]

    def _is_latest(self, kind: str, procedure: str, rows: Ints, *, ahead: bool) -> Any:
        """Which records are the last of their application, or of their case."""
        table = self.store.table(kind, procedure)
        cases = table.column("case")[rows]
        if latest_within(kind) == "application":
            above = table.column("@application")[rows]
            # Without an application the case itself stands in.
            whose = np.where(above == NONE, cases, above + len(self.batch.members))
        else:
            whose = cases
        last = np.full(int(whose.max(initial=-1)) + 1, NONE, np.int32)
        last[whose] = rows
        found = last[whose] == rows
        return found & ~self._waiting[cases] if ahead else found
