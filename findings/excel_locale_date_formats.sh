#!/usr/bin/env bash
# Excel's built-in number formats 27, 30, 31, 57 and 58 are dates in Chinese Excel (31 is yyyy年m月d日).
# Expected: four readers agree on whether such a cell is a date; fastexcel is built on the parser of python-calamine.
# Seen: python-calamine gives 2026-03-09 for all; fastexcel and openpyxl give the bare number 46090.
# Format 14 is a date to all three. A sheet kept in a Chinese office changes its meaning with the reader.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'python-calamine==0.9.1' 'fastexcel==0.21.0' 'polars==2.1.0' 'openpyxl==3.1.5' 'xlsxwriter==3.3.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, datetime
from importlib.metadata import version

import fastexcel
import openpyxl
import python_calamine
import xlsxwriter

print({name: version(name) for name in ("python-calamine", "fastexcel", "openpyxl", "xlsxwriter")})
for number in (14, 27, 30, 31, 57, 58):
    book = xlsxwriter.Workbook("days.xlsx")
    book.add_worksheet().write_number(0, 0, 46090, book.add_format({"num_format": number}))
    book.close()
    calamine = python_calamine.CalamineWorkbook.from_path("days.xlsx").get_sheet_by_index(0).to_python()[0][0]
    fast = fastexcel.read_excel("days.xlsx").load_sheet(0, header_row=None).to_polars().item()
    opened = openpyxl.load_workbook("days.xlsx").active["A1"].value
    print(number, repr(calamine), repr(fast), repr(opened))
    assert calamine == date(2026, 3, 9), calamine
    if number == 14:
        assert fast == opened == datetime(2026, 3, 9), (fast, opened)
    else:
        assert str(fast) in ("46090", "46090.0") and opened == 46090, (fast, opened)
PY
