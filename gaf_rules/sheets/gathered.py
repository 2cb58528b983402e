"""What has been read of each case: its fields, its events, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from gaf_rules.sheets.headers import Header
from gaf_rules.sheets.sources import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Gathered", "ids_of"]


@define
class Gathered:
    """What is known of one case so far."""

    fields: dict[str, Any] = field(factory=dict)
    further: dict[str, Any] = field(factory=dict)
    events: list[dict[str, Any]] = field(factory=list)
    rows: list[tuple[Sheet, int, Header]] = field(factory=list)
    heads: list[tuple[int, int, int]] = field(factory=list)
    firsts: dict[int, int] = field(factory=dict)
    is_refused: bool = False


def ids_of(cases: Iterable[Any]) -> dict[Any, Any]:
    """The ids as they come out: whole numbers where all of them are, else text."""
    cases = [*cases]
    if all(each.isascii() and each.isdigit() and str(int(each)) == each for each in cases):
        return {each: int(each) for each in cases}
    return {each: each for each in cases}
