#!/usr/bin/env bash
# The converter of cattrs for JSON writes a date as 2026-03-09.
# Expected: it reads what it writes and refuses the rest.
# Seen in cattrs 26.2.1 on Python 3.11: the eight digits 20260309 and the week dates 2026-W11-1 and 2026W111 are read too,
# so a number-like stamp or a week passes as a calendar day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'cattrs==26.2.1' 'attrs==26.1.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

from cattrs.preconf.json import make_converter

print("cattrs", version("cattrs"))
converter = make_converter()
assert converter.unstructure(date(2026, 3, 9)) == "2026-03-09"
for text in ("20260309", "2026-W11-1", "2026W111"):
    got = converter.structure(text, date)
    print(text, "->", got)
    assert got == date(2026, 3, 9)
PY
