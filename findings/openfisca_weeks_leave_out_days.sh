#!/usr/bin/env bash
# OpenFisca divides a period into smaller ones, get_subperiods: a month into weeks, a year into days or days of the week.
# Expected: together they cover the period, and each day of it once, or what does not come out even is refused.
# Seen in openfisca-core 46.0.1: March 2026 has four weeks, 23 February to 22 March: nine days of March are in none, six of February
# are. 2026 has 365 days as days and 364 as days of the week, without 31 December. A sum over them is short of days.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'openfisca-core==46.0.1'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

from openfisca_core import periods

print("openfisca-core", version("openfisca-core"))
seen = {}
for text, unit in (("2026-03", "week"), ("2026-03", "weekday"), ("2026", "week"), ("2026", "weekday"), ("2026", "day")):
    whole = periods.period(text)
    parts = whole.get_subperiods(unit)
    seen[text, unit] = (len(parts), str(parts[0].start), str(parts[-1].stop), whole.size_in_days - sum(part.size_in_days for part in parts))
    print(text, "by", unit, *seen[text, unit][:3], "days fewer:", seen[text, unit][3])
assert seen == {
    ("2026-03", "week"): (4, "2026-02-23", "2026-03-22", 3),
    ("2026-03", "weekday"): (31, "2026-03-01", "2026-03-31", 0),
    ("2026", "week"): (52, "2025-12-29", "2026-12-27", 1),
    ("2026", "weekday"): (364, "2026-01-01", "2026-12-30", 1),
    ("2026", "day"): (365, "2026-01-01", "2026-12-31", 0),
}, seen
PY
