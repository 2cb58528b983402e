#!/usr/bin/env bash
# jionlp reads terms in Chinese: within two weeks, within 15 days, within ten working days. It says of each whether it is certain
# (accurate) or blurred.
# Expected: two weeks are fourteen days, and ten working days leave out the public holidays or are not called certain.
# Seen in jionlp 1.5.31: from 9 March "within two weeks" (两周内) ends on 11 March, "within three weeks" on 12 March: a week is a day, and certain.
# "Within 15 days" (15日内) is right. Ten working days from 13 February 2026 end on the 27th, as if Spring Festival were worked, and certain;
# with the State Council's arrangement (holidays 0.109) they end on 5 March.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'jionlp==1.5.31' 'jiojio==1.2.8' 'holidays==0.109'
cd "$work"
"$work/env/bin/python" -W ignore - 2> told <<'PY' || { cat told; exit 1; }
import contextlib
import io
import time
from datetime import date
from importlib.metadata import version

import holidays

with contextlib.redirect_stdout(io.StringIO()):
    import jionlp

print({name: version(name) for name in ("jionlp", "holidays")})
seen = {}
for text, day in (("两周内", 9), ("三周内", 9), ("两个星期内", 9), ("15日内", 9), ("10个工作日内", 9)):
    found = jionlp.parse_time(text, time_base=time.mktime((2026, 3, day, 0, 0, 0, 0, 0, 0)))
    seen[text] = (found["time"][1][:10], found["definition"])
festival = jionlp.parse_time("10个工作日内", time_base=time.mktime((2026, 2, 13, 0, 0, 0, 0, 0, 0)))
arranged = holidays.country_holidays("CN").get_nth_working_day(date(2026, 2, 13), 10)
print("from 9 March", seen)
print("ten working days from 13 February", festival["time"][1], festival["definition"], "as arranged", arranged)
assert seen == {
    "两周内": ("2026-03-11", "accurate"),
    "三周内": ("2026-03-12", "accurate"),
    "两个星期内": ("2026-03-11", "accurate"),
    "15日内": ("2026-03-24", "accurate"),
    "10个工作日内": ("2026-03-23", "accurate"),
}, seen
assert (festival["time"][1][:10], festival["definition"]) == ("2026-02-27", "accurate"), festival
assert arranged == date(2026, 3, 5), arranged
PY
