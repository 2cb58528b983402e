#!/usr/bin/env bash
# Working days between two days, networkdays of the library workadays (no holidays: country=None); workdays is the other way, a day and a
# number.
# Expected: from Saturday to Sunday none; and where workdays comes from one day to another in n, networkdays gives n.
# Seen in workadays 2023.12.30: from Saturday to Sunday it is -1, and so it is through a week that is off. One working day after Saturday 7
# March 2026 is Monday, but from that Saturday to the Monday there are none, and five days after it are four: the start is taken off as if
# it were worked. From a Friday all is right. Nothing in the README bounds it to starts on working days.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'workadays==2023.12.30'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from datetime import date
from importlib.metadata import version

from workadays import workdays

print("workadays", version("workadays"))


def between(start, end):
    return workdays.networkdays(start, end, country=None)


weekend = between(date(2026, 3, 7), date(2026, 3, 8))
print("Saturday to Sunday:", weekend)
assert weekend == -1
for start, lost in ((date(2026, 3, 6), 0), (date(2026, 3, 7), 1), (date(2026, 3, 8), 1)):
    for number in (1, 5):
        end = workdays.workdays(start, number, country=None)
        counted = between(start, end)
        print(start, "and", number, "working days:", end, "counted again:", counted)
        assert counted == number - lost
PY
