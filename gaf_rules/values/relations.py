"""Days of which it is written down how they were compared: what is asked of their order, and what follows.

A day that stands for those of many cases (:mod:`gaf_rules.auditing`) has the value of
one of them. Whatever its order decides holds for the others as far as they stand in the same relation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable

__all__ = ["ANY", "LESS", "MORE", "SAME", "Compared", "Relations", "relation", "turned"]

LESS, SAME, MORE = 1, 2, 4
"""How two days may stand to one another; sums are "one of these"."""
ANY = LESS | SAME | MORE
_TURNED = {LESS: MORE, SAME: SAME, MORE: LESS}


def relation(a: Any, b: Any) -> int:
    """How one value stands to another.

    >>> relation(1, 2) == LESS, relation(2, 2) == SAME
    (True, True)
    """
    return LESS if a < b else SAME if a == b else MORE


def turned(relations: int) -> int:
    """The same relations seen from the other side.

    >>> turned(LESS | SAME) == MORE | SAME
    True
    """
    return sum(_TURNED[one] for one in _TURNED if one & relations)


class Compared:
    """A value whose comparisons are one question, put to it with the relations that would do."""

    __slots__ = ()

    def _is(self, other: object, relations: int) -> Any:
        """Whether it stands in one of these relations to another value."""
        raise NotImplementedError

    def __lt__(self, other: object) -> Any:
        return self._is(other, LESS)

    def __le__(self, other: object) -> Any:
        return self._is(other, LESS | SAME)

    def __gt__(self, other: object) -> Any:
        return self._is(other, MORE)

    def __ge__(self, other: object) -> Any:
        return self._is(other, MORE | SAME)

    def __eq__(self, other: object) -> Any:
        return self._is(other, SAME)

    def __ne__(self, other: object) -> Any:
        return self._is(other, LESS | MORE)

    def __hash__(self) -> int:
        raise NotImplementedError


class Relations:
    """What is known of the order of days, pair by pair: a question is what may still come out either way."""

    def __init__(self) -> None:
        self._left: dict[Hashable, int] = {}

    def asked(self, pair: Hashable, actual: int, relations: int) -> tuple[bool, int, int]:
        """Whether a pair stands in one of these relations; what was possible before, and what is left.

        Arguments:
            pair: the two.
            actual: how they stand.
            relations: those asked about.

        >>> known = Relations()
        >>> known.asked("ab", LESS, LESS | SAME)
        (True, 7, 3)
        >>> known.asked("ab", LESS, MORE)
        (False, 3, 3)
        """
        before = self._left.get(pair, ANY)
        holds = bool(actual & relations)
        left = before & (relations if holds else ~relations)
        self._left[pair] = left
        return holds, before, left
