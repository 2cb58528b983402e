#!/usr/bin/env bash
# narwhals promises one expression for many kinds of frames.
# Expected: casting a moment of Asia/Shanghai to Date gives one day, whichever library holds it.
# Seen in narwhals 2.29.0: Polars gives the UTC day (8 March), pyarrow and Arrow-backed pandas the local day (9 March);
# .dt.date() gives the local day on all three.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'narwhals==2.29.0' 'polars==2.1.0' 'pyarrow==26.0.1' 'pandas==3.1.0' 'tzdata==2026.6'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

print({name: version(name) for name in ("narwhals", "polars", "pyarrow", "pandas")})
moment = datetime(2026, 3, 9, 0, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
arrow = pa.table({"t": pa.array([moment], pa.timestamp("us", "Asia/Shanghai"))})
frames = {
    "Polars": pl.from_arrow(arrow),
    "pyarrow": arrow,
    "pandas of Arrow": pd.DataFrame({"t": [moment]}).astype("timestamp[us, tz=Asia/Shanghai][pyarrow]"),
}
cast, asked = {}, {}
for name, frame in frames.items():
    cast[name] = nw.from_native(frame).select(nw.col("t").cast(nw.Date))["t"].to_list()[0]
    asked[name] = nw.from_native(frame).select(nw.col("t").dt.date())["t"].to_list()[0]
print("cast", {name: str(day) for name, day in cast.items()})
print("dt.date", {name: str(day) for name, day in asked.items()})
assert cast == {"Polars": date(2026, 3, 8), "pyarrow": date(2026, 3, 9), "pandas of Arrow": date(2026, 3, 9)}
assert set(asked.values()) == {date(2026, 3, 9)}
PY
