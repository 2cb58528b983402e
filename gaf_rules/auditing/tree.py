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

__all__ = ["LOST", "Knot", "Tree"]

LOST = object()
"""The outcome of records of which nothing can be said in this way."""


class Knot:
    """A question with its answers, or a conclusion and its number among those of the tree."""

    __slots__ = ("answers", "number", "outcome", "question", "trace")

    def __init__(self) -> None:
        self.question: Any = None
        self.answers: dict[Any, Knot] = {}
        self.outcome: Any = None
        self.number = 0
        self.trace: Any = None


class Tree:
    """What is known of one row under one set of arguments; several threads may ask.

    Arguments:
        tables: of the audit.
        evaluate: the row, evaluated for one record.
    """

    def __init__(self, tables: Tables, evaluate: Evaluate) -> None:
        self.tables = tables
        self.evaluate = evaluate
        self.root = Knot()
        self.outcomes = 0

    def leaves(self) -> Iterator[tuple[tuple[Any, ...], Knot]]:
        """The conclusions reached so far, each with the questions and answers that lead to it."""
        left: list[tuple[tuple[Any, ...], Knot]] = [((), self.root)]
        while left:
            path, knot = left.pop()
            if knot.question is None:
                yield path, knot
            left += [((*path, knot.question, answer), to) for answer, to in knot.answers.items()]

    def decide(
        self, source: Any, start: Knot | None = None, *, teach: bool = True
    ) -> Iterator[tuple[Knot, Values]]:
        """What the row comes to: the knot of each outcome, with the values of the records it holds of.

        A knot with a question comes back where the records stand for many that may answer it differently.

        Arguments:
            source: the records.
            start: where they stand already; None: at the root.
            teach: whether records with an answer that nobody has given before are looked at; else they come
                back with a knot of its own.
        """
        if not source.size:
            return
        knot = self.root if start is None else start
        left = [(knot, Values(Trace(self.tables) if knot.trace is None else knot.trace, source))]
        while left:
            knot, values = left.pop()
            if knot.trace is None:
                self._learn(values.source)
            values.trace = knot.trace
            if knot.question is None or not values.source.tells(knot):
                yield knot, values
                continue
            known = tuple(knot.answers.items())
            rest = self._part(knot, known, values, left)
            if rest is not None and not teach:
                yield Knot(), rest
            elif rest is not None:
                # Another thread may have learnt the answer since.
                if not self._learn(rest.source) and len(knot.answers) == len(known):
                    lost = Knot()
                    lost.outcome = LOST
                    yield lost, rest
                    continue
                left.append((knot, rest))

    def _part(
        self, knot: Knot, known: tuple[Any, ...], values: Values, left: list[Any]
    ) -> Values | None:
        """Send the records on by their answers; those whose answer is not known are given back."""
        kind, *about = knot.question
        for answer, next_knot in known:
            meets = values.meet(kind, about, answer)
            count = np.count_nonzero(meets)
            if count == np.size(meets):
                left.append((next_knot, values))
                return None
            if count:
                left.append((next_knot, values.only(meets.nonzero()[0])))
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
        knot, new = self.root, self.root.trace is None
        for guard in trace.guards:
            question = (guard.kind, *guard.about)
            if knot.trace is None:
                knot.question, knot.trace = question, trace
            elif knot.question != question:
                return False
            child = knot.answers.get(guard.answer)
            if child is None:
                child = knot.answers[guard.answer] = Knot()
                new = True
            knot = child
        if knot.trace is None:
            knot.outcome, knot.number = outcome, self.outcomes
            self.outcomes += 1
            knot.trace = trace
        return new
