#!/usr/bin/env bash
# A log in JSON, a list of objects; one writes its keys in another order than the first, which changes nothing in JSON (RFC 8259: an object
# is unordered).
# Expected: tablib puts each value under its key.
# Seen in tablib 3.10.0: the keys are those of the first object, and the values of the others go in by their places: the day due
# stands under "id", the id under "received". With one value less it is an error. Of YAML and of Dataset.dict the same is true. The page
# on formats says nothing of the order; a change that puts it right waits among the requests.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'tablib[yaml]==3.10.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
import json
from importlib.metadata import version

import tablib

print("tablib", version("tablib"))
CASES = [{"id": "1", "received": "2026-03-09", "due": "2026-03-23"}, {"due": "2026-03-24", "id": "2", "received": "2026-03-10"}]
seen = tablib.Dataset().load(json.dumps(CASES), format="json").dict
print(seen)
assert seen[0] == CASES[0], seen
assert seen[1] == {"id": "2026-03-24", "received": "2", "due": "2026-03-10"}, seen
from_yaml = tablib.Dataset().load(json.dumps(CASES), format="yaml").dict
assert from_yaml == seen, from_yaml
PY
