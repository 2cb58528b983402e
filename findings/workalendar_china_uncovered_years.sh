#!/usr/bin/env bash
# workalendar's China knows the arrangements of 2018 to 2023 and says so in an error for other years.
# Expected: every question about 2026 is refused.
# Seen in 17.0.0: only those about Mondays to Fridays are. Saturdays and Sundays are answered without a look at the
# arrangements: 4 January 2026, a Sunday worked by decree, is "no working day". Within its years 31 January 2020, taken
# off by the amending notice, counts as worked.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'workalendar==17.0.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
import warnings
from datetime import date
from importlib.metadata import version

warnings.simplefilter("ignore")
from workalendar.asia import China
from workalendar.exceptions import CalendarError

print("workalendar", version("workalendar"))
china = China()
weekend = china.is_working_day(date(2026, 1, 4))
try:
    china.is_working_day(date(2026, 1, 5))
except CalendarError as error:
    weekday = str(error)
else:
    raise SystemExit("a weekday of 2026 is answered now")
amended = china.is_working_day(date(2020, 1, 31))
print("Sunday 4 January 2026:", weekend, "| Monday 5 January 2026:", weekday, "| 31 January 2020:", amended)
assert weekend is False and amended is True
PY
