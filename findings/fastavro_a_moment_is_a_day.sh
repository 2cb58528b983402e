#!/usr/bin/env bash
# A log in Avro; a field may be missing, a day, or a moment: ["null", date, timestamp-millis]. The value is half past three on 9 March 2026, in UTC.
# Expected: fastavro writes the branch of the union that the value is, a moment, or asks which.
# Seen in fastavro 1.13.1: the day, because a datetime of Python is a date as well and the date stands first: half past three is gone.
# With the moment first it is kept. Text that is a day, "2026-03-09", becomes one in ["null", date, "string"], and the number 20260309 in
# ["null", "float", "long"] is 20260308. The page on the writer speaks of records that look alike, and of no day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'fastavro==1.13.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
import io
from datetime import UTC, date, datetime
from importlib.metadata import version

import fastavro

print("fastavro", version("fastavro"))
DAY = {"type": "int", "logicalType": "date"}
MOMENT = {"type": "long", "logicalType": "timestamp-millis"}


def through(kinds, value):
    schema = {"type": "record", "name": "event", "fields": [{"name": "at", "type": kinds}]}
    file = io.BytesIO()
    fastavro.writer(file, fastavro.parse_schema(schema), [{"at": value}])
    file.seek(0)
    return next(iter(fastavro.reader(file)))["at"]


at = datetime(2026, 3, 9, 15, 30, tzinfo=UTC)
WANTED = (
    (["null", DAY, MOMENT], at, date(2026, 3, 9)),
    (["null", MOMENT, DAY], at, at),
    (["null", DAY, "string"], "2026-03-09", date(2026, 3, 9)),
    (["null", "float", "long"], 20260309, 20260308.0),
)
for kinds, value, wanted in WANTED:
    seen = through(kinds, value)
    print(kinds, value, "->", seen)
    assert seen == wanted and type(seen) is type(wanted), seen
PY
