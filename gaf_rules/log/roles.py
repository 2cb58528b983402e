"""Roles that may be left out: who acts, or who is addressed, where only one can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gaf_rules.language.vocabulary import ROLES

if TYPE_CHECKING:
    from gaf_rules.log.events import Event

__all__ = ["default_role", "fits_alone", "supplied_role"]

_FIRST_HOP = {
    "municipal": "municipal_cac",
    "provincial_department": "provincial_cac",
    "affiliated_institution": "provincial_department",
}
_FIRST_TIER = {**_FIRST_HOP, "provincial_department": "sponsor"}


# The first tiers that may hand in for a unit, straight to the province (2.2.2b; 2.2.0).
_HANDS_IN_FOR = {
    "affiliated_institution": "provincial_department",
    "central_agency": "provincial_department",
}
_PROVINCE = "provincial_cac"


def supplied_role(event: Event, name: str, tier: str) -> str | None:
    """The role that stands in where ``by`` or ``to`` was left out and only one fits; else None."""
    return default_role(event.type, event.by, event.to, name, tier)


def default_role(kind: str, by: str | None, to: str | None, name: str, tier: str) -> str | None:
    """The same for a type of event and the roles given for ``by`` and ``to``, if any."""
    given = by if name == "by" else to
    if given is not None:
        return given
    direct = tier == "provincial_department"
    if kind in {"application_submitted", "supplement_submitted", "deregistration_reported"}:
        agent = _HANDS_IN_FOR.get(tier)
        if name == "by":
            # What came to the province may be the unit's own doing or that of its department.
            return None if agent is not None and to == _PROVINCE else "sponsor"
        return _PROVINCE if agent is not None and by == agent else _FIRST_HOP.get(tier)
    if kind == "application_forwarded":
        return _FIRST_TIER.get(tier) if name == "by" else _PROVINCE
    if kind in {"materials_returned", "return_received"}:
        alone = "sponsor" if tier in {"municipal", "provincial_department"} else None
        return _PROVINCE if kind == "materials_returned" else alone
    if kind.endswith("_relayed") and direct:
        return _PROVINCE if name == "by" else "sponsor"
    return None


_SPONSORS_OWN = (
    "self_check_completed", "rectification_completed", "filing_number_displayed", "app_launched",
    "change_planned", "change_took_effect", "shutdown_announced", "data_disposed",
    "app_taken_offline", "application_withdrawn",
)  # fmt: skip
_ONLY: dict[tuple[str, str], str] = {
    **{(kind, "by"): "sponsor" for kind in _SPONSORS_OWN},
    ("completeness_confirmed", "by"): "provincial_cac",
    ("reported_to_national", "by"): "provincial_cac",
    ("reported_to_national", "to"): "national_cac",
    ("review_extended", "by"): "national_cac",
    ("feedback_issued", "by"): "national_cac",
    ("filing_number_issued", "by"): "national_cac",
}
"""Who alone can act, or be addressed, in events that do not say it."""


def fits_alone(kind: str, name: str, given: object, tier: str | None = None) -> bool:
    """Whether a role given for an event that has none agrees with the only one that it can have.

    Arguments:
        kind: the type of the event.
        name: ``by`` or ``to``.
        given: what was given.
        tier: the tier of the sponsor, if known; a department is a sponsor under two names.

    >>> fits_alone("app_launched", "by", "sponsor"), fits_alone("app_launched", "by", "national_cac")
    (True, False)
    """
    only = _ONLY.get((kind, name))
    if only is None:
        return given in ROLES
    direct = tier == "provincial_department" and given == tier
    return given == only or (direct and only == "sponsor")
