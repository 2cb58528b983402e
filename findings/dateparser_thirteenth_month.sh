#!/usr/bin/env bash
# dateparser reads days in many languages. In Chinese each number has its unit behind it: 2026年13月9日 is the 9th of month 13.
# Expected: no month 13, no day: None, as for 2026年2月30日.
# Seen in dateparser 1.5.0: 13 September 2026: what cannot be a month is exchanged with the day, whatever its unit. So with 2026-13-01, the
# order of ISO 8601. STRICT_PARSING does not change it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'dateparser==1.5.0'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import dateparser

print("dateparser", version("dateparser"))
seen = {}
for text in ("2026年3月9日", "2026年13月9日", "2026年31月1日", "2026-13-01", "2026年2月30日"):
    found = dateparser.parse(text, languages=["zh"], settings={"STRICT_PARSING": True})
    seen[text] = None if found is None else str(found.date())
print(seen)
assert seen == {
    "2026年3月9日": "2026-03-09",
    "2026年13月9日": "2026-09-13",
    "2026年31月1日": "2026-01-31",
    "2026-13-01": "2026-01-13",
    "2026年2月30日": None,
}, seen
PY
