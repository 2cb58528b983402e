#!/usr/bin/env bash
# A column of moments with a gap is turned into days by .dt.date.
# Expected: the gap becomes None or NaN, something that is no date.
# Seen in pandas 3.1.0: it stays NaT, and isinstance(NaT, datetime.date) and isinstance(NaT, datetime.datetime) are true:
# a check "is it a date?" lets the missing marker through, and every comparison with it is false.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pandas==3.1.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, datetime

import pandas as pd

print("pandas", pd.__version__)
gap = pd.Series(pd.to_datetime(["2026-03-09", None])).dt.date.tolist()[1]
seen = (isinstance(gap, date), isinstance(gap, datetime), pd.Timestamp("2026-01-01") > gap, gap is pd.NaT)
print("is a date, is a datetime, lies before a day, is NaT:", seen)
assert seen == (True, True, False, True)
PY
