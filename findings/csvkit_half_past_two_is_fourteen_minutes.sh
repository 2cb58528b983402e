#!/usr/bin/env bash
# A register in CSV: the weekday and the time of day at which a paper came, Mon 9:30 and Sat 14:30, and the month that it is for, May. csvkit
# turns it into JSON and sorts it.
# Expected: these texts, or a time of day where one stands.
# Seen in csvkit 2.2.0 with agate 1.14.2: 14:30 is 0:14:30, fourteen minutes and a half; Mon and Sat are 8 and 6 January of the year 1, May is
# 1 May of it. So csvsort puts Saturday before Monday, and csvsql makes columns of DATE and DATETIME. Nothing is printed; agate has the
# type of 14:30 as that of an interval between two dates. With --no-inference the texts stay.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'csvkit==2.2.0' 'agate==1.14.2'
cd "$work"
printf 'case,weekday,at,month\n1,Mon,9:30,May\n2,Sat,14:30,June\n' > register.csv
"$work/env/bin/csvsort" -c weekday register.csv > sorted.csv
"$work/env/bin/csvjson" register.csv > register.json
"$work/env/bin/csvjson" --no-inference register.csv > texts.json
"$work/env/bin/python" - <<'PY'
import json
from importlib.metadata import version
from pathlib import Path

print({name: version(name) for name in ("csvkit", "agate")})
rows = json.loads(Path("register.json").read_text(encoding="utf-8"))
texts = json.loads(Path("texts.json").read_text(encoding="utf-8"))
order = Path("sorted.csv").read_text(encoding="utf-8").splitlines()
print(*rows, *order, sep="\n")
assert [(row["weekday"], row["at"], row["month"]) for row in rows] == [
    ("0001-01-08", "0:09:30", "0001-05-01"),
    ("0001-01-06", "0:14:30", "0001-06-01"),
], rows
assert [line.split(",")[0] for line in order] == ["case", "2", "1"], order
assert [(row["weekday"], row["at"]) for row in texts] == [("Mon", "9:30"), ("Sat", "14:30")], texts
PY
