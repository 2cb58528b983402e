#!/usr/bin/env bash
# cn2an turns the numbers of a Chinese sentence into digits: 应在十五日内答复 (answer within fifteen days) becomes 应在15日内答复.
# Expected: what is no number stays: three of Hainan's cities begin with a numeral in their names, Sanya, Sansha and Wuzhishan (三亚, 三沙,
# 五指山), and so do words of every guideline, 一并提交 (handed in together), 一律 (without exception), 统一 (uniform).
# Seen in cn2an 0.5.24: 3亚市, 3沙市, 5指山市, 9江市, 4川省; 1并提交, 1律, 统1. A column of offices that went through it joins with no register.
# The other way about 2026-03-09 becomes 二千零二十六负三负九, "2026, minus three, minus nine". The README names days, fractions and
# shares in sentences, and no such limit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'cn2an==0.5.24'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

from cn2an import transform

print("cn2an", version("cn2an"))
assert transform("应在十五日内答复", "cn2an") == "应在15日内答复"
WANTED = {
    "三亚市": "3亚市",
    "三沙市": "3沙市",
    "五指山市": "5指山市",
    "东方市八所镇": "东方市8所镇",
    "九江市": "9江市",
    "四川省": "4川省",
    "一并提交": "1并提交",
    "一律不予受理": "1律不予受理",
    "统一": "统1",
}
seen = {name: transform(name, "cn2an") for name in WANTED}
print(seen)
assert seen == WANTED, seen
back = transform("2026-03-09", "an2cn")
print(back)
assert back == "二千零二十六负三负九", back
PY
