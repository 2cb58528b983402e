#!/usr/bin/env bash
# A sheet of an office: two columns, 1,100 rows; days as Excel keeps them, and in the last two rows days typed as text.
# Expected: all rows come, the two as text, or an error.
# Seen in fastexcel 0.21.0, and through it in Polars 2.1.0 (read_excel): the kind of a column is settled by the first 1,000 rows, and what
# comes later and is of another kind is null, without an error or a warning. Where the column stands alone, Polars drops these rows.
# Within the first 1,000 rows such a cell turns the whole column into text instead, days among moments: "2026-03-06 00:00:00".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'fastexcel==0.21.0' 'polars==2.1.0' 'openpyxl==3.1.5' 'pyarrow==26.0.1'
cd "$work"
"$work/env/bin/python" -W error::UserWarning - <<'PY'
from datetime import date
from importlib.metadata import version

import fastexcel
import openpyxl
import polars as pl

print({name: version(name) for name in ("fastexcel", "polars", "openpyxl")})


def sheet(name, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(name)


late = ["2026-03-10", "2026年3月11日"]
sheet("two.xlsx", [["case_id", "on"], *([f"c{n}", date(2026, 3, 6)] for n in range(1098)), *zip(["x", "y"], late)])
sheet("one.xlsx", [["on"], *([date(2026, 3, 6)] for _ in range(1098)), *([day] for day in late)])
sheet("early.xlsx", [["case_id", "on"], ["a", date(2026, 3, 6)], ["b", late[0]]])

two = fastexcel.read_excel("two.xlsx").load_sheet(0).to_polars()
read = pl.read_excel("two.xlsx")
alone = pl.read_excel("one.xlsx")
early = pl.read_excel("early.xlsx")["on"].to_list()
print(two.tail(3), read.tail(3), alone.height, early)
for frame in (two, read):
    assert frame["case_id"].tail(2).to_list() == ["x", "y"]
    assert frame["on"].tail(2).to_list() == [None, None]
    assert frame["on"].null_count() == 2
assert alone.height == 1098
assert early == ["2026-03-06 00:00:00", "2026-03-10"]
PY
