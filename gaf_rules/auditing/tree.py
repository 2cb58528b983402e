"""What evaluations have shown: a tree of the questions that rows ask, learnt one record at a time.

A row is evaluated once by the ordinary evaluator, on a record whose facts stand for those of others (see
:mod:`gaf_rules.auditing.traced`). What it asked is a path of this tree: question, answer, question, answer,
conclusion. All records go down the tree together, one operation on arrays a question; those that give an
answer that nobody has given before are looked at in their turn, and the tree grows. The evaluator asks the
same after the same answers, so that a path, once known, is known for every record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.member import Member
from gaf_rules.auditing.traced import Guard, Trace, Untraceable
from gaf_rules.auditing.values import Slots, Values
from gaf_rules.values.errors import CalendarHorizonError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gaf_rules.auditing.counted import Tables
    from gaf_rules.auditing.member import Party

    Evaluate = Callable[[Member, Trace], Any]

__all__ = ["LOST", "Tree"]

LOST = object()
"""The outcome of records of which nothing can be said in this way."""


class _Knot:
    """A question with its answers, or a conclusion."""

    __slots__ = ("answers", "outcome", "question", "trace")

    def __init__(self) -> None:
        self.question: Any = None
        self.answers: dict[Any, _Knot] = {}
        self.outcome: Any = None
        self.trace: Any = None


class Tree:
    """What is known of one row under one set of arguments.

    Arguments:
        tables: of the audit.
        evaluate: the row, evaluated for one record.
    """

    def __init__(self, tables: Tables, evaluate: Evaluate) -> None:
        self.tables = tables
        self.evaluate = evaluate
        self.root = _Knot()

    def decide(self, party: Party) -> Iterator[tuple[Any, Values]]:
        """What the row comes to: each outcome with the values of the records it holds of.

        Records go down for all cases of a kind at once, as long as nothing is asked that these may answer
        differently.
        """
        if not party.size:
            return
        everything = Values(Trace(self.tables), Slots(party, np.arange(party.size)))
        left = [(self.root, everything)]
        while left:
            knot, values = left.pop()
            if knot.trace is None:
                self._learn(values.source)
            values.trace = knot.trace
            if knot.question is None:
                yield knot.outcome, values
                continue
            rest = self._part(knot, values, left)
            if rest is not None:
                if not self._learn(rest.source):
                    yield LOST, rest
                    continue
                left.append((knot, rest))

    def _part(self, knot: _Knot, values: Values, left: list[Any]) -> Values | None:
        """Send the records on by their answers; those whose answer is new are given back."""
        kind, *about = knot.question
        if values.source.members is None and values.is_apart(Guard(kind, tuple(about), None)):
            values = values.spread()
            if not len(values.source.rows):
                return None
        for answer, next_knot in knot.answers.items():
            meets = values.meet(Guard(kind, tuple(about), answer))
            if np.all(meets):
                left.append((next_knot, values))
                return None
            if np.any(meets):
                left.append((next_knot, values.only(meets)))
                values = values.only(~meets)
        return values

    def _learn(self, source: Slots) -> bool:
        """Evaluate a record and write its path down; whether it is a new one."""
        trace = Trace(self.tables)
        member = Member(source.party, trace, *source.one())
        try:
            outcome = self.evaluate(member, trace)
        except (Untraceable, CalendarHorizonError):
            outcome = LOST
        member.let_go()
        knot, new = self.root, self.root.trace is None
        for guard in trace.guards:
            question = (guard.kind, *guard.about)
            if knot.trace is None:
                knot.trace, knot.question = trace, question
            elif knot.question != question:
                return False
            child = knot.answers.get(guard.answer)
            if child is None:
                child = knot.answers[guard.answer] = _Knot()
                new = True
            knot = child
        if knot.trace is None:
            knot.trace, knot.outcome = trace, outcome
        return new
