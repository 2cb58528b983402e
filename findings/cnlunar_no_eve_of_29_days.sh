#!/usr/bin/env bash
# New Year's Eve by the lunar calendar, 除夕, is the day before the first day of the first month: the 30th of the twelfth month, or the 29th
# where the month has no more. Since 2025 it is a day off by the regulation on festivals.
# Expected: cnlunar, asked day by day for its festivals, names one every year.
# Seen in cnlunar 0.2.5: only where it is a 30th, since its table has it there; 24 of the 60 years from 2001 to 2060 have none, five in a
# row from 2025 to 2029. lunar_python 1.4.8 has it every year. A remark in an example of cnlunar says that the eve was not added.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'cnlunar==0.2.5' 'lunar_python==1.4.8'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import datetime, timedelta
from importlib.metadata import version

import cnlunar
from lunar_python import Lunar, Solar

print({name: version(name) for name in ("cnlunar", "lunar_python")})


def eve(year):
    first = Lunar.fromYmd(year, 1, 1).getSolar()
    return datetime(first.getYear(), first.getMonth(), first.getDay(), 12) - timedelta(days=1)


def festivals(when):
    day = cnlunar.Lunar(when)
    return " ".join((day.get_legalHolidays(), day.get_otherHolidays(), day.get_otherLunarHolidays()))


missing = []
for year in range(2001, 2061):
    when = eve(year)
    assert "除夕" in Solar.fromYmd(when.year, when.month, when.day).getLunar().getFestivals()
    day, named = cnlunar.Lunar(when).lunarDayCn, "除夕" in festivals(when)
    if 2024 <= year <= 2030:
        print(when.date(), day, named)
    assert named == (day == "三十"), when
    if not named:
        missing.append(year)
print("without", len(missing), missing)
assert len(missing) == 24 and set(range(2025, 2030)) <= set(missing)
PY
