"""The header of a sheet: where it stands, what its cells mean, and what that makes of the sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, frozen

from gaf_rules.documents.fields import short
from gaf_rules.log.events import FIELDS
from gaf_rules.sheets.columns import CASE_COLUMNS
from gaf_rules.sheets.header_rows import names_in_one_row, names_in_two_rows
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.texts import is_one_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gaf_rules.sheets.sources import Sheet
    from gaf_rules.sheets.words import SheetLexicon

__all__ = [
    "Header",
    "find_header",
    "no_days",
    "no_events",
    "no_header",
    "no_rows",
    "unread",
]

_LOOKED_AT: Final = 20
"""Rows at the top of a sheet among which the header is looked for; titles and notes may stand above it."""
_ENOUGH: Final = 2
"""Known headers that make a row the header."""
_OF_DAYS: Final = ("日期", "时间", "日", "date")
"""Signs of a header that may be the one of days, the surest first."""


@frozen(kw_only=True)
class Header:
    """A header: at which row it stands and what each of its cells means."""

    at: int
    names: tuple[str, ...]
    columns: Mapping[int, str]
    events: Mapping[int, Mapping[str, str]]

    @property
    def known(self) -> int:
        """How many of its cells mean something."""
        return len(self.columns) + len(self.events)

    def called(self, column: str) -> str:
        """What the sheet calls a column; its own name where the sheet has none of it."""
        return next((self.names[n] for n, each in self.columns.items() if each == column), column)

    @property
    def form(self) -> str:
        """What the sheet is: events, cases, wide, or not read."""
        held = set(self.columns.values())
        if "case_id" not in held or self.lacks_days:
            return "not read"
        if "type" in held and "on" in held:
            return "events"
        if self.events:
            return "wide"
        return "cases" if held & set(CASE_COLUMNS) else "not read"

    @property
    def lacks_days(self) -> bool:
        """Whether there are events and no days of them: read as cases alone, nothing would have happened."""
        held = set(self.columns.values())
        return "type" in held and "on" not in held and not self.events


def find_header(sheet: Sheet, lexicon: SheetLexicon) -> Header | None:
    """The first row near the top of a sheet that has headers which are known; None where there is none.

    Errors:
        GafRulesError where two headers mean the same column.
    """
    for at in range(min(len(sheet.rows), _LOOKED_AT)):
        held = _header_at(sheet, at, lexicon)
        if held.known < _ENOUGH:
            continue
        below = _header_at(sheet, at + 1, lexicon)
        # A line above may look like the groups of a row that has groups of its own.
        if below.at > at + 1 and below.known > held.known:
            held = below
        twice = [c for c, n in Counter(held.columns.values()).items() if n > 1]
        if twice:
            raise _twice(sheet, held.names, held.columns, twice[0])
        last, names = _last_row(sheet, held.at, held.columns), _once_each(held.names)
        return _with_what_has_a_place(evolve(held, at=last, names=names))
    return None


def _header_at(sheet: Sheet, at: int, lexicon: SheetLexicon) -> Header:
    """What a row is as a header, alone or with the row below; whichever is known better."""
    rows = [*sheet.rows[at : at + 2], [], []]
    held = _header_of(at, names_in_one_row(rows[0]), lexicon)
    names = names_in_two_rows(rows[0], rows[1], lexicon.is_known)
    both = _header_of(at + 1, names, lexicon)
    return both if both.known > held.known else held


def _header_of(at: int, names: tuple[str, ...], lexicon: SheetLexicon) -> Header:
    columns = lexicon.columns(names)
    events = {
        n: event
        for n, name in enumerate(names)
        if name and n not in columns and (event := lexicon.event(name))
    }
    return Header(at=at, names=names, columns=columns, events=events)


def _last_row(sheet: Sheet, at: int, columns: Mapping[int, str]) -> int:
    """The last row of a header whose cells are merged down over several."""
    place = next((n for n, column in columns.items() if column == "case_id"), None)
    while place is not None and at + 1 < len(sheet.rows):
        below = sheet.rows[at + 1]
        if place >= len(below) or not is_one_of(below[place], (sheet.rows[at][place],)):
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
    if header.form in {"events", "not read"}:
        return header
    held = {"case_id", *CASE_COLUMNS}
    if header.form == "wide":
        held.update(*(FIELDS[event["type"]] for event in header.events.values()))
        held -= {"type", "on"}
    columns = {n: column for n, column in header.columns.items() if column in held}
    return evolve(header, columns=columns)


def no_header(sheets: list[Sheet], lexicon: SheetLexicon) -> GafRulesError:
    """The error where no sheet has a header that is known: which row looks like one, and how to tell it."""
    for sheet in sheets:
        header = find_header(sheet, lexicon)
        if header is not None:
            zh, en = (
                no_days(sheet, header) if header.lacks_days else _no_ids(sheet, header, lexicon)
            )
            return GafRulesError(zh=zh, en=en)
    known_zh = "案件编号、事件、日期、应用形态、单位性质、单位层级"
    known_en = "case_id, type, on, app_kind, sponsor_kind, tier"
    best = max(
        ((sheet, at) for sheet in sheets for at in range(len(sheet.rows[:_LOOKED_AT]))),
        key=lambda place: len(_texts(place[0].rows[place[1]])),
        default=None,
    )
    texts = [] if best is None else _texts(best[0].rows[best[1]])
    if best is None or not texts:
        return GafRulesError(
            zh=f"没有找到认得的表头：表是空的；表头应有如 {known_zh}",
            en=f"no header is known: the table is empty; wanted are headers such as {known_en}",
        )
    near = _suggested(texts, lexicon)
    such_zh, such_en = (f"，如 {near}", f", such as {near}") if near else ("", "")
    apart_zh = apart_en = ""
    if len(texts) == 1:
        apart_zh = "。若是各列没有分开，请以逗号、制表符或分号分隔"
        apart_en = (
            ". If the columns were not told apart, part them by a comma, a tab or a semicolon"
        )
    place_zh, place_en = _place(*best)
    return GafRulesError(
        zh=f"没有找到认得的表头。最像的是{place_zh}：{short(texts)}。表头应有如 {known_zh}；"
        f"叫法不同时，在映射的 [columns] 中写明至少两列各是什么{such_zh}，其所在的行即为表头{apart_zh}",
        en=f"no header is known. What looks most like one is {place_en}: {short(texts)}. Wanted are headers "
        f"such as {known_en}; where they have other names, say in [columns] of the mapping what at least two "
        f"of them are{such_en}: the row that has these is the header{apart_en}",
    )


def unread(sheet: Sheet, lexicon: SheetLexicon) -> tuple[str, str]:
    """What is said of a sheet without a known header beside others that have one."""
    at = max(range(len(sheet.rows[:_LOOKED_AT])), key=lambda n: len(_texts(sheet.rows[n])))
    texts, row = _texts(sheet.rows[at]), sheet.first + at
    near = _suggested(texts, lexicon)
    such_zh, such_en = (f"，如 {near}", f", such as {near}") if near else ("", "")
    zh = (
        f"表“{sheet.name}”没有认得的表头，未读；第 {row} 行最像表头：{short(texts)}；若须读入，请在映射的 "
        f"[columns] 中写明至少两列各是什么{such_zh}"
    )
    en = (
        f'no header is known in the sheet "{sheet.name}", and it was not read; row {row} looks like one: '
        f"{short(texts)}; if it is to be read, say in [columns] of the mapping what at least two of its "
        f"columns are{such_en}"
    )
    return zh, en


def _texts(row: list[Any]) -> list[str]:
    """The texts of a row, each once: a header has more of them than a title."""
    return [*dict.fromkeys(cell.strip() for cell in row if isinstance(cell, str) and cell.strip())]


def _suggested(names: Iterable[str], lexicon: SheetLexicon) -> str:
    """Lines of a mapping for the headers that look like known ones, as they would stand there."""
    near = {name: found[1] for name in names if (found := lexicon.near(name))}
    # The day of the event is what a sheet has above all; other days have longer names.
    dated = next((name for name in names if name in _OF_DAYS), None)
    if dated is not None:
        near[dated] = "on"
    return ", ".join(f'"{name}" = "{column}"' for name, column in [*near.items()][:_ENOUGH])


def no_days(sheet: Sheet, header: Header) -> tuple[str, str]:
    """What is said of a table that has events and no days of them."""
    place_zh, place_en = _place(sheet, header.at)
    named = next(header.names[n] for n, column in header.columns.items() if column == "type")
    line = _line_of_days(header)
    zh = (
        f"{place_zh}有“{named}”而没有“日期”，事件未读入；哪一列是日期，请在映射的 [columns] 中写明："
        f"{line}"
    )
    en = (
        f'{place_en} has "{named}" and no "date", so the events were not read; say in [columns] '
        f"of the mapping which column is the date: {line}"
    )
    return zh, en


def _no_ids(sheet: Sheet, header: Header, lexicon: SheetLexicon) -> tuple[str, str]:
    """What is said of a table that has a header and no ids of cases."""
    place_zh, place_en = _place(sheet, header.at)
    rest = [name for n, name in enumerate(header.names) if name and n not in header.columns]
    near = (name for name in rest if (lexicon.near(name) or ("", ""))[1] == "case_id")
    line = f'"{next(near, "…")}" = "case_id"'
    zh = f"{place_zh}没有“案件编号”，未读入；哪一列是案件编号，请在映射的 [columns] 中写明：{line}"
    en = (
        f'there is no "case_id" in {place_en}, so nobody can say whose its rows are; say in [columns] of the '
        f"mapping which column is the id of the case: {line}"
    )
    return zh, en


def no_events(sheet: Sheet, header: Header) -> tuple[str, str]:
    """What is said of a table of cases in which one stands twice: it may be one of events."""
    place_zh, place_en = _place(sheet, header.at)
    line = f'"…" = "type", {_line_of_days(header)}'
    zh = (
        f"{place_zh}没有“事件”与“日期”，读作案件表，没有事件；而同一案件有几行，若一行是一个事件，"
        f"请在映射的 [columns] 中写明：{line}"
    )
    en = (
        f'{place_en} has neither "event" nor "date", so cases were read and no events; but a '
        f"case stands in several rows: if a row is an event, say so in [columns] of the mapping: {line}"
    )
    return zh, en


def no_rows(sheet: Sheet, header: Header) -> tuple[str, str]:
    """What is said of a table that ends with its header."""
    place_zh, place_en = _place(sheet, header.at)
    zh = f"{place_zh}之下没有一行内容，没有案件可读；请核对是否给错了文件，或存盘时筛掉了各行"
    en = (
        f"there is no row below {place_en}, and so no case to read; see whether this is the right file, or "
        "whether its rows were filtered away as it was saved"
    )
    return zh, en


def _place(sheet: Sheet, at: int) -> tuple[str, str]:
    """Which header it is: its row and its sheet, as far as the source has either; a frame has names alone."""
    named_zh, named_en = (f"“{sheet.name}”", f" of {sheet.name}") if sheet.name else ("", "")
    row = sheet.first + at
    if row < 1:
        return f"{named_zh}的列名" if sheet.name else "列名", f"the names of the columns{named_en}"
    return f"{named_zh}第 {row} 行的表头", f"the header in row {row}{named_en}"


def _line_of_days(header: Header) -> str:
    """The line of a mapping that names the column of days, as far as it can be told."""
    rest = [name for n, name in enumerate(header.names) if name and n not in header.columns]
    dated = (name for sign in _OF_DAYS for name in rest if sign in name.lower())
    return f'"{next(dated, "…")}" = "on"'


def _twice(
    sheet: Sheet, names: tuple[str, ...], columns: Mapping[int, str], twice: str
) -> GafRulesError:
    both = [names[n] for n, column in columns.items() if column == twice]
    where = f"“{sheet.name}”" if sheet.name else "表中"
    return GafRulesError(
        zh=f"{where}有两列都是 {twice}：{'、'.join(both)}；请在映射中说明，或改名",
        en=f"{sheet.name or 'the table'}: two columns are both {twice}: {', '.join(both)}; rename one, "
        "or name it in the mapping",
    )
