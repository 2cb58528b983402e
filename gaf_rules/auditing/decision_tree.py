"""What evaluations have shown: a tree of the questions that are asked, learnt one record at a time.

Something is evaluated once by the ordinary evaluator, on a record whose facts stand for those of others (see
:mod:`gaf_rules.auditing.traced`). What it asked is a path of this tree: question, answer, question, answer,
conclusion. All records go down the tree together, one operation on arrays a question; those that give an
answer that nobody has given before are looked at in their turn, and the tree grows. The evaluator asks the
same after the same answers, so that a path, once known, is known for every record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.traced import Trace, Untraceable
from gaf_rules.auditing.values import Values
from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.auditing.counted import Tables

    Evaluate = Callable[[Any, Trace], Any]

__all__ = ["LOST", "DecisionTree", "TreeNode"]

LOST = object()
"""The outcome of records of which nothing can be said in this way."""


class TreeNode:
    """A question with its answers, or a conclusion and its number among those of the tree."""

    __slots__ = ("answers", "number", "outcome", "question", "trace")

    def __init__(self) -> None:
        self.question: Any = None
        self.answers: dict[Any, TreeNode] = {}
        self.outcome: Any = None
        self.number = 0
        self.trace: Any = None


class DecisionTree:
    """What is known of one row under one set of arguments; several threads may ask.

    Arguments:
        tables: of the audit.
        evaluate: the row, evaluated for one record.
    """

    def __init__(self, tables: Tables, evaluate: Evaluate) -> None:
        self.tables = tables
        self.evaluate = evaluate
        self.root = TreeNode()
        self.outcomes = 0

    def leaves(self) -> Iterator[tuple[tuple[Any, ...], TreeNode]]:
        """The conclusions reached so far, each with the questions and answers that lead to it."""
        left: list[tuple[tuple[Any, ...], TreeNode]] = [((), self.root)]
        while left:
            path, branch = left.pop()
            if branch.question is None:
                yield path, branch
            left += [
                ((*path, branch.question, answer), to) for answer, to in branch.answers.items()
            ]

    def decide(
        self, source: Any, start: TreeNode | None = None, *, teach: bool = True
    ) -> Iterator[tuple[TreeNode, Values]]:
        """What the row comes to: the branch of each outcome, with the values of the records it holds of.

        A branch with a question comes back where the records stand for many that may answer it differently.

        Arguments:
            source: the records.
            start: where they stand already; None: at the root.
            teach: whether records with an answer that nobody has given before are looked at; else they come
                back with a branch of its own.
        """
        if not source.size:
            return
        branch = self.root if start is None else start
        left = [
            (branch, Values(Trace(self.tables) if branch.trace is None else branch.trace, source))
        ]
        while left:
            branch, values = left.pop()
            if branch.trace is None:
                self._learn(values.source)
            values.trace = branch.trace
            if branch.question is None or not values.source.tells(branch):
                yield branch, values
                continue
            known = tuple(branch.answers.items())
            rest = self._part(branch, known, values, left)
            if rest is not None and not teach:
                yield TreeNode(), rest
            elif rest is not None:
                # Another thread may have learnt the answer since.
                if not self._learn(rest.source) and len(branch.answers) == len(known):
                    lost = TreeNode()
                    lost.outcome = LOST
                    yield lost, rest
                    continue
                left.append((branch, rest))

    def _part(
        self, branch: TreeNode, known: tuple[Any, ...], values: Values, left: list[Any]
    ) -> Values | None:
        """Send the records on by their answers; those whose answer is not known are given back."""
        kind, *about = branch.question
        for answer, next_branch in known:
            meets = values.meet(kind, about, answer)
            count = np.count_nonzero(meets)
            if count == np.size(meets):
                left.append((next_branch, values))
                return None
            if count:
                left.append((next_branch, values.only(meets.nonzero()[0])))
                values = values.only((~meets).nonzero()[0])
        return values

    def _learn(self, source: Any) -> bool:
        """Evaluate a record and write its path down; whether it is a new one."""
        with self.tables.lock:
            trace = Trace(self.tables)
            try:
                outcome = self.evaluate(source.one(), trace)
            except (Untraceable, CalendarHorizonError):
                outcome = LOST
            return self._write(trace, outcome)

    def _write(self, trace: Trace, outcome: Any) -> bool:
        branch, new = self.root, self.root.trace is None
        for guard in trace.guards:
            question = (guard.kind, *guard.about)
            if branch.trace is None:
                branch.question, branch.trace = question, trace
            elif branch.question != question:
                return False
            child = branch.answers.get(guard.answer)
            if child is None:
                child = branch.answers[guard.answer] = TreeNode()
                new = True
            branch = child
        if branch.trace is None:
            branch.outcome, branch.number = outcome, self.outcomes
            self.outcomes += 1
            branch.trace = trace
        return new
