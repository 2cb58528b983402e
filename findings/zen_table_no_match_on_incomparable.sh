#!/usr/bin/env bash
# A decision table asks whether the day of submission lies after the day due; the last row is the "otherwise" row.
# Expected: days in ISO text, a missing day or a day of another type make an error, as the same comparison does outside a
# table (evaluate_expression raises "Opcode Compare: Unsupported type").
# Seen in zen-engine 2.1.3: inside a table the comparison that cannot be made is "no match", and the row below answers:
# a supplement that came late is "in time".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'zen-engine==2.1.3'
cd "$work"
"$work/env/bin/python" - <<'PY'
import json
from importlib.metadata import version

import zen

print("zen-engine", version("zen-engine"))
at = {"position": {"x": 0, "y": 0}}
table = {
    "hitPolicy": "first",
    "inputs": [{"id": "a", "name": "submitted", "field": "submitted"}],
    "outputs": [{"id": "o", "name": "status", "field": "status"}],
    "rules": [{"_id": "1", "a": "> due", "o": '"late"'}, {"_id": "2", "a": "", "o": '"in time"'}],
}
graph = {
    "nodes": [
        {"id": "i", "name": "in", "type": "inputNode", **at},
        {"id": "t", "name": "table", "type": "decisionTableNode", "content": table, **at},
        {"id": "o", "name": "out", "type": "outputNode", **at},
    ],
    "edges": [
        {"id": "1", "sourceId": "i", "targetId": "t", "type": "edge"},
        {"id": "2", "sourceId": "t", "targetId": "o", "type": "edge"},
    ],
}
decision = zen.ZenEngine().create_decision(json.dumps(graph))
cases = [
    ({"submitted": 20260307, "due": 20260306}, "late"),
    ({"submitted": "2026-03-07", "due": "2026-03-06"}, "in time"),
    ({"submitted": 20260307}, "in time"),
    ({"submitted": 20260307, "due": "20260306"}, "in time"),
]
for facts, expected in cases:
    got = decision.evaluate(facts)["result"]["status"]
    print(facts, "->", got)
    assert got == expected, got
try:
    zen.evaluate_expression("submitted > due", {"submitted": "2026-03-07", "due": "2026-03-06"})
except RuntimeError as error:
    print("outside a table:", str(error).splitlines()[0])
else:
    raise SystemExit("the bare expression is taken now")
PY
