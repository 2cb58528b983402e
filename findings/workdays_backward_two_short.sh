#!/usr/bin/env bash
# The library workdays has NETWORKDAYS and WORKDAY after the model of a spreadsheet: the working days from one day to another, both
# counted.
# Expected: backward the same number with the other sign, as in a sheet (here worked out by the library formulas).
# Seen in workdays 1.4: Monday to Friday are 5, Friday to Monday -3; over a weekend 2 and 0. What was done ahead of the day due comes out
# two days less early than it was.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'workdays==1.4' 'formulas==1.3.4'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from datetime import date
from importlib.metadata import version

from formulas import Parser
from workdays import networkdays

print({name: version(name) for name in ("workdays", "formulas")})
ZERO = date(1899, 12, 30)


def sheet(first, last):
    return int(str(Parser().ast(f"=NETWORKDAYS({(first - ZERO).days},{(last - ZERO).days})")[1].compile()()))


seen = {}
for first, last in ((2, 6), (6, 9), (6, 6), (2, 13)):
    a, b = date(2026, 3, first), date(2026, 3, last)
    seen[first, last] = (networkdays(a, b), networkdays(b, a), sheet(a, b), sheet(b, a))
    print(a, b, "forward, backward", *seen[first, last][:2], "by the formula of a sheet", *seen[first, last][2:])
assert seen == {(2, 6): (5, -3, 5, -5), (6, 9): (2, 0, 2, -2), (6, 6): (1, 1, 1, 1), (2, 13): (10, -8, 10, -10)}, seen
PY
