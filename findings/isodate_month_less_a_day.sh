#!/usr/bin/env bash
# isodate calculates with durations of months and days: "a month, less a day", the usual last day of a term of a month.
# Expected: duration_isoformat writes what parse_duration reads back as the same, or refuses what ISO 8601 cannot say.
# Seen in isodate 0.7.2: it writes -P1M1D, which is a month and a day back. From 9 March the one leads to 8 April, the other to
# 8 February. "A year less a day" and "three days after a month ago" lose their signs in the same way.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'isodate==0.7.2'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

from isodate import duration_isoformat, parse_duration

print("isodate", version("isodate"))
day = timedelta(days=1)
start = date(2026, 3, 9)
seen = {}
for words, meant in {
    "a month less a day": parse_duration("P1M") - day,
    "a year less a day": parse_duration("P1Y") - day,
    "three days after a month ago": parse_duration("-P1M") + 3 * day,
}.items():
    written = duration_isoformat(meant)
    seen[words] = (written, str(start + meant), str(start + parse_duration(written)))
    print(words, "written", written, "| from 9 March meant", start + meant, "read back", start + parse_duration(written))
assert seen == {
    "a month less a day": ("-P1M1D", "2026-04-08", "2026-02-08"),
    "a year less a day": ("-P1Y1D", "2027-03-08", "2025-03-08"),
    "three days after a month ago": ("-P1M3D", "2026-02-12", "2026-02-06"),
}, seen
PY
