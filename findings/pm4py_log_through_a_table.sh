#!/usr/bin/env bash
# An event log of XES with two traces: one of two events, of which only the first has a reason; one without events.
# Expected: read and written again, it says the same.
# Seen in PM4Py 2.7.23.11: the trace without events is gone, and the event that has no reason has one now, a number: nan. A log is
# held as a table of events, and its empty cells are written.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pm4py==2.7.23.11'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
import re
from importlib.metadata import version
from pathlib import Path

import pm4py

print("PM4Py", version("pm4py"))
EVENT = '<event><string key="concept:name" value="{name}"/><date key="time:timestamp" value="2026-03-0{day}T00:00:00+00:00"/>{more}</event>'
first = EVENT.format(name="asked", day=1, more='<string key="reason" value="said so"/>')
second = EVENT.format(name="answered", day=2, more="")
TRACE = '<trace><string key="concept:name" value="{name}"/>{events}</trace>'
traces = TRACE.format(name="A", events=first + second) + TRACE.format(name="B", events="")
Path("in.xes").write_text(f'<log xes.version="1849-2016" xmlns="http://www.xes-standard.org/">{traces}</log>')
pm4py.write_xes(pm4py.read_xes("in.xes"), "out.xes")
out = Path("out.xes").read_text()
names = re.findall(r'<trace>\s*<string key="concept:name" value="(\w+)"', out)
reasons = re.findall(r'<(\w+) key="reason" value="([^"]*)"', out)
print(names, reasons)
assert names == ["A"], names
assert reasons == [("string", "said so"), ("float", "nan")], reasons
PY
