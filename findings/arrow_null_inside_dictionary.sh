#!/usr/bin/env bash
# A null may stand among the values of an Arrow dictionary instead of in the indices; the array passes validate(full=True).
# Expected: null_count, is_null, drop_null and count agree on how much is missing.
# Seen: null_count is 0 and drop_null drops nothing, while is_null and count(mode="only_null") say one: "has no nulls" is
# no proof that no cell is missing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pyarrow==26.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import pyarrow as pa
import pyarrow.compute as pc

print("pyarrow", version("pyarrow"))
days = pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array([None, "2026-03-09"]))
days.validate(full=True)
seen = {
    "null_count": days.null_count,
    "is_null": pc.is_null(days).to_pylist(),
    "drop_null": pc.drop_null(days).to_pylist(),
    "count_null": pc.count(days, mode="only_null").as_py(),
}
print(seen)
assert seen == {"null_count": 0, "is_null": [True, False], "drop_null": [None, "2026-03-09"], "count_null": 1}
PY
