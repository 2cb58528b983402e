#!/usr/bin/env bash
# OpenFisca writes law as code; a period of it may begin on any day: month:2026-01-31 is the month from 31 January to 27 February.
# Expected: the text of a period, with which it is shown and stored in the JSON of a simulation, reads back as the same period.
# Seen in openfisca-core 46.0.1: the text is 2026-01, which is 1 to 31 January, another period. So with two months from the 15th, a year from
# 15 March, a week from a Wednesday: the day of the beginning is dropped.
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


def days(period):
    return f"{period.start}..{period.stop}"


seen = {}
for text in ("month:2026-01-31", "month:2026-01-15:2", "year:2026-03-15", "week:2026-03-11", "day:2026-01-31:28"):
    period = periods.period(text)
    again = periods.period(str(period))
    seen[text] = (days(period), str(period), days(again), again == period)
    print(text, *seen[text])
assert seen == {
    "month:2026-01-31": ("2026-01-31..2026-02-27", "2026-01", "2026-01-01..2026-01-31", False),
    "month:2026-01-15:2": ("2026-01-15..2026-03-14", "month:2026-01:2", "2026-01-01..2026-02-28", False),
    "year:2026-03-15": ("2026-03-15..2027-03-14", "year:2026-03", "2026-03-01..2027-02-28", False),
    "week:2026-03-11": ("2026-03-11..2026-03-17", "2026-W11", "2026-03-09..2026-03-15", False),
    "day:2026-01-31:28": ("2026-01-31..2026-02-27", "day:2026-01-31:28", "2026-01-31..2026-02-27", True),
}, seen
PY
