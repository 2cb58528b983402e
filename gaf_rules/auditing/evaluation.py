"""Cases judged, chunk by chunk: the items of their kinds, each with the days of its case, become rows.

Where a row will stand is known before it is judged: by its case, and by the place of its item among those of
the kind. Each is therefore written where it belongs.
"""

from __future__ import annotations

import re
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.case_batch import CaseBatch
from gaf_rules.auditing.conclusions import CaseWords
from gaf_rules.auditing.counted import MISSING, day_of, number_of
from gaf_rules.auditing.decision_tree import LOST
from gaf_rules.auditing.numbers import alike
from gaf_rules.auditing.rows_out import DUTY_WIDTH
from gaf_rules.auditing.traced import Count, Day
from gaf_rules.auditing.values import FactColumns
from gaf_rules.language.vocabulary import PROCEDURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.evaluation_plan import EvaluationPlan, PlanItems
    from gaf_rules.auditing.rows_out import Results
    from gaf_rules.auditing.sorting import Kinds
    from gaf_rules.auditing.values import Values

__all__ = ["Evaluation"]

_MARK = re.compile("\x02([0-9]+)\x03")


class Evaluation:
    """Judges the cases of an audit.

    Arguments:
        plan: what is to be judged of each kind.
        kinds: of which kind each case is.
        results: where the conclusions go.
    """

    def __init__(self, plan: EvaluationPlan, kinds: Kinds, results: Results) -> None:
        self.plan = plan
        self.kinds = kinds
        self.results = results
        replay = plan.replay
        key = replay.state.astype(np.int64) << 8 | replay.begun
        self.stands, self.stand = np.unique(key, return_inverse=True)
        self._case_words: dict[Any, Ints] = {}
        self._lock = Lock()
        self.left: list[Ints] = []
        # Of each case where its duties begin, if each of its items is one.
        counts = np.append(plan.duties.count, 0).take(kinds.kind)  # the last is that of no kind
        self.begins = np.append(0, np.cumsum(counts))
        results.duties.make_room(int(self.begins[-1]))

    def judge(self, low: int, high: int) -> None:
        """All conclusions of the cases from one place to another."""
        _Chunk(self, low, high).judge()

    def case_words(self, found: Any) -> Ints:
        """For each way in which procedures stand the template of a case row."""
        with self._lock:
            known = self._case_words.get(id(found))
            if known is None:
                known = self._case_words[id(found)] = np.array(
                    [self._case_template(found, int(one)) for one in self.stands], np.int32
                )
        return known

    def _case_template(self, found: Any, one: int) -> int:
        machine = self.plan.learnt.machine
        state, begun = self.plan.replay.steps.standings.values[one >> 8], one & 0xFF
        stages = tuple(
            machine.states[name, state[at]].stage if begun >> at & 1 else None
            for at, name in enumerate(PROCEDURES)
        )
        words = CaseWords(found.in_scope, found.route, found.forms[begun], stages)
        return self.results.case_words.of(words)


