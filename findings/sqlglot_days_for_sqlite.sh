#!/usr/bin/env bash
# sqlglot turns SQL for DuckDB into SQL for SQLite: a day and ten days, and the months between two days.
# Expected: SQLite answers as DuckDB does, or sqlglot says that it cannot be said.
# Seen in sqlglot 30.30.0: "ten days after 9 March 2026" becomes DATE('2026-03-09') + 10, which SQLite works out as 2036, a number; months become
# days divided by 30, so that six years are 73 months and a new month's first day is none. Nothing is raised with
# unsupported_level=RAISE either.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'sqlglot==30.30.0' 'duckdb==2.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
import sqlite3
from importlib.metadata import version

import duckdb
import sqlglot

print({name: version(name) for name in ("sqlglot", "duckdb")}, "SQLite", sqlite3.sqlite_version)
seen = []
for query in (
    "SELECT date '2026-03-09' + 10",
    "SELECT datediff('month', date '2020-01-01', date '2026-01-01')",
    "SELECT datediff('month', date '2026-01-31', date '2026-02-01')",
):
    (turned,) = sqlglot.transpile(query, read="duckdb", write="sqlite", unsupported_level=sqlglot.ErrorLevel.RAISE)
    here = duckdb.sql(query).fetchall()[0][0]
    there = sqlite3.connect(":memory:").execute(turned).fetchone()[0]
    print(query, "->", turned, "| DuckDB", here, "SQLite", there)
    seen.append((str(here), there))
assert seen == [("2026-03-19", 2036), ("72", 73), ("1", 0)], seen
PY
