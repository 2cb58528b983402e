#!/usr/bin/env bash
# A model of pydantic has a field of days, timedelta(days=365), and is sent as JSON to another program.
# Expected: a text that means 365 days to whoever reads ISO 8601: P365D.
# Seen in pydantic 2.14.4: P1Y, and P1Y35D for 400 days. isodate adds a year of the calendar: from 1 January 2024 one ends
# on 1 January 2025, a day later than 365 days. P1Y35D is not even of the format "duration" that pydantic's own JSON Schema promises
# (RFC 3339 has no days after years without months): jsonschema-rs refuses it. Read, P1M is 30 days and comes back as P30D.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pydantic==2.14.4' 'isodate==0.7.2' 'jsonschema-rs==0.61.2'
cd "$work"
"$work/env/bin/python" - <<'PY'
import json
from datetime import date, timedelta
from importlib.metadata import version

import jsonschema_rs
from isodate import parse_duration
from pydantic import BaseModel

print({name: version(name) for name in ("pydantic", "isodate", "jsonschema-rs")})


class Term(BaseModel):
    lasts: timedelta


start = date(2024, 1, 1)
schema = jsonschema_rs.validator_for(Term.model_json_schema(), validate_formats=True)
seen = {}
for days in (364, 365, 400):
    sent = Term(lasts=timedelta(days=days)).model_dump_json()
    text = json.loads(sent)["lasts"]
    seen[days] = (text, (start + parse_duration(text) - start).days, schema.is_valid(json.loads(sent)))
print("days: sent, days to isodate from 1 January 2024, valid by its own schema", seen)
assert seen == {364: ("P364D", 364, True), 365: ("P1Y", 366, True), 400: ("P1Y35D", 401, False)}, seen
month = Term.model_validate_json('{"lasts": "P1M"}')
print("P1M is read as", month.lasts, "and sent as", month.model_dump_json())
assert month.lasts == timedelta(days=30) and month.model_dump_json() == '{"lasts":"P30D"}'
PY
