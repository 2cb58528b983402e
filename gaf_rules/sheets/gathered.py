"""What has been read of each case: its fields, its events, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import define, field

from gaf_rules.log.events import FIELDS
from gaf_rules.messages.codes import codes_in_words
from gaf_rules.sheets.cells import Refusal, shown
from gaf_rules.sheets.columns import KIND_OF_LABEL
from gaf_rules.sheets.headers import Header
from gaf_rules.sheets.sources import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable


__all__ = ["Gathered", "ids_of", "with_empty_lists"]


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

    def merge(self, values: dict[str, Any]) -> list[tuple[str | None, Any, Refusal]]:
        """Takes the fields that another row says of the case; two rows must not say two things of it."""
        found: list[tuple[str | None, Any, Refusal]] = []
        for name, value in values.items():
            held = self.fields.setdefault(name, value)
            if held != value:
                got_zh, held_zh = (
                    codes_in_words((each,))
                    if name in KIND_OF_LABEL and isinstance(each, str)
                    else shown(each)
                    for each in (value, held)
                )
                said = Refusal(
                    "contradiction",
                    f"得到 {got_zh}，同一案件的另一行是 {held_zh}；请改为一致，或分作两个案件",
                    f"got {shown(value)}, another row of the case says {shown(held)}; let them agree, or "
                    "make two cases of them",
                )
                found.append((name, value, said))
        return found


def ids_of(cases: Iterable[Any]) -> dict[Any, Any]:
    """The ids as they come out: whole numbers where all of them are, else text."""
    cases = [*cases]
    if all(each.isascii() and each.isdigit() and str(int(each)) == each for each in cases):
        return {each: int(each) for each in cases}
    return {each: each for each in cases}


def with_empty_lists(event: dict[str, Any], given: set[str]) -> dict[str, Any]:
    """An empty cell under a list is the empty list: a table cannot tell it from nothing."""
    lists = {
        name: ""
        for name, spec in FIELDS[event["type"]].items()
        if spec.kind == "words" and name in given and name not in event
    }
    return {**event, **lists}
