#!/usr/bin/env bash
# The notice for 2013 (国办发明电〔2012〕33号) has two make-up working days in the weeks after Qingming and the National Day: Sunday
# 7 April and Saturday 12 October.
# Expected: lunar_python and tyme4py, which carry each year's days off and make-up days, have all of that year's.
# Seen in lunar_python 1.4.8 and tyme4py 1.5.0: neither knows these two, so that both take them for ordinary days of a weekend,
# while the other make-up days of 2013 are there. That two libraries agree is no second witness: the tables have one source.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'lunar_python==1.4.8' 'tyme4py==1.5.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

from lunar_python.util import HolidayUtil
from tyme4py.holiday import LegalHoliday

print({name: version(name) for name in ("lunar_python", "tyme4py")})
MADE_UP = ("2013-01-05", "2013-01-06", "2013-02-16", "2013-02-17", "2013-04-07", "2013-04-27", "2013-04-28",
           "2013-06-08", "2013-06-09", "2013-09-22", "2013-09-29", "2013-10-12")
missing = {"lunar_python": [], "tyme4py": []}
for text in MADE_UP:
    day = date.fromisoformat(text)
    one = HolidayUtil.getHoliday(text)
    other = LegalHoliday.from_ymd(day.year, day.month, day.day)
    if one is None or not one.isWork():
        missing["lunar_python"].append(text)
    if other is None or not other.is_work():
        missing["tyme4py"].append(text)
print(missing)
assert set(map(tuple, missing.values())) == {("2013-04-07", "2013-10-12")}, missing
# The days off that they make up for are there.
assert not HolidayUtil.getHoliday("2013-04-05").isWork()
assert not HolidayUtil.getHoliday("2013-10-07").isWork()
PY
