"""The nodes and guards of a trace, worked out for many cases at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.counted import FINAL, MISSING, NULLS, Span, least_of
from gaf_rules.auditing.record_store import NONE
from gaf_rules.bulk.ranks import ranks_of
from gaf_rules.values.relations import LESS, MORE, SAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from gaf_rules.auditing.case_batch import CaseBatch
    from gaf_rules.auditing.counted import Ints, Tables
    from gaf_rules.auditing.decision_tree import TreeNode
    from gaf_rules.auditing.dictionary import Decided
    from gaf_rules.auditing.record_view import RecordView
    from gaf_rules.auditing.traced import Trace

    Flags = NDArray[np.bool_]

__all__ = ["FactColumns", "Values"]

_ALIKE = frozenset({"known", "number", "passes", "there"})
"""Questions that ask nothing of a day but whether it is there."""

_COMPARE: dict[int, Callable[[Any, Any], Any]] = {
    LESS: np.less,
    LESS | SAME: np.less_equal,
    SAME: np.equal,
    MORE | SAME: np.greater_equal,
    MORE: np.greater,
    LESS | MORE: np.not_equal,
}


class FactColumns:
    """What the nodes of a trace of facts begin with: the columns of a view, for some of its records.

    Arguments:
        view: the records.
        batch: the cases they are looked at for.
        rows: of each the row of the record.
        members: of each the case, as a place in the batch.
        at: of each a place of whoever asks.
        alike: each stands for all cases of its kind, of whom then only what they have alike can be told.
    """

    def __init__(
        self,
        view: RecordView,
        batch: CaseBatch,
        rows: Ints,
        members: Ints,
        at: Ints,
        *,
        alike: bool = False,
    ) -> None:
        self.view = view
        self.batch = batch
        self.rows = rows
        self.members = members
        self.at = at
        self.alike = alike

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.rows)

    @property
    def today(self) -> int:
        """The number of the day of assessment."""
        return self.batch.encoded.today

    def only(self, kept: Any) -> FactColumns:
        """The same for some of them."""
        return FactColumns(
            self.view,
            self.batch,
            self.rows[kept],
            self.members[kept],
            self.at[kept],
            alike=self.alike,
        )

    def one(self) -> FactColumns:
        """One from among them."""
        middle = len(self.rows) // 2
        return self.only(slice(middle, middle + 1))

    def tells(self, branch: TreeNode) -> bool:
        """Whether a question can be put to each."""
        if not self.alike:
            return True
        kind, *about = branch.question
        operation, *arguments = branch.trace.nodes[about[0]] if kind in _ALIKE else ("",)
        return operation == "slot" and not self.view.is_apart(arguments[0])

    def is_day(self, key: Any) -> bool:
        """Whether a column holds days."""
        return self.view.is_day(key)

    def stamps(self, key: tuple[Any, ...]) -> Any:
        """One column as it is kept."""
        column = self.view.column(key)
        return column.take(self.rows)

    def slot(self, key: tuple[Any, ...]) -> Any:
        """One fact: days as days."""
        view = self.view
        if view.is_apart(key):
            return view.apart(key, self.batch, self.members)
        found = self.stamps(key)
        return self.batch.days(found, self.members) if view.is_day(key) else found


class Values:
    """The days, counts and words of a trace, for many cases.

    Arguments:
        trace: what is worked out; a node only when something needs it.
        source: what the nodes begin with.
    """

    def __init__(self, trace: Trace, source: Any) -> None:
        self.trace = trace
        self.tables: Tables = trace.tables
        self.source = source
        self._known: dict[int, Any] = {}
        self._indices: dict[int, Span] = {}
        self._families: dict[tuple[int, int, int], Any] = {}

    def of(self, node: int) -> Any:
        """One number a case, or one for all; MISSING where there is none."""
        found = self._known.get(node)
        if found is None:
            operation, *arguments = self.trace.nodes[node]
            found = getattr(self, f"_{operation}")(*arguments)
            # A word is asked about once, a day again and again.
            if operation != "slot" or self.source.is_day(arguments[0]):
                self._known[node] = found
        return found

    def only(self, kept: Any) -> Values:
        """The same for some of the cases; what has been worked out is kept."""
        found = Values(self.trace, self.source.only(kept))
        found._known = {
            node: value.take(kept) if np.ndim(value) else value
            for node, value in self._known.items()
        }
        return found

    # -- nodes ---------------------------------------------------------------------------------------
    def _constant(self, number: int) -> np.int64:
        return np.int64(number)

    def _today(self) -> np.int64:
        return np.int64(self.source.today)

    def _field(self, place: int, name: str) -> Any:
        return self.source.field(place, name)

    def _slot(self, place: int) -> Any:
        return self.source.slot(place)

    def _plus(self, node: int, days: int) -> Any:
        return self.of(node) + days

    def _due(self, table: Any, name: str, node: int, count: int | None = None) -> Any:
        if count is not None:
            columns, places = self._family(table, node, count)
            return columns[name].take(places)
        return table.columns[name].take(self._index(table, node).values, mode="clip")

    def _shape(self, table: Any, node: int, count: int | None) -> Any:
        if count is not None:
            columns, places = self._family(table, node, count)
            return columns["shape"].take(places)
        index = self._index(table, node)
        return (
            FINAL
            if table.is_final(index)
            else table.columns["shape"].take(index.values, mode="clip")
        )

    def _family(self, table: Any, node: int, count: int) -> Any:
        """Where the tables for any number of days speak of these: found once for all parts."""
        key = id(table), node, count
        found = self._families.get(key)
        if found is None:
            index, days = np.broadcast_arrays(
                np.atleast_1d(self.of(node) - self.tables.first), self.of(count)
            )
            found = self._families[key] = table.places(index, days)
        return found

    def _index(self, table: Any, node: int) -> Span:
        """Where the tables speak of a day, and that this one does."""
        index = self._indices.get(node)
        if index is None:
            index = self._indices[node] = Span(self.of(node) - self.tables.first)
        table.fill(index)
        return index

    def _least(self, *nodes: int) -> Any:
        """The earliest of the days that are known; MISSING where none is."""
        starts: dict[int, list[Any]] = {}
        days = []
        for node in nodes:
            operation, *about = self.trace.nodes[node]
            if operation == "due" and len(about) == 3:  # noqa: PLR2004 - the table, its column, the day
                starts.setdefault(about[2], []).append(about[:2])
            else:
                days.append(self.of(node))
        days += [self._joined(start, parts) for start, parts in starts.items()]
        return least_of(days) if len(days) > 1 else days[0]

    def _joined(self, start: int, parts: list[Any]) -> Any:
        """The earliest of the deadlines of one day under several readings: their tables joined beforehand."""
        for table, _ in parts:
            self._index(table, start)
        return self.tables.least(parts).take(self._indices[start].values, mode="clip")

    _min = _least

    def _elapsed(self, view: Any, after: int, through: int) -> Any:
        passed = self.tables.passed(view)
        start, end = self.of(after), self.of(through)
        counted = passed.take(end, mode="clip") - passed.take(start, mode="clip")
        return np.maximum(counted, 0)

    # -- guards --------------------------------------------------------------------------------------
    def meet(self, kind: str, about: Iterable[Any], answer: Any) -> Any:
        """Which cases give a question this answer; one for all where it is the same for all."""
        return getattr(self, f"_asked_{kind}")(answer, *about)

    def _asked_order(self, relations: int, a: int, b: int) -> Any:
        return _COMPARE[relations](self.of(a), self.of(b))

    def _asked_shape(self, shape: int, table: Any, node: int, count: int | None = None) -> Any:
        return self._shape(table, node, count) == shape

    def _asked_nulls(self, nulls: int, table: Any, node: int, count: int | None = None) -> Any:
        return (self._shape(table, node, count) & NULLS) == nulls

    def _asked_number(self, number: int, node: int) -> Any:
        return self.of(node) == number

    def _asked_unknown(self, unknown: bool, view: Any, after: int, through: int) -> Any:  # noqa: FBT001 - an answer
        ranks = ranks_of(view)
        start, end = self.of(after), self.of(through)
        inside = (start >= ranks.first) & (start < ranks.end)
        inside &= (end >= ranks.first) & (end < ranks.end)
        return ((end > start) & ~inside) == unknown

    def _asked_overlay(
        self,
        found: bool,  # noqa: FBT001 - an answer
        view: Any,
        place: str,
        kind: str,
        after: int,
        through: int,
    ) -> Any:
        days = self.tables.overlay(view, place, kind)
        up_to = np.searchsorted(days, self.of(through), side="right")
        return (up_to > np.searchsorted(days, self.of(after), side="right")) == found

    def _asked_known(self, known: bool, node: int) -> Any:  # noqa: FBT001 - an answer
        operation, *arguments = self.trace.nodes[node]
        slot = operation == "slot"
        # Whether there is a day can be told from its stamp, and so for all cases of a kind.
        found = self.source.stamps(arguments[0]) if slot else self.of(node)
        return found != MISSING if known else found == MISSING

    def _asked_there(self, there: bool, node: int) -> Any:  # noqa: FBT001 - an answer
        found = self.of(node)
        return found != NONE if there else found == NONE

    def _asked_passes(self, answer: bool, node: int, decided: Decided) -> Any:  # noqa: FBT001 - an answer
        return decided.of(self.of(node)) == answer
