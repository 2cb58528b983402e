"""Which attribute of a guideline holds what: linking takes rows for rows, so this is looked at before."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.language.citation import ClauseBook
from gaf_rules.language.rows import (
    AheadRow,
    DutyRow,
    FactRow,
    FindingRow,
    FormRow,
    LapseRow,
    MaterialRow,
    QuestionRow,
    RouteRow,
    ScopeRow,
    StateRow,
    TierRow,
    Transition,
)
from gaf_rules.values.days import plain_day
from gaf_rules.values.given import every, refused, require

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ROW_KINDS", "check_kinds"]

ROW_KINDS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "tiers": TierRow,
        "states": StateRow,
        "transitions": Transition,
        "lapses": LapseRow,
        "duties": DutyRow,
        "ahead": AheadRow,
        "findings": FindingRow,
        "questions": QuestionRow,
        "scope": ScopeRow,
        "routes": RouteRow,
        "materials": MaterialRow,
        "forms": FormRow,
        "facts": FactRow,
    }
)
"""The attributes that hold rows, and of which kind."""


def check_kinds(guideline: Any) -> None:
    """That each attribute holds what belongs there: linking reads the rows and takes them for rows.

    Raises:
        CaseError: one does not.
    """
    single: dict[str, type] = {
        "key": str,
        "sha256": str,
        "clauses": ClauseBook,
        "route_clause": str,
    }
    for name, kind in single.items():
        require(name, getattr(guideline, name), kind, f" {kind.__name__}", f"a {kind.__name__}")
    for name in ("effective_from", "legacy_until"):
        got = getattr(guideline, name)
        if got is not None and plain_day(got) is None:
            raise refused(name, got, "日期或 None", "a date or None")
    for name, kind in ({**ROW_KINDS, "roles": str, "local_roles": str}).items():
        require(name, getattr(guideline, name), tuple, "元组", "a tuple")
        every(name, getattr(guideline, name), kind, f" {kind.__name__}", f"a {kind.__name__}")
