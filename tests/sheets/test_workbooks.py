"""Workbooks: the two readers see the same cells, and what is written is read back."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import gaf_rules as gaf
from gaf_rules.sheets import workbooks
from gaf_rules.sheets.workbooks import READERS, workbook
from gaf_rules.sheets.writing import in_words, workbook_in_words

_FORMATS = st.sampled_from(
    [14, 22, 27, 28, 30, 31, 36, 57, 58, 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d"]
)
_DAYS = st.dates(date(1904, 1, 2), date(2199, 12, 31))
_CELLS = st.one_of(
    st.none(),
    st.text("案件是√×a1 \n'=", max_size=6),
    st.booleans(),
    st.integers(-(10**9), 10**14),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 3)),
    st.tuples(_DAYS, _FORMATS),
)


def _written(rows: list[list[Any]], *, is_1904: bool, merged: int) -> bytes:
    made = io.BytesIO()
    options = {"date_1904": is_1904, "strings_to_formulas": False, "in_memory": True}
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet("台账")
        if merged:
            sheet.merge_range(0, 5, merged, 5, "甲")
            sheet.merge_range(0, 6, merged, 7, "标题")
            # A row in which nothing else stands is no row to the one reader.
            sheet.write_column(0, 8, ["."] * (merged + 1))
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, tuple):
                    form = book.add_format({"num_format": cell[1]})
                    sheet.write_datetime(at, place, datetime.combine(cell[0], time()), form)
                elif cell is not None:
                    sheet.write(at, place, cell)
    return made.getvalue()


def _seen(reader: str, data: bytes) -> list[tuple[str, list[list[Any]]]]:
    """What a reader sees, without the empty cells and rows at the end, whose number no file tells."""
    found = []
    for name, rows in READERS[reader]("x", data):
        cells = [[None if cell == "" else cell for cell in row] for row in rows]
        for row in cells:
            while row and row[-1] is None:
                row.pop()
        while cells and not cells[-1]:
            cells.pop()
        found.append((name, cells))
    return found


@settings(max_examples=40)
@given(
    st.lists(st.lists(_CELLS, max_size=5), max_size=5),
    st.booleans(),
    st.integers(0, 3),
)
def test_both_readers_see_the_same_cells(rows: list[list[Any]], is_1904: bool, merged: int) -> None:
    data = _written(rows, is_1904=is_1904, merged=merged)
    one, other = (_seen(reader, data) for reader in READERS)
    assert one == other
    assert repr(one) == repr(other)  # a true is no 1, a day no moment
    for row, seen in zip(rows, one[0][1], strict=False):
        for cell, got in zip(row, seen, strict=False):
            if isinstance(cell, tuple):
                assert got == cell[0]
    if merged:
        top, *below = one[0][1][: merged + 1]
        assert [row[5] for row in below] == [top[5]] * merged == ["甲"] * merged
        # What is merged to the side, too, is a title and not the value of a column.
        assert top[6] == "标题"
        assert [row[6] for row in below] == [None] * merged


def test_the_reader_that_is_installed_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _written([["案件编号", (date(2026, 3, 9), 31)]], is_1904=False, merged=0)
    asked: list[str] = []

    def only(module: str) -> Any:
        asked.append(module)
        return module == "openpyxl" or None

    monkeypatch.setattr(workbooks, "find_spec", only)
    assert workbook("x", data) == [("台账", [["案件编号", date(2026, 3, 9)]])]
    assert asked == ["python_calamine", "openpyxl"]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("spoilt", ["nothing", "text", "cut", "other"])
def test_what_is_no_workbook_is_refused(reader: str, spoilt: str) -> None:
    whole = _written([["a"]], is_1904=False, merged=0)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "x")
    data = {"nothing": b"", "text": b"x" * 99, "cut": whole[:-40], "other": other.getvalue()}[
        spoilt
    ]
    with pytest.raises(gaf.GafRulesError, match="x: this workbook cannot be read"):
        list(READERS[reader]("x", data))


def test_tables_in_words_are_a_workbook_of_them() -> None:
    rows = [{"case_id": "=1+1", "severity": "breach", "since": date(2026, 3, 9), "round": 2}]
    columns = ("case_id", "severity", "since", "round", "items")
    data = workbook_in_words({"findings": (rows, columns), "cases": ([], ("case_id",))}, "zh")
    assert _seen("python_calamine", data) == _seen("openpyxl", data)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["认定", "案件"]
    values = [[cell.value for cell in row] for row in book["认定"].iter_rows()]
    assert values[1] == ["=1+1", "违反义务", datetime(2026, 3, 9), 2, None]
    assert book["认定"]["A2"].data_type == "s"


def _numbers(*numbers: float) -> bytes:
    """A workbook whose cells have the format of a day and these numbers."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet, form = book.add_worksheet(), book.add_format({"num_format": 57})
        for at, number in enumerate(numbers):
            sheet.write_number(at, 0, number, form)
    return made.getvalue()


def test_a_number_that_is_no_day_stays_a_number() -> None:
    [(_, rows)] = READERS["openpyxl"]("x", _numbers(1e12, 2958466, 46090))
    assert [row[0] for row in rows] == [10**12, 2958466, date(2026, 3, 9)]


@pytest.mark.parametrize("reader", READERS)
def test_a_damaged_workbook_is_refused(reader: str) -> None:
    """A byte changed anywhere, or the end cut off: it is read or refused, and nothing else comes out."""
    whole = _written([["案件编号", "事件"], ["A", 1.5]], is_1904=False, merged=0)
    refused = 0
    for at in range(0, len(whole), 23):
        for data in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            try:
                list(READERS[reader]("x", data))
            except gaf.GafRulesError:
                refused += 1
    assert refused > 100


def test_an_outcome_among_the_items_is_told_in_words() -> None:
    codes = "withdrawn;refused;revoked"
    assert in_words("items", codes, "zh") == "申请已撤回、不予备案、备案已撤销"
    assert "application withdrawn; filing refused" in in_words("items", codes, "en")
