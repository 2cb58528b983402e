"""The ways that cases of one course took: a tree of questions, an end to each way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from gaf_rules.courses.ends import End
from gaf_rules.courses.traced import Node

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Ask", "Tree", "grown", "ways"]


@frozen(eq=False)
class Ask:
    """A question, and what follows by the answer.

    Attributes:
        question: what is asked; see :mod:`gaf_rules.courses.traced`.
        branches: by answer; an answer that no case has given yet is not there.
    """

    question: Node
    branches: tuple[tuple[Any, Tree], ...]


Tree = Ask | End


def ways(tree: Tree) -> int:
    """How many ways lead through a tree."""
    return sum(ways(branch) for _, branch in tree.branches) if isinstance(tree, Ask) else 1


def grown(tree: Tree | None, asked: Sequence[tuple[Node, Any]], end: End) -> Tree | None:
    """The tree with one more way; None where the way asks other questions than the tree.

    Arguments:
        tree: the ways known.
        asked: the questions on the new way, each with its answer.
        end: what stands at its end.
    """
    if not asked:
        return end if tree is None else None
    question, answer = asked[0]
    if isinstance(tree, End) or (tree is not None and tree.question != question):
        return None
    branches = {} if tree is None else dict(tree.branches)
    branch = grown(branches.get(answer), asked[1:], end)
    if branch is None:
        return None
    return Ask(question, tuple({**branches, answer: branch}.items()))
