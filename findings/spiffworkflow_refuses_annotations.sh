#!/usr/bin/env bash
# A decision table of DMN 1.3 with a column of annotations, a note beside each rule. It keeps to the schema of DMN 1.3 that
# SpiffWorkflow itself ships and validates with.
# Expected: it is read; annotations decide nothing.
# Seen in SpiffWorkflow 3.2.0: the same table is refused, "Unknown type in decision table". A description inside the rule is taken.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/pip" --disable-pip-version-check --quiet install 'SpiffWorkflow==3.2.0' 'lxml==6.1.3'
cd "$work"
"$work/env/bin/python" -W ignore - <<'PY'
from importlib.metadata import version
from types import SimpleNamespace

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.parser.BpmnDmnParser import BpmnDmnParser

print("SpiffWorkflow", version("SpiffWorkflow"))
RULE = "<rule id='r{n}'><inputEntry id='i{n}'><text>{asks}</text></inputEntry>{more}<outputEntry id='o{n}'><text>{says}</text></outputEntry>{after}</rule>"


def table(policy, rules, head="", after=""):
    """A decision table of one input, x, and one output, y."""
    lines = "".join(RULE.format(n=n, asks=a, says=s, more="", after=after) for n, (a, s) in enumerate(rules))
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
<decision id="t" name="t"><decisionTable id="tt" hitPolicy="{policy}">
<input id="in"><inputExpression id="ie" typeRef="string"><text>x</text></inputExpression></input>
<output id="out" name="y" typeRef="string"/>{head}{lines}</decisionTable></decision></definitions>"""


def decide(file, x):
    parser = BpmnDmnParser()
    parser.add_dmn_str(file)
    engine = parser.get_engine("t", None)
    workflow = SimpleNamespace(script_engine=PythonScriptEngine())
    return dict(engine.result(SimpleNamespace(workflow=workflow, data={"x": x})))


from pathlib import Path

import SpiffWorkflow.dmn.parser
from lxml import etree
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

file = table(
    "FIRST",
    [('"a"', '"one"')],
    head="<annotation name='why'/>",
    after="<annotationEntry><text>clause 1</text></annotationEntry>",
)
folder = Path(SpiffWorkflow.dmn.parser.__file__).parent / "schema"
schema = etree.XMLSchema(etree.parse(str(folder / "DMN13.xsd")))
print("valid by its schema:", schema.validate(etree.fromstring(file)))
assert schema.validate(etree.fromstring(file)), schema.error_log
try:
    decide(file, "a")
except ValidationException as error:
    print("refused:", str(error).splitlines()[0][:60])
    assert "Unknown type in decision table" in str(error)
else:
    raise SystemExit("annotations are read now")
PY
