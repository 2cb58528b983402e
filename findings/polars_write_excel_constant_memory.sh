#!/usr/bin/env bash
# polars.DataFrame.write_excel takes a workbook of xlsxwriter that the caller has opened; constant_memory is what
# xlsxwriter advises for large sheets.
# Expected: the rows are in the file, or the call is refused.
# Seen in polars 2.1.0 with xlsxwriter 3.3.1: cells are written column by column, and xlsxwriter, which has put each earlier
# row on disk by then, drops what comes late: the sheet reads back empty. No error; a warning speaks of add_table() only. The same
# frame is whole without constant_memory.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'polars==2.1.0' 'xlsxwriter==3.3.1' 'python-calamine==0.9.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
import warnings
from importlib.metadata import version

import polars as pl
import xlsxwriter
from python_calamine import CalamineWorkbook

print({name: version(name) for name in ("polars", "xlsxwriter", "python-calamine")})
frame = pl.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"]})
kept = {}
for constant in (False, True):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with xlsxwriter.Workbook("book.xlsx", {"constant_memory": constant}) as book:
            frame.write_excel(book, "rows")
    kept[constant] = CalamineWorkbook.from_path("book.xlsx").get_sheet_by_name("rows").to_python()
    print("constant_memory", constant, kept[constant], [str(each.message) for each in said])
assert kept[False] == [["a", "b"], [1.0, "x"], [2.0, "y"], [3.0, "z"]]
assert kept[True] == []
PY
