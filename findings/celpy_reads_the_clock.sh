#!/usr/bin/env bash
# A rule in CEL, the expression language of Google: a log holds the time of day alone, 12:30, or the number of a week, 2026-W11-1.
# Expected: timestamp("12:30") is an error: the language takes RFC 3339, a day, a time and a zone, and has no clock, so that a rule gives
# one answer for one input. Its second implementation in Python, common-expression-language, says so.
# Seen in cel-python 0.5.0: half past twelve of today. The rule "received before 10 March 2026" held until that day and holds no more,
# though the log is the same. 2026 is 1 January, 2026-069 and 2026-W11-1 are days too, 20260309 is one and a day without a zone is UTC.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'cel-python==0.5.0' 'common-expression-language==0.10.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import UTC, datetime
from importlib.metadata import version

import cel
import celpy

print({name: version(name) for name in ("cel-python", "common-expression-language")})
environment = celpy.Environment()


def ask(text):
    return environment.program(environment.compile(text)).evaluate({})


before = datetime.now(UTC).date()
moment = ask('timestamp("12:30")')
print('timestamp("12:30")', moment)
assert before <= moment.date() <= datetime.now(UTC).date() and (moment.hour, moment.minute) == (12, 30)
rule = ask('timestamp("12:30") < timestamp("2026-03-10T00:00:00Z")')
assert bool(rule) is (moment.date() < datetime(2026, 3, 10).date())
seen = {text: str(ask(f'timestamp("{text}")').date()) for text in ("2026", "2026-069", "2026-W11-1", "20260309")}
print(seen)
assert seen == {"2026": "2026-01-01", "2026-069": "2026-03-10", "2026-W11-1": "2026-03-09", "20260309": "2026-03-09"}, seen
for text in ("12:30", "2026", "2026-W11-1", "20260309"):
    try:
        answer = cel.evaluate(f'timestamp("{text}")')
    except (RuntimeError, ValueError) as refused:
        print("common-expression-language:", text, refused)
    else:
        raise AssertionError(answer)
PY
