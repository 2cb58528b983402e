"""The header of a sheet: where it stands, what its cells mean, and what that makes of the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from gaf_rules.documents.fields import short
from gaf_rules.log.events import FIELDS
from gaf_rules.sheets.cells import is_missing
from gaf_rules.sheets.columns import CASE_COLUMNS
from gaf_rules.values.errors import GafRulesError

if TYPE_CHECKING:
    from gaf_rules.sheets.sources import Sheet
    from gaf_rules.sheets.words import SheetLexicon

__all__ = ["Header", "find_header", "no_header"]

_LOOKED_AT: Final = 20
"""Rows at the top of a sheet among which the header is looked for; titles and notes may stand above it."""
_ENOUGH: Final = 2
"""Known headers that make a row the header."""


@frozen(kw_only=True)
class Header:
    """A header: at which row it stands and what each of its cells means."""

    at: int
    names: tuple[str, ...]
    columns: Mapping[int, str]
    events: Mapping[int, Mapping[str, str]]

    @property
    def form(self) -> str:
        """What the sheet is: events, cases, wide, or not read."""
        held = set(self.columns.values())
        if "case_id" not in held:
            return "not read"
        if "type" in held and "on" in held:
            return "events"
        if self.events:
            return "wide"
        return "cases" if held & set(CASE_COLUMNS) else "not read"


def find_header(sheet: Sheet, lexicon: SheetLexicon) -> Header | None:
    """The first row near the top of a sheet that has headers which are known; None where there is none.

    Errors:
        GafRulesError where two headers mean the same column.
    """
    for at, row in enumerate(sheet.rows[:_LOOKED_AT]):
        names = tuple("" if is_missing(cell) else str(cell).strip() for cell in row)
        columns = {n: c for n, name in enumerate(names) if (c := lexicon.column(name))}
        events = {
            n: e
            for n, name in enumerate(names)
            if name and n not in columns and (e := lexicon.event(name))
        }
        if len(columns) + len(events) >= _ENOUGH:
            twice = [c for c, n in Counter(columns.values()).items() if n > 1]
            if twice:
                raise _twice(sheet, names, columns, twice[0])
            return _with_what_has_a_place(
                Header(
                    at=_last_row(sheet, at, columns),
                    names=_once_each(names),
                    columns=columns,
                    events=events,
                )
            )
    return None


def _last_row(sheet: Sheet, at: int, columns: Mapping[int, str]) -> int:
    """The last row of a header whose cells are merged down over several."""
    place = next((n for n, column in columns.items() if column == "case_id"), None)
    while place is not None and at + 1 < len(sheet.rows):
        below = sheet.rows[at + 1]
        if place >= len(below) or below[place] != sheet.rows[at][place]:
            break
        at += 1
    return at


def _once_each(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, a repeated one with its number behind it: both columns are kept.

    >>> _once_each(("备注", "", "备注", ""))
    ('备注', '', '备注 (2)', '')
    """
    met: Counter[str] = Counter()
    held: list[str] = []
    for name in names:
        met[name] += 1
        held.append(f"{name} ({met[name]})" if name and met[name] > 1 else name)
    return tuple(held)


def _with_what_has_a_place(header: Header) -> Header:
    """Without the columns of events that nothing in a sheet of this form can have: these are kept aside."""
    if header.form == "events":
        return header
    held = {"case_id", *CASE_COLUMNS}
    if header.form == "wide":
        held.update(*(FIELDS[event["type"]] for event in header.events.values()))
        held -= {"type", "on"}
    columns = {n: column for n, column in header.columns.items() if column in held}
    return evolve(header, columns=columns)


def no_header(sheets: list[Sheet]) -> GafRulesError:
    """The error where no sheet has a header that is known."""
    seen = [str(cell) for sheet in sheets for row in sheet.rows[:1] for cell in row if cell]
    known = "案件编号、事件类型、日期、应用形态、单位性质、单位层级"
    return GafRulesError(
        zh=f"没有找到认得的表头；第一行是 {short(seen)}；表头应有如 {known}，或在映射的 [columns] 中写明",
        en=f"no header is known; the first row is {short(seen)}; wanted are headers such as case_id, type, "
        "on, app_kind, sponsor_kind, tier, or say in [columns] of the mapping what they are",
    )


def _twice(
    sheet: Sheet, names: tuple[str, ...], columns: Mapping[int, str], twice: str
) -> GafRulesError:
    both = "、".join(names[n] for n, column in columns.items() if column == twice)
    return GafRulesError(
        zh=f"{sheet.name or '表中'} 有两列都是 {twice}：{both}；请在映射中说明，或改名",
        en=f"{sheet.name or 'the table'}: two columns are both {twice}: {both}; rename one, "
        "or name it in the mapping",
    )
