#!/usr/bin/env bash
# A register writes its days as offices in China do by hand, year first in two digits: 26/3/9, 26/12/31 for 9 March and 31 December
# 2026. No format is given.
# Expected: those days, or a refusal.
# Seen: pandas 3.1.0 takes the last for the year (26 March 2009, 26 December 2031), with a warning that it found no format; polars 2.1.0
# too, but without a century: the year 9. A cast in DuckDB 2.0.1 gives the year 26, its own read_csv 2026. Four answers, one is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pandas==3.1.0' 'polars==2.1.0' 'duckdb==2.0.1'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from importlib.metadata import version
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

print({name: version(name) for name in ("pandas", "polars", "duckdb")})
texts = ["26/3/9", "26/12/31"]
Path("register.csv").write_text("id,on\n1,26/3/9\n2,26/12/31\n")
seen = {
    "pandas": [str(day.date()) for day in pd.to_datetime(pd.Series(texts))],
    "pandas, CSV": [str(day.date()) for day in pd.read_csv("register.csv", parse_dates=["on"])["on"]],
    "polars": [str(day) for day in pl.Series(texts).str.to_date()],
    "polars, CSV": [str(day) for day in pl.read_csv("register.csv", try_parse_dates=True)["on"]],
    "DuckDB": [str(day) for (day,) in duckdb.sql("select cast(x as date) from (values ('26/3/9'), ('26/12/31')) t(x)").fetchall()],
    "DuckDB, CSV": [str(day) for (day,) in duckdb.sql("select \"on\" from read_csv('register.csv') order by id").fetchall()],
}
for name, days in seen.items():
    print(name, days)
assert seen["pandas"] == seen["pandas, CSV"] == ["2009-03-26", "2031-12-26"]
assert seen["polars"] == seen["polars, CSV"] == ["0009-03-26", "0031-12-26"]
assert seen["DuckDB"] == ["0026-03-09", "0026-12-31"]
assert seen["DuckDB, CSV"] == ["2026-03-09", "2026-12-31"]
PY
