#!/usr/bin/env bash
# The library formulas works out the formulas of a workbook: WORKDAY, the n-th working day after a day.
# Expected: from Saturday 14 February 2026 the first working day is Monday 16, as a spreadsheet has it and as from Friday.
# Seen in formulas 1.3.4: from a Saturday, a Sunday or a listed holiday it is #VALUE!; so too WORKDAY.INTL. NETWORKDAYS counts from such a day.
# Where a notice was received on a day off, no last day comes out, and with it nothing that hangs on it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'formulas==1.3.4'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from datetime import date
from importlib.metadata import version

from formulas import Parser

print("formulas", version("formulas"))
ZERO = date(1899, 12, 30)


def result(formula):
    return str(Parser().ast(formula)[1].compile()())


def number(day):
    return (date(2026, 2, day) - ZERO).days


seen = {}
for words, formula in {
    "Friday 13": f"=WORKDAY({number(13)},1)",
    "Saturday 14": f"=WORKDAY({number(14)},1)",
    "Sunday 15": f"=WORKDAY({number(15)},1)",
    "Tuesday 17, a holiday": f'=WORKDAY.INTL({number(17)},10,"0000000",{number(17)})',
    "Tuesday 17, Monday a holiday": f'=WORKDAY.INTL({number(17)},10,"0000000",{number(16)})',
    "from Saturday 14 to Monday 16": f"=NETWORKDAYS({number(14)},{number(16)})",
}.items():
    seen[words] = result(formula)
    print(words, formula, seen[words])
assert list(seen.values()) == [str(number(16)), "#VALUE!", "#VALUE!", "#VALUE!", str(number(27)), "1"], seen
PY
