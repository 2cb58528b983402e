#!/usr/bin/env bash
# A sentence in Chinese: "answer in ten days", 10天后答复, put to search_dates of dateparser on 6 March 2026.
# Expected: 16 March. So it is for "in 10 days" in English, and for 10天后 by itself with parse.
# Seen in dateparser 1.5.0: 24 February. The sentence is cut before 后 (after); 10天 (ten days) is left, and a number of days alone is
# taken for ago. So it is with months and weeks, with 10天后 alone in search_dates, and with a bare period: 公示期为10天 (shown for ten
# days) gives 24 February too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'dateparser==1.5.0'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from datetime import datetime
from importlib.metadata import version

import dateparser
from dateparser.search import search_dates

print("dateparser", version("dateparser"))
SETTINGS = {"RELATIVE_BASE": datetime(2026, 3, 6, 9)}


def search(text, language):
    found = search_dates(text, languages=[language], settings=SETTINGS)
    return [(part, str(when.date())) for part, when in found or ()]


assert dateparser.parse("10天后", languages=["zh"], settings=SETTINGS).date().isoformat() == "2026-03-16"
assert search("the answer is due in 10 days", "en") == [("in 10 days", "2026-03-16")]
TEXTS = ("10天后答复", "10天后", "应于3个月后重新备案", "2周后答复", "公示期为10天", "3天前已提交")
seen = {text: search(text, "zh") for text in TEXTS}
for text, found in seen.items():
    print(text, found)
assert seen == {
    "10天后答复": [("10天", "2026-02-24")],
    "10天后": [("10天", "2026-02-24")],
    "应于3个月后重新备案": [("3个月", "2025-12-06")],
    "2周后答复": [("2周", "2026-02-20")],
    "公示期为10天": [("10天", "2026-02-24")],
    "3天前已提交": [("3天前", "2026-03-03")],
}, seen
PY
