#!/usr/bin/env bash
# A test marked `no_cover`, which pytest-cov documents as run without coverage, in one process and in a worker of
# pytest-xdist.
# Expected: no tracer in either.
# Seen: none in one process. The worker has started two collectors, one as for a run in one process and one of its own:
# pausing the second wakes the first, and the test is traced all the same, so slow tests do not get any faster.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pytest==9.2.0' 'pytest-cov==7.1.0' 'pytest-xdist==3.8.0' 'coverage==7.17.5'
cd "$work"
cat >measured.py <<'PY'
def same(value):
    return value
PY
cat >test_marked.py <<'PY'
import sys

import pytest

import measured


@pytest.mark.no_cover
def test_marked(record_property):
    measured.same(1)
    record_property("tracer", type(sys.gettrace()).__name__)
PY
export COVERAGE_CORE=ctrace
run() {
    "$work/env/bin/pytest" -q -p no:cacheprovider --cov=measured --cov-report= --junitxml="$1.xml" "${@:2}" >"$1.txt" 2>&1
}
run one
run worker -n 1
"$work/env/bin/python" - <<'PY'
import re
from importlib.metadata import version
from pathlib import Path

for name in ("coverage", "pytest-cov", "pytest-xdist"):
    print(name, version(name))
seen = {
    run: re.search(r'name="tracer" value="(\w+)"', Path(f"{run}.xml").read_text())[1]
    for run in ("one", "worker")
}
print("tracer in a marked test:", seen)
assert seen == {"one": "NoneType", "worker": "CTracer"}
PY
