"""Where many cases stand: scope, route, duties and findings, row by row of the guideline."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.audit.chosen import (
    asked_by,
    begun_of,
    by_way,
    latest_of,
    names_of,
    ordinal_of,
    records_of,
    the_case,
)
from gaf_rules.audit.conclusions import CaseWords, FindingWords
from gaf_rules.audit.courses import column, template
from gaf_rules.audit.duty_rows import DutyRows
from gaf_rules.audit.facts import holds, members, split
from gaf_rules.audit.parties import Leaf, Member, Party, parties_of_make
from gaf_rules.scoping import decide_route, decide_scope, forms_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.audit.counted import Ints
    from gaf_rules.audit.traced import Trace
    from gaf_rules.rows import FindingRow

__all__ = ["Standing"]

_REQUIRED = ("required", "required_apart")


class Standing(DutyRows):
    """Where many cases stand under one set of readings."""

    # -- the whole -------------------------------------------------------------------------------------
    def judge(self, leaves: list[Leaf]) -> Ints:
        """All conclusions of these leaves; the cases of which nothing could be said in this way."""
        inside = self._scope(leaves)
        duties: Any = self.machine.duties
        for kind, rows in duties.items():
            for duty in rows:
                for procedure in duty.row.procedures:
                    self.duty(inside, duty, kind, procedure)
        for row in self.guideline.findings:
            if not row.over.startswith("duty:"):
                for procedure in row.procedures:
                    self._finding(inside, row, procedure)
        lost = np.unique(np.concatenate(self.lost)) if self.lost else np.zeros(0, np.int64)
        self._deliver(lost)
        return lost

    def _deliver(self, lost: Ints) -> None:
        """Number the rounds, and hand over every row of the cases that could be judged."""
        keep = np.ones(len(self.results.case_template), np.bool_)
        keep[lost] = False
        numbers = self._numbered()
        self.results.case_template[lost] = -1
        for rows, key, cases, order, columns in self.pending:
            places = keep[cases]
            whole = bool(places.all())
            number = order if key is None else numbers(key, cases, order)
            some = [
                value if whole or not np.ndim(value) else value[places]
                for value in (columns[0], number, *columns[1:])
            ]
            rows.add(cases if whole else cases[places], some)

    def _numbered(self) -> Any:
        """How the duties of a clause are numbered: in the order of the records, those fallen away too."""
        tables: dict[tuple[str, str], tuple[Ints, Ints]] = {}
        for key, pieces in self.rounds.items():
            cases = np.concatenate([cases for cases, _ in pieces])
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
            wanted = cases << 20 | order
            place = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
            return np.where(ordered[place] == wanted, numbers[place], 1)

        return number

    # -- scope and route -------------------------------------------------------------------------------
    def _scope(self, leaves: list[Leaf]) -> list[Leaf]:
        """The case rows; the leaves again, by their way up and without what is out of scope."""
        conditions = [row.when for row in self.guideline.scope]
        conditions += [row.when for row in self.guideline.routes]
        conditions += [row.when for row in self.guideline.forms]
        names = names_of(conditions, ("case.first_on",))
        routes: dict[Any, int] = {}
        ways = np.full(len(self.results.case_template), -1, np.int32)
        for party in parties_of_make(leaves, the_case, names, begun_of):
            run = partial(self._scope_of, party)
            for (words, notices), values, rows in self.evaluated(party, run):
                cases = party.cases[rows]
                results = self.results
                results.case_template[cases] = results.case_words.place(words)
                for named, since in notices:
                    which = results.finding_words.place(named)
                    self.pending.append(
                        (results.findings, None, cases, 1, [which, column(values, since)])
                    )
                if words.in_scope is not False:
                    ways[cases] = routes.setdefault(words.route, len(routes))
        paths = list(routes)
        return [part for leaf in leaves for part in by_way(leaf, ways, paths)]

    def _scope_of(self, party: Party, member: Member, trace: Trace) -> Any:
        facts = member.facts(reading=self.readings)
        scope = decide_scope(self.machine, facts)
        route, _ = decide_route(self.machine, facts)
        skeleton = party.begun
        words = CaseWords(
            scope.in_scope,
            route,
            forms_for(self.machine, facts, skeleton.begun),
            skeleton.stages,
        )
        get = self.reader(member)
        since = get("case.first_on")
        since = self.today(trace) if since is None else since
        notices = [
            (FindingWords(code, clause, "filing", "notice", "sponsor", items, fixed=True), since)
            for code, clause, items in self._notices(scope.in_scope, route, get)
        ]
        return words, notices

    def _notices(self, in_scope: bool | None, route: Any, get: Any) -> Iterator[tuple[Any, ...]]:  # noqa: FBT001 - a verdict
        by_code: dict[tuple[str, str], tuple[str, ...]] = {}
        for row in self.guideline.scope:
            if row.code and row.clause and row.verdict is in_scope and holds(row.when, get):
                key = row.code, row.clause
                by_code[key] = (*by_code.get(key, ()), *((row.question,) if row.question else ()))
        for (code, clause), items in by_code.items():
            yield code, clause, items
        if in_scope is not False and route is None:
            yield "ROUTE_UNDETERMINED", self.guideline.route_clause, ()

    # -- findings on records ---------------------------------------------------------------------------
    def _finding(self, leaves: list[Leaf], row: FindingRow, procedure: str) -> None:
        asked = asked_by(row)
        names = [name for name in asked if split(name)[1] not in _REQUIRED]
        conditions = [row.when]
        if len(names) < len(asked):
            conditions += [
                one.when for one in self.guideline.materials if one.procedure == procedure
            ]
        choose = partial(latest_of if row.latest else records_of, row.over, procedure)
        for party in parties_of_make(leaves, choose, names_of(conditions, names), ordinal_of):
            run = partial(self._finding_of, row, procedure)
            number = max(party.chain[0].ordinal, 1)
            for found, values, places in self.evaluated(party, run):
                if found is None:
                    continue
                words, since = found
                cases = party.cases[places]
                which = template(self.results, values, words, len(cases))
                self.pending.append(
                    (self.results.findings, None, cases, number, [which, column(values, since)])
                )

    def _finding_of(self, row: FindingRow, procedure: str, member: Member, trace: Trace) -> Any:
        get = self.reader(member)
        member.extra = self.given(get, trace)
        for name in _REQUIRED:
            member.extra[f"{row.over}.{name}"] = partial(
                self._required, procedure, get, separate=name == "required_apart"
            )
        if not holds(row.when, get):
            return None
        items = members(row.items, get)
        if row.items is not None and not items:
            return None
        since = get(row.since)
        words = FindingWords(
            row.code,
            row.clauses.get(procedure, row.clause),
            procedure,
            row.severity,
            row.bearer,
            items,
            fixed=False,
        )
        return words, since if since is not None else self.today(trace)

    def _required(self, procedure: str, get: Any, *, separate: bool) -> tuple[str, ...]:
        return tuple(
            row.material
            for row in self.guideline.materials
            if row.procedure == procedure and row.separate is separate and holds(row.when, get)
        )
