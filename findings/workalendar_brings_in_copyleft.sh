#!/usr/bin/env bash
# workalendar states the MIT licence.
# Expected: what is installed with it, by its own unconditional requirements, is under licences as permissive.
# Seen in workalendar 17.0.0: every installation brings lunardate, which states GPL-3.0-or-later, and, through convertdate, PyMeeus,
# which states LGPLv3. A look at the licences of what one asks for directly does not show it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'workalendar==17.0.0' 'lunardate==0.3.0' 'convertdate==2.5.1' 'pymeeus==0.5.12'
"$work/env/bin/python" - <<'PY'
from importlib.metadata import distribution


def stated(name):
    meta = distribution(name).metadata
    classifiers = [c.rpartition(" :: ")[2] for c in meta.get_all("Classifier") or () if c.startswith("License ::")]
    return meta.get("License-Expression") or meta.get("License") or "; ".join(classifiers)


def wants(name):
    lines = distribution(name).requires or ()
    return {line.split(";")[0].split()[0].split("<")[0].split(">")[0].split("=")[0].split("(")[0].lower() for line in lines if "extra ==" not in line}


seen = {name: (distribution(name).version, stated(name), sorted(wants(name))) for name in ("workalendar", "lunardate", "convertdate", "pymeeus")}
print(seen)
assert seen["workalendar"][1].startswith("MIT"), seen
assert {"lunardate", "convertdate"} <= wants("workalendar"), seen
assert "pymeeus" in wants("convertdate"), seen
assert "GPL-3.0-or-later" in stated("lunardate"), seen
assert "LGPL" in stated("pymeeus"), seen
PY
