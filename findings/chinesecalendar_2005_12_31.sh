#!/usr/bin/env bash
# The arrangement for New Year 2006 has 1 to 3 January off and Saturday 31 December 2005 worked in exchange.
# Expected: two libraries that carry the notices agree on every day from 2004 on.
# Seen: chinesecalendar 1.11.0 calls 31 December 2005 a day off, holidays 0.109 a working day: the make-up day lies in
# the year before the one that the notice is about.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'chinesecalendar==1.11.0' 'holidays==0.109'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import chinese_calendar
import holidays

print({name: version(name) for name in ("holidays", "chinesecalendar")})
china = holidays.country_holidays("CN")
days = (date(2004, 1, 1) + timedelta(days=n) for n in range((date(2026, 12, 31) - date(2004, 1, 1)).days + 1))
differ = [day for day in days if chinese_calendar.is_workday(day) != china.is_working_day(day)]
print("days on which they differ:", [str(day) for day in differ])
assert differ == [date(2005, 12, 31)]
assert china.is_working_day(date(2005, 12, 31))
PY
