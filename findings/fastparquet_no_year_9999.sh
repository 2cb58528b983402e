#!/usr/bin/env bash
# A register has a column of days in Parquet, "valid until"; what has no end is 31 December 9999, as registers write it.
# Expected: fastparquet reads that day, or says that it cannot.
# Seen in fastparquet 2026.9.0: 29 March 1816, and for 1600 the year 2184, without a warning: a day is turned into nanoseconds, which
# reach from 1677 to 2262 and then begin anew. So it is in pandas 3.1.1 with engine="fastparquet", which it is going to drop. As a moment
# in microseconds the same day is read right, and pyarrow 26.0.1 reads both right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'fastparquet==2026.9.0' 'pandas==3.1.1' 'pyarrow==26.0.1'
cd "$work"
"$work/env/bin/python" -W error::UserWarning - <<'PY'
from datetime import date, datetime
from importlib.metadata import version

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

print({name: version(name) for name in ("fastparquet", "pandas", "pyarrow")})
DAYS = [date(2026, 3, 6), date(9999, 12, 31), date(2262, 4, 12), date(1600, 1, 1)]
moments = [datetime(day.year, day.month, day.day) for day in DAYS]
pq.write_table(pa.table({"until": pa.array(DAYS, pa.date32()), "moment": pa.array(moments, pa.timestamp("us"))}), "log.parquet")
read = pd.read_parquet("log.parquet", engine="fastparquet")
print(read)
assert [str(each)[:10] for each in read["until"]] == ["2026-03-06", "1816-03-29", "1677-09-21", "2184-07-20"]
assert [each.date() for each in read["moment"]] == DAYS
assert pd.read_parquet("log.parquet", engine="pyarrow")["until"].tolist() == DAYS
PY
