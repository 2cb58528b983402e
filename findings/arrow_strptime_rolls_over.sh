#!/usr/bin/env bash
# pyarrow.compute.strptime reads days by a format, and makes null of what cannot be read, if it is told to
# (error_is_null). A register holds a day that no calendar has: 30 February, 31 April.
# Expected: null, or an error, as the cast to a date gives.
# Seen in pyarrow 26.0.1: 2 March and 1 May, without a word; so too in read_csv with timestamp_parsers, where nothing but the
# format was given. (Reported as apache/arrow issue 31374.) A slip of the pen becomes a day on which somebody acted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pyarrow==26.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
import io
from importlib.metadata import version

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

print("pyarrow", version("pyarrow"))
texts = ["2026-02-27", "2026-02-30", "2026-04-31", "2026-13-01", "soon"]
read = pc.strptime(pa.array(texts), format="%Y-%m-%d", unit="s", error_is_null=True).to_pylist()
days = [None if each is None else str(each.date()) for each in read]
print("strptime", dict(zip(texts, days, strict=True)))
assert days == ["2026-02-27", "2026-03-02", "2026-05-01", None, None], days
for text in texts[1:3]:
    try:
        pa.array([text]).cast(pa.date32())
    except pa.ArrowInvalid as error:
        print("cast:", error)
    else:
        raise SystemExit("the cast takes it now")
table = csv.read_csv(io.BytesIO(b"on\n2026/02/27\n2026/02/30\n"), convert_options=csv.ConvertOptions(timestamp_parsers=["%Y/%m/%d"]))
print("read_csv", table["on"].type, [str(each.date()) for each in table["on"].to_pylist()])
assert [str(each.date()) for each in table["on"].to_pylist()] == ["2026-02-27", "2026-03-02"]
PY
