"""Where each role stands on the route of a sponsor, and which rows an event may take by that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.values.mapping import FrozenMap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gaf_rules.language.rows import Transition
    from gaf_rules.log.entries import Sign

    Positions = Mapping[str | None, frozenset[str]]

__all__ = ["positions_of", "suits"]

# A department that sponsors has nobody below it to pass things on to: it holds one position, and what comes
# to it has come to the sponsor. Beside a sponsor's own office stands one with which a person may say that it
# files (2.2.0).
_OWN: dict[str, dict[str | None, frozenset[str]]] = {
    "municipal": {"municipal_cac": frozenset({"first_tier"})},
    "provincial_department": {"municipal_cac": frozenset({"first_tier"})},
    "affiliated_institution": {
        "municipal_cac": frozenset({"first_tier"}),
        "provincial_department": frozenset({"first_tier", "department"}),
    },
    "central_agency": {
        "municipal_cac": frozenset({"first_tier"}),
        "provincial_department": frozenset({"first_tier", "department"}),
    },
}
_COMMON: dict[str | None, frozenset[str]] = {
    "sponsor": frozenset({"sponsor"}),
    "provincial_cac": frozenset({"provincial_cac"}),
    "national_cac": frozenset({"national_cac"}),
}
_POSITIONS: dict[str, Positions] = {
    tier: FrozenMap({**_COMMON, **own}) for tier, own in _OWN.items()
}
_NOWHERE: frozenset[str] = frozenset()


def positions_of(tier: str) -> Positions:
    """The positions of each role on the route of a sponsor of a tier.

    >>> sorted(positions_of("municipal")["municipal_cac"])
    ['first_tier']
    """
    return _POSITIONS[tier]


def suits(row: Transition, sign: Sign, tier: str) -> bool:
    """Whether an event may ever be taken by a row: by who acts and is addressed, and by the answer."""
    positions = positions_of(tier)
    by, to = (positions.get(role, _NOWHERE) for role in (sign.by, sign.to))
    return (
        not sign.is_to_itself
        and (not row.by or not by.isdisjoint(row.by))
        and (not row.dest or not to.isdisjoint(row.dest))
        and row.answer in {None, sign.answer}
    )
