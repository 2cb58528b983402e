"""What is to be judged of the cases of each kind: worked out once for the kind, before any of its days.

Of each kind one case goes through the table (:mod:`gaf_rules.auditing.columnar_replay`), every row of the
guideline is put to its records, and is decided as far as all cases of the kind agree. What is left is an
*item*: a record and the place in the tree of its row where days or parties go on to decide.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from gaf_rules.auditing.case_batch import CaseBatch
from gaf_rules.auditing.columnar_replay import ColumnarReplay
from gaf_rules.auditing.decision_tree import LOST, DecisionTree, TreeNode
from gaf_rules.auditing.record_store import RecordStore
from gaf_rules.auditing.record_views import RecordViews
from gaf_rules.auditing.rules import Found
from gaf_rules.auditing.values import FactColumns
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from gaf_rules.auditing.case_batch import EncodedCases
    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.record_view import RecordView
    from gaf_rules.auditing.sorting import Kinds

__all__ = ["EvaluationPlan", "ItemGroup", "PlanItems"]


class ItemGroup(NamedTuple):
    """Items that are judged together."""

    tree: DecisionTree
    branch: TreeNode
    view: RecordView


class PlanItems:
    """The items of all kinds: those of one kind together.

    Attributes:
        groups: what is judged together.
        group, row: of each item its group and the row of its record.
        key: of each item what it is numbered by, or its number.
        first, count: of each kind where its items begin, and how many it has.
        several: whether items of one kind have one key.
    """

    def __init__(self, kinds: int, found: list[tuple[ItemGroup, Ints, Any, Any]]) -> None:
        self.groups = [group for group, *_ in found]
        sizes = [len(rows) for _, rows, _, _ in found]
        kind = _joined([group.view.cases[rows] for group, rows, _, _ in found])
        key = _joined([np.broadcast_to(one, len(rows)) for _, rows, one, _ in found])
        order = _joined([np.broadcast_to(one, len(rows)) for _, rows, _, one in found])
        sort = np.lexsort((order, key, kind))
        narrow = np.uint16 if len(found) <= 1 << 16 else np.uint32
        self.group = np.repeat(np.arange(len(found), dtype=narrow), sizes)[sort]
        self.row = _joined([rows for _, rows, _, _ in found]).astype(np.int32)[sort]
        self.key = key[sort].astype(np.int32)
        kind = kind[sort]
        self.count = np.bincount(kind, minlength=kinds)
        self.first = np.cumsum(self.count) - self.count
        self.several = bool(((kind[1:] == kind[:-1]) & (self.key[1:] == self.key[:-1])).any())


def _joined(pieces: list[Any]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *pieces])


class EvaluationPlan:
    """What is to be judged, kind by kind, under one set of readings.

    Arguments:
        encoded: the cases, and what has been learnt of the rows.
        kinds: their kinds.

    Attributes:
        replay: the steps of the models, taken.
        lost: the kinds of which nothing can be said in this way.
        scope: the tree of scope and route; ``cases`` the records of the cases themselves, ``row_of`` which
            of them each kind has.
        duties, findings: the items.
        keys: clause and procedure by the key of duties.
    """

    def __init__(self, encoded: EncodedCases, kinds: Kinds) -> None:
        self.learnt = learnt = encoded.learnt
        self.rules = learnt.rules
        models = kinds.models()
        self.batch = CaseBatch(encoded, models, kinds.given)
        self.store = RecordStore(len(models), learnt.fact_types)
        self.replay = ColumnarReplay(self.batch, self.store, kinds.courses)
        self.batch.states_of = self.replay.states
        self.lost = self.replay.stuck.copy()
        self.records = RecordViews(self.replay)
        (self.cases, _), *_ = self.records.of("case", "filing")
        self.scope = learnt.tree("scope", self.rules.scope)
        self.row_of = np.full(len(models), -1, np.int64)
        self.row_of[self.cases.cases] = np.arange(self.cases.size)
        self.batch.judged["way"] = self._ways()
        self.duties = self._duties()
        self.findings = self._findings()

    def _ways(self) -> Ints:
        """The way up of each model."""
        ways = np.zeros(len(self.batch.members), np.int32)
        cases = self.cases.cases
        source = FactColumns(self.cases, self.batch, np.arange(self.cases.size), cases, cases)
        for branch, values in self.scope.decide(source):
            if branch.outcome is LOST:
                self.lost[values.source.members] = True
            else:
                ways[values.source.members] = self.learnt.ways[branch.outcome.route]
        return ways

    # -- items -------------------------------------------------------------------------------------------
    def _decided(self, key: Any, view: RecordView, run: Any) -> list[tuple[ItemGroup, Ints]]:
        """What a row comes to for records, as far as all cases of their kinds agree."""
        tree, found = self.learnt.tree(key, run), []
        cases = view.cases
        source = FactColumns(view, self.batch, np.arange(view.size), cases, cases, alike=True)
        for branch, values in tree.decide(source):
            rows = values.source.rows
            if branch.outcome is LOST:
                self.lost[cases[rows]] = True
            else:
                found.append((ItemGroup(tree, branch, view), rows))
        return found

    def _duties(self) -> PlanItems:
        machine, found = self.rules.machine, []
        compiled: Any = machine.duties
        clauses = sorted({duty.row.clause for rows in compiled.values() for duty in rows})
        self.keys = [(clause, procedure) for procedure in PROCEDURES for clause in clauses]
        numbers = {key: number for number, key in enumerate(self.keys)}
        for kind, rows in compiled.items():
            for duty in rows:
                for procedure in duty.row.procedures:
                    number = numbers[duty.row.clause, procedure]
                    run = partial(self.rules.duty, duty, procedure)
                    for view, places in self.records.of(kind, procedure):
                        for group, some in self._decided(("duty", id(duty), procedure), view, run):
                            outcome = group.branch.outcome
                            if not isinstance(outcome, Found) or outcome.counted:
                                # Of one record the rows come in their order: sorting is stable.
                                found.append((group, some, number, places[some]))
        return PlanItems(len(self.batch.members), found)

    def _findings(self) -> PlanItems:
        found = []
        for row in self.rules.guideline.findings:
            if row.over.startswith("duty:"):
                continue
            for procedure in row.procedures:
                run = partial(self.rules.finding, row, procedure)
                for view, _ in self.records.of(row.over, procedure, latest=row.latest):
                    numbers = self.records.ordinals(view)
                    for group, some in self._decided(("finding", id(row), procedure), view, run):
                        if group.branch.question is not None or group.branch.outcome is not None:
                            found.append((group, some, numbers[some], 0))
        return PlanItems(len(self.batch.members), found)
