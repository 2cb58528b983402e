#!/usr/bin/env bash
# A log as a table with days as 9/3/2026, day first, put to format_dataframe of PM4Py; no format is given.
# Expected: one reading for one column, or an error, as pandas itself has it: its to_datetime settles the format by the first cell.
# Seen in PM4Py 2.7.23.11: each row by itself: 9/3/2026 and 12/3/2026 are 3 September and 3 December, and 13/3/2026, which is no month, is 13
# March, so that a case is received in September and answered in March, with the answer first. Nothing is printed. The page of the
# function says that a format may be given and not what happens without.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pm4py==2.7.23.11' 'pandas==3.1.1'
cd "$work"
"$work/env/bin/python" -W ignore - 2> noise <<'PY'
from importlib.metadata import version

import pandas as pd
import pm4py

print("PM4Py", version("pm4py"), "pandas", pd.__version__)
DAYS = ["9/3/2026", "12/3/2026", "13/3/2026"]
table = pd.DataFrame({"case": ["1"] * 3, "what": ["received", "asked", "answered"], "day": DAYS})
log = pm4py.format_dataframe(table, case_id="case", activity_key="what", timestamp_key="day")
seen = {what: str(day.date()) for what, day in zip(log["concept:name"], log["time:timestamp"], strict=True)}
print(dict(zip(table["what"], DAYS, strict=True)), "->", seen)
assert seen == {"answered": "2026-03-13", "received": "2026-09-03", "asked": "2026-12-03"}, seen
assert next(iter(pm4py.get_variants(log)))[0] == "answered"
try:
    pd.to_datetime(table["day"])
except ValueError as refused:
    print("pandas:", str(refused).splitlines()[0])
else:
    raise AssertionError
PY
