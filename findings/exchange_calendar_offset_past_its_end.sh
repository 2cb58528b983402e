#!/usr/bin/env bash
# exchange_calendars knows the sessions of Shanghai to the end of 2026 and refuses questions about a later day. Its attribute
# `day` is an offset of pandas that adds sessions to a moment.
# Expected: added past the end, it refuses as well.
# Seen in exchange_calendars 4.13.2: the session after 31 December 2026 is 1 January 2027, a holiday in every year: past the end
# the offset knows weekends only. Ten sessions from 30 December end on 13 January; with New Year's Day off it is a day later at
# least.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'exchange_calendars==4.13.2' 'pandas==3.1.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import exchange_calendars
import pandas as pd
from exchange_calendars.errors import DateOutOfBounds

print({name: version(name) for name in ("exchange_calendars", "pandas")})
shanghai = exchange_calendars.get_calendar("XSHG", start="2020-01-01", end="2026-12-31")
assert str(shanghai.last_session.date()) == "2026-12-31"
try:
    shanghai.is_session("2027-01-01")
except DateOutOfBounds as error:
    print("is_session:", str(error)[:110])
else:
    raise SystemExit("1 January 2027 is answered now")
past = [(pd.Timestamp("2026-01-01") + shanghai.day).date(), (pd.Timestamp("2026-12-31") + shanghai.day).date(), (pd.Timestamp("2026-12-30") + 10 * shanghai.day).date()]
print("the session after 1 January 2026, after 31 December 2026, the tenth after 30 December 2026:", *past)
assert [str(day) for day in past] == ["2026-01-05", "2027-01-01", "2027-01-13"], past
PY
