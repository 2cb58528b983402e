"""With which office a sponsor files, and which offices lie on the way of its application (section 2.2).

The tier names the office; where the text names none (central agencies) or a person must confirm it (other
state organs of the province), the office is the one to which the application was sent.
"""

from __future__ import annotations

from gaf_rules.language.conditions import AllOf, AnyOf, Condition, Is, IsIn, Not
from gaf_rules.language.rows import TierRow

__all__ = [
    "ADDRESSABLE",
    "LOCAL_ROLES",
    "ROUTE_IN_QUESTION",
    "TIERS",
    "is_addressee",
    "is_on_the_way",
]

_EVERYWHERE = {name: (name,) for name in ("sponsor", "provincial_cac", "national_cac")}
_CITY = {"municipal_cac": ("first_tier",)}
_DEPARTMENT = {"provincial_department": ("first_tier", "department")}

_UNSENT = {"first_tier": "municipal_cac"}
LOCAL_ROLES = ("sponsor", "municipal_cac")

# A department that sponsors has nobody below it to pass things on to: it holds one position, and what comes
# to it has come to the sponsor. Beside a sponsor's own office stands one with which a person may say that it
# files (2.2.0).
TIERS: tuple[TierRow, ...] = (
    TierRow(
        tier="municipal",
        first_hop="municipal_cac",
        first_tier="municipal_cac",
        unsent=_UNSENT,
        places={**_EVERYWHERE, **_CITY},
    ),
    TierRow(
        tier="provincial_department",
        first_hop="provincial_cac",
        first_tier="sponsor",
        unsent=_UNSENT,
        places={**_EVERYWHERE, **_CITY},
    ),
    TierRow(
        tier="affiliated_institution",
        first_hop="provincial_department",
        first_tier="provincial_department",
        unsent=_UNSENT,
        places={**_EVERYWHERE, **_CITY, **_DEPARTMENT},
    ),
    TierRow(
        tier="central_agency",
        unsent=_UNSENT,
        places={**_EVERYWHERE, **_CITY, **_DEPARTMENT},
    ),
)

_OFFICES = ("municipal_cac", "provincial_department")
_MUNICIPAL = Is("sponsor.tier", "municipal")
_CENTRAL = Is("sponsor.tier", "central_agency")

ROUTE_IN_QUESTION = AnyOf(
    (
        _CENTRAL,
        AllOf(
            (
                Is("sponsor.kind", "other_state_organ"),
                IsIn("sponsor.tier", ("provincial_department", "affiliated_institution")),
            )
        ),
    )
)
# 2.2.2: a unit of the province has no business with a municipal office, unless a person says that it has.
ADDRESSABLE = AnyOf((_MUNICIPAL, Not(Is("event.to", "municipal_cac")), ROUTE_IN_QUESTION))


def is_addressee(who: str, sent_to: str = "submission.to") -> Condition:
    """That an office is the one to which the application was sent.

    Arguments:
        who: the fact that names the office.
        sent_to: the fact that names the addressee.
    """
    same = (AllOf((Is(who, office), Is(sent_to, office))) for office in _OFFICES)
    return AnyOf((_MUNICIPAL, *same))


def is_on_the_way(who: str, sent_to: str = "submission.to") -> Condition:
    """That a first tier lies on the way down to the sponsor: its own, or the one to which it was sent.

    What a central agency sent to the province itself may come back by either.
    """
    return AnyOf(
        (
            IsIn(who, ("sponsor", "provincial_cac")),
            AllOf((Is("sponsor.tier", "affiliated_institution"), Is(who, "provincial_department"))),
            AllOf((_CENTRAL, Is(sent_to, "provincial_cac"))),
            is_addressee(who, sent_to),
        )
    )
