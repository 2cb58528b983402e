#!/usr/bin/env bash
# The lunar calendar of China is fixed by the national standard GB/T 33661-2017.
# Expected: libraries that turn days into lunar days agree on every day of 1950 to 2099.
# Seen: lunardate 0.3.0 is a day off in November and December 1954 and in September 1978; in September and October 2057 (a
# new moon within minutes of midnight) lunardate and cnlunar stand against tyme4py and lunar_python. Festivals that
# follow the lunar calendar need more than one witness.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'lunardate==0.3.0' 'tyme4py==1.5.0' 'lunar_python==1.4.8' 'cnlunar==0.2.5'
cd "$work"
"$work/env/bin/python" - <<'PY'
import warnings
from datetime import date, datetime, timedelta
from importlib.metadata import version

warnings.simplefilter("ignore")
import cnlunar
import lunardate
from lunar_python import Solar
from tyme4py.solar import SolarDay

print({name: version(name) for name in ("lunardate", "tyme4py", "lunar_python", "cnlunar")})
odd: dict[str, set[str]] = {}
for start, end in ((date(1954, 11, 1), date(1955, 1, 31)), (date(1978, 8, 1), date(1978, 11, 30)),
                   (date(2025, 1, 1), date(2027, 12, 31)), (date(2057, 8, 1), date(2057, 11, 30))):
    day = start
    while day <= end:
        a = SolarDay.from_ymd(day.year, day.month, day.day).get_lunar_day()
        b = Solar.fromYmd(day.year, day.month, day.day).getLunar()
        c = lunardate.LunarDate.from_solar_date(day.year, day.month, day.day)
        d = cnlunar.Lunar(datetime(day.year, day.month, day.day))
        said = {
            "tyme4py": (abs(a.get_month()), a.get_day()),
            "lunar_python": (abs(b.getMonth()), b.getDay()),
            "lunardate": (c.month, c.day),
            "cnlunar": (d.lunarMonth, d.lunarDay),
        }
        for name, value in said.items():
            if value != said["tyme4py"]:
                odd.setdefault(f"{day:%Y}", set()).add(name)
        day += timedelta(days=1)
print({year: sorted(names) for year, names in odd.items()})
assert odd == {"1954": {"lunardate"}, "1978": {"lunardate"}, "2057": {"lunardate", "cnlunar"}}, odd
PY
