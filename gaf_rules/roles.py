"""Roles that may be left out: who acts, or who is addressed, where only one can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gaf_rules.events import Event

__all__ = ["default_role", "supplied_role"]

_FIRST_HOP = {
    "municipal": "municipal_cac",
    "provincial_department": "provincial_cac",
    "affiliated_institution": "provincial_department",
}
_FIRST_TIER = {**_FIRST_HOP, "provincial_department": "sponsor"}


def supplied_role(event: Event, name: str, tier: str) -> str | None:
    """The role that stands in where ``by`` or ``to`` was left out and only one fits; else None."""
    return default_role(event.type, getattr(event, name), name, tier)


def default_role(kind: str, given: str | None, name: str, tier: str) -> str | None:
    """The same for a type of event and the role given for ``by`` or ``to``, if any."""
    if given is not None:
        return given
    direct = tier == "provincial_department"
    if kind in {"application_submitted", "supplement_submitted", "deregistration_reported"}:
        return "sponsor" if name == "by" else _FIRST_HOP.get(tier)
    if kind == "application_forwarded":
        return _FIRST_TIER.get(tier) if name == "by" else "provincial_cac"
    if kind in {"materials_returned", "return_received"}:
        alone = "sponsor" if tier in {"municipal", "provincial_department"} else None
        return "provincial_cac" if kind == "materials_returned" else alone
    if kind.endswith("_relayed") and direct:
        return "provincial_cac" if name == "by" else "sponsor"
    return None
