#!/usr/bin/env bash
# A log of XES from Haikou: received at 9 o'clock on Monday 9 March 2026, answered at 17 o'clock, both +08:00. PM4Py gives durations in
# business hours, of which it says Monday 07:00 to 17:00 and so on.
# Expected: eight hours.
# Seen in PM4Py 2.7.23.11: two. Moments are turned into UTC as they are read, and the hours are laid over that: in Haikou they are from 15
# o'clock to 1 in the night. What came at 7 o'clock on Monday came on Sunday, and a case that began and ended before 15 o'clock took no
# time at all. The page on business hours says nothing of zones.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pm4py==2.7.23.11' 'pandas==3.1.1'
cd "$work"
"$work/env/bin/python" -W ignore - 2> noise <<'PY'
from importlib.metadata import version

import pm4py

print("PM4Py", version("pm4py"))
EVENT = '<event><string key="concept:name" value="{}"/><date key="time:timestamp" value="2026-03-09T{}:00:00{}"/></event>'


def hours(first, last, zone):
    events = EVENT.format("received", first, zone) + EVENT.format("answered", last, zone)
    trace = f'<trace><string key="concept:name" value="1"/>{events}</trace>'
    with open("log.xes", "w", encoding="utf-8") as file:
        file.write(f'<log xes.version="1.0" xmlns="http://www.xes-standard.org/">{trace}</log>')
    log = pm4py.read_xes("log.xes")
    return [pm4py.get_all_case_durations(log, business_hours=value)[0] / 3600 for value in (False, True)]


seen = {(first, last, zone): hours(first, last, zone) for first, last, zone in (
    ("09", "17", "+08:00"), ("09", "14", "+08:00"), ("09", "17", "+00:00"),
)}
for asked, found in seen.items():
    print(*asked, "hours, of which business hours:", found)
assert list(seen.values()) == [[8, 2], [5, 0], [8, 8]], seen
PY
