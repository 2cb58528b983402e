#!/usr/bin/env bash
# datediff counts the boundaries of a unit that lie between two days: 31 January to 1 February is one month.
# Expected: Sunday to Monday crosses one (ISO) week boundary, as date_trunc('week', ...) has it: 1.
# Seen in DuckDB 2.0.1: 0; weeks are counted in whole sevens of days, months in boundaries. A column of "weeks waiting"
# made by datediff differs from one made by subtracting truncated weeks.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'duckdb==2.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
import duckdb

print("duckdb", duckdb.__version__)
row = duckdb.sql(
    "select datediff('week', date '2026-03-08', date '2026-03-09'),"
    " datediff('month', date '2026-01-31', date '2026-02-01'),"
    " date_trunc('week', date '2026-03-08') <> date_trunc('week', date '2026-03-09'),"
    " datediff('week', date '2026-03-02', date '2026-03-09')"
).fetchall()[0]
print("weeks from Sunday to Monday, months from 31 Jan to 1 Feb, truncated weeks differ, Monday to Monday:", row)
assert row == (0, 1, True, 1), row
PY
