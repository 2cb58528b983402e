#!/usr/bin/env bash
# A register of one year leaves the year out: 3/9, 12/25.
# Expected: a refusal, or a missing day with errors="coerce", as long as no year is given.
# Seen in pandas 3.1.0: 9 March and 25 December of the year 1, in read_csv and with errors="coerce" as well. 29 February alone is
# missing: the year 1 has none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pandas==3.1.0'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
import io
from importlib.metadata import version

import pandas as pd

print("pandas", version("pandas"))
texts = ["3/9", "12/25"]
seen = {
    "to_datetime": pd.to_datetime(pd.Series(texts)),
    "coerced": pd.to_datetime(pd.Series(texts), errors="coerce"),
    "read_csv": pd.read_csv(io.StringIO("on\n3/9\n12/25\n"), parse_dates=["on"])["on"],
}
for name, days in seen.items():
    print(name, [str(day.date()) for day in days])
    assert [str(day.date()) for day in days] == ["0001-03-09", "0001-12-25"], days
leap = pd.to_datetime(pd.Series(["2/29"]), errors="coerce")
print("29 February", leap[0])
assert leap.isna().all()
PY
