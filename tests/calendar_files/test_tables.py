"""The calendar as a table: every format, in the programs that read it, counts as the library does."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import postgres
import pyarrow.parquet
import pytest

import gaf_rules as gaf
from gaf_rules.adapters.calendar_files import CALENDAR_FORMATS
from gaf_rules.calendar.table import calendar_rows
from gaf_rules.cli import main
from gaf_rules.messages import label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Ask = Callable[[str], list[list[str]]]

CALENDAR = gaf.CHINA.as_known_on(date(2025, 12, 1))
FIRST, LAST = CALENDAR.coverage.first, CALENDAR.coverage.published_through
_COUNTS = (1, 10, 20)


def _file(format: str, **given: Any) -> str:  # noqa: A002 - as the function calls it
    return gaf.export_calendar(CALENDAR, format=format, **given).decode()  # type: ignore[arg-type]  # a plain str


def _every_day() -> Iterator[date]:
    return (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def _or_none(count: Callable[[date, int], date], day: date, n: int) -> str | None:
    try:
        return str(count(day, n))
    except gaf.CalendarHorizonError:
        return None


@cache
def _wanted(n: int) -> dict[str, tuple[str | None, str | None]]:
    """For each day the n-th working day after and before it, counted by the library."""
    return {
        str(day): (
            _or_none(CALENDAR.nth_working_day_after, day, n),
            _or_none(CALENDAR.nth_working_day_before, day, n),
        )
        for day in _every_day()
    }


def _joined(n: int) -> str:
    """The two joins of the file's own head, for every day at once."""
    return (
        "SELECT d.day, a.day, b.day FROM working_calendar d "
        f"LEFT JOIN working_day a ON a.number = d.worked_through + {n} "
        f"LEFT JOIN working_day b ON b.number = d.worked_before - {n} + 1"
    )


def _in_sqlite(held: sqlite3.Connection) -> Ask:
    held.executescript(_file("sqlite"))
    return lambda sql: [["" if v is None else str(v) for v in row] for row in held.execute(sql)]


def _in_duckdb() -> Ask:
    held = duckdb.connect()
    held.execute(_file("duckdb"))
    return lambda sql: [
        ["" if v is None else str(v) for v in row] for row in held.execute(sql).fetchall()
    ]


@pytest.fixture(scope="module", params=["sqlite", "duckdb", "postgresql"])
def ask(request: pytest.FixtureRequest) -> Iterator[Ask]:
    """The calendar in one database, as a function from SQL to rows of text."""
    if request.param == "sqlite":
        with closing(sqlite3.connect(":memory:")) as held:
            yield _in_sqlite(held)
    elif request.param == "duckdb":
        yield _in_duckdb()
    else:
        folder = postgres.programs()
        if folder is None:
            pytest.skip("PostgreSQL's server programs are not installed")
        with postgres.server(folder) as asked:
            asked(_file("postgresql"))
            yield asked


@pytest.mark.parametrize("n", _COUNTS)
def test_a_join_gives_the_nth_working_day_of_every_day(ask: Ask, n: int) -> None:
    got = {day: (after or None, before or None) for day, after, before in ask(_joined(n))}
    assert got == _wanted(n)


def test_a_database_holds_each_day_as_the_calendar_classifies_it(ask: Ask) -> None:
    rows = ask("SELECT day, kind, festival_zh, notice, certainty FROM working_calendar")
    assert len(rows) == (LAST - FIRST).days + 1
    for day, kind, festival, notice, certainty in rows:
        info = CALENDAR.day(date.fromisoformat(day))
        assert (kind, festival or None, notice, certainty) == (
            info.kind, info.festival, info.notice, info.certainty,
        )  # fmt: skip


def test_counts_between_days_are_differences(ask: Ask) -> None:
    days = [date(2019, 12, 1) + timedelta(days=7 * n) for n in range(20)]
    listed = ", ".join(f"'{day}'" for day in days)
    told = ask(f"SELECT day, worked_through FROM working_calendar WHERE day IN ({listed})")
    through = {day: int(count) for day, count in told}
    for after in days:
        for end in days:
            counted = CALENDAR.count_working_days(after=after, through=end)
            assert max(0, through[str(end)] - through[str(after)]) == counted


