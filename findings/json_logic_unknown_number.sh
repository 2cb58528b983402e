#!/usr/bin/env bash
# A rule of JSON Logic asks whether it took ten working days at most; how many it took is not known (null, or not there).
# Expected: two engines for one language answer one rule alike, and "not known" is not "at most ten".
# Seen: datalogic-py 5.9.0 says true (null counts as 0, as in JavaScript), json-logic-qubit 0.9.1 says false, of <= and of > both, so
# that the opposite rule is false, too. An empty text is missing for the one and there for the other; the remainder of -7 by 2 is
# -1 and 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'datalogic-py==5.9.0' 'json-logic-qubit==0.9.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import datalogic_py
from json_logic import jsonLogic

print({name: version(name) for name in ("datalogic-py", "json-logic-qubit")})
took = {"var": "took"}
QUESTIONS = {
    "at most ten, null": ({"<=": [took, 10]}, {"took": None}),
    "at most ten, not there": ({"<=": [took, 10]}, {}),
    "more than ten, null": ({">": [took, 10]}, {"took": None}),
    "zero, null": ({"==": [took, 0]}, {"took": None}),
    "is missing, empty text": ({"missing": ["took"]}, {"took": ""}),
    "remainder of -7 by 2": ({"%": [-7, 2]}, {}),
    "at most ten, 11": ({"<=": [took, 10]}, {"took": 11}),
}
seen = {}
for words, (rule, facts) in QUESTIONS.items():
    seen[words] = (datalogic_py.apply(rule, facts), jsonLogic(rule, facts))
    print(words, "datalogic-py", seen[words][0], "json-logic-qubit", seen[words][1])
assert seen == {
    "at most ten, null": (True, False),
    "at most ten, not there": (True, False),
    "more than ten, null": (False, False),
    "zero, null": (True, False),
    "is missing, empty text": ([], ["took"]),
    "remainder of -7 by 2": (-1, 1),
    "at most ten, 11": (False, False),
}, seen
PY
