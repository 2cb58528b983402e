#!/usr/bin/env bash
# A table is described by a schema (Table Schema); a column of days written in several ways is a date with the format "any".
# Expected: a cell that is no day, "2026-03" or "9", is an error of the table, or at least one value, whenever it is read.
# Seen in frictionless 5.21.0: no error. What the cell leaves out is taken from the clock: 2026-03 is the day of March that today is of its
# month, 9 is the 9th of this month. The same register gives other days tomorrow. Format "default" refuses both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'frictionless==5.21.0'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from datetime import date
from importlib.metadata import version

from frictionless import fields

print("frictionless", version("frictionless"))
anyhow, strict = fields.DateField(name="on", format="any"), fields.DateField(name="on")
today = date.today()
month, number, whole = (anyhow.read_cell(cell) for cell in ("2026-03", "9", "2026-03-09"))
print("today", today, "any: 2026-03 is", month[0], "and 9 is", number[0])
assert today == date.today(), "midnight came in between: run it again"
assert month == (date(2026, 3, today.day), None), month
assert number == (today.replace(day=9), None), number
assert whole == (date(2026, 3, 9), None), whole
for cell in ("2026-03", "9"):
    value, errors = strict.read_cell(cell)
    print("default:", cell, value, errors)
    assert value is None and errors
PY