def test_csv_json_and_parquet_hold_the_same_rows() -> None:
    read = list(csv.DictReader(io.StringIO(_file("csv"))))
    stored = json.loads(_file("json"))
    columns = pyarrow.parquet.read_table(
        io.BytesIO(gaf.export_calendar(CALENDAR, format="parquet"))
    )
    assert stored["calendar_sha256"] == CALENDAR.sha256
    assert columns.schema.metadata[b"calendar_sha256"].decode() == CALENDAR.sha256
    as_arrow = columns.to_pylist()
    for row, held, kept in zip(calendar_rows(CALENDAR), stored["days"], as_arrow, strict=True):
        assert kept == {**held, "day": row.day}
        for name in (
            "kind",
            "is_working",
            "notice",
            "certainty",
            "worked_before",
            "worked_through",
        ):
            assert held[name] == getattr(row, name)
        assert (held["kind_zh"], held["festival_zh"]) == (
            label("day_kind", row.kind, "zh"),
            row.festival,
        )
    told = {name: None if value == "" else value for name, value in read[0].items()}
    assert told == {
        name: None if value is None else str(int(value) if isinstance(value, bool) else value)
        for name, value in stored["days"][0].items()
    }
    assert len(read) == len(stored["days"])


def test_polars_joins_a_million_days_as_the_library_counts_them() -> None:
    table = pl.read_csv(io.BytesIO(_file("csv").encode()), try_parse_dates=True)
    worked = table.filter(pl.col("is_working") == 1).select("worked_through", last="day")
    due = table.select("day", worked_through=pl.col("worked_through") + 10)
    got = due.join(worked, on="worked_through", how="left").select("day", "last").rows()
    wanted = {day: after for day, (after, _) in _wanted(10).items()}
    assert {str(day): None if last is None else str(last) for day, last in got} == wanted


def test_the_list_for_sheets_is_every_day_not_worked() -> None:
    listed = set(_file("workday").split())
    assert listed == {str(day) for day in _every_day() if not CALENDAR.is_working_day(day)}


def test_a_part_begins_to_count_anew_and_leaves_the_rest_out() -> None:
    read = list(
        csv.DictReader(io.StringIO(_file("csv", first=date(2026, 1, 1), last=date(2026, 1, 5))))
    )
    assert [(row["worked_before"], row["worked_through"]) for row in read] == [
        ("0", "0"), ("0", "0"), ("0", "0"), ("0", "1"), ("1", "2"),
    ]  # fmt: skip


def test_the_days_of_a_place_are_in_its_table() -> None:
    local = gaf.CHINA.for_place("460200")
    day = date(2014, 4, 2)
    text = gaf.export_calendar(local, format="csv", first=day, last=day).decode()
    assert "2014-04-02,local_holiday,地方节日放假," in text


@pytest.mark.parametrize(
    ("given", "path"),
    [({"format": "xls"}, "$format"), ({"format": "csv", "lang": "fr"}, "$lang")],
)
def test_another_format_or_language_is_refused(given: dict[str, Any], path: str) -> None:
    with pytest.raises(gaf.CaseError) as caught:
        gaf.export_calendar(CALENDAR, **given)
    assert [problem.path for problem in caught.value.problems] == [path]


def test_a_day_outside_coverage_is_refused() -> None:
    with pytest.raises(gaf.CalendarHorizonError):
        gaf.export_calendar(CALENDAR, format="csv", last=date(2030, 1, 1))


@pytest.mark.parametrize("format_", CALENDAR_FORMATS)
def test_the_command_writes_what_the_function_gives(
    format_: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    span = ["--first", "2025-01-01", "--last", "2025-12-31", "--known-on", "2025-12-01"]
    wanted = gaf.export_calendar(
        CALENDAR,
        format=format_,  # type: ignore[arg-type]  # a plain str
        first=date(2025, 1, 1),
        last=date(2025, 12, 31),
    )
    assert main(["calendar", "export", format_, *span]) == 0
    assert capfdbinary.readouterr().out == wanted
    out = tmp_path / "file"
    assert main(["calendar", "export", format_, *span, "--out", str(out)]) == 0
    assert out.read_bytes() == wanted
    assert main(["calendar", "export", format_, *span, "--out", str(out)]) == 2  # not overwritten


@pytest.mark.parametrize("form", CALENDAR_FORMATS)
def test_a_span_without_a_day_is_refused(form: str) -> None:
    for span in ({"first": LAST, "last": FIRST}, {"first": FIRST + timedelta(1), "last": FIRST}):
        with pytest.raises(gaf.CaseError, match="no day between"):
            _file(form, **span)
