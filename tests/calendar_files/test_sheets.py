"""A spreadsheet that is given the list of days not worked counts as the library does."""

from __future__ import annotations

import csv
import shutil
import subprocess
from datetime import date, timedelta
from typing import TYPE_CHECKING

import openpyxl
import pytest

import gaf_rules as gaf

if TYPE_CHECKING:
    from pathlib import Path

_OFFICE = shutil.which("soffice")
# Fields apart by commas, in UTF-8, cells as they are shown, the first sheet only.
_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"


@pytest.mark.skipif(_OFFICE is None, reason="LibreOffice is not installed")
def test_workday_in_libreoffice(tmp_path: Path) -> None:
    assert _OFFICE is not None
    calendar = gaf.CHINA.as_known_on(date(2025, 12, 1))
    off = gaf.export_calendar(calendar, format="workday").decode().split()
    days = [date(2019, 1, 1) + timedelta(days=3 * n) for n in range(800)]
    book = openpyxl.Workbook()
    sheet, held = book.active, book.create_sheet("off")
    assert sheet is not None
    for row, text in enumerate(off, 1):
        held.cell(row, 1, date.fromisoformat(text))
    listed = f"off!$A$1:$A${len(off)}"
    for row, day in enumerate(days, 1):
        formulas = (
            day,
            f'=WORKDAY.INTL(A{row},10,"0000000",{listed})',
            f'=WORKDAY.INTL(A{row},-10,"0000000",{listed})',
            f'=NETWORKDAYS.INTL(A{row}+1,B{row},"0000000",{listed})',
        )
        for column, value in enumerate(formulas, 1):
            cell = sheet.cell(row, column, value)
            cell.number_format = "yyyy-mm-dd" if column < len(formulas) else "0"
    book.save(tmp_path / "days.xlsx")
    subprocess.run(
        [
            _OFFICE,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            _AS_CSV,
            "days.xlsx",
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    (made,) = tmp_path.glob("days*.csv")
    with made.open(encoding="utf-8") as file:
        got = list(csv.reader(file))
    assert got == [
        [
            str(day),
            str(calendar.nth_working_day_after(day, 10)),
            str(calendar.nth_working_day_before(day, 10)),
            "10",
        ]
        for day in days
    ]
