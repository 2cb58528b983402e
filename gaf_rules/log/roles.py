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
# A department may hand in for these, straight to the province (2.2.2b; 2.2.0).
_ASSISTED = ("affiliated_institution", "central_agency")
_DEPARTMENT, _PROVINCE = "provincial_department", "provincial_cac"
_BETWEEN = ("municipal_cac", _DEPARTMENT)


def supplied_role(event: Event, name: str, tier: str) -> str | None:
    """The role that stands in where ``by`` or ``to`` was left out and only one fits; else None."""
    return default_role(event.type, event.by, event.to, name, tier)


def default_role(kind: str, by: str | None, to: str | None, name: str, tier: str) -> str | None:
    """The same for a type of event and the roles given for ``by`` and ``to``, if any."""
    given = by if name == "by" else to
    if given is not None:
        return given
    if kind in {"application_submitted", "supplement_submitted", "deregistration_reported"}:
        return _who_hands_in(by, to, name, tier)
    if kind.endswith("_relayed"):
        return _who_relays(by, to, name, tier)
    if kind == "application_forwarded":
        return _FIRST_TIER.get(tier) if name == "by" else _PROVINCE
    if kind in {"materials_returned", "return_received"}:
        alone = "sponsor" if tier in {"municipal", "provincial_department"} else None
        return _PROVINCE if kind == "materials_returned" else alone
    return None


def _who_hands_in(by: str | None, to: str | None, name: str, tier: str) -> str | None:
    """Who hands in, or with whom: the unit itself, or the department that may do it for the unit."""
    if name == "by":
        return None if tier in _ASSISTED and to == _PROVINCE else "sponsor"
    return _PROVINCE if tier in _ASSISTED and by == _DEPARTMENT else _FIRST_HOP.get(tier)


def _who_relays(by: str | None, to: str | None, name: str, tier: str) -> str | None:
    """Who passes on, or to whom: the office between has it from the province, for the sponsor."""
    if name == "by":
        return _PROVINCE if tier == _DEPARTMENT or to in _BETWEEN else None
    return "sponsor" if tier == _DEPARTMENT or by in _BETWEEN else None


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
