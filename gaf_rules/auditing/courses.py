"""From cases of one kind to conclusions: one is traced, the others follow it as far as they go.

The first case is evaluated by the ordinary evaluator, its days standing for those of all (see
:mod:`gaf_rules.auditing.traced`). The guards it met are put to all cases at once; those that give the same
answers get its conclusions with days of their own. The others part at the first guard that they answer
otherwise, and of each such party again one is traced. Parties of a few cases are assessed one by one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.conclusions import Conclusion, conclude
from gaf_rules.auditing.counted import MISSING, number_of
from gaf_rules.auditing.judging import column, template, with_days
from gaf_rules.auditing.traced import Trace, Untraceable
from gaf_rules.auditing.values import Events, Values
from gaf_rules.evaluate.assessing import world_of
from gaf_rules.evaluate.outline import World, outline
from gaf_rules.log.case import Case
from gaf_rules.values.errors import GafRulesError, IllegalEventError

if TYPE_CHECKING:
    from datetime import date

    from gaf_rules.auditing.cases import Maker
    from gaf_rules.auditing.counted import Ints, Tables
    from gaf_rules.auditing.log import Log
    from gaf_rules.auditing.rows_out import Results
    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.language.readings import Readings
    from gaf_rules.program.program import Program

__all__ = ["Courses"]

FEW = 6
"""Up to so many cases are assessed one by one: tracing takes about as long as assessing this many."""

_CHUNK = 1 << 14
_MARK = re.compile("\x02([0-9]+)\x03")


class Courses:
    """One audit's way from cases to conclusions.

    Arguments:
        machine, calendar, readings, as_of: the arguments of an assessment.
        maker, log, tables: the cases.
        results: where the conclusions go.
    """

    def __init__(
        self,
        machine: Program,
        calendar: WorkingCalendar,
        readings: Readings,
        as_of: date,
        *,
        maker: Maker,
        log: Log,
        tables: Tables,
        results: Results,
    ) -> None:
        self.machine = machine
        self.calendar = calendar
        self.readings = readings
        self.as_of = as_of
        self.maker = maker
        self.log = log
        self.tables = tables
        self.results = results
        self.traced = 0

    # -- one by one --------------------------------------------------------------------------------------
    def singly(self, cases: Ints, *, texts: bool = False) -> None:
        """Assess well-formed cases one by one, with their free text where it counts."""
        for case in cases.tolist():
            made = self.maker.plain(case, texts=texts)
            if made is None:
                self.strictly(case)
                continue
            world = World(made, self.as_of, self.machine, self.calendar)
            self._assess(case, world)

    def strictly(self, case: int) -> None:
        """Assess a case by its document, as the strict reader takes it: for what may be malformed."""
        try:
            made = Case.from_dict(self.maker.document(case))
            world = world_of(made, self.as_of, self.machine.guideline, self.calendar)
        except GafRulesError as error:
            self.results.refuse(case, error)
            return
        self._assess(case, world)

    def _assess(self, case: int, world: World) -> None:
        try:
            core = outline(world, self.readings)
        except GafRulesError as error:
            self.results.refuse(case, error)
            return
        self.results.one(case, conclude(world, core, self.readings))

    # -- many at once ------------------------------------------------------------------------------------
    def together(self, kind: Ints) -> None:
        """Assess cases of one kind."""
        parties = [kind]
        while parties:
            party = parties.pop()
            if len(party) <= FEW:
                self.singly(party)
            else:
                parties += self._follow(party)

    def _follow(self, party: Ints) -> list[Ints]:
        """Trace one case of a party and take along whoever follows; the others, by where they part."""
        model = int(party[len(party) // 2])
        trace = Trace(self.tables)
        try:
            found = self._trace(trace, model)
        except Untraceable:
            self.singly(party)
            return []
        if found is None:
            for case in party.tolist():
                self.strictly(case)
            return []
        self.traced += 1
        parted: dict[int, list[Ints]] = {}
        for start in range(0, len(party), _CHUNK):
            self._take_along(trace, found, party[start : start + _CHUNK], parted)
        return [np.concatenate(some) for some in parted.values()]

    def _trace(self, trace: Trace, case: int) -> Conclusion | IllegalEventError | None:
        log = self.log
        start, count = int(log.starts[case]), int(log.counts[case])
        today = number_of(self.as_of)
        days: dict[int, dict[str, Any]] = {}
        covered = self.as_of in self.calendar.coverage
        for place in range(start, start + count):
            node = ("event", place - start)
            on = trace.day(node, int(log.days[place]), covered=covered)
            fields: dict[str, Any] = {"on": on}
            for name, value in self.maker.dated(place).items():
                if name != "on":
                    other = ("field", place - start, name)
                    fields[name] = trace.day(other, number_of(value))
            days[place] = fields
        made = self.maker.case(case, days)
        if made is None:
            return None
        as_of: Any = trace.day(("constant", today), today, covered=covered)
        calendar: Any = trace.calendar(self.calendar)
        world = World(made, as_of, self.machine, calendar)
        try:
            core = outline(world, self.readings)
        except IllegalEventError as error:
            return error
        return conclude(world, core, self.readings)

    def _take_along(
        self,
        trace: Trace,
        found: Conclusion | IllegalEventError,
        cases: Ints,
        parted: dict[int, list[Ints]],
    ) -> None:
        values = Values(trace, Events(self.log, cases))
        for place, guard in enumerate(trace.guards):
            meets = values.meet(guard.kind, guard.about, guard.answer)
            if np.all(meets):
                continue
            parted.setdefault(place, []).append(cases[~meets])
            cases, values = cases[meets], values.only(np.flatnonzero(meets))
            if not len(cases):
                return
        if isinstance(found, IllegalEventError):
            self._refuse(values, found, cases)
        else:
            self._conclude(values, found, cases)

    # -- conclusions for many ------------------------------------------------------------------------------
    def _conclude(self, values: Values, found: Conclusion, cases: Ints) -> None:
        results = self.results
        results.case_template[cases] = results.case_words.of(found.case)

        def add(rows: Any, *row: Any) -> None:
            columns = [np.broadcast_to(MISSING if one is None else one, len(cases)) for one in row]
            rows.add(cases.astype(np.int32), [each.astype(np.int32) for each in columns])

        for words, number, row in found.duties:
            place = results.duty_words.of(words)
            add(results.duties, place, number, *(column(values, value) for value in row))
        for named, number, since in found.findings:
            add(results.findings, template(results, values, named), number, column(values, since))

    def _refuse(self, values: Values, error: IllegalEventError, cases: Ints) -> None:
        """The refusal of each case: the same words, its own days, the place of the event in its own rows."""
        nodes = sorted({int(node) for node in _MARK.findall(error.en + error.zh)})
        columns = [np.broadcast_to(values.of(node), len(cases)).tolist() for node in nodes]
        place = int(error.path.removeprefix("$.events[").removesuffix("]"))
        for at, case in enumerate(cases.tolist()):
            days = {node: column[at] for node, column in zip(nodes, columns, strict=True)}
            index = self.maker.in_table_order(case).index(int(self.log.starts[case]) + place)
            zh, en = (
                with_days(text.replace(error.path, f"$.events[{index}]"), days)
                for text in (error.zh, error.en)
            )
            self.results.refuse(case, (zh, en))
