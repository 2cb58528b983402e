#!/usr/bin/env bash
# pyarrow.compute.month_day_nano_interval_between gives the months and days from one day to another.
# Expected: the first day and the interval give the second day, since that is what it lies apart, by months, then days.
# Seen in pyarrow 26.0.1: from 31 January to 28 February it is one month less three days, and 31 January with that (pandas'
# DateOffset, dateutil's relativedelta) is 25 February. The fields are subtracted one by one, and the days may be negative. Of
# 1,095 pairs of days that lie 10, 30 or 60 days apart, 16 do not lead back.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pyarrow==26.0.1' 'python-dateutil==2.9.0.post0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import pyarrow as pa
import pyarrow.compute as pc
from dateutil.relativedelta import relativedelta

print({name: version(name) for name in ("pyarrow", "python-dateutil")})


def between(first, second):
    months, days, nanos = pc.month_day_nano_interval_between(pa.array([first]), pa.array([second]))[0].as_py()
    assert nanos == 0
    return months, days


def back(first, second):
    months, days = between(first, second)
    return first + relativedelta(months=months, days=days)


january, february = date(2026, 1, 31), date(2026, 2, 28)
print("31 January to 28 February:", between(january, february), "leads to", back(january, february))
assert between(january, february) == (1, -3) and back(january, february) == date(2026, 2, 25)
pairs = [(date(2026, 1, 1) + timedelta(n), date(2026, 1, 1) + timedelta(n + span)) for n in range(365) for span in (10, 30, 60)]
astray = [pair for pair in pairs if back(*pair) != pair[1]]
print("pairs", len(pairs), "that do not lead back", len(astray))
assert (len(pairs), len(astray)) == (1095, 16)
PY
