#!/usr/bin/env bash
# A package may give itself a subclass of ModuleType (sys.modules[__name__].__class__ = ...), which Python documents.
# Expected: cloudpickle sends a function that mentions the package by sending the package's name, as for any module.
# Seen in cloudpickle 3.1.3: TypeError, cannot pickle such an object: it looks for the exact type ModuleType, so such a
# package cannot be used in functions sent to Spark, Dask or joblib.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'cloudpickle==3.1.3'
cd "$work"
"$work/env/bin/python" - <<'PY'
import importlib
import pathlib
import sys

import cloudpickle

print("cloudpickle", cloudpickle.__version__)
pathlib.Path("plain_one.py").write_text("x = 1\n")
pathlib.Path("classed_one.py").write_text(
    "import sys, types\nx = 1\nclass Own(types.ModuleType):\n    pass\nsys.modules[__name__].__class__ = Own\n"
)
sys.path.insert(0, ".")
plain, classed = importlib.import_module("plain_one"), importlib.import_module("classed_one")
print("plain module:", len(cloudpickle.dumps(lambda: plain.x)) > 0)
try:
    cloudpickle.dumps(lambda: classed.x)
except TypeError as error:
    print("with a class of its own:", error)
else:
    raise SystemExit("it is sent now")
PY
