#!/usr/bin/env bash
# One working day after Saturday 7 March 2026 is Monday 9 March; an office that gets a paper on a Saturday has Monday for its first day.
# Expected: the libraries that count working days agree, and that rolling forward, as the Saturday has to, changes nothing about it.
# Seen in NumPy 2.4.6 and Polars 2.1.0: with roll="forward" the day rolled to is taken for the start and one more is counted: Tuesday.
# pandas 3.1.1 says Monday, as NumPy and Polars do with roll="backward". The other way round, before that Saturday, it is "backward"
# that loses a day. From a working day all are the same, so that tests of such days do not see it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'numpy==2.4.6' 'pandas==3.1.1' 'polars==2.1.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

import numpy as np
import pandas as pd
import polars as pl

print({name: version(name) for name in ("numpy", "pandas", "polars")})
DAY = pd.offsets.CustomBusinessDay


def ways(day, n):
    said = {"pandas": (pd.Timestamp(day) + DAY(n)).date()}
    for roll in ("forward", "backward"):
        said[f"numpy {roll}"] = np.busday_offset(day, n, roll=roll).astype(date)
        said[f"polars {roll}"] = pl.select(pl.lit(day).dt.add_business_days(n, roll=roll)).item()
    print(day, n, {name: str(when) for name, when in said.items()})
    return said


friday, saturday = date(2026, 3, 6), date(2026, 3, 7)
assert set(ways(friday, 1).values()) == {date(2026, 3, 9)}
after, before = ways(saturday, 1), ways(saturday, -1)
assert after["pandas"] == after["numpy backward"] == after["polars backward"] == date(2026, 3, 9)
assert after["numpy forward"] == after["polars forward"] == date(2026, 3, 10)
assert before["pandas"] == before["numpy forward"] == before["polars forward"] == date(2026, 3, 6)
assert before["numpy backward"] == before["polars backward"] == date(2026, 3, 5)
PY
