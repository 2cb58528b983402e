#!/usr/bin/env bash
# An Arrow dictionary may hold one value twice and passes validate(full=True).
# Expected: unique, group_by and == look at values, as they do on the plain column.
# Seen: pyarrow groups and counts by the position in the dictionary ("a" comes out twice, the scalars "a" and "a" are
# unequal), its to_pandas refuses the array; Polars makes one category of it. A grouping key can split one case in two.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pyarrow==26.0.1' 'polars==2.1.0' 'pandas==3.1.0'
cd "$work"
"$work/env/bin/python" - <<'PY'
from importlib.metadata import version

import polars as pl
import pyarrow as pa

print({name: version(name) for name in ("pyarrow", "polars", "pandas")})
keys = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2]), pa.array(["a", "a", "b"]))
keys.validate(full=True)
grouped = pa.table({"k": keys, "n": [1, 2, 3]}).group_by("k").aggregate([("n", "sum")]).to_pydict()
plain = pa.table({"k": keys.cast(pa.string()), "n": [1, 2, 3]}).group_by("k").aggregate([("n", "sum")]).to_pydict()
print("grouped", grouped, "plain", plain, "equal scalars", keys[0] == keys[1])
assert grouped["k"] == ["a", "a", "b"] and plain == {"k": ["a", "b"], "n_sum": [3, 3]}
assert keys[0].as_py() == keys[1].as_py() and keys[0] != keys[1]
assert len(keys.unique()) == 3
try:
    keys.to_pandas()
except ValueError as error:
    print("to_pandas:", error)
else:
    raise SystemExit("to_pandas took it")
one = pl.from_arrow(keys).n_unique()
print("Polars n_unique", one)
assert one == 2
PY
