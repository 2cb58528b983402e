#!/usr/bin/env bash
# How many papers came on each working day: on Friday 6 March 2026 one, on Saturday one, on Monday one. pandas has business days, "B", for
# offsets, for periods, and for groups.
# Expected: one answer to where the Saturday goes.
# Seen in pandas 3.1.1: resample("B") and Grouper count it on Friday, before it came; as a period (to_period("B")) it is Monday, and so it
# is by an offset of 0 days, which the page on offsets says rolls forward. With CustomBusinessDay a day off goes to the day before it, too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pandas==3.1.1'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
import pandas as pd
from pandas.tseries.offsets import BDay, CustomBusinessDay

print("pandas", pd.__version__)
papers = pd.Series(1, index=pd.to_datetime(["2026-03-06", "2026-03-07", "2026-03-09"]))


def days(counted):
    return {str(day)[:10]: int(number) for day, number in counted.items()}


resampled = days(papers.resample("B").sum())
grouped = days(papers.groupby(pd.Grouper(freq="B")).sum())
periods = days(papers.groupby(papers.index.to_period("B")).sum())
rolled = days(papers.groupby(papers.index + BDay(0)).sum())
print({"resample": resampled, "Grouper": grouped, "periods": periods, "offset of 0": rolled})
assert resampled == grouped == {"2026-03-06": 2, "2026-03-09": 1}
assert periods == rolled == {"2026-03-06": 1, "2026-03-09": 2}
closed = CustomBusinessDay(holidays=["2026-03-10"])
week = pd.Series(1, index=pd.to_datetime(["2026-03-09", "2026-03-10", "2026-03-11"]))
custom = days(week.resample(closed).sum())
print("closed on 10 March:", custom)
assert custom == {"2026-03-09": 2, "2026-03-11": 1}
PY
