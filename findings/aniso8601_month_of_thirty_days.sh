#!/usr/bin/env bash
# ISO 8601: a month from 31 January 2026, as a duration P1M and as an interval 2026-01-31/P1M; a year from 1 January 2024.
# Expected: a duration that keeps its month, or a refusal; the interval ends on the last of February, a year on 1 January.
# Seen in aniso8601 10.0.1: a month is 30 days and a year 365, by days, so that the interval ends on 2 March 2026, and the year on
# 31 December 2024. In the same interval given by its two ends nothing of the kind is seen.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'aniso8601==10.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import aniso8601

print("aniso8601", version("aniso8601"))
month, year = aniso8601.parse_duration("P1M"), aniso8601.parse_duration("P1Y")
ends = [aniso8601.parse_interval(text)[1] for text in ("2026-01-31/P1M", "2024-01-01/P1Y", "2026-01-01/2026-02-01")]
print(month, year, ends)
assert (month, year) == (timedelta(30), timedelta(365))
assert ends == [date(2026, 3, 2), date(2024, 12, 31), date(2026, 2, 1)]
PY
