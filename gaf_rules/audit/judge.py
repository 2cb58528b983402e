"""What the judging of rows has in common: the arguments, the facts that no event states, what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gaf_rules.audit.counted import number_of
from gaf_rules.audit.facts import split
from gaf_rules.audit.traced import Untraceable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.audit.counted import Ints, Tables
    from gaf_rules.audit.courses import Results
    from gaf_rules.audit.parties import Member, Party
    from gaf_rules.audit.traced import Trace
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.guideline import Guideline
    from gaf_rules.program import Program

__all__ = ["Judge"]


class Judge:
    """What the judging of all rows has in common.

    Arguments:
        machine, calendar, readings, as_of: the arguments of an assessment.
        tables: the tables of the audit.
        results: where the conclusions go.
    """

    def __init__(
        self,
        machine: Program,
        calendar: WorkingCalendar,
        readings: dict[str, str],
        as_of: Any,
        tables: Tables,
        results: Results,
    ) -> None:
        self.machine = machine
        self.guideline: Guideline = machine.guideline
        self.calendar = calendar
        self.readings = readings
        self.as_of = as_of
        self.tables = tables
        self.results = results
        self.lost: list[Ints] = []
        self.rounds: dict[tuple[str, str], list[tuple[Ints, Ints]]] = {}
        self.pending: list[tuple[Any, ...]] = []

    def today(self, trace: Trace) -> Any:
        """The day of assessment as a traced day."""
        number = number_of(self.as_of)
        covered = self.as_of in self.calendar.coverage
        return trace.day(("constant", number), number, covered=covered)

    def reader(self, member: Member, depth: int = 0) -> Any:
        """Facts by name, the readings among them."""
        get = member.getter(depth)

        def read(name: str) -> Any:
            record, field = split(name)
            return self.readings[field] if record == "reading" else get(name)

        return read

    def evaluated(self, party: Party, run: Any) -> Iterator[tuple[Any, Any, Ints]]:
        """What a row comes to for a party; its cases are lost where that cannot be said of many at once."""
        try:
            yield from party.evaluate(self.tables, run)
        except Untraceable:
            self.lost.append(party.cases)

    def given(self, get: Any, trace: Trace) -> dict[str, Any]:
        """Facts that no event states."""
        return {
            "case.as_of": lambda: self.today(trace),
            "case.effective_from": lambda: self._constant(trace),
            "case.legacy": lambda: self._legacy(get, trace),
        }

    def _constant(self, trace: Trace) -> Any:
        day = self.guideline.effective_from
        return None if day is None else trace.constant(day)

    def _legacy(self, get: Any, trace: Trace) -> bool:
        launched, start = get("case.launched_on"), self.guideline.effective_from
        if launched is None or start is None or not launched < start:
            return False
        until = self.guideline.legacy_until
        return until is None or bool(self.today(trace) <= until)
