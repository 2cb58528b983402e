#!/usr/bin/env bash
# A decision table of DMN whose input has an expression, kind, and beside it a label, what a reader sees: "kind of app".
# Expected: the expression is evaluated; a label decides nothing (DMN 1.3, 8.3.2).
# Seen in pyDMNrules 1.4.5: the label is taken for the name of the input, which then has no value, and the otherwise rule answers.
# Without the label the same table answers rightly.
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


file = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
<inputData id="k" name="kind"><variable name="kind" typeRef="string"/></inputData>
<decision id="t" name="t"><variable name="t"/>
<informationRequirement id="q"><requiredInput href="#k"/></informationRequirement>
<decisionTable id="tt" hitPolicy="FIRST">
<input id="in" label="kind of app"><inputExpression id="ie" typeRef="string"><text>kind</text></inputExpression></input>
<output id="out" name="verdict" typeRef="string"/>
<rule id="r1"><inputEntry id="i1"><text>"app"</text></inputEntry><outputEntry id="o1"><text>"inside"</text></outputEntry></rule>
<rule id="r2"><inputEntry id="i2"><text>-</text></inputEntry><outputEntry id="o2"><text>"outside"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""
for text, expected in ((file, "outside"), (file.replace(' label="kind of app"', ""), "inside")):
    found = decide(text, {"kind": "app"})
    print(found)
    assert found["verdict"] == expected, found
PY
