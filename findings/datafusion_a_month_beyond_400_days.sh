#!/usr/bin/env bash
# DataFusion compares periods: is a month longer than 40 days, are 400 days longer than a month; which is the longest of a column.
# Expected: no and yes, as PostgreSQL (whose dialect it follows) and DuckDB have it with a month of 30 days, or an error.
# Seen in DataFusion 55.0.0: yes and no. Months are compared first and days only where the months are the same, so that the longest of "a
# month", "400 days" and "a month less 20 days" is the month, the shortest the 400 days, and 30 days are less than a month. Sorted or
# filtered by it, the longest waits come out as the shortest. The page on data types says of an interval only what it is kept as.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'datafusion==55.0.0' 'duckdb==2.0.1' 'pyarrow==26.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import datafusion
import duckdb

print({name: version(name) for name in ("datafusion", "duckdb")})
context = datafusion.SessionContext()
QUESTIONS = (
    "interval '1 month' > interval '40 days'",
    "interval '400 days' > interval '1 month'",
    "interval '30 days' < interval '1 month'",
)
for question in QUESTIONS:
    ours = context.sql(f"SELECT {question} AS answer").to_pydict()["answer"][0]
    theirs = duckdb.sql(f"SELECT {question}").fetchall()[0][0]
    print(question, "DataFusion", ours, "DuckDB", theirs)
    assert (ours, theirs) == (question == QUESTIONS[0] or question == QUESTIONS[2], question == QUESTIONS[1])
WAITS = "(VALUES ('a', interval '1 month'), ('b', interval '400 days'), ('c', interval '10 days')) t(name, wait)"
order = context.sql(f"SELECT name FROM {WAITS} ORDER BY wait DESC").to_pydict()["name"]
right = [name for (name,) in duckdb.sql(f"SELECT name FROM {WAITS} ORDER BY wait DESC").fetchall()]
print("longest first: DataFusion", order, "DuckDB", right)
assert (order, right) == (["a", "b", "c"], ["b", "a", "c"])
PY
