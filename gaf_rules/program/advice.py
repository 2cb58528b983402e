"""Advice: which acts the rows let be advised, what has to come ahead of them, and in which order.

An act is advised only where the table of transitions allows it, or would after what an :class:`AheadRow`
puts before it; and of two acts one comes first after which the other would no longer be legal.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from gaf_rules.language.conditions import AllOf, AnyOf, Condition, IsIn
from gaf_rules.language.partial import NEVER, assume, forget
from gaf_rules.language.vocabulary import EVENT_TYPES, PROCEDURES
from gaf_rules.values.days import LAST_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from gaf_rules.answers.assessment import NextAction
    from gaf_rules.language.guideline import Guideline
    from gaf_rules.language.rows import AheadRow, DutyRow

    Act = tuple[str, str]

__all__ = ["Advice", "advice_of"]

_PROCEDURE_RANK: dict[str, int] = {name: rank for rank, name in enumerate(PROCEDURES)}
_ACT_RANK: dict[str, int] = {name: rank for rank, name in enumerate(EVENT_TYPES)}


class Advice:
    """What the rows of one guideline say of acts that may be advised."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self._legal: dict[Act, Condition] = {}
        self._closing: dict[tuple[Act, Act], bool] = {}
        self._pairs: dict[str, frozenset[tuple[str, str]]] = {}

    def ahead_of(self, act: str, procedure: str) -> tuple[AheadRow, ...]:
        """The rows for what comes ahead of an act, in the order in which it is to be done."""
        return tuple(
            row
            for row in self.guideline.ahead
            if row.ahead_of == act and procedure in row.procedures
        )

    def advised(self, row: DutyRow, procedure: str) -> Condition:
        """While this holds, the act of a duty can be done, or can after what comes ahead of it."""
        after = (
            AllOf((self.legal(procedure, ahead.act), ahead.when))
            for ahead in self.ahead_of(row.act, procedure)
        )
        return AllOf((row.next_action, AnyOf((self.legal(procedure, row.act), *after))))

    def legal(self, procedure: str, act: str) -> Condition:
        """While this holds, the table may allow an act, whatever the event says of itself."""
        found = self._legal.get((procedure, act))
        if found is None:
            found = self._legal[procedure, act] = self._allowed(procedure, act)
        return found

    def _allowed(self, procedure: str, act: str) -> Condition:
        states: dict[Condition, dict[str, None] | None] = {}
        for row in self.guideline.transitions:
            if (row.procedure, row.event) != (procedure, act):
                continue
            when = forget(row.when, "event")
            held = states.setdefault(when, {})
            if not row.states or held is None:
                states[when] = None
            else:
                held |= dict.fromkeys(row.states)
        ways = [
            when if held is None else AllOf((IsIn(f"state.{procedure}", tuple(held)), when))
            for when, held in states.items()
        ]
        return AnyOf(tuple(ways))

    # -- order ---------------------------------------------------------------------------------------
    def in_order(
        self, actions: Iterable[NextAction], ahead: Iterable[NextAction]
    ) -> tuple[NextAction, ...]:
        """By last day, what has none at the end; but what another one presupposes comes before that one.

        What falls on one day is in the order of the procedure.

        Arguments:
            actions: the acts of duties; of two duties with the same act the one due first says by when.
            ahead: what comes ahead of them. A duty's own act says more than the same act ahead of another.
        """
        kept: dict[Act, NextAction] = {}
        for action in (*sorted(actions, key=_last_day), *ahead):
            kept.setdefault((action.procedure, action.act), action)
        if len(kept) < _SEVERAL:
            return tuple(kept.values())
        left = sorted(kept.values(), key=_place)
        ordered: list[NextAction] = []
        while left:
            self._put(left.pop(0), left, ordered)
        return tuple(ordered)

    def _put(self, action: NextAction, left: list[NextAction], ordered: list[NextAction]) -> None:
        """An action into the order, after those that are left and have to come before it."""
        for other in [each for each in left if self._comes_first(each, action)]:
            if other in left:
                left.remove(other)
                self._put(other, left, ordered)
        ordered.append(action)

    def _comes_first(self, one: NextAction, then: NextAction) -> bool:
        """Whether the other act presupposes this one, or leaves no room for it afterwards."""
        if (one.act, then.act) in self._told(then.procedure) and one.procedure == then.procedure:
            return True
        # What has time beyond the other's last day is not hurried: it falls away, or is done in its turn.
        hurried = one.not_after is None or then.not_after is None or one.not_after <= then.not_after
        return hurried and self._closes((then.procedure, then.act), (one.procedure, one.act))

    def _told(self, procedure: str) -> frozenset[tuple[str, str]]:
        """Which act comes before which, as the rows say: in their order, and all before the act advised."""
        found = self._pairs.get(procedure)
        if found is None:
            targets = {row.ahead_of for row in self.guideline.ahead}
            chains = ((*(row.act for row in self.ahead_of(act, procedure)), act) for act in targets)
            found = frozenset(pair for chain in chains for pair in combinations(chain, 2))
            self._pairs[procedure] = found
        return found

    def _closes(self, act: Act, other: Act) -> bool:
        """Whether in every state that an act leads to another one is no longer legal."""
        found = self._closing.get((act, other))
        if found is None:
            rows = self.guideline.transitions
            after = {row.to for row in rows if (row.procedure, row.event) == act}
            found = self._closing[act, other] = None not in after and all(
                assume(self.legal(*other), f"state.{act[0]}", state) == NEVER for state in after
            )
        return found


_SEVERAL = 2


def _last_day(action: NextAction) -> date:
    return action.not_after or LAST_DAY


def _place(action: NextAction) -> tuple[Any, ...]:
    return (
        action.not_after is None,
        _last_day(action),
        _PROCEDURE_RANK[action.procedure],
        _ACT_RANK[action.act],
        action.clause,
    )


@lru_cache(maxsize=8)
def advice_of(guideline: Guideline) -> Advice:
    """The advice of a guideline, worked out once for each value."""
    return Advice(guideline)
