#!/usr/bin/env bash
# pyarrow.compute.ceil_temporal moves a day up to the next boundary of a unit. What lies on a boundary stays, unless
# ceil_is_strictly_greater is asked for; that is false if nothing is said.
# Expected: 1 January, Thursday, stays for days, months, quarters and years, and Monday 5 January for weeks.
# Seen in pyarrow 26.0.1: it stays for days and weeks; for months, quarters and years it moves on by a whole unit, with the option
# false as with it true. round_temporal leaves all of them where they are. Moved up to the next first of a month, what is dated on a
# first is a month late, and nothing else is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pyarrow==26.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

import pyarrow as pa
import pyarrow.compute as pc

print("pyarrow", version("pyarrow"))
ON = {"day": date(2026, 1, 1), "week": date(2026, 1, 5), "month": date(2026, 1, 1), "quarter": date(2026, 1, 1), "year": date(2026, 1, 1)}
seen = {}
for unit, day in ON.items():
    column = pa.array([day])
    ways = (
        pc.ceil_temporal(column, unit=unit, ceil_is_strictly_greater=False),
        pc.ceil_temporal(column, unit=unit, ceil_is_strictly_greater=True),
        pc.round_temporal(column, unit=unit),
    )
    seen[unit] = [each[0].as_py() for each in ways]
    print(unit, day, "ceil, strict ceil, round:", *seen[unit])
assert [seen[unit][0] == day for unit, day in ON.items()] == [True, True, False, False, False]
assert seen["month"][0] == seen["month"][1] == date(2026, 2, 1)
assert seen["quarter"][0] == date(2026, 4, 1) and seen["year"][0] == date(2027, 1, 1)
assert all(seen[unit][2] == day for unit, day in ON.items())
PY
