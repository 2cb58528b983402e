#!/usr/bin/env bash
# ClickHouse in the process, chDB: a column of days that came as text or numbers, cast to Date; toDateOrNull for what may be no day.
# Expected: 30 February and the thirteenth month are errors, or null with OrNull; 20260306 is a day in March or an error.
# Seen in chDB 4.4.0: 30 February is 2 March, 31 June 1 July, with OrNull too; the thirteenth month is 1 January 1970, an answer like any
# other. A number up to 65535 counts days since 1970 (Excel's 46090 for 9 March 2026 becomes March 2096), a larger one seconds
# (20260306 becomes August 1970); the year 3000 is 6 June 2149. Only parseDateTimeBestEffort refuses 30 February.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'chdb==4.4.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import chdb

print("chdb", version("chdb"), "ClickHouse", str(chdb.query("select version()")).strip())
SEEN = {
    "toDate('2026-02-30')": "2026-03-02",
    "toDateOrNull('2026-02-30')": "2026-03-02",
    "toDate32('2026-02-30')": "2026-03-02",
    "toDate('2026-06-31')": "2026-07-01",
    "toDate('2026-13-01')": "1970-01-01",
    "toDate(46090)": "2096-03-10",
    "toDate(20260306)": "1970-08-23",
    "toDate('20260306')": "2026-03-06",
    "toDate('3000-01-01')": "2149-06-06",
}
said = {asked: str(chdb.query(f"select {asked} settings session_timezone='UTC'")).strip().strip('"') for asked in SEEN}
print(said)
assert said == SEEN, said
try:
    chdb.query("select parseDateTimeBestEffort('2026-02-30')")
except Exception as error:
    print(str(error)[:80])
else:
    raise AssertionError("taken")
PY
