#!/usr/bin/env bash
# A workbook has the moment of submission, 9 March 2026, 15:30, in the format yyyy-mm-dd h:mm:ss, which openpyxl gives every moment; and in
# a column of periods the number 10 in the format 0 "days". A spreadsheet shows 2026-03-09 15:30:00 and 10 days: h counts to 24 unless AM/PM
# stands behind it, and what is in quotation marks is text (ECMA-376, 18.8.31).
# Expected: xlsx2csv writes them so, or leaves them as the numbers that they are.
# Seen in xlsx2csv 0.8.6: 2026-03-09 03:30:00; half past midnight and half past noon are both 12:30:00. 10 days is 0 "09ays": the d of
# "days" is a day of the month. With hh:mm:ss the afternoon is kept. Nothing is printed, and the README has no word on such formats.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'xlsx2csv==0.8.6' 'openpyxl==3.1.5'
cd "$work"
"$work/env/bin/python" - <<'PY'
import csv
import io
from datetime import datetime
from importlib.metadata import version

from openpyxl import Workbook, load_workbook
from xlsx2csv import Xlsx2csv

print({name: version(name) for name in ("xlsx2csv", "openpyxl")})
book = Workbook()
sheet = book.active
for row, hour in enumerate((9, 15, 0, 12), start=1):
    sheet.cell(row, 1, datetime(2026, 3, 9, hour, 30))
    sheet.cell(row, 2, datetime(2026, 3, 9, hour, 30)).number_format = "yyyy-mm-dd hh:mm:ss"
sheet.cell(5, 1, 10).number_format = '0 "days"'
book.save("log.xlsx")
assert load_workbook("log.xlsx").active["A2"].number_format == "yyyy-mm-dd h:mm:ss"
text = io.StringIO()
Xlsx2csv("log.xlsx", outputencoding="utf-8").convert(text)
seen = [row[:2] for row in csv.reader(io.StringIO(text.getvalue()))]
print(*seen, sep="\n")
assert seen == [
    ["2026-03-09 09:30:00", "2026-03-09 09:30:00"],
    ["2026-03-09 03:30:00", "2026-03-09 15:30:00"],
    ["2026-03-09 12:30:00", "2026-03-09 00:30:00"],
    ["2026-03-09 12:30:00", "2026-03-09 12:30:00"],
    ['0 "09ays"', ""],
], seen
PY
