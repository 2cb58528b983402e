#!/usr/bin/env bash
# Three recurrence rules of iCalendar that start on Monday 5 January 2026: the tenth Monday-to-Friday of each year
# (BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10), the Friday of week 10, and 29 February. (npm)
# Expected: a day that does not exist is left out, and every part of a rule counts (RFC 5545, 3.3.10), as in python-dateutil.
# Seen in ical.js 2.2.1: every day of Monday to Friday, every Friday, and 1 March in years without a 29th.
# The last Monday-to-Friday of each month, the example of the standard, is right in both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'python-dateutil==2.9.0.post0'
cd "$work"
npm init -y > made
npm install --no-audit --no-fund --silent 'ical.js@2.2.1'
cat > ask.mjs <<'JS'
import ICAL from 'ical.js';

const found = process.argv.slice(2).map((rule) => {
  const days = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString('2026-01-05'));
  return [1, 2, 3].map(() => String(days.next()));
});
console.log(JSON.stringify(found));
JS
"$work/env/bin/python" - <<'PY'
import json
import subprocess
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from dateutil.rrule import rrulestr

print("ical.js", json.loads(Path("node_modules/ical.js/package.json").read_text())["version"], "python-dateutil", version("python-dateutil"))
RULES = (
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10",
    "FREQ=YEARLY;BYWEEKNO=10;BYDAY=FR",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
)
said = json.loads(subprocess.run(["node", "ask.mjs", *RULES], check=True, capture_output=True, text=True).stdout)
other = []
for rule, days in zip(RULES, said, strict=True):
    other.append([str(day.date()) for day, _ in zip(rrulestr(rule, dtstart=datetime(2026, 1, 5)), range(3))])
    print(rule, "ical.js", days, "dateutil", other[-1])
assert said[0] == other[0]
assert said[1:] == [
    ["2026-01-05", "2026-01-06", "2026-01-07"],
    ["2026-01-09", "2026-01-16", "2026-01-23"],
    ["2026-03-01", "2027-03-01", "2028-02-29"],
], said
assert other[1:] == [
    ["2026-01-14", "2027-01-14", "2028-01-14"],
    ["2026-03-06", "2027-03-12", "2028-03-10"],
    ["2028-02-29", "2032-02-29", "2036-02-29"],
], other
PY
