"""From sheets to a log: find the header, tell the form, read the rows, gather the cases."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from gaf_rules.log.events import FIELDS
from gaf_rules.sheets.cells import Cells, Refusal, is_missing, shown
from gaf_rules.sheets.columns import CASE_COLUMNS, EVENT_COLUMNS
from gaf_rules.sheets.columns_unread import unread_columns
from gaf_rules.sheets.frames import frame_of, kind_of_frame
from gaf_rules.sheets.gathered import Gathered, ids_of, with_empty_lists
from gaf_rules.sheets.headers import (
    Header,
    find_header,
    no_days,
    no_events,
    no_header,
    no_rows,
    unread,
)
from gaf_rules.sheets.log import Log, Report, TroubleCount
from gaf_rules.sheets.mapping import is_mapping, mapping_of
from gaf_rules.sheets.places import SheetPlaces
from gaf_rules.sheets.row_words import (
    ANOTHER_ROW,
    EMPTY,
    NO_CASE_ID,
    TOTALS,
    alike_ids,
    first_kept,
    header_says,
    is_of_totals,
    says_nothing,
    two_roles,
    without_header,
)
from gaf_rules.sheets.sources import Sheet, sheets_of
from gaf_rules.sheets.words import SheetLexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as AnyMapping

    from gaf_rules.sheets.mapping import Mapping

__all__ = ["read_log"]

_PLACE: Final = ("sheet", "row", "reason", "reason_zh", "reason_en")
"""The columns of ``refused`` before those of the sheet."""
_WHO: Final = ("by", "to")
"""Of these two cells of a row must not say two things, as of a word with its role and the cell beside it."""


def read_log(
    source: Any, cases: Any = None, *, mapping: Any = None, frame: str | None = None
) -> Log:
    """The log that a table holds, as two tables for `gaf.audit`, with a report of what was not understood.

    Read are CSV (UTF-8, UTF-16 with a mark, GB18030), Excel and OpenDocument workbooks, Parquet, JSON Lines
    (a row or a whole case a line) and frames of pandas, Polars, Arrow. A table may be *long* (a row an
    event), *wide* (a row a case, a column an event), or hold cases alone; what a sheet is, its headers say. A
    title above the header is passed over.

    Headers and words are those of the library (its codes, its labels in Chinese and English) and those of the
    mapping. Days are read as 2026-03-09, 2026/3/9, 2026.3.9, 2026年3月9日, date cells and midnights; serial
    numbers of Excel and moments only where the mapping names the epoch and the zone. Nothing is guessed and
    nothing dropped: a row that is not understood is refused with its reason, and with it its whole case.

    Arguments:
        source: the path of a file, or a frame: events, or everything.
        cases: another one with the cases, where they are not in the first. A mapping may stand here, too.
        mapping: what the table calls things: a `Mapping`, its data, or the path of a TOML file.
        frame: ``"pandas"``, ``"polars"`` or ``"pyarrow"``: the kind of tables to give; by default the kind
            that came in, for files the first of these that is installed. ``"rows"`` gives tuples of
            mappings, a row each, and needs none of these.

    Returns:
        the log: ``events``, ``cases``, ``report``, ``refused``.

    Raises:
        CaseError: a mapping that does not fit, or a source that is neither file nor frame.
        GafRulesError: a file that cannot be read, a table in which no header is known, or a library that is
            not installed.

    >>> import polars as pl
    >>> table = pl.DataFrame({"案件编号": ["A", "A"], "事件类型": ["完成自查", "应用上线"],
    ...                       "日期": ["2026年3月2日", "2026/3/9"]})
    >>> log = read_log(table)
    >>> log.events.select("case_id", "type", "on").rows()[1]
    ('A', 'app_launched', datetime.date(2026, 3, 9))
    >>> log.report.is_complete
    True
    """
    if mapping is None and is_mapping(cases):
        cases, mapping = None, cases
    chosen = mapping_of(mapping)
    sheets = _sheets(source, cases)
    reader = _SheetReader(chosen)
    for sheet in sheets:
        reader.take(sheet)
    if not reader.forms or all(form == "not read" for _, form, _ in reader.forms):
        raise no_header(sheets, reader.lexicon)
    return reader.log(kind_of_frame(frame, next((s.kind for s in sheets if s.kind), None)))


def _sheets(source: Any, cases: Any) -> list[Sheet]:
    """The sheets of both; one of the cases whose name is taken says that it is of these."""
    sheets = sheets_of(source)
    taken = {sheet.name for sheet in sheets}
    for sheet in () if cases is None else sheets_of(cases):
        name = f"{sheet.name} (cases)".strip() if sheet.name in taken else sheet.name
        sheets.append(evolve(sheet, name=name))
    return sheets


class _SheetReader:
    """Takes sheets one after the other and gathers their cases."""

    def __init__(self, mapping: Mapping) -> None:
        self.lexicon = SheetLexicon(mapping)
        self._cells = Cells(mapping, self.lexicon)
        self._constants = dict(mapping.constants)
        self._ledger = TroubleCount()
        self._cases: dict[Any, Gathered] = {}
        self._ids: dict[str, Any] = {}
        self._refused: list[dict[str, Any]] = []
        self.forms: list[tuple[str, str, int]] = []
        self._headers: list[tuple[str, Header]] = []
        self._columns: list[tuple[str, str, str]] = []

    # -- one sheet -----------------------------------------------------------------------------------------
    def take(self, sheet: Sheet) -> None:
        """Reads a sheet."""
        header = find_header(sheet, self.lexicon)
        form = "not read" if header is None else header.form
        rows = 0 if header is None else len(sheet.rows) - header.at - 1
        self.forms.append((sheet.name, form, rows))
        if header is None or form == "not read":
            if any(not is_missing(cell) for row in sheet.rows for cell in row):
                key, where = ("sheet_not_read", None, sheet.name), (sheet.name, None)
                if header is not None and header.lacks_days:
                    self._ledger.add(key, where, no_days(sheet, header), is_refusal=True)
                else:
                    self._ledger.add(key, where, unread(sheet, self.lexicon), is_refusal=False)
            return
        self._headers.append((sheet.name, header))
        self._tell_columns(sheet, header, form)
        filled = [
            at
            for at in range(header.at + 1, len(sheet.rows))
            if any(not is_missing(cell) for cell in sheet.rows[at])
        ]
        if not filled:
            self._ledger.add(
                ("no_rows", None, sheet.name), (sheet.name, None), no_rows(sheet, header),
                is_refusal=False,
            )  # fmt: skip
        for at in filled:
            self._row(sheet, at, header, form)

    def _tell_columns(self, sheet: Sheet, header: Header, form: str) -> None:
        for at, column in header.columns.items():
            self._columns.append((sheet.name, header.names[at], column))
        for at, event in header.events.items():
            if form == "wide":
                self._columns.append((sheet.name, header.names[at], event["type"]))
        for key, place, words in unread_columns(sheet, header, self._cells, self.lexicon):
            self._ledger.add(key, place, words, is_refusal=False)

    # -- one row -------------------------------------------------------------------------------------------
    def _row(self, sheet: Sheet, at: int, header: Header, form: str) -> None:
        row, place = sheet.rows[at], (sheet.name, sheet.first + at)
        if is_of_totals(row):
            self._no_case(place)
            return
        refusals: list[tuple[str | None, Any, Refusal]] = []
        if (found := without_header(row, header.names)) is not None:
            refusals.append((None, *found))
        values, given = self._values(row, header, refusals)
        case_id = self._id(values.pop("case_id", None), header, place)
        events = list(self._events(row, place, header, form, values, given, refusals))
        if case_id is None and not any(column == "case_id" for column, _, _ in refusals):
            refusals.append(("case_id", None, NO_CASE_ID))
        if case_id is None:
            if says_nothing(row, header):
                self._no_case(place)
            else:
                self._refuse(sheet, at, header, refusals)
            return
        case = self._cases.setdefault(case_id, Gathered())
        case.rows.append((sheet, at, header))
        first = case.firsts.setdefault(len(self._headers) - 1, sheet.first + at)
        if form == "cases" and first < sheet.first + at:
            trouble = "read_as_cases", None, sheet.name
            self._ledger.add(trouble, place, no_events(sheet, header), is_refusal=False)
        refusals += case.merge(values)
        if refusals:
            case.is_refused = True
            self._refuse(sheet, at, header, refusals)
            return
        case.events += [event for _, event in events]
        case.heads += [(len(self._headers) - 1, sheet.first + at, head) for head, _ in events]
        if form != "events":
            self._keep(case, row, place, header)

    def _no_case(self, place: tuple[str, int]) -> None:
        self._ledger.add(("no_case", None, ""), place, TOTALS, is_refusal=False)

    def _id(self, case_id: Any, header: Header, place: tuple[str, int]) -> Any:
        """An id as it stood first: another spelling in wide signs is the same."""
        if case_id is None:
            return None
        narrow = case_id if case_id.isascii() else unicodedata.normalize("NFKC", case_id)
        first = self._ids.setdefault(narrow, case_id)
        if first != case_id:
            key = "alike_ids", header.called("case_id"), shown(case_id)
            self._ledger.add(key, place, alike_ids(case_id, first), is_refusal=False)
        return first

    def _keep(self, case: Gathered, row: list[Any], place: tuple[str, int], header: Header) -> None:
        """Keeps the cells under headers that are not known beside the case, the first of several."""
        for n, (name, cell) in enumerate(zip(header.names, row, strict=False)):
            if not name or n in header.columns or n in header.events or is_missing(cell):
                continue
            held = case.further.setdefault(name, cell)
            if str(held) != str(cell):
                self._ledger.add(
                    ("kept_the_first", name, ""), place, first_kept(cell, held), is_refusal=False
                )

    def _values(
        self, row: list[Any], header: Header, refusals: list[tuple[str | None, Any, Refusal]]
    ) -> tuple[dict[str, Any], set[str]]:
        """The values of the cells under known headers, and the columns there are."""
        values: dict[str, Any] = {}
        given = set(header.columns.values())
        cells = {column: row[n] if n < len(row) else None for n, column in header.columns.items()}
        for column, cell in {**self._constants, **cells}.items():
            if self._cells.is_missing(cell):
                continue
            got = self._cells.read(column, cell)
            if isinstance(got, Refusal):
                refusals.append((column, cell, got))
                continue
            for name, value in got.items():
                if name in _WHO and values.get(name, value) != value:
                    refusals.append((column, cell, two_roles(value, values[name])))
                # A word that says more than its column (a type with its lists) gives way to the cell itself.
                if name == column or name not in values:
                    values[name] = value
        return values, given | set(self._constants)

    def _events(
        self,
        row: list[Any],
        place: tuple[str, int],
        header: Header,
        form: str,
        values: dict[str, Any],
        given: set[str],
        refusals: list[tuple[str | None, Any, Refusal]],
    ) -> Iterator[tuple[int, dict[str, Any]]]:
        """The events of a row, each with the place of its header, -1 in a long table.

        What they take of the values is taken out of these.
        """
        of_events = {name: values.pop(name) for name in [*values] if name in EVENT_COLUMNS}
        if form == "events":
            for name in ("type", "on"):
                if name not in of_events and not any(column == name for column, _, _ in refusals):
                    refusals.append((name, None, Refusal(f"no_{name}", *EMPTY)))
            if "type" in of_events:
                # A constant is for the events that have such a field; a column speaks for each of its rows.
                fields = FIELDS.get(of_events["type"], of_events)
                others = self._constants.keys() - {*header.columns.values(), *fields, "type", "on"}
                event = {name: value for name, value in of_events.items() if name not in others}
                yield -1, with_empty_lists(event, given)
        elif form == "wide":
            for n, fields in header.events.items():
                cell = row[n] if n < len(row) else None
                if self._cells.is_missing(cell):
                    continue
                day = self._cells.day(cell)
                if isinstance(day, Refusal):
                    refusals.append((header.names[n], cell, day))
                    continue
                self._tell_roles(n, fields, of_events, header, place)
                yield n, self._wide_event(fields, day, of_events, given, refusals)

    def _tell_roles(
        self,
        n: int,
        fields: AnyMapping[str, str],
        shared: dict[str, Any],
        header: Header,
        place: tuple[str, int],
    ) -> None:
        """Says of a cell that names another role than the header of the days: the header holds."""
        for who in _WHO:
            got, held = shared.get(who), fields.get(who)
            if held is not None and got not in {None, held}:
                key = "header_holds", header.called(who), got
                self._ledger.add(
                    key, place, header_says(got, held, header.names[n]), is_refusal=False
                )

    def _wide_event(
        self,
        fields: AnyMapping[str, str],
        day: Any,
        shared: dict[str, Any],
        given: set[str],
        refusals: list[tuple[str | None, Any, Refusal]],
    ) -> dict[str, Any]:
        """An event of a wide table: its own fields, and of the row's other columns those that it has."""
        event: dict[str, Any] = {
            name: value for name, value in shared.items() if name in FIELDS[fields["type"]]
        }
        for name, text in fields.items():
            got = {name: text} if name == "type" else self._cells.read(name, text)
            if isinstance(got, Refusal):
                refusals.append((name, text, got))
            else:
                event |= got
        return with_empty_lists({**event, "on": day}, given)

    def _refuse(
        self,
        sheet: Sheet,
        at: int,
        header: Header,
        refusals: list[tuple[str | None, Any, Refusal]],
    ) -> None:
        place = (sheet.name, sheet.first + at)
        for column, cell, said in refusals:
            named = None if column is None else header.called(column)
            # Each number is another day, and all of them have one cause.
            got = "" if said.code == "serial_number" else shown(cell)
            self._ledger.add((said.code, named, got), place, (said.zh, said.en))
        self._put_aside(sheet, at, header, refusals[0][2])

    def _put_aside(self, sheet: Sheet, at: int, header: Header, why: Refusal) -> None:
        place = {"sheet": sheet.name, "row": sheet.first + at, "reason": why.code}
        row = {**place, "reason_zh": why.zh, "reason_en": why.en}
        for name, cell in zip(header.names, sheet.rows[at], strict=False):
            if name:  # a header of the sheet gives way to the names of this table
                row[f"{name}_" if name in _PLACE else name] = (
                    None if is_missing(cell) else str(cell)
                )
        self._refused.append(row)

    # -- all of it -----------------------------------------------------------------------------------------
    def log(self, kind: str) -> Log:
        """The log of what has been taken."""
        done = {(row["sheet"], row["row"]) for row in self._refused}
        for case in self._cases.values():
            for sheet, at, header in case.rows if case.is_refused else ():
                if (sheet.name, sheet.first + at) not in done:
                    self._put_aside(sheet, at, header, ANOTHER_ROW)
        kept = {case_id: case for case_id, case in self._cases.items() if not case.is_refused}
        ids = ids_of(kept)
        events = [
            {"case_id": ids[case_id], **event}
            for case_id, case in kept.items()
            for event in case.events
        ]
        further = dict.fromkeys(name for case in kept.values() for name in case.further)
        cases = [
            {
                "case_id": ids[case_id],
                **dict.fromkeys(CASE_COLUMNS),
                **case.fields,
                **dict.fromkeys(further),
                **case.further,
            }
            for case_id, case in kept.items()
        ]
        self._refused.sort(key=lambda row: (row["sheet"], row["row"]))
        report = Report(
            sheets=tuple(self.forms),
            columns=tuple(self._columns),
            cases=len(cases),
            events=len(events),
            refused=len(self._refused),
            troubles=self._ledger.troubles(),
            places=SheetPlaces.of(self._headers, {ids[each]: case for each, case in kept.items()}),
        )
        return Log(
            events=frame_of(kind, events, ("case_id", "type", "on"), tuple(EVENT_COLUMNS)),
            cases=frame_of(kind, cases, ("case_id", *CASE_COLUMNS), own=tuple(further)),
            report=report,
            refused=frame_of(kind, self._refused, _PLACE, as_they_stood=True),
        )
