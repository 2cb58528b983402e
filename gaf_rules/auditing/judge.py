"""What the judging of rows has in common: the arguments, the facts that no event states, what is lost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.counted import number_of
from gaf_rules.auditing.facts import split
from gaf_rules.auditing.member import Party
from gaf_rules.auditing.tree import LOST, Tree
from gaf_rules.auditing.view import View
from gaf_rules.evaluate.duties import deadline_of, regional_calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.auditing.counted import Ints, Tables
    from gaf_rules.auditing.courses import Results
    from gaf_rules.auditing.ledger import Ledger
    from gaf_rules.auditing.member import Member
    from gaf_rules.auditing.part import Ground, Part
    from gaf_rules.auditing.traced import Trace
    from gaf_rules.auditing.values import Values
    from gaf_rules.program.program import CompiledDuty

__all__ = ["Judge"]


class Judge:
    """What the judging of all rows has in common.

    Arguments:
        ground: the cases.
        readings, as_of: arguments of an assessment.
        tables: the tables of the audit.
        results: where the conclusions go.
    """

    part: Part
    ledger: Ledger

    def __init__(
        self,
        ground: Ground,
        readings: dict[str, str],
        as_of: Any,
        tables: Tables,
        results: Results,
    ) -> None:
        self.ground = ground
        self.machine = ground.machine
        self.guideline = ground.machine.guideline
        self.calendar = ground.calendar
        self.readings = readings
        self.as_of = as_of
        self.tables = tables
        self.results = results
        self.covered = as_of in self.calendar.coverage
        # Numbered once for all parts, since the trees keep these numbers.
        paths = (None, *(row.path for row in self.guideline.routes))
        self.ways = {path: number for number, path in enumerate(dict.fromkeys(paths))}
        self.trees: dict[Any, Tree] = {}
        self.lost: list[Ints] = []

    # -- evaluation ------------------------------------------------------------------------------------
    def decided(
        self, key: tuple[Any, ...], party: Party, run: Callable[[Member, Trace], Any]
    ) -> Iterator[tuple[Any, Values]]:
        """What a row comes to for a party; its cases are lost where that cannot be said of many at once."""
        tree = self.trees.get(key)
        if tree is None:
            tree = self.trees[key] = Tree(self.tables, run)
        for found, values in tree.decide(party):
            if found is LOST:
                self.lost.append(self.part.members[values.spread().source.members])
            else:
                yield found, values

    def party(self, view: View, kind: str) -> Party:
        """Records that are judged together."""
        return Party(view, kind, self.part.judged, covered=self.covered)

    def place_of(self, duty: CompiledDuty, bearer: str, member: Member) -> str | None:
        """The place of the sponsor, where regional days may count for a bearer."""
        counts = duty.row.period is not None and bearer in duty.local
        place: str | None = member.standpoint("place") if counts else None
        return place

    # -- facts -----------------------------------------------------------------------------------------
    def today(self, trace: Trace) -> Any:
        """The day of assessment as a traced day."""
        number = number_of(self.as_of)
        return trace.day(("constant", number), number, covered=self.covered)

    def reader(self, member: Member, depth: int = 0) -> Any:
        """Facts by name, the readings among them."""
        get = member.getter(depth)

        def read(name: str) -> Any:
            record, field = split(name)
            return self.readings[field] if record == "reading" else get(name)

        return read

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

    # -- time ------------------------------------------------------------------------------------------
    def lapsed(
        self, procedure: str, duty: CompiledDuty, cases: Ints
    ) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
        """Of a duty as it stands now, for kinds: which, members, the last day, the latest possible.

        Cases in which nothing is held against anybody, or no day is known, are left out.
        """
        party = self.party(View.now(self.part, self.ledger, procedure, cases), "")
        run = partial(self._lapse_of, duty)
        for found, values in self.decided(("lapse", procedure, id(duty)), party, run):
            if found is not None:
                each = values.spread()
                rows, members = each.source.rows, each.source.members
                on, latest = (np.broadcast_to(each.of(day.node), len(rows)) for day in found)
                yield rows, members, on, latest

    def _lapse_of(self, duty: CompiledDuty, member: Member, trace: Trace) -> Any:
        facts: Any = member.facts(reading=self.readings)
        calendar: Any = trace.calendar(self.calendar)
        place = self.place_of(duty, duty.row.bearer, member)
        view = regional_calendar(calendar, duty, duty.row.bearer, place, self.readings)
        window = deadline_of(duty, facts, self.readings, view)
        due, trigger = window.due, window.trigger
        if due is None or trigger is None or trigger.estimated or due.latest is None:
            return None
        return due.on if due.on is not None else due.latest, due.latest
