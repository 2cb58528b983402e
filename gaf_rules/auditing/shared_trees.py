"""Pairs of a situation and a day of which days decide what comes: those that ask and write alike, together.

What a pair comes to is a tree of questions (:mod:`gaf_rules.auditing.decision_tree`). Many pairs differ only
in the situation that each answer leads to; the questions are put to the cases of all of them at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gaf_rules.auditing.day_effects import NOT_LEGAL, NOWHERE, DayEffect
from gaf_rules.auditing.numbers import alike

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import RLock

    from gaf_rules.auditing.counted import Ints
    from gaf_rules.auditing.day_effects import DaySource
    from gaf_rules.auditing.decision_tree import DecisionTree, TreeNode
    from gaf_rules.auditing.values import Values

__all__ = ["SharedTrees"]


class SharedTrees:
    """The trees of pairs, by what they ask and write; several threads may ask.

    Arguments:
        lock: under which trees grow.
    """

    def __init__(self, lock: RLock) -> None:
        self._lock = lock
        self._trees: dict[int, DecisionTree] = {}
        self._form = np.zeros(1 << 10, np.int32)
        self._forms: dict[Any, int] = {}
        self._examples: list[DecisionTree] = []
        self._leaves: dict[int, dict[TreeNode, TreeNode]] = {}

    def add(self, pair: int, tree: DecisionTree) -> None:
        """Keep the tree of a pair."""
        self._trees[pair] = tree
        if pair >= len(self._form):
            self._form = np.append(self._form, np.zeros(pair, np.int32))
        self._shape(pair)

    def _shape(self, pair: int) -> None:
        """Find the pairs that ask the same and do the same, whatever situation each leads to."""
        with self._lock:
            leaves = dict(self._trees[pair].leaves())
            key = frozenset((path, _said(branch)) for path, branch in leaves.items())
            form = self._forms.setdefault(key, len(self._forms))
            if form == len(self._examples):
                self._examples.append(self._trees[pair])
            example = dict(self._examples[form].leaves())
            self._leaves[pair] = {example[path]: branch for path, branch in leaves.items()}
            self._form[pair] = form

    def decide(self, pairs: Ints, source: DaySource) -> Iterator[tuple[Any, Ints, Values]]:
        """What pairs come to for each of some cases.

        Arguments:
            pairs: by the place of whoever asks.
            source: the cases.

        Returns:
            for each conclusion, with the values of its cases: what has become of them, and for each case the
            situation after it, the number of the conclusion among those of its pair, and that of its steps.
        """
        for form, some in alike(self._form.take(pairs.take(source.at))):
            rest = []
            for branch, values in self._examples[form].decide(source.only(some), teach=False):
                own, which = np.unique(pairs.take(values.source.at), return_inverse=True)
                branches = [self._leaves[pair].get(branch) for pair in own.tolist()]
                strange = np.array([each is None for each in branches], np.bool_)[which]
                if strange.any():
                    rest.append(values.source.only(np.flatnonzero(strange)))
                    values = values.only(np.flatnonzero(~strange))  # noqa: PLW2901 - those that are left
                    which = which[~strange]
                if len(which):
                    ends = np.array([_end(each) for each in branches], np.int32).T
                    yield branch.outcome, ends.take(which, axis=1), values
            for other in rest:
                yield from self._apart(pairs.take(other.at), other)

    def _apart(self, pairs: Ints, source: DaySource) -> Iterator[tuple[Any, Ints, Values]]:
        """The same where a pair has been asked what it has not been asked before."""
        for pair, some in alike(pairs):
            for branch, values in self._trees[pair].decide(source.only(some)):
                ends = np.array([_end(branch)], np.int32).T
                yield branch.outcome, np.repeat(ends, values.source.size, axis=1), values
            self._shape(pair)


def _end(branch: TreeNode | None) -> tuple[int, int, int]:
    """The situation that a conclusion leads to, its number, and that of its steps."""
    if branch is None or not isinstance(branch.outcome, DayEffect):
        return NOWHERE, 0, 0
    return branch.outcome.after, branch.number, branch.outcome.course


def _said(branch: TreeNode) -> Any:
    """What a conclusion says, but for the situation after it; days by how they come about."""
    effect = branch.outcome
    if not isinstance(effect, DayEffect):
        return None
    written = tuple((register, day.node) for register, day in effect.writes)
    lapsed = tuple((due.node, since.node) for due, since in effect.lapses)
    nodes = tuple(branch.trace.nodes)
    return effect.after == NOT_LEGAL, effect.order, written, lapsed, nodes
