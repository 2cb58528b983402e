#!/usr/bin/env bash
# Half past midnight on 9 March 2026 in Asia/Shanghai, as a pandas column with that zone.
# Expected: astype("date32[pyarrow]") gives the same day whether pandas or Arrow holds the moments.
# Seen in pandas 3.1.0 with pyarrow 26.0.1: 8 March (the UTC day) from datetime64[ns, Asia/Shanghai], 9 March (the local
# day) from timestamp[us, tz=Asia/Shanghai][pyarrow].
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pandas==3.1.0' 'pyarrow==26.0.1'
cd "$work"
"$work/env/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

import pandas as pd

print({name: version(name) for name in ("pandas", "pyarrow")})
moments = pd.Series(pd.to_datetime(["2026-03-09 00:30"]).tz_localize("Asia/Shanghai"))
held_by_pandas = moments.astype("date32[pyarrow]").tolist()
held_by_arrow = moments.astype("timestamp[us, tz=Asia/Shanghai][pyarrow]").astype("date32[pyarrow]").tolist()
print(held_by_pandas, held_by_arrow)
assert held_by_pandas == [date(2026, 3, 8)] and held_by_arrow == [date(2026, 3, 9)]
PY
