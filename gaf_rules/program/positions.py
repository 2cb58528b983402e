"""Which rows an event may take, by where each role stands on the route of a sponsor."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from gaf_rules.language.rows import FIRST_HOP, FIRST_TIER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.language.rows import TierRow, Transition
    from gaf_rules.log.entries import Sign

    Positions = Mapping[str, frozenset[str]]

__all__ = ["POSITIONED", "Tier", "suits"]

POSITIONED = frozenset({FIRST_HOP, FIRST_TIER})
"""Positions at which another role stands for every kind of sponsor."""


class Tier(NamedTuple):
    """A tier of sponsors, made ready: the fields of its row of which a case asks, as plain mappings."""

    first_hop: str | None
    first_tier: str | None
    places: Positions
    unsent: Mapping[str, str]

    @classmethod
    def of(cls, row: TierRow) -> Tier:
        """The tier of a row."""
        places, unsent = MappingProxyType(dict(row.places)), MappingProxyType(dict(row.unsent))
        return cls(row.first_hop, row.first_tier, places, unsent)


_NOWHERE: frozenset[str] = frozenset()


def suits(row: Transition, sign: Sign, places: Positions) -> bool:
    """Whether an event may ever be taken by a row: by who acts and is addressed, and by the answer.

    Arguments:
        row: the transition.
        sign: what the event is.
        places: where each role stands for the sponsor (:class:`~gaf_rules.language.rows.TierRow`).
    """
    by, to = (places.get(role or "", _NOWHERE) for role in (sign.by, sign.to))
    return (
        not sign.is_to_itself
        and (not row.by or not by.isdisjoint(row.by))
        and (not row.dest or not to.isdisjoint(row.dest))
        and row.answer in {None, sign.answer}
    )
