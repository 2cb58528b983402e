"""Days in the cells of a sheet: which are read, and which are told to be none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
import xlsxwriter
from few_rows import read_cells
from hypothesis import given
from hypothesis import strategies as st

from gaf_rules.sheets import read_log
from gaf_rules.sheets.cells import Refusal

if TYPE_CHECKING:
    from pathlib import Path

_DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-09", "2026-3-9", "2026/3/9", "2026/03/09", "2026.3.9", "2026年3月9日", "2026 年 3 月 9 日",
        "\uff12\uff10\uff12\uff16/\uff13/\uff19", " 2026-03-09 ",
        "2026-03-09 00:00:00", "2026-03-09T00:00", "2026/3/9 0:00:00.000", _DAY, datetime(2026, 3, 9),
        pd.Timestamp("2026-03-09"), np.datetime64("2026-03-09").item(),
    ],
)  # fmt: skip
def test_what_is_a_day(cell: Any) -> None:
    assert read_cells().day(cell) == _DAY


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("20260309", "not_a_day"), ("9/3/2026", "not_a_day"), ("09-03-2026", "not_a_day"),
        ("2026-3", "not_a_day"),
        ("2026-02-30", "not_a_day"), ("26-03-09", "not_a_day"), ("2026-03/09", "not_a_day"),
        ("三月九日", "not_a_day"), ("26/3/9", "not_a_day"), ("3/9", "not_a_day"),
        ("2026年13月9日", "not_a_day"),
        (46090, "serial_number"), (46090.0, "serial_number"), (True, "not_a_day"), ("46090", "serial_number"),
        (" 46090.0 ", "serial_number"), ("20260", "serial_number"), ("2026", "not_a_day"),
        ("202603", "not_a_day"), (20260309, "not_a_day"),
        (datetime(2026, 3, 9, 16), "moment_without_zone"), ("2026-03-09 16:30", "moment_without_zone"),
        (datetime(2026, 3, 9, tzinfo=UTC), "moment_without_zone"), (timedelta(days=1), "not_a_day"),
        ("2026-03-09T24:30", "not_a_day"),
        ("12月31日", "not_a_day"), ("12 月 31 日", "not_a_day"),
        ("去年3月9日", "not_a_day"), ("10天后", "not_a_day"),
    ],
)  # fmt: skip
def test_what_is_no_day(cell: Any, code: str) -> None:
    got = read_cells().day(cell)
    assert isinstance(got, Refusal)
    assert got.code == code


def test_a_moment_has_its_day_in_the_zone_that_the_mapping_names() -> None:
    cells = read_cells(zone="Asia/Shanghai")
    late = datetime(2026, 3, 8, 16, 30, tzinfo=UTC)
    assert cells.day(late) == cells.day("2026-03-08T16:30Z") == _DAY
    assert cells.day("2026-03-09 16:30") == cells.day(datetime(2026, 3, 9, 16, 30)) == _DAY


def test_a_midnight_that_another_program_moved() -> None:
    written_as_utc, seconds_late = datetime(2026, 3, 8, 16), datetime(2026, 3, 9, 0, 0, 43)
    for cell in (written_as_utc, seconds_late):
        got = read_cells().day(cell)
        assert isinstance(got, Refusal)
        assert got.code == "moment_without_zone"
    cells = read_cells(zone="Asia/Shanghai")
    assert cells.day(written_as_utc) == date(2026, 3, 8), "the day that the sheet shows"
    assert cells.day(seconds_late) == cells.day("2026-03-08T16:00Z") == _DAY


@pytest.mark.parametrize(
    ("epoch", "number", "day"),
    [
        ("1900", 46090, _DAY), ("1900", 46090.0, _DAY), ("1900", "46090", _DAY),
        ("1904", "44628.0", _DAY), ("1904", 44628, _DAY), ("1904", 0, date(1904, 1, 1)),
        ("1900", 1, date(1900, 1, 1)), ("1900", 59, date(1900, 2, 28)), ("1900", 61, date(1900, 3, 1)),
    ],
)  # fmt: skip
def test_serial_numbers_count_from_the_epoch_that_is_named(
    epoch: str, number: Any, day: date
) -> None:
    assert read_cells(serial_numbers=epoch).day(number) == day


@pytest.mark.parametrize("number", [0, 60, -1, 46090.5, 3_000_000, float("inf"), 10**400])
def test_serial_numbers_that_are_no_day(number: Any) -> None:
    assert isinstance(read_cells(serial_numbers="1900").day(number), Refusal)


@given(st.dates(date(1904, 1, 1), date(9999, 12, 31)))
def test_both_epochs_name_the_same_days(day: date) -> None:
    number = (day - date(1899, 12, 30)).days
    assert read_cells(serial_numbers="1900").day(number) == day
    assert read_cells(serial_numbers="1904").day(number - 1462) == day


@pytest.mark.parametrize("epoch", [False, True])
def test_date_cells_of_a_workbook_in_chinese_formats(tmp_path: Path, epoch: bool) -> None:
    path = tmp_path / "days.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": epoch}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["案件编号", "事件类型", "日期"])
        for row, form in enumerate((14, 31, 27, 57, 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d"), 1):
            sheet.write_row(row, 0, [f"{row}", "应用上线"])
            sheet.write_datetime(
                row, 2, datetime(2026, 3, 9), book.add_format({"num_format": form})
            )
        sheet.write_row(9, 0, ["9", "应用上线", 46090])
    log = read_log(path, frame="polars")
    assert log.events["on"].to_list() == [_DAY] * 6
    assert log.refused.select("row", "reason").rows() == [(10, "serial_number")]


@pytest.mark.parametrize("cell", [46090, "46090"])
def test_a_number_is_told_with_the_days_that_it_may_be(cell: Any) -> None:
    got = read_cells().day(cell)
    assert isinstance(got, Refusal)
    for text in (got.zh, got.en):
        assert 'serial_numbers = "1900"' in text
        assert "1900: 2026-03-09" in text
        assert "1904: 2030-03-10" in text
