"""The calendar as a file for other programs: a table (CSV, JSON, SQL, Parquet), a subscription, a list.

Whoever counts working days in a database, a spreadsheet or a diary takes the days from here and counts as the
library does. The same calendar gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from gaf_rules.adapters.subscription import subscription
from gaf_rules.calendar.render import festival_name
from gaf_rules.calendar.table import calendar_rows
from gaf_rules.calendar.working import china
from gaf_rules.evaluate.arguments import expect
from gaf_rules.messages import LANGUAGES, label
from gaf_rules.values.errors import CaseError, Problem
from gaf_rules.values.given import one_of
from gaf_rules.values.lacking import library
from gaf_rules.values.texts import as_cell_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from gaf_rules.calendar import WorkingCalendar
    from gaf_rules.calendar.table import CalendarRow
    from gaf_rules.values.texts import Lang

__all__ = ["CALENDAR_FORMATS", "CalendarFormat", "export_calendar", "table_rows"]

CalendarFormat = Literal[
    "csv", "json", "parquet", "sqlite", "postgresql", "duckdb", "ics", "workday"
]
CALENDAR_FORMATS: Final[tuple[CalendarFormat, ...]] = get_args(CalendarFormat)
"""What `export_calendar` writes."""

_NAMES: Final = (
    "day",
    "kind",
    "kind_zh",
    "kind_en",
    "is_working",
    "festival_zh",
    "festival_en",
    "notice",
    "certainty",
    "worked_before",
    "worked_through",
)
_COUNTS: Final = ("worked_before", "worked_through")
_SCHEMA: Final = "gaf-calendar/1"
_ROWS_A_STATEMENT: Final = 500


def export_calendar(
    calendar: WorkingCalendar | None = None,
    *,
    format: CalendarFormat,  # noqa: A002 - the word that a caller looks for
    first: date | None = None,
    last: date | None = None,
    lang: Lang = "zh",
) -> bytes:
    """The days of a calendar as a file.

    - ``"csv"``, ``"json"``, ``"parquet"``: the table, one row a day; `gaf_rules.calendar.table.CalendarRow`
      says how its two counts give the n-th working day.
    - ``"sqlite"``, ``"postgresql"``, ``"duckdb"``: the same as SQL that makes the table ``working_calendar``
      and the view ``working_day`` (number, day), with the joins in the comments at its head.
    - ``"ics"``: a calendar to subscribe to: days off and make-up working days, as all-day entries.
    - ``"workday"``: the days that are not worked, one a line: the list that ``WORKDAY.INTL`` and
      ``NETWORKDAYS.INTL`` of a spreadsheet take beside the weekend ``"0000000"``.

    Arguments:
        calendar: the calendar; the State Council's notices by default. Give ``calendar.for_place(place)`` for
            the days of a place.
        format: one of `CALENDAR_FORMATS`.
        first: the first day; the first of the coverage by default.
        last: the last day, included; the last of the coverage by default.
        lang: the language of the entries of a subscription; tables have both.

    Returns:
        the bytes of the file: UTF-8 but for Parquet; the same for the same calendar.

    Raises:
        CaseError: another format or language, a day that is none, or a last day before the first.
        CalendarHorizonError: a day outside coverage.
        GafRulesError: pyarrow (``"parquet"``) or icalendar (``"ics"``) is not installed.

    >>> from datetime import date
    >>> day = date(2026, 2, 28)
    >>> head, row = export_calendar(format="csv", first=day, last=day).decode().splitlines()
    >>> head
    'day,kind,kind_zh,kind_en,is_working,festival_zh,festival_en,notice,certainty,worked_before,worked_through'
    >>> row.split(",")[:7]
    ['2026-02-28', 'make_up_working_day', '调休上班', 'make-up working day', '1', '春节', 'Spring Festival']
    """
    one_of("format", format, CALENDAR_FORMATS)
    one_of("lang", lang, LANGUAGES)
    expect(calendar=calendar)
    held = china() if calendar is None else calendar
    rows = tuple(calendar_rows(held, first=first, last=last))
    if not rows:
        raise _no_day(first, last)
    if format == "ics":
        return subscription(held, rows, lang)
    return _WRITERS[format](held, rows)


def _no_day(first: date | None, last: date | None) -> CaseError:
    """The error for a span that ends before it begins, be it with the end of the coverage."""
    said = (
        "首日在末日之后，其间没有一天",
        "the first day is after the last: there is no day between them",
    )
    path, got = ("$first", first) if last is None else ("$last", last)
    zh, en = (f"得到 {got}；{said[0]}", f"got {got}; {said[1]}")
    return CaseError(
        (Problem(code="wrong_argument", path=path, got=got, allowed=(), zh=zh, en=en),)
    )


def table_rows(rows: Iterable[CalendarRow]) -> Iterator[dict[str, Any]]:
    """The rows with the words for kind and festival in both languages; days as dates.

    >>> from datetime import date
    >>> (row,) = table_rows(calendar_rows(china(), first=date(2026, 1, 4), last=date(2026, 1, 4)))
    >>> row["kind_en"], row["festival_en"], row["is_working"]
    ('make-up working day', 'New Year', True)
    """
    for row in rows:
        festival = row.festival
        yield {
            "day": row.day,
            "kind": row.kind,
            "kind_zh": label("day_kind", row.kind, "zh"),
            "kind_en": label("day_kind", row.kind, "en"),
            "is_working": row.is_working,
            "festival_zh": festival,
            "festival_en": None if festival is None else festival_name(festival, "en"),
            "notice": row.notice,
            "certainty": row.certainty,
            "worked_before": row.worked_before,
            "worked_through": row.worked_through,
        }


def _csv(_: WorkingCalendar, rows: tuple[CalendarRow, ...]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_NAMES)
    for row in table_rows(rows):
        writer.writerow(_csv_cell(value) for value in row.values())
    return text.getvalue().encode()


def _csv_cell(value: Any) -> Any:
    # A truth value as 1 or 0: "True" is a word to a spreadsheet and to SQLite.
    if isinstance(value, bool):
        return int(value)
    return as_cell_text(value) if isinstance(value, str) else value


def _json(calendar: WorkingCalendar, rows: tuple[CalendarRow, ...]) -> bytes:
    head = {
        "schema": _SCHEMA,
        "calendar_sha256": calendar.sha256,
        "first": rows[0].day.isoformat() if rows else None,
        "last": rows[-1].day.isoformat() if rows else None,
        "days": [{**row, "day": row["day"].isoformat()} for row in table_rows(rows)],
    }
    return (json.dumps(head, ensure_ascii=False, indent=1) + "\n").encode()


def _parquet(calendar: WorkingCalendar, rows: tuple[CalendarRow, ...]) -> bytes:
    use = "format='parquet'"
    arrow = library("pyarrow", "parquet", use, use)
    parquet = library("pyarrow.parquet", "parquet", use, use)
    kinds = {"day": arrow.date32(), "is_working": arrow.bool_()} | dict.fromkeys(
        _COUNTS, arrow.int32()
    )
    schema = arrow.schema(
        [(name, kinds.get(name, arrow.string())) for name in _NAMES],
        metadata={"schema": _SCHEMA, "calendar_sha256": calendar.sha256},
    )
    file = arrow.BufferOutputStream()
    parquet.write_table(arrow.Table.from_pylist(list(table_rows(rows)), schema=schema), file)
    return bytes(file.getvalue())


def _workday(_: WorkingCalendar, rows: tuple[CalendarRow, ...]) -> bytes:
    return "".join(f"{row.day}\n" for row in rows if not row.is_working).encode()


_SQL_HEAD: Final = """\
-- Working days of China 中国工作日: {first} .. {last}
-- calendar_sha256 {sha256}
--
-- The n-th working day strictly after :day 其后第 n 个工作日 (no row 无行: not published so far 尚未公布):
--   SELECT w.day FROM working_calendar d
--   JOIN working_day w ON w.number = d.worked_through + :n WHERE d.day = :day;
-- The n-th strictly before it 其前第 n 个工作日:
--   SELECT w.day FROM working_calendar d
--   JOIN working_day w ON w.number = d.worked_before - :n + 1 WHERE d.day = :day;
-- Working days after :a, up to and including :b 其间工作日数:
--   worked_through of :b less worked_through of :a.
BEGIN;
CREATE TABLE working_calendar (
  day {date} PRIMARY KEY,
  kind TEXT NOT NULL,
  kind_zh TEXT NOT NULL,
  kind_en TEXT NOT NULL,
  is_working {boolean} NOT NULL,
  festival_zh TEXT,
  festival_en TEXT,
  notice TEXT,
  certainty TEXT NOT NULL,
  worked_before INTEGER NOT NULL,
  worked_through INTEGER NOT NULL
);
CREATE INDEX working_calendar_worked_through ON working_calendar (worked_through);
CREATE VIEW working_day AS
  SELECT worked_through AS number, day FROM working_calendar WHERE is_working{true};
