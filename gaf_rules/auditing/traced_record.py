"""One record that is evaluated for many: its facts, those above it, those of the records before it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from gaf_rules.auditing.counted import MISSING
from gaf_rules.auditing.facts import Facts, Word, split
from gaf_rules.auditing.record_store import NONE, RECORDS
from gaf_rules.auditing.record_view import OF_THE_CASE, PARTIES, ROW, Key
from gaf_rules.evaluate.definitions import must_be_filed_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from gaf_rules.auditing.traced import Trace
    from gaf_rules.auditing.values import FactColumns
    from gaf_rules.language.guideline import Guideline

__all__ = ["TracedRecord"]

_RECORDS = (*RECORDS, *sorted(PARTIES), "state")


class TracedRecord:
    """One of the records of a view, evaluated for all cases of its kind.

    Arguments:
        source: the record, and one of the cases it stands for.
        trace: where what is asked is written down.
        guideline: whose rows are evaluated.
        readings: field → option.

    Attributes:
        covered: whether the days of events are inside the calendar.
        extra: facts that no event states.
    """

    def __init__(
        self, source: FactColumns, trace: Trace, guideline: Guideline, readings: dict[str, str]
    ) -> None:
        self.source = source
        self.view = source.view
        self.trace = trace
        self.covered = source.batch.encoded.learnt.covered
        self.guideline = guideline
        self.readings = readings
        self.extra: dict[str, Callable[[], Any]] = {
            "case.as_of": lambda: self.today,
            "case.effective_from": self._effective_from,
            "case.must_be_filed_on": self._must_be_filed_on,
        }
        self._known: dict[tuple[int, str], Any] = {}
        self._records: dict[int, dict[str, Any]] = {}

    def get(self, name: str, depth: int = 0) -> Any:
        """A fact by its full name; of the record so many before it."""
        key = depth, name
        if key not in self._known:
            extra = self.extra.get(name)
            self._known[key] = self._fact(depth, name) if extra is None else extra()
        return self._known[key]

    def facts(self, readings: dict[str, str], depth: int = 0) -> Any:
        """The facts as the core reads them, record by record."""
        found = self._records.get(depth)
        if found is None:
            found = self._records[depth] = {
                record: Facts(lambda field, record=record: self.get(f"{record}.{field}", depth))  # type: ignore[misc]  # mypy cannot infer a default of a lambda
                for record in _RECORDS
            }
        return {**found, "reading": readings}

    def _effective_from(self) -> Any:
        start = self.guideline.effective_from
        return None if start is None else self.trace.constant(start)

    def _must_be_filed_on(self) -> Any:
        launched_on, offline_on = self.get("case.launched_on"), self.get("shutdown.offline_on")
        found: Any = must_be_filed_on(launched_on, offline_on, self.guideline, self.today)
        return self.trace.constant(found) if type(found) is date else found

    def exists(self, depth: int) -> bool:
        """Whether there are so many records before it in the same application."""
        key = depth, self.view.kind, ROW
        there = self._number(key) != NONE
        return bool(self.trace.ask("there", (self.trace.node(("slot", key)),), there))

    def standpoint(self, name: str) -> Any:
        """The tier, the place or the way up of the case."""
        values = self.source.batch.encoded.learnt.standpoints(name)
        if values is None:
            return None
        key = 0, name, OF_THE_CASE
        return values[
            self.trace.ask("number", (self.trace.node(("slot", key)),), self._number(key))
        ]

    @property
    def today(self) -> Any:
        """The day of assessment as a traced day."""
        number = self.source.today
        return self.trace.day(("today",), number, covered=self.covered)

    def _number(self, key: Key) -> int:
        return int(self.source.slot(key)[0])

    def _fact(self, depth: int, fact: str) -> Any:
        record, name = split(fact)
        if record == "reading":
            return self.readings[name]
        fact_types = self.view.store.fact_types
        if fact in fact_types.marks:
            return self._marks(depth, fact)
        if fact in fact_types.days:
            return self._day((depth, fact, None), covered=fact in fact_types.covered)
        return None if self.view.fact(fact) is None else self._word((depth, fact, None))

    def _word(self, key: Key) -> Word:
        node = self.trace.node(("slot", key))
        words = self.source.batch.encoded.learnt.words
        return Word(self.trace, node, words, self._number(key))

    def _day(self, key: Key, *, covered: bool) -> Any:
        number = self._number(key)
        day = self.trace.day(("slot", key), number, covered=covered and self.covered)
        known = self.trace.ask("known", (day.node,), number != MISSING)
        return day if known else None

    def _marks(self, depth: int, fact: str) -> tuple[Any, ...]:
        """The marks of a clock: how many and of which kinds is asked, their days stand for those of all."""
        key = depth, fact, "#"
        number = self.trace.ask("number", (self.trace.node(("slot", key)),), self._number(key))
        return tuple(self._mark(depth, fact, f"#{place}") for place in range(number))

    def _mark(self, depth: int, fact: str, mark: str) -> tuple[Any, Any, Any]:
        kind = self._word((depth, fact, mark)).settled()
        on = self._day((depth, fact, f"{mark}.on"), covered=True)
        return kind, on, self._day((depth, fact, f"{mark}.until"), covered=False)