class _Chunk:
    """Some cases that are judged together."""

    def __init__(self, evaluation: Evaluation, low: int, high: int) -> None:
        self.evaluation = evaluation
        self.low = low
        self.plan = plan = evaluation.plan
        self.results = evaluation.results
        self.batch = CaseBatch(plan.batch.encoded, np.arange(low, high), evaluation.kinds.given)
        self.kind = evaluation.kinds.kind[low:high]
        self.gone = self.kind < 0
        self.gone |= plan.lost.take(self.kind) if len(plan.lost) else False
        self.found: list[tuple[Ints, Any, Any, Any]] = []

    def judge(self) -> None:
        """Scope, duties and findings; the rows handed over."""
        inside = self._scope()
        self._findings(inside)
        self._duties(inside)
        self._deliver()

    def _decided(
        self, tree: Any, source: FactColumns, branch: Any = None
    ) -> Iterator[tuple[Any, Values]]:
        for found, values in tree.decide(source, branch):
            if found.outcome is LOST:
                self.gone[values.source.members] = True
            else:
                yield found.outcome, values

    # -- scope and route -------------------------------------------------------------------------------
    def _scope(self) -> Ints:
        """The case rows; the cases that are not out of scope."""
        evaluation, plan = self.evaluation, self.plan
        cases = np.flatnonzero(~self.gone)
        ways = np.full(len(self.kind), -1, np.int32)
        source = FactColumns(plan.cases, self.batch, plan.row_of[self.kind[cases]], cases, cases)
        for found, values in self._decided(plan.scope, source):
            members = values.source.members
            words = evaluation.case_words(found)
            stand = evaluation.stand[self.kind[members]]
            self.results.case_template[self.low + members] = words[stand]
            for named in found.notices:
                which = self.results.finding_words.of(named)
                self.found.append((members, which, 1, _column(values, found.since)))
            if found.in_scope is not False:
                ways[members] = plan.learnt.ways[found.route]
        self.batch.judged["way"] = ways
        return np.flatnonzero((ways >= 0) & ~self.gone)

    # -- items -----------------------------------------------------------------------------------------
    def _items(
        self, items: PlanItems, cases: Ints
    ) -> tuple[Ints, Ints, Iterator[tuple[Any, Values]]]:
        """For each item of these cases its case and itself, and what the items come to."""
        kinds = self.kind[cases]
        count = items.count.take(kinds)
        case = np.repeat(cases, count)
        item = np.arange(len(case))
        item += np.repeat(items.first.take(kinds) - (np.cumsum(count) - count), count)
        return case, item, self._outcomes(items, case, item)

    def _outcomes(self, items: PlanItems, case: Ints, item: Ints) -> Iterator[tuple[Any, Values]]:
        for number, at in alike(items.group.take(item)):
            tree, branch, view = items.groups[number]
            rows = items.row.take(item.take(at))
            source = FactColumns(view, self.batch, rows, case.take(at), at)
            yield from self._decided(tree, source, branch)

    def _duties(self, inside: Ints) -> None:
        """The duties, written where they belong."""
        items, results = self.plan.duties, self.results
        case, item, outcomes = self._items(items, inside)
        # Written outcome by outcome and taken from there in order, which is quicker than the other way.
        whole = np.empty((DUTY_WIDTH - 1, len(case)), np.int32)
        place, counted = np.full(len(case), -1), np.ones(len(case), np.bool_)
        on_duties: list[tuple[Ints, Any, Any]] = []
        end = 0
        for found, values in outcomes:
            at = values.source.at
            if found.duty is None:
                counted[at] = found.counted
                continue
            start, end = end, end + len(at)
            place[at] = np.arange(start, end)
            days = (_column(values, value) for value in found.values)
            for column, value in zip(
                whole, (results.duty_words.of(found.duty), *days), strict=True
            ):
                column[start:end] = MISSING if value is None else value
            on_duties += [
                (at, _template(results, values, words), _column(values, since))
                for words, since in found.findings
            ]
        rounds = self._rounds(case, items, item, counted)
        kept = np.flatnonzero((place >= 0) & ~self.gone.take(case))
        place = place.take(kept)
        begin = int(self.evaluation.begins[self.low])
        cases, template, numbers, *columns = results.duties.places(begin, len(kept))
        np.add(case.take(kept), self.low, out=cases, casting="unsafe")
        numbers[:] = rounds.take(kept)
        for column, into in zip(whole, (template, *columns), strict=True):
            column.take(place, out=into, mode="clip")
        for at, which, since in on_duties:
            self.found.append((case.take(at), which, rounds.take(at), since))

    def _rounds(self, case: Ints, items: PlanItems, item: Ints, counted: Ints) -> Ints:
        """The number of each duty among those of its clause and procedure, those fallen away too."""
        if not items.several:
            return np.ones(len(case), np.int32)
        key = items.key.take(item)
        first = np.ones(len(case), np.bool_)
        first[1:] = (case[1:] != case[:-1]) | (key[1:] != key[:-1])
        number = np.cumsum(counted, dtype=np.int32)
        begins = np.flatnonzero(first)
        before = number.take(begins) - counted.take(begins)
        return number - np.repeat(before, np.diff(np.append(begins, len(case))))

    def _findings(self, inside: Ints) -> None:
        items = self.plan.findings
        case, item, outcomes = self._items(items, inside)
        number = items.key.take(item)
        for found, values in outcomes:
            if found is not None:
                words, since = found
                at = values.source.at
                which = _template(self.results, values, words)
                self.found.append((case.take(at), which, number.take(at), _column(values, since)))

    # -- handing over ----------------------------------------------------------------------------------
    def _deliver(self) -> None:
        gone = np.flatnonzero(self.gone)
        if gone.size:
            self.results.case_template[self.low + gone] = -1
            self.evaluation.left.append(self.low + gone)
        pieces = [
            [np.broadcast_to(one, len(cases)) for one in (cases, *rest)]
            for cases, *rest in self.found
        ]
        if pieces:
            case, *rest = (
                np.concatenate(some).astype(np.int32) for some in zip(*pieces, strict=True)
            )
            kept = np.flatnonzero(~self.gone.take(case))
            self.results.findings.add(
                case.take(kept) + np.int32(self.low), [each.take(kept) for each in rest]
            )


def _template(results: Results, values: Values, words: Any) -> Any:
    """The template of a finding; where its items name days, the template of each case."""
    place = results.finding_words.of
    if not any("\x02" in item for item in words.items):
        return place(words)
    nodes = sorted({int(node) for item in words.items for node in _MARK.findall(item)})
    columns = [np.broadcast_to(values.of(node), values.source.size) for node in nodes]
    combined, which = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
    places = []
    for row in combined.tolist():
        days = dict(zip(nodes, row, strict=True))
        items = tuple(_with_days(item, days) for item in words.items)
        places.append(place(words._replace(items=items)))
    return np.array(places)[which.reshape(-1)]


def _with_days(text: str, days: dict[int, int]) -> str:
    """A text with days in the place of their marks."""
    return _MARK.sub(lambda mark: str(day_of(days[int(mark[1])])), text)


def _column(values: Values, value: Any) -> Any:
    """A day or a count of a conclusion: one number a case, one for all, or None."""
    if isinstance(value, Day | Count):
        return values.of(value.node)
    return value if value is None or isinstance(value, int) else number_of(value)