"""


def _sql(date_type: str, boolean: str, true: str) -> Callable[..., bytes]:
    """The writer of one dialect: its names for a day and a truth value, and how one is asked for."""

    def write(calendar: WorkingCalendar, rows: tuple[CalendarRow, ...]) -> bytes:
        span = (rows[0].day, rows[-1].day) if rows else (None, None)
        parts = [
            _SQL_HEAD.format(
                first=span[0],
                last=span[1],
                sha256=calendar.sha256,
                date=date_type,
                boolean=boolean,
                true=true,
            )
        ]
        every = table_rows(rows)
        while some := list(islice(every, _ROWS_A_STATEMENT)):
            values = ",\n".join(
                f"({', '.join(_literal(value, boolean) for value in row.values())})" for row in some
            )
            parts.append(f"INSERT INTO working_calendar VALUES\n{values};\n")
        parts.append("COMMIT;\n")
        return "".join(parts).encode()

    return write


def _literal(value: Any, boolean: str) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool) and boolean == "BOOLEAN":
        return str(value).upper()
    if isinstance(value, int):
        return str(int(value))
    quoted = str(value).replace("'", "''")
    return f"'{quoted}'"


_WRITERS: Final[dict[str, Callable[[WorkingCalendar, tuple[CalendarRow, ...]], bytes]]] = {
    "csv": _csv,
    "json": _json,
    "parquet": _parquet,
    "workday": _workday,
    "sqlite": _sql("TEXT", "INTEGER", " = 1"),
    "postgresql": _sql("DATE", "BOOLEAN", ""),
    "duckdb": _sql("DATE", "BOOLEAN", ""),
}
