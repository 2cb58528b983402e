#!/usr/bin/env bash
# A decision table of DMN with the hit policy COLLECT: each rule gives a name and a list of clauses.
# Expected: of two rules that hold, two names and two lists, so that one still sees which belongs to which.
# Seen in pyDMNrules 1.4.5: two names, and one list with the members of both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'pyDMNrules==1.4.5' 'pySFeel==1.4.2' 'pandas==3.0.0'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
import re
from importlib.metadata import version

import pyDMNrules

print("pyDMNrules", version("pyDMNrules"))


def decide(file, facts):
    engine = pyDMNrules.DMN()
    assert engine.useXML(file) == {}
    status, found = engine.decide(facts)
    return status or found["Result"]


RULE = """<rule id="r{n}"><inputEntry id="i{n}"><text>-</text></inputEntry><outputEntry id="o{n}"><text>"{name}"</text></outputEntry>
<outputEntry id="p{n}"><text>{list}</text></outputEntry></rule>"""
rules = RULE.format(n=1, name="one", list='["1.1", "1.2"]') + RULE.format(n=2, name="two", list='["2.1"]')
file = f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
<inputData id="k" name="kind"><variable name="kind" typeRef="string"/></inputData>
<decision id="t" name="t"><variable name="t"/>
<informationRequirement id="q"><requiredInput href="#k"/></informationRequirement>
<decisionTable id="tt" hitPolicy="COLLECT">
<input id="in"><inputExpression id="ie" typeRef="string"><text>kind</text></inputExpression></input>
<output id="out" name="name" typeRef="string"/><output id="out2" name="clauses"/>{rules}</decisionTable></decision></definitions>"""
found = decide(file, {"kind": "app"})
print(found)
assert found["name"] == ["one", "two"], found
assert found["clauses"] == ["1.1", "1.2", "2.1"], found
PY
