#!/usr/bin/env bash
# A report is due every month, first on 31 January 2026. Four libraries are asked for the days.
# Expected: 31 January, 28 February, 31 March, 30 April, as each of them says when asked for 1, 2, 3 months after 31 January.
# Seen: polars 2.1.0 says so. pandas 3.1.0 (date_range) and DuckDB 2.0.1 (generate_series) go on from 28 February and stay at the 28th.
# dateutil 2.9.0 (rrule, as iCalendar has it) leaves out February and April. Whoever steps from day to day loses what the day was.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pandas==3.1.0' 'polars==2.1.0' 'duckdb==2.0.1' 'python-dateutil==2.9.0.post0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, datetime
from importlib.metadata import version

import duckdb
import pandas as pd
import polars as pl
from dateutil.relativedelta import relativedelta
from dateutil.rrule import MONTHLY, rrule

print({name: version(name) for name in ("pandas", "polars", "duckdb", "python-dateutil")})
first, last = date(2026, 1, 31), date(2026, 4, 30)
query = "select unnest(generate_series(date '2026-01-31', date '2026-04-30', interval 1 month))::date"
each = "select (date '2026-01-31' + to_months({}))::date"
direct = {
    "polars": [str(pl.select(pl.lit(first).dt.offset_by(f"{n}mo")).item()) for n in range(4)],
    "pandas": [str((pd.Timestamp(first) + pd.DateOffset(months=n)).date()) for n in range(4)],
    "duckdb": [str(duckdb.sql(each.format(n)).fetchall()[0][0]) for n in range(4)],
    "dateutil": [str(first + relativedelta(months=n)) for n in range(4)],
}
stepped = {
    "polars": [str(day) for day in pl.date_range(first, last, "1mo", eager=True)],
    "pandas": [str(day.date()) for day in pd.date_range(first, last, freq=pd.DateOffset(months=1))],
    "duckdb": [str(day) for (day,) in duckdb.sql(query).fetchall()],
    "dateutil": [str(day.date()) for day in rrule(MONTHLY, dtstart=datetime(2026, 1, 31), until=datetime(2026, 4, 30))],
}
for name in direct:
    print(name, "each from the start", direct[name], "as a range", stepped[name])
right = ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
assert all(days == right for days in direct.values()), direct
assert stepped == {
    "polars": right,
    "pandas": ["2026-01-31", "2026-02-28", "2026-03-28", "2026-04-28"],
    "duckdb": ["2026-01-31", "2026-02-28", "2026-03-28", "2026-04-28"],
    "dateutil": ["2026-01-31", "2026-03-31"],
}, stepped
PY
