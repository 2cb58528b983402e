"""Workbooks as rows of cells, by whichever reader is installed."""

from __future__ import annotations

import io
import warnings
from datetime import datetime, time
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from gaf_rules.sheets.cells import EXACT
from gaf_rules.values.errors import GafRulesError
from gaf_rules.values.lacking import library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["READERS", "workbook"]

_DAYS: Final = frozenset({27, 28, 29, 30, 31, 36, *range(50, 55), 57, 58})
"""Built-in formats of a Chinese Excel that show a day (ECMA-376, 18.8.30); numbers to openpyxl."""

_LAST_DAY: Final = 2958465
"""The number of 9999-12-31 in a workbook: what is beyond, or below 1, is no day."""


def workbook(name: str, data: bytes) -> list[tuple[str, list[list[Any]]]]:
    """The sheets of a workbook, each with its rows; a cell merged down over several rows stands in each.

    Arguments:
        name: what the file is called, for errors.
        data: the file. python-calamine reads ``.xlsx``, ``.xls`` and ``.ods``; where it cannot be installed,
            as in a browser, openpyxl reads ``.xlsx``.

    Raises:
        GafRulesError: neither is installed, or the file is no workbook.
    """
    read = (
        _by_openpyxl if not find_spec("python_calamine") and find_spec("openpyxl") else _by_calamine
    )
    return list(read(name, data))


def _by_calamine(name: str, data: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    # Of the readers that were compared this one alone takes the Chinese date formats of Excel for dates.
    calamine = library("python_calamine", "sheets", "读 Excel", "reading Excel")
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for each in book.sheet_names:
            sheet = book.get_sheet_by_name(each)
            rows = [
                [_whole(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
            ]
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                _fill(rows, top, bottom, left, right)
            yield each, rows
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _unreadable(name) from error


def _by_openpyxl(name: str, data: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    openpyxl = import_module("openpyxl")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is no cell: charts, rules for what is typed
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        for sheet in book.worksheets:
            rows = [[_cell(cell, book.epoch) for cell in row] for row in sheet.iter_rows()]
            for each in sheet.merged_cells.ranges:
                _fill(rows, each.min_row - 1, each.max_row - 1, each.min_col - 1, each.max_col - 1)
            yield sheet.title, rows
    except Exception as error:
        # A damaged file can name any way of packing that this Python knows, and each fails in its own words.
        raise _unreadable(name) from error


def _cell(cell: Any, epoch: datetime) -> Any:
    value = cell.value
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    # Nothing public tells the number of a format.
    if is_number and 1 <= value <= _LAST_DAY and cell._style.numFmtId in _DAYS:  # noqa: SLF001 - as said above
        value = import_module("openpyxl.utils.datetime").from_excel(value, epoch)
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return "" if value is None else _whole(value)


def _whole(cell: Any) -> Any:
    """A workbook has one kind of number; a whole one is shown without a point."""
    is_whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT
    return int(cell) if is_whole else cell


def _fill(rows: list[list[Any]], top: int, bottom: int, left: int, right: int) -> None:
    for row in rows[top + 1 : bottom + 1] if left == right else ():
        row[left] = rows[top][left]


def _unreadable(name: str) -> GafRulesError:
    return GafRulesError(
        zh=f"{name}：不是可读的工作簿（已损坏、加了密码，或只是改了后缀）；请在 Excel 中打开后另存",
        en=f"{name}: this workbook cannot be read (it is damaged, has a password, or only its name ends so); "
        "open it in Excel and save it anew",
    )


READERS: Final[Mapping[str, Callable[[str, bytes], Iterator[tuple[str, list[list[Any]]]]]]] = (
    MappingProxyType({"python_calamine": _by_calamine, "openpyxl": _by_openpyxl})
)
"""The readers by the library that each needs, the better one first."""
