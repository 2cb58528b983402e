"""Where many cases stand: their logs read, then scope, route, duties and findings, row by row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.conclusions import CaseWords, FindingWords
from gaf_rules.auditing.courses import column, template
from gaf_rules.auditing.duty_rows import DutyRows
from gaf_rules.auditing.facts import holds, members
from gaf_rules.auditing.ledger import Ledger
from gaf_rules.auditing.order import Finder, Orders
from gaf_rules.auditing.part import Part
from gaf_rules.auditing.walk import Walk
from gaf_rules.evaluate.scoping import decide_route, decide_scope, forms_for
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.member import Member
    from gaf_rules.auditing.traced import Trace
    from gaf_rules.language.rows import FindingRow

__all__ = ["Standing"]

_REQUIRED = ("required", "required_apart")

_FEW = 4
"""Kinds of fewer cases than that on average are not worth being told apart once more."""


_IN_ORDER = Orders([])


class Standing(DutyRows):
    """Where many cases stand under one set of readings."""

    def judge_all(self, cases: Ints, size: int) -> Ints:
        """All conclusions of these cases; those of which nothing could be said in this way.

        Arguments:
            cases: the cases, ascending.
            size: how many are judged together.
        """
        self.finder = Finder(self.ground, self.readings)
        left = cases
        for judge in (self._as_they_stand, self._in_order_found):
            pieces = (left[start : start + size] for start in range(0, len(left), size))
            left = np.sort(np.concatenate([cases[:0], *map(judge, pieces)]))
        self.let_go()
        return left

    # -- one way after the other, each for the cases that the one before it left ------------------------
    def _as_they_stand(self, cases: Ints) -> Ints:
        """Kind by kind in the order of the table, kinds parted where their cases part."""
        part = Part.by_kind(self.ground, cases, self.readings)
        stuck = []
        while len(part.members):
            walk = self._walk(part)
            parting = np.flatnonzero(walk.parted)
            stuck.append(self._judge(walk))
            if not parting.size:
                break
            part = part.parted(parting, walk.answers)
            if len(part.members) < _FEW * len(part.models):
                part = Part.singly(self.ground, np.sort(part.members), self.readings)
        return np.concatenate([part.members[:0], *stuck])

    def _in_order_found(self, cases: Ints) -> Ints:
        """Kind by kind, the events of a day on which they run aground in the order that is found for it."""
        part = Part.by_kind(self.ground, cases, self.readings, tied=True)
        orders = Orders([()] * len(part.models))
        left = []
        while len(part.members):
            walk = self._walk(part, orders)
            kinds, orders = self.finder.more(walk, orders)
            parted = part.some(np.flatnonzero(walk.parted)).members
            lost = self._judge(walk)
            left += [parted, np.setdiff1d(lost, part.some(kinds).members, assume_unique=True)]
            part = part.some(kinds)
        return np.concatenate([part.members[:0], *left])

    def _walk(self, part: Part, orders: Orders = _IN_ORDER) -> Walk:
        """The logs of these cases taken through the table."""
        self.part = part
        self.ledger = Ledger(len(part.models), self.ground.makeup, self.ground.lexicon)
        self.lost = []
        self.walk = Walk(part, self.ledger, self.lapsed, orders)
        self.walk.run()
        return self.walk

    def _judge(self, walk: Walk) -> Ints:
        """All conclusions of the cases of a walk, save those that part; those that nothing can be said of."""
        part = self.part
        part.states_of = self.ground.states.columns(walk.state)
        _, members = part.spread(np.flatnonzero(walk.stuck))
        self.lost.append(part.members[members])
        self.sort()
        self.keep(~np.repeat(walk.stuck | walk.parted, part.sizes))
        self._scope()
        duties: Any = self.machine.duties
        for kind, rows in duties.items():
            for duty in rows:
                for procedure in duty.row.procedures:
                    self.duty(duty, kind, procedure)
        for row in self.guideline.findings:
            if not row.over.startswith("duty:"):
                for procedure in row.procedures:
                    self._finding(row, procedure)
        return self.deliver()

    # -- scope and route -------------------------------------------------------------------------------
    def _scope(self) -> None:
        """The case rows; from here on the cases have a way up, and those out of scope are left out."""
        mine = np.full(len(self.part.members), -1, np.int32)
        for party, _ in self.parties("case", "filing"):
            for found, values in self.decided(("scope",), party, self._scope_of):
                each = values.spread()
                members = each.source.members
                cases = self.part.cases[members]
                in_scope, route, forms, (notices, since) = found
                kinds = party.view.cases[each.source.rows]
                self.results.case_template[cases] = self._case_words(in_scope, route, forms, kinds)
                for named in notices:
                    which = self.results.finding_words.place(named)
                    self.pending.append(
                        (self.results.findings, None, cases, 1, [which, column(each, since)])
                    )
                if in_scope is not False:
                    mine[members] = self.ways[route]
        self.part.judged["way"] = list(self.ways), mine
        self.keep(mine >= 0)

    def _case_words(self, in_scope: Any, route: Any, forms: Any, cases: Ints) -> Ints:
        """The row of each case, by the procedures begun and where they stand."""
        walk, states = self.walk, self.ground.states.values
        key = (walk.state.astype(np.int64) << 8 | walk.begun)[cases]
        combined, which = np.unique(key, return_inverse=True)
        places = []
        for one in combined.tolist():
            state, begun = states[one >> 8], one & 0xFF
            stages = tuple(
                self.machine.states[name, state[at]].stage if begun >> at & 1 else None
                for at, name in enumerate(PROCEDURES)
            )
            words = CaseWords(in_scope, route, forms[begun], stages)
            places.append(self.results.case_words.place(words))
        found: Ints = np.array(places, np.int32)[which.reshape(-1)]
        return found

    def _scope_of(self, member: Member, trace: Trace) -> Any:
        facts: Any = member.facts(reading=self.readings)
        scope = decide_scope(self.machine, facts)
        route, _ = decide_route(self.machine, facts)
        forms = {begun: forms_for(self.machine, facts, _names(begun)) for begun in range(1, 8, 2)}
        get = self.reader(member)
        since = get("case.first_on")
        since = self.today(trace) if since is None else since
        notices = tuple(
            FindingWords(code, clause, "filing", "notice", "sponsor", items, fixed=True)
            for code, clause, items in self._notices(scope.in_scope, route, get)
        )
        return scope.in_scope, route, forms, (notices, since)

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
    def _finding(self, row: FindingRow, procedure: str) -> None:
        run = partial(self._finding_of, row, procedure)
        for party, _ in self.parties(row.over, procedure, latest=row.latest):
            number = self.ordinals(party)
            key = "finding", id(row), procedure
            for found, values in self.decided(key, party, run):
                if found is None:
                    continue
                words, since = found
                each = values.spread()
                cases = self.part.cases[each.source.members]
                which = template(self.results, each, words, len(cases))
                rounds = number[each.source.rows]
                self.pending.append(
                    (self.results.findings, None, cases, rounds, [which, column(each, since)])
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


def _names(begun: int) -> Iterator[str]:
    return (name for at, name in enumerate(PROCEDURES) if begun >> at & 1)
