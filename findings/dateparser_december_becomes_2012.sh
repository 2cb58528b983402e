#!/usr/bin/env bash
# A log of 2026 has days without a year, 3月9日 (9 March), 12月31日 (31 December), some with spaces: 3 月 9 日.
# Expected: that day of the year asked in or of the one before, or nothing.
# Seen in dateparser 1.5.0: from January to September the day is right, and from October on the month is a year: 12月31日 is 31 March 2012,
# 10月1日 is 6 January 2010. A test with days of spring sees nothing. With spaces it is a time ago: 3 月 9 日 is three months and nine
# days back, 27 November 2025. With the language told, zh, what has no spaces is not read at all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'dateparser==1.5.0'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from collections import Counter
from datetime import date, datetime, timedelta
from importlib.metadata import version

import dateparser

print("dateparser", version("dateparser"))
SETTINGS = {"RELATIVE_BASE": datetime(2026, 3, 6, 9)}


def read(text, languages=None):
    found = dateparser.parse(text, languages=languages, settings=SETTINGS)
    return found and found.date()


seen = {text: str(read(text)) for text in ("3月9日", "9月30日", "10月1日", "12月31日", "3 月 9 日", "12 月 31 日")}
print(seen)
assert seen == {
    "3月9日": "2026-03-09", "9月30日": "2026-09-30", "10月1日": "2010-01-06", "12月31日": "2012-03-31",
    "3 月 9 日": "2025-11-27", "12 月 31 日": "2025-02-03",
}, seen
days = [date(2026, month, 1) + timedelta(days=n) for month in range(1, 13) for n in (0, 14, 27)]
right = Counter(day.month for day in days if read(f"{day.month}月{day.day}日") == day)
spaced = [day for day in days if read(f"{day.month} 月 {day.day} 日") == day]
told = [day for day in days if read(f"{day.month}月{day.day}日", ["zh"])]
print("right of three, by month", dict(right), "with spaces", len(spaced), "with the language told", len(told))
assert dict(right) == dict.fromkeys(range(1, 10), 3)
assert spaced == told == []
PY
