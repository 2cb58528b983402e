#!/usr/bin/env bash
# A schema that says that a column holds days, pandera's Column(Date, coerce=True), put to cells of an office's table.
# Expected: what is no day is told as a failure: a clause (2.4.4), Excel's serial number of 9 March 2026 (46090), a share (1.5).
# Seen in pandera 0.35.0 with pandas 3.1.1: all three pass: 2.4.4 as 4 February 2004, each number as 1 January 1970 (nanoseconds). With
# Polars 2.1.0 the same serial number passes as 10 March 2096 (days), while a day in text, 2026-03-09, fails. 30 February fails in both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pandera[pandas,polars]==0.35.0' 'pandas==3.1.1' 'polars==2.1.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

import pandas as pd
import pandera.pandas as of_pandas
import pandera.polars as of_polars
import polars as pl

print({name: version(name) for name in ("pandera", "pandas", "polars")})
ways = {
    "pandas": (of_pandas.DataFrameSchema({"on": of_pandas.Column(of_pandas.Date, coerce=True)}), pd.DataFrame),
    "polars": (of_polars.DataFrameSchema({"on": of_polars.Column(pl.Date, coerce=True)}), pl.DataFrame),
}


def passed(name, cell):
    schema, frame = ways[name]
    try:
        found = list(schema.validate(frame({"on": [cell]}))["on"])[0]
    except Exception as error:
        assert type(error).__module__.startswith("pandera"), error
        found = type(error).__name__
    print(name, repr(cell), "->", found)
    return found


assert passed("pandas", "2026-03-09") == passed("polars", date(2026, 3, 9)) == date(2026, 3, 9)
assert "SchemaError" in passed("polars", "2026-03-09")
assert passed("pandas", "2.4.4") == date(2004, 2, 4)
assert passed("pandas", 46090) == passed("pandas", 1.5) == date(1970, 1, 1)
assert passed("polars", 46090) == date(2096, 3, 10)
assert "SchemaError" in passed("polars", "2.4.4")
assert all("SchemaError" in passed(name, cell) for name in ways for cell in ("2026-02-30", "3/9"))
PY
