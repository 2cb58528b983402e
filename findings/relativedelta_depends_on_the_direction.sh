#!/usr/bin/env bash
# The distance from 31 January to 28 February 2026, asked in both directions.
# Expected: one is the other with its sign turned, as with timedelta.
# Seen in python-dateutil 2.9.0: forward it is one month (the missing 31st becomes the 28th), backward 28 days: "months between"
# is no property of two days, only of a day and a step from it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'python-dateutil==2.9.0.post0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

from dateutil.relativedelta import relativedelta

print("python-dateutil", version("python-dateutil"))
early, late = date(2026, 1, 31), date(2026, 2, 28)
forward, backward = relativedelta(late, early), relativedelta(early, late)
print("forward", forward, "backward", backward)
assert forward == relativedelta(months=1) and backward == relativedelta(days=-28)
assert early + forward == late and late + backward == early
PY
