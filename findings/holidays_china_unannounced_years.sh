#!/usr/bin/env bash
# The State Council announces each year's days off and make-up working days late in the year before.
# Expected: a library asked about a year that is not announced says that it does not know (chinesecalendar does).
# Seen in holidays 0.109: it answers for 2027 and later with festivals and plain weekends; the make-up days (5 to 8 a year
# until 2026) are silently none, so nth-working-day answers for these years look as sure as any.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'holidays==0.109' 'chinesecalendar==1.11.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date, timedelta
from importlib.metadata import version

import chinese_calendar
import holidays

print({name: version(name) for name in ("holidays", "chinesecalendar")})
china = holidays.country_holidays("CN")


def made_up(year: int) -> int:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    return sum(china.is_working_day(day) for day in days if day.weekday() > 4)


seen = {year: made_up(year) for year in range(2023, 2030)}
print("weekend days worked:", seen)
assert all(seen[year] >= 5 for year in (2023, 2024, 2025, 2026))
assert all(seen[year] == 0 for year in (2027, 2028, 2029))
try:
    chinese_calendar.is_workday(date(2027, 1, 4))
except NotImplementedError as error:
    print("chinesecalendar:", error)
else:
    raise SystemExit("chinesecalendar knows 2027 now")
PY
