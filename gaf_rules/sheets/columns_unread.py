"""What is said of the columns of a sheet that give nothing to the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gaf_rules.sheets.cells import Cells
    from gaf_rules.sheets.headers import Header
    from gaf_rules.sheets.sources import Sheet
    from gaf_rules.sheets.words import SheetLexicon

__all__ = ["unread_columns"]


def unread_columns(
    sheet: Sheet, header: Header, cells: Cells, lexicon: SheetLexicon
) -> Iterator[tuple[tuple[str, str, str], tuple[str, int | None], tuple[str, str]]]:
    """Each column of a sheet that gives nothing: what kind of trouble it is, a place of it, what is said."""
    form = header.form
    for n, name in enumerate(header.names):
        if not name or n in header.columns or (form == "wide" and n in header.events):
            continue
        days = () if form == "events" else _days_under(sheet, n, header, cells, lexicon)
        for at in days:
            key = "days_not_read", name, ""
            yield key, (sheet.name, sheet.first + at), _days_not_read(name, lexicon)
        if not days:
            yield ("column_not_read", name, ""), (sheet.name, None), _not_used(name, form, lexicon)


def _days_under(
    sheet: Sheet, n: int, header: Header, cells: Cells, lexicon: SheetLexicon
) -> list[int]:
    """The rows of a column of days: most of its cells look like one, as numbers only under a date."""
    is_dated = lexicon.names_days(header.names[n])
    below = [(at, row[n]) for at, row in enumerate(sheet.rows) if at > header.at and n < len(row)]
    held = [(at, cell) for at, cell in below if not cells.is_missing(cell)]
    days = [
        at
        for at, cell in held
        if cells.looks_like_day(cell) or (is_dated and cells.may_be_serial(cell))
    ]
    return days if 2 * len(days) > len(held) else []


def _days_not_read(name: str, lexicon: SheetLexicon) -> tuple[str, str]:
    """What is said of days under a header that is not known: what happened on them is not in the log."""
    told = []
    for word, fields in lexicon.near_events(name).items():
        line = ", ".join(f'{field} = "{value}"' for field, value in fields.items())
        told.append(f"{word}（{line}）")
    near = "、".join(told)
    near_zh, near_en = (f"；可能是 {near}", f"; it may be {near}") if near else ("", "")
    line = f'[[events]] column = "{name}", type = "…"'
    zh = (
        "这一列是日期而不认得，没有读作事件，就当作没有发生；若是某一事件的日期，请在映射中写明 "
        f"{line}{near_zh}"
    )
    en = (
        "these are days under a header that is not known; no events were read, as if nothing had happened; "
        f"if they are those of an event, say so in the mapping: {line}{near_en}"
    )
    return zh, en


def _not_used(name: str, form: str, lexicon: SheetLexicon) -> tuple[str, str]:
    """What is said of any other column that gives nothing to the log."""
    column, near = lexicon.column(name), lexicon.near(name)
    kept_zh, kept_en = (
        ("事件已读入，未用此列", "the events were read, and it was not used")
        if form == "events"
        else ("原样附在案件之后", "the cases keep it as it is")
    )
    if column is not None:
        zh = (
            f"这一列是 {column}，这张表里没有用得到它的事件，{kept_zh}；若一行是一个事件，表头还须有"
            "“事件”与“日期”"
        )
        en = (
            f"this is {column}, which no event of this sheet has; {kept_en}; where a row is an event, the "
            'header must have "event" and "date", too'
        )
        return zh, en
    hint_zh = f"；若是“{near[0]}”，请在映射的 [columns] 中写明 {near[1]}" if near else ""
    hint_en = (
        f'; if it is "{near[0]}", say so in [columns] of the mapping: {near[1]}' if near else ""
    )
    return f"不认得这一列，{kept_zh}{hint_zh}", f"this column is not known; {kept_en}{hint_en}"
